"""``newsparse extract``: articles in, tables out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from newsparse.cli.endings import fail
from newsparse.cli.options import (
    DateColumn,
    Engine,
    EventTypes,
    Gazetteers,
    Home,
    IdColumn,
    OutputFormat,
    Published,
    RegionColumn,
    SourceColumn,
    TextColumn,
    TitleColumn,
    UrlColumn,
    existing,
    region_code,
)
from newsparse.cli.plain import plain


def extract(
    paths: Annotated[
        list[Path],
        typer.Argument(
            callback=existing,
            readable=False,  # a file that may not be read is one failure of the run
            metavar="PATH",
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
            metavar="N",
            help="Worker processes; 1 if not given, with --engine ray all of the cluster.",
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
        float,
        typer.Option(
            "--timeout", min=0.1, metavar="SECONDS", help="How long one article may take."
        ),
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
                region=region_code(region),
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
        fail(error, verbose=verbose)
    except KeyboardInterrupt as error:
        typer.echo("stopped. Run the same command again to go on where it was", err=True)
        raise typer.Exit(130) from error
    for failure in summary.failures:
        typer.echo(f"failed: {plain(failure)}", err=True)
    if not quiet:
        for skipped in summary.skipped:
            typer.echo(f"skipped: {plain(skipped)}", err=True)
        if not summary.articles and not summary.failures:
            typer.echo("no articles found; the tables are empty", err=True)
        typer.echo(plain("\n".join(summary.lines())))
    if verbose:
        for table, rows in summary.rows.items():
            typer.echo(f"{rows:>8,}  {table}", err=True)
    if summary.failures:
        raise typer.Exit(1)
