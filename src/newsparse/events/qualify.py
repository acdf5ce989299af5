"""Status and date of one statement: cues near by, hearsay, tense, and the dates around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsparse.annotation import DateRange, Mention
from newsparse.events.candidate import Candidate
from newsparse.events.cues import CueHit
from newsparse.events.hearsay import denied, only_dates, reported
from newsparse.events.layout import Layout
from newsparse.events.status import STAGES, status_of
from newsparse.events.tense import is_fiscal, reported_before, to_be_built, told_as_past
from newsparse.events.when import Calendar

_POST = "position"
_ONCE = frozenset(("曾", "曾经"))
_IF = re.compile("若(?!干)|如果|倘|一旦|假如|要是")
_DIVIDEND = "dividend"
_DUE = frozenset(("将于", "将在"))
# 委任林若川，下月1日起生效 is done today; 林若川接任，下月1日生效 is still to come.
_TAKES = re.compile(r"接|出任|上任|就任|履新|到任|转任|兼任|调任|升任|掌|担任")
_APPOINTED = re.compile(r"任命|委任|委派|聘|选|派任|改派|指派|拔擢|揽|获任|提升")


def qualify(
    layout: Layout, candidate: Candidate, cues: Sequence[CueHit], calendar: Calendar
) -> None:
    """Write status, cue, date and basis into a statement.

    Args:
        layout: the article.
        candidate: the statement, its roles filled.
        cues: the article's cues.
        calendar: the article's dates.
    """
    trigger = candidate.trigger
    # 甲去年盈利12.9億元…；扣非後12.8億元: a sentence that opens a text without a headline
    figures = candidate.type.shape == "figures"
    candidate.title = candidate.sentence == 0 and (layout.headed or not figures)
    candidate.status, candidate.cue = status_of(
        layout,
        cues,
        trigger.start,
        max(trigger.end, candidate.reach),
        candidate.status,
        kind=candidate.type.name,
        goes_on=candidate.type.shape == "action",
    )
    if candidate.type.shape == "action":
        said = reported(
            layout,
            trigger.start,
            trigger.end,
            candidate.status,
            candidate.status == "actual" and bool(candidate.cue),
        )
        if said:
            candidate.status, candidate.cue = "rumored", said
        answer = denied(layout, trigger.start, trigger.end, candidate.status)
        if answer:
            candidate.status, candidate.cue = "denied", answer
    if figures and candidate.status == "hypothetical":
        begin, _ = layout.article.sentences[candidate.sentence]
        if not _IF.search(layout.text, begin, trigger.start):
            candidate.status = "planned"  # 全年純利或跌一成: a careful forecast is one
    past = figures and reported_before(layout, candidate)
    if candidate.status == "planned" and past:
        candidate.status, candidate.cue = "actual", None
    # 報道指內地打價格戰，農夫山泉急挫逾7%: how far a share moved is there for all to see
    if candidate.type.shape == "moves" and candidate.status in ("planned", "rumored"):
        candidate.status, candidate.cue = "actual", None
    if candidate.type.shape == "figures":
        candidate.date = calendar.announced(candidate.clause)
    else:
        candidate.date, candidate.basis = calendar.date_of(
            candidate.clause, trigger.start, trigger.end
        )
        if candidate.basis == "announced" and _long_done(layout, candidate):
            candidate.date, candidate.basis = None, ""
        if candidate.type.shape == "moves" and (
            candidate.basis != "governing" or calendar.ahead(candidate.date)
        ):
            day = calendar.session(candidate.sentence)
            if day:
                candidate.date, candidate.basis = day, "announced"
        if candidate.status == "planned":
            due = calendar.expected(candidate.clause)
            if not calendar.ahead(candidate.date) and calendar.ahead(due):
                candidate.date, candidate.basis = due, "expected"
            term = calendar.term(candidate.sentence) or calendar.months(
                candidate.clause, trigger.start
            )
            if term:
                candidate.date, candidate.basis = term, "governing"
            if _POST in candidate.type.by_name and not calendar.ahead(candidate.date):
                candidate.date = calendar.meeting() or candidate.date
        if candidate.status == "terminated" and candidate.cue:
            ended = calendar.of_ending(candidate.clause, candidate.cue.start, candidate.cue.end)
            if ended:
                candidate.date, candidate.basis = ended, "governing"
    if candidate.status == "actual" and candidate.type.shape == "action":
        pending = to_be_built(layout, candidate)
        if pending:
            candidate.status, candidate.cue = "planned", pending
    if candidate.status == "actual" and _lies_ahead(layout, candidate):
        candidate.status, candidate.cue = "planned", None  # 預計7月正式亮相: the date decides
    elif candidate.status == "planned" and _lies_behind(layout, candidate):
        candidate.status, candidate.cue = "actual", None  # 此前報道將於4月17日開售, on 24 April


def _long_done(layout: Layout, candidate: Candidate) -> bool:
    """Whether a deed is told as past, so that the day of the report is not its day.

    曾與甲合作的公司今日宣布倒閉, 淡出經營後: neither was announced today.
    """
    cue, trigger = candidate.cue, candidate.trigger
    if cue is not None and layout.key(cue) in _ONCE:
        return True
    return candidate.status == "actual" and only_dates(layout, trigger.end)


def _lies_behind(layout: Layout, candidate: Candidate) -> bool:
    """Whether the day that something was to happen on has passed."""
    published, day, cue = layout.article.published, candidate.date, candidate.cue
    if published is None or day is None or day.end is None or day.vague or cue is None:
        return False
    # 將於4月17日: the day is that of what was to happen, not of its being announced
    due = any(m.start == cue.end for m in layout.clauses[candidate.clause].mentions)
    return due and layout.key(cue) in _DUE and day.end < published


def _lies_ahead(layout: Layout, candidate: Candidate) -> bool:
    """Whether the date of a statement makes it a plan."""
    published = layout.article.published
    if published is None or candidate.type.shape == "moves":
        return False
    when = next(
        (a.value for a in candidate.fillers("period") if isinstance(a.value, DateRange)),
        candidate.date if candidate.basis in ("governing", "effective") else None,
    )
    if when is None or when.start is None or when.start <= published:
        return False
    for period in candidate.fillers("period"):
        if isinstance(period.filler, Mention) and told_as_past(layout, candidate, period.filler):
            return False
        if candidate.cue is None and is_fiscal(period.text):
            return False  # 2021財年首個財季財報顯示: a firm's year may end before the calendar's
    trigger = candidate.trigger
    if layout.text[trigger.start : trigger.end] in STAGES:
        return False
    # 股東會通過配息2元，8月22日除息: a dividend is declared, paid or not
    if any(a.text == _DIVIDEND for a in candidate.fillers("kind")):
        return False
    return candidate.basis != "effective" or _takes_office(layout, candidate)


def _takes_office(layout: Layout, candidate: Candidate) -> bool:
    """Whether a person takes office from a day on; to be appointed for a later day is done."""
    trigger = candidate.trigger
    begin = layout.article.sentences[candidate.sentence][0]
    return (
        _POST in candidate.type.by_name
        and _TAKES.search(layout.text, trigger.start, trigger.end) is not None
        and _APPOINTED.search(layout.text, begin, trigger.end) is None
    )
