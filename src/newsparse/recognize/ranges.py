"""How the two ends of a range are joined: 3至5億, 10-20%, 5億與8億元之間, 二、三百萬."""

from __future__ import annotations

import re

from newsparse.recognize.numerals import SPACE

# characters that may stand next to an end of a range: a quick look before anything slower
CONNECTING = frozenset("至到与和及跟、-–—~～〜－−─(（")

# 个, (含) and /股 may stand before the connector, 约 or 逾 after it
_CONNECTOR = re.compile(
    rf"""个? (?:[(（]含[)）])? (?:[/／每]股)?
    (?P<before>{SPACE}?) (?:[至到]|(?P<dash>[-–—~～〜－−─]{{1,2}})) (?P<after>{SPACE}?)
    (?:约|近|逾|超过?)?""",
    re.VERBOSE,
)
_AND = re.compile(rf"{SPACE}?[与和及跟]{SPACE}?")
_BETWEEN = re.compile(rf"{SPACE}?(?:之?间|的?区间)")
_ORDER = {digit: i for i, digit in enumerate("一二三四五六七八九")} | {"两": 1}


def connects(text: str, first_end: int, second_start: int, second_end: int) -> bool:
    """Whether what stands between two amounts makes them the ends of one range.

    Args:
        text: simplified key.
        first_end: where the first amount ends.
        second_start: where the second begins, with its sign.
        second_end: where it ends.

    Example:
        >>> connects("3至5亿", 1, 2, 4), connects("3和5之间", 1, 2, 3), connects("3和5", 1, 2, 3)
        (True, True, False)
    """
    if found := _CONNECTOR.fullmatch(text, first_end, second_start):
        # 标普500 -5%: set off before and not after, the dash is a sign
        set_off = found["dash"] and found["before"] and not found["after"]
        return not set_off or text[first_end - 1] in "%％"
    return (
        _AND.fullmatch(text, first_end, second_start) is not None
        and _BETWEEN.match(text, second_end) is not None
    )


def spoken_pair(first: str, gap: str, second: str) -> bool:
    """Whether 二、三百万 is written: two neighbouring digits that share what follows.

    Example:
        >>> spoken_pair("二", "、", "三百万"), spoken_pair("二", "、", "八百万")
        (True, False)
    """
    if gap != "、" or len(first) != 1:
        return False
    low, high = _ORDER.get(first), _ORDER.get(second[0])
    if low is None or high is None or len(second) == 1:
        return False
    return high - low == 1 or (first, second[0]) == ("三", "五")
