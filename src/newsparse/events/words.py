"""The word lists of the shapes "figures" and "moves", found in one pass per article."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from newsparse.events.event_type import EventType
from newsparse.events.layout import Layout


class Word(NamedTuple):
    """A listed word at a place of the text, with the list it is from."""

    start: int
    end: int
    group: str


@lru_cache(maxsize=16)
def _compiled(event_type: EventType) -> tuple[AhoCorasick, tuple[tuple[str, int], ...]]:
    # 以上|涨幅: what a bar parts off must stand before the word and is no part of it
    entries = {
        w.replace("|", ""): (group, w.find("|") if "|" in w else 0)
        for group, words in event_type.words.items()
        for w in words
    }
    return AhoCorasick(list(entries), matchkind=MatchKind.LeftmostLongest), tuple(entries.values())


def find_words(layout: Layout, event_type: EventType, telling: Collection[str]) -> list[Word]:
    """Words of the type's lists, longest first where they overlap, in order of place.

    Args:
        layout: the article.
        event_type: of shape "figures" or "moves".
        telling: the lists without a word of which nothing is told, and no word asked for.
    """
    automaton, groups = _compiled(event_type)
    found = automaton.find_matches_as_indexes(layout.text)
    if not any(groups[i][0] in telling for i, _, _ in found):
        return []
    return [
        Word(start + groups[i][1], end, groups[i][0])
        for i, start, end in found
        if start < layout.tail
    ]


def by_sentence(layout: Layout, words: Iterable[Word]) -> dict[int, list[Word]]:
    """Words by the sentence they stand in, in order."""
    found: dict[int, list[Word]] = {}
    here: list[Word] = []
    end = -1
    for word in words:
        if word.start >= end:
            sentence = layout.clauses[layout.clause_at(word.start)].sentence
            end = layout.article.sentences[sentence][1]
            here = found.setdefault(sentence, [])
        here.append(word)
    return found
