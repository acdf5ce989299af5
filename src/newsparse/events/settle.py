"""Status and date of an event that is stated several times: headline, lead and body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from newsparse.annotation import DateRange, Span, Status
from newsparse.events.candidate import Candidate
from newsparse.events.layout import Layout
from newsparse.events.status import NO_TIME
from newsparse.events.tense import foretold

# A plan or rumour in one place and the accomplished fact in another: the more telling one stays.
_STATUS_ORDER: tuple[Status, ...] = (
    "terminated",
    "denied",
    "rumored",
    "planned",
    "hypothetical",
    "actual",
)
# What the date of a statement rests on, the firmest first.
_BASES = ("governing", "effective", "expected", "announced", "")
# 傳出將資遣全體員工 … 公司昨日公告資遣: who has it confirmed ends the rumour.
_CONFIRMED = re.compile(r"公告|宣布|证实|确认|坦承|承认")
_OPEN = frozenset(("rumored", "denied"))


def settle(
    layout: Layout, group: Sequence[Candidate]
) -> tuple[Status, Span | None, DateRange | None]:
    """What the statements of one event say together: its status, the deciding words, its date.

    The first statement decides, as later ones speak of what else may come. A headline has no room
    for cues (均豪斥資3億元增持志聖): the statement after it may tell more.
    """
    first = group[0]
    silent = first.title and first.status == "actual" and not _sure(layout, first)
    body = next((c for c in group if not c.title), group[-1])
    if silent and body is not first and body.status != "hypothetical":
        first = min((first, body), key=lambda c: _STATUS_ORDER.index(_in_time(layout, c)))
    status = _in_time(layout, first)
    cue = first.cue if status == first.status else None
    if status in _OPEN:
        done = next(
            (c for c in group if c.trigger.start > first.trigger.start and _confirms(layout, c)),
            None,
        )
        if done is not None:
            status, cue = "actual", done.cue
    return status, cue, _date(layout.article.published, group, status)


def _sure(layout: Layout, candidate: Candidate) -> bool:
    """Whether a cue says that it is done; 完成上櫃前競拍 and 獲大股東提私有化 do not."""
    return candidate.cue is not None and layout.key(candidate.cue) not in NO_TIME


def _confirms(layout: Layout, candidate: Candidate) -> bool:
    """Whether a statement says on its company's own authority that the event has happened."""
    if candidate.status != "actual" or candidate.basis == "announced":
        return False
    start, end = layout.article.sentences[candidate.sentence]
    return bool(_CONFIRMED.search(layout.text, start, end))


def _in_time(layout: Layout, candidate: Candidate) -> Status:
    if candidate.status == "actual" and foretold(layout, candidate):
        return "planned"
    return candidate.status


def _date(published: date | None, group: Sequence[Candidate], status: Status) -> DateRange | None:
    """The firmest date: what governs a trigger before the day of the announcement."""
    dated = [(c.date, c.basis) for c in group if c.date]
    if not dated:
        return None

    def order(found: tuple[DateRange, str]) -> tuple[bool, bool, int]:
        day, basis = found
        first = day.start or day.end
        ahead = bool(published and first and first > published)
        against = ahead if status == "actual" else status == "planned" and not ahead
        return day.vague, against, _BASES.index(basis)

    return min(dated, key=order)[0]
