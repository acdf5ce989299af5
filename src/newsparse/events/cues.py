"""The words that qualify an event: two tables of data/, found in one pass over the text.

cues.csv holds what qualifies any event; type_cues.csv what does so for some types only: who decides
to buy (决定收购) has not bought yet, who decides to dismiss somebody has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from newsparse.annotation import STATUSES, Status
from newsparse.errors import DataFileError
from newsparse.lexicon import read_table
from newsparse.text.simplify import simplify

_DIRECTIONS = ("before", "after", "both")
_SCOPES = ("next", "near", "clause", "later", "sentence")
_TABLES = ("cues.csv", "type_cues.csv")


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of a table; a pseudo-cue has no status, a cue for all types names none."""

    term: str
    status: Status | None
    direction: str
    scope: str
    types: tuple[str, ...] = ()


class CueHit(NamedTuple):
    """A cue at a place of the text."""

    start: int
    end: int
    cue: Cue


class CueFinder:
    """Finds every cue of an article in one pass."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        rows: dict[str, list[Cue]] = {}
        for cue in cues:  # 计划 reaches far when it stands before, and near when it stands after
            rows.setdefault(cue.term, []).append(cue)
        self._rows = list(rows.values())
        self._automaton = AhoCorasick(list(rows), matchkind=MatchKind.LeftmostLongest)

    def __call__(self, text: str) -> list[CueHit]:
        """The cues in a Simplified text, longest first where they overlap."""
        return [
            CueHit(start, end, cue)
            for i, start, end in self._automaton.find_matches_as_indexes(text)
            for cue in self._rows[i]
            if cue.status is not None
        ]


@cache
def load_cues(*paths: Path | str) -> CueFinder:
    """The cues of the shipped tables, or of others with the same columns.

    Raises:
        DataFileError: a row with an unknown status, direction or scope.

    Example:
        >>> {hit.cue.term for hit in load_cues()("公司拟收购将军澳旧厂")}
        {'拟'}
    """
    cues = [cue for path in paths or _TABLES for cue in _read(path)]
    return CueFinder(cues)


def _read(path: Path | str) -> Iterator[Cue]:
    columns = ("term", "status", "direction", "scope")
    for line, (term, status, direction, scope, types) in read_table(path, columns, ("types",)):
        if status == "pseudo":
            yield Cue(simplify(term), None, "", "")
            continue
        for value, known in ((status, STATUSES), (direction, _DIRECTIONS), (scope, _SCOPES)):
            if value not in known:
                raise DataFileError(
                    path, f"{value!r} is unknown", f"Known: {', '.join(known)}", line=line
                )
        named = tuple(types.split())
        yield Cue(simplify(term), status, direction, scope, named)  # type: ignore[arg-type]
