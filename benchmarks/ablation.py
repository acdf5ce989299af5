"""What lists, rules and tagger each find, and what they find together.

    python -m benchmarks.ablation                      corpus/gold
    python -m benchmarks.ablation GOLD.jsonl…          other gold articles, one a line
    python -m benchmarks.ablation training/annotated/test.jsonl --news FOLDER
                                                       annotations of articles in that folder

Prints F1 per label of names (exact span and label): each source by itself, all joined, the joined
names by home region, and those of the articles turned into the other script. ``--markdown`` prints
tables for ``docs/names.md``.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from training.tagger.data import gold_rows

from benchmarks.both_scripts import other_script
from benchmarks.gate import GOLD
from benchmarks.scoring import Count, Scores
from newsparse import Article, Mention
from newsparse.annotation import NAME_LABELS
from newsparse.pipeline import VALUES
from newsparse.recognize import tagger
from newsparse.recognize.gazetteer import Gazetteer
from newsparse.recognize.join import join_names
from newsparse.recognize.names import NameRules
from newsparse.recognize.overlaps import resolve

Row = dict[str, Any]
_REGIONS = ("HK", "TW", "CN")


@dataclass(frozen=True, slots=True)
class Found:
    """What the names of one article are, by the sources that were asked."""

    row: Row
    by_source: dict[str, tuple[Mention, ...]]


def find(row: Row, lists: Gazetteer, rules: NameRules) -> Found:
    """Ask each source, and all of them."""
    published = row.get("published")
    article = Article(
        row["text"],
        published=date.fromisoformat(published) if published else None,
        region=row.get("given_region"),
    )
    values = resolve(m for recognize in VALUES for m in recognize(article))
    listed, possible = lists.read(article)
    ruled = rules(article, values)
    known = resolve([*values, *listed])
    informed = rules(article, known)
    tagging = tagger.tag(article.simplified, possible)
    unlisted = tagger.tag(article.simplified, [])
    doubted = rules(article, known, tagging.outside())
    joined = join_names(article, values, [*listed, *doubted], tagging, possible)
    return Found(
        row,
        {
            "lists only": resolve([*values, *listed]),
            "rules only": resolve([*values, *ruled]),
            "lists, then rules": resolve([*values, *listed, *informed]),
            "tagger only, no lists": resolve([*values, *_mentions(article, unlisted)]),
            "tagger only": resolve([*values, *_mentions(article, tagging)]),
            "joined": resolve([*values, *joined]),
        },
    )


def _mentions(article: Article, tagging: tagger.Tagging) -> list[Mention]:
    return [
        Mention(start, end, label, article.text[start:end], "tagger")
        for start, end, label in tagging.spans(article.sentences)
    ]


def in_other_script(row: Row) -> Row | None:
    """The gold article in the other script; None where the conversion would move its offsets."""
    text = other_script(row["text"])
    if len(text) != len(row["text"]):
        return None
    mentions = [m | {"text": text[m["start"] : m["end"]]} for m in row["mentions"]]
    home = Article(row["text"]).home.region  # the article stays at home: only the script changes
    return row | {"text": text, "mentions": mentions, "given_region": home}


def f1(found: Iterable[Found], source: str) -> dict[str, float]:
    """F1 of one source by label, and of all names together."""
    scores = Scores()
    for item in found:
        mentions = [
            {"start": m.start, "end": m.end, "label": m.label, "text": m.text, "entity": None}
            for m in item.by_source[source]
            if m.label in NAME_LABELS
        ]
        gold = [m for m in item.row["mentions"] if m["label"] in NAME_LABELS]
        scores.add({"text": item.row["text"], "mentions": gold, "events": []},
                   {"mentions": mentions, "entities": [], "events": []})  # fmt: skip
    counts = {label: scores[label] for label in NAME_LABELS}
    every = Count(
        sum(c.right for c in counts.values()),
        sum(c.wrong for c in counts.values()),
        sum(c.missed for c in counts.values()),
    )
    return {label: count.f1 for label, count in counts.items()} | {"all": every.f1}


def table(lines: dict[str, dict[str, float]], markdown: bool) -> str:
    """One line per way of finding names, one column per label."""
    columns = (*NAME_LABELS, "all")
    rows = [
        [name, *(f"{figures[c]:.3f}" if c in figures else "–" for c in columns)]
        for name, figures in lines.items()
    ]
    if markdown:
        head = ["", *columns]
        out = [head, ["---"] * len(head), *rows]
        return "\n".join("| " + " | ".join(cells) + " |" for cells in out)
    return "\n".join(
        f"{name:34}" + " ".join(f"{cell:>8}" for cell in cells)
        for name, *cells in [["", *columns], *rows]
    )


def main(argv: list[str] | None = None) -> int:
    """Print the tables; returns 0."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path, nargs="*")
    parser.add_argument("--news", type=Path)
    parser.add_argument("--model", type=Path, default=tagger.MODEL)
    parser.add_argument("--markdown", action="store_true")
    options = parser.parse_args(argv)
    tagger.MODEL = options.model
    rows = [row for path in options.gold or [GOLD] for row in gold_rows(path, options.news)]
    lists, rules = Gazetteer(), NameRules()
    found = [find(row, lists, rules) for row in rows]
    lines = {source: f1(found, source) for source in found[0].by_source} if found else {}
    by_region = defaultdict(list)
    for item in found:
        by_region[item.row.get("region") or Article(item.row["text"]).home.region].append(item)
    for region in _REGIONS:
        if by_region[region]:
            name = f"joined, {region} ({len(by_region[region])} articles)"
            lines[name] = f1(by_region[region], "joined")
    turned = [other for row in rows if (other := in_other_script(row)) is not None]
    if turned:
        again = [find(row, lists, rules) for row in turned]
        kept = {row["id"] for row in turned}
        as_they_stand = [item for item in found if item.row["id"] in kept]
        if len(turned) < len(rows):
            lines[f"joined, {len(turned)} as they stand"] = f1(as_they_stand, "joined")
        lines[f"joined, {len(turned)} in the other script"] = f1(again, "joined")
    print(f"{len(rows)} articles, F1 of names by exact span and label")
    print(table(lines, options.markdown))
    return 0


if __name__ == "__main__":
    sys.exit(main())
