"""Stories as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from newsparse.events.types import load_event_types
from newsparse.stories.columns import story_frame
from newsparse.stories.figures import Figure, compare
from newsparse.stories.group import Story, group_reports
from newsparse.stories.reports import Report, read_reports
from newsparse.stories.rules import StoryRule, story_rules
from newsparse.tables.rows import JOIN

if TYPE_CHECKING:
    import pandas as pd

    from newsparse.events.event_type import EventType

# Reported as done here and as denied or given up there is a conflict; planned and then done is
# the course of things.
_OPPOSED = ("denied", "terminated")


def find_stories(
    tables: Mapping[str, pd.DataFrame],
    clusters: pd.DataFrame,
    links: pd.DataFrame,
    copy_of: Mapping[str, str] | None = None,
    *,
    event_types: Sequence[EventType] | None = None,
    window_days: int | None = None,
) -> dict[str, pd.DataFrame]:
    """Join the events of a folder that are one story.

    Args:
        tables: ``articles``, ``events`` and ``arguments``.
        clusters: of ``join_entities``.
        links: of ``join_entities``.
        copy_of: article_id of each copy to that of its original.
        event_types: the types in use; the shipped ones if not given.
        window_days: how long after its latest report a story stays open (7 if not given; a
            market move always one day).

    Returns:
        The frames ``stories``, ``story_events`` and ``story_conflicts``.
    """
    copy_of = copy_of or {}
    rules = story_rules(load_event_types() if event_types is None else event_types, window_days)
    reports = read_reports(tables, links, rules, copy_of)
    stories = group_reports(reports, rules)
    names = dict(zip(clusters["cluster_id"], clusters["name"], strict=True))
    ids = {id(story): _story_id(story) for story in stories}
    rows, events, conflicts = [], [], []
    for story in stories:
        rule, found = rules[story.type], ids[id(story)]
        told = list(_conflicts(story, rule))
        rows.append(_story(story, rule, ids, names, told))
        events += [_event(found, report) for report in story.reports]
        conflicts += [
            (found, story.type, role, *_told(version)) for role, vs in told for version in vs
        ]
    return {
        "stories": story_frame("stories", rows),
        "story_events": story_frame("story_events", events),
        "story_conflicts": story_frame("story_conflicts", conflicts),
    }


def _story_id(story: Story) -> str:
    """Named after its first report: it stays when later articles come in."""
    first = story.reports[0]
    return f"{story.type}:{first.article}:{first.event}"


_Version = tuple[str, Figure | None, list[Report]]


def _conflicts(story: Story, rule: StoryRule) -> Iterator[tuple[str, list[_Version]]]:
    """The roles in which reports contradict each other, with who says what; copies left out."""
    originals = [report for report in story.reports if report.copy_of is None]
    for role in rule.figures:
        versions: list[tuple[Figure, list[Report]]] = []
        for report in originals:
            figures = report.figures.get(role, ())
            if not figures:
                continue
            for figure, said_by in versions:
                if compare(figures, [figure]) != "differ":
                    said_by.append(report)
                    break
            else:
                versions.append((figures[0], [report]))
        if _between_articles([said_by for _, said_by in versions]):
            yield role, [(figure.text, figure, said_by) for figure, said_by in versions]
    statuses: dict[str, list[Report]] = {}
    for report in originals:
        statuses.setdefault(report.status, []).append(report)
    opposed = any(status in statuses for status in _OPPOSED)
    if opposed and _between_articles(list(statuses.values())):
        yield "status", [(status, None, said_by) for status, said_by in statuses.items()]


def _between_articles(versions: Sequence[Sequence[Report]]) -> bool:
    """Whether versions come from several articles; one that states two amounts means both."""
    articles = {report.article for reports in versions for report in reports}
    return len(versions) > 1 and len(articles) > 1


def _told(version: _Version) -> tuple[Any, ...]:
    text, figure, reports = version
    return (
        text,
        figure.low if figure else None,
        figure.high if figure else None,
        figure.unit if figure else None,
        len({report.article for report in reports}),
        JOIN.join(dict.fromkeys(report.article for report in reports)),
        _day(reports[0].day),
    )


def _story(
    story: Story,
    rule: StoryRule,
    ids: Mapping[int, str],
    names: Mapping[str, str],
    conflicts: Sequence[tuple[str, Sequence[_Version]]],
) -> tuple[Any, ...]:
    reports = story.reports
    originals = [report for report in reports if report.copy_of is None] or reports[:1]
    participants = list(dict.fromkeys(name for report in reports for name in report.names))
    figure = _figure(originals, rule)
    articles = {report.article for report in reports}
    return (
        ids[id(story)],
        story.type,
        JOIN.join(names.get(p, p) for p in participants) or None,
        JOIN.join(participants) or None,
        originals[-1].status,
        _day(story.first),
        _day(story.last),
        len(articles),
        len({report.copy_of or report.article for report in reports}),
        _sources(reports),
        story.novelty,
        ids[id(story.previous)] if story.previous else None,
        figure.text if figure else None,
        figure.low if figure else None,
        figure.high if figure else None,
        figure.unit if figure else None,
        len(conflicts),
        JOIN.join(_in_words(role, versions) for role, versions in conflicts) or None,
        reports[0].article,
        reports[0].event,
        reports[0].evidence or None,
    )


def _sources(reports: Iterable[Report]) -> int:
    """Outlets that report on their own; an article without one counts as one of its own."""
    return len({report.source or report.article for report in reports if report.copy_of is None})


def _figure(reports: Sequence[Report], rule: StoryRule) -> Figure | None:
    """The amount that most reports agree with, of the first role that has one; the first of equals.

    Only a story's few different amounts are compared with each other.
    """
    for role in rule.figures:
        counts: dict[Figure, int] = {}
        for report in reports:
            for figure in report.figures.get(role, ()):
                counts[figure] = counts.get(figure, 0) + 1
        if counts:
            return max(
                counts,
                key=lambda f: sum(n for g, n in counts.items() if compare([f], [g]) == "agree"),
            )
    return None


def _in_words(role: str, versions: Sequence[_Version]) -> str:
    said = (
        f"{text} ({len({report.article for report in reports})})" for text, _, reports in versions
    )
    return f"{role}: {' / '.join(said)}"


def _event(story_id: str, report: Report) -> tuple[Any, ...]:
    return (
        story_id,
        report.type,
        report.article,
        report.event,
        report.status,
        _day(report.day),
        report.source,
        report.copy_of,
    )


def _day(day: int | None) -> date | None:
    return None if day is None else date.fromordinal(day)
