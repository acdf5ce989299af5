"""All surfaces of the name lexicons in one automaton, and what each of them means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, reduce
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from newsparse.garbage import loading
from newsparse.lexicon import read_table
from newsparse.recognize.lexicons import Entry, Row, entry_of, read_lexicon
from newsparse.text.simplify import encodable, simplify

_HIDDEN = "lexicons/hidden_names.csv"
_LOOKAHEAD = 12  # characters behind a straddled surface in which another may end
_SHORT = 3  # surfaces up to this length are weak away from home: A-share 万里石 in a TW article
# 台北|市长, but 台北市|长期
_NO_TITLE = frozenset(f"长{c}" for c in "期远途线短久大假达江城安春沙三征")


class Sense(NamedTuple):
    """One reading of a surface: the entry, and what evidence it needs."""

    entry: Entry
    weak: bool
    coded: bool
    short: bool

    def has_code(self, code: str) -> bool:
        """Whether this is the entry's listed code, written with leading zeros or without."""
        own = (self.entry.id, *self.entry.codes)
        return any(listed.partition(".")[0].lstrip("0") == code.lstrip("0") for listed in own)


class Meaning(NamedTuple):
    """What a surface may mean.

    Args:
        senses: its readings, in order of precedence.
        entries: the entry of each.
        weak: none of them stands without evidence.
    """

    senses: tuple[Sense, ...]
    entries: tuple[Entry, ...]
    weak: bool


_Match = tuple[int, int, int]  # number of the surface, start, end


def _leftmost_longest(match: _Match) -> tuple[int, int]:
    return match[1], -match[2]


NameHit = tuple[int, int, Meaning]  # start, end, what the surface may mean


@dataclass(frozen=True, slots=True)
class NameIndex:
    """The automaton over all surfaces, and what each means."""

    automaton: AhoCorasick
    keys: tuple[str, ...]
    rows: dict[str, Row]  # surface → the first row that has it
    more: dict[str, list[Row]]  # surface → the other rows, of those few that stand in several
    by_id: tuple[dict[str, Row], ...]  # the rows of each file
    hidden: dict[str, str]  # surface → the words, joined by |, that straddle it
    meanings: dict[str, Meaning] = field(default_factory=dict)  # of the surfaces met so far
    entries: dict[str, Entry] = field(default_factory=dict)  # of the ids asked for so far

    def entry(self, key: str) -> Entry | None:
        """The entry with an id, from all its rows."""
        if key not in self.entries:
            rows = [rows[key] for rows in self.by_id if key in rows]
            if not rows:
                return None
            self.entries[key] = reduce(_merged, map(entry_of, rows))
        return self.entries[key]

    def hits(self, text: str) -> Iterator[NameHit]:
        """The leftmost longest surfaces that no ordinary word straddles, in order."""
        done = 0
        for start, end, key in self._found(text):
            if start < done:
                continue
            if not self._straddled(text, start, key):
                done = end
                yield start, end, self.meanings.get(key) or self._meaning(key)
                continue
            for begin, done, inner in self._readings(text, start, end, key):
                yield begin, done, self.meanings.get(inner) or self._meaning(inner)

    def _meaning(self, key: str) -> Meaning:
        """What a surface may mean, when it is first met: most of them never are."""
        senses: tuple[Sense, ...] = ()
        for entry in map(entry_of, (self.rows[key], *self.more.get(key, ()))):
            short = bool(entry.region) and len(key) <= _SHORT
            for surface in entry.surfaces:
                if simplify(surface) == key:
                    weak, coded = surface in entry.weak, surface in entry.coded
                    senses = _joined(senses, Sense(entry, weak, coded, short))
        weak = all(sense.weak or sense.coded for sense in senses)
        meaning = Meaning(senses, tuple(sense.entry for sense in senses), weak)
        self.meanings[key] = meaning
        return meaning

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        # The automaton's own search for the longest takes three times as long to build.
        found = self.automaton.find_matches_as_indexes(encodable(text), overlapping=True)
        done = 0
        for pattern, start, end in sorted(found, key=_leftmost_longest):
            if start >= done:
                done = end
                yield start, end, self.keys[pattern]

    def _readings(
        self, text: str, start: int, end: int, key: str
    ) -> Iterator[tuple[int, int, str]]:
        """What is left of a straddled surface: 中国 of 中国动力 in 中国动力电池."""
        shorter = (key[:length] for length in range(len(key) - 1, 1, -1))
        prefix = next(
            (k for k in shorter if k in self.rows and not self._straddled(text, start, k)), ""
        )
        if prefix:
            yield start, start + len(prefix), prefix
        begin = start + max(len(prefix), 1)
        for inner, stop, found in self._found(text[begin : end + _LOOKAHEAD]):
            if begin + inner >= end:
                return
            if not self._straddled(text, begin + inner, found):
                yield begin + inner, begin + stop, found

    def _straddled(self, text: str, start: int, key: str) -> bool:
        end = start + len(key)
        if text.startswith("长", end) and key[-1] + "长" in self.rows:
            return text[end : end + 2] not in _NO_TITLE
        words = self.hidden.get(key)
        return words is not None and any(
            start + offset >= 0 and text.startswith(word, start + offset)
            for offset, word in _straddling(key, words)
        )


