"""Event types, read from TOML: what expresses an event, and who plays which role in it.

One table per type. The short form names triggers and roles; the first required role is what stands
before the trigger, the second what stands after it:

    [acquisition]
    triggers = ["收购", "并购"]
    [acquisition.roles]
    acquirer = { label = ["COMPANY", "PERSON"], required = true }
    target   = { label = "COMPANY", required = true }
    amount   = { label = "MONEY" }
    [[acquisition.examples]]
    text = "騰訊擬以5億美元收購格芯。"
    acquirer = "騰訊"
    target = "格芯"
    amount = "5億美元"
    status = "planned"
    [[acquisition.examples]]
    text = "腾讯董事会收到收购方格芯的来函。"
    event = false

A type's name is that of its table, and roles begin its columns: letters, digits, _ and -, and for
a type none of our tables (``newsparse.tables``).

Keys of a type:
    triggers: words that express the event, in either script; the default frame.
    frames: further groups of triggers with a reading of their own (below); of several frames
        with one trigger the first that fits is taken, so all but the last need a context.
    not: look-alikes that hold a trigger but are none (上市公司 for 上市).
    block: words that rule the event out when they stand in the trigger's clause.
    unless: words that rule it out when they stand right before the trigger (曾 before 擔任).
    context: words of which one must stand in the clause (股 張 持股 for 買進).
    shape: "action" (default), or "figures" (a metric with its numbers) or "moves" (a security with
        a price move), which are read number by number instead of verb by verb.
    words: named word lists that the shapes "figures" and "moves" read; what a bar parts off
        (以上|涨幅) must stand before the word and is no part of it.
    key: roles whose fillers tell one event of this type from another within an article.
    pairs: two roles, a name and a sum, that a list fills member by member: 甲200萬元、乙300萬元.
    roles, examples: below.

Keys of a frame: triggers; set (enumerated words it gives, e.g. {action = "depart"}); status (its
default status); needs (roles that must be filled for this frame; "a|b" asks for one of them,
"a|b+c" for a, or for b with a name at the trigger for c); named (roles that a name in the clause
must fill, not the article's main company); goes_on (roles that the one spoken of fills where
nothing follows the trigger: 甲連年虧損，去年乙入主); context (words of which one must stand in the
clause); block_sentence (words that rule the event out when they stand in the sentence); only
(role → the labels that may fill it in this frame: companies are not arrested); described (role → a
regular expression whose match in the clause, or its group, fills it where too few names do:
與|20餘家品牌|達成合作); headed (true: in 卸任的乙 it is 乙 who left); apart (true: an event of its
own beside what other frames tell of the same names: an appeal beside the suit); and for each place
in the clause the roles it may fill, in order: subject (before the trigger, or the agent of 被/由),
object (after it, or before 被/獲), to (向 給 予), on (對 就), with (與 和 同), from (從 自),
at (在 於 赴), as (為 任), owner (X旗下的…), by (behind 獲 or 被, where that one does not act:
獲X訂單), of (whose shareholder acts: X大股東); an empty list (with = []) says that who stands
there fills no role.

Keys of a role: label (one or several of the mention labels); required; many (A、B及C fill it
together); after / before (words that stand right before / right after the filler and claim it);
words (surfaces that fill it though they are no mention); pattern (a regular expression over the
Simplified text whose match fills it, or several); like (a regular expression that a mention must
hold to fill it: 法院); aside (a regular expression of what follows a mention that does not fill
it: 甲|持有的乙股權); rest (true: the words after the trigger fill it); trigger (true: the trigger
itself fills it); main (true: the article's main company where the text names nobody else); near
(true: the mention nearest to the trigger, on either side; with after, a sum that no word marks is
taken too); back (true: else the nearest one in the clauses before); parts (true: sums told close by
in the same frame are parts of one event's); onward (true: the words of after and before are looked
for in the sentences that follow too, until another firm or product is named); least (how many
fillers there must be, for a role with many); kinds (words that a phrase ends in which tells a
filler without a name, 鍵盤), with makes and shows (the triggers it may stand right behind, 推出, or
right before, 亮相).

An example holds text, and mentions (surface to label) where the surfaces in its roles do not tell
the label; a role's filler is a surface or a list of them; status is checked where given;
``event = false`` says that no event of this type may be found. Examples run in both scripts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import tomli
from msgspec.structs import asdict

from newsparse.errors import DataFileError
from newsparse.events.event_type import (
    PLACES_IN_CLAUSE,
    SHAPES,
    EventType,
    Example,
    Frame,
    Role,
    alternatives,
)
from newsparse.events.schema import ExampleTable, FillerTable, FrameTable, RoleTable, TypeTable
from newsparse.events.type_checks import (
    check_labels,
    check_name,
    check_role,
    check_status,
    check_triggers,
    check_words,
    unknown,
    validated,
)
from newsparse.garbage import loading
from newsparse.lexicon import DATA
from newsparse.text.simplify import simplify

_WORD_KEYS = {"label", "after", "before", "words", "kinds", "makes", "shows", "pattern"}


def load_event_types(path: Path | str | None = None) -> tuple[EventType, ...]:
    """Event types from a TOML file or a folder of them; the shipped ones without a path.

    Raises:
        DataFileError: the file cannot be read, is no TOML, holds an unknown or misused key, or a
            type that cannot work; a folder without files.

    Example:
        >>> [t.name for t in load_event_types() if t.name.startswith("par")]
        ['partnership']
    """
    if path is None:
        return _shipped()
    path = Path(path)
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    if not files:
        raise DataFileError(path, "holds no .toml file", "Name a file, or a folder, of event types")
    return tuple(event_type for file in files for event_type in _read(file))


@cache
@loading()
def _shipped() -> tuple[EventType, ...]:
    return load_event_types(DATA / "events")


def _read(path: Path) -> list[EventType]:
    try:
        tables = tomli.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise DataFileError(path, f"cannot be read ({error})", "Give a UTF-8 TOML file") from error
    except tomli.TOMLDecodeError as error:
        raise DataFileError(
            path, f"is not valid TOML ({error})", "Check quotes and brackets there"
        ) from error
    if not tables:
        raise DataFileError(path, "holds no event type", "Add a table such as [acquisition]")
    return [_event_type(path, name, table) for name, table in tables.items()]


def _event_type(path: Path, name: str, table: Any) -> EventType:
    check_name(path, "event type", name)
    spec = validated(path, name, table, TypeTable)
    tables = {
        role: validated(path, f"{name}.roles.{role}", written, RoleTable)
        for role, written in spec.roles.items()
    }
    roles = tuple(
        Role(
            name=role,
            labels=_words_of(r.label, key=False),
            after=_words_of(r.after),
            before=_words_of(r.before),
            words=_words_of(r.words),
            kinds=_words_of(r.kinds),
            makes=frozenset(_words_of(r.makes)),
            shows=frozenset(_words_of(r.shows)),
            pattern="|".join(_words_of(r.pattern, key=False)),
            **{key: value for key, value in asdict(r).items() if key not in _WORD_KEYS},
        )
        for role, r in tables.items()
    )
    for made in roles:
        check_name(path, f"{name}: role", made.name)
        patterns = {"pattern": made.pattern, "like": made.like, "aside": made.aside}
        check_role(path, f"{name}.{made.name}", made.labels, patterns)
    by_name = {role.name: role for role in roles}
    known = set(by_name)
    _check_roles(path, f"{name}: key", spec.key, known)
    _check_roles(path, f"{name}: pairs", spec.pairs, known)
    if len(spec.pairs) == 1:
        raise DataFileError(path, f"{name}: pairs has one role", "Name two: who, and how much")
    default = _default_places(roles)
    frames = [Frame(_words_of(spec.triggers), default)] if spec.triggers else []
    for place, written in enumerate(spec.frames):
        f = validated(path, f"{name}.frames.{place}", written, FrameTable)
        stated = [p for p in written if p in PLACES_IN_CLAUSE]
        attribute = {"from": "source", "with": "partner", "as": "as_"}
        places = {p: _words_of(getattr(f, attribute.get(p, p)), key=False) for p in stated}
        named = [r for rs in places.values() for r in rs] + list(f.enumerated)
        named += [*f.named, *f.goes_on, *f.only, *f.described]
        named += [r for need in f.needs for either in alternatives(need) for r in either]
        _check_roles(path, f"{name}: frame", named, known)
        for role, labels in f.only.items():
            left = _words_of(labels, key=False)
            check_labels(path, f"{name}: only.{role}", left, by_name[role].labels)
        check_role(path, f"{name}.frames.{place}: described", (), f.described)
        check_status(path, name, f.status)
        frames.append(
            Frame(
                _words_of(f.triggers),
                places or default,
                f.enumerated,
                f.status,
                tuple(f.needs),
                tuple(f.named),
                tuple(f.goes_on),
                _words_of(f.context),
                _words_of(f.block_sentence),
                {role: _words_of(labels, key=False) for role, labels in f.only.items()},
                f.described,
                f.headed,
                f.apart,
            )
        )
    if spec.shape not in SHAPES:
        unknown(path, f"{name}: shape {spec.shape!r}", spec.shape, list(SHAPES))
    look_alikes = _words_of(spec.look_alikes)
    check_triggers(path, name, [(f.triggers, f.context) for f in frames], look_alikes)
    examples = tuple(_example(path, name, e, known) for e in spec.examples)
    check_words(path, name, spec.shape, [w for f in frames for w in f.triggers], spec.words)
    return EventType(
        name=name,
        frames=tuple(frames),
        roles=roles,
        shape=spec.shape,
        look_alikes=look_alikes,
        block=_words_of(spec.block),
        unless=_words_of(spec.unless),
        context=_words_of(spec.context),
        key=tuple(spec.key),
        pairs=tuple(spec.pairs),
        words={group: _words_of(words) for group, words in spec.words.items()},
        examples=examples,
        path=path,
    )


def _check_roles(path: Path, spot: str, named: Iterable[str], known: set[str]) -> None:
    for role in named:
        if role not in known:
            unknown(path, f"{spot} names role {role!r}", role, sorted(known))


def _default_places(roles: tuple[Role, ...]) -> Mapping[str, tuple[str, ...]]:
    """Short form: first required role before the trigger, the others after it."""
    names = [r for r in roles if r.labels and not {"MONEY", "PERCENT", "DATE"} & set(r.labels)]
    names.sort(key=lambda role: not role.required)
    if not names:
        return {}
    places: dict[str, tuple[str, ...]] = {"subject": (names[0].name,)}
    if len(names) > 1:
        places["object"] = tuple(role.name for role in names[1:])
    return places


def _example(path: Path, name: str, example: dict[str, Any], roles: set[str]) -> Example:
    fixed = ExampleTable.__struct_fields__
    for key in example:
        if key not in roles and key not in fixed:
            unknown(path, f"{name}: example has key {key!r}", key, sorted({*fixed, *roles}))
    told = {key: value for key, value in example.items() if key in fixed}
    table = validated(path, f"{name}: example", told, ExampleTable)
    check_status(path, f"{name}: example", table.status)
    check_labels(path, f"{name}: example", table.mentions.values())
    fillers = {role: value for role, value in example.items() if role in roles}
    for role, value in fillers.items():
        validated(path, f"{name}: example.{role}", {"filler": value}, FillerTable)
    return Example(
        text=table.text,
        event=table.event,
        status=table.status,
        fillers={role: _words_of(value, key=False) for role, value in fillers.items()},
        mentions=table.mentions,
    )


def _words_of(value: str | list[str], *, key: bool = True) -> tuple[str, ...]:
    """A word or a list of words as a tuple, as matching keys (Simplified) unless told otherwise."""
    words = [value] if isinstance(value, str) else value
    if key and words:
        words = simplify("\n".join(words)).split("\n")
    return tuple(dict.fromkeys(word for word in words if word))
