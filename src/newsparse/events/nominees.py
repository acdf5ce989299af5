"""People listed for election: 提名11人，包括董事長甲、副董事長乙及董事丙；獨立董事候選人則有丁、戊.

The list goes on over commas, with the title that a person holds today in front of the name, so that
the titles do not say which seat it is about; the word for the seat (獨立董事) opens each part.
"""

from __future__ import annotations

import re
from dataclasses import replace

from newsparse.annotation import Argument, Mention
from newsparse.events.candidate import Candidate
from newsparse.events.layout import NAMES, Layout

_INTRO = re.compile(r"包括|除了|分别|名单|候选人|计有|还有|[:：]")
_INTRO_REACH = 16
# All that may stand between the names of such a list.
_BETWEEN = re.compile(
    r"(?:[、，；:：与和及暨有是为等在中则]|以及|还有|包括|分别|计有|现任|前任?|原|新任|一般|普通|普|独立|法人"
    r"|自然人|董事长?|监察人|监事|独董|候选人|提名|当选|名单|律师|媒体|名嘴|教授|会计师|博士|医师|代表人?|除了?|之外|外"
    r"|另外?|[一二三四五六七八九十两\d]+[位席人名])*"
)
_SEAT = re.compile(r"(?:一般|普通|独立|法人)?(?:董事|监察人|监事)|独董|普董")
_MANY = 60
_SEAT_REACH = 6


def nominees(layout: Layout, candidate: Candidate) -> list[tuple[Mention, Mention | None]]:
    """The people of a list that a candidate opens, each with the seat; empty where it opens none.

    Args:
        layout: the article.
        candidate: a statement that somebody is nominated, elected or appointed.
    """
    begin, end = candidate.trigger.end, layout.article.sentences[candidate.sentence][1]
    named = [m for m in layout.between(begin, end)[:_MANY] if m.label in NAMES]
    first = next((m for m in named if m.label == "PERSON"), None)
    if first is None or not _INTRO.search(
        layout.text, begin, min(first.start, begin + _INTRO_REACH)
    ):
        return []
    found: list[tuple[Mention, Mention | None]] = []
    seat = _opening_seat(layout, candidate)
    at = begin
    for mention in named:
        if mention.start < at or layout.in_brackets(mention.start):
            continue
        gap = layout.gap(at, mention.start)
        if found and not _BETWEEN.fullmatch(gap):
            break
        at = mention.end
        if mention.label == "POSITION" and _SEAT.fullmatch(layout.text, mention.start, at):
            seat = mention
        elif mention.label == "PERSON":
            found.append((mention, seat))
    return found if len(found) > 1 else []


def _opening_seat(layout: Layout, candidate: Candidate) -> Mention | None:
    """The seat that the verb is about: 獨立董事提名候選人, 新任董事名單."""
    start = candidate.trigger.start
    for mention in layout.between(max(0, start - _SEAT_REACH), candidate.trigger.end):
        touches = mention.end == start or mention.start <= start < mention.end
        if touches and mention.label == "POSITION" and _is_seat(mention):
            return mention
    return None


def of_nominees(
    layout: Layout, candidate: Candidate, listed: list[tuple[Mention, Mention | None]]
) -> list[Candidate]:
    """A candidate as one per person of a list.

    The seats are those of the company that the article is about: in 甲新任董事有乙、丙的丁
    丙 only tells where 丁 comes from.
    """
    kept = [a for a in candidate.arguments if a.role not in ("person", "position")]
    company = layout.topic_at(candidate.trigger.start)
    if company and candidate.fillers("company"):
        kept = [a for a in kept if a.role != "company"]
        kept.append(Argument("company", company, "topic of the list"))
    held = [a for a in candidate.arguments if a.role == "position" and _is_seat(a)]
    return [
        replace(
            candidate,
            arguments=[
                Argument("person", person, "list of people"),
                *([Argument("position", seat, "seat of the list")] if seat else held),
                *kept,
            ],
        )
        for person, seat in listed
    ]


def _is_seat(filler: Argument | Mention) -> bool:
    return filler.text.endswith(("董事", "監察人", "监察人", "監事", "监事", "獨董", "独董"))
