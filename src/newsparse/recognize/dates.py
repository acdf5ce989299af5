"""Dates and periods in an article, with the days they mean.

Three steps: ``date_grammar`` finds the surfaces, ``date_phrases`` reads what they say,
``date_values`` works out the days. This module walks through the article from left to right and
keeps what later phrases lean on: the last year, day and period stated.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from newsparse.annotation import Article, Mention
from newsparse.recognize.calendar import Span
from newsparse.recognize.date_offsets import Clock
from newsparse.recognize.date_phrase import Phrase
from newsparse.recognize.date_scan import SPACES, find_phrases
from newsparse.recognize.date_values import date_range, period_before, resolve, year_before
from newsparse.recognize.dateline import stated_dateline, today

# 6月營收較上月減少: the month before June, whatever month we are in
_COMPARED = frozenset("较比于")
# 截至本年6月30日的2023/24财政年度; 2026财年（2025年4月1日～2026年3月31日）
_YEAR_NAME = "(?:财政年度|会计年度|财年|止年度)"
_FISCAL_END = re.compile(
    rf"截至[^，。；\n]{{0,8}}?(?P<month>[0-9]{{1,2}})[{SPACES}]?月[^，。；\n]{{0,14}}?{_YEAR_NAME}"
    rf"|{_YEAR_NAME}[^，。；\n（(]{{0,4}}[（(](?:截至|[^）)\n]{{3,20}}?(?:至|到|[-—~～])[^）)\n]{{0,7}}?)"
    rf"[^）)\n]{{0,7}}?(?P<last>[0-9]{{1,2}})[{SPACES}]?月"
)
_NEAR = 30  # characters within which a bare day takes the month before it: 8月21日……23日
_AHEAD = re.compile(
    "(?:将|拟|预计|预期|预估|料|有望|可望|计划|即将|届时|最快|起|目标|力争|估)[^。；\\n]{0,11}$"
)
_AHEAD_AFTER = re.compile("[^，。；、\\n]{0,7}?(?:将|拟|预计|预期|有望|可望|登场|召开前|起)")
_YEARS = ("year", "roc_year")
_REPORTED = frozenset(
    {"quarter", "half", "first_months", "month", "relative_month", "relative_quarter"}
)


def recognize_dates(article: Article) -> list[Mention]:
    """The dates of an article, in order.

    Args:
        article: its day of publication gives relative dates their value, its home region decides
            whether 110年 is 2021 and 10/24 a day.

    Returns:
        Mentions labelled DATE; the value is None where the article does not tell the days. Where
        the day of publication is unknown, a dateline or else a year stated before stands in for
        it, and the rule says so: "date:month/stated_year".

    Example:
        >>> from datetime import date
        >>> text = "公司去年10月上市，昨(5)日公布第3季業績。"
        >>> article = Article(text, published=date(2024, 12, 6))
        >>> [(m.text, m.value.edtf, m.rule) for m in recognize_dates(article)]
        ... # doctest: +NORMALIZE_WHITESPACE
        [('去年10月', '2023-10', 'date:month'), ('昨(5)日', '2024-12-05', 'date:relative_day'),
         ('第3季', '2024-07/2024-09', 'date:quarter')]
    """
    text, key = article.text, article.simplified
    published = article.published if article.published is not None else stated_dateline(key)
    clock = Clock(published, article.home.region, published and today(key, published))
    found = find_phrases(key, taiwan=clock.region == "TW")
    if any(f.phrase.fiscal for f in found) and (ends := _FISCAL_END.search(key)):
        month = int(ends["month"] or ends["last"])
        clock.fiscal_end = month if 1 <= month <= 11 else None
    clock.roc = any(_counts_republic(f.phrase) or _counts_republic(f.last) for f in found)
    mentions: list[Mention] = []
    near_end = -1
    alone = len(found) == 1 and key[: found[0].start].strip() == "" == key[found[0].end :].strip()
    for start, end, phrase, last in found:
        # a bare 周四 that is all there is to read is not reported, so it is the coming one
        clock.ahead = (
            alone
            or _AHEAD_AFTER.match(key, end) is not None
            or _AHEAD.search(key[max(0, start - 12) : start]) is not None
        )
        between = key[near_end:start] if start - near_end <= _NEAR else "\n"
        if "\n" in between or "。" in between:
            clock.near = None
        span = _leaning(key[start - 1 : start], phrase, clock) or resolve(phrase, clock)
        if span is None and phrase.rule in ("roc_year", "slash_day", "stated_year"):
            continue
        if last is not None and span is not None:
            span = _to_end(span, last, clock)
        value = None if span is None else date_range(span, phrase.year is None)
        rule = "date:range" if last is not None else f"date:{phrase.rule}"
        if value is not None and value.relative and article.published is None:
            # what stands in for the day of publication
            rule += "/dateline" if published is not None else "/stated_year"
        mentions.append(Mention(start, end, "DATE", text[start:end], rule, value))
        if span is not None and _remember(clock, phrase, span):
            near_end = end
    return mentions


def _counts_republic(phrase: Phrase | None) -> bool:
    return phrase is not None and phrase.roc and (phrase.last_year or phrase.year or 0) > 99


def _leaning(before: str, phrase: Phrase, clock: Clock) -> Span | None:
    """去年同期, 较上月 and 比上季 are counted from the period reported on, if there is one."""
    if clock.period is None or clock.period.start is None or clock.period.start.year == 1:
        return None
    if phrase.rule == "same_period":
        return year_before(clock.period)
    if before not in _COMPARED or phrase.stated:
        return None
    if phrase.month_shift == -1 and phrase.days is None:
        return period_before(clock.period, 1)
    if phrase.quarter_shift == -1:
        return period_before(clock.period, 3)
    return None


def _to_end(span: Span, last: Phrase, clock: Clock) -> Span | None:
    """The range that begins with a span and ends with a phrase, which is read from there."""
    if span.start is None:
        return None
    year = span.start.year
    here = replace(clock, near=span.start, year=year)
    end: Span | None
    if (
        last.year is None
        and last.year_shift is None
        and (last.months or last.holiday or last.lunar)
    ):
        end = resolve(replace(last, year=year), here)
        if end is not None and end.end is not None and end.end < span.start:
            end = resolve(replace(last, year=year + 1), here)
    else:
        end = resolve(last, here)
    if end is None or end.end is None or end.end < span.start:
        return None
    return Span(span.start, end.end, span.vague or end.vague)


def _is_past(day: date, clock: Clock) -> bool:
    return clock.published is None or day <= clock.published


def _remember(clock: Clock, phrase: Phrase, span: Span) -> bool:
    """Keep what later phrases lean on; True if a bare day after it takes its month."""
    start, end = span.start, span.end
    if start is None or end is None or phrase.span is not None:
        return False
    if phrase.year is not None or phrase.year_shift is not None:
        clock.year = start.year
    if start == end:
        clock.day = start
    if phrase.rule in _REPORTED or (phrase.rule in _YEARS and _is_past(end, clock)):
        clock.period = span
    if phrase.months is not None and phrase.rule in ("day", "month", "part_of_month"):
        clock.near = start
        return True
    return False
