"""The names that the likeliest tags spell: a path through the scores that never tears a name.

Tags are "O" (in no name) and, of each label, the begin, inside, end and single character of a name.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from math import inf
from typing import TYPE_CHECKING

from newsparse.annotation import NAME_LABELS, Label

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TAGS = ("O", *(f"{place}-{label}" for label in NAME_LABELS for place in "BIES"))
_POSSIBLE = -3.0  # log-probability that some character needs for its label to be considered


def _followers(tag: str) -> frozenset[int]:
    if tag[0] in "BI":
        return frozenset(i for i, t in enumerate(TAGS) if t[0] in "IE" and t[1:] == tag[1:])
    return frozenset(i for i, t in enumerate(TAGS) if t[0] in "OBS")


_FOLLOWERS = tuple(map(_followers, TAGS))


@cache
def torn_pairs() -> NDArray[np.bool_]:
    """Whether a tag (column) may not follow another (row)."""
    import numpy as np

    torn = np.ones((len(TAGS), len(TAGS)), np.bool_)
    for tag_number, followers in enumerate(_FOLLOWERS):
        torn[tag_number, sorted(followers)] = False
    return torn


def likeliest(
    path: list[int],
    marked: list[int],
    torn: list[int],
    outside: bytes,
    scores: NDArray[np.float32],
    sentences: Iterable[tuple[int, int]],
) -> list[tuple[int, int, Label]]:
    """The likeliest names, sentence by sentence.

    Args:
        path: the likeliest tag of each character; changed where it tears a name.
        marked: the places of it that are in a name.
        torn: the places of it whose tag the next one may not follow.
        outside: for each character, 1 where it is surely in no name.
        scores: log-probabilities of the tags, one row per character.
        sentences: half-open spans, in order.
    """
    named: list[int] = []
    for start, end in sentences:
        here = marked[bisect_left(marked, start) : bisect_left(marked, end)]
        if not here:
            continue
        breaks = torn[bisect_left(torn, start) : bisect_left(torn, end - 1)] if torn else []
        if path[start] not in _FOLLOWERS[0]:
            breaks.insert(0, start)
        if 0 not in _FOLLOWERS[path[end - 1]]:
            breaks.append(end - 1)
        mended = start
        for place in breaks:  # mend from the last character surely outside to the next
            if place < mended:
                continue
            begin = max(start, outside.rfind(1, 0, place + 1))
            mended = min(end, outside.find(1, place + 1) + 1 or end)
            path[begin:mended] = _viterbi(scores[begin:mended])
        named += [n for n in range(start, end) if path[n]] if breaks else here
    return _names(path, named)


def _viterbi(scores: NDArray[np.float32]) -> list[int]:
    """The likeliest valid path; begins and ends outside any name.

    Any tag that may follow "O" may follow the end of a name as well, so one best way of being
    outside at each character serves them all.
    """
    highest: list[float] = scores.max(axis=0).tolist()
    labels = [n for n in range(len(NAME_LABELS)) if max(highest[4 * n + 1 : 4 * n + 5]) > _POSSIBLE]
    outside, came = 0.0, 0  # the best path that is in no name, and its last tag
    within = [-inf] * len(NAME_LABELS)  # the best path in a name of each label, and its last tag
    before = [0] * len(NAME_LABELS)
    back: list[tuple[int, list[int]]] = []
    for row in scores.tolist():
        back.append((came, before))
        left, last = outside + row[0], 0  # the best way to be in no name after this character
        entries = before.copy()
        for label in labels:
            tag = 4 * label + 1  # B, and I, E and S behind it
            begin, inner, end, single = row[tag : tag + 4]
            ended, alone = within[label] + end, outside + single
            if ended > left:
                left, last = ended, tag + 2
            if alone > left:
                left, last = alone, tag + 3
            first, further = outside + begin, within[label] + inner
            if first >= further:
                within[label], entries[label] = first, tag
            else:
                within[label], entries[label] = further, tag + 1
        outside, came, before = left, last, entries
    path: list[int] = []
    last = came
    for came, before in reversed(back):
        path.append(last)
        last = came if last % 4 in (0, 1) else before[(last - 1) // 4]
    return path[::-1]


def _names(path: Sequence[int], named: Iterable[int]) -> list[tuple[int, int, Label]]:
    """The names of a valid path of tags; ``named``: the places that are in one."""
    found: list[tuple[int, int, Label]] = []
    start = 0
    for place in named:
        label, part = divmod(path[place] - 1, 4)
        if part in (0, 3):  # begin, single
            start = place
        if part > 1:  # end, single
            found.append((start, place + 1, NAME_LABELS[label]))
    return found
