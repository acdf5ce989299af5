"""Stores back to data frames, with the types they were written with."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from newsparse.errors import NewsparseError
from newsparse.store.database import column_kinds, connect
from newsparse.store.files import BYTE_ORDER_MARK, DISARMED, FORMULA_START, with_days
from newsparse.store.listing import listed
from newsparse.store.places import DATABASE, WORKBOOK
from newsparse.tables import Columns, arrow_schema

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


def read_tables(store: Path | str) -> dict[str, pd.DataFrame]:
    """The tables that ``newsparse extract`` wrote, with the types they were written with.

    Args:
        store: a folder of Parquet, CSV or JSON-lines tables, or a .duckdb file. (A workbook is for
            reading: cells hold no more than 32,767 characters.)

    Returns:
        Table name to frame.

    Raises:
        NewsparseError: there are none.

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
    return {name: table.to_pandas() for name, table in _arrow_tables(Path(store)).items()}


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

    path = Path(store)
    database = _database(path)
    tables: dict[str, Path | pa.Table] = {}
    if database is None:
        parquet = {file.stem: file for file in sorted(path.glob("*.parquet"))}
        tables = {**parquet} if parquet else {**_arrow_tables(path)}
    try:
        with connect(database or path, tables) as connection:
            return connection.execute(sql).df()
    except duckdb.Error as error:
        raise NewsparseError(f"the query cannot be answered: {error}") from error


def _arrow_tables(store: Path) -> dict[str, pa.Table]:
    database = _database(store)
    if database is not None:
        with connect(database, {}) as connection:
            return {
                name: _typed(connection.table(name).to_arrow_table(), columns)
                for name, columns in column_kinds(connection).items()
            }
    for suffix, read in _READERS.items():
        files = sorted(store.glob(f"*{suffix}"))
        if suffix != ".parquet":
            files = [file for file in files if listed(store).get(file.name)]
        if files:
            return {file.stem: read(file) for file in files}
    if (store / WORKBOOK).exists():
        raise NewsparseError(
            f"{store} holds a workbook, which is for people only. Run newsparse extract without "
            "--format xlsx into another folder"
        )
    raise NewsparseError(f"{store} holds no tables. Run newsparse extract first")


def _database(store: Path) -> Path | None:
    if store.is_file():
        return store
    inside = store / DATABASE
    return inside if inside.exists() and not list(store.glob("*.parquet")) else None


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
    with open(file, "rb") as beginning:
        for_excel = beginning.read(len(BYTE_ORDER_MARK)) == BYTE_ORDER_MARK
    if for_excel:
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


_READERS: dict[str, Callable[[Path], pa.Table]] = {
    ".parquet": _parquet,
    ".csv": _csv,
    ".jsonl": _json_lines,
}
