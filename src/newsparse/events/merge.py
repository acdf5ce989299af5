"""One event per real-world event: statements of the same deal are joined, different ones kept."""

from __future__ import annotations

from collections.abc import Sequence

from newsparse.annotation import (
    Argument,
    Event,
    Mention,
    Money,
    Percent,
    Span,
    Value,
)
from newsparse.events.agreement import agree, alike, both_ways, identity
from newsparse.events.candidate import IMPLIED, UNNAMED, Candidate
from newsparse.events.claims import share_out
from newsparse.events.event_type import Role
from newsparse.events.holders import each_holder
from newsparse.events.layout import Layout
from newsparse.events.lists import each_pair
from newsparse.events.markets import PASSED
from newsparse.events.one_event import one_event, restatements
from newsparse.events.people import each_person
from newsparse.events.retold import DESCRIBED, told_before
from newsparse.events.settle import settle

_COMPARED = 15  # so that an article that repeats one event takes time in proportion to its length

# How a filler is found that another statement may know better.
_UNSURE = frozenset((*UNNAMED, PASSED))
_TIMES = "倍"
# A statement with what it puts into a role.
Told = tuple[Candidate, list[Argument]]


def merge(layout: Layout, candidates: Sequence[Candidate]) -> tuple[Event, ...]:
    """Join candidates that state one event; events in order of first statement."""
    groups: list[list[Candidate]] = []
    shelves: dict[tuple[str, str], list[list[Candidate]]] = {}
    of_type: dict[str, list[list[Candidate]]] = {}
    restated = restatements(layout)
    told = [
        each
        for candidate in share_out(candidates)
        for person in each_person(layout, candidate)
        for apart in each_holder(layout, person)
        for each in each_pair(layout, apart)
    ]
    for candidate in sorted(told, key=lambda c: (c.trigger.start, c.type.name)):
        marks = _marks(candidate)
        met = (
            g for mark in marks for g in shelves.get(mark, ()) if _apart(g[0]) == _apart(candidate)
        )
        group = next((g for g in met if one_event(layout, _compared(g), candidate, restated)), None)
        if group is None:
            group = told_before(layout, of_type.get(candidate.type.name, []), candidate)
        if group is None:
            group = []
            groups.append(group)
            of_type.setdefault(candidate.type.name, []).append(group)
        group.append(candidate)
        for mark in marks:
            shelf = shelves.setdefault(mark, [])
            if not any(g is group for g in shelf):
                shelf.append(group)
    return tuple(_event(layout, f"V{i}", group) for i, group in enumerate(groups, 1))


def _apart(candidate: Candidate) -> bool:
    """Whether it states an event beside the others of its names: an appeal beside a suit."""
    return candidate.frame is not None and candidate.frame.apart


def _marks(candidate: Candidate) -> list[tuple[str, str]]:
    """Under what a candidate is looked up: type and fillers of the first key role."""
    name, key = candidate.type.name, candidate.type.key
    fillers = [a.filler for a in candidate.fillers(key[0])] if key else []
    names = [identity(f) for f in fillers if isinstance(f, Mention)]
    return [(name, mark) for mark in dict.fromkeys(names)] or [(name, "")]


def _compared(group: list[Candidate]) -> list[Candidate]:
    """The statements of an event that a further one is compared with: the first and the last."""
    if len(group) <= 2 * _COMPARED:
        return group
    return group[:_COMPARED] + group[-_COMPARED:]


def _tells_more(candidate: Candidate, new: Value | None, held: Value | None) -> bool:
    """Whether a value says more than the one held: 9.2% than 逾9%, 不超過4.98% than 4.98%."""
    if not isinstance(held, Money | Percent) or not isinstance(new, Money | Percent):
        return False
    if not new.approx and new.min == new.max and not candidate.title:  # a headline rounds
        return held.approx or (held.min != held.max and new.min not in (held.min, held.max))
    return held.min == held.max and new.min != new.max and held.min in (new.min, new.max)


def _doubts(candidate: Candidate, fillers: list[Argument]) -> tuple[int, bool, bool]:
    """What speaks against taking a role from a statement: loose about it, vague, a headline."""
    loose = 0
    if fillers[0].rule in _UNSURE:
        loose = 1 + (fillers[0].rule == UNNAMED[0])
    described = any(a.rule == DESCRIBED for a in candidate.arguments)
    return loose, described, candidate.title


def _fillers(role: Role, offered: list[Told]) -> list[Argument]:
    """What the statements of an event put into a role, the surest first and each once."""
    if len(offered) == 1 and len(offered[0][1]) == 1:
        return offered[0][1]
    if len(offered) > 1 and not role.trigger:  # the action is told where the event is first
        offered.sort(key=lambda told: (*_doubts(*told), told[0].trigger.start))
    everything = [a for _, fillers in offered for a in fillers]
    named = bool(role.pattern and role.labels) and any(
        isinstance(a.filler, Mention) for a in everything
    )
    told_in_figures = offered[0][0].type.shape == "figures" and any(
        isinstance(a.value, Percent) for a in everything
    )
    kept: list[Argument] = []
    for candidate, fillers in offered:
        if named or told_in_figures:
            if kept and candidate.title and told_in_figures:
                break
            # 甲 and 乙 below, not 兩股東 of the headline; 年減28.8%, not 大減3成 beside it
            figures = [a for a in fillers if not isinstance(a.filler, Span)]
            # 季增11.6%，年增1.5倍 in one breath are two figures
            fillers = [a for a in fillers if a in figures or (figures and _TIMES in a.text)]
        if kept and role.kinds:  # 推出陶瓷版手環 below 手環陶瓷版亮相: told by its kind once
            fillers = [a for a in fillers if isinstance(a.filler, Mention)]
        more = role.many or not kept
        for argument in fillers:
            if both_ways(kept, argument):
                kept.append(argument)
                continue
            same = next((i for i, k in enumerate(kept) if _repeats(argument, k, fillers)), None)
            if same is None:
                if more:
                    kept.append(argument)
            elif _tells_more(candidate, argument.value, kept[same].value):
                kept[same] = argument
    return kept


def _repeats(new: Argument, held: Argument, together: list[Argument]) -> bool:
    """Whether a filler is told already; in one breath 季增6.04%，年增5.95% are two, if near."""
    if not agree(new, held):
        return False
    a, b = new.value, held.value
    if held in together and isinstance(a, Percent) and isinstance(b, Percent):
        return alike(a, b)
    return True


def _event(layout: Layout, name: str, group: list[Candidate]) -> Event:
    first = group[0]
    offered: dict[str, list[Told]] = {}
    for candidate in group:
        for argument in candidate.arguments:
            if argument.rule == IMPLIED:
                continue
            told = offered.setdefault(argument.role, [])
            if told and told[-1][0] is candidate:
                told[-1][1].append(argument)
            else:
                told.append((candidate, [argument]))
    roles = [role for role in first.type.roles if role.name in offered]
    arguments = [a for role in roles for a in _fillers(role, offered[role.name])]
    status, cue, date = settle(layout, group)
    spots = sorted({layout.article.sentences[c.sentence] for c in group})
    return Event(
        id=name,
        type=first.type.name,
        status=status,
        trigger=first.trigger,
        status_cue=cue,
        date=date,
        arguments=tuple(arguments),
        statements=tuple(layout.span(s, e) for s, e in spots),
    )
