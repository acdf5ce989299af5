"""Train the weights of newsparse.events.plausible.

    python -m training.train_plausible GOLD.jsonl... [--write]      (from the root of a checkout)

GOLD: files with one article per line with ``text``, ``published``, ``mentions`` and ``events``, as
in corpus/gold/*.jsonl, which are meant to be among the files: types that are rare in one file are
learned from another. The names are those that the pipeline finds, not the gold ones, so that the
weights know what a name that is missed or wrong looks like.

Prints how well events would be found (``benchmarks.scoring``) for several ridges and thresholds,
each article weighed by weights that were learned without its fold: choose RIDGE and THRESHOLD by
that. ``--write`` learns from all articles and writes the table. Needs numpy.
"""

from __future__ import annotations

import argparse
import json
import math
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.scoring import Scores

from newsparse.annotation import Analysis, Article
from newsparse.events.candidate import Candidate
from newsparse.events.layout import Layout
from newsparse.events.match import find_candidates
from newsparse.events.merge import merge
from newsparse.events.plausible import TABLE, keep_plausible
from newsparse.events.plausible_signs import Surroundings, features
from newsparse.events.types import load_event_types
from newsparse.lexicon import DATA
from newsparse.pipeline import Pipeline

FOLDS = 5
# Chosen by cross-validation; see the figures that this script prints.
RIDGE = 2.0
THRESHOLD = 0.5
# Features seen less often are noise.
MIN_COUNT = 3


@dataclass(slots=True)
class Read:
    """One gold article, what the pipeline finds in it, and its candidates with signs and labels."""

    gold: dict[str, Any]
    analysis: Analysis
    layout: Layout
    candidates: list[Candidate]
    rows: list[list[str]]
    labels: list[float]


def read(pipeline: Pipeline, gold: dict[str, Any]) -> Read:
    """Run the pipeline on a gold article and label its candidates."""
    published = gold.get("published") and date.fromisoformat(gold["published"])
    article = Article(gold["text"], id=gold["id"], published=published)
    analysis = pipeline(article)
    layout = Layout(article, analysis.mentions)
    candidates = find_candidates(layout, load_event_types()) if layout.clauses else []
    around = Surroundings.of(candidates)
    names: dict[str, set[str]] = {}
    for mention in analysis.mentions:
        if mention.entity:
            names.setdefault(mention.entity, set()).add(_norm(mention.text))
    rows, labels = [], []
    for candidate in candidates:
        label = label_of(gold, candidate, names)
        if candidate.type.shape == "action" and label is not None:
            rows.append(features(layout, candidate, around))
            labels.append(label)
    return Read(gold, analysis, layout, candidates, rows, labels)


