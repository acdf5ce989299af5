"""Tables to files and back: Parquet, DuckDB, CSV, JSON lines, Excel; and SQL over them."""

from __future__ import annotations

from newsparse.store.places import ANALYSES, FORMATS, Format, check_place, format_of, parts_folder
from newsparse.store.reading import query, read_tables
from newsparse.store.writer import TableWriter, check_free

__all__ = [
    "ANALYSES",
    "FORMATS",
    "Format",
    "TableWriter",
    "check_free",
    "check_place",
    "format_of",
    "parts_folder",
    "query",
    "read_tables",
]
