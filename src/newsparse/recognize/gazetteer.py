"""Names known from lexicons: companies, bodies, places, people, products, job titles.

A lexicon is a CSV with the columns ``id,label,name,aliases`` (aliases joined by ``|``, either
script) and, optionally, ``weak``, ``region`` and ``codes``:

- ``weak``: those surfaces that are also ordinary words or parts of words (幸福, 大同, 統一). They
  count only with evidence: a stock code in brackets, 公司 or 集團 behind them, a title or a
  company's figure next to them, or another surface of the same entry in the article.
- ``coded``: those surfaces that count with the listed code only (机器人（300024）).
- ``region``: where the entry is at home. A short surface (up to three characters) is weak in the
  articles of another region: 万里石 in a Taiwanese article is hardly the listed company.
- ``codes``: further listed codes of the same company (2318.HK beside 601318.SH), joined by ``|``.

All surfaces of all rows go into one automaton; the leftmost longest wins, so 中石 is not found in
中石化. hidden_names.csv lists the ordinary words that straddle a surface (地铁 straddles 内地|铁),
where the name is not meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from newsparse.annotation import Article, Label, Mention
from newsparse.lexicon import read_table
from newsparse.recognize.lexicons import Entry, load_gazetteer, shipped_lexicons
from newsparse.recognize.name_evidence import (
    after_surname,
    before_surname,
    code_after,
    company_span,
    inside_latin_word,
    is_company,
    is_person,
)
from newsparse.recognize.positions import composed_titles, title_start
from newsparse.text.simplify import encodable, simplify

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

__all__ = ["Entry", "Gazetteer", "load_gazetteer"]

_PREFIX = "gazetteer:"
_HIDDEN = "lexicons/hidden_names.csv"
_LOOKAHEAD = 12  # characters behind a straddled surface in which another may end
_SHORT = 3  # surfaces up to this length are weak away from home: A-share 万里石 in a TW article
_NEIGHBOURS: tuple[Label, ...] = ("COMPANY", "ORG", "PERSON", "POSITION", "PLACE")


@dataclass(frozen=True, slots=True)
class _Sense:
    """One reading of a surface: the entry, and what evidence it needs."""

    entry: Entry
    weak: bool
    coded: bool
    short: bool

    def has_code(self, code: str) -> bool:
        """Whether this is the entry's listed code, written with leading zeros or without."""
        own = (self.entry.id, *self.entry.codes)
        return any(listed.partition(".")[0].lstrip("0") == code.lstrip("0") for listed in own)


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    sense: _Sense


class Gazetteer:
    """Recognizes the names of its lexicons.

    Args:
        paths: lexicon files; where two give the same surface, the earlier file comes first.
            By default those that come with the package.
        own: a user's lexicons, which come before them.

    Raises:
        DataFileError: a lexicon is wrong.

    Example:
        >>> gazetteer = Gazetteer()
        >>> mentions = gazetteer(Article("輝達執行長黃仁勳訪台灣"))
        >>> [(mention.text, mention.label, mention.rule) for mention in mentions]
        ... # doctest: +NORMALIZE_WHITESPACE
        [('輝達', 'COMPANY', 'gazetteer:nvidia'), ('執行長', 'POSITION', 'gazetteer:執行長'),
         ('黃仁勳', 'PERSON', 'gazetteer:jensen-huang'), ('台灣', 'PLACE', 'gazetteer:台灣')]
        >>> gazetteer.entry("gazetteer:nvidia").aliases[:2]
        ('英偉達', 'NVIDIA')
    """

    def __init__(
        self, paths: Iterable[Path | str] | None = None, *, own: Iterable[Path | str] = ()
    ) -> None:
        self._files = (
            tuple(map(Path, own)),
            tuple(shipped_lexicons() if paths is None else map(Path, paths)),
        )
        self._index = _index(*self._files)

    def __reduce__(self) -> tuple[object, ...]:
        own, paths = self._files
        return _rebuild, (paths, own)

    def entry(self, rule: str) -> Entry | None:
        """The entry behind a mention's rule; None if the rule is not ours."""
        return self._index.entries.get(rule.removeprefix(_PREFIX))

    def __call__(self, article: Article, /) -> list[Mention]:
        """The listed names in an article, in order and without overlaps."""
        text, home = article.simplified, article.home.region
        sure: list[_Hit] = []
        doubtful: list[_Hit] = []
        for start, end, senses in self._index.hits(text):
            if inside_latin_word(text, start, end):
                continue
            hit, is_sure = _choose(text, start, end, senses, home)
            (sure if is_sure else doubtful).append(hit)
        sure += _confirmed(text, doubtful, sure)
        return _mentions(article, sorted(sure, key=lambda hit: hit.start))


