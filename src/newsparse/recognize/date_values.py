"""When it was: a phrase read against the day of publication and what the article said before.

Only this module sees the day of publication. A phrase that needs it, in an article without one,
has no value; it is never read against today.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

from newsparse.annotation import DateRange
from newsparse.recognize.calendar import (
    DAY,
    Span,
    holiday_span,
    lunar_day,
    month_length,
    months_span,
    shift_months,
)
from newsparse.recognize.date_offsets import (
    Clock,
    bare_day,
    counted,
    decade,
    picked,
    relative_day,
    relative_quarter,
    week,
)
from newsparse.recognize.date_phrase import Phrase


def resolve(phrase: Phrase, clock: Clock) -> Span | None:
    """The days a phrase means, or None where the article does not tell.

    Example:
        >>> from newsparse.recognize.date_phrases import read_phrase
        >>> resolve(read_phrase("calendar", "去年10月"), Clock(date(2024, 3, 24), "HK"))[:2]
        (datetime.date(2023, 10, 1), datetime.date(2023, 10, 31))
    """
    try:
        span = _resolve(phrase, clock)
        if span is not None and phrase.edge == "now":
            return _until_now(phrase, span, clock)
    except (ValueError, OverflowError):  # 2月30日, the year 0
        return None
    if span is None or (span.start and span.end and span.start > span.end):
        return None
    if phrase.edge == "before":
        return Span(None, span.end, span.vague and phrase.rule not in _SHARP)
    return span


def _until_now(phrase: Phrase, span: Span, clock: Clock) -> Span | None:
    """From the start of a span until publication; 10月至今 in January began last year."""
    now = clock.published
    if now is None or span.start is None:
        return None
    if span.start > now and phrase.year is None and phrase.year_shift is None:
        last = _resolve(replace(phrase, year=now.year - 1), clock)
        span = span if last is None else last
    if span.start is None or span.start > now:
        return None
    return Span(span.start, now, span.vague)


_SHARP = ("part_of_year", "part_of_month")  # 年底前 has a sharp end


def _resolve(phrase: Phrase, clock: Clock) -> Span | None:
    if phrase.span is not None:
        return counted(phrase.span, clock.published)
    if phrase.rule == "recent":
        return None if clock.published is None else Span(None, clock.published, True)
    if phrase.day_shift is not None:
        return relative_day(phrase, clock)
    if phrase.rule in ("week", "weekday", "weekend"):
        return week(phrase, clock)
    if phrase.rule == "bare_day":
        return bare_day(phrase, clock)
    if phrase.month_shift is not None:
        base = clock.month if phrase.stated else clock.published
        if base is None:
            return None
        first = shift_months(base.replace(day=1), phrase.month_shift)
        span = _in_months(first.year, (first.month, first.month), phrase.days)
        return picked(phrase.pick, span) if phrase.pick else span
    if phrase.decade is not None:
        return decade(phrase, clock)
    if phrase.quarter_shift is not None:
        return relative_quarter(phrase, clock)
    return _in_year(phrase, clock)


def _in_year(phrase: Phrase, clock: Clock) -> Span | None:
    year = _year(phrase, clock)
    if year is None:
        return None
    first, last = year
    if phrase.fiscal and (clock.fiscal_end is not None or last == first + 1):
        return _in_fiscal_year(last, phrase.months or (1, 12), clock.fiscal_end or 3)
    if phrase.edge in ("early", "late"):
        return _part_so_far(phrase.edge, first, clock.published)
    if phrase.holiday:
        return holiday_span(phrase.holiday, first, clock.region)
    if phrase.lunar:
        day = lunar_day(first, *phrase.lunar)
        return None if day is None else Span(day, day)
    if phrase.months is None:
        if phrase.pick:
            return picked(phrase.pick, months_span(first, 1, 12))
        return Span(date(first, 1, 1), date(last, 12, 31))
    if phrase.days == (29, 29) and phrase.months == (2, 2) and phrase.year is None:
        while month_length(first, 2) == 28 and phrase.year_shift is None:
            first -= 1
        last = first
    span = _in_months(first, phrase.months, phrase.days)
    if last > first:  # 1985至89年9月
        span = Span(date(first, 1, 1), _in_months(last, phrase.months, phrase.days).end)
    if phrase.pick:
        return picked(phrase.pick, span)
    return Span(span.start, span.end, True) if phrase.vague else span


def _in_fiscal_year(year: int, months: tuple[int, int], ends: int) -> Span:
    """Months counted in the financial year that ends in a year; 2023/24 ends in March by default.

    Example:
        >>> _in_fiscal_year(2024, (1, 12), 6)[:2]
        (datetime.date(2023, 7, 1), datetime.date(2024, 6, 30))
    """
    first = shift_months(date(year - 1, ends, 1), 1)
    return Span(shift_months(first, months[0] - 1), shift_months(first, months[1]) - DAY)


def _in_months(year: int, months: tuple[int, int], days: tuple[int, int] | None) -> Span:
    first, last = months
    if last <= 12 and days is None:
        return months_span(year, first, last)
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1  # 8月至2月 runs on
    length = month_length(end_year, end_month)
    start_day, end_day = days or (1, length)
    if start_day < 29 <= end_day:  # 下旬 ends with the month
        end_day = min(end_day, length)
    return Span(date(year, first, start_day), date(end_year, end_month, end_day))


def _year(phrase: Phrase, clock: Clock) -> tuple[int, int] | None:
    """First and last year a phrase means."""
    if phrase.year is not None:
        year, last = phrase.year, phrase.last_year or phrase.year
        if phrase.roc:
            if clock.region != "TW" or (year < 100 and not clock.roc):
                return None
            return year + 1911, last + 1911
        if year < 100:
            year, last = _short_year(year, clock), _short_year(last, clock)
        return year, last
    if phrase.stated:
        # 翌年 in a paragraph without a year is next year; 同年 needs a year somewhere
        said = clock.paragraph_year
        if said is None:
            said = clock.published.year if phrase.year_shift and clock.published else clock.year
        if said is None or phrase.year_shift is None:
            return None
        return (said + phrase.year_shift,) * 2
    if clock.published is None:
        if phrase.year_shift is not None or clock.year is None:
            return None
        return clock.year, clock.year
    this = clock.published.year
    if phrase.fiscal and clock.fiscal_end is not None and clock.published.month > clock.fiscal_end:
        this += 1
    if phrase.year_shift is not None:
        last_shift = phrase.last_year_shift
        first = this + phrase.year_shift
        return first, first if last_shift is None else this + last_shift
    return (_unstated_year(phrase, clock, clock.published),) * 2


def _short_year(year: int, clock: Clock) -> int:
    """08 is 2008, 91 is 1991; in Taiwan 91 may be 2002, if the article counts so."""
    if clock.region == "TW" and clock.roc and year >= 40:
        return year + 1911
    limit = (clock.published.year if clock.published else 2030) - 2000 + 10
    return year + (2000 if year <= limit else 1900)


def _unstated_year(phrase: Phrase, clock: Clock, published: date) -> int:
    """The year of 8月 or 第四季 without one: this year, but for the turn of the year.

    In January to March, October to December are the last ones; from October, January to March
    are the next ones where the words look ahead.
    """
    year = published.year
    if phrase.holiday or phrase.lunar:
        return _year_of_festival(phrase, clock, published)
    month = phrase.months[0] if phrase.months else published.month
    if clock.near is not None and clock.near.year != year and phrase.rule == "day":
        return clock.near.year
    if phrase.edge == "before":  # a deadline is of this year, or early in the next
        return year + 1 if published.month >= 10 and month <= 3 else year
    last = 7 if phrase.rule == "quarter" else 10
    if published.month <= 3 and month >= last and not clock.ahead:
        return year - 1
    if published.month >= 10 and month <= 3 and clock.ahead:
        return year + 1
    return year


def _year_of_festival(phrase: Phrase, clock: Clock, published: date) -> int:
    """A festival is this year's; in January 圣诞 is the last one; looking ahead, the coming one."""
    year = published.year
    span = _in_year(replace(phrase, year=year), clock)
    if span is None or span.start is None or span.end is None:
        return year
    if clock.ahead:
        return year + 1 if span.end < published else year
    return year - 1 if published.month == 1 and span.start.month >= 11 else year