def _norm(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def label_of(
    gold: dict[str, Any], candidate: Candidate, names: Mapping[str, set[str]]
) -> float | None:
    """1 for a stated event, 0 for none, None where the gold leaves it open.

    A stated event shares two arguments with the candidate, or one and the trigger.
    """
    best = 0
    open_case = False
    for event in gold["events"]:
        if event["type"] != candidate.type.name:
            continue
        shared = 0
        for argument in candidate.arguments:
            if isinstance(argument.filler, str) or argument.rule == "trigger":
                continue
            forms = {_norm(argument.text)} | names.get(argument.entity or "", set())
            shared += any(
                a["role"] == argument.role and forms & {_norm(t) for t in a["texts"]}
                for a in event["args"]
            )
        if not shared:
            continue
        stated = any(
            candidate.trigger.text in t or t in candidate.trigger.text for t in event["triggers"]
        )
        if shared >= 2 or stated:
            if event.get("optional"):
                open_case = True
            else:
                best = 1
    return 1.0 if best else (None if open_case else 0.0)


def fit(articles: Sequence[Read], ridge: float) -> dict[str, float]:
    """Logistic regression by Newton steps with a ridge penalty; each step by conjugate gradients.

    A row holds a few dozen of thousands of signs, so the matrix is kept as lists of positions.
    """
    rows = [row for article in articles for row in article.rows]
    labels = np.array([label for article in articles for label in article.labels])
    counts = Counter(f for row in rows for f in row)
    names = sorted(f for f, n in counts.items() if n >= MIN_COUNT or f.startswith("type="))
    index = {f: i for i, f in enumerate(names)}
    signs = [[index[f] for f in row if f in index] for row in rows]
    columns = np.array([i for row in signs for i in row])
    places = np.repeat(np.arange(len(rows)), [len(row) for row in signs])

    def forward(v: np.ndarray) -> np.ndarray:
        return np.bincount(places, weights=v[columns], minlength=len(rows))

    def backward(u: np.ndarray) -> np.ndarray:
        return np.bincount(columns, weights=u[places], minlength=len(names))

    w = np.zeros(len(names))
    for _ in range(12):
        p = 1 / (1 + np.exp(-forward(w)))
        gradient = backward(p - labels) + ridge * w
        curve = p * (1 - p)
        step = np.zeros(len(names))
        rest = gradient.copy()
        direction = rest.copy()
        size = rest @ rest
        for _ in range(80):
            bent = backward(curve * forward(direction)) + ridge * direction
            length = size / (direction @ bent)
            step += length * direction
            rest -= length * bent
            left = rest @ rest
            if left < 1e-8:
                break
            direction = rest + (left / size) * direction
            size = left
        w -= step
        if np.abs(step).max() < 1e-4:
            break
    return dict(zip(names, w.tolist(), strict=True))


def shifted(weights: Mapping[str, float], threshold: float) -> dict[str, float]:
    """Weights whose sum is above 0 where the chance of a stated event is above the threshold."""
    logit = math.log(threshold / (1 - threshold))
    return {**weights, "bias": weights["bias"] - logit}


def measure(articles: Sequence[Read], folds: Sequence[Mapping[str, float]]) -> Scores:
    """Scores of the events that are kept, each article weighed by the weights of its fold."""
    scores = Scores()
    for number, article in enumerate(articles):
        kept = keep_plausible(article.layout, article.candidates, folds[number % len(folds)])
        events = merge(article.layout, kept)
        found = article.analysis
        analysis = Analysis(found.article, found.mentions, found.entities, events)
        scores.add({**article.gold, "mentions": []}, analysis.to_dict())
    return scores


def main() -> None:
    """Train, cross-validate, and write the table if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    pipeline = Pipeline()
    lines = [line for path in args.gold for line in path.read_text("utf-8").splitlines()]
    articles = [read(pipeline, json.loads(line)) for line in lines]
    labels = [label for article in articles for label in article.labels]
    size = f"{len(articles)} articles, {len(labels)} candidates, {int(sum(labels))} stated"
    print(size)
    chosen = ""
    for ridge in (2.0, 4.0, 8.0):
        folds = [
            fit([a for i, a in enumerate(articles) if i % FOLDS != fold], ridge)
            for fold in range(FOLDS)
        ]
        for threshold in (0.4, 0.5, 0.6):
            count = measure(articles, [shifted(w, threshold) for w in folds])["event"]
            figures = (
                f"P {count.right / (count.right + count.wrong):.3f} "
                f"R {count.right / (count.right + count.missed):.3f} F1 {count.f1:.3f}"
            )
            print(f"ridge {ridge} threshold {threshold}: {figures}")
            if (ridge, threshold) == (RIDGE, THRESHOLD):
                chosen = figures
    if args.write:
        weights = shifted(fit(articles, RIDGE), THRESHOLD)
        table = [
            "# source: trained by training/train_plausible.py on annotated news articles",
            "# licence: Apache-2.0",
            "# what: weights of the signs in newsparse.events.plausible; a sum above 0 is an event",
            f"# learned from: {size}; events by cross-validation: {chosen}",
            "feature,weight",
        ]
        kept = sorted((f, w) for f, w in weights.items() if abs(w) >= 0.02 or f.startswith("type="))
        for feature, weight in kept:
            quoted = '"' + feature.replace('"', '""') + '"'
            table.append(f"{quoted},{weight:.3f}")
        (DATA / TABLE).write_text("\n".join(table) + "\n", encoding="utf-8")
        print(f"{DATA / TABLE}: {len(kept)} weights")


if __name__ == "__main__":
    main()
