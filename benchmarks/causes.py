"""Missed and false events, counted by cause, as Markdown tables.

    python -m benchmarks.causes [GOLD.jsonl ...]

A miss has the first of these causes that holds: the event is found when nothing is weighed out
(weighed out), or when the gold's names are fed in (names); one of ours shares a participant but
answers to another event (one for several); a statement was read at its words, with other fillers
(other fillers); none was, as there is no word for it or a role stays empty (nothing read). A false
event shares a participant with an event of the gold (told twice), stands in the sentence of one
of its own type (other fillers) or of another type (other type), or is none (no event).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.evaluate import read, with_given_mentions
from benchmarks.gate import GOLD
from benchmarks.scoring import Pairing, Row, pair_events
from newsparse import Analysis, Article, Pipeline
from newsparse.events.candidate import Candidate
from newsparse.events.layout import Layout
from newsparse.events.match import find_candidates
from newsparse.events.merge import merge
from newsparse.events.types import load_event_types

MISSED = ("weighed out", "names", "one for several", "other fillers", "nothing read")
FALSE = ("told twice", "other type", "other fillers", "no event")
Table = defaultdict[str, Counter[str]]


class Causes:
    """Counts by cause and type, article by article."""

    def __init__(self) -> None:
        self.missed: Table = defaultdict(Counter)
        self.false: Table = defaultdict(Counter)
        self._pipeline = Pipeline()
        self._given = with_given_mentions()
        self._types = load_event_types()

    def add(self, gold: Row, article: Article) -> None:
        """Count the errors of one article."""
        analysis = self._pipeline(article)
        layout = Layout(article, analysis.mentions)
        statements = find_candidates(layout, self._types) if layout.clauses else []
        unweighed = merge(layout, statements)
        loose = Analysis(article, analysis.mentions, analysis.entities, unweighed)
        found = {
            "weighed out": _found(gold, loose),
            "names": _found(gold, self._given(gold, article)),
        }
        for pairing in pair_events(gold, analysis.to_dict()):
            for event in pairing.missed:
                cause = next((c for c, keys in found.items() if _key(event) in keys), None)
                cause = cause or missed_because(event, pairing, gold["text"], statements)
                self.missed[cause][pairing.kind] += 1
            for event in pairing.wrong:
                self.false[false_because(event, pairing, gold)][pairing.kind] += 1


def missed_because(event: Row, pairing: Pairing, text: str, statements: Sequence[Candidate]) -> str:
    """Why an event is missed that is found neither unweighed nor with the gold's names."""
    if any(gold == id(event) for gold, _ in pairing.near):
        return "one for several"
    words = [s.trigger for s in statements if s.type.name == pairing.kind]
    spots = list(_spots(text, event["triggers"]))
    read_there = any(w.start < end and start < w.end for w in words for start, end in spots)
    return "other fillers" if read_there else "nothing read"


def false_because(event: Row, pairing: Pairing, gold: Row) -> str:
    """Why an event of ours is none of the gold's."""
    if any(ours == id(event) for _, ours in pairing.near):
        return "told twice"
    text, at = gold["text"], event["trigger"]["start"]
    begin = max(text.rfind(mark, 0, at) for mark in "。！？\n") + 1
    ends = [end for mark in "。！？\n" if (end := text.find(mark, at)) >= 0]
    sentence = text[begin : min(ends, default=len(text))]
    near = [e["type"] for e in gold["events"] if any(w in sentence for w in e["triggers"])]
    if pairing.kind in near:
        return "other fillers"
    return "other type" if near else "no event"


def _spots(text: str, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    for word in words:
        at = text.find(word)
        while at >= 0:
            yield at, at + len(word)
            at = text.find(word, at + 1)


def _key(event: Row) -> str:
    return json.dumps([event["type"], event["args"]], ensure_ascii=False, sort_keys=True)


def _found(gold: Row, analysis: Analysis) -> set[str]:
    pairings = pair_events(gold, analysis.to_dict())
    return {_key(event) for pairing in pairings for event, _, _ in pairing.pairs}


def table(title: str, causes: Sequence[str], counted: Table) -> str:
    """One Markdown table."""
    lines = [f"| {title} | events | of which |", "|---|---|---|"]
    for cause in causes:
        types = ", ".join(f"{kind} {n}" for kind, n in counted[cause].most_common())
        lines.append(f"| {cause} | {counted[cause].total()} | {types or '–'} |")
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description="Errors of the event layer by cause.")
    parser.add_argument("gold", type=Path, nargs="*", help="files; by default corpus/gold")
    paths = parser.parse_args(argv).gold or sorted(GOLD.glob("*.jsonl"))
    causes = Causes()
    for gold, article in read(paths):
        causes.add(gold, article)
    print(table("missed", MISSED, causes.missed), table("false", FALSE, causes.false), sep="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
