"""Annotated and plain text as the network's examples."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from training.tagger.swap import Mark, Names, swapped

from newsparse.annotation import NAME_LABELS, Article, Label
from newsparse.recognize.gazetteer import Gazetteer
from newsparse.recognize.tagger import TAGS, features
from newsparse.text.segment import split_sentences
from newsparse.text.simplify import simplify

LONGEST = 220  # characters per example
_PLACES = "BIES"

# What each set annotates, in our labels; what it leaves out may be anywhere.
_SETS: dict[str, tuple[int, dict[str, tuple[Label, ...]], tuple[Label, ...]]] = {
    "cluener": (
        1,
        {"name": ("PERSON",), "company": ("COMPANY",), "organization": ("ORG",),
         "government": ("ORG",), "position": ("POSITION",), "address": ("PLACE",),
         "scene": ("PLACE",), "book": ("PRODUCT",), "game": ("PRODUCT",), "movie": ("PRODUCT",)},
        (),
    ),
    "msra": (
        2,
        {"PER": ("PERSON",), "LOC": ("PLACE",), "ORG": ("COMPANY", "ORG")},
        ("PRODUCT", "POSITION"),
    ),
    "resume": (
        3,
        {"NAME": ("PERSON",), "TITLE": ("POSITION",), "ORG": ("COMPANY", "ORG")},
        ("PLACE", "PRODUCT"),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    """A stretch of simplified text with the tags its annotation allows.

    Attributes:
        source: 0 for gold in our own labels, else the number of the outside data set.
        inputs: what ``newsparse.recognize.tagger.features`` makes of it.
        allowed: one row per character, one column per tag.
    """

    source: int
    inputs: dict[str, NDArray[Any]]
    allowed: NDArray[np.bool_]


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a .jsonl or .jsonl.gz file."""
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else open(path, encoding="utf-8") as lines
    ):
        yield from map(json.loads, lines)


def outside_examples(folder: Path, listed: Gazetteer, names: Names) -> Iterator[Example]:
    """The sentences of every outside set found in a folder (``NAME.train.jsonl.gz``).

    Those with names come once more with other names in them.
    """
    for name, (source, labels, unknown) in _SETS.items():
        path = folder / f"{name}.train.jsonl.gz"
        if not path.exists():
            continue
        for row in read_lines(path):
            text = simplify(row["text"])[:LONGEST]
            marks: list[Mark] = [
                (e["start"], e["end"], labels[e["label"]], False)
                for e in row["entities"]
                if e["label"] in labels and e["end"] <= len(text)
            ]
            if text:
                yield _example(source, text, allowed_tags(text, marks, unknown), listed)
            other, moved = swapped(text, marks, names)
            if other != text:
                yield _example(source, other, allowed_tags(other, moved, unknown), listed)


def outside_texts(folder: Path) -> list[str]:
    """The sentences of the outside sets, simplified."""
    paths = (folder / f"{name}.train.jsonl.gz" for name in _SETS)
    return [simplify(row["text"]) for path in paths if path.exists() for row in read_lines(path)]


def outside_names(folder: Path) -> Iterator[tuple[str, str]]:
    """The names in the outside sets whose label is certain: (surface, label)."""
    for name, (_, labels, _) in _SETS.items():
        path = folder / f"{name}.train.jsonl.gz"
        if path.exists():
            for row in read_lines(path):
                for entity in row["entities"]:
                    known = labels.get(entity["label"], ())
                    if len(known) == 1:
                        yield entity["text"], known[0]


def gold_examples(path: Path, listed: Gazetteer, names: Names, swaps: int) -> Iterator[Example]:
    """Gold articles in our own labels, cut at sentence ends; each also with swapped names.

    Args:
        path: gold articles.
        listed: what the lists know.
        names: names to swap in.
        swaps: versions of each article beside the one as published.
    """
    for row in read_lines(path):
        article = Article(row["text"], region=row.get("region"))
        marks: list[Mark] = [
            (m["start"], m["end"], (m["label"], *m.get("alt", ())), m.get("optional", False))
            for m in row["mentions"]
            if m["label"] in NAME_LABELS
        ]
        versions = [(article.simplified, marks)]
        versions += (swapped(article.simplified, marks, names) for _ in range(swaps))
        for text, moved in versions:
            allowed = allowed_tags(text, moved, ())
            for start, end in _chunks(split_sentences(text)):
                yield _example(0, text[start:end], allowed[start:end], listed)


def allowed_tags(
    text: str,
    marks: Iterable[tuple[int, int, Sequence[str], bool]],
    unknown: Sequence[Label],
) -> NDArray[np.bool_]:
    """Which tags each character may have.

    Args:
        text: the text.
        marks: start, end, possible labels, and whether it may as well be no name at all.
        unknown: labels the data set does not annotate.
    """
    allowed = np.zeros((len(text), len(TAGS)), np.bool_)
    allowed[:, 0] = True
    for label in unknown:
        allowed[:, [TAGS.index(f"{place}-{label}") for place in _PLACES]] = True
    for start, end, labels, optional in marks:
        places = "S" if end - start == 1 else "B" + "I" * (end - start - 2) + "E"
        allowed[start:end] = False
        allowed[start:end, 0] = optional
        for offset, place in enumerate(places):
            for label in labels:
                if label in NAME_LABELS:
                    allowed[start + offset, TAGS.index(f"{place}-{label}")] = True
    return allowed


def read_news(paths: Iterable[Path], without: Path | None) -> list[str]:
    """Simplified plain articles (title, line end, text), less those of the file ``without``."""
    held_out = {simplify(r["text"].partition("\n")[2])[:40] for r in read_lines(without)} \
        if without else set()  # fmt: skip
    texts = []
    for path in sorted(paths):
        config = "tw2s" if "_tw" in path.name else "hk2s" if "_hk" in path.name else "t2s"
        for row in read_lines(path):
            body = simplify(row["text"], config)
            if body[:40] not in held_out:
                texts.append(simplify(row.get("title") or "", config) + "\n" + body)
    return texts


def read_alphabet(texts: Iterable[str], at_least: int = 5) -> str:
    """The characters of some texts, most frequent first."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(text)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "".join(character for character, n in ranked if n >= at_least)


def _example(source: int, text: str, allowed: NDArray[np.bool_], gazetteer: Gazetteer) -> Example:
    return Example(source, features(text, gazetteer.possible(text)), allowed)


def _chunks(sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Neighbouring sentences together, up to about LONGEST characters."""
    start = end = None
    for sentence_start, sentence_end in sentences:
        if start is None or end is None:
            start, end = sentence_start, sentence_end
        elif sentence_end - start <= LONGEST:
            end = sentence_end
        else:
            yield start, min(end, start + LONGEST)
            start, end = sentence_start, sentence_end
    if start is not None and end is not None:
        yield start, min(end, start + LONGEST)
