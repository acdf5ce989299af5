"""Bonds and their yields as securities: 10年期美債殖利率下跌16個基點至4.51%."""

from __future__ import annotations

import re

from newsparse.annotation import Mention, Span
from newsparse.events.clauses import Clause
from newsparse.events.layout import Layout
from newsparse.events.words import Word
from newsparse.text.characters import HAN

# 10年期美國公債殖利率, 烏克蘭債券: with the state before it.
_BOND = re.compile(
    r"(?:(?:\d{1,2}|[一二三五七十]{1,3})\s?年期)?(?:长期|短期)?(?:美国|德国|日本|中国|英国)?"
    r"(?:美元|计价|政府|主权){0,2}(?:(?:公债|国债|美债|债券)(?:殖利率|孳息率|收益率)?|美?债息)"
    # 寶信轉債: a bond that can be turned into shares is named after their company
    rf"|(?:(?<=[，。；：、\n和及与])|(?<=其中)|\A)(?!可|其中|两市|沪深){HAN}{{2}}转债(?!市场|指数|基金)"
)
_YIELD = re.compile(r"(?:(?:殖利|孳息|收益)率|债息)$")
# 殖利率週五（3日）下跌, 債券則大幅下跌: little but a day stands before the verb.
_LITTLE = re.compile(
    r"[^，。；（）()]{0,6}(?:\s?[（(][^，。；）)]{1,6}[）)]\s?)?[^，。；（）()]{0,3}"
)
_AT = re.compile(r"(?:至|到|破|报|达|为|在)约?\s?$")


def find_bonds(layout: Layout, begin: int, end: int) -> list[Word]:
    """Bonds and yields right before a move, as words of the list of indices."""
    if layout.text.find("债", begin, end) < 0:
        return []
    found = []
    for match in _BOND.finditer(layout.text, begin, end):
        named = layout.name_over(match.end() - 2, match.end())
        if named or not _LITTLE.fullmatch(layout.text, match.end(), end):
            continue
        before = [m for m in layout.between(begin, match.start()) if m.end == match.start()]
        state = before and before[-1].label == "PLACE"
        found.append(Word(before[-1].start if state else match.start(), match.end(), "index"))
    return found


def is_yield(layout: Layout, security: Mention | Span) -> bool:
    """Whether a security is a yield, which stands at a share and not at a sum."""
    return bool(_YIELD.search(layout.text, security.start, security.end))


def stands_at(layout: Layout, clause: Clause, begin: int) -> Mention | None:
    """The share a yield stands at after a move: 上漲3個基點達4.9%."""
    for mention in clause.mentions:
        told = mention.label == "PERCENT" and mention.start >= begin
        if told and _AT.search(layout.text, begin, mention.start):
            return mention
    return None
