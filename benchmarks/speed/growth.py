"""How cost grows: with the length of an article, and with a user's list of names."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks.speed.others import JIEBA, jieba_cut
from benchmarks.speed.processes import in_child, memory
from benchmarks.speed.stages import WHOLE, piped, whole
from benchmarks.speed.texts import ARTICLES, PUBLISHED, generated, sample
from benchmarks.speed.timing import Way, take_turns
from newsparse import Article, Pipeline
from newsparse.text.simplify import simplify

_BUSINESS = ("科技", "物流", "电子", "银行", "证券", "能源", "生物", "重工", "传媒", "置业")


def by_length(lengths: Sequence[int], characters: int, runs: int) -> list[dict[str, float]]:
    """What articles of each length cost, with so many characters of each."""
    articles: list[Article] = []
    places: list[range] = []
    for length in lengths:
        begin = len(articles)
        articles += of_length(length, max(1, characters // length))
        places.append(range(begin, len(articles)))
    ways = [
        Way(f"{way.name} {length}", way.work, own)
        for length, own in zip(lengths, places, strict=True)
        for way in (whole(articles, own), jieba_cut(articles, own))
    ]
    # a fifth of each length at a time, so that a busy minute hits them alike
    turns = [[n for own in places for n in own[part::5]] for part in range(5)]
    timing = take_turns(ways, [len(a.text) for a in articles], runs, turns=turns)
    return [
        {
            "length": length,
            "rate": timing.rate(f"{WHOLE} {length}"),
            "best_rate": timing.best_rate(f"{WHOLE} {length}"),
            "ratio": timing.ratio(f"{WHOLE} {length}", f"{JIEBA} {length}"),
            "best_ratio": timing.best_ratio(f"{WHOLE} {length}", f"{JIEBA} {length}"),
        }
        for length in lengths
    ]


def of_length(length: int, count: int) -> list[Article]:
    """Articles of exactly so many characters, put together from others and cut off."""
    texts = (article.text for article in generated("Hant"))
    made = []
    for number in range(count):
        text = ""
        while len(text) < length:
            text += next(texts).strip() + "\n"
        made.append(Article(text[:length], id=str(number), published=PUBLISHED))
    return made


def by_names(counts: Sequence[int], characters: int, runs: int) -> list[dict[str, float]]:
    """What lists of so many names cost; each in a process of its own."""
    return [in_child(_with_names, count, characters, runs) for count in counts]


def _with_names(count: int, characters: int, runs: int) -> dict[str, Any]:
    """Seconds and memory to load a list of names, and how fast the pipeline is with it."""
    articles = sample(characters)
    places = range(len(articles))
    plain = whole(articles, places)
    plain.work([0])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "names.csv"
        write_names(path, count)
        before, start = memory().now, process_time()
        pipeline = Pipeline(gazetteers=[path])
        loading, after = process_time() - start, memory()
    own = piped("own names", pipeline, articles, places)
    timing = take_turns([plain, own], [len(a.text) for a in articles], runs)
    return {
        "names": count,
        "load_seconds": loading,
        "memory_mb": after.now - before,
        "peak_mb": after.peak - before,
        "rate": timing.rate("own names"),
        "ratio": timing.ratio("own names", WHOLE),
        "best_ratio": timing.best_ratio("own names", WHOLE),
    }


def write_names(path: Path, count: int) -> None:
    """A lexicon of so many companies that there are not: three characters and a line of business.

    Characters are as frequent as in news, so that texts lead deep into the automaton.
    """
    text = simplify("".join(file.read_text("utf-8") for file in sorted(ARTICLES.glob("*.txt"))))
    characters = [c for c in text if "\u4e00" <= c <= "\u9fff"]
    with path.open("w", encoding="utf-8") as file:
        file.write("id,label,name,aliases\n")
        for number, name in enumerate(_names(characters, count)):
            file.write(f"own:{number},COMPANY,{name},\n")


def _names(characters: Sequence[str], count: int) -> Iterator[str]:
    chance = random.Random(count)
    seen: set[str] = set()
    while len(seen) < count:
        name = "".join(chance.choices(characters, k=3)) + chance.choice(_BUSINESS)
        if name not in seen:
            seen.add(name)
            yield name
