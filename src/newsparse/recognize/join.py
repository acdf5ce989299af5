"""Which of the proposed names stand: lists, rules and tagger joined by measured trust.

Every proposal (these characters, this label) is described by signs: who makes it, how likely the
tagger finds it, whether tagger, lists or rules see another name across it, whether the same surface
is proposed elsewhere in the article. Each sign has a weight in ``data/lexicons/name_trust.csv``,
learned by ``training/train_name_trust.py``; their sum is the log-odds that the proposal is right.
The set of names with the highest sum that do not overlap is what stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from newsparse.annotation import Article, Label, Mention
from newsparse.lexicon import read_table
from newsparse.recognize.lexicons import Listed
from newsparse.recognize.proposals import ECHO, LIST, TAGGER, WEAK, Key, Proposal, propose
from newsparse.recognize.tagger import Tagging

TABLE = "lexicons/name_trust.csv"

# Log-odds a proposal needs. Below even odds, since a missed company also loses its events: chosen
# for the best balance on the articles the weights were learned from.
_NEEDED = -0.2
_SURE, _LIKELY = -0.1, -0.7  # log-probabilities; steps that the linear sum cannot make by itself
_SCALE = 4.0  # brings log-probabilities (down to -12) to the size of the other signs
# A personal name of two parts is written so and hardly anything else is, and a partnership says in
# brackets that it is one; there are too few of both in the articles for the weights to tell.
_DOTTED = re.compile("[\u3400-\u9fff]{1,8}(?: ?[·‧•・] ?[\u3400-\u9fff]{1,8})+")
_MARKS = frozenset(("《》", "“”", "「」", "『』", "〈〉"))
_DOT = re.compile(" ?[·‧•・] ?")
_ASCII = re.compile("[0-9A-Za-z]")
_FOREIGN = 2.0, 3.0  # log-odds if only a rule finds it, and if the tagger does
_PARTNERSHIP, _REGISTERED = "（有限合伙）", 3.0
# Log-odds of a name that surely stands, and above which it then stands elsewhere in the article,
# by a hair: what lies across it may still win.
_CERTAIN, _DOUBTED, _BARELY = 1.0, -2.0, 0.1
_LONG = 6  # lengths from here on are one sign


def join_names(
    article: Article,
    settled: Sequence[Mention],
    found: Sequence[Mention],
    tagging: Tagging,
    possible: Iterable[Listed],
) -> list[Mention]:
    """The names that stand, in order and without overlaps.

    Args:
        article: the article.
        settled: values, which a name may hold but never cuts through, and names from the caller's
            own lists, which no other name touches.
        found: what our lists and name rules found.
        tagging: what the tagger makes of the article.
        possible: listed surfaces, whatever they mean here (``Gazetteer.possible``).
    """
    tagged = tagging.spans(article.sentences)
    proposals = propose(article, settled, found, tagged, possible)
    weighed = _weigh(article, proposals, tagging, tagged)
    odds = {key: value - _NEEDED for key, value in zip(proposals, weighed, strict=True)}
    _recur(article.simplified, odds)
    text = article.text
    if _DOTTED.search(text):
        _weigh_dotted(text, proposals, odds)
    for key, proposal in proposals.items():
        if proposal.rule.endswith(_PARTNERSHIP):
            odds[key] += _REGISTERED
    _prefer_heads(article.simplified, odds)
    _prefer_longer(text, odds)
    return [_unquoted(text, key, proposals[key].rule) for key in _best(odds)]


def _unquoted(text: str, key: Key, rule: str) -> Mention:
    """A name without the marks around it: the work in 《海邊的來信》."""
    start, end, label = key
    if end - start > 2 and text[start] + text[end - 1] in _MARKS:
        start, end = start + 1, end - 1
    return Mention(start, end, label, text[start:end], rule)


def _prefer_longer(text: str, odds: dict[Key, float]) -> None:
    """Of likely companies that begin alike the longest stands: 群翰顯示 before its short form 群翰.

    Not so behind Latin letters or digits: in 小米 15 the number is of a product.
    """
    longest: dict[int, int] = {}
    for (start, end, label), value in odds.items():
        if value > 0 and label == "COMPANY" and end > longest.get(start, 0):
            longest[start] = end
    for (start, end, label), value in odds.items():
        shorter = value > 0 and label == "COMPANY" and end < longest[start]
        if shorter and not _ASCII.search(text, end, longest[start]):
            odds[start, end, label] = 0.0


def _prefer_heads(text: str, odds: dict[Key, float]) -> None:
    """What a full name in the article begins with stands before the place it begins with itself.

    廣州萬瀾集團, and elsewhere 廣州萬瀾: no place, and not that of the firm's seat alone.
    """
    places = {k[0]: (k[1], v) for k, v in odds.items() if v > 0 and k[2] == "PLACE"}
    doubted = [k for k in odds if k[2] == "COMPANY" and k[1] > places.get(k[0], k[1:2])[0]]
    if not doubted:
        return
    full = [text[k[0] : k[1]] for k, value in odds.items() if value > 0 and k[2] == "COMPANY"]
    for key in doubted:
        name = text[key[0] : key[1]]
        if any(len(other) > len(name) and other.startswith(name) for other in full):
            odds[key] = max(odds[key], places[key[0]][1] + _BARELY)


def _recur(text: str, odds: dict[Key, float]) -> None:
    """What surely is a name in one place is one wherever it may be: 潯科總經理, later 潯科推動.

    Not so a position: it is a word like others in 董事會 and 總統大選.
    """
    doubted = [k for k, value in odds.items() if _DOUBTED < value <= 0 and k[2] != "POSITION"]
    if doubted:
        sure = {
            (text[start:end], label)
            for (start, end, label), value in odds.items()
            if value >= _CERTAIN
        }
        for start, end, label in doubted:
            if end - start > 1 and (text[start:end], label) in sure:
                odds[start, end, label] = _BARELY


def _weigh_dotted(text: str, proposals: dict[Key, Proposal], odds: dict[Key, float]) -> None:
    """A name of two parts is a person's; so is a part of it, which the tagger may take amiss."""
    parts: set[str] = set()
    for key, proposal in proposals.items():
        if key[2] == "PERSON" and _DOTTED.fullmatch(text, *key[:2]):
            odds[key] += _FOREIGN[TAGGER in proposal.sources]
            parts.update(_DOT.split(text[key[0] : key[1]]))
    for key, proposal in proposals.items():
        if key[2] != "PERSON" and text[key[0] : key[1]] in parts and LIST not in proposal.sources:
            odds[key] -= _FOREIGN[1]


