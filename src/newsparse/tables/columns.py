"""The columns of every table, their types in Arrow and pandas."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Literal

from newsparse.entities import LINKED
from newsparse.errors import DataFileError
from newsparse.events.event_type import EventType, Role
from newsparse.tables.across import STORY_TABLES

if TYPE_CHECKING:
    import pyarrow as pa

Kind = Literal["text", "count", "integer", "number", "flag", "date"]
Columns = tuple[tuple[str, Kind], ...]

_VALUE: Columns = (
    ("value_min", "number"),
    ("value_max", "number"),
    ("currency", "text"),
    ("currency_basis", "text"),
    ("converts", "integer"),
    ("unit", "text"),
    ("comparison", "text"),
    ("approx", "flag"),
    ("date_start", "date"),
    ("date_end", "date"),
    ("vague", "flag"),
    ("edtf", "text"),
)
_EVIDENCE: Columns = (
    ("statements", "count"),
    ("evidence", "text"),
    ("evidence_start", "integer"),
    ("evidence_end", "integer"),
)
COLUMNS: dict[str, Columns] = {
    "articles": (
        ("article_id", "text"),
        ("title", "text"),
        ("published", "date"),
        ("published_basis", "text"),
        ("source", "text"),
        ("url", "text"),
        ("region", "text"),
        ("region_basis", "text"),
        ("script", "text"),
        ("characters", "count"),
        ("mentions", "count"),
        ("events", "count"),
        ("text", "text"),
    ),
    "mentions": (
        ("article_id", "text"),
        ("start", "count"),
        ("end", "count"),
        ("label", "text"),
        ("text", "text"),
        ("entity_id", "text"),
        ("entity_name", "text"),
        ("kb", "text"),
        *_VALUE,
        ("rule", "text"),
    ),
    "entities": (
        ("article_id", "text"),
        ("entity_id", "text"),
        ("label", "text"),
        ("name", "text"),
        ("aliases", "text"),
        ("kb", "text"),
        ("mentions", "count"),
    ),
    "events": (
        ("article_id", "text"),
        ("event_id", "text"),
        ("type", "text"),
        ("status", "text"),
        ("trigger", "text"),
        ("trigger_start", "count"),
        ("trigger_end", "count"),
        ("status_cue", "text"),
        ("status_cue_start", "integer"),
        ("status_cue_end", "integer"),
        ("date_start", "date"),
        ("date_end", "date"),
        ("date_vague", "flag"),
        ("date_edtf", "text"),
        *_EVIDENCE,
    ),
    "arguments": (
        ("article_id", "text"),
        ("event_id", "text"),
        ("type", "text"),
        ("role", "text"),
        ("text", "text"),
        ("start", "integer"),
        ("end", "integer"),
        ("label", "text"),
        ("entity_id", "text"),
        ("entity_name", "text"),
        ("kb", "text"),
        *_VALUE,
        ("rule", "text"),
    ),
    "statements": (
        ("article_id", "text"),
        ("event_id", "text"),
        ("type", "text"),
        ("statement", "count"),
        ("start", "count"),
        ("end", "count"),
        ("text", "text"),
    ),
    "failures": (
        ("path", "text"),
        ("line", "integer"),
        ("article_id", "text"),
        ("reason", "text"),
        ("skipped", "flag"),
    ),
}
# Not for event types: all tables of ours, and analyses.jsonl, which stands beside them.
_TAKEN = (*COLUMNS, *STORY_TABLES, "analyses")
_WIDE_HEAD: Columns = (
    ("article_id", "text"),
    ("event_id", "text"),
    ("published", "date"),
    ("status", "text"),
)
_WIDE_TAIL: Columns = (
    ("date_start", "date"),
    ("date_end", "date"),
    ("date_vague", "flag"),
    ("trigger", "text"),
    ("trigger_start", "count"),
    ("trigger_end", "count"),
    ("status_cue", "text"),
    *_EVIDENCE,
)


def table_columns(event_types: Sequence[EventType]) -> dict[str, Columns]:
    """Name and kind of every column of every table.

    Raises:
        DataFileError: an event type whose name or roles collide with other tables or columns.

    Example:
        >>> table_columns(())["entities"][0]
        ('article_id', 'text')
    """
    layouts = dict(COLUMNS)
    taken = set(_TAKEN)
    for event_type in event_types:
        name = event_type.name.casefold()  # databases, and many disks, take Events for events
        if name in taken:
            raise DataFileError(
                event_type.path,
                f"event type {event_type.name!r} has the name of another table",
                f"Choose a name that no other type has, in capitals or not, and that is none of "
                f"{', '.join(_TAKEN)}",
            )
        taken.add(name)
        layouts[event_type.name] = wide_columns(event_type)
    return layouts


def wide_columns(event_type: EventType) -> Columns:
    """The columns of an event type's own table.

    Each role gives ``ROLE`` (its fillers' surfaces, several joined by "; ") and, by its labels:
    names ``ROLE_name`` (fullest name in the article), ``ROLE_id`` (entity_id) and ``ROLE_kb``
    (listed code), joined in the same order; MONEY ``ROLE_min``, ``_max``, ``_currency`` and
    ``_approx``; PERCENT ``_min``, ``_max``, ``_unit`` and ``_approx``; DATE ``_start`` and
    ``_end``; values are those of the first filler that has one. A missing ``_min`` or ``_max`` is
    an open side (逾30億 has no max). Offsets of single fillers are in ``arguments``.

    Raises:
        DataFileError: two roles, or a role and a fixed column, give one column name.
    """
    columns = _WIDE_HEAD + tuple(chain(*map(_role_columns, event_type.roles))) + _WIDE_TAIL
    names = [name.casefold() for name, _ in columns]
    for name, _ in columns:
        if names.count(name.casefold()) > 1:
            raise DataFileError(
                event_type.path,
                f"{event_type.name}: two columns of its table would be named {name!r}",
                "Rename the role",
            )
    return columns


def arrow_schema(columns: Columns) -> pa.Schema:
    """The Arrow schema; it carries the pandas types, so plain ``pd.read_parquet`` restores them."""
    import pyarrow as pa

    kinds: dict[Kind, tuple[pa.DataType, str, str]] = {
        "text": (pa.string(), "unicode", "string"),
        "count": (pa.int64(), "int64", "int64"),
        "integer": (pa.int64(), "int64", "Int64"),
        "number": (pa.float64(), "float64", "float64"),
        "flag": (pa.bool_(), "bool", "boolean"),
        "date": (pa.timestamp("ms"), "datetime", "datetime64[ms]"),
    }
    described = [
        {
            "name": name,
            "field_name": name,
            "pandas_type": kinds[kind][1],
            "numpy_type": kinds[kind][2],
            "metadata": None,
        }
        for name, kind in columns
    ]
    pandas = {"index_columns": [], "column_indexes": [], "columns": described}
    fields = [(name, kinds[kind][0]) for name, kind in columns]
    return pa.schema(fields, metadata={"pandas": json.dumps(pandas)})


def value_kinds(role: Role) -> tuple[bool, bool, bool, bool]:
    """Whether a role takes names, money, percentages, dates."""
    labels = set(role.labels)
    return not labels.isdisjoint(LINKED), "MONEY" in labels, "PERCENT" in labels, "DATE" in labels


def _role_columns(role: Role) -> Columns:
    names, money, percent, dates = value_kinds(role)
    columns: list[tuple[str, Kind]] = [("", "text")]
    if names:
        columns += [("_name", "text"), ("_id", "text"), ("_kb", "text")]
    if money or percent:
        columns += [("_min", "number"), ("_max", "number"), ("_approx", "flag")]
    if money:
        columns.append(("_currency", "text"))
    if percent:
        columns.append(("_unit", "text"))
    if dates:
        columns += [("_start", "date"), ("_end", "date")]
    return tuple((role.name + suffix, kind) for suffix, kind in columns)
