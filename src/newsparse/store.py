"""Tables to files and back: Parquet, CSV, JSON lines, Excel.

Files are written under a temporary name and renamed when complete, so that a run that breaks off
leaves the tables of the run before as they were.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Protocol, TextIO, get_args

from newsparse.errors import NewsparseError
from newsparse.tables import Columns, arrow_schema

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Format = Literal["parquet", "csv", "jsonl", "xlsx"]
FORMATS: tuple[Format, ...] = get_args(Format)
ANALYSES = "analyses.jsonl"
WORKBOOK = "newsparse.xlsx"
# Rows are collected to this size before they are written: small row groups make a Parquet file
# slow to read, and with 25 tables open this bounds what is held in memory. 0.5 to 2 MB differ by
# 15 MB at the peak of a run over 2,000 articles.
_GROUP_BYTES = 1_000_000
# Limits of the .xlsx format.
_XLSX_ROWS = 1_048_576
_XLSX_CELL = 32_767
_XLSX_SHEET_NAME = 31
_XLSX_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FORMULA_START = ("=", "+", "-", "@", "\t", "\r")


class _Sink(Protocol):
    """Where the rows of one table go."""

    def write(self, table: pa.Table) -> None: ...
    def close(self) -> None: ...


class TableWriter:
    """Writes tables batch by batch into a folder.

    Used as a context manager: leaving it normally puts the files in place; leaving it by an
    exception removes the half-written ones.

    Args:
        folder: made if it is not there.
        layouts: columns of every table (``newsparse.tables.table_columns``); each gets a file (in
            .xlsx a sheet), also when no rows come.
        file_format: one of FORMATS; "jsonl" also writes ``analyses.jsonl``.

    Attributes:
        notes: what a reader of the files should know, for example that texts were cut.

    Raises:
        NewsparseError: the folder cannot be written to, or a table is too long for .xlsx.

    Example:
        >>> import tempfile
        >>> from newsparse.tables import table_columns, to_arrow
        >>> folder = Path(tempfile.mkdtemp())
        >>> with TableWriter(folder, table_columns(()), "csv") as writer:
        ...     writer.write(to_arrow([], ()))
        >>> sorted(path.name for path in folder.iterdir())[:2]
        ['arguments.csv', 'articles.csv']
    """

    def __init__(self, folder: Path, layouts: Mapping[str, Columns], file_format: Format) -> None:
        self.notes: list[str] = []
        self._folder = folder
        self._parts: list[tuple[Path, Path]] = []
        self._pending: dict[str, list[pa.Table]] = {name: [] for name in layouts}
        self._sinks: dict[str, _Sink] = {}
        self._book: _Workbook | None = None
        self._analyses: TextIO | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._open(layouts, file_format)
        except OSError as error:
            self._discard()
            raise NewsparseError(
                f"{folder} cannot be written to ({error.strerror}). Choose another folder"
            ) from error

    def _open(self, layouts: Mapping[str, Columns], file_format: Format) -> None:
        if file_format == "xlsx":
            self._book = _Workbook(self._part(WORKBOOK))
        elif file_format == "jsonl":
            self._analyses = _open_text(self._part(ANALYSES))
        sinks: dict[str, Callable[[Path, Columns], _Sink]] = {
            "parquet": _ParquetFile,
            "csv": _CsvFile,
            "jsonl": _JsonLinesFile,
        }
        for name, columns in layouts.items():
            if self._book is not None:
                self._sinks[name] = self._book.sheet(name, columns)
                continue
            self._sinks[name] = sinks[file_format](self._part(f"{name}.{file_format}"), columns)

    def _part(self, name: str) -> Path:
        """A temporary name beside the final one; with the process id, as two runs may meet."""
        part = self._folder / f".{name}.{os.getpid()}.part"
        self._parts.append((part, self._folder / name))
        return part

    def write(self, tables: Mapping[str, pa.Table], analyses: Iterable[str] = ()) -> None:
        """Add rows.

        Args:
            tables: table name to further rows.
            analyses: the same articles as JSON lines, written where the format is "jsonl".
        """
        for name, table in tables.items():
            if table.num_rows:
                pending = self._pending[name]
                pending.append(table)
                if sum(batch.nbytes for batch in pending) > _GROUP_BYTES:
                    self._flush(name)
        if self._analyses is not None:
            self._analyses.writelines(line + "\n" for line in analyses)

    def _flush(self, name: str) -> None:
        import pyarrow as pa

        if self._pending[name]:
            self._sinks[name].write(pa.concat_tables(self._pending[name]).combine_chunks())
            self._pending[name].clear()

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
        try:
            for name in self._sinks:
                self._flush(name)
            self._close()
        except BaseException:
            self._discard()
            raise
        for part, final in self._parts:
            os.replace(part, final)

    def _close(self) -> None:
        for sink in self._sinks.values():
            sink.close()
        if self._book is not None:
            self.notes += self._book.save()
        if self._analyses is not None:
            self._analyses.close()

    def _discard(self) -> None:
        with contextlib.suppress(Exception):
            self._close()
        for part, _ in self._parts:
            part.unlink(missing_ok=True)


def read_tables(folder: Path | str) -> dict[str, pd.DataFrame]:
    """The Parquet tables of a folder, with the types they were written with.

    Args:
        folder: where ``newsparse extract`` (format parquet) wrote them.

    Returns:
        Table name to frame.

    Raises:
        NewsparseError: there are none.

    Example:
        >>> import tempfile
        >>> from newsparse.tables import table_columns, to_frames
        >>> folder = Path(tempfile.mkdtemp())
        >>> with TableWriter(folder, table_columns(()), "parquet"):
        ...     pass
        >>> (read_tables(folder)["events"].dtypes == to_frames([], ())["events"].dtypes).all()
        np.True_
    """
    import pandas as pd

    paths = sorted(Path(folder).glob("*.parquet"))
    if not paths:
        raise NewsparseError(f"{folder} holds no .parquet tables. Run newsparse extract first")
    return {path.stem: pd.read_parquet(path, engine="pyarrow") for path in paths}


class _ParquetFile:
    def __init__(self, path: Path, columns: Columns) -> None:
        import pyarrow.parquet as pq

        self._writer = pq.ParquetWriter(path, arrow_schema(columns), compression="zstd")

    def write(self, table: pa.Table) -> None:
        self._writer.write_table(table)

    def close(self) -> None:
        self._writer.close()


class _CsvFile:
    """UTF-8; text in quotes, missing values empty, dates as 2024-03-24."""

    def __init__(self, path: Path, columns: Columns) -> None:
        import pyarrow as pa
        from pyarrow import csv

        days = [(name, pa.date32()) if kind == "date" else None for name, kind in columns]
        schema = arrow_schema(columns)
        self._schema = pa.schema([day or field for day, field in zip(days, schema, strict=True)])
        self._writer = csv.CSVWriter(path, self._schema)

    def write(self, table: pa.Table) -> None:
        self._writer.write_table(table.cast(self._schema))

    def close(self) -> None:
        self._writer.close()


class _JsonLinesFile:
    """One JSON object per row, every column present."""

    def __init__(self, path: Path, columns: Columns) -> None:
        self._days = [name for name, kind in columns if kind == "date"]
        self._file = _open_text(path)

    def write(self, table: pa.Table) -> None:
        for row in table.to_pylist():
            for name in self._days:
                row[name] = row[name] and row[name].date().isoformat()
            self._file.write(json.dumps(row, ensure_ascii=False) + "\n")

    def close(self) -> None:
        self._file.close()


class _Workbook:
    """One .xlsx file; rows go to disk as they come."""

    def __init__(self, path: Path) -> None:
        from openpyxl import Workbook

        self.path = path
        self.book = Workbook(write_only=True)
        self.cut = 0
        path.touch()  # fails here, not after the run, where the folder is read-only

    def sheet(self, name: str, columns: Columns) -> _Sheet:
        return _Sheet(self, name[:_XLSX_SHEET_NAME], columns)

    def save(self) -> list[str]:
        self.book.save(self.path)
        if not self.cut:
            return []
        return [f"texts cut to {_XLSX_CELL:,} characters, the most a cell holds: {self.cut}"]


class _Sheet:
    def __init__(self, workbook: _Workbook, name: str, columns: Columns) -> None:
        self._workbook, self._name = workbook, name
        self._sheet = workbook.book.create_sheet(name)
        self._sheet.freeze_panes = "A2"
        self._sheet.append([column for column, _ in columns])
        self._rows = 1

    def write(self, table: pa.Table) -> None:
        self._rows += table.num_rows
        if self._rows > _XLSX_ROWS:
            raise NewsparseError(
                f"table {self._name} has more than {_XLSX_ROWS:,} rows, the most an .xlsx sheet "
                "holds. Use --format parquet or csv"
            )
        for row in table.to_pylist():
            self._sheet.append([self._cell(value) for value in row.values()])

    def _cell(self, value: Any) -> Any:
        """A value that Excel shows as it stands and never runs as a formula."""
        from openpyxl.cell import WriteOnlyCell

        if isinstance(value, datetime):
            return value.date()
        if not isinstance(value, str):
            return value
        if len(value) > _XLSX_CELL:
            value = value[:_XLSX_CELL]
            self._workbook.cut += 1
        value = _XLSX_ILLEGAL.sub("\ufffd", value)
        if value.startswith(_FORMULA_START) or value.startswith("#"):
            cell = WriteOnlyCell(self._sheet, value)
            cell.data_type = "s"  # else openpyxl reads "=…" as a formula, "#N/A" as an error
            cell.quotePrefix = True  # and Excel would, once the cell is edited
            return cell
        return value

    def close(self) -> None:
        pass


def _open_text(path: Path) -> TextIO:
    return open(path, "w", encoding="utf-8", newline="\n")
