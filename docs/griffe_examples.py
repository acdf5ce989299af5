"""mkdocstrings: our docstrings say "Example:", its parser knows "Examples:" only."""

from __future__ import annotations

import re
from typing import Any

from griffe import Extension, Object

_HEADING = re.compile(r"^(?P<indent>[ ]*)Example:$", re.MULTILINE)


class Examples(Extension):
    """Shows examples as sessions."""

    def on_object(self, *, obj: Object, **_: Any) -> None:
        """Rename the section of one object."""
        if obj.docstring is not None:
            obj.docstring.value = _HEADING.sub(r"\g<indent>Examples:", obj.docstring.value)
