"""People told of together: each with the title of their own.

同時離職的還有行政總裁甲（乙）、財務總監丙 is two people leaving two posts, and 任命甲為總經理、乙為
財務長 two people taking two; read as one statement, all of them would share the first title.
"""

from __future__ import annotations

import re
from dataclasses import replace

from newsparse.annotation import Argument, Mention
from newsparse.events.layout import Layout
from newsparse.events.roles import Candidate

_PERSON, _POSITION, _ACTION = "person", "position", "action"
# What may stand between a person and the post taken: 甲為總經理, 乙出任財務長.
_TAKES = re.compile(
    r"(?:先生|女士|君)?(?:将)?(?:为|任|出任|担任|升任|接任|兼任|转任|续任)?(?:公司|集团)?"
)
# 甲（乙）、丙: the name in brackets is the same person's.
_NEXT = re.compile(r"(?:先生|女士)?(?:、|及|和|与|以及|，及|，以及)")


def each_person(layout: Layout, candidate: Candidate) -> list[Candidate]:
    """A candidate as one per person where several have titles of their own.

    Args:
        layout: the article.
        candidate: a statement; of a type without people and positions it stays as it is.
    """
    if not {_PERSON, _POSITION, _ACTION} <= candidate.type.by_name.keys():
        return [candidate]
    people = [a.filler for a in candidate.fillers(_PERSON) if isinstance(a.filler, Mention)]
    if not people:
        return [candidate]
    people = _whole_list(layout, candidate, people)
    leaves = any(a.text in ("depart", "dismiss", "death") for a in candidate.fillers(_ACTION))
    titles = [_title_of(layout, candidate, person, leaves) for person in people]
    if len(people) == 1 or sum(t is not None for t in titles) < 2:
        return [candidate]
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
            break
    return found


def _title_of(
    layout: Layout, candidate: Candidate, person: Mention, leaves: bool
) -> Mention | None:
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
