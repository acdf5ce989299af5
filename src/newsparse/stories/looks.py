"""The entities of all articles by their look: label, code and names. What is joined are looks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from newsparse.stories.words import in_simplified
from newsparse.tables.rows import JOIN

if TYPE_CHECKING:
    import pandas as pd

_LIST_RULE = "gazetteer:"
_BARE_TAIL = re.compile(r"(?:股份|有限|责任)*公司$|集团$")
_SPACE = re.compile(r"[\s··•‧・]+")
_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{1,3}")


@dataclass(slots=True)
class Thing:
    """What entities of one look have in common: label, code, names; and where they stand."""

    label: str
    code: str | None
    kb: str | None
    name: str
    aliases: tuple[str, ...]
    key: str = ""
    keys: tuple[str, ...] = ()
    rows: list[int] = field(default_factory=list)


def _codes(mentions: pd.DataFrame) -> dict[tuple[str, str], str]:
    """The list id of each entity that a list knows, by (article_id, entity_id)."""
    listed = mentions[mentions["rule"].str.startswith(_LIST_RULE).fillna(False)]
    listed = listed[listed["entity_id"].notna()]
    codes: dict[tuple[str, str], str] = {}
    for article, entity, rule in zip(
        listed["article_id"], listed["entity_id"], listed["rule"], strict=True
    ):
        codes.setdefault((article, entity), rule[len(_LIST_RULE) :])
    return codes


def read_things(entities: pd.DataFrame, mentions: pd.DataFrame) -> list[Thing]:
    """Entities of one label, code and set of names taken together, in order of appearance."""
    codes = _codes(mentions)
    found: dict[tuple[Any, ...], Thing] = {}
    columns = ("article_id", "entity_id", "label", "name", "aliases", "kb")
    for row, (article, entity, label, name, aliases, kb) in enumerate(
        zip(*(entities[c].tolist() for c in columns), strict=True)
    ):
        kb = kb if isinstance(kb, str) else None
        code = kb or codes.get((article, entity))
        look = (label, code, kb, name, aliases)
        if look not in found:
            found[look] = Thing(label, code, kb, name, tuple(aliases.split(JOIN)))
        found[look].rows.append(row)
    things = list(found.values())
    surfaces = in_simplified(s for t in things for s in (t.name, *t.aliases))
    keys = {surface: _key(plain) for surface, plain in surfaces.items()}
    for thing in things:
        thing.key = keys[thing.name]
        thing.keys = tuple(dict.fromkeys(keys[alias] for alias in thing.aliases))
    return things


def _key(plain: str) -> str:
    """A name as it is compared: 友達光電股份有限公司 as 友达光电, Tim·Cook as tim cook."""
    key = _SPACE.sub(" ", plain).casefold().strip()
    bare = _BARE_TAIL.sub("", key)
    return bare if len(bare) > 1 else key


def needs_context(thing: Thing) -> bool:
    """Personal names that say too little: 陈志明, 王, Tim; not 雷纳德 · 史密斯 or Tim Cook."""
    if thing.label != "PERSON":
        return len(thing.key) < 2
    if _HAN_NAME.fullmatch(thing.key):
        return True
    return thing.key.isascii() and " " not in thing.key
