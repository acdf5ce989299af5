"""What a date says, as a value of its own, and the small numbers in it."""

from __future__ import annotations

from dataclasses import dataclass

_CHINESE = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "Ｏ": 0,
    "两": 2,
}
_TENS = {"廿": 20, "卅": 30}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A date as said.

    Args:
        rule: kind of phrase, part of the mention's rule name.
        year, last_year: stated years (two-digit ones completed where that is certain).
        roc: the year may be one of the Republic: 110 or 民国84.
        year_shift: years from publication (去年 -1); ``last_year_shift`` for 今明年.
        stated: the shift counts from the last stated year or day instead (同年, 翌日).
        fiscal: a financial year.
        months: first and last month of the year, 1 to 12 (more for a winter); empty for a year.
        days: first and last day within the month.
        month_shift, quarter_shift, week_shift, day_shift: distance from publication.
        weekday: 1 is Monday; 6 and 7 both for a weekend.
        bracket: month and day given in brackets, month 0 if only the day is.
        holiday: its name.
        lunar: month and day of the Chinese calendar.
        decade: (century or None, tens): 20世纪80年代 is (19, 8).
        pick: (kind, which, weekday) of a week, day or month counted within the period: 5月第一周.
        span: (kind, low count, high count, unit) of 过去三年, 五年前.
        vague: the bounds are conventional.
        edge: "" | "before" (deadline) | "now" (至今) | "early" | "late" part of a year.
    """

    rule: str
    year: int | None = None
    last_year: int | None = None
    roc: bool = False
    year_shift: int | None = None
    last_year_shift: int | None = None
    stated: bool = False
    fiscal: bool = False
    months: tuple[int, int] | None = None
    days: tuple[int, int] | None = None
    month_shift: int | None = None
    quarter_shift: int | None = None
    week_shift: int | None = None
    day_shift: int | None = None
    weekday: tuple[int, int] | None = None
    bracket: tuple[int, int] | None = None
    holiday: str = ""
    lunar: tuple[int, int] | None = None
    decade: tuple[int | None, int] | None = None
    pick: tuple[str, int, int] | None = None
    span: tuple[str, int, int, str] | None = None
    vague: bool = False
    edge: str = ""


def number(text: str) -> int:
    """A small number: Arabic, full-width, or Chinese up to 99, also digit by digit.

    Raises:
        ValueError: it is no number (十廿).

    Example:
        >>> [number(n) for n in ("12", "０３", "十", "廿五", "二十三", "二〇二四")]
        [12, 3, 10, 25, 23, 2024]
    """
    if text.isdigit() and text[0] not in _CHINESE:
        return int(text)
    if text[0] in _TENS:
        return _TENS[text[0]] + (number(text[1:]) if len(text) > 1 else 0)
    tens, ten, ones = text.partition("十")
    if ten:
        return (number(tens) if tens else 1) * 10 + (number(ones) if ones else 0)
    value = 0
    for c in text:
        value = value * 10 + (_CHINESE[c] if c in _CHINESE else int(c))
    return value
