"""``newsparse report``: the tables of a run as one page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from newsparse.cli.endings import fail
from newsparse.cli.options import Quiet, Verbose


def report(
    tables: Annotated[
        Path,
        typer.Argument(
            exists=True,
            metavar="OUT",
            help="What newsparse extract wrote: a folder of tables, or a .duckdb file.",
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            "-o",
            metavar="HTML",
            dir_okay=False,
            help="The page to write; only an earlier page is replaced.",
        ),
    ] = Path("report.html"),
    title: Annotated[
        str, typer.Option("--title", metavar="TEXT", help="Heading of the page.")
    ] = "News events",
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Write one page to search, filter and chart events.

    Each row opens its article with the evidence marked. The page is complete in itself: it opens
    from disk and fetches nothing. It holds the full texts of the articles; mind their terms before
    you pass it on.
    """
    from newsparse.errors import NewsparseError
    from newsparse.store import read_tables, writing
    from newsparse.view.report import is_report, render_report

    try:
        if out.is_file() and out.stat().st_size and not is_report(out):
            raise NewsparseError(f"{out} is no page of newsparse's. Choose another place")
        page = render_report(read_tables(tables), title)
        with writing(out):
            out.parent.mkdir(parents=True, exist_ok=True)
            out.write_text(page, encoding="utf-8", newline="\n")
    except (NewsparseError, OSError) as error:
        fail(error, verbose=verbose)
    if not quiet:
        typer.echo(f"{out}: {len(page.encode()) / 1e6:.1f} MB, open it in a browser")
