"""Tables to files, batch by batch.

Files are written under a temporary name and renamed when complete, so that a run that breaks off
leaves the tables of the run before as they were.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from glob import escape
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from newsparse.errors import NewsparseError
from newsparse.store.database import Database, own_contents
from newsparse.store.files import CsvFile, JsonLinesFile, ParquetFile, Sink, open_text
from newsparse.store.listing import announce, listed, settle
from newsparse.store.places import ANALYSES, ONE_FILE, Format, file_names, is_one_file
from newsparse.store.replace import put_in_place, writing
from newsparse.store.workbook import Workbook, is_ours
from newsparse.tables import Columns

if TYPE_CHECKING:
    import pyarrow as pa

# Rows are collected to this size before they are written: small row groups make a Parquet file
# slow to read, and with 25 tables open this bounds what is held in memory. 0.5 to 2 MB differ by
# 15 MB at the peak of a run over 2,000 articles.
_GROUP_BYTES = 1_000_000


def check_free(out: Path, tables: Iterable[str], file_format: Format) -> None:
    """Whether tables can be written to a place without replacing what is not ours.

    Args:
        out: as for ``TableWriter``.
        tables: the names of the tables.
        file_format: one of FORMATS.

    Raises:
        NewsparseError: they would replace a file that newsparse did not write, or a database that
            holds other tables too.

    Example:
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp())
        >>> _ = (folder / "events.csv").write_text("my own")
        >>> check_free(folder, ["events"], "csv")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        newsparse.errors.NewsparseError: .../events.csv was not written by newsparse. Move it, or...
    """
    remedy = "Move it, or choose another place for the tables"
    if not is_one_file(out):
        ours = listed(out)
        for name in file_names(tables, file_format):
            if name not in ours and (out / name).exists():
                raise NewsparseError(f"{out / name} was not written by newsparse. {remedy}")
    elif out.exists():
        if file_format == "xlsx" and not is_ours(out):
            raise NewsparseError(f"{out} was not written by newsparse. {remedy}")
        others = own_contents(out) if file_format == "duckdb" else []
        if others:
            what = ", ".join(others)[:200]
            raise NewsparseError(f"{out} holds what newsparse did not write ({what}). {remedy}")


class TableWriter:
    """Writes tables batch by batch into a folder or a file.

    Used as a context manager: leaving it normally puts the files in place; leaving it by an
    exception removes the half-written ones.

    Args:
        out: folder, made if it is not there; or the file itself, named .duckdb or .xlsx.
        layouts: columns of every table (``newsparse.tables.table_columns``); each gets a file (in
            .xlsx a sheet, in .duckdb a table), also when no rows come.
        file_format: one of FORMATS; "jsonl" also writes ``analyses.jsonl``.
        bom: CSV for Excel (``CsvFile``).
        beside: the tables go beside those that are there, which else are removed, and beside their
            ``analyses.jsonl``.

    Attributes:
        notes: what a reader of the files should know, for example that texts were cut.
        removed: files of an earlier run that are no longer there.

    Raises:
        NewsparseError: the files cannot be written, or would replace what is not ours.

    Example:
        >>> import tempfile
        >>> from newsparse.tables import table_columns, to_arrow
        >>> folder = Path(tempfile.mkdtemp())
        >>> with TableWriter(folder, table_columns(()), "csv") as writer:
        ...     writer.write(to_arrow([], ()))
        >>> sorted(path.name for path in folder.iterdir())[:2]
        ['arguments.csv', 'articles.csv']
    """

    def __init__(
        self,
        out: Path,
        layouts: Mapping[str, Columns],
        file_format: Format,
        *,
        bom: bool = False,
        beside: bool = False,
    ) -> None:
        self.notes: list[str] = []
        self.removed: list[str] = []
        self._out = out
        self._folder = out.parent if is_one_file(out) else out
        self._beside = beside
        self._files: dict[str, Columns] = {}
        self._parts: list[tuple[Path, Path]] = []
        self._pending: dict[str, list[pa.Table]] = {name: [] for name in layouts}
        self._pending_bytes = dict.fromkeys(layouts, 0)
        self._sinks: dict[str, Sink] = {}
        self._one: Workbook | Database | None = None
        self._analyses: TextIO | None = None
        with self._told():
            self._folder.mkdir(parents=True, exist_ok=True)
            check_free(out, layouts, file_format)
            self._open(layouts, file_format, bom)

    def _open(self, layouts: Mapping[str, Columns], file_format: Format, bom: bool) -> None:
        if file_format in ONE_FILE:
            name = self._out.name if is_one_file(self._out) else ONE_FILE[file_format]
            self._one = (Workbook if file_format == "xlsx" else Database)(self._part(name, ()))
        sinks: dict[Format, Callable[[Path, Columns], Sink]] = {
            "parquet": ParquetFile,
            "csv": partial(CsvFile, for_excel=bom),
            "jsonl": JsonLinesFile,
        }
        for name, columns in layouts.items():
            self._sinks[name] = (
                sinks[file_format](self._part(f"{name}.{file_format}", columns), columns)
                if self._one is None
                else self._one.table(name, columns)
            )
        if file_format == "jsonl" and not self._beside:
            self._analyses = open_text(self._part(ANALYSES, ()))

    def _part(self, name: str, columns: Columns) -> Path:
        """A temporary name beside the final one."""
        self._clear(name)
        part = self._folder / f".{name}.{os.getpid()}.tmp"
        self._parts.append((part, self._folder / name))
        self._files[name] = columns
        return part

    def _clear(self, name: str) -> None:
        """Remove what is half written, also by a run that was killed, and DuckDB's log of it."""
        for leftover in self._folder.glob(f".{escape(name)}.*.tmp*"):
            leftover.unlink(missing_ok=True)

    def write(self, tables: Mapping[str, pa.Table], analyses: Iterable[str] = ()) -> None:
        """Add rows.

        Args:
            tables: table name to further rows.
            analyses: the same articles as JSON lines, written where the format is "jsonl".
        """
        with self._told():
            for name, table in tables.items():
                if table.num_rows:
                    self._pending[name].append(table)
                    self._pending_bytes[name] += table.nbytes
                    if self._pending_bytes[name] > _GROUP_BYTES:
                        self._flush(name)
            if self._analyses is not None:
                self._analyses.writelines(line + "\n" for line in analyses)

    def _flush(self, name: str) -> None:
        import pyarrow as pa

        if self._pending[name]:
            self._sinks[name].write(pa.concat_tables(self._pending[name]).combine_chunks())
            self._pending[name].clear()
            self._pending_bytes[name] = 0

    def __enter__(self) -> TableWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self._discard()
            return
        with self._told():
            for name in self._sinks:
                self._flush(name)
            self._close()
            if not is_one_file(self._out):
                announce(self._folder, self._files)
            for part, final in self._parts:
                put_in_place(part, final)
            if not is_one_file(self._out):
                self.removed = settle(self._folder, self._files, beside=self._beside)

    def _close(self) -> None:
        for sink in self._sinks.values():
            sink.close()
        if self._one is not None:
            self.notes += self._one.save()
        if self._analyses is not None:
            self._analyses.close()

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Whatever goes wrong removes the half-written files; a full disk is said to be one."""
        try:
            with writing(self._out):
                yield
        except BaseException:
            self._discard()
            raise

    def _discard(self) -> None:
        with contextlib.suppress(Exception):
            self._close()
        for _, final in self._parts:
            self._clear(final.name)
