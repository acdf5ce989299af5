"""docs/values.md says how surfaces are read: its tables are run."""

from __future__ import annotations

import doctest
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import newsparse
from newsparse import Duration, Mention, Money, Number
from newsparse.annotation import value_dict
from newsparse.view.wording import describe_value

DOC = Path(__file__).parent.parent / "docs" / "values.md"
ROW = re.compile(r"^\| `(?P<text>[^`]+)` \| (?P<read>`.+`) \|$")
CELL = re.compile(r"`([^`]+)`")


def told(found: Mention | Duration | Number) -> str:
    """A value as the tables write it."""
    if isinstance(found, Mention):
        words = describe_value(value_dict(found.value))
        basis = found.value.currency_basis if isinstance(found.value, Money) else None
        return words if basis in (None, "symbol") else f"{words} by {basis}"
    low, high = (
        None if n is None else f"{round(n, 4).normalize():f}" for n in (found.low, found.high)
    )
    words = describe_value({"min": low, "max": high, "approx": getattr(found, "approx", False)})
    if isinstance(found, Duration):
        return f"{words} seconds"
    return words if found.kind == "cardinal" else f"{words} ({found.kind})"


def rows() -> Iterator[Any]:
    for line in DOC.read_text("utf-8").splitlines():
        if row := ROW.match(line):
            yield pytest.param(row["text"], CELL.findall(row["read"]), id=row["text"])


@pytest.mark.parametrize(("text", "read"), list(rows()))
def test_a_row_of_the_tables_is_read_as_it_says(text: str, read: list[str]) -> None:
    found = newsparse.values(text, published="2024-05-16", region="HK")
    assert [f"{v.text} → {told(v)}" for v in found] == read


def test_the_example_runs() -> None:
    tried = doctest.testfile(str(DOC), module_relative=False)
    assert (tried.failed, tried.attempted) == (0, 2)
