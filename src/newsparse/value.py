"""What amounts, shares and dates say, as small frozen values.

A bound is a bound: 逾30億 has a minimum and no maximum.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from newsparse.slotted import quick

Comparison = Literal["yoy", "hoh", "qoq", "mom", "wow"]


@quick
@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money: exact when ``min == max``, open where a side is None.

    ``currency`` is ISO 4217, or None where neither text nor region tells; ``currency_basis`` says
    what decided it: "symbol" (written in the surface), "context" (shared from a neighbour or
    stated for the article) or "region" (a bare 元 read by the article's home region).
    ``converts`` is the span of the amount that this one says again in another currency (78億港元 in
    10億美元（約78億港元）), so that a sum over amounts can leave it out.
    """

    min: Decimal | None
    max: Decimal | None
    currency: str | None
    approx: bool = False
    currency_basis: str | None = None
    converts: tuple[int, int] | None = None


@quick
@dataclass(frozen=True, slots=True)
class Percent:
    """A share in percent (3成 is 30); ``unit`` is "%" or "pp" (percentage points, basis points).

    ``comparison`` says what a change is measured against, where the words around it do: the same
    period a year before ("yoy": 同比 按年 年增), or the half-year ("hoh"), quarter ("qoq": 按季
    季增), month ("mom") or week ("wow") before.
    """

    min: Decimal | None
    max: Decimal | None
    approx: bool = False
    unit: Literal["%", "pp"] = "%"
    comparison: Comparison | None = None


@quick
@dataclass(frozen=True, slots=True)
class DateRange:
    """A calendar period with inclusive bounds; None is an open side.

    Args:
        start: first day.
        end: last day.
        vague: the bounds are conventional (近日, 年初) rather than stated.
        edtf: the period in Extended Date/Time Format, where it can be written so.
        relative: the surface needs the publication date or a year stated elsewhere.
    """

    start: date | None
    end: date | None
    vague: bool = False
    edtf: str | None = None
    relative: bool = False


Value = Money | Percent | DateRange


def value_dict(value: Value | None) -> dict[str, Any] | None:
    """A value as JSON-ready data: decimal strings, ISO dates.

    Example:
        >>> value_dict(Percent(Decimal("30"), None))
        {'min': '30', 'max': None, 'approx': False, 'unit': '%', 'comparison': None}
    """
    match value:
        case None:
            return None
        case Money(low, high, currency, approx, basis, converts):
            return {
                "min": _number(low),
                "max": _number(high),
                "currency": currency,
                "approx": approx,
                "currency_basis": basis,
                "converts": converts and list(converts),
            }
        case Percent(low, high, approx, unit, comparison):
            return {
                "min": _number(low),
                "max": _number(high),
                "approx": approx,
                "unit": unit,
                "comparison": comparison,
            }
        case DateRange(start, end, vague, edtf, _):
            return {"start": _iso(start), "end": _iso(end), "vague": vague, "edtf": edtf}


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _number(number: Decimal | None) -> str | None:
    return None if number is None else format(number.normalize(), "f")
