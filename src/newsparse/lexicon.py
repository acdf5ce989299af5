"""Data files: CSV tables with a provenance header, shipped inside the package or brought by users.

A data file starts with comment lines ``# key: value``; those we ship must state ``source`` and
``licence``. The first line that is no comment names the columns.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from operator import itemgetter
from pathlib import Path

from newsparse.errors import DataFileError

DATA = Path(str(files("newsparse"))) / "data"


def read_table(
    path: Path | str, required: tuple[str, ...], optional: tuple[str, ...] = ()
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows of a data file, with their line numbers.

    Args:
        path: a UTF-8 CSV file; a relative path is looked up in the package's data folder.
        required: columns that must be there.
        optional: columns that may be there; missing ones read as "".

    Yields:
        (1-based line number, cells in the order required + optional).

    Raises:
        DataFileError: unreadable file, wrong columns, or a row with too many or too few cells.

    Example:
        >>> next(read_table("lexicons/company_tails.csv", ("tail",)))
        (5, ('公司',))
    """
    path = path if isinstance(path, Path) and path.is_absolute() else _locate(path)
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            lines = list(file)
    except (OSError, UnicodeDecodeError) as error:
        raise DataFileError(path, f"cannot be read ({error})", "Give a UTF-8 CSV file") from error
    skipped = 0
    while skipped < len(lines) and lines[skipped].startswith("#"):
        skipped += 1
    reader = csv.reader(lines[skipped:], strict=True)
    try:
        header = next(reader, [])
        unknown = [name for name in header if name not in required + optional]
        missing = [name for name in required if name not in header]
        if unknown or missing:
            raise DataFileError(
                path,
                f"has columns {', '.join(header) or '(none)'}",
                f"Required: {', '.join(required)}; optional: {', '.join(optional) or 'none'}",
                line=skipped + 1,
            )
        order = [header.index(n) if n in header else -1 for n in required + optional]
        cells = itemgetter(*order, -1)  # of a row with an empty cell at its end
        for row in reader:
            if not row:
                continue
            if len(row) != len(header):
                raise DataFileError(
                    path,
                    f"row has {len(row)} cells, the header has {len(header)}",
                    "Quote cells that hold commas",
                    line=skipped + reader.line_num,
                )
            yield skipped + reader.line_num, cells([*map(str.strip, row), ""])[:-1]
    except csv.Error as error:
        raise DataFileError(
            path, f"is not valid CSV ({error})", "Check the quotes", line=skipped + reader.line_num
        ) from error


@cache
def words_of_kind(path: str, kind: str) -> frozenset[str]:
    """The words of one kind in a data file with the columns kind and words.

    Example:
        >>> "之后" in words_of_kind("lexicons/name_breaks.csv", "never")
        True
    """
    rows = read_table(path, ("kind", "words"))
    return frozenset(word for _, (k, words) in rows if k == kind for word in words.split())


def _locate(path: Path | str) -> Path:
    inside = DATA / path
    return inside if inside.exists() else Path(path)
