"""Which mention stays where several claim the same characters. All overlap policy is here.

1. A name never cuts through a value, nor lies inside one: 億歐 is no name in 28億歐元.
2. Otherwise the longest stays: 日本政府 over 日本, 中國平安 over 中國, 2025年展望 over its year.
3. Among equally long ones the first in the order given: the caller gives the recognizers in
   order of trust (the user's own lists, values, our lists, rules).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from operator import attrgetter

from newsparse.annotation import VALUE_LABELS, Mention

_BY_START = attrgetter("start")


def resolve(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions that stay: none overlap, in the order of the text.

    Args:
        mentions: in order of trust.

    Example:
        >>> japan = Mention(0, 2, "PLACE", "日本", "gazetteer")
        >>> government = Mention(0, 4, "ORG", "日本政府", "suffix:政府")
        >>> [m.text for m in resolve([japan, government])]
        ['日本政府']
    """
    given = [m for m in mentions if m.start < m.end]
    in_order = sorted(given, key=_BY_START)
    if all(m.end <= following.start for m, following in pairwise(in_order)):
        return tuple(in_order)
    size = max([m.end for m in given], default=0) + 1
    within_value = bytearray(size)
    for m in given:
        if m.label in VALUE_LABELS:
            within_value[m.start + 1 : m.end] = b"\1" * (m.end - m.start - 1)
    taken = bytearray(size)
    stay: list[Mention] = []
    for m in sorted(given, key=lambda m: m.start - m.end):  # the longest first, else as given
        start, end = m.start, m.end
        cuts = (within_value[start] or within_value[end]) and m.label not in VALUE_LABELS
        if cuts or 1 in taken[start:end]:
            continue
        taken[start:end] = b"\1" * (end - start)
        stay.append(m)
    return tuple(sorted(stay, key=_BY_START))
