"""A text cut into clauses: stretches between punctuation marks, that no mention lies across."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from newsparse.annotation import Article, Mention
from newsparse.events.digest import is_heading

# Clauses end at these marks; a comma or colon between digits belongs to a number or a clock time,
# and in a headline white space does the work of a comma.
# Items of a list in one line end clauses too: 以34607點作收 2. 日經指數漲…; 增持甲、減持乙
_CLAUSE_END = re.compile(
    r"[，；。！？：\n;!?,: \u3000、](?:(?<=[，；。！？：\n;!?])|(?<=[,:])(?:(?<!\d[,:])|(?!\d))"
    r"|(?<=[ \u3000])(?=\d{1,2}\. ?\D)"
    r"|(?<=、)(?=(?:增持|减持|清仓|抛售|加仓|减仓|买入|卖出|买进|沽出)[^、，。；及和与]"
    r"|[向对][^、，。；]{1,16}(?:投资|注资|增资|采购|罚款)[^、，。；者]))"
)
# 甲升任董事長、乙接任執行長: each name has a verb of its own, so the mark ends a clause.
_TAKES_OFFICE = re.compile(
    r"(?:将|则|也|亦|获)?(?:接任|升任|出任|担任|转任|兼任|续任|调任|改任|接掌|接棒)"
)
_LIST_MARKS, _AND_LAST = "、及和与并", "以及"
_HEADLINE_GAP = re.compile(r"(?<=[^\x00-\x7f]|%)[ \u3000]+(?=[^\x00-\x7f]|\d{1,2}[日月])")
# Text without stops is cut, so that what is read clause by clause takes time in proportion to it.
_LONGEST = 400


class Clause(NamedTuple):
    """A stretch between punctuation marks, with the mentions inside it."""

    start: int
    end: int
    sentence: int
    mentions: tuple[Mention, ...]


def cut_into_clauses(
    article: Article,
    text: str,
    mentions: Sequence[Mention],
    lies_over: Callable[[int], int | None],
    in_brackets: Callable[[int], bool] | None,
) -> list[Clause]:
    """The clauses of an article, in order, never crossing a sentence.

    Args:
        article: the article.
        text: its Simplified key.
        mentions: those that clauses hold, in order.
        lies_over: where the mention begins that a position falls inside, if one does.
        in_brackets: whether a position falls inside a bracketed aside; None where there are none.
    """
    clauses: list[Clause] = []
    starts = [m.start for m in mentions]
    title_end = article.body_start or (text.find("\n") + 1)
    first = 0
    offices = _offices(text, mentions)
    for number, (begin, end) in enumerate(article.sentences):
        cuts = [m.end() for m in _CLAUSE_END.finditer(text, begin, end)]
        if offices:
            cuts = sorted([*cuts, *(at for at in offices if begin < at < end)])
        if end <= title_end or is_heading(text, begin, end):
            cuts += [m.end() for m in _HEADLINE_GAP.finditer(text, begin, end)]
            cuts.sort()
        cuts.append(end)
        start = begin
        first = bisect_left(starts, begin, first)
        for cut in cuts:
            if cut <= start or (in_brackets and cut < end and in_brackets(cut)):
                continue
            if lies_over(cut) is not None:  # a comma in 1,948亿元
                continue
            if text.startswith(_AND_LAST, cut) and _goes_on(text, cut, mentions, starts):
                continue
            long = cut - start > _LONGEST
            for at in (*_cuts_within(start, cut, lies_over), cut) if long else (cut,):
                last = bisect_left(starts, at, first)
                clauses.append(Clause(start, at, number, tuple(mentions[first:last])))
                start, first = at, last
    return clauses


def _goes_on(text: str, cut: int, mentions: Sequence[Mention], starts: Sequence[int]) -> bool:
    """Whether a list goes on behind a comma: 與甲、乙，以及丙簽署備忘錄."""
    following = bisect_left(starts, cut + len(_AND_LAST))
    if not 0 < following < len(mentions) or starts[following] != cut + len(_AND_LAST):
        return False
    last, first = mentions[following - 1], mentions[following]
    return last.end == cut - 1 and last.label == first.label


def _offices(text: str, mentions: Sequence[Mention]) -> list[int]:
    """Where the next of some people begins who each have a verb: 甲升任董事長、|乙接任執行長."""
    return [
        right.start
        for left, right in pairwise(mentions)
        if right.label == "PERSON"
        and left.label == "POSITION"
        and left.end == right.start - 1
        and text[left.end] in _LIST_MARKS
        and _TAKES_OFFICE.match(text, right.end)
    ]


def _cuts_within(start: int, end: int, lies_over: Callable[[int], int | None]) -> Iterator[int]:
    """Where to cut text without stops: before the mention that a cut would fall into."""
    for at in range(start + _LONGEST, end, _LONGEST):
        name = lies_over(at)
        yield at if name is None or name <= start else name
