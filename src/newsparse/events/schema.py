"""The shape of an event-type table: which keys it may have, and what stands in them."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct, field

# By length: with a pattern, msgspec 0.22 now and then crashes Python when it ends.
Word = Annotated[str, Meta(min_length=1)]
Words = Word | list[Word]


class RoleTable(Struct, forbid_unknown_fields=True):
    """``[type.roles]``: one entry."""

    label: Words = []
    required: bool = False
    many: bool = False
    after: Words = []
    before: Words = []
    words: Words = []
    kinds: Words = []
    makes: Words = []
    shows: Words = []
    pattern: Words = []
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


class FrameTable(Struct, forbid_unknown_fields=True):
    """``[[type.frames]]``; fields whose key Python reserves carry it as ``name``."""

    triggers: list[Word]
    enumerated: dict[str, str] = field(default_factory=dict, name="set")
    status: str = ""
    needs: list[Word] = []
    named: list[Word] = []
    goes_on: list[Word] = []
    context: list[Word] = []
    block_sentence: list[Word] = []
    only: dict[str, Words] = {}
    described: dict[str, str] = {}
    headed: bool = False
    apart: bool = False
    subject: Words = []
    object: Words = []
    to: Words = []
    on: Words = []
    partner: Words = field(default_factory=list, name="with")
    source: Words = field(default_factory=list, name="from")
    at: Words = []
    as_: Words = field(default_factory=list, name="as")
    owner: Words = []
    by: Words = []
    of: Words = []


class TypeTable(Struct, forbid_unknown_fields=True):
    """``[type]``, its frames and roles still unread."""

    roles: dict[str, dict[str, Any]]
    triggers: list[Word] = []
    frames: list[dict[str, Any]] = []
    look_alikes: list[Word] = field(default_factory=list, name="not")
    block: list[Word] = []
    unless: list[Word] = []
    context: list[Word] = []
    shape: str = "action"
    words: dict[str, list[Word]] = {}
    key: list[Word] = []
    pairs: Annotated[list[Word], Meta(max_length=2)] = []
    examples: list[dict[str, Any]] = []


class ExampleTable(Struct, forbid_unknown_fields=True):
    """``[[type.examples]]``, without the fillers of its roles."""

    text: Word
    event: bool = True
    status: str = ""
    mentions: dict[str, str] = {}


class FillerTable(Struct):
    """What an example says of one role."""

    filler: Words
