"""``newsparse stories``: what the articles of a run have in common, as further tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsparse.cli.endings import fail
from newsparse.cli.options import EventTypes

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    import pyarrow as pa


def stories(
    tables: Annotated[
        Path,
        typer.Argument(exists=True, metavar="OUT", help="What extract wrote: folder or file."),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="PLACE",
            help="Where the tables go: folder, .duckdb or .xlsx; if not given, beside the others. "
            "Beside tables they are written as those are.",
        ),
    ] = None,
    window: Annotated[
        int | None,
        typer.Option(
            "--window", min=0, metavar="DAYS", help="How long a story stays open; 7 if not given."
        ),
    ] = None,
    event_types: EventTypes = None,
) -> None:
    """Join the things and events of all articles, and find copies.

    Writes entity_clusters, entity_links, duplicates, stories, story_events, story_conflicts.
    """
    from newsparse.errors import NewsparseError
    from newsparse.events.types import load_event_types
    from newsparse.store import check_place, format_of, read_tables
    from newsparse.stories import relate

    try:
        place = out or tables
        check_place(place, format_of(place))
        types = load_event_types(event_types)
        found = relate(read_tables(tables), event_types=types, window_days=window)
        _write(place, found)
    except (NewsparseError, OSError) as error:
        fail(error)
    counts = {name: len(frame) for name, frame in found.items()}
    shared = int((found["stories"]["originals"] > 1).sum())
    conflicts = int((found["stories"]["conflicts"] > 0).sum())
    typer.echo(
        f"{counts['stories']:,} stories, {shared:,} of them told by several articles, "
        f"{conflicts:,} with reports that contradict each other; {counts['duplicates']:,} copies; "
        f"{counts['entity_clusters']:,} people, companies, bodies and products\ntables: {place}"
    )


def _write(place: Path, found: Mapping[str, pd.DataFrame]) -> None:
    """Beside the tables that are there, in their format: of two formats, one would not be read."""
    import pyarrow as pa

    from newsparse.store import TableWriter, find_tables, format_of, is_for_excel
    from newsparse.stories import STORY_TABLES
    from newsparse.tables import arrow_schema

    tables = {
        name: pa.Table.from_pandas(found[name], arrow_schema(columns), preserve_index=False)
        for name, columns in STORY_TABLES.items()
    }
    there = find_tables(place)
    if there and there.format == "duckdb":
        _add_to_database(there.files[0], tables)
        return
    file_format = there.format if there else format_of(place)
    bom = there is not None and file_format == "csv" and is_for_excel(there.files[0])
    with TableWriter(place, STORY_TABLES, file_format, bom=bom, beside=True) as writer:
        writer.write(tables)


def _add_to_database(place: Path, tables: Mapping[str, pa.Table]) -> None:
    """All tables or none; those of an earlier time are replaced, those of others never."""
    import duckdb

    from newsparse.errors import NewsparseError
    from newsparse.store.database import DatabaseTable, own_contents
    from newsparse.stories import STORY_TABLES

    taken = tables.keys() & set(own_contents(place)) if place.exists() else ()
    if taken:
        raise NewsparseError(
            f"{place} holds tables of that name that newsparse did not write "
            f"({', '.join(sorted(taken))}). Choose another place"
        )
    try:
        with duckdb.connect(str(place)) as connection:
            connection.begin()
            for name, table in tables.items():
                connection.execute(f'DROP TABLE IF EXISTS "{name}"')
                DatabaseTable(connection, name, STORY_TABLES[name]).write(table)
            connection.commit()
    except duckdb.Error as error:
        raise NewsparseError(f"{place} cannot be written to ({error})") from error
