"""Weights of the evidence for personal names: Chinese names and transliterations."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from training.names.examples import (
    Span,
    Text,
    chinese_names,
    gold_texts,
    outside_texts,
    with_other_people,
)
from training.names.weights import fit, pieces, write

from newsparse.recognize import person_evidence as people
from newsparse.recognize.scores import PAD, shape

_LABELS = ("PERSON", "PER", "NAME", "name")
# How much an example counts: the outside sets are larger, older, and no business news.
_IMPORTANCE = {"gold": 6.0, "swapped": 1.0, "cluener": 1.0, "resume": 0.5, "msra": 0.5}
_SWAPS = 3  # versions of each article with other people in it
# 欧阳知夏: a compound surname with two given characters is rarer in the data than in life.
_COMPOUND, _COMPOUND_BONUS = "N22", 1.2
_NEVER, _WEIGHED = 150, 40  # occurrences that tell how a character is used
_DOT = re.compile(r"\s*[·•‧・․－-]\s*")
_HAN = re.compile("[\u4e00-\u9fff]+")
_SPELLING, _SPELLING_SHARE = 4, 0.006  # a character spells names if it often does, also relatively
_BEGIN_LIKE_SURNAMES = "马普索阿巴"  # 马克龙, though 马 is a surname


def chinese(gold: list[Path], ner: Path, out: Path) -> str:
    """Learn ``name_chinese.csv``; returns a line to report."""
    names = chinese_names()
    texts = [*_chinese_texts(gold, ner, names)]
    background: Counter[str] = Counter()
    given: set[str] = set("".join(name[1:] for name in names))
    for text in texts:
        background.update(text.simplified)
        for start, end in text.of(*_LABELS):
            if 2 <= end - start <= 4:
                given.update(text.simplified[start + 1 : end])
    han = [c for c in sorted(background) if "\u4e00" <= c <= "\u9fff"]
    never = frozenset(c for c in han if background[c] >= _NEVER and c not in given)
    weighed = frozenset(c for c in han if background[c] >= _WEIGHED and c in given)
    examples: list[list[str]] = []
    right: list[bool] = []
    importance: list[float] = []
    for text in texts:
        shaped, spans = shape(text.simplified), set(text.of(*_LABELS))
        for start, body, end in people.chinese_candidates(shaped, (weighed, never)):
            own = people.chinese_evidence(shaped[start:body], shaped[body:end], weighed)
            context = people.context_keys(shaped, start, end)
            examples.append(own + pieces(people.CONTEXT, context))
            right.append((start - len(PAD), end - len(PAD)) in spans)
            importance.append(_IMPORTANCE[text.source])
    weights, bias = fit(examples, right, importance)
    weights[_COMPOUND] = weights.get(_COMPOUND, 0.0) + _COMPOUND_BONUS
    weights |= dict.fromkeys((f"X{c}" for c in sorted(never)), 0.0)
    used = {p for found, is_name in zip(examples, right, strict=True) if is_name for p in found}
    kept = {p for p in weights if p[0] == "X" or (p[0] in "MEO" and p in used)}
    what = "what: evidence for Chinese personal names (recognize/person_evidence.py)"
    count = write(out / "name_chinese.csv", what, weights, bias, kept)
    return f"{len(examples)} candidates, {sum(right)} names, {count} weights"


def _chinese_texts(gold: list[Path], ner: Path, names: list[str]) -> Iterator[Text]:
    own = list(gold_texts(gold))
    yield from own
    for _ in range(_SWAPS):
        for text in own:
            if text.of("PERSON"):
                yield with_other_people(text, names)
    for name in ("cluener", "resume", "msra"):
        yield from outside_texts(ner, name)


def foreign(gold: list[Path], ner: Path, out: Path) -> str:
    """Learn ``name_foreign.csv``; returns a line to report."""
    texts = [*gold_texts(gold), *outside_texts(ner, "cluener"), *outside_texts(ner, "msra")]
    spelled: Counter[str] = Counter()
    background: Counter[str] = Counter()
    for text in texts:
        background.update(text.simplified)
        for span in text.of(*_LABELS):
            parts = list(_parts(text.simplified, span))
            for start, end in parts:
                part = text.simplified[start:end]
                if _HAN.fullmatch(part) and (len(parts) > 1 or _is_foreign(part)):
                    spelled.update(part)
    spelling = sorted(
        c for c, n in spelled.items()
        if n >= _SPELLING and n / background[c] > _SPELLING_SHARE
    )  # fmt: skip
    run = re.compile(f"[{''.join(spelling)}]{{2,}}")
    examples: list[list[str]] = []
    right: list[bool] = []
    importance: list[float] = []
    for text in texts:
        shaped = shape(text.simplified)
        spans = {part for span in text.of(*_LABELS) for part in _parts(text.simplified, span)}
        for start, end in people.foreign_candidates(shaped, run):
            own = people.foreign_evidence(shaped[start:end])
            context = people.context_keys(shaped, start, end)
            examples.append(own + pieces(people.CONTEXT, context))
            right.append((start - len(PAD), end - len(PAD)) in spans)
            importance.append(_IMPORTANCE[text.source])
    weights, bias = fit(examples, right, importance)
    kept = {f"I{c}" for c in spelling}
    weights = dict.fromkeys(sorted(kept), 0.0) | weights
    what = "what: evidence for transliterated personal names (recognize/person_evidence.py)"
    count = write(out / "name_foreign.csv", what, weights, bias, kept)
    return f"{len(examples)} candidates, {sum(right)} names, {count} weights"


def _parts(text: str, span: Span) -> Iterator[Span]:
    """瑞安·科恩: 瑞安 and 科恩."""
    start, end = span
    for dot in _DOT.finditer(text, start, end):
        yield start, dot.start()
        start = dot.end()
    yield start, end


def _is_foreign(name: str) -> bool:
    own = name[0] in people.surnames()
    return len(name) >= 4 or (len(name) >= 2 and not own) or (
        len(name) == 3 and name[0] in _BEGIN_LIKE_SURNAMES
    )  # fmt: skip


def seed(number: int) -> None:
    """Make the exchanged names the same in every run."""
    random.seed(number)
