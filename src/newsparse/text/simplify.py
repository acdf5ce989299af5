"""First wiring; replaced by the compiled automaton."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def _table() -> dict[int, str]:
    folder = files("opencc") / "dictionary"
    table = {}
    for line in (folder / "TSCharacters.txt").read_text("utf-8").splitlines():
        key, values = line.split("\t")
        table[ord(key)] = values.split(" ")[0]
    return table


def simplify(text: str, config: str = "t2s") -> str:
    """The Simplified key of a text, same length."""
    return text.translate(_table())
