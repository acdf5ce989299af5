"""What tells two statements of one type apart although what they are looked up by agrees.

A firm can be looked into by two authorities, deny one thing and announce another, and a person can
take two posts there: merge asks here before it joins statements.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsparse.annotation import Argument
from newsparse.events.agreement import agree, alike, alike_in_size
from newsparse.events.candidate import FROM_AFAR, Candidate
from newsparse.events.layout import Layout
from newsparse.text.characters import HAN

_AUTHORITY, _TARGET, _POSITION, _SHARES = "authority", "target", "position", "shares"
# 檢調, 台北地檢署, 調查局: the hands of one investigation. 美國政府 can be 美國商務部.
_HANDS = re.compile(r"检|警|调查|调处|公安|廉政|法院|政府|当局|机[关构]|部门")
_CARRIED = (*FROM_AFAR, "anaphor:公司", "back")
_SUM = "amount"
# 去年3月被證監會立案, 今收到證監局罰單: looking into a firm and fining it are two acts.
_PROBE = re.compile(r"立案|调查|搜索|搜查|约谈|约见|侦办|查核|稽查")
_PENALTY = re.compile(r"罚|处分|谴责|没收|吊销|责令|警告|禁入|撤照")
_STATE = "pattern"
_PART_REACH = 14
# 內地寫字樓總收入, 酒店部門收入, but not 公司實現合併營收
_PART = re.compile(
    r"(?P<part>(?:(?!实现|录得|累计|公司|集团|合并|整体|全年|单[月季]|本[季期月]|当[季期月年]|期内|报告期|同期"
    r"|[上下]半年|[去今]年|[年季财]报|业绩|股东|所有者|应占|归属|税|除|经调整|令|使|带动|推动|拉动|造成|显示|披露|公布"
    rf"|预|料|估|将|为|的|其|并|及|和|与|以|但|而|由|因|总|较|比|约|近|逾|，|、){HAN}){{2,10}})(?:的)?$"
)
_MORE, _MORE_REACH = re.compile(r"继续|追加|进一步"), 10
_DENIED, _OPEN = "denied", frozenset(("actual", "planned"))


def contrasts(layout: Layout, told: Sequence[Candidate], new: Candidate) -> bool:
    """Whether a statement tells another event than those told before."""
    roles = new.type.by_name
    return (
        (_AUTHORITY in roles and _authorities(layout, told, new))
        or (_POSITION in roles and _posts(layout, told, new))
        or (_SHARES in roles and (_lots(told, new) or _plan_and_deed(layout, told, new)))
        or _denied(told, new)
    )


def of_parts(layout: Layout, told: Sequence[Candidate], new: Candidate) -> bool:
    """Whether figures are told of two parts of a business: 酒店收入升6%, 寫字樓收入升6%.

    Args:
        layout: the article.
        told: the statements of one figure.
        new: a further one, of the same company and metric.
    """
    if new.title:
        return False
    sums = [a for c in told for a in c.fillers(_SUM)]
    if any(agree(a, b) for a in sums for b in new.fillers(_SUM)):
        return _exactly_apart(told, new)
    body = [c for c in told if not c.title]
    if not body:
        return False
    own = _part(layout, new)
    return all(_other_part(own, _part(layout, c)) for c in body)


def _exactly_apart(told: Sequence[Candidate], new: Candidate) -> bool:
    """Whether a sentence tells two sums of nearly one size: 淨利48.1億元，歸屬母公司47.6億元."""
    near = [a.value for c in told if c.sentence == new.sentence for a in c.fillers(_SUM)]
    own = [b.value for b in new.fillers(_SUM)]
    return bool(near) and not any(a is None or b is None or alike(a, b) for a in near for b in own)


def _part(layout: Layout, candidate: Candidate) -> str:
    """What part of a business a metric is of: 寫字樓 in 內地寫字樓總收入."""
    trigger, clause = candidate.trigger, layout.clauses[candidate.clause]
    begin = max(clause.start, trigger.start - _PART_REACH)
    named = [m.end for m in layout.between(begin, trigger.start) if m.end <= trigger.start]
    before = layout.text[max([begin, *named]) : trigger.start]
    match = _PART.search(before)
    return match["part"] if match else ""


def _other_part(a: str, b: str) -> bool:
    return a not in b and b not in a


def _named(candidates: Sequence[Candidate], role: str) -> list[Argument]:
    """The fillers of a role that the statements themselves name."""
    return [a for c in candidates for a in c.fillers(role) if a.rule not in _CARRIED]


def _differ(told: Sequence[Candidate], new: Candidate, role: str) -> bool:
    """Whether both name fillers of a role, and none of the one is one of the other."""
    old, now = _named(told, role), _named([new], role)
    return bool(old and now) and not any(agree(a, b) for a in old for b in now)


def _authorities(layout: Layout, told: Sequence[Candidate], new: Candidate) -> bool:
    """Whether two authorities act: 環保局開罰, and 數發部介入調查."""
    # 美國 beside 美國聯邦航空管理局 is the state for its office
    if any(a.rule == _STATE for c in (*told, new) for a in c.fillers(_AUTHORITY)):
        return False
    if any(_stages(layout, c, new) for c in told) and not any(
        _stages(layout, new, c) for c in told
    ):
        return True
    # 成立督導小組 names nobody it is about, and does not tell that its office acts on the firm
    sure = [c for c in told if _named([c], _TARGET)] or told
    if not _differ(sure, new, _AUTHORITY) or not _named([new], _TARGET):
        return False
    return not any(
        a.span and _HANDS.search(layout.text, *a.span) for a in _named([*told, new], _AUTHORITY)
    )


def _stages(layout: Layout, probe: Candidate, penalty: Candidate) -> bool:
    """Whether one authority looks into a firm, and another one punishes it."""
    first, later = (
        [a for a in c.fillers(_AUTHORITY) if a.rule not in ("main company", "back")]
        for c in (probe, penalty)
    )
    if not first or not later or any(agree(a, b) for a in first for b in later):
        return False
    looked, punished = layout.key(probe.trigger), layout.key(penalty.trigger)
    return bool(_PROBE.search(looked) and _PENALTY.search(punished))


def _lots(told: Sequence[Candidate], new: Candidate) -> bool:
    """Whether another lot changes hands on another day: 6月取得2,000張, 10月取得500張."""
    if new.basis != "governing" or not _differ(told, new, _SHARES):
        return False
    return all(c.date != new.date for c in told if c.fillers(_SHARES))


def _plan_and_deed(layout: Layout, told: Sequence[Candidate], new: Candidate) -> bool:
    """Whether more or else is planned than was done: 已增持100萬股，計劃繼續增持不超過2%."""
    for plan, deeds in ((told[0], [new]), (new, told)):
        if plan.status != "planned" or any(c.status != "actual" for c in deeds):
            continue
        begin = layout.clauses[plan.clause].start
        begin = max(begin, plan.trigger.start - _MORE_REACH)
        if _MORE.search(layout.text, begin, plan.trigger.end) or any(
            _of_other_size(deeds, plan, role) for role in (_SHARES, _SUM)
        ):
            return True
    return False


def _of_other_size(told: Sequence[Candidate], new: Candidate, role: str) -> bool:
    """Whether both name a count or sum, and not one and the same: 不超過7,392萬股, 2,463萬股."""
    if role == _SHARES:
        return _differ(told, new, role)
    old, now = _named(told, role), _named([new], role)
    pairs = [(a.value, b.value) for a in old for b in now]
    return bool(pairs) and not any(a and b and alike_in_size(a, b) for a, b in pairs)


def _denied(told: Sequence[Candidate], new: Candidate) -> bool:
    """Whether one thing is denied and another one told: 關廠, and 否認裁員."""
    if (new.status == _DENIED) == any(c.status == _DENIED for c in told):
        return False
    for one, others in (([new], told), (told, [new])):
        if all(c.status == _DENIED for c in one) and all(c.status in _OPEN for c in others):
            return not {c.trigger.text for c in one} & {c.trigger.text for c in others}
    return False


def _posts(layout: Layout, told: Sequence[Candidate], new: Candidate) -> bool:
    """Whether two posts are told: 出任副董事長, and 擔任執行長; not 董座 beside 董事長."""
    if any(c.clause == new.clause for c in told):  # 委任甲公司總裁林若川擔任董事
        return False
    people = [m for m in layout.clauses[new.clause].mentions if m.label == "PERSON"]
    if len(people) > 1:  # 甲升任董事長、乙接任總經理: whose post which is may be misread
        return False
    old, now = ({a.text for a in _named(cs, _POSITION)} for cs in (told, [new]))
    return bool(old and now) and not any(x in y or y in x for x in old for y in now)
