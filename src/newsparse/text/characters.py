"""Characters mapped all at once: a table over code points, applied to a whole text.

``str.translate`` asks Python for every character, from objects spread over megabytes; a table of
numbers is ten times as fast and stays in the processor's cache.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TABLE = 0x10000  # the basic plane; rarer characters map to themselves
# For patterns: Chinese characters (and kana), and white space within a line but no tab. They are
# told by their kind, since of every class of far-apart characters ``re`` makes a table of 65,536
# cells, which takes longer than all else in a pattern.
HAN = r"[^\W\da-zA-Z_]"
GAP = r"[^\S\t-\r\u2028\u2029]"
_WIDE = re.compile("[Ａ-Ｚａ-ｚ]")
_NARROW = {wide: wide - 0xFEE0 for wide in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}


def code_points(text: str) -> NDArray[np.uint32]:
    """The code point of each character, lone surrogates too.

    Example:
        >>> code_points("A中").tolist()
        [65, 20013]
    """
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def text_of(codes: NDArray[np.uint32]) -> str:
    """The text that these code points spell."""
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


class CharacterMap:
    """Maps each character of a text to one character.

    Args:
        forms: character → its form; characters outside the basic plane are not looked up.
        others: the form of all that are not in ``forms``; by default they stay as they are.

    Example:
        >>> CharacterMap({"臺": "台", "灣": "湾"})("臺灣人")
        '台湾人'
        >>> CharacterMap({"灣": "t"}, others="-")("臺灣人")
        '-t-'
    """

    def __init__(self, forms: Mapping[str, str], others: str | None = None) -> None:
        import numpy as np

        self._table = np.arange(TABLE, dtype=np.uint16)
        self._others = others
        if others is not None:
            self._table[:] = ord(others)
        for character, form in forms.items():
            if ord(character) < TABLE:
                self._table[ord(character)] = ord(form)

    def __call__(self, text: str) -> str:
        """The text with each character mapped."""
        import numpy as np

        codes = code_points(text)
        forms = self._table.take(codes, mode="clip").astype(np.uint32)
        if self._others is None and len(text) > 0 and codes.max() >= TABLE:
            forms = np.where(codes < TABLE, forms, codes)
        return text_of(forms)


def narrow_letters(text: str) -> str:
    """The text with the wide Latin letters of Taiwan's papers as plain ones, one for one.

    Example:
        >>> narrow_letters("台積電ＥＰＳ達１０.５元")
        '台積電EPS達１０.５元'
    """
    return text.translate(_NARROW) if _WIDE.search(text) else text
