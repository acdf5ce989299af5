"""All tables as sheets of one .xlsx file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from newsparse.store.files import FORMULA_START
from newsparse.store.places import MARK
from newsparse.tables import Columns

if TYPE_CHECKING:
    import pyarrow as pa

# Limits of the .xlsx format.
_ROWS = 1_048_576
_CELL = 32_767
_SHEET_NAME = 31
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Workbook:
    """One .xlsx file; rows go to disk as they come."""

    def __init__(self, path: Path) -> None:
        from openpyxl import Workbook as Book

        self.path = path
        self.book = Book(write_only=True)
        self.book.properties.creator = MARK
        self.cut = 0
        self.split: list[str] = []
        path.touch()  # fails here, not after the run, where the folder is read-only

    def table(self, name: str, columns: Columns) -> Sheet:
        """A further sheet."""
        return Sheet(self, name, columns)

    def save(self) -> list[str]:
        """Write the file; what a reader of it should know."""
        from openpyxl.writer.excel import ExcelWriter

        # by openpyxl's own save(), an archive that meets a full disk is never closed, and says so
        # in tracebacks when it is forgotten
        with _full_disk(), ZipFile(self.path, "w", ZIP_DEFLATED) as archive:
            ExcelWriter(self.book, archive).save()
        notes = []
        if self.cut:
            notes.append(f"texts cut to {_CELL:,} characters, the most a cell holds: {self.cut}")
        if self.split:
            notes.append(
                f"over {_ROWS:,} rows, the most a sheet holds, so on several sheets: "
                + ", ".join(self.split)
            )
        return notes


def is_ours(path: Path) -> bool:
    """Whether newsparse made a workbook, as its properties say."""
    try:
        with ZipFile(path) as archive:
            return f">{MARK}</dc:creator>".encode() in archive.read("docProps/core.xml")
    except (BadZipFile, KeyError):
        return False


class Sheet:
    """A table; one longer than a sheet goes on in a second."""

    def __init__(self, workbook: Workbook, name: str, columns: Columns) -> None:
        self._workbook, self._name, self._columns = workbook, name, columns
        self._sheets = 0
        self._sheet: Any = None
        self._begin()

    def _begin(self) -> None:
        if self._sheet is not None:
            self._sheet.close()
        self._sheets += 1
        suffix = f" {self._sheets}" if self._sheets > 1 else ""
        title = self._name[: _SHEET_NAME - len(suffix)] + suffix
        self._sheet = self._workbook.book.create_sheet(title)
        self._sheet.freeze_panes = "A2"
        self._sheet.append([column for column, _ in self._columns])
        self._rows = 1
        if self._sheets == 2:
            self._workbook.split.append(self._name)

    def write(self, table: pa.Table) -> None:
        """Add rows."""
        with _full_disk():
            for row in table.to_pylist():
                if self._rows == _ROWS:
                    self._begin()
                self._sheet.append([self._cell(value) for value in row.values()])
                self._rows += 1

    def _cell(self, value: Any) -> Any:
        """A value that Excel shows as it stands and never runs as a formula."""
        from openpyxl.cell import WriteOnlyCell

        if isinstance(value, datetime):
            return value.date()
        if not isinstance(value, str):
            return value
        if len(value) > _CELL:
            value = value[:_CELL]
            self._workbook.cut += 1
        value = _ILLEGAL.sub("\ufffd", value)
        if value.startswith((*FORMULA_START, "#")):
            cell = WriteOnlyCell(self._sheet, value)
            cell.data_type = "s"  # else openpyxl reads "=…" as a formula, "#N/A" as an error
            cell.quotePrefix = True  # and Excel would, once the cell is edited
            return cell
        return value

    def close(self) -> None:
        """End the sheet; all are saved together."""
        with _full_disk():
            self._sheet.close()


@contextmanager
def _full_disk() -> Iterator[None]:
    """What lxml, which writes the sheets, says of a full disk, as other writers say it."""
    from lxml.etree import LxmlError

    try:
        yield
    except LxmlError as error:
        raise OSError(0, f"{error}, in the folder of temporary files") from error
