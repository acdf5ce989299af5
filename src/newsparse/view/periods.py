"""Periods of the charts that have a time axis: long enough to count in, short enough to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

# A chart's own rows stay below what Altair takes (5,000) whatever the size of the corpus.
_UNITS = ((120, "D"), (1_100, "M"), (4_400, "Q"))


def unit_of(dates: pd.Series[Any]) -> str:
    """Days, months, quarters or years; one founding date of 1987 does not make it years.

    Example:
        >>> import pandas as pd
        >>> unit_of(pd.Series(pd.to_datetime(["2024-01-03", "2024-03-20"])))
        'D'
    """
    inner = dates.sort_values().iloc[len(dates) // 20 : len(dates) - len(dates) // 20]
    days = (inner.iloc[-1] - inner.iloc[0]).days if len(inner) else 0
    return next((unit for limit, unit in _UNITS if days <= limit), "Y")


def starts_of(dates: pd.Series[Any]) -> pd.Series[Any]:
    """The first day of the period that each date falls into, longer for longer spans."""
    starts: pd.Series[Any] = dates.dt.to_period(unit_of(dates)).dt.start_time
    return starts


def middle_of(periods: pd.Series[Any]) -> tuple[Any, str]:
    """A time scale over the middle nine tenths, and a text about what lies outside of it."""
    import altair as alt

    ordered = periods.sort_values(ignore_index=True)
    aside = len(ordered) // 20
    if not aside or ordered.iloc[aside] == ordered.iloc[-1 - aside]:
        return alt.Undefined, ""
    first, last = ordered.iloc[aside], ordered.iloc[-1 - aside]
    margin = (last - first) / 40
    ends = [
        alt.DateTime(year=d.year, month=d.month, date=d.day)
        for d in (first - margin, last + margin)
    ]
    told = [
        f"{int(outside.sum()):,} {where}"
        for outside, where in ((periods < first, "earlier"), (periods > last, "later"))
        if outside.any()
    ]
    return alt.Scale(domain=ends), f"{' and '.join(told)}: drag or zoom out" if told else ""
