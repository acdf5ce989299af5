"""Annotated text for the name rules: simplified, with the spans of its names by label."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from training.tagger.data import read_lines

from newsparse.annotation import Article
from newsparse.lexicon import DATA
from newsparse.recognize.lexicons import load_gazetteer
from newsparse.recognize.person_evidence import surnames
from newsparse.text.simplify import simplify

Span = tuple[int, int]
_CHINESE_NAME = re.compile(r"[\u4e00-\u9fff]{2,3}")


@dataclass(frozen=True, slots=True)
class Text:
    """One annotated text.

    Attributes:
        source: "gold", or the name of the outside data set.
        simplified: the text in Simplified form.
        spans: where its names are, by the label that the source gives.
    """

    source: str
    simplified: str
    spans: dict[str, list[Span]]

    def of(self, *labels: str) -> list[Span]:
        """The spans of some labels, in order."""
        return sorted({span for label in labels for span in self.spans.get(label, ())})


def gold_texts(paths: Iterable[Path]) -> Iterator[Text]:
    """Articles in our own labels, as in corpus/gold; ``alt`` labels count as labels too."""
    for path in paths:
        for row in read_lines(path):
            article = Article(row["text"], region=row.get("region"))
            spans: dict[str, list[Span]] = {}
            for m in row["mentions"]:
                for label in {m["label"], *m.get("alt", ())}:
                    spans.setdefault(label, []).append((m["start"], m["end"]))
            yield Text("gold", article.simplified, spans)


def outside_texts(folder: Path, name: str) -> Iterator[Text]:
    """The sentences of ``NAME.train.jsonl.gz``, whose entities have offsets and labels."""
    for row in read_lines(folder / f"{name}.train.jsonl.gz"):
        spans: dict[str, list[Span]] = {}
        for e in row["entities"]:
            spans.setdefault(e["label"], []).append((e["start"], e["end"]))
        yield Text(name, row["text"], spans)


def chinese_names() -> list[str]:
    """Chinese personal names to put into articles: the managers of Taiwan's listed companies."""
    names = [entry.name for entry in load_gazetteer(DATA / "lexicons" / "managers_tw.csv")]
    return [name for name in simplify("\n".join(names)).split("\n") if is_chinese(name)]


def is_chinese(name: str) -> bool:
    """Whether it is a surname with one or two given characters."""
    return bool(_CHINESE_NAME.fullmatch(name)) and name[0] in surnames()


def with_other_people(text: Text, names: list[str]) -> Text:
    """The text with every Chinese personal name exchanged, one name for one name."""
    parts: list[str] = []
    moved: list[Span] = []
    exchanged: dict[str, str] = {}
    done = length = 0
    for start, end in text.of("PERSON"):
        if start < done:
            continue
        name = text.simplified[start:end]
        if is_chinese(name):
            name = exchanged.setdefault(name, random.choice(names))
        parts += (text.simplified[done:start], name)
        length += start - done
        moved.append((length, length + len(name)))
        length += len(name)
        done = end
    parts.append(text.simplified[done:])
    return Text("swapped", "".join(parts), {"PERSON": moved})
