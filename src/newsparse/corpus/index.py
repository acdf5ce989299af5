"""What a run remembers of every article, on disk: its memory must not grow with their number."""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator

from newsparse.errors import NewsparseError


class Index:
    """Numbers by key.

    SQLite keeps them in a temporary file that ends with the process, and some 2 MB of it in memory.

    Raises:
        NewsparseError: the temporary folder cannot be written to; also from every method.

    Example:
        >>> index = Index()
        >>> index.update([(b"a", 1), (b"b", 2), (b"a", 3)])
        >>> index.get(b"a"), index.get(b"c")
        (3, None)
        >>> index.add(b"c", 1), index.add(b"c", 4), index.get(b"c")
        (True, False, 1)
    """

    def __init__(self) -> None:
        with _told():
            # no name: a temporary file; no journal, as nothing is ever rolled back; a generator
            # over articles may be handed from thread to thread
            self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
            self._database.execute("PRAGMA journal_mode = OFF")
            self._database.execute(
                "CREATE TABLE numbers (key BLOB PRIMARY KEY, number INTEGER) WITHOUT ROWID"
            )

    def update(self, numbers: Iterable[tuple[bytes, int]]) -> None:
        """Take keys with their numbers, also such as are there."""
        with _told():
            self._database.execute("BEGIN")
            self._database.executemany("INSERT OR REPLACE INTO numbers VALUES (?, ?)", numbers)
            self._database.execute("COMMIT")

    def add(self, key: bytes, number: int) -> bool:
        """Take a key with its number unless the key is there."""
        insert = "INSERT OR IGNORE INTO numbers VALUES (?, ?)"
        with _told():
            return self._database.execute(insert, (key, number)).rowcount == 1

    def get(self, key: bytes) -> int | None:
        """The number of a key, if the key is there."""
        query = "SELECT number FROM numbers WHERE key = ?"
        with _told():
            row = self._database.execute(query, (key,)).fetchone()
        return None if row is None else row[0]

    def __getitem__(self, key: bytes) -> int:
        number = self.get(key)
        if number is None:
            raise KeyError(key)
        return number


@contextlib.contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise NewsparseError(
            f"the temporary folder {tempfile.gettempdir()} cannot be written to ({error}). Make "
            "room there, or name another one in the environment variable TMPDIR"
        ) from error
