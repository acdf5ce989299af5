"""How far a run is: a live line on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

from newsparse.cli.plain import plain
from newsparse.corpus.summary import RunSummary

# Often enough to see that a run is alive, seldom enough for the log of a nightly job.
_LINE_EVERY_SECONDS = 15.0


@contextmanager
def show_progress(
    quiet: bool, verbose: bool = False
) -> Iterator[Callable[[RunSummary], None] | None]:
    """A callback for ``extract(progress=...)`` that reports on stderr.

    Args:
        quiet: report nothing.
        verbose: a line for every portion of work and for what newsparse logs, on a terminal too.
    """
    with _logged() if verbose else nullcontext(), _progress(quiet, verbose) as report:
        yield report


class _Lines(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        print(plain(record.getMessage()), file=sys.stderr, flush=True)


@contextmanager
def _logged() -> Iterator[None]:
    logger, lines = logging.getLogger("newsparse"), _Lines()
    before = logger.level
    logger.addHandler(lines)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.setLevel(before)
        logger.removeHandler(lines)


@contextmanager
def _progress(quiet: bool, verbose: bool) -> Iterator[Callable[[RunSummary], None] | None]:
    started = last = time.monotonic()
    if quiet:
        yield None
    elif sys.stderr.isatty() and not verbose:
        from rich.console import Console
        from rich.status import Status

        with Status("reading…", console=Console(stderr=True)) as status:
            yield lambda summary: status.update(_counts(summary, time.monotonic() - started))
    else:

        def print_line(summary: RunSummary) -> None:
            nonlocal last
            if verbose or time.monotonic() - last >= _LINE_EVERY_SECONDS:
                last = time.monotonic()
                print(_counts(summary, last - started), file=sys.stderr, flush=True)

        yield print_line


def _counts(summary: RunSummary, seconds: float) -> str:
    parts = [f"{summary.articles:,} articles", f"{summary.events.total():,} events"]
    if summary.reused:
        parts.append(f"{summary.reused:,} as analysed before")
    if summary.failures:
        parts.append(f"{len(summary.failures):,} failed")
    parts.append(f"{summary.characters / max(seconds, 0.001):,.0f} characters/s")
    if summary.read:
        left = seconds * (1 - summary.read) / summary.read
        parts.append(f"about {left // 60:.0f}:{left % 60:02.0f} left")
    return ", ".join(parts)
