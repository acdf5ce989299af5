"""Parts to tables: the rows of this run's articles, in input order, under unique ids."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from newsparse.corpus.parts import Parts
from newsparse.corpus.read import id_keeper
from newsparse.corpus.record import Failure
from newsparse.corpus.summary import RunSummary
from newsparse.store import TableWriter
from newsparse.tables import Columns, arrow_schema

if TYPE_CHECKING:
    import pyarrow as pa


def assemble(
    parts: Parts, places: Sequence[int], layouts: Mapping[str, Columns], writer: TableWriter
) -> RunSummary:
    """Write the tables.

    Args:
        parts: where the rows are.
        places: of the articles, in input order.
        layouts: columns of every table.
        writer: takes the rows.

    Returns:
        What the tables hold.
    """
    total = RunSummary()
    unique_id = id_keeper()
    renamed, example = 0, ""
    for part in parts.read(places):
        wanted = part["id"].to_pylist()
        ids = [None if article_id is None else unique_id(article_id) for article_id in wanted]
        for before, now in zip(wanted, ids, strict=True):
            if before != now:
                renamed, example = renamed + 1, example or f"{before}, now {now}"
        tables = {
            name: _rows(part[name], layouts[name], None if name == "failures" else ids)
            for name in part.column_names
            if name in layouts
        }
        lines = [
            line if wanted_id == article_id else _renamed(line, article_id)
            for line, wanted_id, article_id in zip(
                part["analysis"].to_pylist(), wanted, ids, strict=True
            )
            if line is not None
        ]
        writer.write(tables, lines)
        for packed in part["summary"].to_pylist():
            total.add(RunSummary.unpacked(packed))
        for row in tables["failures"].to_pylist() if "failures" in tables else ():
            path, line, article_id, reason, skipped = row.values()
            total.fail(Failure(path, reason, line, article_id, skipped))
        total.rows.update({name: table.num_rows for name, table in tables.items() if table})
    if renamed:
        total.notes.append(
            f"articles renamed, as their id was taken: {renamed:,} (the first: {example})"
        )
    return total


def _rows(lists: pa.ChunkedArray, columns: Columns, ids: Sequence[str | None] | None) -> pa.Table:
    """The rows of one table, each with its article's id."""
    import pyarrow as pa
    import pyarrow.compute as pc

    lists = lists.combine_chunks()
    structs = pc.list_flatten(lists)
    arrays = dict(zip((name for name, _ in columns), structs.flatten(), strict=True))
    if ids is not None:
        owners = pc.list_parent_indices(lists)
        arrays["article_id"] = pa.array(ids, pa.string()).take(owners)
    return pa.Table.from_arrays(list(arrays.values()), schema=arrow_schema(columns))


def _renamed(line: str, article_id: str | None) -> str:
    return json.dumps(json.loads(line) | {"id": article_id}, ensure_ascii=False)
