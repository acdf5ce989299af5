"""What is wrong with a file of event types, said so that its writer can mend it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import msgspec

from newsparse.annotation import LABELS, STATUSES
from newsparse.errors import DataFileError

T = TypeVar("T", bound=msgspec.Struct)
_STRAY = re.compile("Object contains unknown field `(.+?)`")
_PLACE = re.compile(r" - at `\$(.+)`")
# What names a file, a table and a column on every system.
_NAME = re.compile(r"\w[\w-]*")
_IN_TOML = {"array": "list", "object": "table", "str": "string", "int": "integer"}


def validated(path: Path, spot: str, table: Any, shape: type[T]) -> T:
    """A table in its shape; DataFileError where it has another, or a key that is unknown."""
    try:
        return msgspec.convert(table, shape)
    except msgspec.ValidationError as error:
        problem = str(error)
        if stray := _STRAY.match(problem):
            known = [field.encode_name for field in msgspec.structs.fields(shape)]
            unknown(path, f"{spot}: key {stray[1]!r}", stray[1], known)
        if place := _PLACE.search(problem):
            problem, spot = problem[: place.start()], spot + place[1]
        problem = re.sub(r"`(\w+)`", lambda word: _IN_TOML.get(word[1], word[1]), problem)
        raise DataFileError(
            path, f"{spot}: {problem}", "See newsparse.events.types for the keys"
        ) from error


def check_name(path: Path, what: str, name: str) -> None:
    """The name of a type or role can be that of a file, a table, a column."""
    if not _NAME.fullmatch(name):
        raise DataFileError(
            path,
            f"{what} {name!r} cannot be the name of a table or column",
            "Use letters, digits, _ and - in it",
        )


def check_status(path: Path, spot: str, status: str) -> None:
    """A status is one that events have; "" is none."""
    if status and status not in STATUSES:
        unknown(path, f"{spot}: status {status!r}", status, list(STATUSES))


def check_labels(
    path: Path, spot: str, labels: Iterable[str], known: Sequence[str] = LABELS
) -> None:
    """Labels are ones that mentions, or the mentions of a role, have."""
    for label in labels:
        if label not in known:
            unknown(path, f"{spot}: label {label!r}", label, list(known))


def check_role(path: Path, spot: str, labels: tuple[str, ...], patterns: dict[str, str]) -> None:
    """The labels of a role are known, and its patterns are regular expressions."""
    for key, written in patterns.items():
        try:
            re.compile(written)
        except re.error as error:
            raise DataFileError(
                path,
                f"{spot}: {key} {written!r} is no regular expression ({error})",
                "Escape brackets that stand for themselves",
            ) from error
    check_labels(path, spot, labels)


def check_triggers(
    path: Path,
    name: str,
    frames: Iterable[tuple[Sequence[str], Sequence[str]]],
    look_alikes: Sequence[str],
) -> None:
    """Of frames that share a trigger all but the last need a context; no look-alike is a trigger.

    The first frame that fits is taken: what stands behind one without a context is never read.

    Args:
        path: the file.
        name: the event type.
        frames: the triggers of each frame, and its context.
        look_alikes: words that are no triggers.
    """
    used: set[str] = set()
    final: set[str] = set()
    for triggers, context in frames:
        _refuse_taken(path, name, triggers, final)
        used.update(triggers)
        if not context:
            final.update(triggers)
    _refuse_taken(path, name, look_alikes, used)


def check_words(
    path: Path,
    name: str,
    shape: str,
    triggers: Sequence[str],
    words: Mapping[str, Sequence[str]],
) -> None:
    """There is something that an event of the type can be found by."""
    if shape == "action" and not triggers:
        problem, remedy = "has no triggers", "List the words that express the event: triggers = […]"
    elif shape != "action" and not words:
        problem, remedy = f"has shape {shape!r} but no words", "List them as a shipped type does"
    else:
        return
    raise DataFileError(path, f"{name} {problem}, so that no event is ever found", remedy)


def _refuse_taken(path: Path, name: str, words: Sequence[str], taken: set[str]) -> None:
    seen = set(taken)
    for word in words:
        if word in seen:
            raise DataFileError(
                path,
                f"{name}: {word!r} stands in two frames or in not",
                "Keep it in one, or give the first of the frames a context",
            )
        seen.add(word)


def unknown(path: Path, problem: str, word: str, known: list[str]) -> NoReturn:
    """Raise for a word that is not known, with the one that may have been meant."""
    close = difflib.get_close_matches(word, known, n=1)
    hint = f"Did you mean {close[0]!r}? " if close else ""
    raise DataFileError(path, f"{problem}, which is unknown", f"{hint}Known: {', '.join(known)}")
