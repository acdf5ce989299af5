"""The members of a list, and what is said of it shared out among them.

甲、乙營收分別年增12%及5% and 兆豐200萬元、一銀300萬元 tell as many events as there are members.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter

from newsparse.annotation import Argument, Mention
from newsparse.events.candidate import Candidate
from newsparse.events.layout import Layout

# What may stand between a member and its sum, and between a sum and the next member.
_SAYS = re.compile(
    r"(?:则|也|亦|各|再)?(?:[为以有达是]|遭?罚款?|派息?|配息?|配发|[上下大小急劲重收]?[涨跌升挫扬])?"
    r"(?:约|近|逾)?(?:新台币|港币|人民币)?"
)
_MOVE = re.compile(r"[涨跌升挫扬]")
# 甲3億元，乙則以2億元緊追在後，丙1億元: a rank is no more than the order of the list.
_NEXT = re.compile(
    r"(?:排名?第.|[居位]?次之?|居[冠首末]|紧[追随][在其]后)?"
    r"[、，；及和与]+(?:以及|而|另|其次[是为]|再来是|接[着下]来?是|还有|至于)?"
)
_MANY = 80
# Members of a list stand close.
_LIST_REACH = 40
_START = attrgetter("start")
# 三家股東 counts those just listed: 甲、乙和丙均為…。三家股東計劃減持
_COUNTED = re.compile(r"(?:上述|该|这|前述)?(?P<count>[两二三四五六七八九]|[2-9])[家名位大个]")
_COUNTS = {word: n for n, word in enumerate("二三四五六七八九", 2)} | {"两": 2}


def part(arguments: Sequence[Argument], number: int, members: int) -> list[Argument]:
    """The arguments of one member of a list.

    Roles with as many fillers as the list has members give each its own; the others go to all.

    Args:
        arguments: what is said of the whole list.
        number: which member, from 0.
        members: how many there are.
    """
    own: list[Argument] = []
    for role in dict.fromkeys(a.role for a in arguments):
        fillers = [a for a in arguments if a.role == role]
        own += fillers[number : number + 1] if len(fillers) == members > 1 else fillers
    return own


def others_of_list(layout: Layout, mention: Mention, labels: tuple[str, ...]) -> Iterator[Mention]:
    """The other members of the list a mention stands in: A、B及C, 云岫地产与创始人陈望舒.

    Args:
        layout: the article.
        mention: one member.
        labels: what the members may be labelled.
    """
    clause = layout.clauses[layout.clause_at(mention.start)]
    if len(clause.mentions) == 1:
        return
    first = bisect_left(clause.mentions, mention.start, key=_START)
    for step in (-1, 1):
        here, at = mention, first + step
        while 0 <= at < len(clause.mentions):
            other = clause.mentions[at]
            left, right = (other, here) if step < 0 else (here, other)
            if right.start - left.end > _LIST_REACH:
                break
            at += step
            if other.label not in labels:
                continue
            if layout.in_brackets(other.start) and not layout.in_brackets(here.start):
                continue  # 甲（現更名乙）、丙
            if not layout.joined(left, right, labels):
                break
            here = other
            yield other


def each_pair(layout: Layout, candidate: Candidate) -> list[Candidate]:
    """A candidate as one per member where the members of its list have a sum each.

    Args:
        layout: the article.
        candidate: a statement; of a type without ``pairs`` it stays as it is.
    """
    if not candidate.type.pairs:
        return [candidate]
    name, value = candidate.type.pairs
    held = {a.span for a in candidate.fillers(name)}
    begin, end = layout.article.sentences[candidate.sentence]
    for chain in _chains(layout, candidate, begin, end):
        if len(chain) > 1 and any((m.start, m.end) in held for m, _ in chain):
            rest = [a for a in candidate.arguments if a.role not in (name, value)]
            return [
                replace(
                    candidate,
                    arguments=[
                        Argument(name, member, "list with sums"),
                        Argument(value, number, "sum of the member"),
                        *rest,
                    ],
                )
                for member, number in chain
            ]
    # of figures told of several firms the reader of figures makes a statement each
    return [candidate] if candidate.type.shape == "figures" else _each_in_order(layout, candidate)


def _each_in_order(layout: Layout, candidate: Candidate) -> list[Candidate]:
    """A candidate as one per firm of the list that is its subject: 甲、乙各配發12元、10.8元.

    Not where all members fill the role together, as those that one order names do, unless each is
    told a sum of its own: 對甲、乙分別罰款3億元及2億元.
    """
    name, value = candidate.type.pairs
    role, held = candidate.type.role(name), candidate.fillers(name)
    first = held[0].filler if len(held) == 1 or (role.many and held) else None
    clause = layout.clauses[candidate.clause]
    if not isinstance(first, Mention) or first.start < clause.start:
        return [candidate]
    listed = sorted([first, *others_of_list(layout, first, role.labels)], key=_START)
    if len(listed) < 2 or listed[-1].end > candidate.trigger.start:
        return [candidate]
    labels = candidate.type.role(value).labels
    sums = [m for m in clause.mentions if m.label in labels and m.start >= candidate.trigger.end]
    places = {(m.start, m.end) for m in sums}  # 各回購10億、5億元 tells amounts, none a share
    value = next((a.role for a in candidate.arguments if a.span in places), value)
    rest = [a for a in candidate.arguments if a.role != name]
    apart = candidate.fillers(value) and layout.text.find("分别", clause.start, clause.end) >= 0
    if role.many and not (apart and len(sums) == len(listed)):
        return [candidate]
    if len(sums) == len(listed):
        rest = [a for a in rest if a.role != value]
        told = [[Argument(value, each, "in the order of the names")] for each in sums]
    else:
        told = [[] for _ in listed]
    return [
        replace(candidate, arguments=[Argument(name, member, "list"), *own, *rest])
        for member, own in zip(listed, told, strict=True)
    ]


def _chains(
    layout: Layout, candidate: Candidate, begin: int, end: int
) -> list[list[tuple[Mention, Mention]]]:
    """The lists of a sentence whose members are followed by a sum each."""
    names, values = (candidate.type.role(role).labels for role in candidate.type.pairs)
    near = layout.between(max(begin, candidate.trigger.start - _MANY), end)[:_MANY]
    chains: list[list[tuple[Mention, Mention]]] = []
    at, trigger = -1, candidate.trigger
    for member, number in pairwise(near):
        if member.label not in names or number.label not in values:
            continue
        says = layout.gap(member.end, number.start)
        heads = member.end <= trigger.start and trigger.end <= number.start
        if heads:  # 甲|每股配息|1元、乙0.7元
            says = says.replace(layout.text[trigger.start : trigger.end], "", 1)
        if not _SAYS.fullmatch(says):
            continue
        # 小米升1%，美團跌2%: a member with a verb of its own has a statement of its own
        moves = _MOVE.search(says)
        if not chains or moves or heads or not _NEXT.fullmatch(layout.gap(at, member.start)):
            chains.append([])
        chains[-1].append((member, number))
        at = number.end
    return chains


def counted(layout: Layout, start: int, labels: tuple[str, ...]) -> list[Mention]:
    """The list that a count at a place points back to: 三家股東 are the three named before.

    Args:
        layout: the article.
        start: where the counting words begin.
        labels: what the members may be labelled.
    """
    told = _COUNTED.match(layout.text, start)
    if told is None:
        return []
    count = _COUNTS.get(told["count"]) or int(told["count"])
    sentence = layout.clauses[layout.clause_at(start)].sentence
    begin = layout.article.sentences[max(0, sentence - 1)][0]
    run: list[Mention] = []
    for mention in reversed(layout.between(begin, start)):
        if mention.label not in labels:
            continue
        if run and not layout.joined(mention, run[-1], labels):
            if len(run) == count:
                break
            run = []
        run.append(mention)
    return run[::-1] if len(run) == count else []
