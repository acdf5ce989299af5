"""Copies: articles that repeat another one, word for word or nearly.

An agency's text comes back under a new headline, in the other script, with a by-line added or the
last paragraphs cut. Texts are compared in Simplified, without spaces and punctuation, as sets of
five characters in a row. MinHash signatures (the ``rensa`` library) in bands propose pairs in time
proportional to the number of articles; every proposed pair is then checked on the sets themselves,
and on the figures: the reports of two companies written from one template share most characters
and hardly a figure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from newsparse.stories.columns import story_frame
from newsparse.stories.unions import Unions
from newsparse.text.simplify import simplify

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

_SHINGLE = 5
_SIGNATURE = 128
_SEED = 20240516
# Bands of 3 values: two texts that share half of their shingles (a copy cut to two thirds, a new
# lead) meet in one of the 42 bands in 99.6 % of cases, at 0.4 in 93 %, at 0.1 in 4 %.
_BAND = 3
# Within a band's bucket each text is held against so many neighbours, by order of signature: a
# bucket of ten thousand texts from one template must not cost their square.
_NEIGHBOURS = 12
# A copy: so much of the shorter text stands in the longer one, which it is no tiny part of.
_CONTAINED = 0.7
_SIMILAR = 0.25
# Equal values in the signatures of two texts that are to be looked at: two standard deviations
# below what _SIMILAR lets expect.
_LEAST_EQUAL = 22
# … and so many of the figures of the shorter one.
_SAME_FIGURES = 0.8
_SHORTEST = 30
# Paragraphs of so many characters, in so many articles, over so many days, are no news.
_STANDING_LENGTH = 12
_STANDING_ARTICLES = 10
_STANDING_DAYS = 14
_PORTION = 2_000
_REGIONS = {"HK": "hk2s", "TW": "tw2s"}
_NO_WORD = re.compile(r"[\W_]+")
_DIGIT = re.compile(r"\d")
# Figures but for dates and clock times, which outlets add and drop: 「（中央社12日電）」.
_FIGURE = re.compile(
    r"(?<![\d.,:/\-])\d[\d,]*(?:\.\d+)?(?![\d,.]*\s?(?:[年月日號号時时:：/\-]|\d))"
)


def find_duplicates(articles: pd.DataFrame) -> pd.DataFrame:
    """Which articles are copies, and of which original.

    The original is the earliest by publication date; of those of one day the first in the table
    that is no shortened one. Texts of fewer than 30 characters are left out.

    Args:
        articles: the table ``articles`` (``article_id``, ``text``, ``published``, ``source``,
            ``region``).

    Returns:
        One row per copy: ``original_id``; ``kind`` ("identical": the same characters but for
        script, space and punctuation; "shortened": less than two thirds of the longer text;
        "copy"); ``similarity`` (shared shingles by all shingles of both) and ``contained``
        (shared shingles by those of the shorter text), from 0 to 1.

    Example:
        >>> import pandas as pd
        >>> text = "騰訊昨日宣布，擬以5億美元收購格芯，交易預計在年底以前完成，尚待監管機構批准。"
        >>> articles = pd.DataFrame({
        ...     "article_id": ["a", "b"], "text": [text, simplify(text) + "（记者王小明）"],
        ...     "published": pd.to_datetime(["2024-05-16", "2024-05-17"]),
        ...     "source": ["甲報", "乙报"], "region": ["HK", "CN"]})
        >>> find_duplicates(articles)[["article_id", "original_id", "kind"]].values.tolist()
        [['b', 'a', 'copy']]
    """
    texts = _keys(articles)
    shingles = [_shingles(text) for text in texts]
    figures = _figures(articles["text"].tolist())
    unions = Unions(len(texts))
    for i, j in _candidates(shingles):
        if unions.root(i) != unions.root(j) and _is_copy(i, j, shingles, figures):
            unions.join(i, j)
    return story_frame("duplicates", _rows(articles, texts, shingles, unions))


def copies(duplicates: pd.DataFrame | None) -> dict[str, str]:
    """Copy to original, by article_id."""
    if duplicates is None:
        return {}
    return dict(zip(duplicates["article_id"], duplicates["original_id"], strict=True))


def _keys(articles: pd.DataFrame) -> list[str]:
    """The texts as they are compared: without spaces, punctuation and standing paragraphs."""
    regions = articles["region"] if "region" in articles else [None] * len(articles)
    texts = []
    for text, region in zip(articles["text"], regions, strict=True):
        plain = unicodedata.normalize("NFKC", text)
        config = _REGIONS.get(region, "t2s") if isinstance(region, str) else "t2s"
        lines = (_NO_WORD.sub("", line) for line in simplify(plain, config).split("\n"))
        texts.append([line.casefold() for line in lines if line])
    standing = _standing(texts, articles["published"])
    return ["".join(line for line in lines if line not in standing) for lines in texts]


def _standing(texts: list[list[str]], published: pd.Series[Any]) -> set[str]:
    """Paragraphs that outlets put under everything: 「本文僅供參考，不構成投資建議……」.

    Copies of an article come within days; these come back for weeks, and state no figure.
    """
    seen: dict[str, tuple[int, date, date]] = {}
    for lines, day in zip(texts, _days(published), strict=True):
        for line in set(lines):
            if day is not None and len(line) >= _STANDING_LENGTH and not _DIGIT.search(line):
                count, first, last = seen.get(line, (0, day, day))
                seen[line] = count + 1, min(first, day), max(last, day)
    return {
        line
        for line, (count, first, last) in seen.items()
        if count >= _STANDING_ARTICLES and (last - first).days > _STANDING_DAYS
    }


def _shingles(text: str) -> NDArray[np.uint64]:
    """The hashes of all stretches of five characters, sorted, each once."""
    if len(text) < _SHORTEST:
        return np.empty(0, np.uint64)
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.uint64)
    count = len(codes) - _SHINGLE + 1
    hashes = np.zeros(count, np.uint64)
    for place in range(_SHINGLE):
        # five code points of 21 bits do not fit in 64: an odd factor mixes them, overflow wanted
        hashes = hashes * np.uint64(0x9E3779B97F4A7C15) + codes[place : place + count]
        hashes ^= hashes >> np.uint64(29)
    return np.unique(hashes)


def _figures(texts: Sequence[str]) -> list[frozenset[str]]:
    return [
        frozenset(
            figure.replace(",", "").rstrip(".")
            for figure in _FIGURE.findall(unicodedata.normalize("NFKC", text))
        )
        for text in texts
    ]


def _candidates(shingles: list[NDArray[np.uint64]]) -> Iterator[tuple[int, int]]:
    """Pairs that share a band of their signatures, in a fixed order, each once."""
    places = np.array([i for i, hashes in enumerate(shingles) if len(hashes)], np.int64)
    if len(places) < 2:
        return
    signatures = np.vstack(
        [
            _signatures([shingles[i] for i in places[start : start + _PORTION]])
            for start in range(0, len(places), _PORTION)
        ]
    )
    pairs = [_band_pairs(signatures, start) for start in range(0, _SIGNATURE - _BAND + 1, _BAND)]
    unique = np.unique(np.concatenate(pairs), axis=0)
    for start in range(0, len(unique), _PORTION * 50):
        some = unique[start : start + _PORTION * 50]
        equal = np.count_nonzero(signatures[some[:, 0]] == signatures[some[:, 1]], axis=1)
        yield from map(tuple, places[some[equal >= _LEAST_EQUAL]].tolist())


def _signatures(shingles: list[NDArray[np.uint64]]) -> NDArray[np.uint32]:
    from rensa import RMinHash

    ends = np.cumsum([len(hashes) for hashes in shingles])
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(
        np.concatenate(shingles), np.array([0, *ends], np.uint64), _SIGNATURE, _SEED
    )
    return np.array(matrix.to_rows(), np.uint32)


def _band_pairs(signatures: NDArray[np.uint32], start: int) -> NDArray[np.int64]:
    """Pairs of rows with equal values in one band, each with its next neighbours only."""
    # the band decides the bucket, the values after it who lies next to whom within
    columns = [(start + k) % _SIGNATURE for k in range(_BAND + 6)]
    order = np.lexsort(tuple(signatures[:, column] for column in reversed(columns)))
    band = signatures[order, start : start + _BAND]
    pairs = []
    for step in range(1, min(_NEIGHBOURS, len(order) - 1) + 1):
        same = np.flatnonzero((band[:-step] == band[step:]).all(axis=1))
        if not len(same):
            break
        pairs.append(np.sort(np.column_stack((order[same], order[same + step])), axis=1))
    return np.concatenate(pairs) if pairs else np.empty((0, 2), np.int64)


def _overlap(a: NDArray[np.uint64], b: NDArray[np.uint64]) -> tuple[float, float]:
    """Shared shingles by all of both, and by those of the shorter text."""
    shared = len(np.intersect1d(a, b, assume_unique=True))
    return shared / (len(a) + len(b) - shared), shared / min(len(a), len(b))


def _is_copy(
    i: int, j: int, shingles: list[NDArray[np.uint64]], figures: list[frozenset[str]]
) -> bool:
    short, long = sorted((figures[i], figures[j]), key=len)
    if len(short & long) < _SAME_FIGURES * len(short):
        return False
    similar, contained = _overlap(shingles[i], shingles[j])
    return similar >= _SIMILAR and contained >= _CONTAINED


def _rows(
    articles: pd.DataFrame,
    texts: list[str],
    shingles: list[NDArray[np.uint64]],
    unions: Unions,
) -> Iterator[tuple[Any, ...]]:
    ids = articles["article_id"].tolist()
    days = _days(articles["published"])
    # an undated text may be older than all, but nothing says so
    ages = [day or date.max for day in days]
    sources = [s if isinstance(s, str) else None for s in articles["source"]]
    groups: dict[int, list[int]] = {}
    for i in range(len(texts)):
        groups.setdefault(unions.root(i), []).append(i)
    originals: dict[int, int] = {}
    for group in groups.values():
        first = min(ages[i] for i in group)
        longest = max(len(texts[i]) for i in group if ages[i] == first)
        best = next(i for i in group if ages[i] == first and not _is_short(texts[i], longest))
        originals |= dict.fromkeys(group, best)
    for i in range(len(texts)):
        original = originals[i]
        if i != original:
            similar, contained = _overlap(shingles[i], shingles[original])
            kind = _kind(texts[i], texts[original])
            yield (ids[i], ids[original], kind, similar, contained, days[i], days[original],
                   sources[i], sources[original])  # fmt: skip


def _days(published: pd.Series[Any]) -> list[date | None]:
    import pandas as pd

    return [None if pd.isna(day) else day.date() for day in published]


def _kind(text: str, original: str) -> str:
    if text == original:
        return "identical"
    cut = _is_short(text, len(original)) or _is_short(original, len(text))
    return "shortened" if cut else "copy"


def _is_short(text: str, longer: int) -> bool:
    return len(text) * 3 < longer * 2
