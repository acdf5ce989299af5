"""Files of many articles, row by row: JSON lines, JSON, CSV, Parquet; never whole in memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import BytesIO, StringIO
from itertools import chain
from typing import IO, TYPE_CHECKING, Any

from newsparse.corpus.archive import check_ratio
from newsparse.corpus.columns import Columns, Fields, row_fields
from newsparse.corpus.csv_records import csv_records
from newsparse.corpus.encoding import SAMPLE, Encoding, decode, decode_as, detect
from newsparse.corpus.record import MAX_CHARACTERS
from newsparse.errors import ArticleError

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

Row = tuple[int, Fields | ArticleError]
# JSON escapes need up to 12 bytes per character.
_LONGEST_LINE = MAX_CHARACTERS * 12
# JSON in one piece and UTF-16 cannot be read line by line.
_MOST_WHOLE = 100_000_000
_PARQUET_ROWS = 128
_LONGEST_CELL = MAX_CHARACTERS * 4


def read_rows(file: IO[bytes], suffix: str, columns: Columns) -> Iterator[Row]:
    r"""The articles of a file, with their line (of Parquet and JSON: row) numbers from 1.

    Args:
        file: opened for reading; of Parquet it must be seekable.
        suffix: one of ``TABLES``.
        columns: columns that their names do not tell.

    Yields:
        Number and fields, or what is wrong with that row.

    Raises:
        ArticleError: the file as a whole cannot be read.

    Example:
        >>> from io import BytesIO
        >>> file = BytesIO("標題,正文\n收購,騰訊收購格芯。\n".encode("big5"))
        >>> [(number, fields.title) for number, fields in read_rows(file, ".csv", Columns())]
        [(2, '收購')]
    """
    return TABLES[suffix](file, columns)


def _json_lines(file: IO[bytes], columns: Columns) -> Iterator[Row]:
    number, keys = 0, _Keys(columns)
    for number, line in enumerate(_lines(file), 1):
        if isinstance(line, ArticleError):
            yield number, line
        elif line.strip():
            yield number, _attempt(lambda text: keys.fields(_parsed(text)), line)
    if number == 0:
        raise ArticleError("is empty")
    keys.check()


def _json(file: IO[bytes], columns: Columns) -> Iterator[Row]:
    """One article, a list of them, or an object that holds such a list (articles, data, items)."""
    value = _parsed(_whole(file))
    if isinstance(value, dict) and "text" not in columns.find(value):
        lists = [part for part in value.values() if isinstance(part, list)]
        value = lists[0] if len(lists) == 1 else value
    rows = value if isinstance(value, list) else [value]
    keys = _Keys(columns)
    for number, row in enumerate(rows, 1):
        yield number, _attempt(keys.fields, row)
    keys.check()


def _csv(file: IO[bytes], columns: Columns) -> Iterator[Row]:
    lines = _lines(file)
    head = next(lines, None)
    if head is None:
        raise ArticleError("is empty")
    if isinstance(head, ArticleError):
        raise head
    mark = max(",\t;|", key=head.count)
    records = csv_records(chain([head], lines), mark, MAX_CHARACTERS * 2)
    _, names = next(records)
    if isinstance(names, ArticleError):
        raise names
    columns.check(names)
    for number, cells in records:
        if isinstance(cells, ArticleError):
            yield number, cells
        elif cells:
            row = dict(zip(names, cells, strict=False))
            yield number, _attempt(lambda row: row_fields(row, columns), row)


def _parquet(file: IO[bytes], columns: Columns) -> Iterator[Row]:
    """Rows in batches; texts stay as the file holds them, repeated ones once, until asked for."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        described = pq.ParquetFile(file)
        _refuse_bomb(described.metadata)
        names = described.schema_arrow.names
        columns.check(names)
        wanted = list(columns.find(names).values())
        table = pq.ParquetFile(file, metadata=described.metadata, read_dictionary=wanted)
        for batch in table.iter_batches(_PARQUET_ROWS, columns=wanted):
            huge = _huge_rows(batch)
            cells = dict(zip(batch.schema.names, batch.columns, strict=True))
            for place in range(batch.num_rows):
                number += 1
                if place in huge:
                    yield number, ArticleError(f"has a cell of over {_LONGEST_CELL:,} bytes")
                else:
                    row = {name: column[place].as_py() for name, column in cells.items()}
                    yield number, _attempt(lambda row: row_fields(row, columns), row)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise ArticleError(f"is no .parquet file that can be read ({error})") from error


