"""Values as short texts, the same on a page, in a notebook and on a terminal."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

_UNITS = ((Decimal("1e12"), "tn"), (Decimal("1e9"), "bn"), (Decimal("1e6"), "m"))


def describe_value(value: Mapping[str, Any] | None, *, short: bool = False) -> str:
    """A value as a short text.

    Args:
        value: as ``Analysis.to_dict`` has it.
        short: as there is room for in a table: whole years, halves, quarters and months by their
            names, amounts of a million and more rounded.

    Example:
        >>> amount = {"min": "3000000000", "max": None, "currency": "USD", "approx": False}
        >>> describe_value(amount), describe_value(amount, short=True)
        ('≥ 3,000,000,000 USD', '≥ 3bn USD')
        >>> quarter = {"start": "2024-04-01", "end": "2024-06-30", "vague": False}
        >>> describe_value(quarter), describe_value(quarter, short=True)
        ('2024-04-01 – 2024-06-30', '2024 Q2')
    """
    if value is None:
        return ""
    if "min" not in value:
        start, end = value["start"], value["end"]
        named = _named_period(start, end) if short and start and end else None
        text = named or _range(start, end, "from ", "until ")
        if not value.get("vague"):
            return text
        return f"≈ {text}" if short else f"{text} (vague)"
    written: Callable[[str], str] = short_number if short else _grouped
    low, high = (None if value[side] is None else written(value[side]) for side in ("min", "max"))
    about = ("≈ " if short else "about ") if value.get("approx") else ""
    unit = value.get("currency") or value.get("unit") or ""
    compared = value.get("comparison") or ""
    return f"{about}{_range(low, high, '≥ ', '≤ ')} {unit} {compared}".strip()


def short_number(number: str | float) -> str:
    """A number with at most two decimals of its unit.

    Example:
        >>> [short_number(each) for each in ("1860000000", "-250000000", "18962", 6.42)]
        ['1.86bn', '-250m', '18,962', '6.42']
    """
    exact = Decimal(str(number))
    for size, name in _UNITS:
        if abs(exact) >= size:
            return _grouped(format(round(exact / size, 2).normalize(), "f")) + name
    return _grouped(format(exact.normalize(), "f"))


def _range(low: str | None, high: str | None, least: str, most: str) -> str:
    if low is None or high is None:
        return f"{least}{low}" if low is not None else f"{most}{high}" if high is not None else ""
    return low if low == high else f"{low} – {high}"


def _named_period(start: str, end: str) -> str | None:
    """The name of a whole year, half, quarter or month; None for any other period."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    months = last.month - first.month + 1
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if not whole or first.year != last.year or first > last or (first.month - 1) % months:
        return None
    names = {12: "", 6: f" H{last.month // 6}", 3: f" Q{last.month // 3}", 1: start[4:7]}
    return start[:4] + names[months] if months in names else None


def _grouped(number: str) -> str:
    whole, dot, fraction = number.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}{dot}{fraction}"
