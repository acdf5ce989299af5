"""Dates and periods in an article, with the days they mean.

``date_scan`` finds the phrases, ``date_phrases`` reads what they say, ``date_values`` works out the
days. This module walks through the article from left to right; ``date_context`` keeps what later
phrases lean on.
"""

from __future__ import annotations

from dataclasses import replace

from newsparse.annotation import Article, Mention
from newsparse.recognize.calendar import Span
from newsparse.recognize.date_context import (
    arrive,
    counts_republic,
    fiscal_end,
    leaning,
    remember,
)
from newsparse.recognize.date_offsets import Clock
from newsparse.recognize.date_phrase import Phrase
from newsparse.recognize.date_scan import Found, find_phrases
from newsparse.recognize.date_values import date_range, resolve
from newsparse.recognize.dateline import stated_dateline, today

# without a value these are no dates: 86年 where nobody counts years of the Republic
_ONLY_WITH_VALUE = ("roc_year", "slash_day", "stated_year", "stated_month")


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
    key = article.simplified
    published = article.published if article.published is not None else stated_dateline(key)
    found = find_phrases(key, taiwan=article.home.region == "TW")
    clock = Clock(
        published,
        article.home.region,
        published and today(key, published),
        roc=any(counts_republic(f) for f in found),
        fiscal_end=fiscal_end(key) if any(f.phrase.fiscal for f in found) else None,
    )
    read = list(_read(key, found, clock))
    return [
        Mention(
            f.start,
            f.end,
            "DATE",
            article.text[f.start : f.end],
            _rule(f, span, article, published is not None),
            None if span is None else date_range(span, f.phrase.year is None),
        )
        for f, span in read
    ]


def _read(key: str, found: list[Found], clock: Clock) -> list[tuple[Found, Span | None]]:
    """The days of the phrases, from left to right."""
    read: list[tuple[Found, Span | None]] = []
    waiting: list[int] = []  # 同日 in a headline: the day comes after it
    before = 0
    alone = len(found) == 1 and key[: found[0].start].strip() == "" == key[found[0].end :].strip()
    for f in found:
        phrase = f.phrase
        arrive(key, before, f.start, f.end, clock)
        # a bare 周四 that is all there is to read is not reported, so it is the coming one
        clock.ahead = clock.ahead or alone
        span = leaning(key, before, f.start, phrase, clock) or resolve(phrase, clock)
        before = f.end
        if span is None and phrase.rule in _ONLY_WITH_VALUE:
            continue
        if f.last is not None and span is not None:
            span = _to_end(span, f.last, clock)
        if phrase.rule == "stated_day" and clock.day is None:
            waiting.append(len(read))
        elif span is not None:
            remember(key, f.start, f.end, phrase, span, clock)
        read.append((f, span))
    for index in waiting:
        read[index] = (read[index][0], resolve(read[index][0].phrase, clock))
    return read


def _rule(found: Found, span: Span | None, article: Article, dated: bool) -> str:
    """The rule name, with what stands in for the day of publication where that is unknown."""
    phrase = found.phrase
    rule = "date:range" if found.last is not None else f"date:{phrase.rule}"
    if span is None or article.published is not None or phrase.year is not None:
        return rule
    return rule + ("/dateline" if dated else "/stated_year")


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
