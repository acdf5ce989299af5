"""Stories and copies on a generated folder whose truth is known.

    python -m benchmarks.stories [--stories 500] [--seed 1] [--windows 1 3 7 14 30] [--json FILE]

Every story has one to five reports by outlets of three regions, each in words, script, names and
roundings of its own, some followed by syndicated copies (new headline, other script, by-line, last
paragraph cut). Made hard on purpose: the same company does the like again weeks later, or with
another partner on the same day; the results of different companies are written from one template;
reports of one story contradict each other's amounts. The articles go through the whole pipeline,
so that what it misreads counts. Pairwise F1: of all pairs of articles said to be one story (or
copies), and of all that are.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

from benchmarks.made_up_news import Made, Maker
from newsparse import Pipeline, to_frames
from newsparse.stories import relate


@dataclass(frozen=True, slots=True)
class Agreement:
    """Pairs said to belong together, and pairs that do."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return f"F1 {self.f1:.3f} (precision {self.precision:.3f}, recall {self.recall:.3f})"


def pairwise(
    said: Iterable[tuple[str, Hashable]], true: Iterable[tuple[str, Hashable]]
) -> Agreement:
    """Agreement of two groupings of the same articles, each as (article, group)."""
    a, b = _pairs(said), _pairs(true)
    shared = len(a & b)
    return Agreement(shared / len(a) if a else 1.0, shared / len(b) if b else 1.0)


def _pairs(groups: Iterable[tuple[str, Hashable]]) -> set[tuple[str, str]]:
    members: dict[Hashable, set[str]] = {}
    for name, group in groups:
        members.setdefault(group, set()).add(name)
    return {pair for group in members.values() for pair in combinations(sorted(group), 2)}


@cache
def _pipeline() -> Pipeline:
    return Pipeline()


def measure(made: Sequence[Made], window_days: int | None = None) -> dict[str, Agreement | float]:
    """Both figures, and how long it took."""
    tables = to_frames(_pipeline().pipe(m.article for m in made))
    start = time.perf_counter()
    found = relate(tables, window_days=window_days)
    seconds = time.perf_counter() - start
    types = {m.article.id: m.type for m in made}
    columns = (found["story_events"][c].tolist() for c in ("article_id", "story_id", "type"))
    told: list[tuple[str, Hashable]] = [
        (article, story)
        for article, story, kind in zip(*columns, strict=True)
        if types[article] == kind
    ]
    copied = {m.article.id: m.article.id for m in made}
    copied |= dict(
        zip(found["duplicates"]["article_id"], found["duplicates"]["original_id"], strict=True)
    )
    return {
        "stories": pairwise(told, [(m.article.id, m.story) for m in made]),
        "copies": pairwise(copied.items(), [(m.article.id, m.original) for m in made]),
        "unread": 1 - len({article for article, _ in told}) / len(made),
        "seconds": seconds,
    }


def main(argv: list[str] | None = None) -> int:
    """Print the figures; 0 when both reach their floor."""
    parser = argparse.ArgumentParser(description="Story clustering on a generated folder.")
    parser.add_argument("--stories", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--windows", type=int, nargs="*", default=[], help="also these windows")
    parser.add_argument("--json", type=Path, help="write the figures here")
    options = parser.parse_args(argv)
    made = Maker(options.seed).folder(options.stories)
    characters = sum(len(m.article.text) for m in made)
    originals = len({m.original for m in made})
    print(f"{len(made):,} articles, {characters:,} characters, {originals:,} originals, "
          f"{len({m.story for m in made}):,} stories (seed {options.seed})")  # fmt: skip
    found = measure(made)
    stories, copied = found["stories"], found["copies"]
    assert isinstance(stories, Agreement)
    assert isinstance(copied, Agreement)
    print(f"stories: {stories}; floor 0.950")
    print(f"copies:  {copied}; floor 0.980")
    print(f"articles whose event was not read: {found['unread']:.1%}")
    print(f"time across articles {found['seconds']:.1f} s, peak memory "
          f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")  # fmt: skip
    windows = {days: measure(made, days)["stories"] for days in options.windows}
    for days, agreement in windows.items():
        print(f"window of {days:2} days: {agreement}")
    if options.json:
        figures = {
            "articles": len(made), "stories_f1": round(stories.f1, 4),
            "copies_f1": round(copied.f1, 4), "seconds": round(float(str(found["seconds"])), 1),
        }  # fmt: skip
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    return 0 if stories.f1 >= 0.95 and copied.f1 >= 0.98 else 1


if __name__ == "__main__":
    sys.exit(main())
