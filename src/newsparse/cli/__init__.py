"""The command line: ``newsparse extract``, ``query``, ``show``, ``check``, ``report`` and more.

Exit codes: 0 all well; 1 some articles failed (or a check did), each named; 2 wrong usage, a bad
data file, or tables that cannot be written; 130 stopped by Ctrl-C. Imports wait until a command
needs them, so that ``newsparse --help`` is quick.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from newsparse import __version__
from newsparse.cli.doctor import doctor
from newsparse.cli.endings import fail
from newsparse.cli.exchange import export, import_gold
from newsparse.cli.extract import extract
from newsparse.cli.options import (
    EventTypes,
    Gazetteers,
    Home,
    Published,
    examples,
    existing_file,
    region_code,
)
from newsparse.cli.report import report
from newsparse.cli.stories import stories

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
        "extract articles.jsonl -o news.duckdb --jobs 4",
        'query tables "SELECT * FROM deals"',
        "report tables -o report.html",
        "stories tables",
        "show article.txt --events --published 2024-03-24",
        "check my_events.toml my_companies.csv",
        "export tables --to doccano -o to_correct.jsonl",
        "doctor",
    )
)
def root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Structured event tables from Chinese news."""


app.command(
    epilog=examples(
        "extract articles/ -o tables",
        "extract mingpao.zip -o news.duckdb --region HK --jobs 4",
        "extract export.csv -o tables --text-column 報道 --format csv --bom",
        "extract - -o tables --published 2024-03-24 < a.txt",
    )
)(extract)


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
    sql: Annotated[
        str,
        typer.Argument(metavar="SQL", help="Over the tables, and deals, people_moves, timeline."),
    ],
    as_csv: Annotated[bool, typer.Option("--csv", help="All rows, as CSV.")] = False,
) -> None:
    """Ask the tables a question in SQL (DuckDB's)."""
    from newsparse.cli.query import show_answer
    from newsparse.errors import NewsparseError

    try:
        show_answer(store, sql, as_csv=as_csv)
    except (NewsparseError, OSError) as error:
        fail(error)


@app.command(
    epilog=examples(
        "show article.txt",
        "show article.txt --events --published 2024-03-24",
        "show article.txt --events --event-types my_events.toml",
        "show - < article.txt",
    )
)
def show(
    path: Annotated[
        Path,
        typer.Argument(
            callback=existing_file,
            metavar="FILE",
            help="A file as for extract; - reads standard input.",
        ),
    ],
    events: Annotated[
        bool, typer.Option("--events", help="Also the events, and why each filler was chosen.")
    ] = False,
    published: Published = None,
    region: Home = None,
    gazetteer: Gazetteers = None,
    event_types: EventTypes = None,
) -> None:
    """Show an article, its mentions, and the rules behind them."""
    from newsparse.cli.show import show_article
    from newsparse.corpus.read import read_articles
    from newsparse.corpus.record import Failure
    from newsparse.errors import NewsparseError
    from newsparse.pipeline import Pipeline

    failed = False
    try:
        pipeline = Pipeline(gazetteers=gazetteer or (), event_types=event_types)
        for item in read_articles(path, published=published, region=region_code(region)):
            if isinstance(item, Failure):
                failed = True
                typer.echo(f"failed: {item}", err=True)
            else:
                show_article(pipeline(item), with_events=events)
    except (NewsparseError, OSError, ImportError) as error:
        fail(error)
    if failed:
        raise typer.Exit(1)


@app.command(epilog=examples("check my_events.toml", "check my_companies.csv"))
def check(
    paths: Annotated[
        list[Path],
        typer.Argument(exists=True, metavar="FILE", help="Event types .toml, gazetteers .csv"),
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
        fail(error)
    for problem in problems:
        typer.echo(f"failed: {problem}", err=True)
    if problems:
        raise typer.Exit(1)


app.command(
    epilog=examples(
        "report tables -o report.html", "report news.duckdb -o deals.html --title 併購週報"
    )
)(report)
app.command(epilog=examples("stories tables", "stories news.duckdb -o stories.duckdb"))(stories)
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
app.command(epilog=examples("doctor", "doctor > for_a_bug_report.txt"))(doctor)


def main() -> None:
    """Run the command line."""
    # Arrow's own allocator keeps some 25 MB that the system's gives back
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    # a console that cannot show 騰訊 shows a question mark, not a traceback
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    app()
