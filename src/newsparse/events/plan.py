"""What a frame of an event type asks of the clause around its trigger, worked out once a frame."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from newsparse.events.event_type import EventType, Frame, Role, alternatives

_AUTHORITY, _DEFENDANT, _KIND, _CLIENT = "authority", "defendant", "kind", "client"
_FORMER = "from_company"
VALUES = frozenset(("MONEY", "PERCENT"))


class Plan(NamedTuple):
    """How the roles of a frame are filled, and which must be.

    Attributes:
        turned: whether who stands behind 被 or 獲 acts (else it stays in the place "by").
        headed: whether the verb is said of the name behind its 的 (卸任的乙).
        accused: whether it is people who answer for it (起訴甲前董事長乙 is about 乙).
        receives: whether who gets a letter is whom the verb is about (收到證監會調查通知書).
        staffed: whether the firm that somebody was with before has a role (前甲總經理乙).
        deals: whether who is dealt with (與乙簽約) fills no role of the subject.
        behind: the words behind a filler that mark it, by role.
        placed: places of the clause and the roles that they may fill, in order.
        carried: those of them that whoever is spoken of takes over.
        sums: roles that a sum or a share fills.
        in_sentence: labels; of each set one mention must stand in the sentence.
        in_clause: roles that must be filled and cannot be from further off.
        several: roles that more than one filler must be found for.
        told: roles that must be filled, if by no mention then by words of the sentence.
        spoken_of: roles that must be filled, if not here then by whoever is spoken of.
        from_afar: roles that whoever is spoken of around the clause may fill.
        described: roles that words of the clause fill where too few names do, and their pattern.
        late: roles that can still be filled then, each with the sets of roles read up to there
            of which one must be filled.
    """

    turned: bool
    headed: bool
    accused: bool
    receives: bool
    staffed: bool
    deals: bool
    behind: Mapping[str, tuple[str, ...]]
    placed: tuple[tuple[str, Role], ...]
    carried: tuple[tuple[str, Role], ...]
    sums: frozenset[str]
    in_sentence: tuple[frozenset[str], ...]
    in_clause: tuple[Role, ...]
    several: tuple[Role, ...]
    told: tuple[Role, ...]
    spoken_of: tuple[Role, ...]
    from_afar: frozenset[str]
    described: tuple[tuple[Role, str], ...]
    late: tuple[tuple[Role, tuple[tuple[str, ...], ...]], ...]


@lru_cache(maxsize=512)
def plan_of(event_type: EventType, frame: Frame) -> Plan:
    """The plan of a frame."""
    places = frame.places
    placed = tuple((place, event_type.role(r)) for place, roles in places.items() for r in roles)
    wanted = [r for r in event_type.roles if r.required or r.name in frame.needs]
    dealt_with, subject = places.get("with"), set(places.get("subject", ()))
    return Plan(
        turned="by" not in places,
        headed=frame.headed,
        accused=_DEFENDANT in places.get("object", ()),
        receives=_AUTHORITY in places.get("subject", ()) or _CLIENT in places.get("by", ()),
        staffed=_FORMER in event_type.by_name,
        # 甲與乙簽署股份轉讓協議: with = [] says that who is dealt with fills no role
        deals=dealt_with is not None and (not dealt_with or not subject.issuperset(dealt_with)),
        behind={role.name: _words_behind(event_type, frame, role) for role in event_type.cued},
        placed=placed,
        carried=tuple(
            (place, role)
            for place, role in placed
            if place in ("subject", "object")
            and (role.required or role.main or role.name == places[place][0])
        ),
        sums=frozenset(r.name for r in event_type.roles if _is_sum(r)),
        in_sentence=_in_sentence(event_type, frame),
        in_clause=tuple(r for r in wanted if not _may_come_late(r)),
        several=tuple(r for r in event_type.roles if r.required and r.least > 1),
        told=tuple(r for r in wanted if r.pattern and r.labels and not r.main),
        spoken_of=tuple(
            r for r in wanted if r.main and not (_in_words(r) or _beside(r) or r.after or r.before)
        ),
        from_afar=frozenset(
            r.name
            for r in event_type.roles
            if r.main and not (r.required and r.name in frame.named)
        ),
        described=tuple((event_type.role(r), told) for r, told in frame.described.items()),
        late=_late(event_type, frame),
    )


def _groups(event_type: EventType, frame: Frame) -> list[tuple[str, ...]]:
    """The sets of roles of which one must be filled."""
    required = [role.name for role in event_type.roles if role.required]
    return [
        tuple(role for either in alternatives(need) for role in either)
        for need in (*required, *frame.needs)
    ]


def _in_sentence(event_type: EventType, frame: Frame) -> tuple[frozenset[str], ...]:
    """The labels without which a set of roles stays empty: 公司 may stand for a company."""
    found = []
    for group in _groups(event_type, frame):
        roles = [event_type.role(name) for name in group]
        labels = {label for role in roles for label in role.labels}
        further = any(
            _in_words(r)
            or r.kinds
            or r.main
            or r.back
            or r.name in frame.goes_on
            or r.name in frame.described
            for r in roles
        )
        if not further and "COMPANY" not in labels:
            found.append(frozenset(labels))
    return tuple(found)


def _late(
    event_type: EventType, frame: Frame
) -> tuple[tuple[Role, tuple[tuple[str, ...], ...]], ...]:
    order = [role.name for role in event_type.roles]
    last: dict[str, list[tuple[str, ...]]] = {}
    for group in _groups(event_type, frame):
        last.setdefault(max(group, key=order.index), []).append(group)
    return tuple(
        (role, tuple(last.get(role.name, ())))
        for role in event_type.roles
        if role.name in last or _may_come_late(role) or role.after or role.before
    )


def _may_come_late(role: Role) -> bool:
    """Whether a role can still be filled from outside the clause's places."""
    return role.main or _in_words(role) or _beside(role)


def _in_words(role: Role) -> bool:
    """Whether words that are no mention can fill a role."""
    return bool(role.words or role.pattern or role.rest or role.trigger)


def _beside(role: Role) -> bool:
    """Whether a mention that stands near by or before the clause can fill a role."""
    return role.near or role.back or _is_sum(role)


def _is_sum(role: Role) -> bool:
    return not VALUES.isdisjoint(role.labels)


def _words_behind(event_type: EventType, frame: Frame, role: Role) -> tuple[str, ...]:
    """The words behind a filler; no verb of another kind (股息…，75億元股份回購)."""
    kind = frame.set.get(_KIND)
    if kind is None:
        return role.before
    frames = (f for f in event_type.frames if f.set.get(_KIND) != kind)
    others = {t for f in frames for t in f.triggers}
    return tuple(c for c in role.before if c not in others)
