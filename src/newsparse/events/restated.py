"""Figures told again without a number: 獲利創新高 beside 稅後淨利34.3億元 adds nothing."""

from __future__ import annotations

from itertools import compress

from newsparse.events.candidate import Candidate, unmeasured
from newsparse.events.layout import Layout
from newsparse.events.periods import LOOSE
from newsparse.events.told import FAMILY, LOSS, PROFIT, RESULTS

# Figures of one company and kind that a statement without a number is compared with.
_MANY = 100


def without_restated(layout: Layout, candidates: list[Candidate]) -> list[Candidate]:
    """獲利創新高 beside 稅後淨利34.3億元: the statement without a number adds nothing."""
    in_figures = [_in_figures(candidate) for candidate in candidates]
    if all(in_figures):
        return candidates
    counted_of: dict[tuple[str, str | None], list[Candidate]] = {}
    for candidate in compress(candidates, in_figures):
        counted_of.setdefault(_family(layout, candidate), []).append(candidate)

    def restated(candidate: Candidate) -> bool:
        kind, company = _family(layout, candidate)
        if kind == LOSS:
            return False
        kinds = (PROFIT, LOSS) if layout.key(candidate.trigger) == RESULTS else (kind,)
        others = [c for k in kinds for c in counted_of.get((k, company), ())[:_MANY]]
        return any(_one_period(candidate, other) for other in others)

    told = zip(candidates, in_figures, strict=True)
    return [candidate for candidate, counted in told if counted or not restated(candidate)]


def _in_figures(candidate: Candidate) -> bool:
    """Whether a statement tells a number; 大幅增長 is none."""
    return any(
        a.role == "amount" or (a.role == "change" and not unmeasured(a))
        for a in candidate.arguments
    )


def _family(layout: Layout, candidate: Candidate) -> tuple[str, str | None]:
    """Kind of the metric (its own words if it is of no kind) and company."""
    trigger = candidate.trigger
    match = FAMILY.search(layout.text, trigger.start, trigger.end)
    kind = match.lastgroup if match else None
    return kind or f"{trigger.start}", candidate.fillers("company")[0].entity


def _one_period(a: Candidate, b: Candidate) -> bool:
    mine, other = a.fillers("period"), b.fillers("period")
    if not mine or not other or mine[0].rule in LOOSE:
        return True
    return mine[0].text == other[0].text or mine[0].value == other[0].value is not None
