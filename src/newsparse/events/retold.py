"""Statements that tell an event again without sharing what usually tells events apart.

merge joins statements whose key fillers agree. Some agree in less: 通過本次收購 points back at the
deal above, 投資9億元在當地建設選礦廠 has two verbs for one sum, 持股增至11% goes on with the deed
before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsparse.annotation import Mention, Money, Span
from newsparse.events.agreement import agree, apart, identity, of_other_firms, set_alike, share
from newsparse.events.candidate import UNNAMED, Candidate
from newsparse.events.layout import Layout
from newsparse.events.rounds import one_round, turned_round
from newsparse.events.same_sum import (
    one_figure,
    one_move,
    one_sum,
    own_sums,
    paid_in_parts,
    parts,
    sums_of,
    told_in_full,
)

_POINTS_BACK = re.compile(
    r"(?:(?:本|此|这|是)[次轮]|上述|(?:这|此|该)[项笔宗起轮次桩])[^，。；]{0,6}$|[该此]$"
)
# 這也是該公司首輪融資: what is said of the event just told.
_THIS_IS = re.compile(r"[「“]?(?:这|此)(?:也|还|同时|亦)?[是为](?!.{0,6}[继自])[^，。；]{0,20}$")
# 本輪融資: the trigger may begin with the measure word.
_THIS, _MEASURES = ("本", "此", "这", "该"), ("轮", "次")
_POINTS_REACH = 10
# How a filler is found that only a description tells: 兩名股東.
DESCRIBED = "described"
# How a filler is found when the statement itself does not name it.
# 申報科創板上市, 送件申請股票上櫃: how close two verbs of one act stand.
_BREATH = 6
# 甲：孫公司中標 in the headline, 甲的孫公司乙 in one of the first sentences.
_UNIT = re.compile(r"(?:[子孙]|附属|关联|参股)公司|旗下|子企业")
_HEAD = 2
_DEALT = frozenset(("COMPANY", "MONEY"))
# How many events back, and statements of each, are compared.
_RECENT = 30
# The sentences behind a headline that tell it in full.
_LEAD = 2
_AMOUNT = "amount"
_TITLES = {"董座": "董事长", "总座": "总经理"}
# How many clauses on a statement without a participant of its own still goes on.
_NEXT = 2
_ANEW = re.compile(
    r"[；;]|另(?!一方面|类|案)|此外|同时|并(?=[将拟计]|宣布)|分别|随后|其后|之后|又|再"
)
_PRODUCT, _PRICE, _ACTION = "product", "price", "action"
_PRICE_TAGS, _PRICED = frozenset(("定价",)), frozenset(("launch", "price"))
_PERSON, _POSITION = "person", "position"


def told_before(
    layout: Layout, groups: Sequence[list[Candidate]], new: Candidate
) -> list[Candidate] | None:
    """The group whose event a candidate tells again though its key fillers do not say so.

    Args:
        layout: the article.
        groups: statements of the events of one type, in order of their first statement.
        new: a later statement of that type.
    """
    if not groups:
        return None
    recent = groups[: -_RECENT - 1 : -1]
    if new.type.shape == "figures":
        sums = own_sums(new)
        return next(
            (g for g in recent if any(one_figure(c, new, sums) for c in g[-_RECENT:])), None
        )
    if new.type.shape == "moves":
        return next((g for g in recent if any(one_move(c, new) for c in g[-_RECENT:])), None)
    back = _points_back(layout, new)
    sums = sums_of(new)
    for group in recent:
        if (back and not _names_other(group, new)) or _retold(layout, group, new, sums):
            return group
    return None


def _retold(layout: Layout, group: list[Candidate], new: Candidate, sums: Sequence[Money]) -> bool:
    for told in group[-_RECENT:]:
        if told.sentence == new.sentence:
            again = (
                turned_round(told, new)
                or one_sum(told, new)
                or _one_breath(layout, told, new)
                or paid_in_parts(layout, told, new)
                or _carried_on(layout, told, new)
            )
        else:
            again = _of_parent(layout, told, new) or told_in_full(told, new, sums)
        if (
            again
            or one_round(told, new)
            or _one_post(layout, told, new)
            or parts(told, new)
            or _keyless(told, new)
            or _priced(layout, told, new)
        ):
            return True
    return _one_described(group, new)


def _points_back(layout: Layout, new: Candidate) -> bool:
    """Whether words before the trigger say that the event was told of: 通過本次收購."""
    start = new.trigger.start
    clause = layout.clauses[new.clause].start
    begin = max(clause, start - _POINTS_REACH)
    if _THIS_IS.match(layout.text, clause, start):
        return True
    if layout.text.startswith(_MEASURES, start) and layout.text.startswith(_THIS, start - 1):
        return True
    return _POINTS_BACK.search(layout.text, begin, start) is not None


def _names_other(group: Sequence[Candidate], new: Candidate) -> bool:
    """Whether a candidate names key participants that no statement of the group has."""
    told = [a for c in group for a in c.arguments]
    for role in new.type.key:
        now = [
            a for a in new.fillers(role) if isinstance(a.filler, Mention) and a.rule not in UNNAMED
        ]
        if now and not any(agree(a, b) for a in told for b in now):
            return True
    return False


def _one_breath(layout: Layout, a: Candidate, b: Candidate) -> bool:
    """Whether a verb is only the object of the one before it: 申報科創板上市 is a filing."""
    between = b.trigger.start - a.trigger.end
    if a.clause != b.clause or not 0 <= between <= _BREATH or _PERSON in a.type.by_name:
        return False
    names = layout.between(a.trigger.end, b.trigger.start)
    if set_alike(a, b) or any(m.label in ("COMPANY", "PRODUCT") for m in names):
        return False
    return share(a, b, a.type.key[:1])


def _carried_on(layout: Layout, a: Candidate, b: Candidate) -> bool:
    """Whether a clause goes on with the event before it: 增持乙4%股權，持股增至11%.

    Where it names no participant of its own, whom it was read with (the article's company, whoever
    was carried along) says nothing against that.
    """
    if a.sentence != b.sentence or not 0 < b.clause - a.clause <= _NEXT:
        return False
    if not set_alike(a, b) or apart(a, b) or _named_anew(layout, a, b):
        return False
    doubted = False
    for role in a.type.roles:
        old, now = a.fillers(role.name), b.fillers(role.name)
        if not old or not now or role.trigger or any(agree(x, y) for x in old for y in now):
            continue
        if role.name not in a.type.key and not isinstance(now[0].value, Money):
            continue
        if not all(x.rule.startswith(UNNAMED) for x in now):
            return False
        doubted = True
    return doubted


def _named_anew(layout: Layout, a: Candidate, b: Candidate) -> bool:
    """Whether between two statements another matter begins: 另斥資, 此外, a semicolon."""
    stretch = layout.text[a.trigger.end : b.trigger.start]
    return _ANEW.search(stretch) is not None


def _priced(layout: Layout, a: Candidate, b: Candidate) -> bool:
    """Whether a price is told of a product that was launched: 推出X1，定價3,999元 is a launch."""
    roles = a.type.by_name
    if _PRICE not in roles or _PRODUCT not in roles or not share(a, b, (_PRODUCT,)):
        return False
    for tag, other in ((a, b), (b, a)):
        if layout.key(tag.trigger) in _PRICE_TAGS:
            deeds = {x.text for x in other.fillers(_ACTION)}
            if not deeds & _PRICED or apart(a, b):
                return False
            if _PRICE not in deeds:  # the row is the launch, with its price
                tag.arguments = [x for x in tag.arguments if x.role != _ACTION]
            return True
    return False


def _of_parent(layout: Layout, a: Candidate, b: Candidate) -> bool:
    """Whether a headline tells of a parent what the text tells of its unit: 甲：子公司中標.

    Where the headline leaves it at the parent (甲獲乙訂單, below 甲旗下丙簽下乙的訂單), the two
    must have a participant or a sum in common.
    """
    if b.title or not _heads(layout, a) or b.sentence - a.sentence > _HEAD or not set_alike(a, b):
        return False
    begin, end = layout.article.sentences[a.sentence]
    first, last = layout.article.sentences[b.sentence]
    if not _UNIT.search(layout.text, first, last) or apart(a, b):
        return False
    for role in a.type.roles[1:]:
        told, now = a.fillers(role.name), b.fillers(role.name)
        sums = role.name == _AMOUNT or role.name in a.type.key[1:]
        if sums and told and now and not share(a, b, (role.name,)):
            return False
    if a.title and _UNIT.search(layout.text, begin, end):
        return True
    dealt = [r for r in a.type.roles if r.least > 1 or r is not a.type.roles[0]]
    return _PRODUCT not in a.type.by_name and share(
        a, b, [r.name for r in dealt if not _DEALT.isdisjoint(r.labels)]
    )


def _heads(layout: Layout, told: Candidate) -> bool:
    """Whether a statement stands in a headline, that of the article or of an item of a digest."""
    begin, end = layout.article.sentences[told.sentence]
    line = layout.text.rfind("\n", 0, begin + 1) + 1
    return told.title or (
        layout.text.startswith("\n", end) and not layout.text.endswith("。", line, end)
    )


def _keyless(a: Candidate, b: Candidate) -> bool:
    """Whether a statement names nothing that tells its event apart: 甲終止重大資產重組."""
    if a.trigger.text != b.trigger.text and "terminated" not in (a.status, b.status):
        return False
    key = a.type.key
    if not key or all(any(x.role in key for x in c.arguments) for c in (a, b)):
        return False
    roles = [role.name for role in a.type.roles if role.labels and role.name not in key]
    return share(a, b, roles[:1]) and not apart(a, b)


def _one_described(group: Sequence[Candidate], new: Candidate) -> bool:
    """Whether who acts is described in one place, and perhaps named in another.

    兩股東減持 in the headline, 股東甲減持 below; once 甲 is named, 乙 is somebody else.
    """
    who = new.type.key[:1]
    if not who or not new.type.role(who[0]).pattern or not new.type.role(who[0]).labels:
        return False
    actors = [c.fillers(who[0]) for c in (*group, new)]
    named = [{identity(a.filler) for a in told if isinstance(a.filler, Mention)} for told in actors]
    described = any(isinstance(a.filler, Span) for told in actors for a in told)
    known = [names for names in named if names]
    if not described or any(names.isdisjoint(known[0]) for names in known):
        return False
    if new.type.role(who[0]).kinds and not _lead_of(group, new):
        return False
    return any(
        set_alike(a, new)
        and not apart(a, new)
        and not of_other_firms(a, new)
        and share(a, new, new.type.key[1:])
        for a in group[-_RECENT:]
    )


def _lead_of(group: Sequence[Candidate], new: Candidate) -> bool:
    """Whether the first sentences tell what the headline did: 推出三款鍵盤 is not 推出兩款耳機."""
    if any(share(c, new, new.type.key[:1]) for c in group):
        return True
    return all(c.title for c in group) and not new.title and new.sentence <= _LEAD


def _one_post(layout: Layout, a: Candidate, b: Candidate) -> bool:
    """甲接任會長 told once more with another company read beside it: one person, one post."""
    if not {_PERSON, _POSITION} <= a.type.by_name.keys():
        return False
    if not set_alike(a, b) or not share(a, b, (_PERSON,)) or apart(a, b):
        return False
    return bool(_posts(layout, a) & _posts(layout, b))


def _posts(layout: Layout, candidate: Candidate) -> set[str]:
    names = set()
    for argument in candidate.fillers(_POSITION):
        if argument.span and argument.rule != "back":
            name = layout.text[slice(*argument.span)]
            names.add(_TITLES.get(name, name))
    return names
