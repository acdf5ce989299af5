"""Shares told of as items and groups: the one that heads an item, the members that are listed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsparse.annotation import Mention
from newsparse.events.layout import Layout

_SESSION = re.compile(r"盘初|盘中|[早晨午尾]盘|今早|[今昨][日天]?(?:早盘|开盘|收盘)|终场|开盘|股价")
_HEADS = re.compile(r"(?:[（(][^）)]{1,12}[）)])?[：:]")
# 多檔個股亮燈漲停，包括甲、乙; 跌停個股包括甲、乙
_SUCH_AS = re.compile(r"(?:的?(?:个股|股票|公司))?[，,]?(?:其中)?(?:包括|包含|涵盖|计有)(?:有|了)?")
_SHARES = re.compile(r"(?:个股|[多\d数十][档只]|概念股|类股|族群)[^，。；、]{0,8}$")
_LIST_REACH, _CODE = 120, 4


def head_of_item(layout: Layout, start: int) -> Mention | None:
    """The share an item is headed by, for a clause on its session: 3.甲：傳獲乙訂單，早盤漲3%."""
    if layout.item_at(start) < 0 or not _SESSION.match(layout.text, start):
        return None
    head = layout.topic_at(start)
    if head is None or not _HEADS.match(layout.text, head.end):
        return None
    return None if "\n" in layout.text[head.end : start] else head


def members_of_group(layout: Layout, start: int, end: int) -> list[Mention]:
    """The shares that a group is told to be, behind a verb: 個股漲停，包括甲、乙.

    Args:
        layout: the article.
        start: where the verb ends.
        end: where its sentence ends.
    """
    such_as = _SUCH_AS.match(layout.text, start, end)
    return list(_list_at(layout, such_as.end())) if such_as else []


def tells_of_group(layout: Layout, begin: int, end: int) -> bool:
    """Whether it is a group of shares that a verb is told of: 多檔個股直衝漲停."""
    return _SHARES.search(layout.text, begin, end) is not None


def _list_at(layout: Layout, start: int) -> Iterator[Mention]:
    """The companies of the list that begins at a place."""
    last: Mention | None = None
    for mention in layout.between(start, start + _LIST_REACH):
        if mention.label != "COMPANY" or not (
            layout.joined(last, mention) if last else mention.start - start <= _CODE
        ):
            return
        yield mention
        last = mention
