"""The options that several commands share."""

from __future__ import annotations

import os
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from newsparse.text.script import Region


class OutputFormat(StrEnum):
    """File formats of the tables."""

    parquet = "parquet"
    duckdb = "duckdb"
    csv = "csv"
    jsonl = "jsonl"
    xlsx = "xlsx"


class Engine(StrEnum):
    """What runs the workers."""

    local = "local"
    ray = "ray"


class HomeRegion(StrEnum):
    """Home regions."""

    HK = "HK"
    TW = "TW"
    CN = "CN"


def _day(text: str) -> date:
    from newsparse.errors import ArticleError
    from newsparse.published import parse_date

    try:
        return parse_date(text)
    except ArticleError as error:
        raise typer.BadParameter(f"{text!r} is no date. Write it as 2024-03-24") from error


Published = Annotated[
    Any,
    typer.Option(
        "--published",
        metavar="DATE",
        parser=_day,
        help="Publication date (2024-03-24) of articles whose file, dateline and file name do not "
        "state one; relative dates (去年10月, 昨日) are read against it.",
    ),
]
Home = Annotated[
    HomeRegion | None,
    typer.Option(
        "--region",
        help="Home region of articles that do not state theirs: sets the currency of a bare 元 "
        "and the calendar. Detected from the text if not given.",
    ),
]
Gazetteers = Annotated[
    list[Path] | None,
    typer.Option(
        "--gazetteer",
        metavar="CSV",
        exists=True,
        dir_okay=False,
        help="Names of your own (columns id,label,name,aliases); may be given several times.",
    ),
]
EventTypes = Annotated[
    Path | None,
    typer.Option(
        "--event-types",
        metavar="TOML",
        exists=True,
        help="Event types (a file or a folder of them) used instead of the shipped ones.",
    ),
]


Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No summary; failures only.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Also where an error comes from.")]


def column_option(field: str) -> typer.models.OptionInfo:
    """An option that names the column of a field."""
    option: typer.models.OptionInfo = typer.Option(
        f"--{field}-column",
        metavar="NAME",
        help=f"Column or key of the {field}, where its name does not tell.",
        rich_help_panel="Columns",
    )
    return option


TextColumn = Annotated[str | None, column_option("text")]
TitleColumn = Annotated[str | None, column_option("title")]
IdColumn = Annotated[str | None, column_option("id")]
DateColumn = Annotated[str | None, column_option("date")]
SourceColumn = Annotated[str | None, column_option("source")]
UrlColumn = Annotated[str | None, column_option("url")]
RegionColumn = Annotated[str | None, column_option("region")]


def examples(*lines: str) -> str:
    """An epilog that keeps its lines: a backspace is how click is told so."""
    return "\n".join(("\b", "Examples:", *(f"  newsparse {line}" for line in lines)))


def existing(paths: list[Path]) -> list[Path]:
    """The paths, all of which must be there; - is standard input, which always is."""
    for path in paths:
        if str(path) != "-" and not os.path.lexists(path):
            raise typer.BadParameter(f"{path} does not exist")
    return paths


def existing_file(path: Path) -> Path:
    """Like ``existing``, for one path that is no folder."""
    existing([path])
    if path.is_dir():
        raise typer.BadParameter(f"{path} is a folder. Name a file in it")
    return path


def region_code(region: HomeRegion | None) -> Region | None:
    """The home region as articles have it."""
    return None if region is None else region.value
