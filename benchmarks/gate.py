"""The accuracy floor: measure on the project's own corpus, compare with the pinned figures.

    python -m benchmarks.gate            check against benchmarks/baseline.json
    python -m benchmarks.gate --pin      write the figures reached today as the new floor

A floor is tied to the corpus by its hash and never goes down: ``--pin`` refuses a lower figure
unless the corpus itself changed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.scoring import Scores
from newsparse import Article, Pipeline

HERE = Path(__file__).parent
GOLD = HERE.parent / "corpus" / "gold"
BASELINE = HERE / "baseline.json"


def read_gold(folder: Path = GOLD) -> list[dict[str, Any]]:
    """The gold articles, in order of file and line."""
    return [
        json.loads(line)
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]


def corpus_hash(gold: list[dict[str, Any]]) -> str:
    """Fingerprint of texts and annotations."""
    data = json.dumps(gold, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(data.encode()).hexdigest()[:16]


def measure(gold: list[dict[str, Any]]) -> dict[str, float]:
    """F1 by name over the whole corpus, rounded down to three places."""
    pipeline, scores = Pipeline(), Scores()
    for row in gold:
        published = row.get("published") and date.fromisoformat(row["published"])
        analysis = pipeline(Article(row["text"], id=row["id"], published=published))
        scores.add(row, analysis.to_dict())
    return {name: math.floor(count.f1 * 1000) / 1000 for name, count in sorted(scores.items())}


def main(argv: list[str] | None = None) -> int:
    """Run the gate; 0 when every figure holds."""
    parser = argparse.ArgumentParser(description="The accuracy floor on corpus/gold.")
    parser.add_argument("--pin", action="store_true", help="write today's figures as the floor")
    pin = parser.parse_args(argv).pin
    gold = read_gold()
    figures, fingerprint = measure(gold), corpus_hash(gold)
    pinned = json.loads(BASELINE.read_text("utf-8")) if BASELINE.exists() else None
    same_corpus = pinned is not None and pinned["corpus"] == fingerprint
    floors: dict[str, float] = pinned["floors"] if pinned is not None else {}
    below = [name for name, floor in floors.items() if figures.get(name, 0.0) < floor]
    for name, figure in figures.items():
        print(f"{name:10} {figure:.3f}  floor {floors.get(name, 0.0):.3f}"
              + ("  BELOW" if name in below else ""))  # fmt: skip
    if pin:
        if same_corpus and below:
            print(f"not pinned: {', '.join(below)} would go down on the same corpus")
            return 1
        BASELINE.write_text(
            json.dumps({"corpus": fingerprint, "floors": figures}, indent=1) + "\n", "utf-8"
        )
        print(f"pinned {len(figures)} figures in {BASELINE.name}")
        return 0
    if not same_corpus:
        print("corpus/gold is not the corpus the floors were pinned on: run with --pin and commit")
        return 1
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
