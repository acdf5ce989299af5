"""The command line: ``newsparse extract``, ``query``, ``show``, ``check``, ``report`` and more.

Exit codes: 0 all well; 1 some articles failed (or a check did), each named; 2 wrong usage, a bad
data file, or tables that cannot be written; 130 stopped by Ctrl-C. Imports wait until a command
needs them, so that ``newsparse --help`` is quick.
"""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from newsparse import __version__
from newsparse.cli.doctor import doctor
from newsparse.cli.exchange import export, import_gold
from newsparse.cli.options import (
    DateColumn,
    Engine,
    EventTypes,
    Gazetteers,
    Home,
    HomeRegion,
    IdColumn,
    OutputFormat,
    Published,
    RegionColumn,
    SourceColumn,
    TextColumn,
    TitleColumn,
    UrlColumn,
    examples,
    existing,
)
from newsparse.cli.report import report
from newsparse.cli.stories import stories

if TYPE_CHECKING:
    from newsparse.text.script import Region

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"newsparse {__version__}")
        raise typer.Exit


@app.callback(
    epilog=examples(
        "extract articles/ -o tables",
        "extract articles.jsonl -o tables --format jsonl --jobs 4",
        'query tables "SELECT * FROM deals"',
        "show article.txt --events --published 2024-03-24",
        "check my_events.toml my_companies.csv",
        "report tables -o report.html",
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
    epilog=examples(
        "extract articles/ -o tables",
        "extract mingpao.zip -o news.duckdb --region HK --jobs 4",
        "extract export.csv -o tables --text-column 報道 --format csv --bom",
        "extract - -o tables --published 2024-03-24 < a.txt",
    )
)
def extract(
    paths: Annotated[
        list[Path],
        typer.Argument(
            callback=existing,
            metavar="PATH...",
            help="Files (.txt .md .html .docx .json .jsonl .csv .parquet), .zip archives and "
            "folders of them; - reads standard input.",
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out", "-o", metavar="OUT", help="Folder for the tables, or a .duckdb or .xlsx file."
        ),
    ],
    file_format: Annotated[
        OutputFormat | None,
        typer.Option(
            "--format",
            help="Format of the tables; by the suffix of OUT, else parquet.",
            show_default=False,
        ),
    ] = None,
    bom: Annotated[
        bool, typer.Option("--bom", help="CSV for Excel: byte-order mark, formulas disarmed.")
    ] = False,
    published: Published = None,
    region: Home = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            "-j",
            min=1,
            help="Worker processes; if not given one, with --engine ray all of the cluster.",
        ),
    ] = None,
    engine: Annotated[
        Engine,
        typer.Option(
            "--engine",
            help="Where the work is done: on this machine, or on a Ray cluster that sees PATH and "
            "OUT (pip install 'newsparse[scale]').",
        ),
    ] = Engine.local,
    timeout: Annotated[
        float, typer.Option("--timeout", min=0.1, help="Seconds that one article may take.")
    ] = 60.0,
    force: Annotated[
        bool, typer.Option("--force", help="Redo also what an earlier run has done.")
    ] = False,
    gazetteer: Gazetteers = None,
    events: EventTypes = None,
    text_column: TextColumn = None,
    title_column: TitleColumn = None,
    id_column: IdColumn = None,
    date_column: DateColumn = None,
    source_column: SourceColumn = None,
    url_column: UrlColumn = None,
    region_column: RegionColumn = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress and no summary; failures only.")
    ] = False,
    verbose: Annotated[
        bool,
        typer.Option(
            "--verbose",
            "-v",
            help="Also every step, the rows of every table, and where an error comes from.",
        ),
    ] = False,
) -> None:
    """Read articles and write event tables.

    One bad article never stops a run: it is named, and listed in the table "failures". A run that
    was stopped goes on where it was; a further run does only what is new or changed.
    Exit code 0: all well; 1: some articles failed; 2: wrong usage or a bad data file.
    """
    from newsparse.cli.progress import show_progress
    from newsparse.corpus.batch import extract as run
    from newsparse.corpus.batch import run_locally
    from newsparse.corpus.columns import Columns
    from newsparse.corpus.on_ray import run_on_ray
    from newsparse.errors import NewsparseError

    columns = Columns(
        text_column, title_column, id_column, date_column, source_column, url_column, region_column
    )
    try:
        with show_progress(quiet, verbose) as progress:
            summary = run(
                paths,
                out,
                format=None if file_format is None else file_format.value,
                bom=bom,
                published=published,
                region=_region(region),
                columns=columns,
                jobs=jobs or (0 if engine is Engine.ray else 1),
                runner=run_on_ray if engine is Engine.ray else run_locally,
                timeout=timeout,
                force=force,
                gazetteers=gazetteer or (),
                event_types=events,
                progress=progress,
            )
    except (NewsparseError, OSError, ImportError) as error:
        if verbose:
            traceback.print_exc()
        _fail(error)
    except KeyboardInterrupt as error:
        typer.echo("stopped. Run the same command again to go on where it was", err=True)
        raise typer.Exit(130) from error
    for failure in summary.failures:
        typer.echo(f"failed: {failure}", err=True)
    if not quiet:
        for skipped in summary.skipped:
            typer.echo(f"skipped: {skipped}", err=True)
        if not summary.articles and not summary.failures:
            typer.echo("no articles found; the tables are empty", err=True)
        typer.echo("\n".join(summary.lines()))
    if verbose:
        for table, rows in summary.rows.items():
            typer.echo(f"{rows:>8,}  {table}", err=True)
    if summary.failures:
        raise typer.Exit(1)


