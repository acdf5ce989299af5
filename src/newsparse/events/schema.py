"""The shape of an event-type table: which keys it may have, and what stands in them."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct, field

Words = str | list[str]


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
    pattern: str = ""
    like: str = ""
    rest: bool = False
    trigger: bool = False
    main: bool = False
    near: bool = False
    back: bool = False
    parts: bool = False
    least: int = 1


class FrameTable(Struct, forbid_unknown_fields=True):
    """``[[type.frames]]``; fields whose key Python reserves carry it as ``name``."""

    triggers: list[str]
    enumerated: dict[str, str] = field(default_factory=dict, name="set")
    status: str = ""
    needs: list[str] = []
    named: list[str] = []
    goes_on: list[str] = []
    context: list[str] = []
    block_sentence: list[str] = []
    only: dict[str, Words] = {}
    headed: bool = False
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
    triggers: list[str] = []
    frames: list[dict[str, Any]] = []
    look_alikes: list[str] = field(default_factory=list, name="not")
    block: list[str] = []
    unless: list[str] = []
    context: list[str] = []
    shape: str = "action"
    words: dict[str, list[str]] = {}
    key: list[str] = []
    pairs: Annotated[list[str], Meta(max_length=2)] = []
    examples: list[dict[str, Any]] = []


class ExampleTable(Struct, forbid_unknown_fields=True):
    """``[[type.examples]]``, without the fillers of its roles."""

    text: str
    event: bool = True
    status: str = ""
    mentions: dict[str, str] = {}


class FillerTable(Struct):
    """What an example says of one role."""

    filler: Words
