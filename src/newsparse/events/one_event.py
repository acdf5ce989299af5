"""Whether two statements tell one event: the key is shared, and nothing keeps them apart."""

from __future__ import annotations

import re
from functools import lru_cache

from newsparse.annotation import Argument, Money, Percent
from newsparse.events.agreement import agree, apart, identity, of_other_firms, same_value, share
from newsparse.events.candidate import UNNAMED, Candidate, unmeasured
from newsparse.events.contrast import contrasts, of_parts
from newsparse.events.event_type import EventType, Role
from newsparse.events.layout import Layout
from newsparse.events.markets import PASSED
from newsparse.events.rounds import this_round

_SHARES = "shares"
_BUYER, _SUM, _CHANGE = "acquirer", "amount", "change"
_OWNS = re.compile(r"旗下|[子孙]公司|全资|控股|附属|透过|通过|合资|联[合手]|共同|携手|财团|集团")
_PRODUCT = "product"
# 總結全星期，道指累升0.7%: more than a day's move
_DAYS = re.compile(
    r"[全整单一上本]个?(?:星期|周|月)|累计|累[升涨跌]|[今本]年以来|年初至今|近\d+[日天]"
)
_VIEWS = ("target_price", "rating")
_BY_SHARE = ("每股", "EPS", "eps")
_ADJUSTED = re.compile(
    r"经调整|调整后|非公认|非通用|(?i:non-?gaap)|扣非|核心|经常性|基本溢利|撇除|剔除|扣除"
)
_TELLING = frozenset(("action", "direction", "kind", "period", "round", "percent"))


def restatements(layout: Layout) -> list[tuple[Money, Money]]:
    """The sums that an article says again in another currency: 4.226億美元，約合27.31億元."""
    sums = {(m.start, m.end): m.value for m in layout.mentions if isinstance(m.value, Money)}
    return [
        (value, sums[value.converts])
        for value in sums.values()
        if value.converts and value.converts in sums
    ]


def _worth(a: Argument, b: Argument, restated: list[tuple[Money, Money]]) -> bool:
    """Whether the article says one of two sums again as the other: 27億元 for 4.226億美元."""
    x, y = a.value, b.value
    if not (isinstance(x, Money) and isinstance(y, Money)) or x.currency == y.currency:
        return False
    return any(
        (same_value(again, x) and same_value(first, y))
        or (same_value(again, y) and same_value(first, x))
        for again, first in restated
    )


def one_event(
    layout: Layout, group: list[Candidate], new: Candidate, restated: list[tuple[Money, Money]]
) -> bool:
    """Whether a candidate states the event of a group: no role contradicts, the key is shared.

    Args:
        layout: the article.
        group: statements of one event.
        new: a later statement of that type.
        restated: the sums that the article says again, see ``restatements``.
    """
    event_type = new.type
    shared_key = not event_type.key
    for name in reversed(event_type.key):  # the groups were looked up by the first
        agrees = _agrees(event_type.role(name), group, new, restated)
        if agrees is False:
            return False
        shared_key = shared_key or bool(agrees)
    return (
        shared_key
        and _views(group[0]) == _views(new)
        and not _at_other_times(group, new)
        and not any(_contradicts(role, group, new, restated) for role in _compared(event_type))
        and not _told_apart(layout, group, new)
    )


def _agrees(
    role: Role, group: list[Candidate], new: Candidate, restated: list[tuple[Money, Money]]
) -> bool | None:
    """Whether the fillers of a role can be the same; None where one side has none."""
    now = new.fillers(role.name)
    old = [a for c in group for a in c.fillers(role.name)] if now else []
    if not old:
        return None
    # 甲與乙, 甲與丙 are two partnerships: as many parties must agree as the role asks for.
    agreeing = 0
    for b in now:
        for a in old:
            if agree(a, b) or (restated and _worth(a, b, restated)):
                agreeing += 1
                break
    return agreeing >= min(role.least, len(now)) or (
        role.name == "round" and this_round(group, new)
    )


def _contradicts(
    role: Role, group: list[Candidate], new: Candidate, restated: list[tuple[Money, Money]]
) -> bool:
    """Whether what fills a role keeps a statement apart from the event of a group."""
    if _agrees(role, group, new, restated) is not False:
        return False
    if any(a.rule == PASSED for c in (*group, new) for a in c.fillers(role.name)):
        return False  # 失守18000點 in the headline, 收報17769點 below
    return _telling(role) or _two_figures(group, new)


def _at_other_times(group: list[Candidate], new: Candidate) -> bool:
    """Whether the dates keep a statement apart, and nothing says that they need not."""
    return any(apart(c, new) for c in group) and not (
        any(c.status == "terminated" for c in (*group, new))
        or any(_one_count(c, new) for c in group)
    )


def _told_apart(layout: Layout, group: list[Candidate], new: Candidate) -> bool:
    """Whether the words around a statement say that it tells of something else."""
    event_type = new.type
    if _BUYER in event_type.by_name and all(_bidders(layout, c, new) for c in group):
        return True
    if _PRODUCT in event_type.by_name and any(of_other_firms(c, new) for c in group):
        return True
    if event_type.shape == "figures":
        return (
            _per_share(layout, group[0]) != _per_share(layout, new)
            or any(_told_of_both(c, new) for c in group)
            or any(_side_by_side(c, new) for c in group)
            or _adjusted_apart(layout, group, new)
            or of_parts(layout, group, new)
        )
    if event_type.shape == "moves":
        return _of_another_span(layout, group, new)
    return contrasts(layout, group, new)


