"""A whole folder: articles through the pipeline into tables, in input order, in bounded memory.

    items ─ those not yet in a part ─► portions ─► workers: analyse, write parts
          └ fingerprints, in order ──────────────► at the end: parts ─► tables

A run that breaks off keeps its parts; a further run, also one over a changed folder, analyses only
what no part holds yet. The tables are always those of the articles given, as if made at one go.
"""

from __future__ import annotations

import os
import pickle
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import TypeAlias

from newsparse import __version__
from newsparse.corpus.analyst import Done, Plan, Task, give_up
from newsparse.corpus.assemble import assemble
from newsparse.corpus.attempt import Analyzer
from newsparse.corpus.columns import Columns
from newsparse.corpus.find import STDIN
from newsparse.corpus.meter import Meter
from newsparse.corpus.parts import Parts, digest
from newsparse.corpus.pool import Portion, check_start, run_here, run_in_workers
from newsparse.corpus.read import MARK_BYTES, Item, read_items
from newsparse.corpus.record import Failure, Options
from newsparse.corpus.summary import RunSummary
from newsparse.errors import NewsparseError
from newsparse.events.types import load_event_types
from newsparse.lexicon import DATA
from newsparse.published import publication_day
from newsparse.store import (
    Format,
    TableWriter,
    check_free,
    check_place,
    format_of,
    parts_folder,
)
from newsparse.tables import STORY_TABLES, table_columns
from newsparse.text.script import Region

# Work travels in portions of this many characters (some 50 articles, about half a second of work):
# large enough that sending them costs nothing, small enough that little is lost when a run is
# killed, and that no worker waits long for another one's last portion.
_PORTION_CHARACTERS = 50_000
_PORTION_ARTICLES = 250
Runner: TypeAlias = Callable[[Iterator[Portion[Task]], Plan, int, float], Iterator[Done]]
# A million characters, the longest article we take, are some ten seconds of work.
TIMEOUT = 60.0


def run_locally(
    portions: Iterator[Portion[Task]], plan: Plan, jobs: int, timeout: float
) -> Iterator[Done]:
    """Work on the portions of a run in processes of this machine; with 0 jobs in this one."""
    if jobs == 0:
        return run_here(portions, plan())
    return run_in_workers(portions, plan, jobs, give_up, timeout=timeout)


