"""Stores back to data frames, with the types they were written with."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from newsparse.errors import NewsparseError
from newsparse.store.database import column_kinds, connect
from newsparse.store.files import DISARMED, FORMULA_START, is_for_excel, with_days
from newsparse.store.listing import listed
from newsparse.store.places import DATABASE, ONE_FILE, WORKBOOK, Format, format_of
from newsparse.tables import Columns, arrow_schema

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Stored:
    """The tables of a store: their format, and their files (of a database or workbook the one)."""

    format: Format
    files: tuple[Path, ...]


def find_tables(store: Path) -> Stored | None:
    """What a folder or file of tables holds; None where it holds no tables.

    Example:
        >>> find_tables(Path("no/such/folder"))
    """
    if store.is_file():
        return Stored("xlsx" if format_of(store) == "xlsx" else "duckdb", (store,))
    if parquet := tuple(sorted(store.glob("*.parquet"))):
        return Stored("parquet", parquet)
    if (store / DATABASE).exists():
        return Stored("duckdb", (store / DATABASE,))
    ours = listed(store)  # its columns are what they are read by
    plain: tuple[Format, ...] = ("csv", "jsonl")
    for file_format in plain:
        files = sorted(store.glob(f"*.{file_format}"))
        if kept := tuple(file for file in files if ours.get(file.name)):
            return Stored(file_format, kept)
    return None


def read_tables(store: Path | str) -> dict[str, pd.DataFrame]:
    """The tables that ``newsparse extract`` wrote, with the types they were written with.

    Args:
        store: a folder of Parquet, CSV or JSON-lines tables, or a .duckdb file. (A workbook is for
            reading: cells hold no more than 32,767 characters.)

    Returns:
        Table name to frame.

    Raises:
        NewsparseError: there are none, or one cannot be read.

    Example:
        >>> import tempfile
        >>> from newsparse.store import TableWriter
        >>> from newsparse.tables import table_columns, to_frames
        >>> folder = Path(tempfile.mkdtemp())
        >>> with TableWriter(folder, table_columns(()), "csv"):
        ...     pass
        >>> (read_tables(folder)["events"].dtypes == to_frames([], ())["events"].dtypes).all()
        np.True_
    """
    return {name: table.to_pandas() for name, table in _read(_stored(Path(store))).items()}


def query(store: Path | str, sql: str) -> pd.DataFrame:
    """The answer to an SQL query over the tables of a store and the views of ``views``.

    Args:
        store: as for ``read_tables``.
        sql: in DuckDB's dialect.

    Raises:
        NewsparseError: no tables, or a query that is wrong.

    Example:
        >>> import tempfile
        >>> from newsparse.store import TableWriter
        >>> from newsparse.tables import table_columns
        >>> folder = Path(tempfile.mkdtemp())
        >>> with TableWriter(folder, table_columns(()), "parquet"):
        ...     pass
        >>> query(folder, "SELECT count(*) AS deals FROM deals")["deals"].tolist()
        [0]
    """
    import duckdb

    stored = _stored(Path(store))
    tables: dict[str, Path | pa.Table] = {}
    if stored.format == "parquet":
        tables = {file.stem: file for file in stored.files}
    elif stored.format not in ONE_FILE:
        tables = {**_read(stored)}
    try:
        with connect(stored.files[0], tables) as connection:
            if not connection.extract_statements(sql):
                raise NewsparseError("the query is empty. Ask, for example: SELECT * FROM deals")
            return connection.execute(sql).df()
    except duckdb.Error as error:
        raise NewsparseError(f"the query cannot be answered: {error}") from error


def _stored(store: Path) -> Stored:
    stored = find_tables(store)
    if stored is None and not (store / WORKBOOK).exists():
        raise NewsparseError(f"{store} holds no tables. Run newsparse extract first")
    if stored is None or stored.format == "xlsx":
        raise NewsparseError(
            f"{store} holds a workbook, which is for people only. Run newsparse extract into "
            "another folder, without --format xlsx"
        )
    return stored


def _read(stored: Stored) -> dict[str, pa.Table]:
    if stored.format in ONE_FILE:
        with connect(stored.files[0], {}) as connection:
            return {
                name: _typed(connection.table(name).to_arrow_table(), columns)
                for name, columns in column_kinds(connection).items()
            }
    tables = {}
    for file in stored.files:
        try:
            tables[file.stem] = _READERS[stored.format](file)
        except (OSError, ValueError, KeyError, TypeError) as error:  # Arrow's are of these kinds
            raise NewsparseError(
                f"{file} cannot be read ({error}). Move it away and run newsparse extract again"
            ) from error
    return tables


def _parquet(file: Path) -> pa.Table:
    import pyarrow.parquet as pq

    return pq.read_table(file)


def _csv(file: Path) -> pa.Table:
    """Missing values are empty, empty texts a pair of quotes."""
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import csv

    columns = listed(file.parent)[file.name]
    table = csv.read_csv(
        file,
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=with_days(columns),
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )
    if is_for_excel(file):
        pattern = rf"^{DISARMED}([{FORMULA_START}{DISARMED}])"
        for place, column in enumerate(table.columns):
            if pa.types.is_string(column.type):
                whole = pc.replace_substring_regex(column, pattern, r"\1")
                table = table.set_column(place, table.field(place), whole)
    return _typed(table, columns)


def _json_lines(file: Path) -> pa.Table:
    import pyarrow as pa

    columns = listed(file.parent)[file.name]
    with open(file, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    arrays = []
    for (name, kind), field in zip(columns, with_days(columns), strict=True):
        cells = [row[name] for row in rows]
        text = kind == "date"
        arrays.append(pa.array(cells, pa.string() if text else field.type).cast(field.type))
    return _typed(pa.Table.from_arrays(arrays, schema=with_days(columns)), columns)


def _typed(table: pa.Table, columns: Columns) -> pa.Table:
    return table.cast(arrow_schema(columns))


_READERS: dict[Format, Callable[[Path], pa.Table]] = {
    "parquet": _parquet,
    "csv": _csv,
    "jsonl": _json_lines,
}
