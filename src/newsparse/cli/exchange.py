"""``newsparse export`` and ``newsparse import``: results to annotation tools, gold back."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from newsparse.cli.endings import fail
from newsparse.cli.options import Quiet, Verbose


class Tool(StrEnum):
    """What results are written for."""

    docbin = "docbin"
    conll = "conll"
    doccano = "doccano"
    brat = "brat"
    label_studio = "label-studio"


class CorrectedIn(StrEnum):
    """What corrected results are read from."""

    brat = "brat"
    doccano = "doccano"
    label_studio = "label-studio"


def export(
    tables: Annotated[
        Path, typer.Argument(exists=True, metavar="OUT", help="What extract wrote: folder or file.")
    ],
    to: Annotated[Tool, typer.Option("--to", help="The tool to write for.")],
    out: Annotated[
        Path,
        typer.Option("--out", "-o", metavar="PATH", help="The file to write; for brat the folder."),
    ],
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Write results for annotation tools and for training.

    docbin: spaCy's own format, with exact tokens. conll: a character per line, BIO. doccano:
    JSONL(Relation), for a sequence-labelling project with overlapping spans and relations.
    label-studio: tasks with predictions, and beside them the labelling interface as .xml. What
    annotators corrected in brat, doccano or Label Studio comes back with "newsparse import".
    """
    from newsparse.errors import NewsparseError
    from newsparse.exchange import export as write
    from newsparse.store import find_tables, read_tables

    try:
        there = find_tables(tables)
        if there and out.resolve() in {file.resolve() for file in there.files}:
            raise NewsparseError(f"{out} holds the results. Choose another place")
        count = write(read_tables(tables), to.value, out)
    except (NewsparseError, OSError) as error:
        fail(error, verbose=verbose)
    if not quiet:
        typer.echo(f"{out}: {_articles(count)} for {to.value}")


def import_gold(
    path: Annotated[
        Path,
        typer.Argument(
            exists=True, metavar="PATH", help="The file that the tool exported; of brat the folder."
        ),
    ],
    source: Annotated[CorrectedIn, typer.Option("--from", help="The tool it comes from.")],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="GOLD.jsonl", help="The gold file to write.")
    ],
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Turn what annotators corrected into gold.

    One JSON object per article, in the form of corpus/gold. Exit code 1: there were articles nobody
    has annotated, or values nobody could read; each is named, and the rest is written.
    """
    from newsparse.errors import NewsparseError
    from newsparse.exchange import import_gold as read
    from newsparse.store import writing

    try:
        if out.resolve().is_relative_to(path.resolve()):
            raise NewsparseError(f"{path} holds what was corrected. Choose another place for gold")
        corrected = read(path, source.value)
        with writing(out):
            out.parent.mkdir(parents=True, exist_ok=True)
            with open(out, "w", encoding="utf-8", newline="\n") as file:
                for row in corrected.gold:
                    file.write(json.dumps(row, ensure_ascii=False) + "\n")
    except (NewsparseError, OSError) as error:
        fail(error, verbose=verbose)
    for unread in corrected.unread:
        typer.echo(f"no value: {unread}", err=True)
    if corrected.untouched:
        typer.echo(f"{_articles(corrected.untouched)} without annotations, left out", err=True)
    if not quiet:
        typer.echo(f"{out}: {_articles(len(corrected.gold))}")
    if corrected.unread or corrected.untouched:
        raise typer.Exit(1)


def _articles(count: int) -> str:
    return f"{count:,} article{'' if count == 1 else 's'}"
