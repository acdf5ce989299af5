"""What is measured of whole processes: start-up, memory, and several workers at once."""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import active_children, get_context
from pathlib import Path
from time import monotonic, perf_counter
from typing import Any, ParamSpec, TypeVar

from benchmarks.speed.texts import generated
from newsparse.corpus.batch import extract
from newsparse.corpus.summary import RunSummary

P = ParamSpec("P")
T = TypeVar("T")

_STARTS = {
    "interpreter": "pass",
    "import": "import newsparse",
    "first event": "import newsparse; newsparse.analyze('騰訊擬以5億美元收購格芯。').events[0]",
    "first row": """
import newsparse
tables = newsparse.to_frames([newsparse.analyze('騰訊擬以5億美元收購格芯。')])
tables['events'].iloc[0]
""",
}
_HELD = re.compile(r"^Vm(?P<what>HWM|RSS):\s+(?P<kilobytes>\d+) kB", re.MULTILINE)


def start_up(runs: int) -> dict[str, dict[str, float]]:
    """Seconds on the clock from the start of an interpreter to each point, one after the other.

    The child tells when it got there: what it takes to leave again is nobody's wait. It finds, or
    leaves to the next one, the bytecode that an installation makes.
    """
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    times: dict[str, list[float]] = {name: [] for name in _STARTS}
    for _ in range(runs + 1):  # the first one fills the disk cache
        for name, code in _STARTS.items():
            start = monotonic()
            command = [sys.executable, "-c", f"{code}\nimport time; print(time.monotonic())"]
            child = subprocess.run(
                command, check=True, capture_output=True, text=True, env=environment
            )
            times[name].append(float(child.stdout) - start)
    return {
        name: {"median": statistics.median(seconds[1:]), "best": min(seconds[1:])}
        for name, seconds in times.items()
    }


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes of a process.

    Args:
        now: what it holds.
        peak: the most it has held.
    """

    now: float
    peak: float


def memory(process: int | str = "self") -> Memory:
    """The memory of a process, from /proc; zeros where there is none.

    ``getrusage`` will not do: a child's figure begins with what its parent held.
    """
    status = Path(f"/proc/{process}/status")
    held = {} if not status.exists() else dict(_HELD.findall(status.read_text()))
    return Memory(*(int(held.get(what, 0)) / 1024 for what in ("RSS", "HWM")))


def in_child(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do it in a new process, which holds nothing of ours."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *args, **kwargs).result()


def workers(count: int, rounds: int) -> dict[str, Any]:
    """A run of ``extract`` over so many articles with one worker process and with two.

    Both are timed in turns by the clock on the wall, from reading the file to the finished tables.
    """
    characters = 0
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "news.jsonl"
        with source.open("w", encoding="utf-8") as file:
            for number, article in zip(range(count), generated("Hant"), strict=False):
                characters += len(article.text)
                row = {"id": number, "text": article.text, "published": str(article.published)}
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        seconds: dict[int, list[float]] = {1: [], 2: []}
        peaks: list[float] = [0.0]
        early: list[float] = []

        def look(summary: RunSummary) -> None:
            peak = max((memory(child.pid or 0).peak for child in active_children()), default=0.0)
            peaks.append(peak)
            if not early and summary.articles >= count / 10:
                early.append(peak)

        for _ in range(rounds):
            for jobs, times in seconds.items():
                start = perf_counter()
                extract(source, Path(folder) / "out", jobs=jobs, force=True, progress=look)
                times.append(perf_counter() - start)
    return {
        "articles": count,
        "characters": characters,
        "seconds": {str(jobs): statistics.median(times) for jobs, times in seconds.items()},
        "speedup": statistics.median(seconds[1]) / statistics.median(seconds[2]),
        "best_speedup": min(seconds[1]) / min(seconds[2]),
        "worker_peak_mb": max(peaks),
        "worker_peak_mb_at_a_tenth": (early or [0.0])[0],
    }
