"""What is wrong with a file of event types, said so that its writer can mend it."""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import Any, NoReturn

from newsparse.annotation import LABELS
from newsparse.errors import DataFileError


def validated(path: Path, name: str, table: Any) -> Any:
    """A table as the model of newsparse.events.schema; DataFileError where it has another shape."""
    # pydantic is slow to import: only when a file is read.
    from pydantic import BaseModel, ValidationError

    from newsparse.events.schema import FrameTable, RoleTable, TypeTable

    try:
        return TypeTable.model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        where = [str(part) for part in first["loc"]]
        spot = ".".join([name, *where])
        if first["type"] == "extra_forbidden":
            tables: dict[str, type[BaseModel]] = {"frames": FrameTable, "roles": RoleTable}
            model = TypeTable if len(where) == 1 else tables.get(where[0], TypeTable)
            known = [field.alias or key for key, field in model.model_fields.items()]
            unknown(path, f"{spot}: key {where[-1]!r}", where[-1], known)
        raise DataFileError(
            path, f"{spot}: {first['msg']}", "See newsparse.events.types for the keys"
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


def unknown(path: Path, problem: str, word: str, known: list[str]) -> NoReturn:
    """Raise for a word that is not known, with the one that may have been meant."""
    close = difflib.get_close_matches(word, known, n=1)
    hint = f"Did you mean {close[0]!r}? " if close else ""
    raise DataFileError(path, f"{problem}, which is unknown", f"{hint}Known: {', '.join(known)}")
