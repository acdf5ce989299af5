"""The calendar: lengths of months, shifts, nth weekdays, lunar months, holidays.

Facts only; nothing here knows about an article. A *span* is a first and a last day.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from newsparse.errors import DataFileError
from newsparse.lexicon import read_table
from newsparse.text.simplify import simplify

DAY = timedelta(days=1)
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_HOLIDAYS = "lexicons/holidays.csv"


class Span(NamedTuple):
    """A period with inclusive bounds; None is an open side; vague bounds are conventional."""

    start: date | None
    end: date | None
    vague: bool = False


def month_length(year: int, month: int) -> int:
    """Days in a month.

    Example:
        >>> month_length(2024, 2), month_length(2023, 2)
        (29, 28)
    """
    leap = month == 2 and (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    return 29 if leap else _LENGTHS[month - 1]


def months_span(year: int, first: int, last: int) -> Span:
    """Whole months of a year, both included.

    Example:
        >>> months_span(2024, 7, 9)[:2]
        (datetime.date(2024, 7, 1), datetime.date(2024, 9, 30))
    """
    return Span(date(year, first, 1), date(year, last, month_length(year, last)))


def shift_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month.

    Example:
        >>> shift_months(date(2024, 3, 31), -1)
        datetime.date(2024, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day <= 28:
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    """The nth weekday (1 is Monday) of a month.

    Example:
        >>> nth_weekday(2024, 5, 2, 7)
        datetime.date(2024, 5, 12)
    """
    first = date(year, month, 1)
    return first + DAY * ((weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def easter(year: int) -> date:
    """Easter Sunday (Gregorian computus).

    Example:
        >>> easter(2024)
        datetime.date(2024, 3, 31)
    """
    century, golden = year // 100, year % 19
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    epact -= (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    offset = epact - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))


class LunarYear(NamedTuple):
    """One year of the Chinese calendar."""

    new_year: date
    months: str
    leap: int
    qingming: int


@cache
def lunar_years() -> dict[int, LunarYear]:
    """The lunisolar years we know."""
    columns = ("year", "new_year", "months", "leap", "qingming")
    return {
        int(year): LunarYear(
            date.fromisoformat(f"{year}-{new_year}"), months, int(leap), int(qingming)
        )
        for _, (year, new_year, months, leap, qingming) in read_table(
            "lexicons/lunar_years.csv", columns
        )
    }


def lunar_day(year: int, month: int, day: int) -> date | None:
    """The civil date of a day of the Chinese calendar, None outside the years we know.

    Example:
        >>> lunar_day(2024, 1, 1), lunar_day(2024, 8, 15)
        (datetime.date(2024, 2, 10), datetime.date(2024, 9, 17))
    """
    known = lunar_years().get(year)
    if known is None:
        return None
    before = month - 1 if not known.leap or month <= known.leap else month
    passed = sum(30 if length == "B" else 29 for length in known.months[:before])
    return known.new_year + DAY * (passed + day - 1)


class Holiday(NamedTuple):
    """How to find a holiday in a year, and how long it is celebrated."""

    kind: str
    numbers: tuple[int, ...]
    days: int


@cache
def holidays(region: str) -> dict[str, Holiday]:
    """Holidays by Simplified name, as celebrated in one region."""
    found: dict[str, Holiday] = {}
    columns = ("name", "rule", "days"), ("region",)
    for line, (name, rule, days, where) in read_table(_HOLIDAYS, *columns):
        kind, _, rest = rule.partition(" ")
        numbers = tuple(int(number) for number in rest.replace("-", " ").split())
        if (kind, len(numbers)) not in _ARITY:
            raise DataFileError(
                _HOLIDAYS, f"unknown rule {rule!r}", "See the head of the file", line=line
            )
        if where in ("", region):
            found[simplify(name)] = Holiday(kind, numbers, int(days))
    return found


_ARITY = {("solar", 2), ("lunar", 2), ("eve", 0), ("weekday", 3), ("easter", 1), ("qingming", 0)}


def holiday_span(name: str, year: int, region: str) -> Span | None:
    """The days of a holiday in a year; longer ones are vague, for every calendar sets its own.

    Example:
        >>> holiday_span("国庆节", 2024, "TW")[0]
        datetime.date(2024, 10, 10)
    """
    holiday = holidays(region).get(name)
    if holiday is None:
        return None
    first = _first_day(holiday, year)
    if first is None:
        return None
    return Span(first, first + DAY * (holiday.days - 1), holiday.days > 1)


def _first_day(holiday: Holiday, year: int) -> date | None:
    match holiday.kind, holiday.numbers:
        case "solar", (month, day):
            return date(year, month, day)
        case "lunar", (month, day):
            return lunar_day(year, month, day)
        case "eve", _:
            new_year = lunar_day(year, 1, 1)
            return None if new_year is None else new_year - DAY
        case "weekday", (month, nth, weekday):
            return nth_weekday(year, month, nth, weekday)
        case "easter", (offset,):
            return easter(year) + DAY * offset
    known = lunar_years().get(year)
    return None if known is None else date(year, 4, known.qingming)