def _refuse_bomb(metadata: pq.FileMetaData) -> None:
    chunks = [
        metadata.row_group(group).column(column)
        for group in range(metadata.num_row_groups)
        for column in range(metadata.num_columns)
    ]
    check_ratio(
        sum(chunk.total_compressed_size for chunk in chunks),
        sum(chunk.total_uncompressed_size for chunk in chunks),
    )


def _huge_rows(batch: pa.RecordBatch) -> set[int]:
    """Rows with a cell too long for an article: a hundred bytes may stand for gigabytes of them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    huge: set[int] = set()
    for column in batch.columns:
        if pa.types.is_dictionary(column.type):
            lengths = pc.binary_length(column.dictionary).take(column.indices)
            huge.update(pc.indices_nonzero(pc.greater(lengths, _LONGEST_CELL)).to_pylist())
    return huge


def _attempt(make: Callable[[Any], Fields], row: Any) -> Fields | ArticleError:
    try:
        return make(row)
    except ArticleError as error:
        return error


class _Keys:
    """JSON objects to fields. Any may leave out a key; one that none has is not there at all."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._seen: dict[str, None] = {}

    def fields(self, value: Any) -> Fields:
        """The fields of one object."""
        if not isinstance(value, dict):
            raise ArticleError("is no JSON object. Write one JSON object per article")
        self._seen |= dict.fromkeys(value)
        return row_fields(value, self._columns)

    def check(self) -> None:
        """Whether the keys that the caller named were there; where no text was, that is said."""
        if "text" in self._columns.find(self._seen):
            self._columns.check(self._seen)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ArticleError(
            f"is no JSON ({error.msg} at character {error.pos}). Write one JSON object per line "
            "of a .jsonl file, or a list of them in a .json file"
        ) from error
    except (RecursionError, ValueError) as error:
        raise ArticleError("is nested too deep, or holds a number too long") from error


def _whole(file: IO[bytes], begun: bytes = b"") -> str:
    data = begun + file.read(_MOST_WHOLE + 1)
    if len(data) > _MOST_WHOLE:
        raise ArticleError(
            f"has more than {_MOST_WHOLE:,} bytes. Write it as .jsonl, one article per line"
        )
    return decode(data)


def _lines(file: IO[bytes]) -> Iterator[str | ArticleError]:
    """Lines as text, their ends kept; too long ones and undecodable ones as what is wrong."""
    begun = file.read(SAMPLE) + file.readline(_LONGEST_LINE)
    encoding = detect(begun)
    if encoding.name.startswith("utf-16"):
        yield from StringIO(_whole(file, begun), newline="\n")
        return
    for offset, line in _byte_lines(begun, file):
        try:
            if len(line) > _LONGEST_LINE:
                raise ArticleError(f"has more than {_LONGEST_LINE:,} bytes. Split it into articles")
            yield decode_as(line, encoding, offset=offset)
        except ArticleError as error:
            yield error
        encoding = Encoding(encoding.name)  # a byte-order mark stands in the first line only


def _byte_lines(begun: bytes, file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Offsets and lines of a file whose first lines were read; too long lines are cut."""
    offset = 0
    further = iter(lambda: file.readline(_LONGEST_LINE + 1), b"")
    for line in chain(BytesIO(begun), further):
        yield offset, line
        offset += len(line)
        rest = line
        while len(line) > _LONGEST_LINE and rest and not rest.endswith(b"\n"):
            rest = file.readline(_LONGEST_LINE)
            offset += len(rest)


TABLES: dict[str, Callable[[IO[bytes], Columns], Iterator[Row]]] = {
    ".jsonl": _json_lines,
    ".json": _json,
    ".csv": _csv,
    ".parquet": _parquet,
}
