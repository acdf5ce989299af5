"""Names an article may hold: what lists, rules and tagger propose, at every place it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newsparse.annotation import NAME_LABELS, Article, Label, Mention
from newsparse.recognize.latin import is_ordinary
from newsparse.recognize.lexicons import Listed
from newsparse.recognize.person_evidence import lookalikes
from newsparse.recognize.suffixed import names_nobody, own_end

Key = tuple[int, int, Label]

# Beside the kinds of name rules: our lists, the tagger, the same surface elsewhere in the article.
LIST, TAGGER, ECHO = "list", "tagger", "echo"
DOTS = "·‧•・"  # between the parts of a foreign name
_BEFORE_NAME = re.compile("(?:[日美德法英韩荷港星瑞]商(?![务业会汤])|(?:参股|子|孙)?公司)(?=..)")
_BRING = "拉让使给找邀请帮助跟向"
_WORDLIKE = ("PERSON", "PRODUCT")  # a company may well be called by such a word: 全家
_OPEN, _CLOSED = re.compile("[（(]"), re.compile("[）)]")
_INVEST = "投资"


@dataclass(slots=True)
class Proposal:
    """Who proposes a name: the rule that found it first, and all sources."""

    rule: str
    sources: list[str]


def propose(
    article: Article,
    settled: Sequence[Mention],
    found: Sequence[Mention],
    tagged: Iterable[Key],
    possible: Iterable[Listed],
) -> dict[Key, Proposal]:
    """All proposals that leave alone what is settled; ``tagged``: the tagger's own names."""
    text = article.simplified
    proposals: dict[Key, Proposal] = {}
    closed = bytearray(len(article.text) + 1)
    taken = bytearray(len(article.text))

    def add(start: int, end: int, label: Label, rule: str, source: str) -> None:
        proposal = proposals.get((start, end, label))
        if proposal is None:
            proposals[start, end, label] = Proposal(rule, [source])
        elif source not in proposal.sources:
            proposal.sources.append(source)

    for m in settled:
        closed[m.start + 1 : m.end] = b"\1" * (m.end - m.start - 1)
        if m.label in NAME_LABELS:
            taken[m.start : m.end] = b"\1" * (m.end - m.start)
    for m in found:
        kind = m.rule.partition(":")[0]
        add(m.start, m.end, m.label, m.rule, LIST if kind == "gazetteer" else kind)
    people = [m for m in found if m.label == "PERSON" and any(dot in m.text for dot in DOTS)]
    sums = [m.start for m in settled if m.label in ("MONEY", "PERCENT")]
    listed = {(start, end) for start, end, _, _ in possible}
    for start, end, label in tagged:
        surface = text[start:end]
        if not surface.isalnum() and not any(map(str.isalnum, surface)):
            continue  # the **** of a table
        if label != "POSITION" and surface.isascii() and is_ordinary(surface):
            continue
        if _torn(text, start, end) or (label in _WORDLIKE and surface in lookalikes()):
            continue
        if label == "PERSON":  # what each sees of 葉甫根尼·普魯|申科 and 葉甫|根尼·普魯申科
            for m in people:
                if m.start < end and start < m.end and any(dot in text[start:end] for dot in DOTS):
                    start, end = min(start, m.start), max(end, m.end)
                    add(start, end, label, m.rule, m.rule.partition(":")[0])
        if label == "COMPANY" and (start, end) not in listed:
            if before := _BEFORE_NAME.match(surface):
                start += before.end()  # 日商|岳嵐電器, 公司|西藏銅業
            elif (start + 1, end) in listed and surface[0] in _BRING:
                start += 1  # 拉|微軟入夥
            nth = bisect_right(sums, start + 1)
            end = min([end, *sums[nth : nth + 1]])  # 海棠精密三成股權
            end = own_end(text, start, end)
            if end - start < 2 or names_nobody(text[start:end]) or _unclosed(text[start:end]):
                continue  # 商業銀行, 再生能源
            if (start, end, "ORG") in proposals:
                label = "ORG"  # the tagger learned from articles that do not tell the two apart
        add(start, end, label, TAGGER, TAGGER)
    surfaces: dict[str, dict[Label, None]] = defaultdict(dict)
    for start, end, label in proposals:
        surfaces[text[start:end]][label] = None
    for surface, labels in surfaces.items():
        if len(surface) > 1:
            for start in _occurrences(text, surface):
                end = start + len(surface)
                for label in labels:
                    if (start, end, label) not in proposals and not _torn(text, start, end):
                        proposals[start, end, label] = Proposal(ECHO, [ECHO])
    clauses = _invests(text, settled, found, proposals)
    return {
        (start, end, label): proposal
        for (start, end, label), proposal in proposals.items()
        if not (closed[start] or closed[end] or 1 in taken[start:end])
        and (start, end) not in clauses
    }


def _invests(
    text: str, settled: Sequence[Mention], found: Sequence[Mention], proposals: Iterable[Key]
) -> set[tuple[int, int]]:
    """Where a company and its verb look like one name: 騰訊投資|5億美元, 騰訊投資|碧瀾電通."""
    if _INVEST not in text:
        return set()
    objects = {m.start for m in settled if m.label == "MONEY"}
    objects |= {start for start, _, label in proposals if label in ("COMPANY", "PRODUCT")}
    ends = ((m.start, m.end + len(_INVEST)) for m in found if m.label == "COMPANY")
    return {
        (start, end)
        for start, end in ends
        if text.startswith(_INVEST, end - len(_INVEST)) and end in objects
    }


def _unclosed(name: str) -> bool:
    """Whether only one bracket of a pair is in a name: 南通）微電子有限公司."""
    return not name.isalnum() and len(_OPEN.findall(name)) != len(_CLOSED.findall(name))


def _torn(text: str, start: int, end: int) -> bool:
    """Whether a Latin word goes on beyond these characters: Audi in Audio, but vivo in vivoX200."""
    return (text[start].isascii() and _one_word(text[start - 1 : start + 1])) or (
        text[end - 1].isascii() and _one_word(text[end - 1 : end + 1])
    )


def _one_word(pair: str) -> bool:
    """Whether two neighbouring characters are letters of one Latin word."""
    joined = len(pair) == 2 and pair.isascii() and pair.isalpha()
    return joined and not (pair[0].islower() and pair[1].isupper())


def _occurrences(text: str, surface: str) -> Iterable[int]:
    """Where a surface stands, without those that overlap: 哈哈哈哈 holds 哈哈 twice."""
    start = text.find(surface)
    while start >= 0:
        yield start
        start = text.find(surface, start + len(surface))
