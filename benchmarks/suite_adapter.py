"""newsparse in the interface of the suite scorers."""

from __future__ import annotations

from newsparse.text.simplify import simplify


def convert(text: str, config: str) -> str:
    return simplify(text, config)
