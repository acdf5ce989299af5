"""What a worker process does: items of a portion to the rows of all tables, into one part."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from newsparse.annotation import Analysis, Article
from newsparse.corpus.attempt import Analyzer, attempt_each
from newsparse.corpus.parts import part_path, write_part
from newsparse.corpus.pool import AT_NONE, InHand, Portion
from newsparse.corpus.read import Item
from newsparse.corpus.record import Failure, Options
from newsparse.corpus.summary import RunSummary, role_order
from newsparse.events.types import load_event_types
from newsparse.tables import Columns, arrow_table, table_columns
from newsparse.tables.rows import Row, add_rows

if TYPE_CHECKING:
    import pyarrow as pa

# An item, or what is wrong with a file or row, with its fingerprint.
Task: TypeAlias = tuple[bytes, Item | Failure]


def give_up(task: Task, reason: str) -> Task:
    """What to do instead of a task that killed its process or took too long: tell of it."""
    mark, item = task
    return mark, item.failure(reason) if isinstance(item, Item) else item


@dataclass(frozen=True, slots=True)
class Done:
    """That a portion is analysed and its part written."""

    number: int
    items: tuple[bytes, ...]
    summary: RunSummary


@dataclass(frozen=True, slots=True)
class Plan:
    """What every worker of a run works by; picklable.

    Args:
        make_pipeline: makes the callable that analyses an article.
        event_types: the event types that get tables of their own, as for ``load_event_types``.
        options: what the caller says about articles.
        parts: folder of the parts.
        run: name of the run, the beginning of the names of its parts.
        with_analyses: also keep each analysis as a JSON line.
    """

    make_pipeline: Callable[[], Analyzer]
    event_types: Path | str | None
    options: Options
    parts: Path
    run: str
    with_analyses: bool

    def __call__(self) -> Analyst:
        """Load the data, which takes about a second: once in each process."""
        return Analyst(self)


class Analyst:
    """Analyses portions and writes their parts."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._pipeline = plan.make_pipeline()
        types = load_event_types(plan.event_types)
        self._layouts = table_columns(types)
        self._roles = {event_type.name: event_type.roles for event_type in types}
        self._order = role_order(types)

    def __call__(self, portion: Portion[Task], in_hand: InHand) -> Done:
        """Work on a portion, telling which item is in hand."""
        page = _Page(self._layouts)
        whole = RunSummary()
        outcomes = self._outcomes(portion)
        for place, (fingerprint, item) in enumerate(portion.items):
            in_hand(place)
            outcome = item if isinstance(item, Failure) else next(outcomes)
            summary, line = RunSummary(), None
            if isinstance(outcome, Failure):
                page.fail(outcome)
                whole.fail(outcome)
            else:
                summary.count(outcome, self._order)
                add_rows(page.rows, outcome, self._roles, outcome.article.id)
                if self._plan.with_analyses:
                    line = json.dumps(outcome.to_dict(), ensure_ascii=False)
            page.end_item(fingerprint, outcome, summary, line)
            whole.add(summary)
        in_hand(AT_NONE)
        write_part(part_path(self._plan.parts, self._plan.run, portion.number), page.table())
        return Done(portion.number, tuple(item for item, _ in portion.items), whole)

    def _outcomes(self, portion: Portion[Task]) -> Iterator[Analysis | Failure]:
        """What comes of each item that is no failure yet."""
        items = [item for _, item in portion.items if isinstance(item, Item)]
        makers = [partial(self._article, item) for item in items]
        outcomes = attempt_each(self._pipeline, makers, one_by_one=portion.one_by_one)
        for item, outcome in zip(items, outcomes, strict=True):
            yield item.failure(outcome) if isinstance(outcome, str) else outcome

    def _article(self, item: Item) -> Article:
        return item.record(self._plan.options).article()


class _Page:
    """The rows of a part as they come: per item a list of rows of each table."""

    def __init__(self, layouts: dict[str, Columns]) -> None:
        self.rows: dict[str, list[Row]] = {name: [] for name in layouts}
        self._layouts = layouts
        self._ends: dict[str, list[int]] = {name: [0] for name in layouts}
        self._heads: list[tuple[Any, ...]] = []

    def fail(self, failure: Failure) -> None:
        cells = (failure.path, failure.line, failure.id, failure.reason, failure.skipped)
        self.rows["failures"].append(cells)

    def end_item(
        self, item: bytes, outcome: Analysis | Failure, summary: RunSummary, line: str | None
    ) -> None:
        failed = isinstance(outcome, Failure)
        article_id = None if isinstance(outcome, Failure) else outcome.article.id
        self._heads.append((item, failed, article_id, summary.packed(), line))
        for name, ends in self._ends.items():
            ends.append(len(self.rows[name]))

    def table(self) -> pa.Table:
        import pyarrow as pa

        kinds = {"item": pa.binary(), "failed": pa.bool_(), "id": pa.string()}
        kinds |= {"summary": pa.string(), "analysis": pa.large_string()}
        cells = zip(*self._heads, strict=True)
        columns = {
            name: pa.array(list(column), kind)
            for (name, kind), column in zip(kinds.items(), cells, strict=True)
        }
        for name, rows in self.rows.items():
            if rows:  # most event types are absent from most parts
                table = arrow_table(self._layouts[name], rows).combine_chunks()
                structs = table.to_struct_array().combine_chunks()
                ends = pa.array(self._ends[name], pa.int32())
                columns[name] = pa.ListArray.from_arrays(ends, structs)
        return pa.table(columns)
