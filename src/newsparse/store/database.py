"""All tables in one DuckDB file, with views; and SQL over any kind of store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from newsparse.errors import NewsparseError
from newsparse.store.files import with_days
from newsparse.store.places import MARK
from newsparse.store.views import create_views
from newsparse.tables import Columns
from newsparse.tables.columns import Kind

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_TYPES: dict[Kind, str] = {
    "text": "VARCHAR",
    "count": "BIGINT NOT NULL",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "flag": "BOOLEAN",
    "date": "DATE",
}
# DuckDB takes four fifths of the machine if it may; writing in order needs little.
_SETTINGS: dict[str, str | int | float | list[str]] = {"memory_limit": "256MB", "threads": 1}


class Database:
    """One DuckDB file being written."""

    def __init__(self, path: Path) -> None:
        import duckdb

        self._tables: list[str] = []
        path.unlink(missing_ok=True)
        with _trouble_with_the_disk():
            self.connection = duckdb.connect(str(path), config=_SETTINGS)

    def table(self, name: str, columns: Columns) -> DatabaseTable:
        """A further table."""
        self._tables.append(name)
        return DatabaseTable(self.connection, name, columns)

    def save(self) -> list[str]:
        """Make the views and close the file."""
        with _trouble_with_the_disk():
            self.connection.execute(create_views(self._tables))
            self.connection.close()
        return []


class DatabaseTable:
    """A table of the database."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, name: str, columns: Columns) -> None:
        self._connection, self._name = connection, name
        self._schema = with_days(columns)
        described = ", ".join(f'"{column}" {_TYPES[kind]}' for column, kind in columns)
        connection.execute(f'CREATE TABLE "{name}" ({described})')
        connection.execute(f"COMMENT ON TABLE \"{name}\" IS '{MARK}'")

    def write(self, table: pa.Table) -> None:
        """Add rows."""
        self._connection.register("rows_to_add", table.cast(self._schema))
        with _trouble_with_the_disk():
            self._connection.execute(f'INSERT INTO "{self._name}" SELECT * FROM rows_to_add')
        self._connection.unregister("rows_to_add")

    def close(self) -> None:
        """Nothing: the tables are saved together."""


@contextmanager
def _trouble_with_the_disk() -> Iterator[None]:
    """What keeps DuckDB from writing, as other writers say it."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        raise OSError(0, str(error)) from error


def connect(store: Path, tables: dict[str, Path | pa.Table]) -> duckdb.DuckDBPyConnection:
    """A connection that sees the tables of a store, and the views.

    Args:
        store: a .duckdb file, opened for reading only; anything else is not looked at.
        tables: of other stores, a Parquet file or the rows of each table.

    Raises:
        NewsparseError: a file that is no database, or one that another program writes to.
    """
    import duckdb

    if not tables:
        try:
            return duckdb.connect(str(store), read_only=True)
        except duckdb.Error as error:
            raise NewsparseError(
                f"{store} cannot be read ({error}). Give a folder of tables or a .duckdb file; "
                "workbooks are for people only"
            ) from error
    connection = duckdb.connect()
    for name, table in tables.items():
        if isinstance(table, Path):
            place = str(table).replace("'", "''")
            connection.execute(f"CREATE VIEW \"{name}\" AS SELECT * FROM read_parquet('{place}')")
        else:
            connection.register(name, table)
    connection.execute(create_views(tables))
    return connection


def own_contents(path: Path) -> list[str]:
    """The tables and views of a database that newsparse did not make.

    Raises:
        NewsparseError: it is no database, or another program writes to it.
    """
    import duckdb

    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            rows = connection.execute(
                "SELECT table_name FROM duckdb_tables() WHERE comment IS DISTINCT FROM ? UNION ALL "
                "SELECT view_name FROM duckdb_views() WHERE NOT internal "
                "AND comment IS DISTINCT FROM ? ORDER BY 1",
                [MARK, MARK],
            ).fetchall()
    except duckdb.Error as error:
        raise NewsparseError(
            f"{path} cannot be read ({error}). Move it, or choose another place for the tables"
        ) from error
    return [name for (name,) in rows]


def column_kinds(connection: duckdb.DuckDBPyConnection) -> dict[str, Columns]:
    """The tables of a database and the kinds of their columns; those not of our make left out."""
    kinds = {declared: kind for kind, declared in _TYPES.items()}
    found: dict[str, list[tuple[str, Kind | None]]] = {}
    rows = connection.execute(
        "SELECT c.table_name, c.column_name, c.data_type || CASE WHEN c.is_nullable THEN '' "
        "ELSE ' NOT NULL' END FROM duckdb_columns() c JOIN duckdb_tables() t USING (table_oid) "
        "ORDER BY c.table_oid, c.column_index"
    ).fetchall()
    for table, column, declared in rows:
        found.setdefault(table, []).append((column, kinds.get(declared)))
    return {
        table: tuple((column, kind) for column, kind in columns if kind is not None)
        for table, columns in found.items()
        if all(kind is not None for _, kind in columns)
    }
