"""Sentences and words."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n]*[」』”’）)]*")


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Half-open spans of the sentences."""
    return tuple(m.span() for m in _SENTENCE.finditer(text) if m.group().strip())
