"""Days counted from publication: 昨日, 上周五, 27日, 上季, 过去三年."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from newsparse.recognize.calendar import DAY, Span, month_length, months_span, shift_months
from newsparse.recognize.date_phrase import Phrase
from newsparse.text.script import Region

_STEPS = {"年": 12, "半年": 6, "季": 3, "月": 1}
_DAYS = {"周": 7, "天": 1}


_PAST = ("过去", "近", "最近", "前", "past", "whole past")


@dataclass(slots=True)
class Clock:
    """What is known where a phrase stands.

    Args:
        published: day of publication, if known.
        today: the day 今天 is counted from: of publication, or of the dateline.
        region: home region; Taiwan counts years of the Republic.
        roc: the article counts them too.
        fiscal_end: the month with which financial years end, if the article tells.
        year: last year stated.
        day: last day stated that is not to come.
        first_day: first such day of the article.
        paragraph_day, paragraph_year: the last ones of the same paragraph.
        month: last day or month stated.
        period: last period reported on, for 去年同期.
        main_period: the first one of the article.
        near: the last day or month stated, if it is close before (8月21日……23日).
        ahead: the words around look ahead (将, 预计).
    """

    published: date | None
    region: Region
    today: date | None = None
    roc: bool = False
    fiscal_end: int | None = None
    year: int | None = None
    day: date | None = None
    first_day: date | None = None
    paragraph_day: date | None = None
    paragraph_year: int | None = None
    month: date | None = None
    period: Span | None = None
    main_period: Span | None = None
    near: date | None = None
    ahead: bool = False


def counted(span: tuple[str, int, int, str], published: date | None) -> Span | None:
    """过去三年, 未来几年, 五年前, 两个月后."""
    if published is None:
        return None
    kind, low, high, unit = span
    past = kind in _PAST
    if kind == "before":  # 三年以前 is any time before that
        return Span(None, _moved(published, -low, unit), unit != "天") if low else None
    if not high:
        return Span(None, published, True) if past else Span(published, None, True)
    sign = -1 if past else 1
    if kind in ("前", "后"):
        if unit == "年":
            years = sorted((published.year + sign * low, published.year + sign * high))
            return Span(date(years[0], 1, 1), date(years[1], 12, 31), True)
        days = sorted((_moved(published, sign * low, unit), _moved(published, sign * high, unit)))
        if unit in ("月", "半年", "半月"):
            return Span(days[0] - 5 * DAY, days[1] + 5 * DAY, True)
        if unit == "周" and kind == "后":
            return Span(days[0], days[1] + 6 * DAY, True)
        return Span(days[0], days[1])
    if kind.startswith("whole") or (kind == "coming" and unit == "月"):
        return _whole_units(published, sign * high, unit)
    if kind == "past":  # 前三天, 后三天 leave out today
        return Span(_moved(published, -high, unit), published - DAY)
    if kind == "coming":
        return Span(published + DAY, _moved(published, high, unit))
    other = _moved(published, sign * high, unit)
    return Span(other, published, True) if past else Span(published, other, True)


def _whole_units(published: date, count: int, unit: str) -> Span | None:
    """上两周 and 下三个月: whole weeks or months beside the present one."""
    if unit == "天":
        first = published + DAY * (count if count < 0 else 1)
        return Span(first, first + DAY * (abs(count) - 1))
    if unit == "周":
        monday = published - DAY * (published.isoweekday() - 1)
        first = monday + 7 * DAY * (count if count < 0 else 1)
        return Span(first, first + DAY * (7 * abs(count) - 1))
    step = _STEPS[unit]
    begin = published.replace(month=(published.month - 1) // step * step + 1, day=1)
    begin = shift_months(begin, step * (count if count < 0 else 1))
    return Span(begin, shift_months(begin, step * abs(count)) - DAY)


def picked(pick: tuple[str, int, int], period: Span) -> Span | None:
    """The nth week, weekday or month of a period, or its first or last days or weeks.

    Weeks run from Monday; the first one of a period is the first that begins in it.

    Example:
        >>> picked(("nth_week", 1, 0), months_span(2021, 5, 5))[:2]
        (datetime.date(2021, 5, 3), datetime.date(2021, 5, 9))
    """
    kind, which, weekday = pick
    start, end = period.start, period.end
    if start is None or end is None or not which:
        return None
    monday = start + DAY * ((1 - start.isoweekday()) % 7)
    first, last = start, end
    match kind:
        case "nth_month":
            first = shift_months(start, which - 1)
            last = shift_months(first, 1) - DAY
        case "nth_week" if weekday and which < 0:
            first = last = end - DAY * ((end.isoweekday() - weekday) % 7)
        case "nth_week" if weekday:
            first = last = start + DAY * ((weekday - start.isoweekday()) % 7 + 7 * (which - 1))
        case "nth_week":
            first = monday + 7 * DAY * (which - 1)
            last = first + 6 * DAY
        case "first_weeks":
            first, last = monday, monday + DAY * (7 * which - 1)
        case "last_weeks":
            last = end - DAY * (end.isoweekday() % 7)  # whole weeks only
            first = last - DAY * (7 * which - 1)
        case "first_days":
            last = start + DAY * (which - 1)
        case "last_days":
            first = end - DAY * (which - 1)
        case _:
            return None
    return Span(first, last) if start <= first <= end else None


def decade(phrase: Phrase, clock: Clock) -> Span | None:
    """20世纪80年代, 90年代: without a century the last one, unless it lies far ahead."""
    assert phrase.decade is not None
    century, ten = phrase.decade
    if century is None:
        this = clock.published.year if clock.published is not None else 2020
        century = 20 if 2000 + ten * 10 <= this + 9 else 19
    year = century * 100 + ten * 10
    low, high = phrase.months or (0, 9)
    return Span(date(year + low, 1, 1), date(year + high, 12, 31), phrase.vague)


def _moved(day: date, count: int, unit: str) -> date:
    if unit in _DAYS:
        return day + DAY * (count * _DAYS[unit])
    if unit == "半月":  # 两个半月: two months and fifteen days
        sign = -1 if count < 0 else 1
        months, half = divmod(abs(count), 2)
        return shift_months(day, sign * months) + DAY * (sign * 15 * half)
    return shift_months(day, count * _STEPS[unit])


def relative_day(phrase: Phrase, clock: Clock) -> Span | None:
    """昨日, 今(17)日, 翌日."""
    shift = phrase.day_shift or 0
    if phrase.stated:
        said = clock.day if shift else clock.paragraph_day or clock.first_day
        day = said if said is not None else clock.published
        return None if day is None else Span(day + DAY * shift, day + DAY * shift)
    if clock.today is None:
        return None
    day = clock.today + DAY * shift
    if phrase.rule == "trading_day":
        while day.isoweekday() > 5:
            day -= DAY
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


def week(phrase: Phrase, clock: Clock) -> Span | None:
    """上周, 本周三, 周一(30日); 周五 is the last one, or the next where words look ahead."""
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


def bare_day(phrase: Phrase, clock: Clock) -> Span | None:
    """27日: in the month stated close before, or else the nearest, the past preferred."""
    assert phrase.days is not None
    low, high = phrase.days
    base = clock.near if clock.near is not None else clock.published
    if base is None:
        return None
    if clock.near is not None:
        month, after = base.replace(day=1), shift_months(base.replace(day=1), 1)
        fits = low < base.day and high <= month_length(after.year, after.month)
        if fits and clock.published is not None and after.replace(day=low) <= clock.published:
            month = after  # 7月下旬起漲，4日再漲: of the days after, if these have been
        return Span(month.replace(day=low), month.replace(day=high))
    first = base.replace(day=1)
    if low > base.day:
        ahead = low - base.day
        last_month = shift_months(first, -1)
        behind = base.day + month_length(last_month.year, last_month.month) - low
        near_future = clock.ahead or ahead * 4 < behind
        if not near_future and low <= month_length(last_month.year, last_month.month):
            first = last_month
    return Span(first.replace(day=low), first.replace(day=high))


def relative_quarter(phrase: Phrase, clock: Clock) -> Span | None:
    """上季, 本季末."""
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
