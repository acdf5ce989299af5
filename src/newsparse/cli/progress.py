"""How far a run is: a live line on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from newsparse.corpus.summary import RunSummary

# Often enough to see that a run is alive, seldom enough for the log of a nightly job.
_LINE_EVERY_SECONDS = 15.0


@contextmanager
def show_progress(quiet: bool) -> Iterator[Callable[[RunSummary], None] | None]:
    """A callback for ``extract(progress=...)`` that reports on stderr.

    Args:
        quiet: report nothing.
    """
    if quiet:
        yield None
    elif sys.stderr.isatty():
        from rich.console import Console
        from rich.status import Status

        with Status("reading…", console=Console(stderr=True)) as status:
            started = time.monotonic()

            def update(summary: RunSummary) -> None:
                speed = summary.characters / max(time.monotonic() - started, 0.001)
                status.update(f"{_counts(summary)}, {speed:,.0f} characters/s")

            yield update
    else:
        last = time.monotonic()

        def print_line(summary: RunSummary) -> None:
            nonlocal last
            if time.monotonic() - last >= _LINE_EVERY_SECONDS:
                last = time.monotonic()
                print(_counts(summary), file=sys.stderr, flush=True)

        yield print_line


def _counts(summary: RunSummary) -> str:
    failed = f", {len(summary.failures):,} failed" if summary.failures else ""
    return f"{summary.articles:,} articles, {summary.events.total():,} events{failed}"
