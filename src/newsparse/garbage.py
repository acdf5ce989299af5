"""Python's search for garbage, put off while there is none to find."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for garbage meanwhile.

    Python searches the more often the more is made. Loading lists, and reading a portion of
    articles, make many thousands of things that hold no cycles: what is needed no longer goes at
    once, without a search.

    Example:
        >>> with uncollected():
        ...     gc.isenabled()
        False
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