def _rebuild(paths: tuple[Path, ...], own: tuple[Path, ...]) -> Gazetteer:
    return Gazetteer(paths, own=own)


def _choose(
    text: str, start: int, end: int, senses: tuple[_Sense, ...], home: str
) -> tuple[_Hit, bool]:
    """The likeliest reading of one occurrence, and whether it needs no further evidence."""
    code = code_after(text, end)
    if code:
        for sense in senses:
            if sense.has_code(code):  # 南港（2101） the company, not the place
                return _Hit(start, end, sense), True
    if len(senses) > 1:  # 比亞迪 in a mainland article is the A share
        senses = tuple(sorted(senses, key=lambda s: s.entry.region not in ("", home)))
    for sense in senses:
        away = sense.short and sense.entry.region not in ("", home)
        named = end - start == 2 and sense.entry.label == "COMPANY" and after_surname(text, start)
        doubtful = sense.weak or sense.coded or away or named
        if not doubtful or (not sense.coded and _has_evidence(text, start, end, sense)):
            return _Hit(start, end, sense), True
    return _Hit(start, end, senses[0]), False


def _has_evidence(text: str, start: int, end: int, sense: _Sense) -> bool:
    match sense.entry.label:
        case "COMPANY":
            return is_company(text, start, end)
        case "PERSON":
            return is_person(text, start, end)
        case _:
            return False


def _confirmed(text: str, doubtful: list[_Hit], sure: list[_Hit]) -> Iterator[_Hit]:
    """The doubtful hits whose entry, or whose neighbour, the article makes sure of."""
    ids = {hit.sense.entry.id for hit in sure}
    edges = {hit.end for hit in sure if hit.sense.entry.label in _NEIGHBOURS}
    heads = {hit.start for hit in sure if hit.sense.entry.label == "PERSON"}
    for hit in doubtful:
        if hit.sense.entry.id in ids:
            if hit.sense.entry.label != "COMPANY" or not after_surname(text, hit.start):
                yield hit
        elif hit.sense.entry.label == "POSITION" and (
            hit.start in edges or hit.end in heads or before_surname(text, hit.end)
        ):
            yield hit


def _mentions(article: Article, hits: list[_Hit]) -> list[Mention]:
    text = article.simplified
    spans: list[tuple[int, int, Label, str]] = []
    for hit in hits:
        start, end, entry = hit.start, hit.end, hit.sense.entry
        if entry.label == "COMPANY":
            start, end = company_span(text, start, end)
        elif entry.label == "POSITION":
            start = title_start(text, start)
        spans.append((start, end, entry.label, _PREFIX + entry.id))
    spans += [(start, end, "POSITION", "position:composed") for start, end in composed_titles(text)]
    spans.sort(key=lambda span: (span[0], -span[1]))
    mentions: list[Mention] = []
    last = 0
    for start, end, label, rule in spans:
        if start >= last:
            mentions.append(Mention(start, end, label, article.text[start:end], rule))
            last = end
    return mentions


