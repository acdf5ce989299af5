"""Annotated and plain text as the network's examples."""

from __future__ import annotations

import gzip
import json
import re
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
from newsparse.recognize.tag_paths import TAGS
from newsparse.recognize.tagger import features
from newsparse.text.simplify import simplify

LONGEST = 220  # characters of an outside sentence
_PLACES = "BIES"
_MARKED: dict[str, Label] = {
    "P": "PERSON", "C": "COMPANY", "O": "ORG", "L": "PLACE", "D": "PRODUCT", "T": "POSITION",
}  # fmt: skip
_MARK = re.compile(r"\[([PCOLDT]):([^\[\]]+)\]")

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


def gold_rows(path: Path, news: Path | None = None) -> Iterator[dict[str, Any]]:
    """Gold articles of a file, or of the .jsonl files of a folder.

    Args:
        path: .jsonl of articles with ``text`` and ``mentions``; or of annotations without it, by
            ``id``, ``names`` and ``optional`` (both label → surfaces; label ANY where it was left
            open), where every occurrence counts, of the longest that is there; or .txt with a
            sentence in each line and its names marked: [P:努尔哈赤]从[L:沈阳]出兵.
        news: folder of .jsonl.gz files that have the articles annotated without text.

    Raises:
        ValueError: an annotated article is not in ``news``.
    """
    for file in sorted(path.glob("*.jsonl")) if path.is_dir() else [path]:
        rows = list(_marked(file) if file.suffix == ".txt" else read_lines(file))
        if all("text" in row for row in rows):
            yield from rows
        elif news is None:
            raise ValueError(f"{file} has no text; name the folder of its articles (--news)")
        else:
            yield from _annotated(file, rows, news)


def _marked(path: Path) -> Iterator[dict[str, Any]]:
    """The sentences of a file, without the marks of their names."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        text, at = "", 0
        found = []
        for mark in _MARK.finditer(line):
            text += line[at : mark.start()]
            place = {"start": len(text), "end": len(text) + len(mark[2]), "text": mark[2]}
            found.append({**place, "label": _MARKED[mark[1]], "entity": None})
            text, at = text + mark[2], mark.end()
        yield {"id": f"{path.stem}-{number}", "text": text + line[at:], "mentions": found}


def _annotated(
    path: Path, annotations: list[dict[str, Any]], news: Path
) -> Iterator[dict[str, Any]]:
    rows = {row["id"]: row for row in annotations}
    for file in sorted(news.glob("*.jsonl.gz")):
        for article in read_lines(file):
            if row := rows.pop(article["id"], None):
                parts = (article.get("title") or "", article["text"])
                text = "\n".join(filter(None, parts))
                region = next(r for r in ("tw", "hk", "cn") if f"_{r}." in file.name).upper()
                found = {"region": region, "text": text, "mentions": _occurrences(text, row)}
                yield {"id": row["id"], "published": row["published"], **found}
    if rows:
        raise ValueError(f"{news} lacks {len(rows)} articles of {path}: {', '.join(rows)}")


def _occurrences(text: str, row: dict[str, Any]) -> list[dict[str, Any]]:
    """Where the annotated names of an article stand in it."""
    kinds = {
        surface: (label, key == "optional")
        for key in ("optional", "names")
        for label, surfaces in row[key].items()
        for surface in surfaces
    }
    longest_first = sorted(kinds, key=len, reverse=True)
    found = []
    for match in re.finditer("|".join(map(re.escape, longest_first)), text) if kinds else ():
        label, optional = kinds[match[0]]
        first, *others = NAME_LABELS if label == "ANY" else (label,)
        place = {"start": match.start(), "end": match.end(), "text": match[0]}
        kind = {"label": first, "alt": others, "optional": optional}
        found.append({**place, **kind, "entity": None})
    return found


def gold_examples(
    rows: Iterable[dict[str, Any]], listed: Gazetteer, names: Names, swaps: int
) -> Iterator[Example]:
    """Gold articles in our own labels, each also with swapped names.

    Args:
        rows: gold articles.
        listed: what the lists know.
        names: names to swap in.
        swaps: versions of each article beside the one as published.
    """
    for row in rows:
        article = Article(row["text"], region=row.get("region"))
        marks: list[Mark] = [
            (m["start"], m["end"], (m["label"], *m.get("alt", ())), m.get("optional", False))
            for m in row["mentions"]
            if m["label"] in NAME_LABELS
        ]
        versions = [(article.simplified, marks)]
        versions += (swapped(article.simplified, marks, names) for _ in range(swaps))
        for text, moved in versions:
            yield _example(0, text, allowed_tags(text, moved, ()), listed)


def news_examples(texts: Iterable[str], listed: Gazetteer) -> Iterator[Example]:
    """Plain articles, about whose names nothing is known."""
    for text in texts:
        yield _example(0, text, np.zeros((len(text), len(TAGS)), np.bool_), listed)


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
            for kind in labels:
                if kind in NAME_LABELS:
                    allowed[start + offset, TAGS.index(f"{place}-{kind}")] = True
    return allowed


def read_news(folder: Path, without: Iterable[str]) -> list[str]:
    """Simplified plain articles (title, line end, text), less some, known by their lines."""
    held_out = {_beginning(line) for text in without for line in text.splitlines()}
    texts: list[str] = []
    for path in sorted(folder.glob("*.jsonl.gz")):
        config = "tw2s" if "_tw" in path.name else "hk2s" if "_hk" in path.name else "t2s"
        texts += (
            simplify(f"{row.get('title') or ''}\n{row['text']}", config)
            for row in read_lines(path)
            if _beginning(row["text"]) not in held_out
        )
    return texts


def _beginning(text: str) -> str:
    return simplify(text.lstrip().partition("\n")[0][:40])


def read_alphabet(texts: Iterable[str], at_least: int = 5) -> str:
    """The characters of some texts, most frequent first."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(text)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "".join(character for character, n in ranked if n >= at_least)


def _example(source: int, text: str, allowed: NDArray[np.bool_], listed: Gazetteer) -> Example:
    """An example; a line end, about which nothing is known, parts it from the next."""
    border = np.zeros((1, len(TAGS)), np.bool_)
    inputs = features(text + "\n", listed.possible(text))
    return Example(source, inputs, np.concatenate((allowed, border)))
