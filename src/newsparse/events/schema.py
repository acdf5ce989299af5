"""The shape of an event-type table, for pydantic. Slow to import: only when a file is read."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

Words = str | list[str]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True)


class RoleTable(_Table):
    """``[type.roles]``: one entry."""

    label: Words = Field(default_factory=list)
    required: bool = False
    many: bool = False
    after: Words = Field(default_factory=list)
    before: Words = Field(default_factory=list)
    words: Words = Field(default_factory=list)
    kinds: Words = Field(default_factory=list)
    makes: Words = Field(default_factory=list)
    shows: Words = Field(default_factory=list)
    pattern: str = ""
    like: str = ""
    rest: bool = False
    trigger: bool = False
    main: bool = False
    near: bool = False
    back: bool = False
    parts: bool = False
    least: int = 1


class FrameTable(_Table):
    """``[[type.frames]]``; fields named after what Python reserves carry the key as alias."""

    triggers: list[str]
    enumerated: dict[str, str] = Field(default_factory=dict, alias="set")
    status: str = ""
    needs: list[str] = Field(default_factory=list)
    named: list[str] = Field(default_factory=list)
    goes_on: list[str] = Field(default_factory=list)
    context: list[str] = Field(default_factory=list)
    block_sentence: list[str] = Field(default_factory=list)
    only: dict[str, Words] = Field(default_factory=dict)
    headed: bool = False
    subject: Words = Field(default_factory=list)
    object: Words = Field(default_factory=list)
    to: Words = Field(default_factory=list)
    on: Words = Field(default_factory=list)
    partner: Words = Field(default_factory=list, alias="with")
    source: Words = Field(default_factory=list, alias="from")
    at: Words = Field(default_factory=list)
    as_: Words = Field(default_factory=list, alias="as")
    owner: Words = Field(default_factory=list)
    by: Words = Field(default_factory=list)
    of: Words = Field(default_factory=list)


class TypeTable(_Table):
    """``[type]``."""

    triggers: list[str] = Field(default_factory=list)
    frames: list[FrameTable] = Field(default_factory=list)
    look_alikes: list[str] = Field(default_factory=list, alias="not")
    block: list[str] = Field(default_factory=list)
    unless: list[str] = Field(default_factory=list)
    context: list[str] = Field(default_factory=list)
    shape: str = "action"
    words: dict[str, list[str]] = Field(default_factory=dict)
    key: list[str] = Field(default_factory=list)
    pairs: list[str] = Field(default_factory=list, max_length=2)
    roles: dict[str, RoleTable]
    examples: list[dict[str, Any]] = Field(default_factory=list)
