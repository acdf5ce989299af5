"""Who comes for whom: 甲接替乙出任總經理 is one who leaves and one who takes the post.

A verb of taking a post stands nearest to the one who left it (接替乙出任), or names only a title
for the one who comes (乙卸任，副董事長接任).
"""

from __future__ import annotations

import re
from dataclasses import replace

from newsparse.annotation import Argument, Mention
from newsparse.events.candidate import Candidate
from newsparse.events.layout import Layout

_PERSON, _POSITION, _ACTION = "person", "position", "action"
_REPLACES = re.compile(r"(?:获委任|获任命|获聘)?接替|取代")
_SUCCEEDS = re.compile(r"接任|接棒|继任")
_CHANGES = re.compile(r"(?:变更|更换|更替|换)[为成]")
_HANDS_OVER = re.compile(r"(?:交棒|移交|传位|交接)(?:给予?|予|与|于)")
_FROM = re.compile(r"[由从](?:原)?$")
# 接任公司旗下海棠精密的董事長: how far behind the verb the post may stand.
_BEHIND = 14
# What stands in front of the one who is replaced: 接替前總經理乙.
_REPLACED = re.compile(r"(?:接替|取代|接棒|顶替)(?:前任?|原任?|现任)?$")
_VACANT = re.compile(r"遗缺|所遗|空缺|原职务?由|悬缺")
_TAKES_OVER = re.compile(r"接任|担任|出任|接掌|接棒|接手|就任|兼任")
# 會長 and 理事長 are posts of associations.
_OF_BODY = re.compile(r"(?:副|总|荣誉)?(?:会长|會長|理事长|理事長)$")
_WENT = re.compile(r"卸任|辞|退休|离[职任世]|下台|去职|[过逝]世|解任|交棒|退位")


def counterparts(layout: Layout, candidate: Candidate) -> list[Candidate]:
    """Who leaves for the one who comes, or comes for the one who leaves; one or none.

    甲接替乙, 法定代表人由乙變更為甲, 乙交棒給甲: one verb, two people, two events.

    Args:
        layout: the article.
        candidate: a statement that somebody takes or leaves a post.
    """
    start, end = candidate.trigger.start, candidate.trigger.end
    clause = layout.clauses[candidate.clause]
    people = [m for m in clause.mentions if m.label == _PERSON.upper()]
    after = [m for m in people if end <= m.start <= end + _BEHIND]
    if _REPLACES.fullmatch(layout.text, start, end):
        other, action = after, "depart"
    elif after and after[0].start == end and _SUCCEEDS.fullmatch(layout.text, start, end):
        comes = [m for m in people if m.end <= start][-1:]
        for mention in comes:  # 甲接任乙遺缺: it is 甲 who takes the post
            candidate.arguments = [
                replace(a, filler=mention) if a.filler == after[0] else a
                for a in candidate.arguments
            ]
        other, action = after[:1] if comes else [], "depart"
    elif _CHANGES.fullmatch(layout.text, start, end):
        before = [m for m in people if m.end <= start]
        other = [m for m in before if _FROM.search(layout.text, clause.start, m.start)]
        action = "depart"
    elif _HANDS_OVER.match(layout.text, start):
        other, action = after, "appoint"
    else:
        return []
    taken = {a.entity or a.text for a in candidate.fillers(_PERSON)}
    found = next((m for m in other if (m.entity or m.text) not in taken), None)
    return [_told_of(candidate, found, action)] if found else []


def succession(layout: Layout, candidate: Candidate) -> list[Candidate]:
    """A statement that somebody takes a post, with the one who does; none where no name does.

    Args:
        layout: the article.
        candidate: a statement about people and posts; if nobody takes one, it stays as it is.
    """
    people = [a.filler for a in candidate.fillers(_PERSON) if isinstance(a.filler, Mention)]
    person, trigger = people[0], candidate.trigger
    takes = any(a.text == "appoint" for a in candidate.fillers(_ACTION))
    if not takes or len(people) > 1 or person.end > trigger.start:
        return [candidate]
    if _replaced(layout, person):
        comes = _in_front(layout, candidate, person)
        leaves = _told_of(candidate, person, "depart")
        return [*([_told_of(candidate, comes, "appoint")] if comes else []), leaves]
    title = _title_before(layout, candidate)
    if title and person.end < title.start and _WENT.search(layout.text, person.end, title.start):
        return []
    return [candidate]