@dataclass(frozen=True, slots=True)
class _Index:
    """The automaton over all surfaces, and what each means."""

    automaton: AhoCorasick
    keys: list[str]
    senses: dict[str, tuple[_Sense, ...]]
    entries: dict[str, Entry]
    hidden: dict[str, list[tuple[int, str]]]  # surface → (offset, word) that straddles it

    def hits(self, text: str) -> Iterator[tuple[int, int, tuple[_Sense, ...]]]:
        """The leftmost longest surfaces that no ordinary word straddles, in order."""
        done = 0
        for start, end, key in self._found(text):
            if start >= done:
                for begin, done, inner in self._readings(text, start, end, key):
                    yield begin, done, self.senses[inner]

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        for pattern, start, end in self.automaton.find_matches_as_indexes(encodable(text)):
            yield start, end, self.keys[pattern]

    def _readings(
        self, text: str, start: int, end: int, key: str
    ) -> Iterator[tuple[int, int, str]]:
        """The surface itself; or, where a word straddles it, what is left: 中国 of 中国动力|电池."""
        if not self._straddled(text, start, key):
            yield start, end, key
            return
        shorter = (key[:length] for length in range(len(key) - 1, 1, -1))
        prefix = next(
            (k for k in shorter if k in self.senses and not self._straddled(text, start, k)), ""
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
        around = self.hidden.get(key)
        return around is not None and any(
            start + offset >= 0 and text.startswith(word, start + offset) for offset, word in around
        )


@cache
def _index(own: tuple[Path, ...], paths: tuple[Path, ...]) -> _Index:
    from ahocorasick_rs import AhoCorasick, MatchKind

    entries: dict[str, Entry] = {}
    senses: dict[str, tuple[_Sense, ...]] = {}
    owned: set[str] = set()  # a surface in a user's lexicon means that alone
    for place, path in enumerate((*own, *paths)):
        loaded = load_gazetteer(path)
        surfaces = [surface for entry in loaded for surface in entry.surfaces]
        keys = iter(simplify("\n".join(surfaces)).split("\n"))
        for entry in loaded:
            known = entries.get(entry.id)
            entries[entry.id] = _merged(known, entry) if known else entry
            for surface in entry.surfaces:
                key = next(keys)
                if key in owned:
                    continue
                short = bool(entry.region) and len(key) <= _SHORT
                sense = _Sense(entry, surface in entry.weak, surface in entry.coded, short)
                senses[key] = _joined(senses.get(key, ()), sense)
        if place < len(own):
            owned.update(senses)
    keys = list(senses)
    automaton = AhoCorasick(
        [encodable(key) for key in keys],
        matchkind=MatchKind.LeftmostLongest,
        store_patterns=False,
    )
    hidden = {
        key: [place for word in words.split("|") for place in _straddling(key, word)]
        for _, (key, words) in read_table(_HIDDEN, ("name", "words"))
        if key in senses
    }
    return _Index(automaton, keys, senses, entries, hidden)


def _straddling(key: str, word: str) -> Iterator[tuple[int, str]]:
    """How the word can overlap the surface and go beyond it: its offsets from the surface."""
    for offset in range(1 - len(word), len(key)):
        overlap = slice(max(0, offset), max(0, min(len(key), offset + len(word))))
        beyond = offset < 0 or offset + len(word) > len(key)
        if beyond and key[overlap] == word[overlap.start - offset : overlap.stop - offset]:
            yield offset, word


def _merged(known: Entry, more: Entry) -> Entry:
    """One entry from two files' rows with the same id, the earlier name kept."""
    surfaces = dict.fromkeys((*known.surfaces, *more.surfaces))
    return replace(
        known,
        aliases=tuple(surfaces)[1:],
        region=known.region or more.region,
        codes=tuple(dict.fromkeys((*known.codes, *more.codes))),
    )


def _joined(senses: tuple[_Sense, ...], more: _Sense) -> tuple[_Sense, ...]:
    """The readings of a surface with one more.

    Of two rows with one id, a row with a region vouches for the surface in that region: 統一 is
    weak among the short names of all regions, but not in the list of Taiwan.
    """
    for place, sense in enumerate(senses):
        if sense.entry.id == more.entry.id:
            better = (sense.weak or sense.coded) and not (more.weak or more.coded)
            return (*senses[:place], more, *senses[place + 1 :]) if better else senses
    return (*senses, more)
