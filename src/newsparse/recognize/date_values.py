"""When it was: a phrase read against the day of publication and what the article said before.

Only this module sees the day of publication. A phrase that needs it, in an article without one,
has no value; it is never read against today.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from newsparse.annotation import DateRange
from newsparse.recognize.calendar import (
    DAY,
    Span,
    holiday_span,
    month_length,
    months_span,
    shift_months,
)
from newsparse.recognize.date_phrases import Phrase
from newsparse.text.script import Region

_STEPS = {"年": 12, "季": 3, "月": 1}
_DAYS = {"周": 7, "天": 1}


@dataclass(slots=True)
class Clock:
    """What is known where a phrase stands.

    Args:
        published: day of publication, if known.
        today: the day 今天 is counted from: of publication, or of the dateline.
        region: home region; Taiwan counts years of the Republic.
        roc: the article counts them too.
        year: last year stated.
        day: last day stated.
        period: last period reported on, for 去年同期.
        near: the last day or month stated, if it is close before (8月21日……23日).
        ahead: the words around look ahead (将, 预计).
    """

    published: date | None
    region: Region
    today: date | None = None
    roc: bool = False
    year: int | None = None
    day: date | None = None
    period: Span | None = None
    near: date | None = None
    ahead: bool = False


def resolve(phrase: Phrase, clock: Clock) -> Span | None:
    """The days a phrase means, or None where the article does not tell.

    Example:
        >>> from newsparse.recognize.date_phrases import read_phrase
        >>> resolve(read_phrase("calendar", "去年10月"), Clock(date(2024, 3, 24), "HK"))[:2]
        (datetime.date(2023, 10, 1), datetime.date(2023, 10, 31))
    """
    try:
        span = _resolve(phrase, clock)
    except (ValueError, OverflowError):  # 2月30日, the year 0
        return None
    if span is None or not phrase.edge:
        return span
    if phrase.edge == "before":
        return Span(None, span.end, span.vague and phrase.rule not in _SHARP)
    if phrase.edge == "now":
        return None if clock.published is None else Span(span.start, clock.published, span.vague)
    return span


_SHARP = ("part_of_year", "part_of_month")  # 年底前 has a sharp end


def _resolve(phrase: Phrase, clock: Clock) -> Span | None:
    if phrase.span is not None:
        return _counted(phrase.span, clock.published)
    if phrase.rule == "recent":
        return None if clock.published is None else Span(None, clock.published, True)
    if phrase.day_shift is not None:
        return _relative_day(phrase, clock)
    if phrase.rule in ("week", "weekday", "weekend"):
        return _week(phrase, clock)
    if phrase.rule == "bare_day":
        return _bare_day(phrase, clock)
    if phrase.month_shift is not None:
        if clock.published is None:
            return None
        first = shift_months(clock.published.replace(day=1), phrase.month_shift)
        return _in_months(first.year, (first.month, first.month), phrase.days)
    if phrase.quarter_shift is not None:
        return _relative_quarter(phrase, clock)
    return _in_year(phrase, clock)


def _in_year(phrase: Phrase, clock: Clock) -> Span | None:
    year = _year(phrase, clock)
    if year is None:
        return None
    first, last = year
    if phrase.edge in ("early", "late"):
        return _part_so_far(phrase.edge, first, clock.published)
    if phrase.holiday:
        return holiday_span(phrase.holiday, first, clock.region)
    if phrase.months is None:
        if phrase.fiscal and last == first + 1:  # 2023/24: April to March
            return Span(date(first, 4, 1), date(last, 3, 31))
        return Span(date(first, 1, 1), date(last, 12, 31))
    if phrase.days == (29, 29) and phrase.months == (2, 2) and phrase.year is None:
        while month_length(first, 2) == 28 and phrase.year_shift is None:
            first -= 1
    span = _in_months(first, phrase.months, phrase.days)
    return Span(span.start, span.end, True) if phrase.vague else span


def _in_months(year: int, months: tuple[int, int], days: tuple[int, int] | None) -> Span:
    first, last = months
    over = 0
    if last > 12:
        last, over = last - 12, 1
    if days is None:
        if not over:
            return months_span(year, first, last)
        return Span(date(year, first, 1), date(year + 1, last, month_length(year + 1, last)))
    end = days[1]
    if days[0] < 29 <= end:  # 下旬 ends with the month
        end = min(end, month_length(year, last))
    return Span(date(year, first, days[0]), date(year + over, last, end))


def _year(phrase: Phrase, clock: Clock) -> tuple[int, int] | None:
    """First and last year a phrase means."""
    if phrase.year is not None:
        year, last = phrase.year, phrase.last_year or phrase.year
        if phrase.roc:
            if clock.region != "TW" or (year < 100 and not clock.roc):
                return None
            return year + 1911, last + 1911
        if year < 100:
            year = last = _short_year(year, clock)
        return year, last
    if phrase.stated:
        if clock.year is None or phrase.year_shift is None:
            return None
        return (clock.year + phrase.year_shift,) * 2
    if clock.published is None:
        if phrase.year_shift is not None or clock.year is None:
            return None
        return clock.year, clock.year
    this = clock.published.year
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
    if phrase.holiday:
        span = holiday_span(phrase.holiday, year, clock.region)
        month = span.start.month if span and span.start else published.month
    else:
        month = phrase.months[0] if phrase.months else published.month
    if clock.near is not None and clock.near.year != year and phrase.rule == "day":
        return clock.near.year
    if published.month <= 3 and month >= 10 and not clock.ahead:
        return year - 1
    if published.month >= 10 and month <= 3 and clock.ahead:
        return year + 1
    return year


def _part_so_far(edge: str, year: int, published: date | None) -> Span | None:
    """今年稍后 runs from now on, 今年早些时候 until now."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    if published is not None and published.year == year:
        return Span(published, last, True) if edge == "late" else Span(first, published, True)
    return Span(first, last, True)


