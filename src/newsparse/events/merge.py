"""One event per real-world event: statements of the same deal are joined, different ones kept."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsparse.annotation import (
    Argument,
    Event,
    Mention,
    Money,
    Percent,
    Span,
    Value,
)
from newsparse.events.agreement import agree, apart, identity, same_value, share
from newsparse.events.candidate import Candidate
from newsparse.events.claims import share_out
from newsparse.events.contrast import contrasts, of_parts
from newsparse.events.holders import each_holder
from newsparse.events.layout import Layout
from newsparse.events.lists import each_pair
from newsparse.events.markets import PASSED
from newsparse.events.people import each_person
from newsparse.events.retold import DESCRIBED, LOOSE, told_before
from newsparse.events.rounds import this_round
from newsparse.events.settle import settle
from newsparse.events.types import EventType, Role

_SHARES = "shares"
_WORDED = ("大幅", "小幅", "顯著", "显著", "明顯", "明显")
_COMPARED = 15  # so that an article that repeats one event takes time in proportion to its length
_BUYER, _SUM = "acquirer", "amount"
_OWNS = re.compile(r"旗下|[子孙]公司|全资|控股|附属|透过|通过|合资|联[合手]|共同|携手|财团|集团")
_ADJUSTED = re.compile(
    r"经调整|调整后|非公认|非通用|(?i:non-?gaap)|扣非|核心|经常性|基本溢利|撇除|剔除|扣除"
)
_TELLING = frozenset(("action", "direction", "kind", "period", "round", "percent"))


def merge(layout: Layout, candidates: Sequence[Candidate]) -> tuple[Event, ...]:
    """Join candidates that state one event; events in order of first statement."""
    groups: list[list[Candidate]] = []
    shelves: dict[tuple[str, str], list[list[Candidate]]] = {}
    of_type: dict[str, list[list[Candidate]]] = {}
    restated = _restated(layout)
    told = [
        each
        for candidate in share_out(candidates)
        for person in each_person(layout, candidate)
        for apart in each_holder(layout, person)
        for each in each_pair(layout, apart)
    ]
    for candidate in sorted(told, key=lambda c: (c.trigger.start, c.type.name)):
        marks = _marks(candidate)
        met = (group for mark in marks for group in shelves.get(mark, ()))
        group = next((g for g in met if _same(layout, _compared(g), candidate, restated)), None)
        if group is None:
            group = told_before(layout, of_type.get(candidate.type.name, []), candidate)
        if group is None:
            group = []
            groups.append(group)
            of_type.setdefault(candidate.type.name, []).append(group)
        group.append(candidate)
        for mark in marks:
            shelf = shelves.setdefault(mark, [])
            if not any(g is group for g in shelf):
                shelf.append(group)
    return tuple(_event(layout, f"V{i}", group) for i, group in enumerate(groups, 1))


def _marks(candidate: Candidate) -> list[tuple[str, str]]:
    """Under what a candidate is looked up: type and fillers of the first key role."""
    name, key = candidate.type.name, candidate.type.key
    fillers = [a.filler for a in candidate.fillers(key[0])] if key else []
    names = [identity(f) for f in fillers if isinstance(f, Mention)]
    return [(name, mark) for mark in dict.fromkeys(names)] or [(name, "")]


def _compared(group: list[Candidate]) -> list[Candidate]:
    """The statements of an event that a further one is compared with: the first and the last."""
    if len(group) <= 2 * _COMPARED:
        return group
    return group[:_COMPARED] + group[-_COMPARED:]


def _restated(layout: Layout) -> list[tuple[Money, Money]]:
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


def _same(
    layout: Layout, group: list[Candidate], new: Candidate, restated: list[tuple[Money, Money]]
) -> bool:
    """Whether a candidate states the event of a group: no role contradicts, the key is shared."""
    event_type = new.type
    if _views(group[0]) != _views(new):
        return False
    if any(apart(c, new) for c in group) and not (
        any(c.status == "terminated" for c in (*group, new))
        or any(_one_count(c, new) for c in group)
    ):
        return False
    if _BUYER in event_type.by_name and all(_bidders(layout, c, new) for c in group):
        return False
    if event_type.shape == "figures" and (
        any(_told_of_both(c, new) for c in group) or _adjusted_apart(layout, group, new)
    ):
        return False
    if event_type.shape == "action" and contrasts(layout, group, new):
        return False
    shared_key = not event_type.key
    for role in event_type.roles:
        old = [a for c in group for a in c.fillers(role.name)]
        now = new.fillers(role.name)
        if not old or not now:
            continue
        # 甲與乙, 甲與丙 are two partnerships: as many parties must agree as the role asks for.
        agreeing = sum(any(agree(a, b) or _worth(a, b, restated) for a in old) for b in now)
        agrees = agreeing >= min(role.least, len(now))
        if not agrees and role.name == "round":
            agrees = this_round(group, new)
        if role.name in event_type.key:
            if not agrees:
                return False
            shared_key = True
        elif any(a.rule == PASSED for a in (*old, *now)):
            continue  # 失守18000點 in the headline, 收報17769點 below
        elif not agrees and (_telling(role) or _two_figures(event_type, role, group, new)):
            return False
    if event_type.shape == "figures" and shared_key:
        return not of_parts(layout, group, new)
    return shared_key


def _bidders(layout: Layout, a: Candidate, b: Candidate) -> bool:
    """Whether two statements name different buyers of one thing: rivals, not a firm and its own.

    甲旗下乙收購丙 names the parent beside the buyer; 乙擬收購丙 … 丁亦擬收購丙 are two bids.
    """
    x, y = ([f for f in c.fillers(_BUYER) if f.rule not in LOOSE] for c in (a, b))
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


def _two_figures(event_type: EventType, role: Role, group: list[Candidate], new: Candidate) -> bool:
    """Whether a change tells another figure: 營收年增9%, 車用營收年增20%."""
    if event_type.shape != "figures" or role.name != "change" or new.title:
        return False
    if any(_in_words(a) for a in new.fillers("change")):
        return False
    told = [c for c in group if not c.title and any(not _in_words(a) for a in c.fillers("change"))]
    sums = [a for c in told for a in c.fillers("amount")]
    return bool(told) and not any(agree(a, b) for a in sums for b in new.fillers("amount"))


def _told_of_both(a: Candidate, b: Candidate) -> bool:
    """Whether one number is told of two metrics of a clause: 廣告收入及租金收入均增長17%."""
    if a.clause != b.clause or a.trigger == b.trigger:
        return False
    return any(
        x.filler is y.filler for x in a.fillers("change") for y in b.fillers("change")
    ) and not share(a, b, ("amount",))


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


def _in_words(change: Argument) -> bool:
    """Whether a change is told without a measure: 大幅成長, but not 持平 or 雙位數."""
    return not isinstance(change.filler, Mention) and change.text.startswith(_WORDED)


def _one_count(a: Candidate, b: Candidate) -> bool:
    """Whether two statements tell the same number of shares: told in April, done by October."""
    return any(agree(x, y) for x in a.fillers(_SHARES) for y in b.fillers(_SHARES))


def _views(candidate: Candidate) -> bool:
    """Whether a statement is a broker's view; a target price and the day's move are two events."""
    return bool(candidate.fillers("target_price") or candidate.fillers("rating"))


def _telling(role: Role) -> bool:
    """Roles that keep two events apart when their fillers differ; trigger words do not."""
    if role.trigger:
        return False
    return role.name in _TELLING or "MONEY" in role.labels


def _rounder(held: Value | None, new: Value | None) -> bool:
    """Whether a value held is a rounded form of the new one: 逾9% beside 9.2%."""
    if not isinstance(held, Money | Percent) or not isinstance(new, Money | Percent):
        return False
    if new.approx or new.min != new.max:
        return False
    return held.approx or held.min != held.max


def _doubts(candidate: Candidate, role: str) -> tuple[int, bool, bool]:
    """What speaks against taking a role from a statement: loose about it, vague, a headline."""
    fillers = candidate.fillers(role)
    loose = 0
    if fillers and fillers[0].rule in (*LOOSE, PASSED):
        loose = 1 + (fillers[0].rule == LOOSE[0])
    described = any(a.rule == DESCRIBED for a in candidate.arguments)
    return loose, described, candidate.title


def _event(layout: Layout, name: str, group: list[Candidate]) -> Event:
    first = group[0]
    arguments: list[Argument] = []
    for role in [r.name for r in first.type.roles]:
        slot = first.type.role(role)
        named = bool(slot.pattern and slot.labels) and any(
            isinstance(a.filler, Mention) for c in group for a in c.fillers(role)
        )
        told_in_figures = first.type.shape == "figures" and any(
            isinstance(a.value, Percent) for c in group for a in c.fillers(role)
        )
        kept: list[Argument] = []
        told = group
        if len(group) > 1:
            told = sorted(group, key=lambda c: (*_doubts(c, role), c.trigger.start))
        for candidate in told:
            fillers = candidate.fillers(role)
            if named:  # 兩股東 in the headline, 甲 and 乙 below
                fillers = [a for a in fillers if not isinstance(a.filler, Span)]
            if told_in_figures:  # 大減3成 and 大幅減少 beside 年減28.8%
                if kept and candidate.title:
                    break
                fillers = [a for a in fillers if not isinstance(a.filler, Span)]
            if kept and not slot.many:
                break
            if kept and slot.kinds:  # 推出陶瓷版手環 below 手環陶瓷版亮相: told by its kind once
                fillers = [a for a in fillers if isinstance(a.filler, Mention)]
            for argument in fillers:
                same = [i for i, k in enumerate(kept) if agree(argument, k)]
                if not same:
                    kept.append(argument)
                elif _rounder(kept[same[0]].value, argument.value):
                    kept[same[0]] = argument
        arguments += kept
    status, cue, date = settle(layout, group)
    spots = sorted({layout.article.sentences[c.sentence] for c in group})
    return Event(
        id=name,
        type=first.type.name,
        status=status,
        trigger=first.trigger,
        status_cue=cue,
        date=date,
        arguments=tuple(arguments),
        statements=tuple(Span(s, e, layout.article.text[s:e]) for s, e in spots),
    )
