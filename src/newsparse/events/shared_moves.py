"""Moves told of several securities at once, and moves that only go on about the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from newsparse.annotation import Argument, DateRange, Mention, Percent
from newsparse.events.agreement import LIMIT_MOVES, both_ways
from newsparse.events.candidate import Candidate
from newsparse.events.layout import Layout
from newsparse.events.lists import part
from newsparse.events.markets import PASSED, is_share
from newsparse.events.open_moves import counted
from newsparse.events.words import Word

_PAIRED = ("及", "和", "与", "、")


def each_move(layout: Layout, candidate: Candidate, verb: Word) -> list[Candidate]:
    """A move as one per security where each has its own: 甲、乙股價分別跌3%及5%."""
    securities = candidate.fillers("security")
    clause = layout.clauses[candidate.clause]
    if len(securities) < 2:
        return [candidate]
    moves = [m for m in clause.mentions if m.label == "PERCENT" and m.start >= verb.end]
    if len(moves) != len(securities):
        return _apart(layout, candidate, securities)
    # 甲及乙升逾4%及近8% is told as if with 分別
    each = layout.text.find("分别", clause.start, clause.end) >= 0
    if not each and layout.gap(moves[-2].end, moves[-1].start) not in _PAIRED:
        return [candidate]
    rest = [a for a in candidate.arguments if a.role not in ("security", "change")]
    whole = [*securities, *(Argument("change", m, "after the move") for m in moves), *rest]
    return [
        replace(candidate, arguments=part(whole, number, len(securities)))
        for number in range(len(securities))
    ]


def _apart(layout: Layout, candidate: Candidate, securities: Sequence[Argument]) -> list[Candidate]:
    """A move of several indices as one per index: each moves again elsewhere, and by more."""
    if any(isinstance(s.filler, Mention) and is_share(layout, s.filler) for s in securities):
        return [candidate]
    rest = [a for a in candidate.arguments if a.role != "security"]
    return [replace(candidate, arguments=[s, *rest]) for s in securities]


def joined_to_last(layout: Layout, found: list[Candidate], new: Candidate) -> bool:
    """Whether a move only goes on about the one before it: 跌196點，跌幅0.49%; not 14日續跌0.5%."""
    if not found or found[-1].sentence != new.sentence:
        return False
    last = found[-1]
    if not counted(last) or _another_day(layout, last, new):
        return False
    if {a.text for a in last.fillers("security")} != {a.text for a in new.fillers("security")}:
        return False
    directions = {a.text for a in (*last.fillers("direction"), *new.fillers("direction"))}
    if len(directions) > 1:
        return False
    # 升至19620點，…中午收市報19533點: where it closed is the price
    closes = layout.key(new.trigger).startswith("收") and not layout.key(last.trigger).startswith(
        "收"
    )
    for argument in new.arguments:
        held = last.fillers(argument.role)
        limit = argument.role == "change" and held and held[0].text in LIMIT_MOVES
        if limit and argument.text not in LIMIT_MOVES:
            continue  # 亮燈漲停，帶領類股上漲1.7%
        if argument.role == "change" and held and isinstance(argument.value, Percent):
            if isinstance(held[0].value, Percent):
                continue
            last.arguments.insert(last.arguments.index(held[0]), argument)  # 上漲3.7元，漲幅7.05%
        elif not held or both_ways(held, argument):
            last.arguments.append(argument)
        elif held[0].rule == PASSED or (argument.role == "price" and closes):
            last.arguments.remove(held[0])
            last.arguments.append(argument)
    return True


def _another_day(layout: Layout, last: Candidate, new: Candidate) -> bool:
    """Whether the clause of a move names a single day of its own before it."""
    start = layout.clauses[new.clause].start
    return new.clause > last.clause and any(
        isinstance(m.value, DateRange) and m.value.start == m.value.end is not None
        for m in layout.between(start, new.trigger.start)
    )
