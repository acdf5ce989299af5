"""Analyses as tables with a fixed schema: the same columns and types for no rows at all.

    articles     one row per article, with its text as published
    mentions     one row per mention
    entities     one row per thing named in an article
    events       one row per event
    arguments    one row per filler of an event's role
    statements   one row per sentence that states an event
    acquisition, funding, …   one table per event type, one row per event, one group of columns
                 per role (see ``wide_columns``)
    failures     (of a run over files) what could not be read, and why

``article_id`` joins them all; with ``event_id`` or ``entity_id`` it is a key. ``start`` and ``end``
are code points into ``articles.text``: ``text[start:end]`` is the surface in the same row.
``converts`` is the ``start`` of the amount that a bracket says again in another currency, and
``comparison`` what a percentage is measured against (yoy, hoh, qoq, mom, wow).

Types: text is pandas ``string``, offsets and counts are integers, dates ``datetime64[ms]``. Amounts
are ``float64``: news states at most some twelve significant digits, a float keeps fifteen (1e15
with cents is 17, and nobody prints that), and ``sum``, plots and every other tool take floats as
they are. The exact decimals are in ``Analysis`` and ``analyses.jsonl``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from newsparse.annotation import Analysis
from newsparse.errors import ArticleError
from newsparse.events.event_type import EventType
from newsparse.events.types import load_event_types
from newsparse.garbage import loading
from newsparse.tables.across import STORY_TABLES
from newsparse.tables.columns import Columns, arrow_schema, table_columns, wide_columns
from newsparse.tables.rows import Row, add_rows

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

__all__ = [
    "STORY_TABLES",
    "Columns",
    "arrow_schema",
    "arrow_table",
    "table_columns",
    "to_arrow",
    "to_frames",
    "wide_columns",
]


def to_frames(
    analyses: Iterable[Analysis], event_types: Sequence[EventType] | None = None
) -> dict[str, pd.DataFrame]:
    """All tables of some analyses as data frames.

    Args:
        analyses: in the order the rows shall have. Articles without an id get their number.
        event_types: the types that get a table of their own; the shipped ones if not given.
            Events of other types stand in ``events`` and ``arguments`` only.

    Returns:
        Table name to frame, every table present also when it has no rows.

    Raises:
        ArticleError: two articles have one id.

    Example:
        >>> frames = to_frames([])
        >>> frames["mentions"].shape, str(frames["mentions"]["value_min"].dtype)
        ((0, 21), 'float64')
    """
    return {name: table.to_pandas() for name, table in to_arrow(analyses, event_types).items()}


def to_arrow(
    analyses: Iterable[Analysis], event_types: Sequence[EventType] | None = None
) -> dict[str, pa.Table]:
    """Like ``to_frames``, as Arrow tables (what the writers in ``newsparse.store`` take).

    Example:
        >>> to_arrow([])["events"].num_rows
        0
    """
    types = load_event_types() if event_types is None else event_types
    layouts = table_columns(types)
    del layouts["failures"]
    rows: dict[str, list[Row]] = {name: [] for name in layouts}
    roles = {event_type.name: event_type.roles for event_type in types}
    seen: set[str] = set()
    for number, analysis in enumerate(analyses, 1):
        key = analysis.article.id or str(number)
        if key in seen:
            raise ArticleError(
                f"two articles have the id {key!r}. Give each its own: analyze(text, id=…)"
            )
        seen.add(key)
        add_rows(rows, analysis, roles, key)
    return {name: arrow_table(columns, rows[name]) for name, columns in layouts.items()}


def arrow_table(columns: Columns, rows: Sequence[Row]) -> pa.Table:
    """Rows as an Arrow table."""
    pa = _arrow()
    schema = arrow_schema(columns)
    cells = zip(*rows, strict=True) if rows else ((),) * len(columns)
    arrays = [
        pa.array(list(column), pa.date32()).cast(field.type)
        if kind == "date"
        else pa.array(list(column), field.type)
        for column, field, (_, kind) in zip(cells, schema, columns, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


@cache
@loading()
def _arrow() -> ModuleType:
    """pyarrow, and pandas with it: pyarrow looks there at every array whether it is one of its."""
    import_module("pandas")
    return import_module("pyarrow")
