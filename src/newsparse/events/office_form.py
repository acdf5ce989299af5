"""The form by which listed companies in Taiwan file who leaves an office and who takes it.

1.發生變動日期:110/08/02 2.選任或變動人員別:法人董事 3.舊任者職稱及姓名:甲 5.新任者職稱及姓名:無
7.異動情形:辭職. What stands in a field is told by its label, and by no verb.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsparse.annotation import Argument, DateRange, Mention, Span
from newsparse.events.candidate import Candidate
from newsparse.events.event_type import EventType
from newsparse.events.layout import Layout

_ROLES = frozenset(("person", "company", "position", "action"))
_FIELD = re.compile(r"\d{1,2}[.．、][ \u3000]?([^\d\s:：.．、][^:：]{0,110}?)[:：]")
_LEAVES = re.compile(r"(旧任者)[^:：]*姓名")
_COMES = re.compile(r"(新任者)[^:：]*姓名|董监事(选举)")
_HOW, _POST = re.compile("异动情形"), re.compile("人员(?:变动)?别")
_DATE = re.compile("变动日期|股东(?:常|临时)会日期")
_ACTIONS = (("死亡", "death"), ("逝世", "death"), ("解任", "dismiss"))
_OFFICE = re.compile(
    r"(?:(?:具独立职能|独立|法人|自然人|常务|代理|副)*(?:董 ?事长?|监察人|监 ?事|总经理|委 ?员)"
    r"|[^\d\s:：/／、，。；;,()（）]{2,8}主管|(?:代理)?发言人|(?:副总)?稽核)"
)
# What may stand between the office and the person: 董事：甲股份有限公司代表人：, 獨立董事 / .
_BODY = r"[^:：/／、；;]{0,30}?(?:公司|基金会|学校|部)?"
_UP_TO = re.compile(rf"[\s:：/／]*(?:{_BODY}\s*(?:法人)?(?:指派)?代表人\s*[:：]?\s*)?")
_ONLY = re.compile(rf"\s*((?:{_OFFICE.pattern}))[\s。]*")
_OF_SUBSIDIARY = re.compile(r"代(?:本公司|公司)?(?:之|的)?(?:重要)?(?:子|孙)公司之?")
_FILED_BY = re.compile(r"公司名称[:：][ \u3000]*")


def with_offices(
    layout: Layout, candidates: list[Candidate], types: Sequence[EventType]
) -> list[Candidate]:
    """The statements of an article, and those of its form where it is a filing on offices.

    Args:
        layout: the article.
        candidates: what verbs state; of the same kind, none within the form is kept.
        types: the event types that are looked for; those of people and their positions are filled.
    """
    if "新任者" not in layout.text and "董监事选举" not in layout.text:
        return candidates
    fields = _fields(layout.text)
    if _field(fields, _COMES) is None:
        return candidates
    begin = fields[0][1]
    for event_type in types:
        if event_type.by_name.keys() >= _ROLES:
            told = [c for c in candidates if c.type is not event_type or c.trigger.start < begin]
            candidates = told + _changes(layout, event_type, fields)
    return candidates


# A field of a form: label, where the label begins, where the content begins and ends.
_Field = tuple[str, int, int, int]


def _fields(text: str) -> list[_Field]:
    found = list(_FIELD.finditer(text))
    ends = [*(match.start() for match in found), len(text)][1:]
    return [(m[1], m.start(1), m.end(), end) for m, end in zip(found, ends, strict=True)]


def _field(fields: Sequence[_Field], label: re.Pattern[str]) -> _Field | None:
    return next((field for field in fields if label.search(field[0])), None)


def _changes(layout: Layout, event_type: EventType, fields: Sequence[_Field]) -> list[Candidate]:
    """One statement per person who leaves or comes; who is in office again only comes."""
    leaves, comes = _field(fields, _LEAVES), _field(fields, _COMES)
    how, begin = _field(fields, _HOW), fields[0][1]
    default = _default_office(layout, _field(fields, _POST), begin)
    company = _company(layout, begin)
    date = _date(layout, _field(fields, _DATE))
    leaving = _action(layout.text[how[2] : how[3]] if how else "")
    stay = {_who(person) for person in _people(layout, comes)}
    found = []
    for field, label, action in ((leaves, _LEAVES, leaving), (comes, _COMES, "appoint")):
        if field is None:
            continue
        trigger = _word(layout, field, label)
        clause = layout.clause_at(trigger.start)
        sentence = layout.clauses[clause].sentence
        rule = f"form:{trigger.text}"
        for person, office in _offices(layout, field, default):
            if label == _LEAVES and _who(person) in stay:
                continue
            told = [
                Argument("person", person, rule),
                *([Argument("company", company, "form:公司")] if company else []),
                *([Argument("position", office, rule)] if office else []),
                Argument("action", action, rule),
            ]
            basis = "governing" if date else ""
            found.append(
                Candidate(event_type, trigger, clause, sentence, told, date=date, basis=basis)
            )
    return found


def _word(layout: Layout, field: _Field, label: re.Pattern[str]) -> Span:
    """The word of a field's label that tells what happens to those named in it."""
    match = label.search(layout.text, field[1], field[2])
    assert match is not None, "the field was found by its label"
    return layout.span(*match.span(match.lastindex or 0))


def _who(person: Mention) -> str:
    return person.entity or person.text


def _people(layout: Layout, field: _Field | None) -> list[Mention]:
    between = layout.between(field[2], field[3]) if field else []
    return [m for m in between if m.label == "PERSON"]


def _offices(
    layout: Layout, field: _Field, default: Span | Mention | None
) -> list[tuple[Mention, Span | Mention | None]]:
    """The people of a field, each with the office in front of the name, or that of those before."""
    found: list[tuple[Mention, Span | Mention | None]] = []
    at, office = field[2], default
    for person in _people(layout, field):
        for match in reversed(list(_OFFICE.finditer(layout.text, at, person.start))):
            if _UP_TO.fullmatch(layout.text, match.end(), person.start):
                office = _place(layout, match.start(), match.end())
                break
        found.append((person, office))
        at = person.end
    return found


def _default_office(layout: Layout, post: _Field | None, begin: int) -> Span | Mention | None:
    """The office that a form is about, if it names one: in a field, else in its subject line."""
    if post is not None and (match := _ONLY.fullmatch(layout.text, post[2], post[3])):
        return _place(layout, match.start(1), match.end(1))
    match = _OFFICE.search(layout.text, 0, begin)
    return _place(layout, match.start(), match.end()) if match else None


def _place(layout: Layout, start: int, end: int) -> Span | Mention:
    """The position mentioned there, else the words."""
    mention = layout.name_over(start, end)
    return (
        mention
        if mention and (mention.start, mention.end) == (start, end)
        else layout.span(start, end)
    )


def _company(layout: Layout, begin: int) -> Mention | None:
    """Whose office it is: the subsidiary filed for, else the company that files."""
    for opening in (_OF_SUBSIDIARY, _FILED_BY):
        match = opening.search(layout.text, 0, begin)
        for mention in layout.between(match.end(), match.end() + 1) if match else ():
            if mention.label == "COMPANY":
                return mention
    return layout.main


def _date(layout: Layout, field: _Field | None) -> DateRange | None:
    for mention in layout.between(field[2], field[3]) if field else ():
        if isinstance(mention.value, DateRange):
            return mention.value
    return None


def _action(how: str) -> str:
    return next((action for word, action in _ACTIONS if word in how), "depart")
