"""Speed: characters per second, stage by stage, next to ``jieba.cut`` on the same text and core.

    python -m benchmarks.speed [--characters 300000] [--runs 5] [--json FILE]

Articles are those of corpus/articles, repeated. Every figure is the median of the runs; what
matters is the ratio to jieba in the same run, since machines differ.
"""

from __future__ import annotations

import argparse
import itertools
import json
import logging
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from newsparse import Article
from newsparse.entities import link
from newsparse.events.match import find_events
from newsparse.events.types import load_event_types
from newsparse.pipeline import VALUES, Pipeline
from newsparse.recognize.dates import recognize_dates
from newsparse.recognize.gazetteer import Gazetteer
from newsparse.recognize.join import join_names
from newsparse.recognize.money import recognize_money
from newsparse.recognize.names import NameRules
from newsparse.recognize.overlaps import resolve
from newsparse.recognize.percent import recognize_percent
from newsparse.recognize.tagger import tag
from newsparse.text.segment import split_sentences
from newsparse.text.simplify import simplify

ARTICLES = Path(__file__).parent.parent / "corpus" / "articles"
PUBLISHED = date(2024, 5, 16)


def sample(characters: int) -> list[Article]:
    """The corpus, repeated until it holds that many characters."""
    texts = [path.read_text("utf-8") for path in sorted(ARTICLES.glob("*.txt"))]
    articles: list[Article] = []
    for n, text in enumerate(itertools.cycle(texts)):
        if characters <= 0:
            break
        articles.append(Article(text, id=str(n), published=PUBLISHED))
        characters -= len(text)
    return articles


def stages(articles: list[Article]) -> dict[str, Callable[[], Iterable[object]]]:
    """One lazy pass over the articles per stage; inputs of later stages are made beforehand."""
    import jieba

    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    pipeline, untagged = Pipeline(), Pipeline(tagger=False)
    gazetteer, rules = Gazetteer(), NameRules()
    types = load_event_types(None)
    settled = [resolve(m for find in VALUES for m in find(a)) for a in articles]
    listed = [gazetteer(a) for a in articles]
    known = [resolve([*values, *names]) for values, names in zip(settled, listed, strict=True)]
    ruled = [rules(a, mentions) for a, mentions in zip(articles, known, strict=True)]
    possible = [list(gazetteer.possible(a.simplified)) for a in articles]
    keys = [a.simplified for a in articles]
    found = [[*a, *b] for a, b in zip(listed, ruled, strict=True)]
    taggings = list(map(tag, keys, possible))
    analyses = [pipeline(a) for a in articles]
    return {
        "jieba.cut": lambda: (list(jieba.cut(a.text)) for a in articles),
        "simplify": lambda: (simplify(a.text) for a in articles),
        "sentences": lambda: (split_sentences(a.text) for a in articles),
        "article": lambda: (Article(a.text, published=PUBLISHED) for a in articles),
        "money": lambda: map(recognize_money, articles),
        "percent": lambda: map(recognize_percent, articles),
        "dates": lambda: map(recognize_dates, articles),
        "these three": lambda: (
            (recognize_money(a), recognize_percent(a), recognize_dates(a)) for a in articles
        ),
        "gazetteer": lambda: map(gazetteer, articles),
        "name rules": lambda: map(rules, articles, known),
        "tagger": lambda: map(tag, keys, possible),
        "joining": lambda: map(join_names, articles, settled, found, taggings, possible),
        "entities": lambda: (link(a.article, a.mentions) for a in analyses),
        "events": lambda: (find_events(a.article, a.mentions, types) for a in analyses),
        "without tagger": lambda: (
            untagged(Article(a.text, published=PUBLISHED)) for a in articles
        ),
        "whole pipeline": lambda: (
            pipeline(Article(a.text, published=PUBLISHED)) for a in articles
        ),
    }


def seconds(run: Callable[[], Iterable[object]], runs: int) -> float:
    """Median processor time of one pass, after one pass to warm up."""
    times = []
    for _ in range(runs + 1):
        start = time.process_time()
        for _ in run():
            pass
        times.append(time.process_time() - start)
    return statistics.median(times[1:])


def start_up(code: str) -> float:
    """Wall-clock seconds of a fresh interpreter running ``code``; the best of three."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        times.append(time.perf_counter() - start)
    return min(times)


def main(argv: list[str] | None = None) -> int:
    """Print the table; optionally write it as JSON."""
    parser = argparse.ArgumentParser(description="Speed next to jieba.cut in the same run.")
    parser.add_argument("--characters", type=int, default=300_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", type=Path, help="write the figures here")
    options = parser.parse_args(argv)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    articles = sample(options.characters)
    characters = sum(len(a.text) for a in articles)
    rates = {
        name: characters / seconds(run, options.runs) for name, run in stages(articles).items()
    }
    blank = start_up("pass")
    figures = {
        "characters": characters,
        "characters_per_second": {name: round(rate) for name, rate in rates.items()},
        "ratio_to_jieba": {
            name: round(rate / rates["jieba.cut"], 3) for name, rate in rates.items()
        },
        "import_seconds": round(start_up("import newsparse") - blank, 3),
        "first_article_seconds": round(
            start_up("import newsparse; newsparse.analyze('騰訊擬以5億美元收購格芯。')"), 3
        ),
        "peak_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    print(
        f"{characters:,} characters, {len(articles)} articles, median of {options.runs}, one core"
    )
    for name, rate in rates.items():
        print(
            f"{name:16} {rate:>12,.0f} characters/s   {rate / rates['jieba.cut']:7.2f} × jieba.cut"
        )
    print(f"import newsparse {figures['import_seconds']:.3f} s beyond a bare interpreter")
    print(f"first article    {figures['first_article_seconds']:.3f} s after start")
    print(f"peak memory      {figures['peak_rss_mb']} MB (all stages of this benchmark)")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
