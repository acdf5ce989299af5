"""What an event type is: its roles, the groups of triggers it is read with, its examples.

``newsparse.events.types`` reads event types from TOML, and says what each key means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from newsparse.annotation import VALUE_LABELS

PLACES_IN_CLAUSE = (
    "subject",
    "object",
    "to",
    "on",
    "with",
    "from",
    "at",
    "as",
    "owner",
    "by",
    "of",
)
SHAPES = ("action", "figures", "moves")


@dataclass(frozen=True, slots=True, eq=False)
class Role:
    """A slot of an event type; see ``newsparse.events.types`` for the keys."""

    name: str
    labels: tuple[str, ...] = ()
    required: bool = False
    many: bool = False
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    makes: frozenset[str] = frozenset()
    shows: frozenset[str] = frozenset()
    pattern: str = ""
    like: str = ""
    aside: str = ""
    rest: bool = False
    trigger: bool = False
    main: bool = False
    near: bool = False
    back: bool = False
    parts: bool = False
    onward: bool = False
    least: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A group of triggers that are read alike; ``places`` maps a place in the clause to roles."""

    triggers: tuple[str, ...]
    places: Mapping[str, tuple[str, ...]]
    set: Mapping[str, str] = field(default_factory=dict)
    status: str = ""
    needs: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    goes_on: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    block_sentence: tuple[str, ...] = ()
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    described: Mapping[str, str] = field(default_factory=dict)
    headed: bool = False
    apart: bool = False


def alternatives(need: str) -> list[list[str]]:
    """What meets a need, one way or the other: "a|b+c" asks for a, or for both b and c."""
    return [either.split("+") for either in need.split("|")]


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A sentence that a type must read as stated, or (``event`` False) must not read at all."""

    text: str
    event: bool
    status: str
    fillers: Mapping[str, tuple[str, ...]]
    mentions: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class EventType:
    """One event type; compared by identity, so that compiled matchers can be kept per type."""

    name: str
    frames: tuple[Frame, ...]
    roles: tuple[Role, ...]
    shape: str = "action"
    look_alikes: tuple[str, ...] = ()
    block: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()
    path: Path = Path()
    by_name: Mapping[str, Role] = field(init=False)
    kinded: tuple[Role, ...] = field(init=False)  # the roles that a kind alone can tell
    cued: tuple[Role, ...] = field(init=False)  # the roles that words beside a filler mark
    labels: frozenset[str] = field(init=False)  # of all mentions that can fill a role or date it

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {role.name: role for role in self.roles})
        object.__setattr__(self, "kinded", tuple(role for role in self.roles if role.kinds))
        cued = tuple(role for role in self.roles if role.after or role.before)
        object.__setattr__(self, "cued", cued)
        taken = {label for role in self.roles for label in role.labels}
        object.__setattr__(self, "labels", frozenset(taken | set(VALUE_LABELS)))

    def role(self, name: str) -> Role:
        """The role of that name."""
        return self.by_name[name]
