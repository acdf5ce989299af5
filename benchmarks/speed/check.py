"""Have we become slower? Four ratios to ``jieba.cut``, held against those pinned.

Ratios, since seconds differ between machines; best times, since they hardly differ between busy and
idle ones. What seems slower is measured again before it counts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from benchmarks.speed.history import Figures, circumstances
from benchmarks.speed.others import JIEBA, jieba_cut
from benchmarks.speed.stages import (
    EVENTS_ALONE,
    UNTAGGED,
    VALUES_ALONE,
    WHOLE,
    events,
    untagged,
    values,
    whole,
)
from benchmarks.speed.texts import SCRIPTS, sample
from benchmarks.speed.timing import Timing, one_core, take_turns
from newsparse.cli.doctor import compiled

Ratios: TypeAlias = dict[str, dict[str, float]]  # by script, then by way

BASELINE = Path(__file__).parent.parent / (
    "speed_baseline_compiled.json" if compiled() else "speed_baseline.json"
)
CHECKED = (WHOLE, UNTAGGED, VALUES_ALONE, EVENTS_ALONE)
TOLERANCE = 0.2  # of the time: more would pass unnoticed, less is within what machines differ
CHARACTERS = 30_000  # of each script
RUNS = 8
ATTEMPTS = 3


class Measurement:
    """The ratios, the better known the more often it is run."""

    def __init__(self, characters: int = CHARACTERS, runs: int = RUNS) -> None:
        self._runs = runs
        self._ways = {}
        self._sizes = {}
        self._timings: dict[str, Timing] = {}
        for script in SCRIPTS:
            articles = sample(characters, script)
            places = range(len(articles))
            makers = (jieba_cut, whole, untagged, values, events)
            self._ways[script] = [make(articles, places) for make in makers]
            self._sizes[script] = [len(article.text) for article in articles]

    def run(self) -> Ratios:
        """Measure once more; the ratios of all runs so far."""
        with one_core():
            for script, ways in self._ways.items():
                timing = take_turns(ways, self._sizes[script], self._runs)
                before = self._timings.get(script)
                self._timings[script] = before.more(timing) if before else timing
        return {
            script: {name: round(timing.best_ratio(name, JIEBA), 4) for name in CHECKED}
            for script, timing in self._timings.items()
        }


def pin(path: Path) -> Ratios:
    """Write down the ratios of today."""
    measurement = Measurement()
    for _ in range(ATTEMPTS):
        ratios = measurement.run()
    figures: Figures = {**circumstances(), "ratios": ratios}
    path.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return ratios


def slower(found: Ratios, pinned: Ratios) -> Iterator[tuple[str, str, float]]:
    """What takes longer than is tolerated: script, way, and how many times the time pinned.

    Example:
        >>> pinned = {"Hant": {"whole pipeline": 0.30, "values alone": 2.0}}
        >>> list(slower({"Hant": {"whole pipeline": 0.26, "values alone": 1.6}}, pinned))
        [('Hant', 'values alone', 1.25)]
    """
    for script, ways in pinned.items():
        for name, ratio in ways.items():
            longer = ratio / found[script][name]
            if longer > 1 + TOLERANCE:
                yield script, name, longer


def check(measure: Callable[[], Ratios], path: Path) -> bool:
    """Print the ratios beside those pinned; whether none has become too slow."""
    baseline = json.loads(path.read_text("utf-8"))
    pinned: Ratios = baseline["ratios"]
    for _ in range(ATTEMPTS):
        found = measure()
        too_slow = {(script, name): longer for script, name, longer in slower(found, pinned)}
        if not too_slow:
            break
    print(f"speed as a multiple of {JIEBA}, and as pinned at {baseline['commit']}")
    for script, ways in pinned.items():
        for name, ratio in ways.items():
            longer = too_slow.get((script, name))
            note = f"  TOO SLOW: {longer:.2f} times the time" if longer else ""
            print(f"{script}  {name:16} {found[script][name]:7.3f}  pinned {ratio:7.3f}{note}")
    if too_slow:
        print(
            f"More than {TOLERANCE:.0%} slower than pinned in {path.name}. Find out what costs it "
            "with `python -m benchmarks.speed --small`. If it is worth it, or this machine differs "
            f"from the one pinned on ({baseline['machine']['processor']}), run with --pin and "
            "commit the file, with a reason."
        )
    return not too_slow
