"""Tables to files and back: Parquet, DuckDB, CSV, JSON lines, Excel; and SQL over them."""

from __future__ import annotations

from newsparse.store.files import is_for_excel
from newsparse.store.places import ANALYSES, FORMATS, Format, check_place, format_of, parts_folder
from newsparse.store.reading import find_tables, query, read_tables
from newsparse.store.replace import writing
from newsparse.store.writer import TableWriter, check_free

__all__ = [
    "ANALYSES",
    "FORMATS",
    "Format",
    "TableWriter",
    "check_free",
    "check_place",
    "find_tables",
    "format_of",
    "is_for_excel",
    "parts_folder",
    "query",
    "read_tables",
    "writing",
]
