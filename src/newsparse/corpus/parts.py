"""What a run has done so far, safe on disk: analysed articles in parts, and what they rest on.

A part is an Arrow file with a row per article: its fingerprint, and for each table a list of its
rows (as Parquet, lists of hundreds of short columns take six times as long to write and to read
again). It is written under a temporary name, flushed to the disk and renamed, so that a run that is
killed at any moment leaves whole parts only, and the next run takes up what they hold. The tables
themselves are made from the parts at the end of a run.

``manifest.json`` says what the parts rest on: version, program and shipped data, options, event
types, gazetteers. Parts made under another manifest are of no use and are removed.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from newsparse.corpus.index import Index
from newsparse.errors import NewsparseError
from newsparse.store.replace import replacing

if TYPE_CHECKING:
    import pyarrow as pa

_MANIFEST = "manifest.json"
_SUFFIX = ".arrow"
_ROW_BITS = 24
# Articles come back in input order; only those changed since the first run lie in other parts.
_OPEN_PARTS = 4


class Parts:
    """The folder of parts, used by one run at a time.

    Args:
        folder: made if it is not there.
        manifest: what the articles' rows depend on besides the articles.
        afresh: begin with nothing.

    Raises:
        NewsparseError: another run is using the folder, or it cannot be written to.

    Example:
        >>> import tempfile
        >>> with Parts(Path(tempfile.mkdtemp()), {"version": "1"}) as parts:
        ...     parts.find(b"0123456789abcdef") is None
        True
    """

    def __init__(
        self, folder: Path, manifest: Mapping[str, object], *, afresh: bool = False
    ) -> None:
        from filelock import FileLock, Timeout

        self._folder = folder
        self._names: list[str] = []
        self._places = Index()
        self.run = secrets.token_hex(4)  # in the names of this run's parts: no two runs share one
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(folder / "lock")
            self._lock.acquire(blocking=False)
        except Timeout as error:
            raise NewsparseError(
                f"{folder.parent} is being written by another run. Wait for it, or choose another "
                "place"
            ) from error
        except OSError as error:
            raise NewsparseError(
                f"{folder.parent} cannot be written to ({error.strerror}). Choose another folder"
            ) from error
        try:
            self._take_up(json.dumps(manifest, indent=1, sort_keys=True), afresh)
        except BaseException:
            self._lock.release()
            raise

    def __enter__(self) -> Parts:
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.release()

    def _take_up(self, manifest: str, afresh: bool) -> None:
        path = self._folder / _MANIFEST
        same = not afresh and path.exists() and path.read_text("utf-8") == manifest
        for file in sorted(self._folder.iterdir()):
            if file.suffix == ".tmp" or (file.suffix == _SUFFIX and not same):
                file.unlink(missing_ok=True)
            elif file.suffix == _SUFFIX:
                self._index(file)
        if not same:
            with replacing(path) as temporary:
                temporary.write_text(manifest, "utf-8")

    def _index(self, file: Path) -> None:
        """Take note of the articles of an earlier run; what failed then is tried again."""
        import pyarrow as pa

        try:
            table = _read(file, ["item", "failed"])
            pairs = zip(table["item"].to_pylist(), table["failed"].to_pylist(), strict=True)
        except (pa.ArrowException, OSError, KeyError):
            file.unlink(missing_ok=True)
            return
        self._note(file.name, (None if bad else item for item, bad in pairs))

    def _note(self, name: str, items: Iterator[bytes | None]) -> None:
        part = len(self._names) << _ROW_BITS
        self._names.append(name)
        self._places.update((item, part + row) for row, item in enumerate(items) if item)

    def add(self, number: int, items: Sequence[bytes]) -> None:
        """Take note of a part that was written."""
        self._note(part_path(self._folder, self.run, number).name, iter(items))

    def find(self, item: bytes) -> int | None:
        """Where an article's rows are, if they are there."""
        return self._places.get(item)

    def place(self, item: bytes) -> int:
        """Where the rows of an article are that was analysed."""
        return self._places[item]

    def read(self, places: Sequence[int]) -> Iterator[pa.Table]:
        """The rows of articles, in the order of their places, in tables as large as possible.

        Raises:
            NewsparseError: a part is gone or was damaged since it was written.
        """
        read = lru_cache(_OPEN_PARTS)(self._part)
        start = 0
        while start < len(places):
            part = places[start] >> _ROW_BITS
            end = start
            while end < len(places) and places[end] >> _ROW_BITS == part:
                end += 1
            rows = [place & ((1 << _ROW_BITS) - 1) for place in places[start:end]]
            table = read(part)
            yield table if rows == list(range(table.num_rows)) else table.take(rows)
            start = end

    def _part(self, part: int) -> pa.Table:
        import pyarrow as pa

        path = self._folder / self._names[part]
        try:
            return _read(path)
        except (pa.ArrowException, OSError) as error:
            raise NewsparseError(f"{path} is damaged ({error}). Run again with --force") from error

    def drop_unused(self, places: Sequence[int]) -> None:
        """Remove the parts none of these places lies in: their articles are gone or changed."""
        used = {place >> _ROW_BITS for place in places}
        for part, name in enumerate(self._names):
            if part not in used:
                (self._folder / name).unlink(missing_ok=True)


def part_path(folder: Path, run: str, number: int) -> Path:
    """Where a part is to be written."""
    return folder / f"{run}-{number:06}{_SUFFIX}"


def write_part(path: Path, table: pa.Table) -> None:
    """Write a part whole or not at all.

    Raises:
        NewsparseError: the disk is full, or gone.
    """
    import pyarrow as pa

    options = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)
    try:
        with (
            replacing(path) as temporary,
            pa.OSFile(str(temporary), "wb") as file,
            pa.ipc.new_file(file, table.schema, options=options) as writer,
        ):
            writer.write_table(table)
    except OSError as error:
        raise NewsparseError(
            f"{path.parent} cannot be written to ({error.strerror or error}). What was done before "
            "is kept: make room and run again"
        ) from error


def _read(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    import pyarrow as pa

    with pa.memory_map(str(path)) as file:
        schema = pa.ipc.open_file(file).schema
        chosen = None if columns is None else [schema.get_field_index(name) for name in columns]
        # threads cost more than they save on columns this short
        options = pa.ipc.IpcReadOptions(included_fields=chosen, use_threads=False)
        return pa.ipc.open_file(file, options=options).read_all()


def digest(paths: Sequence[Path | str]) -> str:
    """A hash of the contents of files and folders, but for what Python compiled.

    Example:
        >>> digest([]) == digest([]) != digest([__file__])
        True
    """
    whole = blake2b(digest_size=16)
    for top in map(Path, paths):
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and path.suffix != ".pyc":
                whole.update(path.name.encode(errors="surrogateescape") + b"\0")
                whole.update(path.read_bytes())
    return whole.hexdigest()
