"""How well a network finds the names of articles that it does not learn from."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from torch import Tensor

from newsparse.annotation import NAME_LABELS
from newsparse.recognize.tagger import Tagging


def agreement(scores: Tensor, described: Path) -> str:
    """F1 by exact span and label, of all names and of each label.

    Args:
        scores: log-probabilities of the tags of all held articles, end to end.
        described: held.json, the size and the names of each article.
    """
    held = json.loads(described.read_text("utf-8"))
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    articles = scores.float().cpu().split(held["sizes"])
    for article, names in zip(articles, held["names"], strict=True):
        found = set(Tagging(article.numpy()).spans([(0, len(article))]))
        for start, end, labels, optional in names:
            kinds = {(start, end, label) for label in labels} & found
            found -= kinds
            if optional:
                found = {name for name in found if name[1] <= start or end <= name[0]}
            elif kinds:
                right[labels[0]] += 1
            else:
                missed[labels[0]] += 1
        wrong.update(label for _, _, label in found)
    parts = []
    for kinds in (NAME_LABELS, *((label,) for label in NAME_LABELS)):
        hits = 2 * sum(right[k] for k in kinds)
        total = hits + sum(wrong[k] + missed[k] for k in kinds)
        parts.append(f"{kinds[0] if len(kinds) == 1 else 'all'} {hits / max(total, 1):.3f}")
    return "  ".join(parts)