def _part_so_far(edge: str, year: int, published: date | None) -> Span | None:
    """今年稍后 runs from now on, 今年早些时候 until now."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    if published is not None and published.year == year:
        return Span(published, last, True) if edge == "late" else Span(first, published, True)
    return Span(first, last, True)


def period_before(span: Span, months: int) -> Span | None:
    """The month, quarter or year before a reported one, if that is what the span is.

    Example:
        >>> period_before(months_span(2024, 6, 6), 1)[:2]
        (datetime.date(2024, 5, 1), datetime.date(2024, 5, 31))
    """
    start, end = span.start, span.end
    if start is None or end is None or shift_months(start, months) != end + DAY:
        return None
    return Span(shift_months(start, -months), start - DAY, span.vague)


def year_before(span: Span) -> Span:
    """The same period a year earlier (去年同期).

    Example:
        >>> year_before(months_span(2024, 1, 2))[:2]
        (datetime.date(2023, 1, 1), datetime.date(2023, 2, 28))
    """
    start, end = span.start, span.end
    if start is not None:
        start = shift_months(start, -12)
    if end is not None:
        last_of_month = end.day == month_length(end.year, end.month)
        end = shift_months(end, -12)
        if last_of_month:
            end = end.replace(day=month_length(end.year, end.month))
    return Span(start, end, span.vague)


@lru_cache(maxsize=1 << 12)
def date_range(span: Span, relative: bool) -> DateRange:
    """The span as a value, with its text in Extended Date/Time Format.

    Example:
        >>> date_range(months_span(2024, 7, 9), False).edtf
        '2024-07/2024-09'
    """
    return DateRange(span.start, span.end, span.vague, _edtf(span), relative)


def _edtf(span: Span) -> str:
    start, end = span.start, span.end
    mark = "~" if span.vague else ""
    if start is None or end is None:
        low = ".." if start is None else start.isoformat() + mark
        return f"{low}/{'..' if end is None else end.isoformat() + mark}"
    if start == end:
        return start.isoformat() + mark
    if start.day == 1 and end.day == month_length(end.year, end.month):
        if start.month == 1 and end.month == 12:
            low, high = f"{start.year:04}", f"{end.year:04}"
        else:
            low, high = start.isoformat()[:7], end.isoformat()[:7]
    else:
        low, high = start.isoformat(), end.isoformat()
    return low + mark if low == high else f"{low}{mark}/{high}{mark}"
