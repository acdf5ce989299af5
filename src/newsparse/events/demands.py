"""What a type and a frame ask for, and whether the fillers found give it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from newsparse.annotation import Argument, Mention
from newsparse.events.layout import Layout
from newsparse.events.types import EventType, Frame, Role

_VALUES = frozenset(("MONEY", "PERCENT"))
_PERSON, _COMPANY, _POSITION = "person", "company", "position"
_AUTHORITY, _TARGET = "authority", "target"
_FROM_AFAR = ("main company", "carried:sentence", "back")
_ELECTED = re.compile(
    r"总统|立法?委员?$|(?<!区)议员$|[省市州县里]长$|立法院长|国会议长|党主席|首相|(?<!总)总理$"
)
_OFFICE = re.compile(
    r"总统|首相|(?<!总)总理|国务卿|部长|[局司署厅]长|大臣|议长|议员|省长|市长|州长|县长|行政长官|特首|财长|外长|防长|国王|主任委员|常务秘书"
)


def _of_nobody(arguments: Sequence[Argument]) -> bool:
    """Whether neither who orders something nor whom is named where that is said: 按要求完成."""
    return all(a.rule in _FROM_AFAR for a in arguments if a.role in (_AUTHORITY, _TARGET))


def _seated(arguments: Sequence[Argument], layout: Layout) -> bool:
    """Whether a firm gives the post: nobody is elected to parliament by one."""
    elected = any(
        a.role == _POSITION and a.span and _ELECTED.search(layout.text, *a.span) for a in arguments
    )
    return not elected or not any(
        a.role == _COMPANY and isinstance(a.filler, Mention) and a.filler.label == "COMPANY"
        for a in arguments
    )


def complete(
    layout: Layout, event_type: EventType, frame: Frame, arguments: Sequence[Argument]
) -> bool:
    """Whether all that the type and the frame ask for is there."""
    count: dict[str, int] = {}
    for argument in arguments:
        count[argument.role] = count.get(argument.role, 0) + 1
    for role in event_type.roles:
        if role.required and count.get(role.name, 0) < role.least:
            return False
    if _POSITION in count and not _seated(arguments, layout):
        return False
    if _AUTHORITY in count and _of_nobody(arguments):
        return False
    key = event_type.key
    missing = bool(key) and key[0] not in count
    missing = missing or (_PERSON in count and _COMPANY not in count)
    if missing and not _told_at_once(arguments):
        return False
    for need in frame.needs:
        if not any(name in count for name in need.split("|")):
            return False
    return not any(a.role in frame.named and a.rule in _FROM_AFAR for a in arguments)


def _told_at_once(arguments: Sequence[Argument]) -> bool:
    """Whether all that is told stands at the trigger, as it must where the key is not.

    特魯多出任總理 names no company, 政府批出牌照 nobody who gets it.
    """
    return not any(
        a.rule.startswith(("carried:sentence", "back", "main"))
        or (a.role == _PERSON and a.rule.startswith("carried"))
        for a in arguments
    )


def of_state(layout: Layout, arguments: Sequence[Argument]) -> bool:
    """Whether the post is a state's: 總統卸任 in an article about a company is not its own."""
    return any(
        a.role == _POSITION and a.span and _OFFICE.search(layout.text, *a.span) for a in arguments
    )


@lru_cache(maxsize=512)
def last_hopes(event_type: EventType, frame: Frame) -> dict[str, list[list[str]]]:
    """Role → the sets of roles one of which must be filled, and of which it is read last."""
    order = [role.name for role in event_type.roles]
    needed = [role.name for role in event_type.roles if role.required] + list(frame.needs)
    last: dict[str, list[list[str]]] = {}
    for names in (need.split("|") for need in needed):
        last.setdefault(max(names, key=order.index), []).append(names)
    return last


@lru_cache(maxsize=512)
def may_come_late(role: Role) -> bool:
    """Whether a role can still be filled from outside the clause's places."""
    return bool(
        role.main
        or role.back
        or role.near
        or role.rest
        or role.trigger
        or role.words
        or role.pattern
        or _VALUES & set(role.labels)
    )
