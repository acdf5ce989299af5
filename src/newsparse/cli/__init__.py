"""The command line: ``newsparse extract``, ``show`` and ``check``.

Exit codes: 0 all well; 1 some articles failed (or a check did), each named; 2 wrong usage, a bad
data file, or tables that cannot be written. Imports wait until a command needs them, so that
``newsparse --help`` is quick.
"""

from __future__ import annotations

import os
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from newsparse import __version__

if TYPE_CHECKING:
    from newsparse.text.script import Region

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class OutputFormat(StrEnum):
    """File formats of the tables."""

    parquet = "parquet"
    csv = "csv"
    jsonl = "jsonl"
    xlsx = "xlsx"


class HomeRegion(StrEnum):
    """Home regions."""

    HK = "HK"
    TW = "TW"
    CN = "CN"


def _day(text: str) -> date:
    from newsparse.corpus.record import parse_date
    from newsparse.errors import ArticleError

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
        help="Publication date (2024-03-24) of articles that do not state their own; "
        "relative dates (去年10月, 昨日) are read against it.",
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


def _examples(*lines: str) -> str:
    """An epilog that keeps its lines: a backspace is how click is told so."""
    return "\n".join(("\b", "Examples:", *(f"  newsparse {line}" for line in lines)))


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"newsparse {__version__}")
        raise typer.Exit


@app.callback(
    epilog=_examples(
        "extract articles/ -o tables",
        "extract articles.jsonl -o tables --format jsonl --jobs 4",
        "show article.txt --events --published 2024-03-24",
        "check my_events.toml my_companies.csv",
    )
)
def root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Structured event tables from Chinese news."""


@app.command(
    epilog=_examples(
        "extract articles/ -o tables",
        "extract mingpao/ -o tables --region HK --format xlsx",
        "extract a.txt b.txt -o tables --published 2024-03-24",
    )
)
def extract(
    paths: Annotated[
        list[Path],
        typer.Argument(exists=True, metavar="PATH...", help=".txt, .jsonl, or folders of them."),
    ],
    out: Annotated[
        Path,
        typer.Option("--out", "-o", metavar="DIR", file_okay=False, help="Folder for the tables."),
    ],
    file_format: Annotated[
        OutputFormat, typer.Option("--format", help="Format of the tables.")
    ] = OutputFormat.parquet,
    published: Published = None,
    region: Home = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Worker processes.")] = 1,
    gazetteer: Gazetteers = None,
    event_types: EventTypes = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress and no summary; failures only.")
    ] = False,
) -> None:
    """Read articles and write event tables.

    One bad article never stops a run: it is named, and listed in the table "failures".
    Exit code 0: all well; 1: some articles failed; 2: wrong usage or a bad data file.
    """
    from newsparse.cli.progress import show_progress
    from newsparse.corpus.batch import extract as run
    from newsparse.errors import NewsparseError

    try:
        with show_progress(quiet) as progress:
            summary = run(
                paths,
                out,
                format=file_format.value,
                published=published,
                region=_region(region),
                jobs=jobs,
                gazetteers=gazetteer or (),
                event_types=event_types,
                progress=progress,
            )
    except (NewsparseError, OSError) as error:
        _fail(error)
    for failure in summary.failures:
        typer.echo(f"failed: {failure}", err=True)
    if not quiet:
        for skipped in summary.skipped:
            typer.echo(f"skipped: {skipped}", err=True)
        if not summary.articles and not summary.failures:
            typer.echo("no .txt or .jsonl articles found; the tables are empty", err=True)
        typer.echo("\n".join(summary.lines()))
    if summary.failures:
        raise typer.Exit(1)


@app.command(
    epilog=_examples("show article.txt", "show article.txt --events --published 2024-03-24")
)
def show(
    path: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, metavar="FILE", help=".txt or .jsonl")
    ],
    events: Annotated[
        bool, typer.Option("--events", help="Also the events, and why each filler was chosen.")
    ] = False,
    published: Published = None,
    region: Home = None,
    gazetteer: Gazetteers = None,
    event_types: EventTypes = None,
) -> None:
    """Show an article with its mentions marked and the rule behind each."""
    from newsparse.cli.show import show_article
    from newsparse.corpus.read import read_articles
    from newsparse.corpus.record import Failure
    from newsparse.errors import NewsparseError
    from newsparse.pipeline import Pipeline

    failed = False
    try:
        pipeline = Pipeline(gazetteers=gazetteer or (), event_types=event_types)
        for item in read_articles(path, published=published, region=_region(region)):
            if isinstance(item, Failure):
                failed = True
                typer.echo(f"failed: {item}", err=True)
            else:
                show_article(pipeline(item), with_events=events)
    except (NewsparseError, OSError) as error:
        _fail(error)
    if failed:
        raise typer.Exit(1)


@app.command(epilog=_examples("check my_events.toml", "check my_companies.csv"))
def check(
    paths: Annotated[
        list[Path],
        typer.Argument(exists=True, metavar="FILE...", help="Event types .toml, gazetteers .csv"),
    ],
) -> None:
    """Check event-type files (running their examples) and gazetteers."""
    from newsparse.cli.check import check_file
    from newsparse.errors import NewsparseError

    problems: list[str] = []
    try:
        for path in paths:
            report = check_file(path)
            typer.echo(f"{path}: {report.what}")
            problems += report.problems
    except (NewsparseError, OSError) as error:
        _fail(error)
    for problem in problems:
        typer.echo(f"failed: {problem}", err=True)
    if problems:
        raise typer.Exit(1)


def _region(region: HomeRegion | None) -> Region | None:
    return None if region is None else region.value


def _fail(error: Exception) -> NoReturn:
    typer.echo(f"error: {error}", err=True)
    raise typer.Exit(2) from error


def main() -> None:
    """Run the command line."""
    # Arrow's own allocator keeps some 25 MB that the system's gives back
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    # a console that cannot show 騰訊 shows a question mark, not a traceback
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    app()
