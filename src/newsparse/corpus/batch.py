"""A whole folder: articles through the pipeline into tables, in input order, in bounded memory."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from newsparse.annotation import Analysis, Article
from newsparse.corpus.read import read_records
from newsparse.corpus.record import Failure, Options, Record
from newsparse.corpus.summary import RunSummary, role_order
from newsparse.errors import DataFileError, NewsparseError
from newsparse.events.types import load_event_types
from newsparse.store import Format, TableWriter
from newsparse.tables import arrow_table, table_columns, to_arrow
from newsparse.tables.columns import COLUMNS
from newsparse.text.script import Region

if TYPE_CHECKING:
    import pyarrow as pa

Analyzer: TypeAlias = Callable[[Article], Analysis]
Portion: TypeAlias = list[Record | Failure]
# Work travels in portions of this many characters (some 100 articles, about a second of work):
# large enough that sending them costs nothing, small enough that eight workers hold a few MB each.
_PORTION_CHARACTERS = 100_000
_PORTION_ARTICLES = 250
# Portions handed out ahead of the one being written, per worker.
_AHEAD = 2


@dataclass(frozen=True, slots=True)
class _Result:
    """What came of one portion."""

    tables: dict[str, pa.Table]
    lines: list[str]
    summary: RunSummary


def extract(
    paths: Iterable[Path | str] | Path | str,
    out: Path | str,
    *,
    format: Format = "parquet",  # noqa: A002 (the word users know from the command line)
    published: date | None = None,
    region: Region | None = None,
    jobs: int = 1,
    gazetteers: Sequence[Path | str] = (),
    event_types: Path | str | None = None,
    make_pipeline: Callable[[], Analyzer] | None = None,
    progress: Callable[[RunSummary], None] | None = None,
) -> RunSummary:
    """Analyse the articles of files and folders and write the tables.

    One bad article never stops a run: it becomes a row of the table ``failures``. Rows come in
    input order whatever ``jobs`` is; analyses are written as they are made, not collected.

    Args:
        paths: .txt and .jsonl files, and folders of them (``newsparse.corpus.read``).
        out: folder for the tables; it is not read, should it lie within ``paths``.
        format: "parquet", "csv", "jsonl" (with ``analyses.jsonl``) or "xlsx".
        published: publication date of articles that do not state their own.
        region: home region of articles that do not state their own.
        jobs: worker processes; with 1 the work is done in this process.
        gazetteers: CSV files of the caller's own names.
        event_types: a TOML file or folder of event types used instead of the shipped ones.
        make_pipeline: makes the callable that analyses an article, in each worker; a ``Pipeline``
            with ``gazetteers`` and ``event_types`` if not given. Must be picklable if jobs > 1.
        progress: called with the summary so far, after every portion.

    Returns:
        The summary of the run, with all failures.

    Raises:
        DataFileError: a gazetteer or event-type file is wrong.
        NewsparseError: the output cannot be written, or a worker process died.

    Example:
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp())
        >>> _ = (folder / "a.txt").write_text("騰訊擬以5億美元收購格芯。", encoding="utf-8")
        >>> extract([folder], folder / "tables").articles
        1
    """
    out = Path(out)
    types = load_event_types(event_types)
    layouts = table_columns(types)
    if make_pipeline is None:
        from newsparse.pipeline import Pipeline

        make_pipeline = partial(Pipeline, gazetteers=gazetteers, event_types=event_types)
    make_worker = partial(_Worker, make_pipeline, event_types, with_lines=format == "jsonl")
    portions = _portions(read_records(paths, Options(published, region), leave_out=out))
    total = RunSummary(out=out)
    with TableWriter(out, layouts, format) as writer:
        for result in _run(portions, make_worker, jobs):
            writer.write(result.tables, result.lines)
            total.add(result.summary)
            if progress is not None:
                progress(total)
    total.notes += writer.notes
    return total


def _portions(items: Iterable[Record | Failure]) -> Iterator[Portion]:
    portion: Portion = []
    size = 0
    for item in items:
        portion.append(item)
        size += len(item.text) if isinstance(item, Record) else 0
        if size >= _PORTION_CHARACTERS or len(portion) >= _PORTION_ARTICLES:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


class _Worker:
    """Analyses portions; made once per process, as loading the data takes about a second."""

    def __init__(
        self,
        make_pipeline: Callable[[], Analyzer],
        event_types: Path | str | None,
        *,
        with_lines: bool,
    ) -> None:
        self._pipeline = make_pipeline()
        self._types = load_event_types(event_types)
        self._order = role_order(self._types)
        self._with_lines = with_lines

    def __call__(self, portion: Portion) -> _Result:
        summary = RunSummary()
        analyses = []
        for item in portion:
            outcome = item if isinstance(item, Failure) else self._attempt(item)
            if isinstance(outcome, Failure):
                summary.fail(outcome)
            else:
                summary.count(outcome, self._order)
                analyses.append(outcome)
        tables = to_arrow(analyses, self._types)
        failures = [
            (f.path, f.line, f.id, f.reason, f.skipped) for f in summary.failures + summary.skipped
        ]
        tables["failures"] = arrow_table(COLUMNS["failures"], failures)
        tables = {name: table for name, table in tables.items() if table.num_rows}
        summary.rows.update({name: table.num_rows for name, table in tables.items()})
        lines = [json.dumps(a.to_dict(), ensure_ascii=False) for a in analyses * self._with_lines]
        return _Result(tables, lines, summary)

    def _attempt(self, record: Record) -> Analysis | Failure:
        try:
            return self._pipeline(record.article())
        except DataFileError:
            raise  # the caller's data is wrong, not the article: no article would pass
        except NewsparseError as error:
            reason = str(error)
        except Exception as error:
            reason = f"could not be analysed ({type(error).__name__}: {error})"
        return Failure(record.path, reason, record.line, record.id)


def _run(
    portions: Iterator[Portion], make_worker: Callable[[], _Worker], jobs: int
) -> Iterator[_Result]:
    """The results in the order of the portions, a bounded number of them under way."""
    if jobs <= 1:
        yield from map(make_worker(), portions)
        return
    # spawn: the same on every platform, and safe beside threads of the calling program
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _start, (make_worker,))
    try:
        under_way: deque[Future[_Result]] = deque()
        for portion in portions:
            under_way.append(pool.submit(_work, portion))
            if len(under_way) > jobs * _AHEAD:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    except BrokenProcessPool as error:
        raise NewsparseError(
            "a worker process died, most likely for lack of memory. Run again with fewer --jobs"
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


# What this process works with, if it is a worker of a pool.
_make_worker: Callable[[], _Worker] | None = None


def _start(make_worker: Callable[[], _Worker]) -> None:
    """Prepare a worker process; the worker itself is made with the first portion.

    An exception raised here, such as a DataFileError, would only show as a broken pool.
    """
    global _make_worker
    _make_worker = cache(make_worker)


def _work(portion: Portion) -> _Result:
    assert _make_worker is not None  # set by _start, which the pool runs first
    return _make_worker()(portion)
