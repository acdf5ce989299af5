"""Ordinary two- and three-character words (``name_words.csv``), from jieba's word counts."""

from __future__ import annotations

from collections import defaultdict
from importlib.resources import files
from pathlib import Path

_HEADER = """\
# what: ordinary two- and three-character words by frequency band (1 rare, 3 very common), to tell
#   names from words (head 中, tails 国央: the words 中国 and 中央); no personal names
# source: word counts of jieba 0.42.1 (dict.txt), by training/names
# licence: MIT
head,band,tails
"""
_BANDS = (100, 300, 1000)  # the counts at which the bands begin


def words(out: Path) -> str:
    """Write ``name_words.csv``; returns a line to report."""
    tails: dict[tuple[str, int], list[str]] = defaultdict(list)
    for line in (files("jieba") / "dict.txt").read_text("utf-8").splitlines():
        word, count, kind = line.split(" ")
        band = sum(int(count) >= least for least in _BANDS)
        han = all("\u4e00" <= c <= "\u9fff" for c in word)
        if band and han and len(word) in (2, 3) and not kind.startswith("nr"):
            tails[word[:-1], band].append(word[-1])
    lines = [f"{head},{band},{''.join(sorted(t))}\n" for (head, band), t in sorted(tails.items())]
    (out / "name_words.csv").write_text(_HEADER + "".join(lines), "utf-8")
    return f"{sum(map(len, tails.values()))} words"
