"""Past one machine: the pipeline as a function of data frames, for Dask, Ray Data and Spark.

    AnalyzeBatch("events")(frame)   the rows of one table, a frame like those of ``read_tables``
    AnalyzeBatch()(frame)           all tables at once, packed into one frame; ``unpack`` opens it

An engine pickles the callable and hands it frames of articles; the dictionaries are loaded once in
each worker process, whatever the number of batches. None of the engines is imported here:

    dask   ddf.map_partitions(analyze, meta=analyze.empty())
    ray    ds.map_batches(analyze, batch_format="pandas")
    spark  sdf.mapInPandas(analyze.over, schema=analyze.spark_schema())

``run_on_ray`` is what ``newsparse extract --engine ray`` runs a folder with:
``extract("news", "tables", runner=run_on_ray)``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cache, partial
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsparse.annotation import Article
from newsparse.corpus.attempt import attempt_each
from newsparse.corpus.columns import Columns as ColumnNames
from newsparse.corpus.columns import row_fields
from newsparse.corpus.on_ray import run_on_ray
from newsparse.corpus.record import Options, make_record
from newsparse.errors import NewsparseError
from newsparse.events.types import load_event_types
from newsparse.published import publication_day
from newsparse.tables import Columns, arrow_table, table_columns
from newsparse.tables.columns import Kind, arrow_schema
from newsparse.tables.rows import Row, add_rows
from newsparse.text.script import Region

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from newsparse.pipeline import Pipeline

__all__ = ["AnalyzeBatch", "run_on_ray", "typed", "unpack"]

_SPARK: dict[Kind, str] = {
    "text": "string",
    "count": "bigint",
    "integer": "bigint",
    "number": "double",
    "flag": "boolean",
    "date": "date",
}


class AnalyzeBatch:
    """Frames of articles in, rows of tables out; picklable.

    A frame needs a column of texts and one of ids, found by the names that ``newsparse extract``
    knows (text, 正文, id, 編號, …) or told by ``columns``; title, publication date, source, url
    and region are used where there are such columns. An article that cannot be read or analysed
    gives a row of the table ``failures``, and the batch goes on.

    Args:
        table: the table whose rows come out; all of them, packed, if not given.
        published: publication date of articles that do not state their own, as for Article.
        region: home region of articles that do not state their own.
        columns: columns that their names do not tell.
        gazetteers: CSV files of the caller's own names, at the same path on every node.
        event_types: a TOML file or folder of event types used instead of the shipped ones.

    Raises:
        NewsparseError: there is no such table, or a frame has no column of ids.

    Example:
        >>> import pandas as pd
        >>> frame = pd.DataFrame({"id": ["a", "b"], "text": ["騰訊擬以5億美元收購格芯。", ""]})
        >>> AnalyzeBatch("events")(frame)[["article_id", "type"]].values.tolist()
        [['a', 'acquisition']]
        >>> tables = unpack(AnalyzeBatch()(frame))
        >>> tables["failures"]["reason"].tolist()
        ['the article is empty']
    """

    def __init__(
        self,
        table: str | None = None,
        *,
        published: date | str | None = None,
        region: Region | None = None,
        columns: ColumnNames | None = None,
        gazetteers: Sequence[Path | str] = (),
        event_types: Path | str | None = None,
    ) -> None:
        self._table = table
        self._options = Options(publication_day(published), region, columns or ColumnNames())
        self._gazetteers = tuple(str(path) for path in gazetteers)
        self._event_types = None if event_types is None else str(event_types)
        if table is not None and table not in self._layouts():
            names = ", ".join(self._layouts())
            raise NewsparseError(f"there is no table {table!r}. The tables are {names}")

    def __call__(self, batch: pd.DataFrame) -> pd.DataFrame:
        """Analyse one frame of articles."""
        tables = self._analysed(batch)
        if self._table is not None:
            frame: pd.DataFrame = tables[self._table].to_pandas()
            return frame
        filled = {name: table for name, table in tables.items() if table.num_rows}
        return _objects({"table": list(filled), "rows": [_to_bytes(t) for t in filled.values()]})

    def over(self, batches: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        """Frame by frame, as Spark's ``mapInPandas`` wants it: plain Python in every cell."""
        for batch in batches:
            rows = self(batch)
            cells = {name: [_plain(cell) for cell in rows[name]] for name in rows.columns}
            yield _objects(cells)

    def empty(self) -> pd.DataFrame:
        """What comes out, without rows: Dask's ``meta``."""
        if self._table is None:
            return _objects({"table": [], "rows": []})
        frame: pd.DataFrame = arrow_table(self._layouts()[self._table], []).to_pandas()
        return frame

    def spark_schema(self) -> str:
        """The columns that come out, as Spark writes them.

        Example:
            >>> AnalyzeBatch().spark_schema()
            'table string, rows binary'
        """
        if self._table is None:
            return "table string, rows binary"
        columns = self._layouts()[self._table]
        return ", ".join(f"`{name}` {_SPARK[kind]}" for name, kind in columns)

    def _layouts(self) -> dict[str, Columns]:
        return table_columns(load_event_types(self._event_types))

    def _analysed(self, batch: pd.DataFrame) -> dict[str, pa.Table]:
        layouts = self._layouts()
        roles = {t.name: t.roles for t in load_event_types(self._event_types)}
        rows: dict[str, list[Row]] = {name: [] for name in layouts}
        names = [str(name) for name in batch.columns]
        found = self._options.columns.find(names)
        if len(batch) and "id" not in found:
            raise NewsparseError(
                f"the frame has no column of ids (there are: {', '.join(names)}). Batches come in "
                "any order, so every article needs an id; name its column: Columns(id=…)"
            )
        # outside of what an article may fail by: without it none would pass
        pipeline = _pipeline(self._gazetteers, self._event_types)
        cells = zip(*(map(_plain, batch[column]) for column in batch.columns), strict=True)
        articles = [dict(zip(names, row, strict=True)) for row in cells]
        ids = [str(row[found["id"]]) for row in articles]
        makers = map(partial, repeat(self._article), articles, ids)
        for name, outcome in zip(ids, attempt_each(pipeline, makers), strict=True):
            if isinstance(outcome, str):
                rows["failures"].append((name, None, name, outcome, False))
            else:
                add_rows(rows, outcome, roles, name)
        return {name: arrow_table(columns, rows[name]) for name, columns in layouts.items()}

    def _article(self, row: dict[str, Any], name: str) -> Article:
        fields = row_fields(row, self._options.columns)
        return make_record(fields, name, None, name, self._options).article()


