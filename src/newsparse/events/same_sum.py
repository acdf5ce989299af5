"""Statements that are one event's because of their sums: the same, rounded, or parts of one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsparse.annotation import Money, Percent
from newsparse.events.agreement import apart, close_to, set_alike, share
from newsparse.events.candidate import Candidate
from newsparse.events.claims import is_sum
from newsparse.events.layout import Layout

# How many sentences further on the parts of a sum are told.
_PARTS_REACH = 2
# How many digits of a sum make it a deal's own, after a headline and elsewhere.
_AMOUNT, _FEW, _TELLING = "amount", 2, 3
# The sentences behind a headline that tell it in full.
_LEAD = 2
# How far the headline's figure of a move may lie from the text's.
_HEADLINE_SLACK = 0.16
_PER_SHARE = "per_share"
_PART_PAID = re.compile(r"(?:及|并|和|与)?(?:其中|股票股利|配股|资本公积|盈余分配|盈余配)")


def one_sum(a: Candidate, b: Candidate) -> bool:
    """Whether two verbs of a clause take one and the same sum: 投資9億元在當地建設選礦廠."""
    if a.clause != b.clause or not set_alike(a, b):
        return False
    sums = {(x.role, x.span) for x in a.arguments if is_sum(x)}
    return any((x.role, x.span) in sums for x in b.arguments)


def sums_of(statement: Candidate) -> list[Money]:
    """The sums that a statement tells."""
    return [a.value for a in statement.fillers(_AMOUNT) if isinstance(a.value, Money)]


def told_in_full(a: Candidate, b: Candidate, sums: Sequence[Money]) -> bool:
    """Whether another sentence names the very sum: 甲：孫公司中標2.53億元 … 乙收到2.53億元訂單.

    A headline names the parent, the text its subsidiary; a sum of many digits is one deal's.

    Args:
        a: a statement.
        b: a later one.
        sums: those of the later one, see ``sums_of``.
    """
    if not sums or a.sentence == b.sentence:
        return False
    enough = _TELLING
    if a.title:  # the lead tells what the headline did, however round the sum
        enough = 1 if b.sentence <= _LEAD else _FEW
    if not any(_among(sums, x) and _digits(x) >= enough for x in sums_of(a)):
        return False
    return set_alike(a, b) and not apart(a, b)


def own_sums(metric: Candidate) -> list[Money]:
    """The sums of a metric that no other is likely to have."""
    return [v for v in sums_of(metric) if _digits(v) >= _FEW]


def one_figure(a: Candidate, b: Candidate, sums: list[Money]) -> bool:
    """Whether two metrics are one: 每股賺5.68元 in the headline, EPS為5.68元 below.

    Args:
        a: a statement.
        b: a later one.
        sums: those of the later one, see ``own_sums``.
    """
    if a.clause == b.clause or not share(a, b, ("company",)):
        return False
    if _in_two_numbers(a, b):
        return True  # 合併營收79.6億元，年增4.1%, told once more beside another period
    if not any(_among(sums, x) for x in sums_of(a)):
        return False
    periods = a.fillers("period") and b.fillers("period")
    return not periods or share(a, b, ("period",)) or a.title


def _in_two_numbers(a: Candidate, b: Candidate) -> bool:
    """Whether a sum and a change of one metric are the same in both."""
    if not any(_among(sums_of(b), x) for x in sums_of(a)) or not share(a, b, ("metric",)):
        return False
    changes = [x.value for x in a.fillers("change") if isinstance(x.value, Percent)]
    return any(x.value in changes for x in b.fillers("change"))


def one_move(a: Candidate, b: Candidate) -> bool:
    """Whether a headline rounds the move told below: 科指升近3% over 逾2.7%."""
    if a.title == b.title or apart(a, b) or not set_alike(a, b):
        return False
    changes = [x.value for c in (a, b) for x in c.fillers("change")]
    if not share(a, b, ("security",)) or len(changes) != 2:
        return False
    x, y = changes
    if not isinstance(x, Percent) or not isinstance(y, Percent):
        return False
    return close_to(x, y, _HEADLINE_SLACK)


def _among(sums: Sequence[Money], one: Money) -> bool:
    """Whether one of some sums is this one, however its currency was told: 3億元, 3億元人民幣."""
    return any((s.min, s.max, s.currency) == (one.min, one.max, one.currency) for s in sums)


def _digits(value: Money) -> int:
    number = value.min if value.min is not None else value.max
    return 0 if number is None else len(number.normalize().as_tuple().digits)


def parts(a: Candidate, b: Candidate) -> bool:
    """Whether two sums are parts of one: 獲批綜合授信180億元, 已批復授信102億元."""
    if a.frame is not b.frame or abs(a.sentence - b.sentence) > _PARTS_REACH:
        return False
    if not any(role.parts for role in a.type.roles) or apart(a, b):
        return False
    return share(a, b, a.type.key[:1])


def paid_in_parts(layout: Layout, a: Candidate, b: Candidate) -> bool:
    """Whether a dividend is part of one just told: 配息2.5元，其中現金股利2元、股票股利0.5元."""
    if _PER_SHARE not in a.type.by_name or a.sentence != b.sentence:
        return False
    if not 0 <= b.clause - a.clause <= 1 or not share(a, b, a.type.key[:1]):
        return False
    start = layout.clauses[b.clause].start
    return _PART_PAID.match(layout.text, start, b.trigger.end) is not None
