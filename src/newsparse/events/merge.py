"""One event per real-world event: statements of the same deal are joined, different ones kept."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsparse.annotation import (
    Argument,
    DateRange,
    Event,
    Mention,
    Money,
    Percent,
    Span,
    Value,
)
from newsparse.events.layout import Layout
from newsparse.events.people import each_person
from newsparse.events.roles import Candidate
from newsparse.events.settle import settle
from newsparse.events.types import EventType, Role

_TELLING = frozenset(("action", "direction", "kind", "period", "round", "percent"))
_HALF_YEAR = 180
_COUNT = re.compile(r"\d[\d,.]*")


def merge(layout: Layout, candidates: Sequence[Candidate]) -> tuple[Event, ...]:
    """Join candidates that state one event; events in order of first statement."""
    groups: list[list[Candidate]] = []
    shelves: dict[tuple[str, str], list[list[Candidate]]] = {}
    told = [each for candidate in candidates for each in each_person(layout, candidate)]
    for candidate in sorted(told, key=lambda c: (c.trigger.start, c.type.name)):
        marks = _marks(candidate)
        met = (group for mark in marks for group in shelves.get(mark, ()))
        group = next((g for g in met if _same(candidate.type, g, candidate)), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(candidate)
        for mark in marks:
            shelf = shelves.setdefault(mark, [])
            if not any(g is group for g in shelf):
                shelf.append(group)
    return tuple(_event(layout, f"V{i}", group) for i, group in enumerate(groups, 1))


def _marks(candidate: Candidate) -> list[tuple[str, str]]:
    """Under what a candidate is looked up: type and fillers of the first key role."""
    name, key = candidate.type.name, candidate.type.key
    fillers = [a.filler for a in candidate.fillers(key[0])] if key else []
    names = [identity(f) for f in fillers if isinstance(f, Mention)]
    return [(name, mark) for mark in dict.fromkeys(names)] or [(name, "")]


def identity(filler: Mention | Span | str) -> str:
    """What makes two fillers the same one: the entity, else the words."""
    if isinstance(filler, str):
        return filler
    if isinstance(filler, Mention) and filler.entity:
        return filler.entity
    return filler.text


def _same(event_type: EventType, group: list[Candidate], new: Candidate) -> bool:
    """Whether a candidate states the event of a group: no role contradicts, the key is shared."""
    if _views(group[0]) != _views(new):
        return False
    if any(_long_apart(c.date, new.date) for c in group):
        return False
    shared_key = not event_type.key
    for role in event_type.roles:
        old = [a for c in group for a in c.fillers(role.name)]
        now = new.fillers(role.name)
        if not old or not now:
            continue
        # 甲與乙, 甲與丙 are two partnerships: as many parties must agree as the role asks for.
        agreeing = sum(any(_agree(a, b) for a in old) for b in now)
        agrees = agreeing >= min(role.least, len(now))
        if role.name in event_type.key:
            if not agrees:
                return False
            shared_key = True
        elif not agrees and _telling(role):
            return False
    return shared_key


def _views(candidate: Candidate) -> bool:
    """Whether a statement is a broker's view; a target price and the day's move are two events."""
    return bool(candidate.fillers("target_price") or candidate.fillers("rating"))


def _long_apart(a: DateRange | None, b: DateRange | None) -> bool:
    """Whether two dates cannot be one event's: 2022年11月裁撤1.1萬人 and this year's layoffs."""
    if (
        a is None
        or b is None
        or a.vague
        or b.vague
        or not (a.start and a.end and b.start and b.end)
    ):
        return False
    return (b.start - a.end).days > _HALF_YEAR or (a.start - b.end).days > _HALF_YEAR


def _telling(role: Role) -> bool:
    """Roles that keep two events apart when their fillers differ; trigger words do not."""
    if role.trigger:
        return False
    return role.name in _TELLING or "MONEY" in role.labels


def _agree(a: Argument, b: Argument) -> bool:
    if a.value is not None and b.value is not None:
        return same_value(a.value, b.value)
    left, right = identity(a.filler), identity(b.filler)
    if left == right:
        return True
    counts = _COUNT.search(left), _COUNT.search(right)
    if counts[0] and counts[1]:  # 大約600名, 600人
        return counts[0].group() == counts[1].group()
    plain = not isinstance(a.filler, Mention) and not isinstance(b.filler, Mention)
    return plain and not isinstance(a.filler, str) and (left in right or right in left)


def same_value(a: Value, b: Value) -> bool:
    """Whether two values can be one figure: equal, or a rounded form (3.66億 for 3.658235億)."""
    if isinstance(a, DateRange) or isinstance(b, DateRange):
        return (
            isinstance(a, DateRange)
            and isinstance(b, DateRange)
            and (a.start, a.end) == (b.start, b.end)
        )
    if isinstance(a, Money) and isinstance(b, Money) and a.currency != b.currency:
        return False
    x, y = _size(a), _size(b)
    if x is not None and y is not None and (_rounds_to(x, y) or _rounds_to(y, x)):
        return True
    rounded = a.approx or b.approx or None in (a.min, a.max, b.min, b.max)
    slack = 0.06 if rounded else 0.02
    return x is not None and y is not None and abs(x - y) <= slack * max(abs(x), abs(y))


def _rounds_to(coarse: float, fine: float) -> bool:
    """Whether a figure is the other one in fewer digits (12% in the headline, 12.4% below)."""
    digits = len(f"{abs(coarse):.10g}".rstrip("0").replace(".", "").lstrip("0"))
    return digits > 1 and fine != 0 and float(f"{fine:.{digits}g}") == coarse


def _rounder(held: Value | None, new: Value | None) -> bool:
    """Whether a value held is a rounded form of the new one: 逾9% beside 9.2%."""
    if not isinstance(held, Money | Percent) or not isinstance(new, Money | Percent):
        return False
    if new.approx or new.min != new.max:
        return False
    return held.approx or held.min != held.max


def _size(value: Money | Percent) -> float | None:
    number = value.min if value.min is not None else value.max
    return None if number is None else float(number)


def _event(layout: Layout, name: str, group: list[Candidate]) -> Event:
    first = group[0]
    arguments: list[Argument] = []
    for role in [r.name for r in first.type.roles]:
        many = first.type.role(role).many
        kept: list[Argument] = []
        for candidate in sorted(group, key=lambda c: (c.title, c.trigger.start)):
            fillers = candidate.fillers(role)
            if kept and not many:
                break
            for argument in fillers:
                same = [i for i, k in enumerate(kept) if _agree(argument, k)]
                if not same:
                    kept.append(argument)
                elif _rounder(kept[same[0]].value, argument.value):
                    kept[same[0]] = argument
        arguments += kept
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
        statements=tuple(Span(s, e, layout.article.text[s:e]) for s, e in spots),
    )

