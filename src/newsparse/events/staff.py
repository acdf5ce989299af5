"""A firm that is only named to tell whose people are meant: 甲原董事長被起訴 is no suit against 甲.

Nor does somebody take a post where the post only tells who is meant: 擔任主席的乙表示.
"""

from __future__ import annotations

import re

from newsparse.annotation import Argument, Mention, Span
from newsparse.events.clauses import Clause
from newsparse.events.layout import Layout

_DEFENDANT, _POSITION = "defendant", "POSITION"
_VICTIM, _KIND = "company", "kind"
# 交通部發布甲航空空難的報告: the office only tells of it.
_TELLS = re.compile(
    r"发布|公布|通报|介绍|表示|称|指出|调查|宣布|报告|披露|回应|说|提醒|呼吁|约见|要求"
)
# 甲及董事長被起訴: there both are.
_STAFF = re.compile(
    r"(?<![及和与、暨并])(?:前|原|时任|现任|其|一名|多名|两名|名|名前)?"
    r"(?:董事长|董座|总经理|总裁|行政总裁|执行长|财务长|高管|高层|员工|职员|股东|实控人|实际控制人|创[始办]人"
    r"|负责人|主管|经理|会计|出纳|司机|业务员|工程师|成员|理专|客户|用户|买家|店员|主播)(?!大会|会|权益)"
)
# 主掌投資的副總乙
_LEADS = frozenset(("分管", "掌管", "统领", "主掌", "执掌"))
_HOLDS = frozenset(("担任", "兼任", "专任")) | _LEADS
_OF = re.compile(r"[^，。；、]{1,14}?的")
_POST_REACH = 16


def without_staffed(
    layout: Layout, clause: Clause, start: int, arguments: list[Argument]
) -> list[Argument] | None:
    """The arguments without firms whose people alone are accused; None where nobody is left.

    Of an accident, None too where the one found only tells of it.

    Args:
        layout: the article.
        clause: the trigger's clause.
        start: where the trigger begins.
        arguments: the fillers found; those of a type without defendants stay as they are.
    """
    for argument in arguments:
        if argument.role == _KIND and isinstance(argument.filler, Span):
            tells = any(a.role == _VICTIM and _teller(layout, start, a.filler) for a in arguments)
            return None if tells else arguments
    accused = [a for a in arguments if a.role == _DEFENDANT]
    if not accused:
        return arguments
    staffed = [a for a in accused if _staffed(layout, clause, start, a.filler)]
    if len(staffed) == len(accused):
        return None
    return [a for a in arguments if not any(a is s for s in staffed)]


def _staffed(layout: Layout, clause: Clause, start: int, filler: object) -> bool:
    if not isinstance(filler, Mention) or filler.label != "COMPANY" or filler.start >= start:
        return False
    begin = filler.end if filler.start >= clause.start else clause.start
    return _STAFF.search(layout.text, begin, start) is not None


def _teller(layout: Layout, start: int, filler: object) -> bool:
    if not isinstance(filler, Mention) or filler.label != "ORG" or filler.start >= start:
        return False
    return _TELLS.search(layout.text, filler.end, start) is not None


def only_described(layout: Layout, clause: Clause, start: int, end: int) -> bool:
    """Whether a held post only tells who is meant: 擔任主席的乙, 甲（由乙擔任董事長）."""
    if layout.text[start:end] not in _HOLDS:
        return False
    if layout.in_brackets(start):
        return True
    if layout.text[start:end] in _LEADS:
        own = _OF.match(layout.text, end, clause.end)
        return own is not None and any(
            m.label == "PERSON" and m.start >= own.end() for m in clause.mentions
        )
    posts = [m for m in clause.mentions if m.label == _POSITION and m.start >= end]
    near = bool(posts) and posts[0].start - end <= _POST_REACH
    return near and layout.text.startswith("的", posts[0].end)
