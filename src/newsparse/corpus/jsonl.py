"""One line of a .jsonl file, checked. Imports pydantic, so import this module where it is used."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from newsparse.corpus.record import Fields, check_encodable
from newsparse.errors import ArticleError


class _Line(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True, hide_input_in_errors=True)
    text: str
    id: str | None = None
    title: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None
    region: str | None = None

    @field_validator("id", mode="before")
    @classmethod
    def _number_as_text(cls, value: Any) -> Any:
        """Database exports number their rows; a number is as good an id as a name."""
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def parse_line(line: str) -> Fields:
    """The fields of one article; fields we do not know are passed over.

    Args:
        line: one JSON object.

    Raises:
        ArticleError: no JSON object, or a field of the wrong kind.

    Example:
        >>> parse_line('{"text": "騰訊收購格芯。", "id": 7}').id
        '7'
    """
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise ArticleError(
            f"is no JSON ({error.msg} at character {error.pos}). Write one JSON object per line"
        ) from error
    except RecursionError as error:
        raise ArticleError("is nested too deep. Write one flat JSON object per line") from error
    if not isinstance(value, dict):
        raise ArticleError("is no JSON object. Write one JSON object per line")
    try:
        checked = _Line.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        name = first["loc"][0]
        if first["type"] == "missing":
            raise ArticleError(f"field {name} is missing. Every article needs a text") from error
        kind = type(value[name]).__name__
        raise ArticleError(f"field {name} is no text but {kind}. Write it as a string") from error
    fields = checked.model_dump()
    for name, text in fields.items():
        check_encodable(name, text or "")
    return Fields(**fields)