def unpack(
    packed: pd.DataFrame,
    *,
    order: Iterable[str] | None = None,
    event_types: Path | str | None = None,
) -> dict[str, pd.DataFrame]:
    """The tables in the frames of ``AnalyzeBatch()``, as ``read_tables`` gives them.

    Args:
        packed: all frames, concatenated in any order.
        order: article ids in the order that the rows shall have; as the batches came if not given.
        event_types: as for ``AnalyzeBatch``.
    """
    import pyarrow as pa

    found: dict[str, list[pa.Table]] = {}
    for name, rows in zip(packed["table"], packed["rows"], strict=True):
        found.setdefault(name, []).append(pa.ipc.open_stream(bytes(rows)).read_all())
    ranks = None if order is None else {article: rank for rank, article in enumerate(order)}
    frames: dict[str, pd.DataFrame] = {}
    for name, columns in table_columns(load_event_types(event_types)).items():
        empty = arrow_table(columns, [])
        # the empty one first: it carries the pandas types, which Arrow takes from the first
        frame: pd.DataFrame = pa.concat_tables([empty, *found.get(name, [])]).to_pandas()
        if ranks is not None:
            places = frame["article_id"].map(ranks)
            by_rank = places.argsort(kind="stable")
            frame = frame.iloc[by_rank].reset_index(drop=True)
        frames[name] = frame
    return frames


def typed(table: str, frame: pd.DataFrame, event_types: Path | str | None = None) -> pd.DataFrame:
    """A frame that came back from an engine with types of its own, with those of its table.

    Example:
        >>> import pandas as pd
        >>> links = pd.DataFrame({"path": ["a"], "line": [None], "article_id": ["a"],
        ...                       "reason": ["empty"], "skipped": [False]}, dtype=object)
        >>> str(typed("failures", links)["line"].dtype)
        'Int64'
    """
    import pyarrow as pa

    schema = arrow_schema(table_columns(load_event_types(event_types))[table])
    back = pa.Table.from_pandas(frame, preserve_index=False).select(schema.names)
    typed_frame: pd.DataFrame = back.cast(schema).to_pandas()
    return typed_frame


@cache
def _pipeline(gazetteers: tuple[str, ...], event_types: str | None) -> Pipeline:
    """One in each process: Dask unpickles the callable for every partition."""
    from newsparse.pipeline import Pipeline

    return Pipeline(gazetteers=gazetteers, event_types=event_types)


def _plain(cell: Any) -> Any:
    """A cell of a frame as plain Python: no nan, no NumPy numbers, no Timestamps."""
    import pandas as pd

    if isinstance(cell, str):
        return cell
    if isinstance(cell, datetime):
        # NaT is a datetime too
        return None if pd.isna(cell) else datetime.fromisoformat(cell.isoformat())
    if pd.api.types.is_scalar(cell) and pd.isna(cell):
        return None
    return cell.item() if hasattr(cell, "item") else cell


def _objects(columns: dict[str, list[Any]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in columns.items()})


def _to_bytes(table: pa.Table) -> bytes:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_stream(sink, table.schema, options=options) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue())
