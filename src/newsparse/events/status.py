"""How sure an event is: cues after ConText, each with a direction and a scope.

拟收购, 终止收购, 否认收购 are three different facts. A cue works near by, on its clause, or on
the whole sentence (据报); pseudo-cues (未来 for 未, 将军 for 将, 传媒 for 传) are longer terms that
keep the shorter one from being read.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from newsparse.annotation import STATUSES, Span, Status
from newsparse.errors import DataFileError
from newsparse.events.layout import NAMES, Layout
from newsparse.lexicon import read_table
from newsparse.text.simplify import simplify

_DIRECTIONS = ("before", "after", "both")
_SCOPES = ("near", "clause", "sentence")
# How far a "near" cue reaches, in characters: 未能如期完成收購 has six between 未 and 收購.
_NEAR = 6
# Which status wins when several cues reach the trigger: a denial of a plan is a denial; between a
# plan and a fact (已, 完成) the nearer cue decides.
_RANK = {"denied": 0, "terminated": 1, "rumored": 2, "hypothetical": 3, "planned": 4, "actual": 4}
# 將產品列入名單: before a name, 將 is the object marker and says nothing about time.
_MARKER = "将"
# Clauses that go on without a subject of their own stay under the plan: 計劃投資4億美元，擴建廣場.
_CARRY = 16
# Cues looked at in one sentence; a sentence with more is no sentence.
_MANY = 200
_GOES_ON = frozenset(("planned",))


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of cues.csv; a pseudo-cue has no status."""

    term: str
    status: Status | None
    direction: str
    scope: str


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue at a place of the text."""

    start: int
    end: int
    cue: Cue


class CueFinder:
    """Finds every cue of an article in one pass."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        self._cues = tuple(cues)
        self._automaton = AhoCorasick(
            [cue.term for cue in cues], matchkind=MatchKind.LeftmostLongest
        )

    def __call__(self, text: str) -> list[CueHit]:
        """The cues in a Simplified text, longest first where they overlap."""
        return [
            CueHit(start, end, self._cues[i])
            for i, start, end in self._automaton.find_matches_as_indexes(text)
            if self._cues[i].status is not None
        ]


@cache
def load_cues(path: Path | str = "cues.csv") -> CueFinder:
    """The cue table.

    Raises:
        DataFileError: a row with an unknown status, direction or scope.

    Example:
        >>> [hit.cue.term for hit in load_cues()("公司拟收购将军澳旧厂")]
        ['拟']
    """
    cues = []
    columns = ("term", "status", "direction", "scope")
    for line, (term, status, direction, scope) in read_table(path, columns):
        if status == "pseudo":
            cues.append(Cue(simplify(term), None, "", ""))
            continue
        for value, known in ((status, STATUSES), (direction, _DIRECTIONS), (scope, _SCOPES)):
            if value not in known:
                raise DataFileError(
                    path, f"{value!r} is unknown", f"Known: {', '.join(known)}", line=line
                )
        cues.append(Cue(simplify(term), status, direction, scope))  # type: ignore[arg-type]
    return CueFinder(cues)


def status_of(
    layout: Layout,
    hits: Sequence[CueHit],
    start: int,
    end: int,
    default: Status,
    *,
    goes_on: bool = True,
) -> tuple[Status, Span | None]:
    """Status of the event whose trigger is ``start:end``, and the words that decided it.

    ``goes_on`` lets a plan reach the clauses that carry it on; figures are stated one by one.
    """
    index = layout.clause_at(start)
    clause = layout.clauses[index]
    sentence = layout.article.sentences[clause.sentence]
    best: tuple[int, int, CueHit] | None = None
    first = bisect_left(hits, sentence[0], key=lambda hit: hit.start)
    for hit in hits[first : first + _MANY]:
        if hit.start >= sentence[1]:
            break
        over = layout.name_over(hit.start, hit.end)
        if over is not None and over.label in NAMES:
            continue
        if hit.cue.term == _MARKER and layout.name_over(hit.end, hit.end + 1):
            continue
        if not _reaches(hit, clause.start, clause.end, start, end) and not (
            goes_on
            and hit.cue.status in _GOES_ON
            and hit.cue.term != _MARKER
            and hit.cue.direction == "before"
            and hit.cue.scope == "clause"
            and _goes_on(layout, hit, index, start)
        ):
            continue
        rank = _RANK[str(hit.cue.status)]
        distance = min(abs(start - hit.end), abs(hit.start - end))
        if best is None or (rank, distance) < best[:2]:
            best = (rank, distance, hit)
    if best is None:
        return default, None
    hit = best[2]
    span = Span(hit.start, hit.end, layout.article.text[hit.start : hit.end])
    return hit.cue.status or default, span


def _goes_on(layout: Layout, hit: CueHit, index: int, trigger: int) -> bool:
    """Whether the trigger's clause only goes on from the cue's, without a subject of its own."""
    if hit.end > layout.clauses[index].start:
        return False
    for number in range(index, max(-1, index - _CARRY), -1):
        clause = layout.clauses[number]
        if clause.start <= hit.start:
            return True
        first = next((m for m in clause.mentions if m.label in ("COMPANY", "PERSON", "ORG")), None)
        if first and first.start - clause.start <= 3 and first.end <= trigger:
            return False
        if layout.text.find("已", clause.start, clause.end) >= 0:
            return False
    return False


def _reaches(hit: CueHit, clause_start: int, clause_end: int, start: int, end: int) -> bool:
    cue = hit.cue
    before, after = hit.end <= start, hit.start >= end
    inside = hit.start >= start and hit.end <= end
    if cue.direction == "before" and not (before or inside):
        return False
    if cue.direction == "after" and not (after or inside):
        return False
    if cue.scope == "sentence":
        return True
    if not clause_start <= hit.start < clause_end:
        return False
    return cue.scope == "clause" or min(abs(start - hit.end), abs(hit.start - end)) <= _NEAR
