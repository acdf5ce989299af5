"""Dates and periods in an article, with the days they mean.

Three steps: ``date_grammar`` finds the surfaces, ``date_phrases`` reads what they say,
``date_values`` works out the days. This module walks through the article from left to right and
keeps what later phrases lean on: the last year, day and period stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from newsparse.annotation import Article, Mention
from newsparse.recognize.calendar import Span
from newsparse.recognize.date_grammar import finder
from newsparse.recognize.date_phrases import Phrase, read_phrase
from newsparse.recognize.date_values import Clock, date_range, resolve, year_before

# what stands between the two ends of a range
_JOINTS = frozenset(("至", "到", "-", "–", "—", "——", "－", "~", "～", "〜"))
_SAME_PERIOD = re.compile("(?:去年|上年|前年)同期")
_AHEAD = re.compile(
    "将|拟|预计|预期|预估|料|有望|可望|计划|即将|届时|最快|登场|召开前|起|目标|力争|估"
)
_SPACES = " \u00a0\u2009\u202f\u3000"
_RANGE_RULES = frozenset(
    "year roc_year relative_year stated_year short_year half quarter month day slash_day "
    "relative_month relative_day relative_part_of_month part_of_month part_of_year bare_day "
    "weekday season".split()
)
_REPORTED = frozenset("quarter half first_months month relative_month relative_quarter".split())


class Found(NamedTuple):
    """A phrase and where it stands."""

    start: int
    end: int
    phrase: Phrase
    last: Phrase | None = None  # second end of a range


def recognize_dates(article: Article) -> list[Mention]:
    """The dates of an article, in order.

    Args:
        article: its day of publication gives relative dates their value, its home region decides
            whether 110年 is 2021 and 10/24 a day.

    Returns:
        Mentions labelled DATE; the value is None where the article does not tell the days.

    Example:
        >>> from datetime import date
        >>> article = Article("公司去年10月上市，昨(5)日公布第3季業績。", published=date(2024, 12, 6))
        >>> [(m.text, m.value.edtf, m.rule) for m in recognize_dates(article)]
        ... # doctest: +NORMALIZE_WHITESPACE
        [('去年10月', '2023-10', 'date:month'), ('昨(5)日', '2024-12-05', 'date:relative_day'),
         ('第3季', '2024-07/2024-09', 'date:quarter')]
    """
    text, key = article.text, article.simplified
    clock = Clock(article.published, article.home.region)
    found = list(_join(key, _scan(key, clock)))
    clock.roc = any(f.phrase.roc and (f.phrase.year or 0) > 99 for f in found)
    mentions: list[Mention] = []
    near_end = -1
    for start, end, phrase, last in found:
        clock.ahead = _AHEAD.search(key, max(0, start - 8), end + 8) is not None
        if start - near_end > 40 or "\n" in key[near_end:start]:
            clock.near = None
        if phrase.rule == "same_period":
            span = None if clock.period is None else year_before(clock.period)
            if span is None and article.published is not None:
                span = resolve(Phrase("relative_year", year_shift=-1), clock)
        else:
            span = resolve(phrase, clock)
        if span is None and phrase.rule in ("roc_year", "slash_day"):
            continue
        if last is not None and span is not None:
            span = _to_end(span, last, clock)
        value = None if span is None else date_range(span, phrase.year is None)
        rule = "date:range" if last is not None else f"date:{phrase.rule}"
        mentions.append(Mention(start, end, "DATE", text[start:end], rule, value))
        if span is not None:
            if _remember(clock, phrase, span):
                near_end = end
    return mentions


def _scan(key: str, clock: Clock) -> Iterator[Found]:
    """The phrases, as they stand."""
    taiwan = clock.region == "TW"
    search = finder().search
    end = 0
    while match := search(key, end):
        family = match.lastgroup
        assert family is not None
        start, end = match.span(family)
        if family in ("slash", "roc_year") and not taiwan:
            continue
        phrase = read_phrase(family.removesuffix("_digit").removesuffix("_word").removesuffix("_chinese"), match[family])
        if phrase is None or (phrase.roc and not taiwan):
            continue
        if phrase.year_shift is not None and key.startswith("同期", end):
            yield Found(start, end + 2, Phrase("same_period", year_shift=phrase.year_shift))
            continue
        yield Found(start, end, phrase)


def _join(key: str, found: Iterator[Found]) -> Iterator[Found]:
    """Ranges: two neighbours with 至 or a dash between them become one."""
    held: Found | None = None
    for next_one in found:
        if held is not None:
            gap = key[held.end : next_one.start] if next_one.start - held.end <= 5 else ""
            if (
                gap
                and held.last is None
                and gap.strip(_SPACES) in _JOINTS
                and held.phrase.rule in _RANGE_RULES
                and next_one.phrase.rule in _RANGE_RULES
            ):
                held = Found(held.start, next_one.end, held.phrase, next_one.phrase)
                continue
            yield held
        held = next_one
    if held is not None:
        yield held


def _to_end(span: Span, last: Phrase, clock: Clock) -> Span | None:
    """The range that begins with a span and ends with a phrase, read after it."""
    if span.start is None:
        return None
    before = clock.near, clock.year
    clock.near = clock.year = None
    clock.near, clock.year = span.start, span.start.year
    if last.year is None and last.year_shift is None and last.months is not None:
        low = resolve(Phrase(**{**_fields(last), "year": span.start.year}), clock)
        if low is not None and low.end is not None and low.end < span.start:
            low = resolve(Phrase(**{**_fields(last), "year": span.start.year + 1}), clock)
        end = low
    else:
        end = resolve(last, clock)
    clock.near, clock.year = before
    if end is None or end.end is None or end.end < span.start:
        return None
    return Span(span.start, end.end, span.vague or end.vague)


def _fields(phrase: Phrase) -> dict[str, object]:
    return {name: getattr(phrase, name) for name in phrase.__slots__}


def _remember(clock: Clock, phrase: Phrase, span: Span) -> bool:
    """Keep what later phrases lean on; True if a bare day after it takes its month."""
    start, end = span.start, span.end
    if start is None or end is None or phrase.span is not None:
        return False
    if phrase.year is not None or phrase.year_shift is not None:
        clock.year = start.year
    if start == end:
        clock.day = start
    published = clock.published
    if phrase.rule in _REPORTED and (published is None or start <= published):
        clock.period = span
    if phrase.months is not None and phrase.rule in ("day", "month", "part_of_month"):
        clock.near = start
        return True
    return False
