"""The simplified key of a text, same length as the text.

The dictionaries are those of opencc-python-reimplemented (``t2s``, ``tw2s``, ``hk2s``) with the
entries of ``data/text/opencc_overlay.csv`` laid over them; they are compiled once per config. A
config is a chain of stages (regional variants, then Traditional to Simplified). In each stage a
phrase beats a character and a longer phrase beats a shorter one anywhere in the text, the left one
of two equally long ones: the package's own rule, kept exactly.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from newsparse.errors import DataFileError
from newsparse.text.characters import TABLE, CharacterMap

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

CONFIGS = ("t2s", "tw2s", "hk2s")
_OVERLAY = "data/text/opencc_overlay.csv"
_SURROGATE = re.compile("[\ud800-\udfff]")


def simplify(text: str, config: str = "t2s") -> str:
    """The Simplified matching key of a text: character for character, so offsets stay.

    Args:
        text: any string, in either script; lone surrogates pass through unchanged.
        config: "t2s", "tw2s" (Taiwan's standard characters) or "hk2s" (Hong Kong's).

    Raises:
        ValueError: unknown config.

    Example:
        >>> simplify("歐洲啟動專著計畫", "tw2s")
        '欧洲启动专著计划'
        >>> simplify("乾淨的乾隆年間")
        '干净的乾隆年间'
    """
    if text.isascii():
        return text
    for stage in _stages(config):
        text = stage.convert(text)
    return text


def encodable(text: str) -> str:
    r"""The text with lone surrogates replaced one for one: they have no UTF-8 form.

    For the automata, which match over UTF-8 and raise UnicodeEncodeError otherwise.

    Example:
        >>> encodable("a\ud800b")
        'a�b'
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    return text


def traditional_characters() -> dict[str, str]:
    """Traditional characters with their Simplified forms."""
    return _dictionary("TSCharacters")


@dataclass(frozen=True, slots=True)
class _Stage:
    characters: CharacterMap
    phrases: AhoCorasick
    replacements: list[str]

    def convert(self, text: str) -> str:
        out = self.characters(text)
        hits = self.phrases.find_matches_as_indexes(encodable(text), overlapping=True)
        if not hits:
            return out
        pieces: list[str] = []
        done = 0
        for which, start, end in _longest_first(hits):
            pieces += (out[done:start], self.replacements[which])
            done = end
        pieces.append(out[done:])
        return "".join(pieces)


def _longest_first(hits: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    if all(a[2] <= b[1] for a, b in pairwise(hits)):
        return hits
    taken: set[int] = set()
    chosen = []
    for hit in sorted(hits, key=lambda hit: (hit[1] - hit[2], hit[1])):
        span = range(hit[1], hit[2])
        if taken.isdisjoint(span):
            taken.update(span)
            chosen.append(hit)
    return sorted(chosen, key=lambda hit: hit[1])


@cache
def _stages(config: str) -> tuple[_Stage, ...]:
    if config not in CONFIGS:
        raise ValueError(f"unknown config {config!r}. Use one of {', '.join(CONFIGS)}.")
    return tuple(_stage(names) for names in _chain(config))


@cache
def _stage(names: tuple[str, ...]) -> _Stage:
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    entries: dict[str, str] = {}
    for name in reversed(names):  # the first dictionary of a group wins
        entries |= _dictionary(name)
    # Characters beyond the table go with the phrases, as the shortest of them.
    single = {k: v for k, v in entries.items() if len(k) == 1 and max(ord(k), ord(v)) < TABLE}
    phrases = {k: v for k, v in entries.items() if k not in single}
    automaton = AhoCorasick(
        list(phrases), matchkind=MatchKind.Standard, implementation=Implementation.DFA
    )
    return _Stage(CharacterMap(single), automaton, list(phrases.values()))


def _chain(config: str) -> list[tuple[str, ...]]:
    """The dictionary names of each stage; every config of ours is a chain of groups."""
    text = (files("opencc") / "config" / f"{config}.json").read_text("utf-8")
    chain: list[dict[str, Any]] = json.loads(text)["conversion_chain"]
    return [
        tuple(entry["file"].removesuffix(".txt") for entry in link["dict"]["dicts"])
        for link in chain
    ]


@cache
def _dictionary(name: str) -> dict[str, str]:
    """One dictionary of the package, with our overlay laid over it."""
    text = (files("opencc") / "dictionary" / f"{name}.txt").read_text("utf-8")
    entries = {}
    for line in text.splitlines():
        key, values = line.split("\t")
        entries[key] = values.split(" ", 1)[0]
    for key, value in _overlay().get(name, {}).items():
        if value:
            entries[key] = value
        else:
            entries.pop(key, None)
    return entries


@cache
def _overlay() -> dict[str, dict[str, str]]:
    overlay: dict[str, dict[str, str]] = {}
    for line, (dictionary, key, value) in _overlay_rows():
        if value and len(value) != len(key):
            raise DataFileError(
                _OVERLAY,
                f"{key} > {value} changes the length",
                "Key and value must have the same number of characters",
                line=line,
            )
        overlay.setdefault(dictionary, {})[key] = value
    return overlay


def _overlay_rows() -> Iterator[tuple[int, list[str]]]:
    lines = (files("newsparse") / _OVERLAY).read_text("utf-8").splitlines()
    rows = ((n, line) for n, line in enumerate(lines, 1) if line and not line.startswith("#"))
    next(rows)  # column names
    for number, line in rows:
        yield number, next(csv.reader([line]))
