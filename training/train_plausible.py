"""Train the weights of newsparse.events.plausible.

    python training/train_plausible.py GOLD.jsonl... [--write]

GOLD: files with one article per line with ``text``, ``published``, ``region``, ``mentions``
(start, end, label, text, entity, value) and ``events`` (type, triggers, args with role and texts,
optional).
Without ``--write`` only the cross-validated figures are printed. Types that are rare in one file
are learned from another: corpus/gold/*.jsonl are meant to be among the files. Needs numpy.
"""

from __future__ import annotations

import argparse
import json
import unicodedata
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np

from newsparse.annotation import Article, DateRange, Mention, Money, Percent, Value
from newsparse.events.layout import Layout
from newsparse.events.match import find_candidates
from newsparse.events.plausible import TABLE, features, surroundings
from newsparse.events.roles import Candidate
from newsparse.events.types import load_event_types
from newsparse.lexicon import DATA

FOLDS = 5
# Chosen by cross-validation over 1, 2, 4, 8; features seen in fewer articles are noise.
RIDGE = 4.0
MIN_COUNT = 3
# A sum above this passes; below 0.5 because a missed event costs as much as a false one.
THRESHOLD = 0.4


def mention_of(row: dict[str, Any]) -> Mention:
    """A gold mention as newsparse's own."""
    value: Value | None = None
    v = row.get("value")
    if v and row["label"] == "DATE":
        value = DateRange(_day(v.get("start")), _day(v.get("end")), bool(v.get("vague")))
    elif v:
        low, high = (None if v.get(k) is None else Decimal(str(v[k])) for k in ("min", "max"))
        if row["label"] == "MONEY":
            value = Money(low, high, v.get("currency"), bool(v.get("approx")))
        else:
            value = Percent(low, high, bool(v.get("approx")))
    entity = row.get("entity") and f"{row['label']}:{row['entity']}"
    return Mention(row["start"], row["end"], row["label"], row["text"], "gold", value, entity)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def mentions_of(row: dict[str, Any]) -> list[Mention]:
    """The gold mentions in order, without overlaps."""
    kept: list[Mention] = []
    for m in sorted(row["mentions"], key=lambda m: (m["start"], -m["end"])):
        if not kept or m["start"] >= kept[-1].end:
            kept.append(mention_of(m))
    return kept


def _norm(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def label_of(row: dict[str, Any], candidate: Candidate, mentions: list[Mention]) -> float | None:
    """1 for a stated event, 0 for none, None where the gold leaves it open."""
    names: dict[str, set[str]] = {}
    for m in mentions:
        if m.entity:
            names.setdefault(m.entity, set()).add(_norm(m.text))
    best = 0
    open_case = False
    for event in row["events"]:
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


def fit(rows: list[list[str]], labels: np.ndarray, ridge: float) -> dict[str, float]:
    """Logistic regression by Newton steps with a ridge penalty; each step by conjugate gradients.

    A row holds a few dozen of thousands of signs, so the matrix is kept as lists of positions.
    """
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


def main() -> None:
    """Train, cross-validate, and write the table if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    rows, labels, articles = [], [], []
    lines = [line for path in args.gold for line in path.read_text("utf-8").splitlines()]
    for number, line in enumerate(lines):
        row = json.loads(line)
        text = row["text"]
        published = _day(row.get("published"))
        article = Article(
            text, published=published, region=row.get("region"), body_start=text.find("\n") + 1
        )
        mentions = mentions_of(row)
        layout = Layout(article, mentions)
        candidates = find_candidates(layout, load_event_types())
        around = surroundings(candidates)
        for candidate in candidates:
            label = label_of(row, candidate, mentions)
            if candidate.type.shape == "action" and label is not None:
                rows.append(features(layout, candidate, around))
                labels.append(label)
                articles.append(number)
    y, group = np.array(labels), np.array(articles)
    logit = float(np.log(THRESHOLD / (1 - THRESHOLD)))
    for ridge in (1.0, 2.0, 4.0, 8.0):
        tp = fp = fn = 0
        for fold in range(FOLDS):
            train = np.flatnonzero(group % FOLDS != fold)
            weights = fit([rows[i] for i in train], y[train], ridge)
            for i in np.flatnonzero(group % FOLDS == fold):
                keep = sum(weights.get(f, 0.0) for f in rows[i]) > logit
                tp += keep and y[i] == 1
                fp += keep and y[i] == 0
                fn += not keep and y[i] == 1
        print(
            f"ridge {ridge}: candidates {len(y)} true {int(y.sum())} "
            f"P {tp / (tp + fp):.3f} R {tp / (tp + fn):.3f}"
        )
    if args.write:
        weights = fit(rows, y, RIDGE)
        weights["bias"] -= logit
        table = [
            "# source: trained by training/train_plausible.py on annotated news articles",
            "# licence: Apache-2.0",
            "# what: weights of the signs in newsparse.events.plausible; a sum above 0 is an event",
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
