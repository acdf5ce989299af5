"""Several ways to do the same work, timed in turns.

On a machine with other things to do, a busy minute must not hit one of them alone. So they take
turns every few thousand characters, forwards in one run and backwards in the next, and two
figures are given: the median of the runs, and the sum of each turn's best time, which noise can
hardly touch.
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
        work: does it for the articles of these numbers.
        places: the numbers of the articles it is timed on; a slow way takes few.
    """

    name: str
    work: Callable[[Sequence[int]], object]
    places: Collection[int]


def each(name: str, step: Callable[[int], object], places: Collection[int]) -> Way:
    """A way that does one article after the other."""
    return Way(name, lambda share: [step(n) for n in share], places)


@dataclass(frozen=True, slots=True)
class Timing:
    """What each way did in each turn, and how long it took.

    Args:
        sizes: name → characters of each turn.
        seconds: name → array of runs × turns; not a number where it took no part.

    Example:
        >>> fast = np.array([[1.0, 2.0], [1.0, 4.0]])
        >>> slow = np.array([[2.0, np.nan], [1.0, np.nan]])
        >>> sizes = {"fast": np.array([100, 100]), "slow": np.array([50, 0])}
        >>> timing = Timing(sizes, {"fast": fast, "slow": slow})
        >>> timing.rate("fast"), timing.best_rate("fast"), timing.characters("slow")
        (50.0, 66.66666666666667, 50)
        >>> timing.ratio("slow", "fast"), timing.best_ratio("slow", "fast")
        (0.375, 0.5)
    """

    sizes: dict[str, NDArray[np.int64]]
    seconds: dict[str, NDArray[np.float64]]

    def characters(self, name: str) -> int:
        """How many characters it was timed on."""
        return int(self.sizes[name].sum())

    def rate(self, name: str) -> float:
        """Characters per second, by the median run."""
        return self.characters(name) / float(np.median(np.nansum(self.seconds[name], axis=1)))

    def best_rate(self, name: str) -> float:
        """Characters per second, by the best time of each turn."""
        return self.characters(name) / float(np.nansum(self.seconds[name].min(axis=0)))

    def ratio(self, name: str, standard: str) -> float:
        """Its speed in speeds of another, by the median run.

        Both in the same turns, and each turn weighed by how much of it this way did.
        """
        return float(np.median(self.ratios(name, standard)))

    def ratios(self, name: str, standard: str) -> list[float]:
        """The same, run by run."""
        return self._ratios(self.seconds[name], self.seconds[standard], name, standard)

    def best_ratio(self, name: str, standard: str) -> float:
        """The same, by the best time of each turn."""
        own, others = (self.seconds[n].min(axis=0, keepdims=True) for n in (name, standard))
        return self._ratios(own, others, name, standard)[0]

    def _ratios(
        self, own: NDArray[np.float64], others: NDArray[np.float64], name: str, standard: str
    ) -> list[float]:
        did, could = self.sizes[name], self.sizes[standard]
        both = (did > 0) & (could > 0)
        as_much = others[:, both] * (did[both] / could[both])
        ratios: list[float] = (as_much.sum(axis=1) / own[:, both].sum(axis=1)).tolist()
        return ratios

    def more(self, other: Timing) -> Timing:
        """These runs and others over the same turns."""
        return Timing(
            self.sizes,
            {name: np.vstack((runs, other.seconds[name])) for name, runs in self.seconds.items()},
        )


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
        runs: how many times each turn is done.
        turns: the articles of each turn; by default some 20,000 characters, in order.
        clock: seconds; those of the processor by default, which leave out others' work.
    """
    turns = every_turn(sizes) if turns is None else turns
    shares: dict[str, list[list[int]]] = {}
    for way in ways:
        places = frozenset(way.places)
        shares[way.name] = [[place for place in turn if place in places] for turn in turns]
        way.work(next(filter(None, shares[way.name])))
    seconds = {way.name: np.full((runs, len(turns)), np.nan) for way in ways}
    gc.collect()
    gc.freeze()  # what is ready by now is not searched for garbage again and again
    try:
        for run in range(runs):
            for number in range(len(turns)):
                for way in ways if run % 2 == 0 else reversed(ways):
                    share = shares[way.name][number]
                    if share:
                        start = clock()
                        way.work(share)
                        seconds[way.name][run, number] = clock() - start
    finally:
        gc.unfreeze()
    characters = {
        name: np.array([sum(sizes[place] for place in share) for share in own])
        for name, own in shares.items()
    }
    return Timing(characters, seconds)


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
