"""Accuracy of analyses against gold articles.

Names count by exact span and label, values by overlap and equal value, linking by pairs of found
mentions, events by greedy pairing on shared arguments. What gold marks optional counts for nobody.
"""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from newsparse.annotation import NAME_LABELS, VALUE_LABELS

Row = Mapping[str, Any]

# How an argument's text is compared depends on what the role holds.
ENUMERATED = {"direction", "action", "kind"}
FREE_TEXT = {"subject", "cause", "item", "project", "capacity", "rating", "location", "headcount",
             "collateral", "shares"}  # fmt: skip
PARTIAL = FREE_TEXT | {
    "metric",
    "period",
    "round",
    "position",
    "stake",
    "percent",
    "change",
    "loss",
}
# One row with five people and five rows with one each say the same.
ONE_EVENT_PER = {"personnel": "person", "product": "product", "stake_change": "holder",
                 "market": "security", "earnings": "metric"}  # fmt: skip


@dataclass(slots=True)
class Count:
    """Right, wrong and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1.0 where nothing was found."""
        found = self.right + self.wrong
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """Share of what there is to find that was found; 1.0 where there is nothing."""
        wanted = self.right + self.missed
        return self.right / wanted if wanted else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1.0 where there is nothing to find."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0


class Scores(defaultdict[str, Count]):
    """Counts by name: a label, "linking", "event", "argument", "status"."""

    def __init__(self) -> None:
        super().__init__(Count)

    def add(self, gold: Row, analysis: Row) -> None:
        """Score one analysed article (``Analysis.to_dict()``) against its gold."""
        self._add_names(gold, analysis)
        for label in VALUE_LABELS:
            self._add_values(label, gold, analysis)
        self._add_events(gold, analysis)

    def _add_names(self, gold: Row, analysis: Row) -> None:
        wanted = {(m["start"], m["end"]): m for m in gold["mentions"] if m["label"] in NAME_LABELS}
        found: set[tuple[int, int]] = set()
        linked: list[tuple[str, str]] = []
        for mention in analysis["mentions"]:
            if mention["label"] not in NAME_LABELS:
                continue
            place = mention["start"], mention["end"]
            match = wanted.get(place)
            if match and mention["label"] in (match["label"], *match.get("alt", ())):
                found.add(place)
                if not match.get("optional"):
                    self[match["label"]].right += 1
                if match.get("entity") and mention["entity"]:
                    linked.append((match["entity"], mention["entity"]))
            elif not any(m.get("optional") for m in _overlapping(mention, gold["mentions"])):
                self[mention["label"]].wrong += 1
        for place, match in wanted.items():
            if place not in found and not match.get("optional"):
                self[match["label"]].missed += 1
        for (gold_a, ours_a), (gold_b, ours_b) in combinations(linked, 2):
            same, said = gold_a == gold_b, ours_a == ours_b
            self["linking"].right += same and said
            self["linking"].wrong += said and not same
            self["linking"].missed += same and not said

    def _add_values(self, label: str, gold: Row, analysis: Row) -> None:
        wanted = [m for m in gold["mentions"] if m["label"] == label]
        taken: set[int] = set()
        for mention in (m for m in analysis["mentions"] if m["label"] == label):
            near = [i for i, m in enumerate(wanted) if _overlap(mention, m)]
            equal = [i for i in near if i not in taken
                     and same_value(label, wanted[i].get("value"), mention["value"])]  # fmt: skip
            if equal:
                taken.add(equal[0])
                self[label].right += not wanted[equal[0]].get("optional")
            elif not any(m.get("optional") for m in _overlapping(mention, gold["mentions"])):
                self[label].wrong += 1
        self[label].missed += sum(
            i not in taken and not m.get("optional") for i, m in enumerate(wanted)
        )

    def _add_events(self, gold: Row, analysis: Row) -> None:
        for pairing in pair_events(gold, analysis):
            for expected, event, shared in pairing.pairs:
                if not expected.get("optional"):
                    self._add_pair(expected, event, shared)
                    self["event"].right += 1
            for expected in pairing.missed:
                self["event"].missed += 1
                self["argument"].missed += sum(map(_counts, expected["args"]))
            for event in pairing.wrong:
                self["event"].wrong += 1
                self["argument"].wrong += sum(map(_counts, event["arguments"]))

    def _add_pair(self, expected: Row, event: Row, shared: list[tuple[int, int]]) -> None:
        right = expected["status"] == event["status"]
        self["status"].right += right
        self["status"].wrong += not right
        self["status"].missed += not right
        matched_gold, matched_ours = {g for g, _ in shared}, {p for _, p in shared}
        for i, argument in enumerate(expected["args"]):
            if i in matched_gold:
                self["argument"].right += argument["role"] not in FREE_TEXT
            else:
                self["argument"].missed += _counts(argument)
        for j, argument in enumerate(event["arguments"]):
            if j not in matched_ours:
                self["argument"].wrong += _counts(argument)


