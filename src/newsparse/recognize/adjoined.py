"""Names side by side that are one: 台塑|美國, and 丹尼爾|？|布魯德, where a dot was lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from newsparse.annotation import Mention

# A firm's house in a country or region, and what follows where that house acts or is listed: not
# 蘋果中國|銷量, 台積電日本|子公司, which speak of the country.
_LANDS = re.compile(
    "美[國国]|中[國国]|香港|日本|[台臺][灣湾]|[韓韩][國国]|越南|印度|泰[國国]|新加坡|德[國国]|英[國国]|法[國国]"
    "|澳洲|[歐欧]洲|[亞亚]洲|[亞亚]太|北美"
)
_ACTS = re.compile(
    r"[、，。；：）)」\n]|$|[和与與及兼]|表示|宣[布佈]|公[布佈告]|指出|[称稱]|[认認][为為]|首席|[执執]行|行政|[总總][裁经經]"
    r"|董事|主席|C[EFOT]O|上半年|上季|首季|[去今]年|[升跌涨漲挫]|[营營]收|收入|[转轉]投[资資]|[也亦已将將拟擬则則均]"
)
_JOINTS = frozenset("、和与與及")
_HOUSE, _LISTED = "house:place", "gazetteer"
_LOST_DOT = frozenset("？?")


def adjoin(text: str, names: Sequence[Mention]) -> list[Mention]:
    """The names, with those that stand side by side and are one put together.

    Args:
        text: of the article.
        names: in order, without overlaps.
    """
    pairs = [(a, b) for a, b in pairwise(names) if _may_be_house(a, b)]
    places = {m.start for m in names if m.label == "PLACE"}
    houses = {a.text + b.text for a, b in pairs if _acts(text, b.end, places)}
    joined: list[Mention] = list(names[:1])
    for name in names[1:]:
        left = joined[-1]
        if _may_be_house(left, name) and left.text + name.text in houses:
            joined[-1] = _one(text, left, name, _HOUSE)
        elif _parted(text, left, name):
            joined[-1] = _one(text, left, name, left.rule)
        else:
            joined.append(name)
    return joined


def _may_be_house(firm: Mention, land: Mention) -> bool:
    """Whether a country stands right behind a firm: 台塑|美國."""
    if firm.end != land.start or firm.label != "COMPANY" or land.label != "PLACE":
        return False
    return _LANDS.fullmatch(land.text) is not None


def _acts(text: str, end: int, places: set[int]) -> bool:
    """Whether it is the firm's house there that acts or is listed, and not the country."""
    if not _ACTS.match(text, end):
        return False
    return text[end : end + 1] not in _JOINTS or end + 1 not in places  # 蘋果中國、美國銷量


def _parted(text: str, left: Mention, right: Mention) -> bool:
    """Whether a dot between the parts of a foreign name was lost: 丹尼爾？布魯德."""
    if not left.label == right.label == "PERSON" or right.start - left.end != 1:
        return False
    listed = left.rule.startswith(_LISTED) and right.rule.startswith(_LISTED)
    return text[left.end] in _LOST_DOT and not listed


def _one(text: str, left: Mention, right: Mention, rule: str) -> Mention:
    return Mention(left.start, right.end, left.label, text[left.start : right.end], rule)
