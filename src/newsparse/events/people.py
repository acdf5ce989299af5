"""People told of together: each with the title of their own.

同時離職的還有行政總裁甲（乙）、財務總監丙 is two people leaving two posts, and 任命甲為總經理、乙為
財務長 two people taking two; read as one statement, all of them would share the first title.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from newsparse.annotation import Argument, Mention
from newsparse.events.candidate import Candidate
from newsparse.events.clauses import Clause
from newsparse.events.layout import Layout
from newsparse.events.nominees import nominees, of_nominees
from newsparse.events.successors import at_another, counterparts, succession, vacant_post

_PERSON, _POSITION, _ACTION = "person", "position", "action"
_COMPANY = "company"
_ROLES = frozenset((_PERSON, _POSITION, _ACTION))
_DEATH, _OPEN = "death", ("planned", "hypothetical")
# What may stand between a person and the post taken: 甲為總經理, 乙出任財務長.
_TAKES = re.compile(
    r"(?:先生|女士|君)?(?:将)?(?:为|任|出任|担任|升任|接任|兼任|转任|续任)?(?:公司|集团)?"
)
_AND_ALSO = ("兼", "兼任", "暨")
# 辭去總裁及首席執行官職務: of one person only, as 甲、乙分任董事長及總經理 has a post for each.
_AND_ALSO_OF_ONE = (*_AND_ALSO, "及", "和", "与", "以及", "、", "并兼", "并", "／", "/")
# 接任公司旗下海棠精密的董事長: how far behind the verb the post may stand.
_BEHIND = 14
# 甲（乙）、丙: the name in brackets is the same person's.
_NEXT = re.compile(r"(?:先生|女士)?(?:、|及|和|与|以及|，及|，以及)")


def each_person(layout: Layout, candidate: Candidate) -> list[Candidate]:
    """A candidate as one per person where several have titles of their own.

    Args:
        layout: the article.
        candidate: a statement; of a type without people and positions it stays as it is.
    """
    if candidate.frame is None or not candidate.type.by_name.keys() >= _ROLES:
        return [candidate]
    if candidate.status in _OPEN and any(a.text == _DEATH for a in candidate.fillers(_ACTION)):
        return []  # 希望在工作中離世
    people = [a.filler for a in candidate.fillers(_PERSON) if isinstance(a.filler, Mention)]
    if not people:
        return [candidate]
    if not _leaves(candidate):
        listed = nominees(layout, candidate)
        if listed:
            return of_nominees(layout, candidate, listed)
    return [
        *(
            vacant_post(layout, at_another(layout, e))
            for one in succession(layout, candidate)
            for e in _each(layout, one)
        ),
        *counterparts(layout, candidate),
    ]


def _each(layout: Layout, candidate: Candidate) -> list[Candidate]:
    people = [a.filler for a in candidate.fillers(_PERSON) if isinstance(a.filler, Mention)]
    people = _whole_list(layout, candidate, people)
    leaves = _leaves(candidate)
    if len(people) == 1:
        told = _with_new_post(layout, candidate)
        if not leaves or told is not candidate:
            return [_with_twin_posts(layout, told)]
    titles = [_title_of(layout, person, leaves) for person in people]
    posts = [a.span for a in candidate.fillers(_POSITION)]
    behind = any(span and span[0] > people[-1].end for span in posts)
    if not leaves and not behind and not any(titles):  # 任命總經理甲、財務長乙
        titles = [_title_of(layout, person, leaves=True) for person in people]
    titles = _shared_titles(layout, people, titles)
    if len(people) == 1 or sum(t is not None for t in titles) < 2:
        return [_with_twin_posts(layout, candidate)]
    shared = [a for a in candidate.arguments if a.role not in (_PERSON, _POSITION)]
    return [
        replace(
            candidate,
            arguments=[
                Argument(_PERSON, person, "list of people"),
                *([Argument(_POSITION, title, "title of the person")] if title else []),
                *shared,
            ],
        )
        for person, title in zip(people, titles, strict=True)
    ]


def _shared_titles(
    layout: Layout, people: list[Mention], titles: list[Mention | None]
) -> list[Mention | None]:
    """The titles of 甲為董事長，乙、丙為董事: that of 丙 is said of 乙 as well."""
    shared = titles.copy()
    for i in range(len(people) - 2, -1, -1):
        following = shared[i + 1]
        joined = _NEXT.fullmatch(layout.gap(people[i].end, people[i + 1].start))
        if joined and shared[i] is None and following and following.start >= people[i + 1].end:
            shared[i] = following
    return shared


def _leaves(candidate: Candidate) -> bool:
    return any(a.text in ("depart", "dismiss", "death") for a in candidate.fillers(_ACTION))


def _with_new_post(layout: Layout, candidate: Candidate) -> Candidate:
    """獨立董事甲獲調任行政總裁: the post taken stands behind the verb, the old one in front.

    So does whose post it is, where a firm stands there as well: 鴻海董事長甲辭去夏普董事.
    """
    trigger = candidate.trigger
    clause = layout.clauses[candidate.clause]
    taken = [
        m
        for m in clause.mentions
        if m.label == _POSITION.upper() and 0 <= m.start - trigger.end <= _BEHIND
    ]
    if taken and any(m.start == taken[0].end and m.label == "PERSON" for m in clause.mentions):
        return candidate  # 甲請辭 董事長乙接任: the title of another
    held = candidate.fillers(_POSITION)
    if not taken or not held or held[0].filler in taken:
        return candidate
    old = held[0].filler
    if not isinstance(old, Mention) or old.start >= trigger.start:
        return candidate
    told = [Argument(_POSITION, taken[0], "behind the verb")]
    between = layout.between(trigger.end, taken[0].start)
    if between and between[-1].label == "COMPANY":
        told.append(Argument(_COMPANY, between[-1], "behind the verb"))
    roles = {a.role for a in told}
    return replace(
        candidate, arguments=[*(a for a in candidate.arguments if a.role not in roles), *told]
    )


def _with_twin_posts(layout: Layout, candidate: Candidate) -> Candidate:
    """董事長兼總經理 is two posts."""
    held = [a.filler for a in candidate.fillers(_POSITION) if isinstance(a.filler, Mention)]
    if len(held) != 1:
        return candidate
    clause = layout.clauses[layout.clause_at(held[0].start)]
    posts = [m for m in clause.mentions if m.label == _POSITION.upper()]
    alone = len(candidate.fillers(_PERSON)) == 1
    joints = _AND_ALSO_OF_ONE if alone else _AND_ALSO
    twins = [
        right if left == held[0] else left
        for left, right in pairwise(posts)
        if held[0] in (left, right) and layout.gap(left.end, right.start) in joints
    ]
    if not twins:
        return candidate
    rest = [a for a in candidate.arguments if a.role != _POSITION]
    both = sorted([*held, *twins], key=lambda m: m.start)
    return replace(
        candidate, arguments=[*rest, *(Argument(_POSITION, m, "title of the person") for m in both)]
    )


def _whole_list(layout: Layout, candidate: Candidate, people: list[Mention]) -> list[Mention]:
    """The people of a candidate and those that its list goes on with."""
    found = sorted(people, key=lambda m: m.start)
    last = found[-1]
    if last.end <= candidate.trigger.start:
        return found
    clause = layout.clauses[layout.clause_at(last.start)]
    at = last.end
    for mention in clause.mentions:
        if mention.start < at or layout.in_brackets(mention.start):
            continue
        gap = layout.gap(at, mention.start)
        if mention.label == _POSITION.upper() and (_NEXT.fullmatch(gap) or _TAKES.fullmatch(gap)):
            at = mention.end
        elif mention.label == _PERSON.upper() and (not gap or _NEXT.fullmatch(gap)):
            if mention.entity not in {m.entity for m in found}:
                found.append(mention)
            at = mention.end
        else:
            return found
    for following in layout.clauses[layout.clause_at(last.start) + 1 :]:
        more = _taking_posts(layout, following)
        if not more or following.sentence != clause.sentence:
            break
        found += more
    return found


def _taking_posts(layout: Layout, clause: Clause) -> list[Mention]:
    """The people of a clause that goes on with a list: 聘任甲為總經理，乙、丙為副總經理."""
    people: list[Mention] = []
    at = clause.start
    for mention in clause.mentions:
        gap = layout.gap(at, mention.start)
        if mention.label == _POSITION.upper():
            return people if gap and _TAKES.fullmatch(gap) else []
        if mention.label != _PERSON.upper() or not (_NEXT.fullmatch(gap) if people else not gap):
            return []
        people.append(mention)
        at = mention.end
    return []


def _title_of(layout: Layout, person: Mention, leaves: bool) -> Mention | None:
    """The post a person leaves (the title in front of the name) or takes (the one behind it)."""
    clause = layout.clauses[layout.clause_at(person.start)]
    for mention in clause.mentions:
        if mention.label != _POSITION.upper():
            continue
        if leaves and mention.end <= person.start and not layout.gap(mention.end, person.start):
            return mention
        if not leaves and mention.start >= person.end:
            if _TAKES.fullmatch(layout.gap(person.end, mention.start)):
                return mention
            return None
    return None
