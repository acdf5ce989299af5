"""All of it, one after the other: some ten minutes at full size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.speed.growth import by_length, by_names
from benchmarks.speed.history import Figures, circumstances
from benchmarks.speed.others import JIEBA, jieba_cut, others, quiet
from benchmarks.speed.processes import start_up, workers
from benchmarks.speed.stages import stages, untagged, values, whole
from benchmarks.speed.texts import SCRIPTS, sample
from benchmarks.speed.timing import Way, every_turn, one_core, take_turns
from newsparse.text.script import Script


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured.

    Args:
        characters: of the articles in each script.
        runs: how often everything is timed.
        lengths: of single articles.
        length_characters: how much of each length.
        names: how many there are in a user's list.
        names_characters: the articles measured with each list.
        articles: what the worker processes are given.
        rounds: how often they are given it.
    """

    characters: int = 1_000_000
    runs: int = 5
    lengths: tuple[int, ...] = (100, 300, 1_000, 3_000, 10_000, 30_000, 50_000)
    length_characters: int = 50_000
    names: tuple[int, ...] = (10_000, 100_000, 1_000_000)
    names_characters: int = 40_000
    articles: int = 4_000
    rounds: int = 1


SMALL = Size(
    characters=20_000,
    runs=2,
    lengths=(100, 1_000, 5_000),
    length_characters=5_000,
    names=(1_000, 10_000),
    names_characters=5_000,
    articles=100,
    rounds=1,
)


def measure(size: Size, tell: Callable[[str], None]) -> Figures:
    """Measure everything.

    Args:
        size: how much.
        tell: is told what comes next.
    """
    figures: Figures = {**circumstances(), "runs": size.runs, "characters": size.characters}
    with quiet(), one_core():
        figures["speed"], figures["stages"] = {}, {}
        for script in SCRIPTS:
            tell(f"speed, {script}")
            figures["speed"][script], figures["stages"][script] = _speed(script, size)
        tell("length of articles")
        figures["lengths"] = by_length(size.lengths, size.length_characters, size.runs)
        tell("names of your own")
        figures["names"] = by_names(size.names, size.names_characters, size.runs)
        tell("start-up")
        figures["start"] = start_up(size.runs)
    tell("worker processes")
    figures["workers"] = workers(size.articles, size.rounds)
    return figures


def _speed(script: Script, size: Size) -> tuple[dict[str, Any], dict[str, Any]]:
    """The pipeline and the others, and the pipeline's stages, in one script."""
    articles = sample(size.characters, script)
    sizes = [len(article.text) for article in articles]

    def places(every: int) -> list[int]:
        return [n for turn in every_turn(sizes, every) for n in turn]

    rows = [
        jieba_cut(articles, places(1)),
        whole(articles, places(1)),
        untagged(articles, places(4)),
        values(articles, places(5)),
        *others(articles),
    ]
    steps = stages(articles, places(10))
    timing = take_turns([*rows, *steps], sizes, size.runs)

    def told(ways: Sequence[Way]) -> dict[str, Any]:
        return {
            way.name: {
                "characters": timing.characters(way.name),
                "rate": timing.rate(way.name),
                "best_rate": timing.best_rate(way.name),
                "ratio": timing.ratio(way.name, JIEBA),
                "ratios": timing.ratios(way.name, JIEBA),
                "best_ratio": timing.best_ratio(way.name, JIEBA),
            }
            for way in ways
        }

    return told(rows), told(steps)
