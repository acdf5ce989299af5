"""A sum that two statements claim goes to the nearer one: none belongs to two events."""

from __future__ import annotations

from collections.abc import Sequence

from newsparse.annotation import Argument, Money, Percent
from newsparse.events.candidate import Candidate
from newsparse.events.event_type import alternatives

_SHARES = "shares"


def share_out(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, each sum, count of shares and marked filler left to the nearest one.

    A statement that loses a filler its frame asks for is none.
    """
    beside: dict[tuple[str, int], list[Candidate]] = {}
    for candidate in candidates:
        if candidate.type.shape == "action":
            beside.setdefault((candidate.type.name, candidate.sentence), []).append(candidate)
    robbed: set[int] = set()
    for rivals in beside.values():
        if len(rivals) > 1:
            robbed |= _robbed(rivals)
    return [c for c in candidates if id(c) not in robbed or _has_needs(c)]


def _robbed(rivals: Sequence[Candidate]) -> set[int]:
    """Take the claims of the statements of one type and sentence from all but the nearest one."""
    claims: dict[tuple[str, tuple[int, int]], list[Candidate]] = {}
    for candidate in rivals:
        for a in candidate.arguments:
            if a.span and (is_sum(a) or a.role == _SHARES or a.rule.startswith("cue:")):
                claims.setdefault((a.role, a.span), []).append(candidate)
    robbed: set[int] = set()
    for (role, span), holders in claims.items():
        nearest = min(holders, key=lambda h: _distance(h, span))
        for holder in holders:
            if holder.clause != nearest.clause:
                holder.arguments = [a for a in holder.arguments if (a.role, a.span) != (role, span)]
                robbed.add(id(holder))
    return robbed


def _distance(candidate: Candidate, span: tuple[int, int]) -> int:
    trigger = candidate.trigger
    return min(abs(trigger.start - span[1]), abs(span[0] - trigger.end))


def _has_needs(candidate: Candidate) -> bool:
    needs = candidate.frame.needs if candidate.frame else ()
    return all(
        any(all(map(candidate.fillers, roles)) for roles in alternatives(need)) for need in needs
    )


def is_sum(argument: Argument) -> bool:
    """Whether a filler is an amount or a percentage."""
    return isinstance(argument.value, Money | Percent)
