"""Which files a store is made of."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, get_args

from newsparse.errors import NewsparseError

Format = Literal["parquet", "csv", "jsonl", "xlsx", "duckdb"]
FORMATS: tuple[Format, ...] = get_args(Format)
# Stores of one file: the suffix that asks for it, and its name within a folder.
DATABASE = "newsparse.duckdb"
WORKBOOK = "newsparse.xlsx"
ONE_FILE: dict[str, str] = {"duckdb": DATABASE, "xlsx": WORKBOOK}
ANALYSES = "analyses.jsonl"
# Which files of a folder are ours, and the kinds of their columns.
LISTING = "tables.json"
# What a database or workbook of our making says of itself.
MARK = "newsparse"


def format_of(out: Path) -> Format:
    """The format that a place for tables asks for by its name.

    Example:
        >>> format_of(Path("news.duckdb")), format_of(Path("tables"))
        ('duckdb', 'parquet')
    """
    wanted = out.suffix.removeprefix(".").lower()
    return wanted if wanted in ONE_FILE else "parquet"  # type: ignore[return-value]


def check_place(out: Path, file_format: Format) -> None:
    """Whether a place for tables goes with their format.

    Raises:
        NewsparseError: there is no such format, or the place does not go with it: the tables would
            be somewhere else than its name says.

    Example:
        >>> check_place(Path("news.csv"), "csv")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        newsparse.errors.NewsparseError: news.csv names one file, but csv tables are a folder of...
    """
    if file_format not in FORMATS:
        raise NewsparseError(f"there is no format {file_format!r}. Use one of {', '.join(FORMATS)}")
    suffix = out.suffix.removeprefix(".").lower()
    if is_one_file(out) and suffix != file_format:
        raise NewsparseError(f"{out} does not go with the format {file_format}. Name a folder")
    if suffix in FORMATS and not is_one_file(out) and not out.is_dir():
        raise NewsparseError(
            f"{out} names one file, but {suffix} tables are a folder of files. Name a folder"
        )


def is_one_file(out: Path) -> bool:
    """Whether a place for tables names a file rather than a folder."""
    return out.suffix.removeprefix(".").lower() in ONE_FILE


def parts_folder(out: Path) -> Path:
    """Where a run keeps what it has done: within the folder of the tables, or beside their file.

    Example:
        >>> parts_folder(Path("tables")).as_posix(), parts_folder(Path("news.duckdb")).as_posix()
        ('tables/.parts', '.news.duckdb.parts')
    """
    return out.with_name(f".{out.name}.parts") if is_one_file(out) else out / ".parts"


def file_names(tables: Iterable[str], file_format: Format) -> list[str]:
    """The files that a folder of tables is made of.

    Example:
        >>> file_names(["events"], "jsonl"), file_names(["events"], "duckdb")
        (['events.jsonl', 'analyses.jsonl'], ['newsparse.duckdb'])
    """
    if file_format in ONE_FILE:
        return [ONE_FILE[file_format]]
    names = [f"{table}.{file_format}" for table in tables]
    return [*names, ANALYSES] if file_format == "jsonl" else names
