"""The words right beside a filler that tell its role: 投後估值10億元, 由甲、乙領投."""

from __future__ import annotations

import re
from functools import lru_cache

from newsparse.annotation import Mention
from newsparse.events.layout import Layout
from newsparse.events.types import EventType, Frame, Role

_VALUES = ("MONEY", "PERCENT")
_KIND = "kind"
# 甲、乙等財務投資機構共投: what the listed ones are may stand between the last and its marker.
_ETC = re.compile(
    r"^[ 」”]*等[^，。；、]{0,8}?(?:机构|资本|股东|基金|投资人|投资方|公司|企业|投资者|同业)"
)
_ALSO = re.compile(r"^ ?[（(][^（()）]{1,14}[）)]")  # 數碼基金（CMF）共同領投
_BEFORE_FILLER = "为达约至到或料可 的「“：是由了"


def cue_of(layout: Layout, role: Role, mention: Mention, behind: tuple[str, ...]) -> str | None:
    """The word that marks a mention as the filler of a role, if one does.

    Args:
        layout: the article.
        role: with words that stand before its filler.
        mention: what may fill it.
        behind: the words that may stand behind it, see ``words_behind``.
    """
    text, start = layout.text, mention.start
    if role.after:
        over = layout.name_over(start - 1, start)
        if over is not None and over.end == start and mention.label in _VALUES:
            start = over.start  # 重罰海棠化工500萬元
        left = text[max(0, start - 10) : start].rstrip(_BEFORE_FILLER)
        if left.endswith(role.after):
            return next(c for c in role.after if left.endswith(c))
    if behind:
        right = _ALSO.sub("", text[mention.end : mention.end + 36])[:24]
        right = _ETC.sub("", right).lstrip(" 」”）)的等")
        if right.startswith(behind):
            return next(c for c in behind if right.startswith(c))
    return None


@lru_cache(maxsize=512)
def words_behind(event_type: EventType, frame: Frame, role: Role) -> tuple[str, ...]:
    """The words behind a filler; no verb of another kind (股息…，75億元股份回購)."""
    kind = frame.set.get(_KIND)
    if kind is None:
        return role.before
    frames = (f for f in event_type.frames if f.set.get(_KIND) != kind)
    others = {t for f in frames for t in f.triggers}
    return tuple(c for c in role.before if c not in others)
