"""What is told of a metric without a number, and which counts are no figure of a period."""

from __future__ import annotations

import re

from newsparse.annotation import Mention, Span
from newsparse.events.layout import Clause, Layout
from newsparse.events.periods import LOOSE
from newsparse.events.words import Word

FAMILY = re.compile(
    r"(?P<share>EPS|每股(?:税[前后])?(?:盈余|纯益|净利|获利|收益|盈利))$|(?P<profit>净利|纯益|盈余|获利|利润|盈利|纯利|溢利)$"
    r"|(?P<loss>亏损|净损)$|(?P<revenue>营收|收入|营业额|销售额)$"
)
# 業績扭虧為盈，盈利2億元: results are told by the profit.
RESULTS, PROFIT, LOSS = "业绩", "profit", "loss"
# 最新收入展望高於市場預期: what is expected of a period that nobody need name.
_GUIDANCE = re.compile(r"(?:的)?(?:展望|指引|预测|财测|预估|前景)")
# 預計上半年錄得虧損: which sign the result has is told by the verb before it.
_SIGNED = re.compile(
    r"(?:录得|出现|将有|转为|取得)(?:轻微|小幅|大幅|综合|未经审核|经审核|股东应占)*$"
)
_STOPS = tuple("，。；、")
# 報告期內，鋰電材料實現銷量7,536噸
_ACHIEVED = re.compile(r"(?:实现|完成|录得|累计)(?:总)?$")


def is_guidance(layout: Layout, anchor: Word) -> bool:
    """Whether a metric is what a company holds out: 收入展望高於市場預期."""
    return _GUIDANCE.match(layout.text, anchor.end) is not None


def signed(layout: Layout, anchor: Word, clause: Clause) -> bool:
    """Whether a result is told by its sign alone: 預計上半年錄得虧損."""
    family = FAMILY.search(layout.text, anchor.start, anchor.end)
    if family is None or family.lastgroup not in (PROFIT, LOSS):
        return False
    return layout.text.startswith(_STOPS, anchor.end) and bool(
        _SIGNED.search(layout.text, clause.start, anchor.start)
    )


def is_capacity(layout: Layout, anchor: Word, period: tuple[Mention | Span, str] | None) -> bool:
    """年發電量86億度, 預計年吞吐量120萬噸: what a plant is built for is no figure of a period."""
    achieved = _ACHIEVED.search(layout.text, max(0, anchor.start - 4), anchor.start)
    if period is None or (period[1] in LOOSE and not achieved):
        return True
    yearly = layout.text.startswith("年", anchor.start - 1)
    return yearly and layout.name_over(anchor.start - 1, anchor.start) is None
