"""Charts of the tables, interactive in a notebook, to be saved as HTML, SVG or PNG offline.

They are Altair charts (``pip install 'newsparse[charts]'``) and can be changed like any other:
``charts.status_mix(tables).properties(width=300)``. Each function takes the tables as
``newsparse.read_tables`` or ``newsparse.to_frames`` give them; to chart a part, filter the tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from newsparse.errors import NewsparseError
from newsparse.lexicon import read_table
from newsparse.view.chart_files import save
from newsparse.view.flow_chart import flow_panel
from newsparse.view.flows import KEY, event_dates, who_paid_whom
from newsparse.view.moves import moves
from newsparse.view.palette import FONTS, LABEL_HUES, STATUS_COLOURS
from newsparse.view.periods import middle_of, starts_of, unit_of

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

__all__ = [
    "mentions_over_time",
    "money_flows",
    "people_moves",
    "save",
    "status_mix",
    "timeline",
]

Chart = TypeVar("Chart", "alt.Chart", "alt.VConcatChart")
Tables: TypeAlias = "Mapping[str, pd.DataFrame]"
_WIDTH = 680
_ACTIONS = {"appoint": "#2a9d76", "depart": "#b97a00", "dismiss": "#d5552a", "death": "#7a7f87"}


def timeline(tables: Tables) -> alt.Chart:
    """When events happened, one row per event type: a bubble per period and status.

    The date is that of the event, else that of the article. A click in the legend singles out a
    status; the wheel zooms, dragging leads to what lies before and after: the picture begins with
    the middle nine tenths, as one founding date of 1987 would squeeze this year into a line.

    Example:
        >>> import newsparse
        >>> analysis = newsparse.analyze("騰訊去年收購格芯。", published="2024-03-24")
        >>> chart = timeline(newsparse.to_frames([analysis]))
        >>> chart.data[["period", "type", "status", "events"]].astype(str).values.tolist()
        [['2023-01-01', 'acquisition', 'actual', '1']]
    """
    _require_altair()
    import altair as alt

    events = event_dates(tables).dropna(subset=["date"])
    who = tables["arguments"].dropna(subset=["label"]).drop_duplicates([*KEY, "text"])
    named = who.groupby(KEY)["text"].agg("、".join).rename("who").reset_index()
    events = events.merge(named, on=KEY, how="left")
    events = events.assign(period=starts_of(events["date"]), who=events["who"].fillna(""))
    grouped = events.groupby(["period", "type", "status"], sort=True)
    rows = grouped["who"].agg(events="size", examples=_first_few).reset_index()
    shown, outside = middle_of(events["period"])
    chosen = alt.selection_point(fields=["status"], bind="legend")
    chart: alt.Chart = (
        alt.Chart(rows)
        .mark_circle(clip=True)
        .encode(
            x=alt.X("period:T", title=None, scale=shown),
            y=alt.Y("type:N", title=None, axis=alt.Axis(grid=True, tickBand="extent")),
            # side by side: what is planned does not hide what is denied in the same month
            yOffset=alt.YOffset("status:N", scale=alt.Scale(domain=list(STATUS_COLOURS))),
            size=alt.Size("events:Q", legend=None, scale=alt.Scale(rangeMin=30, rangeMax=400)),
            color=_status_colour(),
            opacity=alt.condition(chosen, alt.value(0.8), alt.value(0.06)),
            tooltip=["period:T", "type", "status", "events", "examples"],
        )
        .add_params(chosen)
        .properties(width=_WIDTH, height=_height(rows["type"], 36))
        .interactive(bind_y=False)
    )
    return _styled(chart, "Events over time", outside)


def status_mix(tables: Tables) -> alt.Chart:
    """How many events of each type happened, are planned, rumoured, denied, and so on.

    Example:
        >>> import newsparse
        >>> chart = status_mix(newsparse.to_frames([newsparse.analyze("騰訊擬收購格芯。")]))
        >>> chart.data.values.tolist()
        [['acquisition', 'planned', 1, 1]]
    """
    _require_altair()
    import altair as alt

    rows = tables["events"].groupby(["type", "status"]).size().rename("events").reset_index()
    order = {status: rank for rank, status in enumerate(STATUS_COLOURS)}
    rows = rows.assign(rank=rows["status"].map(order).fillna(len(order)).astype("int64"))
    chosen = alt.selection_point(fields=["status"], bind="legend")
    chart: alt.Chart = (
        alt.Chart(rows)
        .mark_bar()
        .encode(
            x=alt.X("sum(events):Q", title="events"),
            y=alt.Y("type:N", sort="-x", title=None),
            color=_status_colour(),
            order="rank:Q",
            opacity=alt.condition(chosen, alt.value(1), alt.value(0.15)),
            tooltip=["type", "status", "events"],
        )
        .add_params(chosen)
        .properties(width=_WIDTH, height=_height(rows["type"], 22))
    )
    return _styled(chart, "Status of the events")


def money_flows(tables: Tables, *, currency: str | None = None, top: int = 20) -> alt.VConcatChart:
    """Who paid whom: payers on the left, receivers on the right, lines as wide as the amount.

    One panel per currency, as amounts are not converted. An amount that several share is divided
    evenly among their lines; the tooltip says what the article states.

    Args:
        tables: see the module.
        currency: only this one, such as "HKD"; else the three with most payments.
        top: at most so many payments per currency, the largest.

    Raises:
        NewsparseError: no such currency.

    Example:
        >>> import newsparse
        >>> tables = newsparse.to_frames([newsparse.analyze("騰訊以5億美元收購格芯。")])
        >>> chart = money_flows(tables)
        >>> chart.vconcat[0].title, len(chart.vconcat)
        ('USD', 1)
    """
    _require_altair()
    import altair as alt

    paid = who_paid_whom(tables)
    if currency is not None and currency not in {*_currencies(), *paid["currency"]}:
        raise NewsparseError(
            f"currency {currency!r} is unknown. Give a code of ISO 4217, such as 'USD'"
        )
    currencies = (
        [currency] if currency is not None else list(paid["currency"].value_counts().index[:3])
    )
    panels = [flow_panel(paid[paid["currency"] == each].head(top), each) for each in currencies]
    if not panels:
        panels = [flow_panel(paid, "no payments with an amount")]
    return _styled(alt.vconcat(*panels), "Who paid whom")


def mentions_over_time(tables: Tables, *, label: str = "COMPANY", top: int = 8) -> alt.Chart:
    """How often the most-mentioned names are mentioned, by publication date.

    Args:
        tables: see the module.
        label: of the names, such as "PERSON".
        top: so many names.

    Raises:
        NewsparseError: no such label.

    Example:
        >>> import newsparse
        >>> analysis = newsparse.analyze("騰訊收購格芯。騰訊上升。", published="2024-03-24")
        >>> chart = mentions_over_time(newsparse.to_frames([analysis]))
        >>> chart.data[["name", "mentions"]].values.tolist()
        [['格芯', 1], ['騰訊', 2]]
    """
    import pandas as pd

    _require_altair()
    import altair as alt

    if label not in LABEL_HUES:
        raise NewsparseError(f"label {label!r} is unknown. Give one of {', '.join(LABEL_HUES)}")
    mentions = tables["mentions"]
    mentions = mentions[mentions["label"] == label]
    mentions = mentions.merge(tables["articles"][["article_id", "published"]], on="article_id")
    mentions = mentions.dropna(subset=["published"])
    name = mentions["entity_name"].fillna(mentions["text"])
    # one name for 騰訊 and 騰訊控股, which a listed code makes the same
    code = mentions["kb"].fillna(name)
    mentions = mentions.assign(name=name.groupby(code).transform("first"))
    most = mentions["name"].value_counts().index[:top]
    mentions = mentions[mentions["name"].isin(most)]
    unit = unit_of(mentions["published"])
    periods = mentions["published"].dt.to_period(unit).rename("period")
    counts = mentions.groupby([periods, "name"]).size().unstack(fill_value=0)
    if len(counts):  # a period without a mention is a zero, not a gap that a line bridges
        every = pd.period_range(counts.index[0], counts.index[-1], freq=unit, name="period")
        counts = counts.reindex(every, fill_value=0)
    rows = counts.to_timestamp().reset_index().melt("period", value_name="mentions")
    chosen = alt.selection_point(fields=["name"], bind="legend")
    chart: alt.Chart = (
        alt.Chart(rows)
        .mark_line(point=alt.OverlayMarkDef(size=24), strokeJoin="round")
        .encode(
            x=alt.X("period:T", title=None),
            y=alt.Y("mentions:Q"),
            color=alt.Color("name:N", sort=list(most), title=None, legend=_legend(rows)),
            opacity=alt.condition(chosen, alt.value(1), alt.value(0.1)),
            tooltip=["period:T", "name", "mentions"],
        )
        .add_params(chosen)
        .properties(width=_WIDTH, height=280)
    )
    return _styled(chart, f"Mentions over time ({label})")


def people_moves(tables: Tables, *, top: int = 40) -> alt.Chart:
    """Who took or left which position where, and when: one line per move, the latest first.

    Args:
        tables: see the module.
        top: at most so many moves, the latest.

    Example:
        >>> import newsparse
        >>> analysis = newsparse.analyze("騰訊委任陳大文為行政總裁。", published="2024-03-24")
        >>> people_moves(newsparse.to_frames([analysis])).data["move"].tolist()
        ['陳大文 · 騰訊 · 行政總裁']
    """
    _require_altair()
    import altair as alt

    rows = moves(tables).sort_values("date", ascending=False, kind="stable").head(top)
    parts = rows[["person", "company", "position"]].fillna("").agg(list, axis=1)
    rows = rows.assign(move=[" · ".join(filter(None, part)) for part in parts])
    colour = alt.Scale(domain=list(_ACTIONS), range=list(_ACTIONS.values()))
    chart: alt.Chart = (
        alt.Chart(rows)
        .mark_point(filled=True, size=110)
        .encode(
            x=alt.X("date:T", title=None),
            y=alt.Y("move:N", sort=None, title=None, axis=alt.Axis(labelLimit=420, grid=True)),
            color=alt.Color("action:N", scale=colour, title=None),
            shape=alt.Shape("action:N", scale=alt.Scale(domain=list(_ACTIONS)), title=None),
            opacity=alt.condition("datum.status == 'actual'", alt.value(1), alt.value(0.5)),
            tooltip=["person", "company", "position", "action", "status", "date:T", "articles"],
        )
        .properties(width=_WIDTH // 2, height=_height(rows["move"], 20))
    )
    return _styled(chart, "People on the move")


def _currencies() -> set[str]:
    rows = read_table("lexicons/currencies.csv", ("name", "currency", "factor", "place"))
    return {code for _, (_, code, _, _) in rows} - {"", "?"}  # those of no one country


def _legend(rows: pd.DataFrame) -> Any:
    """The usual legend; none for no rows, where Vega would draw one of no size."""
    import altair as alt

    return None if rows.empty else alt.Undefined


def _height(rows: pd.Series[Any], step: int) -> int:
    """Room for one line per distinct value; an empty chart still has a height."""
    return max(rows.nunique(), 1) * step


def _first_few(names: pd.Series[Any]) -> str:
    told = [name for name in dict.fromkeys(names) if name][:3]
    return " / ".join(told)


def _status_colour() -> alt.Color:
    import altair as alt

    scale = alt.Scale(domain=list(STATUS_COLOURS), range=list(STATUS_COLOURS.values()))
    return alt.Color("status:N", scale=scale, title=None)


def _styled(chart: Chart, title: str, subtitle: str = "") -> Chart:
    """The look of all charts: white also on a dark page, so that a picture suits any document."""
    import altair as alt

    quiet = {"gridColor": "#e9ebef", "domainColor": "#c3c9d2", "tickColor": "#c3c9d2"}
    words = {"labelColor": "#3a404a", "labelFontSize": 11.5, "titleColor": "#565d68"}
    styled: Chart = chart.properties(
        title=alt.TitleParams(title, subtitle=subtitle or alt.Undefined)
    ).configure(
        font=FONTS,
        background="white",
        padding=14,
        view={"stroke": None},
        axis={**quiet, **words, "titleFontWeight": "normal"},
        legend={"labelFontSize": 12, "labelLimit": 240},
        title={
            **{"anchor": "start", "frame": "group", "fontSize": 15, "offset": 12},
            **{"color": "#1c1f24", "subtitleColor": "#565d68", "subtitleFontSize": 12},
        },
    )
    return styled


def _require_altair() -> None:
    if not find_spec("altair"):
        raise NewsparseError("charts need Altair. Install it with: pip install 'newsparse[charts]'")