def signs(
    article: Article, proposals: dict[Key, Proposal], tagging: Tagging, tagged: Iterable[Key]
) -> list[dict[str, float]]:
    """The signs of each proposal and their strengths, in the order of the proposals."""
    return [
        told | standing | shared
        for told, standing, shared in _signs(article, proposals, tagging, tagged)
    ]


def _signs(
    article: Article, proposals: dict[Key, Proposal], tagging: Tagging, tagged: Iterable[Key]
) -> Iterator[tuple[dict[str, float], dict[str, float], dict[str, float]]]:
    """Each proposal's signs: its own, and two sets that it has in common with others.

    Those that every such proposal of any article has, and those of its surface in this article;
    they are the same objects wherever they come again.
    """
    said = frozenset(tagged)
    across = _overlaps(sorted({*proposals, *said}))
    likely = dict(zip(proposals, tagging.log_probabilities(list(proposals)), strict=True))
    alike: dict[tuple[str, Label], list[Key]] = defaultdict(list)
    for key in proposals:
        alike[article.simplified[key[0] : key[1]], key[2]].append(key)
    shared: dict[Key, dict[str, float]] = {}
    for keys in alike.values():
        chances = [likely[key] for key in keys]
        same = {
            "tagger best elsewhere": max(chances) / _SCALE,
            "tagger mean": sum(chances) / len(chances) / _SCALE,
            **{f"article: {source}": 1.0 for key in keys for source in proposals[key].sources},
        }
        shared.update(dict.fromkeys(keys, same))
    for key, proposal in proposals.items():
        start, end, label = key
        standing = _standing(label, min(end - start, _LONG), tuple(proposal.sources))
        own = _told(key, likely[key])
        for other in across.get(key, ()):
            relation = _relation(key, other)
            if relation is None:
                if other in said:
                    own[f"{label} tagged {other[2]}"] = 1.0
                continue
            if other in said:
                own[f"{relation} a tagged name"] = 1.0
            kind = _kind(other, proposals.get(other))
            if kind is not None:
                own[f"{relation} a {kind} name"] = own[f"{relation} a found {other[2]}"] = 1.0
                if other[0] == start:
                    own[f"{label} {relation} and begins with {other[2]}"] = 1.0
        yield own, standing, shared[key]


