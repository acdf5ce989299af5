"""What the article said before: the year, day and period that later phrases lean on.

去年同期 is the year before the period reported on, 较上月 the month before it, 同日 the day stated
last, 翌年 the year after the one the paragraph is about.
"""

from __future__ import annotations

import re
from datetime import date

from newsparse.recognize.calendar import Span, months_span, shift_months
from newsparse.recognize.date_offsets import Clock
from newsparse.recognize.date_phrase import Phrase, number
from newsparse.recognize.date_scan import Found
from newsparse.recognize.date_values import period_before, year_before
from newsparse.text.characters import GAP

# 6月營收較上月減少: the month before June, whatever month we are in
_COMPARED = frozenset("较比于与由从")
# 截至本年6月30日的2023/24财政年度; 2026财年（2025年4月1日～2026年3月31日）
_YEAR_NAME = "(?:财政年度|会计年度|财年|止年度)"
_FISCAL_END = re.compile(
    rf"截至[^，。；\n]{{0,8}}?(?P<month>[0-9]{{1,2}}){GAP}?月[^，。；\n]{{0,14}}?{_YEAR_NAME}"
    rf"|{_YEAR_NAME}[^，。；\n（(]{{0,4}}"
    rf"[（(](?:截至|[^）)\n]{{3,20}}?(?:至|到|[-—~～])[^）)\n]{{0,7}}?)"
    rf"[^）)\n]{{0,7}}?(?P<last>[0-9]{{1,2}}){GAP}?月"
)
_NEAR = 30  # characters within which a bare day takes the month before it: 8月21日……23日
_AHEAD = re.compile(
    "(?:将|拟|预计|预期|预估|料|有望|可望|计划|即将|届时|最快|起|目标|力争|估)[^。；\n]{0,11}$"
)
_AHEAD_AFTER = re.compile("[^，。；、\n]{0,7}?(?:将|拟|预计|预期|有望|可望|登场|召开前|起)")
_YEARS = ("year", "roc_year")
_REPORTED = frozenset(
    {"quarter", "half", "first_months", "month", "relative_month", "relative_quarter"}
)
# 截至6月底止6个月
_MONTHS_ENDED = re.compile(
    rf"{GAP}?止?的?{GAP}?(?P<count>[0-9]{{1,2}}|[三六九]|十[二五八]?){GAP}?个月"
)
# reports that name their period without a date: months from the beginning of the year
_REPORT = re.compile(
    "(?P<half>半年报|中报|中期(?:业绩|报告|股?息|盈利|纯利))|(?P<quarter>一季报|首季业绩)"
    "|(?P<three>三季报)|(?P<year>年报|全年业绩|末期(?:业绩|股?息))"
)
_REPORT_MONTHS = {"half": 6, "quarter": 3, "three": 9, "year": 12}


def fiscal_end(key: str) -> int | None:
    """The month with which financial years end, if the article says so.

    Example:
        >>> fiscal_end("截至本年6月30日的2023/24财政年度")
        6
    """
    match = _FISCAL_END.search(key)
    if match is None:
        return None
    month = int(match["month"] or match["last"])
    return month if 1 <= month <= 11 else None


# 10月營收9億元，8日公布: the day is that of the report, and not of the month reported on
_OF_REPORT = re.compile(
    r"份?(?:的|单月|自结|合并|个体|整体|总|全球|集团|当月|消费者?){0,3}"
    r"(?:营收|营业额|业绩|销售|销量|出货|产量|产销|收入|获利|盈余|出口|进口|CPI|PPI|物价|失业率|零售|交付)"
)


def counts_republic(found: Found) -> bool:
    """Is this a year of the Republic beyond doubt: 110年, but not 86年."""
    return any(
        phrase is not None and phrase.roc and (phrase.last_year or phrase.year or 0) > 99
        for phrase in (found.phrase, found.last)
    )


def arrive(key: str, before: int, start: int, end: int, clock: Clock) -> None:
    """Set the clock for a phrase: what lies between it and the one before, and what is ahead."""
    if "\n" in key[before:start]:
        clock.period = clock.main_period
        clock.near = clock.paragraph_year = clock.paragraph_day = None
    elif start - before > _NEAR or "。" in key[before:start]:
        clock.near = None
    clock.ahead = (
        _AHEAD_AFTER.match(key, end) is not None
        or _AHEAD.search(key[max(0, start - 12) : start]) is not None
    )


def leaning(key: str, before: int, start: int, phrase: Phrase, clock: Clock) -> Span | None:
    """The days of a phrase that leans on the period reported on; None if it does not."""
    if clock.period is not None and clock.period.start is not None and clock.period.start.year == 1:
        return None  # there is no year before
    if phrase.rule == "same_period":
        period = _reported(key[max(before, start - 80) : start], clock) or clock.period
        return None if period is None else year_before(period)
    if clock.period is None or phrase.stated or key[start - 1 : start] not in _COMPARED:
        return None
    if phrase.month_shift == -1 and phrase.days is None:
        return period_before(clock.period, 1)
    if phrase.quarter_shift == -1:
        return period_before(clock.period, 3)
    return None


def _reported(said: str, clock: Clock) -> Span | None:
    """The period of a report named since the last date: 半年报显示……去年同期."""
    names = [match.lastgroup for match in _REPORT.finditer(said.rpartition("\n")[2])]
    if not names or names[-1] is None or clock.published is None:
        return None
    months = _REPORT_MONTHS[names[-1]]
    year = clock.published.year
    return months_span(year if months < clock.published.month else year - 1, 1, months)


def remember(key: str, start: int, end: int, phrase: Phrase, span: Span, clock: Clock) -> None:
    """Keep what later phrases lean on."""
    first, last = span.start, span.end
    if first is None or last is None or phrase.span is not None:
        return
    if phrase.year is not None or phrase.year_shift is not None:
        clock.year = clock.paragraph_year = first.year
    if first == last and not _to_come(first, clock):
        clock.day = clock.paragraph_day = first
        if clock.first_day is None:
            clock.first_day = first
    if phrase.months is not None or phrase.day_shift is not None:
        clock.month = first
    if phrase.months is not None and phrase.rule in ("day", "month", "part_of_month"):
        reported = phrase.rule == "month" and _OF_REPORT.match(key, end)
        clock.near = None if reported else first
    _remember_period(key, start, end, phrase, span, clock)


def _remember_period(
    key: str, start: int, end: int, phrase: Phrase, span: Span, clock: Clock
) -> None:
    period = None
    if span.end is not None and (ended := _MONTHS_ENDED.match(key, end)):
        first = shift_months(span.end.replace(day=1), 1 - number(ended["count"]))
        period = Span(first, months_span(span.end.year, span.end.month, span.end.month).end)
    elif start and key[start - 1] in _COMPARED:
        return
    elif phrase.rule in _REPORTED or (
        phrase.rule in _YEARS and span.end is not None and not _to_come(span.end, clock)
    ):
        period = span
    if period is not None:
        clock.period = period
        if clock.main_period is None:
            clock.main_period = period


def _to_come(day: date, clock: Clock) -> bool:
    return clock.published is not None and day > clock.published