def _counted(span: tuple[str, int, int, str], published: date | None) -> Span | None:
    """过去三年, 未来几年, 五年前, 两个月后."""
    if published is None:
        return None
    kind, low, high, unit = span
    past = kind in ("过去", "近", "最近", "前")
    if not high:
        return Span(None, published, True) if past else Span(published, None, True)
    sign = -1 if past else 1
    if kind in ("前", "后"):
        if unit == "年":
            years = sorted((published.year + sign * low, published.year + sign * high))
            return Span(date(years[0], 1, 1), date(years[1], 12, 31), True)
        days = sorted((_moved(published, sign * low, unit), _moved(published, sign * high, unit)))
        if unit == "月":
            return Span(days[0] - 5 * DAY, days[1] + 5 * DAY, True)
        return Span(days[0], days[1], unit != "天")
    other = _moved(published, sign * high, unit)
    return Span(other, published, True) if past else Span(published, other, True)


def _moved(day: date, count: int, unit: str) -> date:
    if unit in _DAYS:
        return day + DAY * (count * _DAYS[unit])
    return shift_months(day, count * _STEPS[unit])


def _relative_day(phrase: Phrase, clock: Clock) -> Span | None:
    shift = phrase.day_shift or 0
    if phrase.stated:
        day = clock.day if clock.day is not None else clock.published
        return None if day is None else Span(day + DAY * shift, day + DAY * shift)
    if clock.today is None:
        return None
    day = clock.today + DAY * shift
    if phrase.bracket is not None:
        day = _nearest(phrase.bracket, day)
    return Span(day, day)


def _nearest(bracket: tuple[int, int], day: date) -> date:
    """The day in brackets that is nearest to the one the word means: 昨(27)日 on the 27th."""
    month, number = bracket
    months = [day.replace(day=1), shift_months(day, -1), shift_months(day, 1)]
    candidates = [
        date(m.year, m.month, number)
        for m in months
        if (not month or month == m.month) and number <= month_length(m.year, m.month)
    ]
    return min(candidates, key=lambda c: abs((c - day).days), default=day)


def _week(phrase: Phrase, clock: Clock) -> Span | None:
    published = clock.published
    if published is None:
        return None
    if phrase.week_shift is None and phrase.weekday is not None:
        back = (published.isoweekday() - phrase.weekday[0]) % 7
        day = published - DAY * back
        if clock.ahead and back:
            day += 7 * DAY
        if phrase.bracket is not None:
            day = _nearest(phrase.bracket, day)
        return Span(day, day)
    monday = published - DAY * (published.isoweekday() - 1) + DAY * 7 * (phrase.week_shift or 0)
    low, high = phrase.weekday or (1, 7)
    first = monday + DAY * (low - 1)
    if phrase.bracket is not None:
        first = _nearest(phrase.bracket, first)
        return Span(first, first)
    return Span(first, monday + DAY * (high - 1))


def _bare_day(phrase: Phrase, clock: Clock) -> Span | None:
    """27日: in the month stated close before, or else the nearest, the past preferred."""
    assert phrase.days is not None
    low, high = phrase.days
    base = clock.near if clock.near is not None else clock.published
    if base is None:
        return None
    if clock.near is not None:
        return Span(base.replace(day=low), base.replace(day=high))
    first = base.replace(day=1)
    if low > base.day:
        ahead = low - base.day
        last_month = shift_months(first, -1)
        behind = base.day + month_length(last_month.year, last_month.month) - low
        near_future = ahead < behind if clock.ahead else ahead * 4 < behind
        if not near_future and low <= month_length(last_month.year, last_month.month):
            first = last_month
    return Span(first.replace(day=low), first.replace(day=high))


def _relative_quarter(phrase: Phrase, clock: Clock) -> Span | None:
    if clock.published is None:
        return None
    index = (
        clock.published.year * 4 + (clock.published.month - 1) // 3 + (phrase.quarter_shift or 0)
    )
    year, quarter = divmod(index, 4)
    first, last = quarter * 3 + 1, quarter * 3 + 3
    if phrase.edge == "初":
        return months_span(year, first, first)._replace(vague=True)
    if phrase.edge:
        return months_span(year, last, last)._replace(vague=True)
    return months_span(year, first, last)


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
