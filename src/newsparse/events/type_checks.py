"""What is wrong with a file of event types, said so that its writer can mend it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import msgspec

from newsparse.annotation import LABELS
from newsparse.errors import DataFileError

T = TypeVar("T", bound=msgspec.Struct)
_STRAY = re.compile("Object contains unknown field `(.+?)`")
_PLACE = re.compile(r" - at `\$(.+)`")
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
    for label in labels:
        if label not in LABELS:
            unknown(path, f"{spot}: label {label!r}", label, list(LABELS))


def check_triggers(
    path: Path, name: str, frames: Iterable[Sequence[str]], look_alikes: Sequence[str]
) -> None:
    """No trigger stands in two frames, or among the look-alikes: the first would always win."""
    seen: set[str] = set()
    for word in (*chain.from_iterable(frames), *look_alikes):
        if word in seen:
            remedy = "Keep it in one: the first would always be taken"
            raise DataFileError(path, f"{name}: {word!r} stands in two frames or in not", remedy)
        seen.add(word)


def unknown(path: Path, problem: str, word: str, known: list[str]) -> NoReturn:
    """Raise for a word that is not known, with the one that may have been meant."""
    close = difflib.get_close_matches(word, known, n=1)
    hint = f"Did you mean {close[0]!r}? " if close else ""
    raise DataFileError(path, f"{problem}, which is unknown", f"{hint}Known: {', '.join(known)}")