@app.command(
    epilog=examples(
        'query tables "SELECT * FROM deals WHERE amount_min > 1e9"',
        'query news.duckdb "SELECT day, type, who, title FROM timeline" --csv',
    )
)
def query(
    store: Annotated[
        Path, typer.Argument(exists=True, metavar="OUT", help="What extract wrote: folder or file.")
    ],
    sql: Annotated[str, typer.Argument(help="Over the tables, and deals, people_moves, timeline.")],
    as_csv: Annotated[bool, typer.Option("--csv", help="All rows, as CSV.")] = False,
) -> None:
    """Ask the tables a question in SQL (DuckDB's)."""
    from newsparse.cli.query import show_answer
    from newsparse.errors import NewsparseError

    try:
        show_answer(store, sql, as_csv=as_csv)
    except (NewsparseError, OSError) as error:
        _fail(error)


@app.command(
    epilog=examples("show article.txt", "show article.txt --events --published 2024-03-24")
)
def show(
    path: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, metavar="FILE", help="As for extract.")
    ],
    events: Annotated[
        bool, typer.Option("--events", help="Also the events, and why each filler was chosen.")
    ] = False,
    published: Published = None,
    region: Home = None,
    gazetteer: Gazetteers = None,
    event_types: Annotated[
        Path | None,
        typer.Option("--event-types", metavar="TOML", exists=True, help="Event types of your own."),
    ] = None,
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
    except (NewsparseError, OSError, ImportError) as error:
        _fail(error)
    if failed:
        raise typer.Exit(1)


@app.command(epilog=examples("check my_events.toml", "check my_companies.csv"))
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


app.command(epilog=examples("report tables -o report.html"))(report)
app.command(
    epilog=examples(
        "export tables --to doccano -o to_correct.jsonl",
        "export tables --to docbin -o train.spacy",
    )
)(export)
app.command(
    "import",
    epilog=examples("import corrected.jsonl --from doccano -o gold.jsonl"),
)(import_gold)
app.command()(doctor)
app.command(epilog=examples("stories tables", "stories news.duckdb -o stories.duckdb"))(stories)


def _region(region: HomeRegion | None) -> Region | None:
    return None if region is None else region.value


def _fail(error: Exception) -> NoReturn:
    """Say what is wrong; an import that fails is a dependency that is missing."""
    remedy = (
        ". Install newsparse again, with all it needs" if isinstance(error, ImportError) else ""
    )
    typer.echo(f"error: {error}{remedy}", err=True)
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