@dataclass(slots=True)
class Pairing:
    """The events of one type in one article, each gold one with at most one of ours.

    Attributes:
        kind: the type.
        pairs: gold event, ours, and which arguments they share (numbers in both).
        missed: gold events without one of ours that count.
        wrong: ours without a gold one.
        near: gold and ours that share an argument, paired or not, as (gold id, our id).
    """

    kind: str
    pairs: list[tuple[Row, Row, list[tuple[int, int]]]]
    missed: list[Row]
    wrong: list[Row]
    near: set[tuple[int, int]]


def pair_events(gold: Row, analysis: Row) -> Iterator[Pairing]:
    """Pair gold events with ours, type by type, greedily by shared arguments."""
    aliases = {e["id"]: [e["name"], *e["aliases"]] for e in analysis["entities"]}
    for kind in sorted({e["type"] for e in (*gold["events"], *analysis["events"])}):
        wanted = list(_one_per_filler(gold["events"], kind, "args"))
        ours = list(_one_per_filler(analysis["events"], kind, "arguments"))
        candidates = []
        for i, expected in enumerate(wanted):
            for j, event in enumerate(ours):
                shared = _shared(expected, event, aliases)
                if any(expected["args"][g]["role"] not in ENUMERATED for g, _ in shared):
                    candidates.append((-len(shared), i, j, shared))
        pairs: dict[int, tuple[int, list[tuple[int, int]]]] = {}
        taken: set[int] = set()
        for _, i, j, shared in sorted(candidates, key=lambda c: c[:3]):
            if i not in pairs and j not in taken:
                pairs[i] = j, shared
                taken.add(j)
        yield Pairing(
            kind,
            [(wanted[i], ours[j], shared) for i, (j, shared) in sorted(pairs.items())],
            [e for i, e in enumerate(wanted) if i not in pairs and not e.get("optional")],
            [e for j, e in enumerate(ours) if j not in taken],
            {(id(wanted[i]), id(ours[j])) for _, i, j, _ in candidates},
        )


def same_value(label: str, gold: Row | None, ours: Row | None) -> bool:
    """Whether two values of one label are equal; vague dates need only overlap."""
    if not gold or not ours:
        return False
    if label == "DATE":
        if gold.get("vague"):
            return bool(
                (ours["start"] or "0000") <= (gold["end"] or "9999")
                and (gold["start"] or "0000") <= (ours["end"] or "9999")
            )
        return bool((gold["start"], gold["end"]) == (ours["start"], ours["end"]))
    if label == "MONEY" and gold.get("currency") != ours.get("currency"):
        return False
    return all(_close(gold[side], ours[side]) for side in ("min", "max"))


def _close(a: Any, b: Any) -> bool:
    if a is None or b is None:
        return a is b
    return math.isclose(float(a), float(b), rel_tol=1e-6, abs_tol=1e-6)


def _overlap(a: Row, b: Row) -> bool:
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def _overlapping(mention: Row, others: Iterable[Row]) -> list[Row]:
    return [m for m in others if _overlap(mention, m)]


def _counts(argument: Row) -> bool:
    return argument["role"] not in FREE_TEXT and not argument.get("optional")


def _one_per_filler(events: Iterable[Row], kind: str, key: str) -> Iterator[Row]:
    for event in events:
        if event["type"] != kind:
            continue
        role = ONE_EVENT_PER.get(kind)
        main = [a for a in event[key] if a["role"] == role]
        rest = [a for a in event[key] if a["role"] != role]
        if len(main) > 1:
            yield from ({**event, key: [a, *rest]} for a in main)
        else:
            yield event


def _shared(expected: Row, event: Row, aliases: Mapping[str, list[str]]) -> list[tuple[int, int]]:
    taken: set[int] = set()
    pairs = []
    for i, argument in enumerate(expected["args"]):
        for j, ours in enumerate(event["arguments"]):
            if j not in taken and _same_argument(argument, ours, aliases):
                taken.add(j)
                pairs.append((i, j))
                break
    return pairs


def _same_argument(gold: Row, ours: Row, aliases: Mapping[str, list[str]]) -> bool:
    if gold["role"] != ours["role"]:
        return False
    value = gold.get("value")
    if value and ours.get("value") and "min" in value:
        return same_value("MONEY" if value.get("currency") else "PERCENT", value, ours["value"])
    forms = {_plain(ours["text"]), *map(_plain, aliases.get(ours.get("entity") or "", ()))}
    texts = set(map(_plain, gold["texts"]))
    if forms & texts:
        return True
    return gold["role"] in PARTIAL and any(f in t or t in f for f in forms for t in texts)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
