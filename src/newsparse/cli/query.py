"""The answer to a query on a terminal, or as CSV for other programs."""

from __future__ import annotations

import sys
from pathlib import Path

from newsparse.store import query

# As many rows as fit a screen; --csv gives them all.
_ROWS = 50


def show_answer(store: Path, sql: str, *, as_csv: bool) -> None:
    """Print what a query over the tables gives.

    Raises:
        NewsparseError: no tables, or a query that is wrong.
    """
    frame = query(store, sql)
    if as_csv:
        frame.to_csv(sys.stdout, index=False)
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD)
    for column in frame.columns:
        table.add_column(str(column), overflow="fold")
    for row in frame.head(_ROWS).astype(object).where(frame.head(_ROWS).notna(), "").itertuples():
        table.add_row(*(Text(_shown(cell)) for cell in row[1:]))
    console = Console(highlight=False)
    console.print(table)
    if len(frame) > _ROWS:
        console.print(f"{_ROWS} of {len(frame):,} rows; add LIMIT, or --csv for all")


def _shown(cell: object) -> str:
    """A cell without what could steer a terminal; days without their midnight."""
    text = f"{cell:,.15g}" if isinstance(cell, float) else str(cell).removesuffix(" 00:00:00")
    return "".join(c if c.isprintable() else "\ufffd" for c in " ".join(text.split()))
