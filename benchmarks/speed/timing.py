"""Several ways to do the same work, timed in turns, article by article.

On a machine with other things to do, a busy minute must not hit one of them alone. So they take
turns every few thousand characters, forwards in one run and backwards in the next, and two
figures are given: the median of the runs, and the sum of each article's best time, which noise
can hardly touch.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import process_time
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

TURN = 20_000  # characters


@dataclass(frozen=True, slots=True)
class Way:
    """One way to do the work.

    Args:
        name: what it is called in tables.
        work: does it for the article of this number.
        places: the numbers of the articles it is timed on; a slow way takes few.
    """

    name: str
    work: Callable[[int], object]
    places: Collection[int]


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of each way, by run and article.

    Args:
        sizes: characters of each article.
        seconds: name → array of runs × articles; not a number where it was not timed.

    Example:
        >>> fast = np.array([[1.0, 2.0], [1.0, 4.0]])
        >>> slow = np.array([[4.0, np.nan], [2.0, np.nan]])
        >>> timing = Timing((100, 100), {"fast": fast, "slow": slow})
        >>> timing.rate("fast"), timing.best_rate("fast"), timing.characters("slow")
        (50.0, 66.66666666666667, 100)
        >>> timing.ratio("slow", "fast"), timing.best_ratio("slow", "fast")
        (0.375, 0.5)
    """

    sizes: tuple[int, ...]
    seconds: dict[str, NDArray[np.float64]]

    def characters(self, name: str) -> int:
        """How many characters it was timed on."""
        return int(np.array(self.sizes)[self._timed(name)].sum())

    def rate(self, name: str) -> float:
        """Characters per second, by the median run."""
        return self.characters(name) / float(np.median(self._sums(name, name)))

    def best_rate(self, name: str) -> float:
        """Characters per second, by the best time of each article."""
        return self.characters(name) / self._best(name, name)

    def ratio(self, name: str, standard: str) -> float:
        """Its speed in speeds of another on the same articles, by the median run."""
        return float(np.median(self.ratios(name, standard)))

    def ratios(self, name: str, standard: str) -> list[float]:
        """The same, run by run."""
        ratios: list[float] = (self._sums(standard, name) / self._sums(name, standard)).tolist()
        return ratios

    def best_ratio(self, name: str, standard: str) -> float:
        """The same, by the best time of each article."""
        return self._best(standard, name) / self._best(name, standard)

    def more(self, other: Timing) -> Timing:
        """These runs and others over the same articles."""
        return Timing(
            self.sizes,
            {name: np.vstack((runs, other.seconds[name])) for name, runs in self.seconds.items()},
        )

    def _timed(self, *names: str) -> NDArray[np.bool_]:
        timed: NDArray[np.bool_] = np.logical_and.reduce(
            [~np.isnan(self.seconds[name][0]) for name in names]
        )
        return timed

    def _sums(self, name: str, beside: str) -> NDArray[np.float64]:
        sums: NDArray[np.float64] = self.seconds[name][:, self._timed(name, beside)].sum(axis=1)
        return sums

    def _best(self, name: str, beside: str) -> float:
        return float(self.seconds[name][:, self._timed(name, beside)].min(axis=0).sum())


def take_turns(
    ways: Sequence[Way],
    sizes: Sequence[int],
    runs: int,
    *,
    turns: Sequence[Sequence[int]] | None = None,
    clock: Callable[[], float] = process_time,
) -> Timing:
    """Time the ways, after each has done one turn to warm up.

    Args:
        ways: what is timed.
        sizes: characters of each article.
        runs: how many times each article is done.
        turns: the articles of each turn; by default some 20,000 characters, in order.
        clock: seconds; those of the processor by default, which leave out others' work.
    """
    turns = every_turn(sizes) if turns is None else turns
    seconds = {way.name: np.full((runs, len(sizes)), np.nan) for way in ways}
    places = {way.name: frozenset(way.places) for way in ways}
    for way in ways:
        for place in list(way.places)[: len(turns[0])]:
            way.work(place)
    gc.collect()
    gc.freeze()  # what is ready by now is not searched for garbage again and again
    try:
        for run in range(runs):
            for turn in turns:
                for way in ways if run % 2 == 0 else reversed(ways):
                    times = seconds[way.name][run]
                    for place in turn:
                        if place in places[way.name]:
                            start = clock()
                            way.work(place)
                            times[place] = clock() - start
    finally:
        gc.unfreeze()
    return Timing(tuple(sizes), seconds)


def every_turn(sizes: Sequence[int], every: int = 1, characters: int = TURN) -> list[list[int]]:
    """The articles of every turn, or of every so manieth.

    Example:
        >>> every_turn([300, 800, 300, 600, 900], characters=1000)
        [[0, 1], [2, 3, 4]]
        >>> every_turn([300, 800, 300, 600, 900], 2, 1000)
        [[0, 1]]
    """
    turns: list[list[int]] = [[]]
    held = 0
    for place, size in enumerate(sizes):
        if held >= characters:
            turns.append([])
            held = 0
        turns[-1].append(place)
        held += size
    return turns[::every]


@contextmanager
def one_core() -> Iterator[None]:
    """Stay on one core of the machine, where the system lets us; children inherit it."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(cores)})  # the first one serves most interrupts
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)
