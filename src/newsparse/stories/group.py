"""Reports into stories: one pass in order of time, each report held against open stories only.

A report looks for the stories of its type that share a participant and are still open, by an
index over participants; so the work grows with the number of reports and not with its square.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from newsparse.stories.figures import Figure, compare, near
from newsparse.stories.reports import Report
from newsparse.stories.rules import StoryRule

# A company that is in the news every day would else keep one story open for ever.
_LONGEST = 4  # windows
# Reports that state other amounts are one story, told differently, only so shortly after another:
# later it is more likely a second deal.
_CONFLICT_DAYS = 2
# Open stories of one participant that a report is held against; a day with a thousand events of
# one company must not cost a million comparisons.
_MOST_OPEN = 60


@dataclass(slots=True)
class Story:
    """Reports of one thing that happened.

    Args:
        previous: the last story of the same type and participants before it.
        novelty: days since that story's latest report.
    """

    type: str
    reports: list[Report]
    previous: Story | None = None
    novelty: int | None = None
    fillers: dict[str, set[str]] = field(default_factory=dict)
    figures: dict[str, list[Figure]] = field(default_factory=dict)
    days: set[int] = field(default_factory=set)
    first: int | None = None
    last: int | None = None

    def add(self, report: Report) -> None:
        """Take a report in."""
        self.reports.append(report)
        for role, found in report.fillers.items():
            self.fillers.setdefault(role, set()).update(found)
        for role, figures in report.figures.items():
            self.figures.setdefault(role, []).extend(
                f for f in figures if f not in self.figures.get(role, ())
            )
        if report.event_day is not None:
            self.days.add(report.event_day)
        if report.day is not None:
            self.first = report.day if self.first is None else self.first
            self.last = report.day


def group_reports(reports: Iterable[Report], rules: Mapping[str, StoryRule]) -> list[Story]:
    """Stories in order of their first report; undated reports come last and join each other only.

    Args:
        reports: in the order of the table ``events``.
        rules: by event type.
    """
    stories: list[Story] = []
    known: dict[tuple[str, bool, str, str], list[Story]] = {}
    by_evidence: dict[tuple[str, str, str], Story] = {}
    ordered = sorted(reports, key=lambda r: (r.day is None, r.day or 0, r.place))
    for report in ordered:
        rule = rules[report.type]
        complete = all(len(report.fillers.get(role, ())) > 0 for role, _ in rule.needs)
        # a copy says what its original says, also where that names no participant
        said = (report.type, report.copy_of or report.article, report.evidence)
        story = _best(report, rule, known) if complete else by_evidence.get(said)
        if story is None:
            story = Story(report.type, [])
            stories.append(story)
            if complete:
                _remember(story, report, rule, known)
        elif complete:
            _index(story, report, rule, known)
        story.add(report)
        by_evidence.setdefault(said, story)
    return stories


def _keys(report: Report, rule: StoryRule) -> Iterator[tuple[str, bool, str, str]]:
    role = rule.needs[0][0]
    for filler in sorted(report.fillers[role]):
        yield report.type, report.day is None, role, filler


def _index(
    story: Story,
    report: Report,
    rule: StoryRule,
    known: dict[tuple[str, bool, str, str], list[Story]],
) -> None:
    for key in _keys(report, rule):
        found = known.setdefault(key, [])
        if story not in found[-_MOST_OPEN:]:
            found.append(story)


def _remember(
    story: Story,
    report: Report,
    rule: StoryRule,
    known: dict[tuple[str, bool, str, str], list[Story]],
) -> None:
    """Note a new story, and which similar one came before it."""
    similar = [
        old
        for key in _keys(report, rule)
        for old in known.get(key, [])[-_MOST_OPEN:]
        if old.last is not None and _share_needs(report, old, rule)
    ]
    if similar and report.day is not None:
        story.previous = max(similar, key=lambda old: (old.last or 0, old.reports[0].place))
        story.novelty = report.day - (story.previous.last or 0)
    _index(story, report, rule, known)


def _best(
    report: Report, rule: StoryRule, known: Mapping[tuple[str, bool, str, str], list[Story]]
) -> Story | None:
    """The open story that shares most with a report; of equals the latest."""
    best: Story | None = None
    most: tuple[int, int, int] | None = None
    for key in _keys(report, rule):
        for story in reversed(known.get(key, [])[-_MOST_OPEN:]):
            if not _is_open(story, report, rule):
                continue
            score = _score(report, story, rule)
            if score is not None and (most is None or score > most):
                best, most = story, score
    return best


def _is_open(story: Story, report: Report, rule: StoryRule) -> bool:
    if report.day is None or story.last is None or story.first is None:
        return True
    return (
        report.day - story.last <= rule.window_days
        and report.day - story.first <= rule.window_days * _LONGEST
    )


def _share_needs(report: Report, story: Story, rule: StoryRule) -> bool:
    for role, count in rule.needs:
        ours, theirs = report.fillers.get(role, frozenset()), story.fillers.get(role, set())
        if len(theirs.intersection(ours)) < max(1, min(count, len(ours), len(theirs))):
            return False
    return True


def _score(report: Report, story: Story, rule: StoryRule) -> tuple[int, int, int] | None:
    """How much a report shares with a story; None where it tells another one."""
    if not _share_needs(report, story, rule):
        return None
    shared, open_roles = len(rule.needs), 0
    for role in rule.agree:
        ours, theirs = report.fillers.get(role), story.fillers.get(role)
        if not ours or not theirs:
            open_roles += 1
        elif any(_same(one, other) for one in ours for other in theirs):
            shared += 1
        else:
            return None
    same_day = report.event_day in story.days if report.event_day is not None else False
    if rule.dated and report.event_day is not None and story.days and not same_day:
        return None
    agreeing = differing = 0
    for role in rule.figures:
        ours_f, theirs_f = report.figures.get(role, ()), story.figures.get(role, ())
        verdict = compare(ours_f, theirs_f)
        agreeing += verdict == "agree"
        if verdict == "differ":
            differing += 1
            if not near(ours_f, theirs_f):
                return None
    if differing and not agreeing:
        # one company, one metric and no period may be two quarters; one company alone anything
        telling = (shared > 1 and (len(rule.needs) == 1 or not open_roles)) or not rule.agree
        if not telling or not _may_conflict(report, story, rule):
            return None
    return agreeing - differing, shared, int(same_day)


def _may_conflict(report: Report, story: Story, rule: StoryRule) -> bool:
    """Whether reports with other amounts may still tell one story."""
    if rule.dated:
        return report.event_day is not None and report.event_day in story.days
    if report.day is None or story.last is None:
        return False
    return report.day - story.last <= _CONFLICT_DAYS


def _same(one: str, other: str) -> bool:
    """熊本 and 熊本縣; but never parts of cluster ids, periods or codes."""
    short, long = sorted((one, other), key=len)
    return one == other or (
        len(short) >= 2 and not any(c.isascii() for c in long) and short in long
    )