def extract(
    paths: Iterable[Path | str] | Path | str,
    out: Path | str,
    *,
    format: Format | None = None,  # noqa: A002 (the word users know from the command line)
    bom: bool = False,
    published: date | str | None = None,
    region: Region | None = None,
    columns: Columns | None = None,
    jobs: int = 0,
    timeout: float = TIMEOUT,
    force: bool = False,
    gazetteers: Sequence[Path | str] = (),
    event_types: Path | str | None = None,
    make_pipeline: Callable[[], Analyzer] | None = None,
    runner: Runner = run_locally,
    progress: Callable[[RunSummary], None] | None = None,
) -> RunSummary:
    """Analyse the articles of files and folders and write the tables.

    One bad article never stops a run: it becomes a row of the table ``failures``. Rows come in
    input order whatever ``jobs`` is. What an earlier run into the same place has analysed, complete
    or not, is taken from there if neither the article nor the settings have changed; failures are
    tried again.

    Args:
        paths: files, folders and archives (``newsparse.corpus.find``).
        out: folder for the tables, or a .duckdb or .xlsx file; not read, if it lies in ``paths``.
        format: "parquet", "csv", "jsonl" (with ``analyses.jsonl``), "xlsx" or "duckdb"; by the
            suffix of ``out`` if not given, else Parquet.
        bom: write CSV for Excel: with a byte-order mark, and formulas disarmed.
        published: publication date of articles that do not state their own, as for Article.
        region: home region of articles that do not state their own.
        columns: columns of tables and JSON that their names do not tell.
        jobs: worker processes; with 0 the work is done in this process, which knows no time limit
            and which an article that crashes it takes down.
        timeout: seconds that one article may take.
        force: analyse everything again.
        gazetteers: CSV files of the caller's own names.
        event_types: a TOML file or folder of event types used instead of the shipped ones.
        make_pipeline: makes the callable that analyses an article, in each worker; a ``Pipeline``
            with ``gazetteers`` and ``event_types`` if not given. Must be picklable. If what it does
            changes while its name stays, say ``force``.
        runner: works on the portions, by the plan, with so many jobs and seconds for an article;
            ``newsparse.scale.run_on_ray`` does so on a Ray cluster, where 0 jobs are all it has.
        progress: called with the summary of what was analysed so far, after every portion.

    Returns:
        The summary of the tables, with all failures.

    Raises:
        DataFileError: a gazetteer or event-type file is wrong.
        NewsparseError: an argument is wrong, or a path is not there; the output cannot be written,
            would replace what newsparse did not write, is the input, or does not go with the
            format. What was done is kept for the next run.

    Example:
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp())
        >>> _ = (folder / "a.txt").write_text("騰訊擬以5億美元收購格芯。", encoding="utf-8")
        >>> extract([folder], folder / "tables").articles
        1
        >>> extract([folder], folder / "tables").reused
        1
    """
    options = Options(publication_day(published), region, columns or Columns())
    out = Path(out)
    sources = [paths] if isinstance(paths, (str, Path)) else list(paths)
    _check_sources(sources, out)
    if jobs < 0 or timeout <= 0:
        raise NewsparseError(
            f"jobs is {jobs}, timeout {timeout}. Give 0 or more jobs, and more than 0 seconds"
        )
    if jobs:
        check_start()
    file_format = format or format_of(out)
    check_place(out, file_format)
    if bom and file_format != "csv":
        raise NewsparseError(f"bom is for csv tables, not for {file_format}. Leave it out")
    layouts = table_columns(load_event_types(event_types))
    check_free(out, layouts, file_format)
    make_own = make_pipeline
    # absolute paths for workers that begin elsewhere, on other machines
    event_types = None if event_types is None else Path(event_types).absolute()
    if make_pipeline is None:
        from newsparse.pipeline import Pipeline

        names = tuple(Path(path).absolute() for path in gazetteers)
        make_pipeline = partial(Pipeline, gazetteers=names, event_types=event_types)
    manifest = {
        "newsparse": __version__,
        "program": digest([DATA.parent]),
        "tables": blake2b(repr(layouts).encode(), digest_size=16).hexdigest(),
        "options": repr(options),
        "event types": None if event_types is None else digest([event_types]),
        "gazetteers": [digest([path]) for path in gazetteers],
        "pipeline": None if make_own is None else blake2b(pickle.dumps(make_own)).hexdigest()[:32],
        "analyses": file_format == "jsonl",
    }
    folder = parts_folder(out.absolute())
    with Parts(folder, manifest, afresh=force) as parts:
        plan = Plan(make_pipeline, event_types, options, folder, parts.run, file_format == "jsonl")
        meter = Meter()
        if progress is not None:
            meter.measure(sources)
        items = read_items(sources, options.columns, leave_out=(out, folder), meter=meter)
        given = _Given(parts)
        so_far = RunSummary(out=out)
        for done in runner(given.new(items), plan, jobs, timeout):
            parts.add(done.number, done.items)
            so_far.add(done.summary)
            so_far.reused, so_far.read = given.reused, meter.share
            if progress is not None:
                progress(so_far)
        places = given.places()
        with TableWriter(out, layouts, file_format, bom=bom) as writer:
            total = assemble(parts, places, layouts, writer)
        parts.drop_unused(places)
    notes = total.notes + writer.notes
    if any(Path(name).stem in STORY_TABLES for name in writer.removed):
        notes.append(f"stories of the run before removed. newsparse stories {out} tells them anew")
    return replace(total, out=out, reused=given.reused, notes=notes)


def _check_sources(sources: Sequence[Path | str], out: Path) -> None:
    """Whether the articles are there, and apart from the tables.

    Raises:
        NewsparseError: they are not.
    """
    for source in map(Path, sources):
        if str(source) == STDIN:
            continue
        if not os.path.lexists(source):
            raise NewsparseError(f"{source} does not exist. Name a file or folder of articles")
        real, place = source.resolve(), out.resolve()
        if real == place or (real.parent == place and not os.path.isdir(source)):
            raise NewsparseError(f"{out} holds the articles. Choose another place for the tables")


class _Given:
    """The articles given, in order, as fingerprints: 16 bytes each are all that stays of them."""

    def __init__(self, parts: Parts) -> None:
        self.reused = 0
        self._parts = parts
        self._order = bytearray()

    def new(self, items: Iterable[Item | Failure]) -> Iterator[Portion[Task]]:
        """The items that no part holds yet, in portions."""
        tasks: list[Task] = []
        number = size = 0
        for item in items:
            mark = item.fingerprint if isinstance(item, Item) else _fingerprint(item)
            self._order += mark
            if self._parts.find(mark) is not None:
                self.reused += 1
                continue
            tasks.append((mark, item))
            size += item.size if isinstance(item, Item) else 0
            if size >= _PORTION_CHARACTERS or len(tasks) >= _PORTION_ARTICLES:
                yield Portion(number, tuple(tasks))
                tasks, size, number = [], 0, number + 1
        if tasks:
            yield Portion(number, tuple(tasks))

    def places(self) -> array[int]:
        """Where their rows are, once all portions are done."""
        marks = (self._order[at : at + MARK_BYTES] for at in range(0, len(self._order), MARK_BYTES))
        return array("q", (self._parts.place(bytes(mark)) for mark in marks))


def _fingerprint(failure: Failure) -> bytes:
    return blake2b(repr(failure).encode(), digest_size=MARK_BYTES).digest()
