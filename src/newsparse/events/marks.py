"""The words right beside a filler that tell its role: 投後估值10億元, 由甲、乙領投."""

from __future__ import annotations

import re

from newsparse.annotation import Mention
from newsparse.events.event_type import Role
from newsparse.events.layout import Layout
from newsparse.events.plan import VALUES

# 甲、乙等財務投資機構共投: what the listed ones are may stand between the last and its marker.
_ETC = re.compile(
    r"[ 」”]*等[^，。；、]{0,8}?(?:机构|资本|股东|基金|投资人|投资方|公司|企业|投资者|同业)"
)
_ASIDES = (" ", "（", "(")
_ALSO = re.compile(r" ?[（(][^（()）]{1,14}[）)]")  # 數碼基金（CMF）共同領投
# What may stand between a filler and the word that marks it.
_BEFORE_FILLER = "为达约至到或料可 的「“：是由了"
_BEHIND_FILLER = " 」”）)的等"


def cue_of(layout: Layout, role: Role, mention: Mention, behind: tuple[str, ...]) -> str | None:
    """The word that marks a mention as the filler of a role, if one does.

    Args:
        layout: the article.
        role: with words that stand before its filler.
        mention: what may fill it.
        behind: the words that may stand behind it.
    """
    text, start, end = layout.text, mention.start, mention.end
    if role.after:
        if mention.label in VALUES:
            over = layout.name_over(start - 1, start)
            if over is not None and over.end == start:
                start = over.start  # 重罰海棠化工500萬元
        beside = text[max(0, start - 10) : start]
        for left in (beside, beside.rstrip(_BEFORE_FILLER)):  # 派息減至|5仙, 派息|為5仙
            if left.endswith(role.after):
                return next(c for c in role.after if left.endswith(c))
    if behind:
        also = _ALSO.match(text, end, end + 36) if text.startswith(_ASIDES, end) else None
        right = text[also.end() if also else end : end + 36][:24]
        etc = _ETC.match(right) if "等" in right else None
        beside = right[etc.end() if etc else 0 :]
        for right in (beside, beside.lstrip(_BEHIND_FILLER)):
            if right.startswith(behind):
                return next(c for c in behind if right.startswith(c))
    return None
