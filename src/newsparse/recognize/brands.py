"""The word that a company's full name is about: 海創 in 蘇州海創環保科技有限責任公司."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from newsparse.lexicon import DATA
from newsparse.recognize.lexicons import load_gazetteer
from newsparse.recognize.scores import common_words
from newsparse.recognize.suffixed import break_words, suffix_labels
from newsparse.text.characters import HAN
from newsparse.text.simplify import simplify

_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_DIVISION = "省市县区州镇乡"
_LONGEST_PLACE = 8
_SHORTEST = 2  # characters of a brand
_VERY_COMMON = "3"  # the band of name_words.csv
_SHOPS = frozenset(("店", "商行", "经营部", "门市部", "门市", "商贸行"))
_VILLAGE = re.compile(f"{HAN}{{2,3}}[镇乡]")


@lru_cache(maxsize=1024)
def brand(full: str) -> str:
    """The characters of a full name that set the company apart; "" if there are none.

    What stands before them is a place, what stands behind are ordinary words and kinds of company.
    A kind of company or a very common word (環境) is no brand.

    Example:
        >>> brand("蘇州海創環保科技有限責任公司"), brand("福建环境公司")
        ('海創', '')
    """
    outer = _BRACKETED.sub("", full)
    key = simplify(outer)
    start = _after_places(key)
    covered = _covered(key)
    for end in range(start + _SHORTEST, len(key) + 1):
        if covered[end]:
            return "" if _is_kind(key[start:end]) else outer[start:end]
    return outer[start:]


def _after_places(key: str) -> int:
    """Where the places in front end (江蘇|常州|萬達…)."""
    places = _places()
    start = 0
    while True:
        ends = range(min(len(key) - _SHORTEST, start + _LONGEST_PLACE), start + 1, -1)
        end = next((end for end in ends if key[start:end] in places), None)
        if end is None:
            village = _VILLAGE.match(key, start) if start else None
            return village.end() if village else start
        start = end + (key[end] in _DIVISION)


def _covered(key: str) -> list[bool]:
    """For each place, whether nothing but ordinary words and kinds of company follow."""
    words = _ordinary()
    covered = [False] * len(key) + [True]
    for start in range(len(key) - 1, -1, -1):
        covered[start] = any(
            covered[end] and key[start:end] in words
            for end in range(start + 1, min(start + _LONGEST_PLACE, len(key)) + 1)
        )
    return covered


def _is_kind(name: str) -> bool:
    return name in _kinds() or common_words().get(name) == _VERY_COMMON


@cache
def _kinds() -> frozenset[str]:
    """Words for what a company does or is."""
    kinds = {suffix for suffix, label in suffix_labels().items() if label == "COMPANY"}
    return frozenset(kinds | break_words("tail") | break_words("generic") | _SHOPS)


@cache
def _ordinary() -> frozenset[str]:
    """Common words, and kinds of company."""
    return _kinds().union(common_words())


@cache
def _places() -> frozenset[str]:
    names = [
        surface
        for file in ("places.csv", "places_cn.csv")
        for entry in load_gazetteer(DATA / "lexicons" / file)
        for surface in entry.surfaces
    ]
    keys = simplify("\n".join(names)).split("\n")
    return frozenset(keys) | {key.rstrip(_DIVISION) for key in keys if len(key) > _SHORTEST}
