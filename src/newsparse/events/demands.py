"""What a type and a frame ask for, and whether the fillers found give it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from newsparse.annotation import Argument, Mention
from newsparse.events.candidate import FROM_AFAR
from newsparse.events.event_type import EventType, Frame, alternatives
from newsparse.events.layout import Layout

_PERSON, _COMPANY, _POSITION = "person", "company", "position"
_AUTHORITY, _TARGET = "authority", "target"
_FAR_OFF = (*FROM_AFAR, "back")
_ELECTED = re.compile(
    r"总统|立法?委员?$|(?<!区)议员$|[省市州县里]长$|立法院长|国会议长|党主席|首相|(?<!总)总理$"
)
_OFFICE = re.compile(
    r"总统|首相|(?<!总)总理|国务卿|部长|[局司署厅]长|大臣|议长|议员|省长|市长|州长|县长|行政长官|特首|财长|外长|防长|国王|主任委员|常务秘书"
)


def _of_nobody(arguments: Sequence[Argument]) -> bool:
    """Whether neither who orders something nor whom is named where that is said: 按要求完成."""
    return all(a.rule in _FAR_OFF for a in arguments if a.role in (_AUTHORITY, _TARGET))


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
    layout: Layout,
    event_type: EventType,
    frame: Frame,
    arguments: Sequence[Argument],
    count: Mapping[str, int],
) -> bool:
    """Whether all that the type and the frame ask for is there; ``count`` is of each role's."""
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
        if not any(_met(roles, arguments, count) for roles in alternatives(need)):
            return False
    named = frame.named
    return not named or not any(a.role in named and a.rule in _FAR_OFF for a in arguments)


def _met(roles: list[str], arguments: Sequence[Argument], count: Mapping[str, int]) -> bool:
    """Whether a role is filled, or of several (holder+company) the others by names right here."""
    if len(roles) == 1:
        return roles[0] in count
    first, *others = roles
    here = {a.role for a in arguments if not a.rule.startswith((*_FAR_OFF, "carried"))}
    return first in count and here.issuperset(others)


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