def _of_another_span(layout: Layout, group: list[Candidate], new: Candidate) -> bool:
    """Whether one move is that of a day and one that of a week or a year, and they differ."""
    now = [a for a in new.fillers(_CHANGE) if isinstance(a.value, Percent)]
    for candidate in group:
        told = [a for a in candidate.fillers(_CHANGE) if isinstance(a.value, Percent)]
        if told and now and not any(agree(a, b) for a in told for b in now):
            return _over_days(layout, candidate) != _over_days(layout, new)
    return False


def _over_days(layout: Layout, move: Candidate) -> bool:
    end = layout.article.sentences[move.sentence][1]
    begin = layout.text.rfind("\n", 0, move.trigger.start) + 1
    return _DAYS.search(layout.text, begin, end) is not None


def _bidders(layout: Layout, a: Candidate, b: Candidate) -> bool:
    """Whether two statements name different buyers of one thing: rivals, not a firm and its own.

    甲旗下乙收購丙 names the parent beside the buyer; 乙擬收購丙 … 丁亦擬收購丙 are two bids.
    """
    x, y = ([f for f in c.fillers(_BUYER) if f.rule not in UNNAMED] for c in (a, b))
    if not x or not y or any(agree(p, q) for p in x for q in y):
        return False
    for one, others in ((a, y), (b, x)):
        begin, end = layout.article.sentences[one.sentence]
        named = {identity(m) for m in layout.between(begin, end)}
        owned = any(identity(f.filler) in named for f in others)
        if owned and _OWNS.search(layout.text, begin, end):
            return False
    sums = [(p, q) for p in a.fillers(_SUM) for q in b.fillers(_SUM)]
    return not any(agree(p, q) for p, q in sums)


def _two_figures(group: list[Candidate], new: Candidate) -> bool:
    """Whether a change tells another figure: 營收年增9%, 車用營收年增20%."""
    if new.type.shape != "figures" or new.title:
        return False
    if any(unmeasured(a) for a in new.fillers(_CHANGE)):
        return False
    told = [c for c in group if not c.title and any(not unmeasured(a) for a in c.fillers(_CHANGE))]
    sums = [a for c in told for a in c.fillers("amount")]
    return bool(told) and not any(agree(a, b) for a in sums for b in new.fillers("amount"))


def _told_of_both(a: Candidate, b: Candidate) -> bool:
    """Whether one number is told of two metrics of a clause: 廣告收入及租金收入均增長17%."""
    if a.clause != b.clause or a.trigger == b.trigger:
        return False
    return any(
        x.filler is y.filler for x in a.fillers(_CHANGE) for y in b.fillers(_CHANGE)
    ) and not share(a, b, ("amount",))


def _side_by_side(a: Candidate, b: Candidate) -> bool:
    """Whether one sentence counts two sums: 淨利潤779.25億元，其中歸屬股東的769.16億元."""
    if a.sentence != b.sentence or a.title:
        return False
    return any(
        isinstance(x.value, Money)
        and isinstance(y.value, Money)
        and x.value.min == x.value.max != y.value.min == y.value.max
        and not (x.value.approx or y.value.approx)
        for x in a.fillers("amount")
        for y in b.fillers("amount")
    )


def _adjusted_apart(layout: Layout, group: list[Candidate], new: Candidate) -> bool:
    """Whether one sum is as reported and the other adjusted: 虧損26.5億元，經調整虧損26.3億元."""
    sums = new.fillers("amount")
    told = [c for c in group if c.fillers("amount")]
    if not sums or not told or new.title or _adjusted(layout, told[-1]) == _adjusted(layout, new):
        return False
    return all(a.value != b.value for c in told for a in c.fillers("amount") for b in sums)


def _adjusted(layout: Layout, candidate: Candidate) -> bool:
    start = layout.clauses[candidate.clause].start
    return _ADJUSTED.search(layout.text, start, candidate.trigger.end) is not None


def _per_share(layout: Layout, candidate: Candidate) -> bool:
    """Whether a metric is told by the share: 每股純益 is no 純益."""
    return any(word in layout.key(candidate.trigger) for word in _BY_SHARE)


def _one_count(a: Candidate, b: Candidate) -> bool:
    """Whether two statements tell the same number of shares: told in April, done by October."""
    return any(agree(x, y) for x in a.fillers(_SHARES) for y in b.fillers(_SHARES))


def _views(candidate: Candidate) -> bool:
    """Whether a statement is a broker's view; a target price and the day's move are two events."""
    return any(a.role in _VIEWS for a in candidate.arguments)


@lru_cache(maxsize=64)
def _compared(event_type: EventType) -> tuple[Role, ...]:
    """The roles beside the key whose fillers can keep two events of a type apart."""
    others = (role for role in event_type.roles if role.name not in event_type.key)
    return tuple(role for role in others if _telling(role) or role.name == _CHANGE)


def _telling(role: Role) -> bool:
    """Roles that keep two events apart when their fillers differ; trigger words do not."""
    if role.trigger or (role.name == _CHANGE and role.many):  # by 5% and by 3億元 are both told
        return False
    return role.name in _TELLING or "MONEY" in role.labels
