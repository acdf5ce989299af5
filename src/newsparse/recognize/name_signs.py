"""The signs that speak for and against a proposed name, and what they add up to.

Signs are: who makes the proposal, how likely the tagger finds it, whether tagger, lists or rules
see another name across it, whether the same surface is proposed elsewhere in the article. Each has
a weight in ``data/lexicons/name_trust.csv``, learned by ``training/train_name_trust.py``; their sum
is the log-odds that the proposal is right. In a sentence or two, where no name is told again, some
weigh more or less than in an article.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import repeat
from operator import mul

from newsparse.annotation import Label
from newsparse.lexicon import read_table
from newsparse.recognize.proposals import ECHO, LIST, TAGGER, Key, Proposal
from newsparse.recognize.tagger import Tagging, is_brief

TABLE = "lexicons/name_trust.csv"

# Log-odds a proposal needs. F1 is best where a chance of half of it is enough (Lipton et al. 2014):
# near even odds for most labels, lower for products, of which many stay in doubt.
_NEEDED, _PRODUCT_NEEDS = -0.2, -0.8
_SURE, _LIKELY = -0.1, -0.7  # log-probabilities; steps that the linear sum cannot make by itself
_SCALE = 4.0  # brings log-probabilities (down to -12) to the size of the other signs
_LONG = 6  # lengths from here on are one sign
IN_BRIEF = "in brief: "  # before a sign: what its weight is more there


def weigh(
    text: str, proposals: dict[Key, Proposal], tagging: Tagging, tagged: Iterable[Key]
) -> dict[Key, float]:
    """The log-odds of each proposal beyond those it needs, in their order."""
    likely, brief = _likely(proposals, tagging), is_brief(text)
    odds = {
        key: _sum(own, brief) + _standing_odds(*_kind_of(key, proposals[key]), brief)
        for key, own in _own(proposals, likely, tagged)
    }
    for keys, shared in _shared(text, proposals, likely):
        value = _sum(shared, brief) - (_PRODUCT_NEEDS if keys[0][2] == "PRODUCT" else _NEEDED)
        for key in keys:
            odds[key] += value
    return odds


def signs(
    text: str, proposals: dict[Key, Proposal], tagging: Tagging, tagged: Iterable[Key]
) -> list[dict[str, float]]:
    """The signs of each proposal and their strengths, in the order of the proposals."""
    likely = _likely(proposals, tagging)
    found = {
        key: own | _standing(*_kind_of(key, proposals[key]))
        for key, own in _own(proposals, likely, tagged)
    }
    for keys, shared in _shared(text, proposals, likely):
        for key in keys:
            found[key] |= shared
    return list(found.values())


def _likely(proposals: Iterable[Key], tagging: Tagging) -> dict[Key, float]:
    return dict(zip(proposals, tagging.log_probabilities(list(proposals)), strict=True))


def _shared(
    text: str, proposals: dict[Key, Proposal], likely: dict[Key, float]
) -> Iterator[tuple[list[Key], dict[str, float]]]:
    """The signs that all proposals of one surface and label have in common."""
    alike: dict[tuple[str, Label], list[Key]] = defaultdict(list)
    for key in proposals:
        alike[text[key[0] : key[1]], key[2]].append(key)
    for keys in alike.values():
        chances = [likely[key] for key in keys]
        shared = {
            "tagger best elsewhere": max(chances) / _SCALE,
            "tagger mean": sum(chances) / len(chances) / _SCALE,
        }
        for key in keys:
            for source in proposals[key].sources:
                shared[f"article: {source}"] = 1.0
        yield keys, shared


def _own(
    proposals: dict[Key, Proposal], likely: dict[Key, float], tagged: Iterable[Key]
) -> Iterator[tuple[Key, dict[str, float]]]:
    """What the tagger says about each proposal, and what lies across it."""
    said = frozenset(tagged)
    across = _overlaps(sorted({*proposals, *said}))
    for key in proposals:
        start, _, label = key
        own = _told(label, likely[key])
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
        yield key, own


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
    found = next((s for s in proposal.sources if s not in (ECHO, TAGGER)), None)
    return found and ("listed" if found == LIST else "ruled")


def _kind_of(key: Key, proposal: Proposal) -> tuple[Label, int, tuple[str, ...]]:
    """What the signs of a proposal that are the same in every article depend on."""
    start, end, label = key
    return label, min(end - start, _LONG), tuple(proposal.sources)


def _standing(label: Label, length: int, sources: tuple[str, ...]) -> dict[str, float]:
    """The signs that are the same in every article."""
    found = {
        "any": 1.0,
        label: 1.0,
        f"length {length}": 1.0,
        f"length {length} {label}": 1.0,
        "several agree": float(sum(s != ECHO for s in sources) > 1),
    }
    for source in sources:
        found[f"by {source}"] = found[f"by {source} {label}"] = 1.0
    return found


@cache
def _standing_odds(label: Label, length: int, sources: tuple[str, ...], brief: bool) -> float:
    return _sum(_standing(label, length, sources), brief)


def _told(label: Label, likely: float) -> dict[str, float]:
    """What the tagger says about these characters."""
    found = {"tagger": likely / _SCALE, f"tagger {label}": likely / _SCALE}
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
def _weights(brief: bool) -> dict[str, float]:
    rows = {sign: float(weight) for _, (sign, weight) in read_table(TABLE, ("sign", "weight"))}
    more = {sign: rows.pop(sign) for sign in list(rows) if sign.startswith(IN_BRIEF)}
    if brief:
        for sign, weight in more.items():
            usual = sign.removeprefix(IN_BRIEF)
            rows[usual] = rows.get(usual, 0.0) + weight
    return rows


def _sum(found: dict[str, float], brief: bool) -> float:
    weights = map(_weights(brief).get, found, repeat(0.0))
    odds: float = sum(map(mul, weights, found.values()))
    return odds
