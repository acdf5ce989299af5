"""Tables as files of their own: Parquet, CSV, JSON lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from newsparse.tables import Columns, arrow_schema

if TYPE_CHECKING:
    import pyarrow as pa

# What Excel takes for the beginning of a formula, and the mark that says it is none.
FORMULA_START = "=+-@\t\r"
DISARMED = "'"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Sink(Protocol):
    """Where the rows of one table go."""

    def write(self, table: pa.Table) -> None:
        """Add rows."""

    def close(self) -> None:
        """End the file."""


class ParquetFile:
    """Compressed with zstd; the schema carries the pandas types."""

    def __init__(self, path: Path, columns: Columns) -> None:
        import pyarrow.parquet as pq

        self._writer = pq.ParquetWriter(path, arrow_schema(columns), compression="zstd")

    def write(self, table: pa.Table) -> None:
        """Add rows."""
        self._writer.write_table(table)

    def close(self) -> None:
        """End the file."""
        self._writer.close()


class CsvFile:
    """UTF-8; text in quotes, missing values empty, dates as 2024-03-24.

    For Excel a byte-order mark stands first, without which it takes UTF-8 for the system's
    encoding, and text that it would run as a formula gets a ' before it.
    """

    def __init__(self, path: Path, columns: Columns, *, for_excel: bool) -> None:
        import pyarrow as pa
        from pyarrow import csv

        self._for_excel = for_excel
        self._schema = with_days(columns)
        self._file = pa.OSFile(str(path), "wb")
        self._file.write(BYTE_ORDER_MARK if for_excel else b"")
        self._writer = csv.CSVWriter(self._file, self._schema)

    def write(self, table: pa.Table) -> None:
        """Add rows."""
        import pyarrow as pa
        import pyarrow.compute as pc

        table = table.cast(self._schema)
        if self._for_excel:
            columns = [
                pc.replace_substring_regex(column, rf"^([{FORMULA_START}{DISARMED}])", r"'\1")
                if pa.types.is_string(column.type)
                else column
                for column in table.columns
            ]
            table = pa.Table.from_arrays(columns, schema=self._schema)
        self._writer.write_table(table)

    def close(self) -> None:
        """End the file."""
        self._writer.close()
        self._file.close()


class JsonLinesFile:
    """One JSON object per row, every column present."""

    def __init__(self, path: Path, columns: Columns) -> None:
        self._schema = with_days(columns)
        self._file = open_text(path)

    def write(self, table: pa.Table) -> None:
        """Add rows."""
        for row in table.cast(self._schema).to_pylist():
            self._file.write(json.dumps(row, ensure_ascii=False, default=_day) + "\n")

    def close(self) -> None:
        """End the file."""
        self._file.close()


def is_for_excel(csv_file: Path) -> bool:
    """Whether a table was written as ``CsvFile`` writes one for Excel."""
    with open(csv_file, "rb") as beginning:
        return beginning.read(len(BYTE_ORDER_MARK)) == BYTE_ORDER_MARK


def with_days(columns: Columns) -> pa.Schema:
    """The schema for formats where a date is a day, without a time."""
    import pyarrow as pa

    schema = arrow_schema(columns)
    for place, (name, kind) in enumerate(columns):
        if kind == "date":
            schema = schema.set(place, pa.field(name, pa.date32()))
    return schema


def open_text(path: Path) -> TextIO:
    """A new text file, the same on every platform."""
    return open(path, "w", encoding="utf-8", newline="\n")


def _day(value: Any) -> str:
    return str(value.isoformat())
