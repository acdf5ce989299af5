"""Weights of the evidence for names that end in a telling word (``name_suffixed.csv``).

The possible starts of a name before one ending compete: the model is a choice among them, or none.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from training.names.examples import Span, gold_texts, outside_texts
from training.names.weights import matrix, pieces, vocabulary, write

from newsparse.recognize import suffixed
from newsparse.recognize.scores import PAD, shape

_LABELS = {
    "gold": ("COMPANY", "ORG", "PLACE", "PRODUCT"),
    "cluener": ("company", "organization", "government"),
    "msra": ("ORG", "LOC"),
}
_IMPORTANCE = {"gold": 4.0, "cluener": 1.0, "msra": 0.4}
_RARE = {"": 4, "K": 8, "C": 8, "R": 8, "L": 8}
_WORTH_KEEPING = 0.22  # after a first fit; the second one learns with what is left
# Stopped early: with 300 rounds companies of corpus/gold come out two points of F1 worse.
_ROUNDS = 40


def endings(gold: list[Path], ner: Path, out: Path) -> str:
    """Learn ``name_suffixed.csv``; returns a line to report."""
    examples: list[list[str]] = []
    group: list[int] = []
    right: list[float] = []
    importance: list[float] = []
    for found, spans, weight in _endings(gold, ner):
        shaped, ending = found
        found_before = pieces(suffixed.ENDING, suffixed.ending_keys(shaped, ending))
        before = len(examples)
        for start, passed in suffixed.beginnings(shaped, ending, shaped):
            found_before += [suffixed.PASSED + character for character in passed]
            own = pieces(suffixed.BEGINNING, suffixed.beginning_keys(shaped, ending, start))
            examples.append(found_before + own)
            group.append(len(importance))
            right.append(float((start - len(PAD), ending.end - len(PAD)) in spans))
        if len(examples) > before:
            importance.append(weight)
    choice = _Choice(np.array(group), np.array(right), np.array(importance))
    numbers = vocabulary(examples, _RARE)
    weights = choice.fit(matrix(examples, numbers))
    kept = [piece for piece, n in numbers.items() if abs(weights[n]) >= _WORTH_KEEPING]
    numbers = {piece: n for n, piece in enumerate(kept)}
    weights = choice.fit(matrix(examples, numbers))
    what = "what: evidence for names that end in a telling word (recognize/suffixed.py)"
    learned = {piece: float(weights[n]) for piece, n in numbers.items()}
    count = write(out / "name_suffixed.csv", what, learned, float(weights[-1]))
    return f"{len(importance)} endings, {int(sum(right))} names, {count} weights"


def _endings(
    gold: list[Path], ner: Path
) -> Iterator[tuple[tuple[str, suffixed.Ending], set[Span], float]]:
    labels = suffixed.suffix_labels()
    outside = (outside_texts(ner, name) for name in ("cluener", "msra"))
    for text in chain(gold_texts(gold), *outside):
        shaped, spans = shape(text.simplified), set(text.of(*_LABELS[text.source]))
        for ending in suffixed.endings(shaped, shaped):
            # CLUENER marks addresses as a whole, which we split.
            if text.source != "cluener" or labels[ending.suffix] != "PLACE":
                yield (shaped, ending), spans, _IMPORTANCE[text.source]


class _Choice:
    """A choice within groups of candidates, of which one or none is right."""

    def __init__(
        self, group: NDArray[np.int64], right: NDArray[np.float64], weight: NDArray[np.float64]
    ) -> None:
        self._group, self._right, self._weight = group, right, weight
        self._starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])

    def fit(self, table: csr_matrix) -> NDArray[np.float64]:
        """The weights, the bias last."""
        start = np.zeros(table.shape[1] + 1)
        transposed = table.T.tocsr()
        return minimize(
            self._loss, start, args=(table, transposed), jac=True, method="L-BFGS-B",
            options={"maxiter": _ROUNDS},
        ).x  # fmt: skip

    def _loss(
        self, weights: NDArray[np.float64], table: csr_matrix, transposed: csr_matrix
    ) -> tuple[float, NDArray[np.float64]]:
        scores = table @ weights[:-1] + weights[-1]
        highest = np.maximum(np.maximum.reduceat(scores, self._starts), 0)
        shares = np.exp(scores - highest[self._group])
        totals = np.add.reduceat(shares, self._starts) + np.exp(-highest)  # none of them: 0
        shares /= totals[self._group]
        chosen = np.add.reduceat(scores * self._right, self._starts)
        likelihood = (self._weight * (chosen - highest - np.log(totals))).sum()
        slope = self._weight[self._group] * (shares - self._right)
        penalty = 0.5 * weights[:-1] @ weights[:-1]
        return penalty - likelihood, np.r_[transposed @ slope + weights[:-1], slope.sum()]
