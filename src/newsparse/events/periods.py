"""Which dates are reporting periods, and which only say what a figure is compared with."""

from __future__ import annotations

import re

from newsparse.annotation import DateRange, Mention
from newsparse.events.layout import Layout

_PERIOD_DAYS = 25
_PERIOD_WORDS = re.compile(r"年|季|月|度|Q\d")
_AGAINST = ("较", "比", "与", "跟", "由", "从", "高于", "低于", "优于", "逊于", "超过")
# 去年同期為4.27億元 states a figure of its own; 較去年同期 only compares.
_SAME_PERIOD = "同期"
_STATES = re.compile(
    r"(?:的|则|仅|只|约|近|逾|为|是|有|录得|亏损|净亏损?|盈利|获利|净赚|赚|净利润?|纯利|收入|营收|净损)*"
)


def is_period(layout: Layout, mention: Mention) -> bool:
    """Whether a date is a reporting period: not a day, not the base of a comparison."""
    value = mention.value
    if value is None:  # no publication date to resolve 去年 by
        return bool(_PERIOD_WORDS.search(mention.text)) and "日" not in mention.text
    if not isinstance(value, DateRange) or value.start is None or value.end is None:
        return False
    if (value.end - value.start).days < _PERIOD_DAYS:
        return False
    if mention.text.endswith(("報告期", "报告期", "同期")) and len(mention.text) <= 4:
        return False
    if layout.text[max(0, mention.start - 2) : mention.start].endswith(_AGAINST):
        return False
    return not layout.text[mention.end : mention.end + 2].startswith(("同期", "相比"))


def states_same_period(layout: Layout, mention: Mention, number: Mention) -> bool:
    """Whether 去年同期 dates the number behind it instead of being compared with."""
    if mention.label != "DATE" or layout.text[mention.end - 2 : mention.end] != _SAME_PERIOD:
        return False
    if layout.text[max(0, mention.start - 2) : mention.start].endswith(_AGAINST):
        return False
    return bool(_STATES.fullmatch(layout.gap(mention.end, number.start)))