def _overlaps(keys: Sequence[Key]) -> dict[Key, list[Key]]:
    """For each name, those that share characters with it: 上海 and 富澜（上海）有限公司."""
    across: dict[Key, list[Key]] = defaultdict(list)
    for i, key in enumerate(keys, 1):
        end = key[1]
        while i < len(keys) and keys[i][0] < end:
            across[key].append(keys[i])
            across[keys[i]].append(key)
            i += 1
    return across


def _kind(key: Key, proposal: Proposal | None) -> str | None:
    """What lists and rules make of a name, if it is longer than one character."""
    if proposal is None or key[1] - key[0] == 1:
        return None
    found = next((s for s in proposal.sources if s not in (WEAK, ECHO, TAGGER)), None)
    return found and ("listed" if found == LIST else "ruled")


@cache
def _standing(label: Label, length: int, sources: tuple[str, ...]) -> dict[str, float]:
    """The signs that are the same in every article."""
    found = {
        "any": 1.0,
        label: 1.0,
        f"length {length}": 1.0,
        f"length {length} {label}": 1.0,
        "several agree": float(sum(s not in (WEAK, ECHO) for s in sources) > 1),
    }
    for source in sources:
        found[f"by {source}"] = found[f"by {source} {label}"] = 1.0
    return found


def _told(key: Key, likely: float) -> dict[str, float]:
    """What the tagger says about these characters."""
    found = {"tagger": likely / _SCALE, f"tagger {key[2]}": likely / _SCALE}
    if likely > _LIKELY:
        found["tagger likely"] = 1.0
        if likely > _SURE:
            found["tagger sure"] = 1.0
    return found


def _relation(key: Key, other: Key) -> str | None:
    """How another name lies to a proposal; None if they are the same characters."""
    start, end, _ = key
    if other[:2] == (start, end):
        return None
    if other[0] <= start and end <= other[1]:
        return "inside"
    return "around" if start <= other[0] and other[1] <= end else "across"


@cache
def _weights() -> dict[str, float]:
    return {sign: float(weight) for _, (sign, weight) in read_table(TABLE, ("sign", "weight"))}


def _weigh(
    article: Article, proposals: dict[Key, Proposal], tagging: Tagging, tagged: Iterable[Key]
) -> Iterator[float]:
    """The log-odds of each proposal, in their order."""
    known: dict[int, float] = {}  # what common signs add, by their identity
    for told, *common in _signs(article, proposals, tagging, tagged):
        value = _sum(told)
        for found in common:
            if id(found) not in known:
                known[id(found)] = _sum(found)
            value += known[id(found)]
        yield value


def _sum(found: dict[str, float]) -> float:
    get = _weights().get
    return sum([get(sign, 0.0) * strength for sign, strength in found.items()])


def _best(odds: dict[Key, float]) -> list[Key]:
    """The names of the highest total log-odds of which none overlap (interval scheduling)."""
    items = sorted((end, start, label) for (start, end, label), value in odds.items() if value > 0)
    ends = [end for end, _, _ in items]
    totals = [0.0]
    before: list[int | None] = []  # how many items come before this one, where it is taken
    for i, (end, start, label) in enumerate(items):
        earlier = bisect_right(ends, start, 0, i)
        total = totals[earlier] + odds[start, end, label]
        before.append(earlier if total > totals[i] else None)
        totals.append(max(total, totals[i]))
    chosen: list[Key] = []
    i = len(items)
    while i > 0:
        earlier_items = before[i - 1]
        if earlier_items is None:
            i -= 1
        else:
            end, start, label = items[i - 1]
            chosen.append((start, end, label))
            i = earlier_items
    return chosen[::-1]
