"""Precision, recall and F1 on gold articles, of the whole pipeline or of the event layer alone.

    python -m benchmarks.evaluate [GOLD.jsonl ...] [--given-mentions] [--no-tagger]

With ``--given-mentions`` the mentions are those of the gold, so that only the reading of events is
measured. Without files: corpus/gold.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.gate import GOLD
from benchmarks.scoring import Row, Scores
from newsparse import Analysis, Article, Pipeline
from newsparse.annotation import DateRange, Entity, Mention, Money, Percent, Value
from newsparse.events.match import find_events
from newsparse.events.types import load_event_types

Analyser = Callable[[Row, Article], Analysis]


def read(paths: Iterable[Path]) -> Iterator[tuple[Row, Article]]:
    """The gold articles of some files, in order."""
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield row, Article(row["text"], id=row["id"], published=_day(row.get("published")))


def with_given_mentions() -> Analyser:
    """An analyser that takes the gold's mentions and finds the events itself."""
    types = load_event_types()

    def analyse(row: Row, article: Article) -> Analysis:
        mentions = tuple(_mentions(row))
        events = find_events(article, mentions, types)
        return Analysis(article, mentions, tuple(_entities(mentions)), events)

    return analyse


def _mentions(row: Row) -> Iterator[Mention]:
    """The gold's mentions; of overlapping ones the first and longest."""
    done = 0
    for m in sorted(row["mentions"], key=lambda m: (m["start"], -m["end"])):
        if m["start"] >= done:
            entity = m.get("entity") and f"{m['label']}:{m['entity']}"
            value = _value(m["label"], m.get("value"))
            yield Mention(m["start"], m["end"], m["label"], m["text"], "gold", value, entity)
            done = m["end"]


def _value(label: str, value: dict[str, Any] | None) -> Value | None:
    if not value:
        return None
    if label == "DATE":
        vague = value.get("vague", False)
        return DateRange(_day(value.get("start")), _day(value.get("end")), vague)
    low, high = (_number(value.get(side)) for side in ("min", "max"))
    approx = value.get("approx", False)
    if label == "MONEY":
        return Money(low, high, value.get("currency"), approx)
    return Percent(low, high, approx)


def _entities(mentions: Iterable[Mention]) -> Iterator[Entity]:
    surfaces: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.entity:
            surfaces.setdefault(mention.entity, []).append(mention)
    for name, found in surfaces.items():
        texts = dict.fromkeys(mention.text for mention in found)
        yield Entity(name, found[0].label, max(texts, key=len), tuple(texts))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(number: float | str | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))


def main(argv: list[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Precision, recall and F1 on gold articles.")
    parser.add_argument("gold", type=Path, nargs="*", help="files; by default corpus/gold")
    parser.add_argument(
        "--given-mentions", action="store_true", help="take the gold's mentions, find the events"
    )
    parser.add_argument("--no-tagger", action="store_true", help="lists and rules alone")
    options = parser.parse_args(argv)
    pipeline = Pipeline(tagger=not options.no_tagger)
    analyse = with_given_mentions() if options.given_mentions else lambda _, a: pipeline(a)
    scores = Scores()
    for row, article in read(options.gold or sorted(GOLD.glob("*.jsonl"))):
        scores.add(row, analyse(row, article).to_dict())
    print(f"{'':14} {'P':>6} {'R':>6} {'F1':>6}   right wrong missed")
    for name, count in sorted(scores.items()):
        print(
            f"{name:14} {count.precision:6.3f} {count.recall:6.3f} {count.f1:6.3f}"
            f"   {count.right:5} {count.wrong:5} {count.missed:6}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
