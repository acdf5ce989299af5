"""All values of a text at once: money, percentages, dates, lengths of time, numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from newsparse.annotation import Article, Mention
from newsparse.published import publication_day
from newsparse.recognize.dates import recognize_dates
from newsparse.recognize.durations import Duration, find_durations
from newsparse.recognize.money import recognize_money
from newsparse.recognize.numbers import Number, find_numbers
from newsparse.recognize.overlaps import resolve
from newsparse.recognize.percent import recognize_percent
from newsparse.text.script import Region

Found = Mention | Duration | Number


def values(
    text: str, published: date | str | None = None, region: Region | None = None
) -> list[Found]:
    """Every value in a text, in order; none overlap.

    Args:
        text: any text, in either script.
        published: its day of publication (a date, a time or "YYYY-MM-DD"), for relative dates.
        region: home region, "HK", "TW" or "CN", for a bare 元 and the calendar; detected from the
            text otherwise.

    Returns:
        Amounts, percentages and dates as Mention with a Money, Percent or DateRange; lengths of
        time as Duration, in seconds; every other number as Number (also fractions, multiples and
        discounts). Each has ``start``, ``end`` and ``text``, with ``text[start:end]`` as published.

    Raises:
        ArticleError: ``text`` is no string, ``published`` no date, or ``region`` unknown.

    Example:
        >>> text = "去年派息3億元，按年升兩成，擬於三年內開12間分店，訂單翻倍。"
        >>> found = values(text, published="2024-05-16", region="HK")
        >>> [(type(v).__name__, v.text) for v in found]
        ... # doctest: +NORMALIZE_WHITESPACE
        [('Mention', '去年'), ('Mention', '3億元'), ('Mention', '兩成'), ('Duration', '三年'),
         ('Number', '12'), ('Number', '翻倍')]
        >>> found[1].value.currency, found[2].value.comparison, found[5].kind
        ('HKD', 'yoy', 'multiple')
    """
    article = Article(text, published=publication_day(published), region=region)
    labelled = resolve(
        [*recognize_money(article), *recognize_percent(article), *recognize_dates(article)]
    )
    taken = [(m.start, m.end) for m in labelled]
    lengths = [
        replace(length, text=text[length.start : length.end])
        for length in find_durations(article.simplified, taken)
    ]
    taken = sorted(taken + [(d.start, d.end) for d in lengths])
    numbers = _apart(find_numbers(article), taken)
    return sorted([*labelled, *lengths, *numbers], key=lambda found: found.start)


def _apart(numbers: list[Number], taken: list[tuple[int, int]]) -> list[Number]:
    """The numbers that touch none of the spans; both in order."""
    kept, at = [], 0
    for number in numbers:
        while at < len(taken) and taken[at][1] <= number.start:
            at += 1
        if at == len(taken) or number.end <= taken[at][0]:
            kept.append(number)
    return kept
