"""Records of a price: 創逾5年新高, 創下波段新低, 收於紀錄高位."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from newsparse.events.layout import Layout
from newsparse.events.words import Word

_GROUPS = ("record", "low")
_SET = "创"
# 創下近15年來的, 再創掛牌以來, 見52周, 寫下146元: how a record is set, and since when it is one
_HOW = re.compile(
    r"(?:[创写登攻飙刷见](?:下|出|上|造)?|改写|刷新|缔造|触及|收[于在])"
    r"(?:了|约|近|逾|超过|[\d一二两三四五六七八九十半]+\s?(?:多|个半|个)?(?:年|月|周|星期|日|天|季)(?:半|多)?"
    r"|\d[\d,.]*[元点]|历史|史上|波段|反弹|阶段|挂牌|上市|上柜|纪录|记录|今年|年内|年度|本月|即市|盘中|收市|收盘|近期"
    r"|以?来|的|\s)*$"
)
_REACH = 20


def with_records(layout: Layout, words: Iterable[Word]) -> Iterator[Word]:
    """Words with the names of records put for the statements of them; those of none left out."""
    for word in words:
        if word.group not in _GROUPS or layout.text.startswith(_SET, word.start):
            yield word
            continue
        how = _HOW.search(layout.text, max(0, word.start - _REACH), word.start)
        if how:
            yield Word(how.start(), word.end, word.group)
