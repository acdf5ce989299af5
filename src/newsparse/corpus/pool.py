"""Worker processes under watch: one that dies or hangs costs the article in hand, not the run."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from multiprocessing import current_process, get_context, parent_process
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from newsparse.errors import NewsparseError

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")
# Called with the place in the portion of each item before it is worked on, then with AT_NONE.
InHand = Callable[[int], None]
AT_NONE = -1
# How often the clocks of the workers are looked at.
_LOOK_SECONDS = 0.2
# How a process ends that the system took for one too many.
_KILLED = -9
# spawn: the same on every platform, and safe beside threads of the calling program
_PROCESSES = get_context("spawn")


@dataclass(frozen=True, slots=True)
class Portion(Generic[ItemT]):
    """Work that travels together.

    Args:
        number: which portion it is.
        items: the work.
        one_by_one: finish each item before the next is begun; else some may be worked on at once.
    """

    number: int
    items: tuple[ItemT, ...]
    one_by_one: bool = False


def check_start() -> None:
    """Whether workers can be started: not by a script that is being imported by a worker.

    Raises:
        NewsparseError: it would start itself again and again.
    """
    # what multiprocessing itself looks at; there is no public name for it
    if getattr(current_process(), "_inheriting", False):
        raise NewsparseError(
            "worker processes run your script from its first line. Put what starts them under "
            "if __name__ == '__main__':"
        )


def run_here(
    portions: Iterable[Portion[ItemT]], work: Callable[[Portion[ItemT], InHand], ResultT]
) -> Iterator[ResultT]:
    """All portions in this process: no time limit, and a crash ends the run."""
    for portion in portions:
        yield work(portion, lambda place: None)


def run_in_workers(
    portions: Iterable[Portion[ItemT]],
    make_work: Callable[[], Callable[[Portion[ItemT], InHand], ResultT]],
    jobs: int,
    give_up: Callable[[ItemT, str], ItemT],
    *,
    timeout: float,
) -> Iterator[ResultT]:
    """All portions by a number of processes, results as they come.

    Args:
        portions: the work; taken only as workers become free.
        make_work: makes what works on a portion, once in each process. Picklable.
        jobs: how many processes.
        give_up: what to put in the place of an item that killed its worker or ran out of time,
            and why. The portion is worked on again one by one to find it, and without it.
        timeout: seconds that one item may take, or those worked on at once.

    Raises:
        NewsparseError: what a worker raised, or a worker that died at no item.
    """
    waiting = iter(portions)
    workers = [Worker[ItemT, ResultT](make_work, give_up, timeout) for _ in range(jobs)]
    try:
        for worker in workers:
            worker.give(next(waiting, None))
        while busy := [worker for worker in workers if worker.portion is not None]:
            ready = wait([worker.connection for worker in busy], _LOOK_SECONDS)
            for worker in busy:
                result = worker.look(worker.connection in ready)
                if result is not None:
                    worker.give(next(waiting, None))
                    yield result
    finally:
        for worker in workers:
            worker.stop()


class Worker(Generic[ItemT, ResultT]):
    """One process as the parent sees it; arguments as for ``run_in_workers``.

    Attributes:
        portion: what it is working on.
        connection: ready to be read when there is something to see.
    """

    def __init__(
        self,
        make_work: Callable[[], Callable[[Portion[ItemT], InHand], ResultT]],
        give_up: Callable[[ItemT, str], ItemT],
        timeout: float,
    ) -> None:
        self.portion: Portion[ItemT] | None = None
        self._make_work = make_work
        self._give_up = give_up
        self._timeout = timeout
        self._seen = (AT_NONE, 0.0)
        self._start()

    def work(self, portion: Portion[ItemT]) -> ResultT:
        """Give it a portion and wait for what comes of it.

        Raises:
            NewsparseError: what the worker raised, or that it died at no item.
        """
        self.give(portion)
        while True:
            result = self.look(bool(wait([self.connection], _LOOK_SECONDS)))
            if result is not None:
                return result

    def _start(self) -> None:
        self.connection, theirs = _PROCESSES.Pipe()
        self._place = _PROCESSES.RawValue("q", AT_NONE)
        arguments = (theirs, self._place, self._make_work)
        self._process = _PROCESSES.Process(target=_serve, args=arguments, daemon=True)
        with _deaf_to_ctrl_c():
            self._process.start()
        theirs.close()

    def give(self, portion: Portion[ItemT] | None) -> None:
        """Give it something to do, or nothing more."""
        self.portion = portion
        if portion is not None:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # told by result()
                self.connection.send(portion)

    def look(self, ready: bool) -> ResultT | None:
        """What came of the portion, if it is done; a process that died or hangs is replaced."""
        result, reason = self._result() if ready else (None, self._over_time())
        if reason is not None:
            self._restart(reason)
        return result

    def _result(self) -> tuple[ResultT | None, str | None]:
        """What came back, or why the process died."""
        try:
            outcome = self.connection.recv()
        except (EOFError, ConnectionResetError):
            self._process.join()
            code = self._process.exitcode or 0
            how = f"signal {-code}" if code < 0 else f"exit code {code}"
            why = ", perhaps for lack of memory" if code == _KILLED else ""
            return None, f"the process that analysed it died ({how}){why}"
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome, None

    def _over_time(self) -> str | None:
        """Why to give up the item in hand, if it has taken too long."""
        place, now = self._place.value, time.monotonic()
        if place != self._seen[0]:
            self._seen = place, now
        if place < 0 or now - self._seen[1] < self._timeout:
            return None
        return f"took more than {self._timeout:g} seconds. Raise --timeout, or leave it out"

    def _restart(self, reason: str) -> None:
        """A new process for the same portion, item by item; then without the one in hand."""
        place, portion = self._place.value, self.portion
        self.stop()
        assert portion is not None  # only workers with a portion are waited for
        if place < 0:
            raise NewsparseError(f"a worker process cannot go on: {reason}. Use fewer --jobs")
        items = portion.items
        if portion.one_by_one:
            items = (*items[:place], self._give_up(items[place], reason), *items[place + 1 :])
        self._start()
        self.give(replace(portion, items=items, one_by_one=True))

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.join()
        self.connection.close()


@contextlib.contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Processes started meanwhile do not hear Ctrl-C, not even while they are still importing.

    It is the parent's to answer; each of them would print a traceback.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # signals are set in the main thread only
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _serve(connection: Connection, place: Any, make_work: Callable[[], Any]) -> None:
    """What a worker process does until the parent goes away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # again: Windows hands nothing down
    threading.Thread(target=_end_with_parent, daemon=True).start()

    def in_hand(at: int) -> None:
        place.value = at

    try:
        work = make_work()
        while True:
            connection.send(work(connection.recv(), in_hand))
    except EOFError:
        os._exit(0)  # the parent is gone; there is nobody to tell
    except Exception as error:
        with contextlib.suppress(OSError):
            connection.send(error)


def _end_with_parent() -> None:
    """A parent that is killed ends nothing; an article in an endless loop would go on for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)