def at_another(layout: Layout, candidate: Candidate) -> Candidate:
    """甲董事長丙辭職，乙董事長丁接任: the post is with 甲, and 乙 is where 丁 comes from.

    Args:
        layout: the article.
        candidate: a statement that somebody takes or leaves a post.
    """
    firms, people = candidate.fillers("company"), candidate.fillers(_PERSON)
    start, end = candidate.trigger.start, candidate.trigger.end
    if len(firms) != 1 or len(people) != 1 or not _TAKES_OVER.fullmatch(layout.text, start, end):
        return candidate
    own, person = firms[0].filler, people[0].filler
    if not (isinstance(own, Mention) and isinstance(person, Mention)) or not own.end <= start:
        return candidate
    if not own.end < person.start < start or not _titled(layout, own, person):
        return candidate
    begin = layout.article.sentences[candidate.sentence][0]
    body = any(_OF_BODY.search(a.text) for a in candidate.fillers(_POSITION))
    others = [
        m
        for m in layout.between(begin, own.start)
        if m.label == ("ORG" if body else "COMPANY")
        and (m.entity or m.text) != (own.entity or own.text)
        and not layout.in_brackets(m.start)
    ]
    if not others:
        return candidate
    kept = [a for a in candidate.arguments if a.role not in ("company", "from_company")]
    moved = [
        Argument("company", others[-1], "whose post it is"),
        Argument("from_company", own, "of the title"),
    ]
    return replace(candidate, arguments=[*kept, *moved])


def vacant_post(layout: Layout, candidate: Candidate) -> Candidate:
    """財務長甲升任總經理，遺缺由乙接任: what 乙 takes is the post that 甲 held.

    Args:
        layout: the article.
        candidate: a statement that somebody takes or leaves a post.
    """
    clause = layout.clauses[candidate.clause]
    if not _VACANT.search(layout.text, clause.start, candidate.trigger.start):
        return candidate
    begin = layout.article.sentences[candidate.sentence][0]
    before = layout.between(begin, clause.start)
    who = next((m for m in reversed(before) if m.label == _PERSON.upper()), None)
    held = who and next(
        (m for m in before if m.label == _POSITION.upper() and m.end == who.start), None
    )
    if held is None:
        return candidate
    kept = [a for a in candidate.arguments if a.role != _POSITION]
    return replace(candidate, arguments=[*kept, Argument(_POSITION, held, "vacant post")])


def _titled(layout: Layout, firm: Mention, person: Mention) -> bool:
    """Whether a firm stands right before the title that stands right before a person."""
    between = layout.between(firm.end, person.start)
    titles = [m for m in between if m.label == _POSITION.upper()]
    if len(titles) != 1 or len(between) != 1 or layout.gap(titles[0].end, person.start):
        return False
    return layout.gap(firm.end, titles[0].start) in ("", "前", "原", "现任", "的")


def _replaced(layout: Layout, person: Mention) -> bool:
    start = person.start
    for mention in reversed(layout.between(max(0, start - 2 * _BEHIND), start)):
        if mention.label in ("COMPANY", _POSITION.upper()) and mention.end == start:
            start = mention.start
    return bool(_REPLACED.search(layout.text, max(0, start - 5), start))


def _in_front(layout: Layout, candidate: Candidate, person: Mention) -> Mention | None:
    """Who comes: the last other person named before the one replaced, in the sentence."""
    begin = layout.article.sentences[candidate.sentence][0]
    others = [
        m
        for m in layout.between(begin, person.start)
        if m.label == _PERSON.upper() and (m.entity or m.text) != (person.entity or person.text)
    ]
    return others[-1] if others else None


def _title_before(layout: Layout, candidate: Candidate) -> Mention | None:
    at = candidate.trigger.start
    return next(
        (
            m
            for m in layout.between(max(0, at - _BEHIND), at)
            if m.label == _POSITION.upper() and m.end == at
        ),
        None,
    )


def _told_of(candidate: Candidate, person: Mention, action: str) -> Candidate:
    kept = [a for a in candidate.arguments if a.role not in (_PERSON, _ACTION, "from_company")]
    rule = f"trigger:{candidate.trigger.text}"
    return replace(
        candidate,
        arguments=[Argument(_PERSON, person, rule), *kept, Argument(_ACTION, action, rule)],
    )
