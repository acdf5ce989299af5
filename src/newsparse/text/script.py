"""Which script, and which home region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from newsparse.text.simplify import simplify

Script = Literal["Hant", "Hans"]
Region = Literal["HK", "TW", "CN"]


@dataclass(frozen=True, slots=True)
class Home:
    """Home region of an article and what decided it."""

    region: Region
    basis: str


def detect_script(text: str) -> Script:
    """Traditional if simplification changes at least 2 % of it."""
    changed = sum(a != b for a, b in zip(text, simplify(text), strict=True))
    return "Hant" if changed > len(text) * 0.02 else "Hans"


def detect_home(
    text: str, script: Script, *, region: Region | None = None, source: str | None = None
) -> Home:
    """The home region."""
    if region is not None:
        return Home(region, "given")
    if script == "Hans":
        return Home("CN", "script")
    return Home("HK" if "港元" in text or "本港" in text else "TW", "vocabulary")