@cache
@loading()
def name_index(own: tuple[Path, ...], paths: tuple[Path, ...]) -> NameIndex:
    """The index over a user's lexicons and others, built once per set of files."""
    rows: dict[str, Row] = {}
    more: dict[str, list[Row]] = {}
    owned: frozenset[str] = frozenset()  # a surface in a user's lexicon means that alone
    files: list[dict[str, Row]] = []
    for place, path in enumerate((*own, *paths)):
        by_id, keys_of_each = read_lexicon(path)
        files.append(by_id)
        for row, keys in zip(by_id.values(), keys_of_each, strict=True):
            for key in keys:
                known = rows.setdefault(key, row)
                if known is not row and key not in owned:
                    others = more.setdefault(key, [])
                    if not others or others[-1] is not row:
                        others.append(row)
        if place < len(own):
            owned = frozenset(rows)
    surfaces = tuple(rows)
    automaton = AhoCorasick(encodable("\n".join(surfaces)).split("\n"), store_patterns=False)
    hidden = {name: words for _, (name, words) in read_table(_HIDDEN, ("name", "words"))}
    return NameIndex(automaton, surfaces, rows, more, tuple(files), hidden)


@cache
def _straddling(key: str, words: str) -> tuple[tuple[int, str], ...]:
    """How words can overlap the surface and go beyond it: their offsets from the surface."""
    found: list[tuple[int, str]] = []
    for word in words.split("|"):
        for offset in range(1 - len(word), len(key)):
            overlap = slice(max(0, offset), max(0, min(len(key), offset + len(word))))
            beyond = offset < 0 or offset + len(word) > len(key)
            if beyond and key[overlap] == word[overlap.start - offset : overlap.stop - offset]:
                found.append((offset, word))
    return tuple(found)


def _merged(known: Entry, more: Entry) -> Entry:
    """One entry from two files' rows with the same id, the earlier name kept."""
    surfaces = dict.fromkeys((*known.surfaces, *more.surfaces))
    return known._replace(
        aliases=tuple(surfaces)[1:],
        region=known.region or more.region,
        codes=tuple(dict.fromkeys((*known.codes, *more.codes))),
    )


def _joined(senses: tuple[Sense, ...], more: Sense) -> tuple[Sense, ...]:
    """The readings of a surface with one more.

    Of two rows with one id, a row with a region vouches for the surface in that region: 統一 is
    weak among the short names of all regions, but not in the list of Taiwan.
    """
    for place, sense in enumerate(senses):
        if sense.entry.id == more.entry.id:
            better = (sense.weak or sense.coded) and not (more.weak or more.coded)
            return (*senses[:place], more, *senses[place + 1 :]) if better else senses
    return (*senses, more)
