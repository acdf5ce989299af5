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
from pathlib import Path
from typing import NamedTuple

from newsparse.annotation import Article, Label, Mention
from newsparse.recognize.lexicons import Entry, Listed, load_gazetteer, shipped_lexicons
from newsparse.recognize.name_evidence import (
    after_surname,
    before_surname,
    code_after,
    company_span,
    inside_latin_word,
    is_company,
    is_person,
)
from newsparse.recognize.name_index import NameHit, Sense, name_index
from newsparse.recognize.positions import composed_titles, title_start

__all__ = ["Entry", "Gazetteer", "load_gazetteer"]

_PREFIX = "gazetteer:"
_NEIGHBOURS: tuple[Label, ...] = ("COMPANY", "ORG", "PERSON", "POSITION", "PLACE")


class _Hit(NamedTuple):
    start: int
    end: int
    sense: Sense


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
         ('黃仁勳', 'PERSON', 'gazetteer:jensen-huang'), ('台灣', 'PLACE', 'gazetteer:taiwan')]
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
        self._index = name_index(*self._files)

    def __reduce__(self) -> tuple[object, ...]:
        own, paths = self._files
        return _rebuild, (paths, own)

    def entry(self, rule: str) -> Entry | None:
        """The entry behind a mention's rule; None if the rule is not ours."""
        return self._index.entry(rule.removeprefix(_PREFIX))

    def possible(self, text: str) -> Iterator[Listed]:
        """Where a simplified text holds listed surfaces, whatever they mean there.

        Example:
            >>> [(l.start, l.end, l.entries[0].id) for l in Gazetteer().possible("台积电董事长")]
            [(0, 3, '2330.TW'), (3, 6, '董事長')]
        """
        return _listed(self._index.hits(text))

    def __call__(self, article: Article, /) -> list[Mention]:
        """The listed names in an article, in order and without overlaps."""
        return self._meant(article, self._index.hits(article.simplified))

    def read(self, article: Article) -> tuple[list[Mention], list[Listed]]:
        """The listed names in an article and all that is ``possible`` there, by one search."""
        hits = list(self._index.hits(article.simplified))
        return self._meant(article, hits), list(_listed(hits))

    def _meant(self, article: Article, hits: Iterable[NameHit]) -> list[Mention]:
        text, home = article.simplified, article.home.region
        sure: list[_Hit] = []
        doubtful: list[_Hit] = []
        for start, end, (senses, _, _) in hits:
            if inside_latin_word(text, start, end) or _is_code(text, start, end):
                continue
            hit, is_sure = _choose(text, start, end, senses, home)
            (sure if is_sure else doubtful).append(hit)
        if doubtful:
            sure = sorted([*sure, *_confirmed(text, doubtful, sure)], key=lambda hit: hit.start)
        return _mentions(article, sure)


def _is_code(text: str, start: int, end: int) -> bool:
    """Whether a number stands in brackets: (0050) behind a fund is the code it is traded under."""
    bracketed = text.startswith(("(", "（"), start - 1) and text.startswith((")", "）"), end)
    return start > 0 and bracketed and text[start:end].isdigit()


def _listed(hits: Iterable[NameHit]) -> Iterator[Listed]:
    return (Listed(start, end, meaning.entries, meaning.weak) for start, end, meaning in hits)


def _rebuild(paths: tuple[Path, ...], own: tuple[Path, ...]) -> Gazetteer:
    return Gazetteer(paths, own=own)


def _choose(
    text: str, start: int, end: int, senses: tuple[Sense, ...], home: str
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


def _has_evidence(text: str, start: int, end: int, sense: Sense) -> bool:
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
            not edges.isdisjoint((hit.start, title_start(text, hit.start)))
            or hit.end in heads
            or before_surname(text, hit.end)
        ):
            yield hit


def _mentions(article: Article, hits: list[_Hit]) -> list[Mention]:
    text = article.simplified
    spans: list[tuple[int, int, Label, str]] = []
    company = 0  # where the last one ends: no title begins inside it
    for hit in hits:
        start, end, entry = hit.start, hit.end, hit.sense.entry
        if entry.label == "COMPANY":
            start, end = company_span(text, start, end)
            company = end
        elif entry.label == "POSITION":
            start = title_start(text, start, company)
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
