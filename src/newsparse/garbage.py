"""Python's search for garbage, put off while there is none to find."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for garbage meanwhile.

    Python searches the more often the more is made. Reading a portion of articles makes many
    thousands of things that hold no cycles: what is needed no longer goes at once, without a
    search.

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


@contextmanager
def loading() -> Iterator[None]:
    """No search for garbage meanwhile, nor soon in what is made: it is there to stay.

    For lists and modules, once: a search after them would go through all that was loaded. What is
    made is put with what has long been there, which Python searches from time to time only.

    Example:
        >>> with loading():
        ...     names = {"甲": ["乙"]}
    """
    with uncollected():
        yield
        if not gc.get_freeze_count():  # where a program has frozen its own, that stays frozen
            gc.freeze()
            gc.unfreeze()
