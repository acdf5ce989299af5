"""From pieces of evidence to a file of weights in ``data/lexicons``."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

_STEP = 0.2  # weights are rounded to this, so that many pieces share one row
_SMALLEST = 0.1  # what rounds to nothing is left out
_ATTRIBUTION = """\
# source: learned by training/names from MSRA NER, CLUENER2020, ResumeNER and annotated news;
#   weights only, no text
# licence: Apache-2.0 (weights, this project)
feature,keys,weight
"""


def pieces(features: str, keys: Iterable[str]) -> list[str]:
    """Evidence as pieces: the letters of some features, each with its key."""
    return [feature + key for feature, key in zip(features, keys, strict=True)]


def vocabulary(examples: Iterable[Collection[str]], rare: Mapping[str, int]) -> dict[str, int]:
    """The pieces of evidence that are frequent enough, numbered.

    Args:
        examples: the evidence of each candidate.
        rare: how often a feature (first character) must occur; "" stands for all others.
    """
    counts = Counter(piece for found in examples for piece in set(found))
    kept = [p for p, n in counts.items() if n >= rare.get(p[0], rare[""])]
    return {piece: number for number, piece in enumerate(kept)}


def matrix(examples: Sequence[Collection[str]], numbers: Mapping[str, int]) -> csr_matrix:
    """One row per candidate, one column per piece of evidence."""
    columns: list[int] = []
    ends = [0]
    for found in examples:
        columns += [numbers[piece] for piece in found if piece in numbers]
        ends.append(len(columns))
    ones = np.ones(len(columns), dtype=np.float32)
    table = csr_matrix((ones, columns, ends), shape=(len(examples), len(numbers)))
    table.sum_duplicates()
    return table


def fit(
    examples: Sequence[Collection[str]], right: Sequence[bool], importance: Sequence[float]
) -> tuple[dict[str, float], float]:
    """Weights and bias of a sparse logistic regression."""
    numbers = vocabulary(examples, {"": 3, "K": 5, "Q": 5})
    model = LogisticRegression(l1_ratio=1, C=1.0, solver="liblinear", tol=1e-3, random_state=0)
    model.fit(matrix(examples, numbers), np.array(right), sample_weight=np.array(importance))
    return {p: float(model.coef_[0][n]) for p, n in numbers.items()}, float(model.intercept_[0])


def write(
    path: Path, what: str, weights: Mapping[str, float], bias: float, kept: Collection[str] = ()
) -> int:
    """Write a weight file; returns the number of weights.

    Args:
        path: the file.
        what: its first line.
        weights: by piece of evidence.
        bias: log-odds of a candidate without evidence.
        kept: pieces that stand in the file even with no weight, since the rules read from it
            which characters they know.
    """
    groups: dict[tuple[str, float], list[str]] = defaultdict(list)
    for piece, weight in weights.items():
        rounded = round(weight / _STEP) * _STEP
        if abs(weight) < _SMALLEST or round(rounded, 1) == 0:
            if piece not in kept:
                continue
            rounded = 0.0
        key = piece[1:].replace(" ", "␣").replace("\n", "¶")
        groups[piece[0], round(rounded, 1)].append(key)
    lines = [f"# {what}\n", _ATTRIBUTION, f"bias,,{bias:.2f}\n"]
    for (feature, weight), keys in sorted(groups.items(), key=lambda g: (g[0][0], -g[0][1])):
        cell = " ".join(sorted(keys))
        if "," in cell or '"' in cell:
            cell = '"' + cell.replace('"', '""') + '"'
        lines.append(f"{feature},{cell},{weight:g}\n")
    path.write_text("".join(lines), "utf-8")
    return sum(map(len, groups.values()))
