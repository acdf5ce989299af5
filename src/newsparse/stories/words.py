"""Many words in Simplified at one go, which is a hundred times faster than one by one."""

from __future__ import annotations

from collections.abc import Iterable

from newsparse.text.simplify import simplify


def in_simplified(words: Iterable[str]) -> dict[str, str]:
    """Each word, once, with its Simplified form; line breaks and runs of spaces as one space.

    Example:
        >>> in_simplified(["騰訊", "騰  訊"])
        {'騰訊': '腾讯', '騰  訊': '腾 讯'}
    """
    distinct = list(dict.fromkeys(words))
    lines = simplify("\n".join(" ".join(word.split()) for word in distinct)).split("\n")
    return dict(zip(distinct, lines, strict=False))  # no words: one empty line
