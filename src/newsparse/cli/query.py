"""The answer to a query on a terminal, or as CSV for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from newsparse.cli.plain import plain
from newsparse.store import query

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

# As many rows as fit a screen, or records one below the other; --csv gives them all.
_ROWS = 50
_RECORDS = 10
# Space between two columns, and at both ends.
_GAP = 3


def show_answer(store: Path, sql: str, *, as_csv: bool) -> None:
    """Print what a query over the tables gives.

    As a table where it fits the terminal, else row by row with a line for each cell that has
    something in it: ``SELECT * FROM deals`` has fifteen columns, two of them whole sentences.

    Raises:
        NewsparseError: no tables, or a query that is wrong.
    """
    frame = query(store, sql)
    if as_csv:
        frame.to_csv(sys.stdout, index=False)
        return
    from rich.console import Console

    names = [str(name) for name in frame.columns]
    rows = _texts(frame.head(_ROWS))
    width = _width(names, rows)
    console = Console(highlight=False)
    if not console.is_terminal:  # a file or another program: as wide as it is
        console.width = width
    if width <= console.width or not rows:
        _print_table(console, names, rows)
        hint = "add LIMIT, or --csv for all"
    else:
        rows = rows[:_RECORDS]
        _print_records(console, names, rows)
        hint = "name fewer columns to see a table, or --csv for all"
    if len(frame) > len(rows):
        console.print(f"{len(rows)} of {len(frame):,} rows; {hint}", soft_wrap=True)


def _texts(frame: pd.DataFrame) -> list[list[str]]:
    cells = frame.astype(object).where(frame.notna(), "")
    return [[_shown(cell) for cell in row] for row in cells.itertuples(index=False, name=None)]


def _shown(cell: object) -> str:
    """A cell without what could steer a terminal; days without their midnight."""
    text = f"{cell:,.15g}" if isinstance(cell, float) else str(cell).removesuffix(" 00:00:00")
    return plain(" ".join(text.split()))


def _width(names: list[str], rows: list[list[str]]) -> int:
    from rich.cells import cell_len

    widths = (max(map(cell_len, column)) for column in zip(names, *rows, strict=True))
    return sum(width + _GAP for width in widths) + _GAP


def _print_table(console: Console, names: list[str], rows: list[list[str]]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD)
    for name in names:
        table.add_column(Text(name), no_wrap=True)
    for row in rows:
        table.add_row(*map(Text, row))
    console.print(table)


def _print_records(console: Console, names: list[str], rows: list[list[str]]) -> None:
    from rich.table import Table
    from rich.text import Text

    for row in rows:
        record = Table.grid(padding=(0, 2, 0, 0))
        for name, text in zip(names, row, strict=True):
            if text:
                record.add_row(Text(name, style="bold"), Text(text, overflow="fold"))
        console.print(record)
        console.print()
