"""Whether a user's data file is right: event types with their examples, gazetteers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from newsparse.annotation import LABELS, Article, Event, Mention
from newsparse.errors import DataFileError
from newsparse.events.event_type import EventType, Example
from newsparse.events.match import find_events
from newsparse.events.types import load_event_types
from newsparse.recognize.dates import recognize_dates
from newsparse.recognize.gazetteer import Gazetteer
from newsparse.recognize.money import recognize_money
from newsparse.recognize.overlaps import resolve
from newsparse.recognize.percent import recognize_percent
from newsparse.tables import table_columns
from newsparse.text.simplify import simplify


@dataclass(frozen=True, slots=True)
class Report:
    """What a file holds, and what is wrong with it."""

    what: str
    problems: list[str] = field(default_factory=list)


def check_file(path: Path) -> Report:
    """Check one file, or a folder of event-type files.

    Raises:
        DataFileError: the file cannot be used at all.

    Example:
        >>> from newsparse.lexicon import DATA
        >>> check_file(DATA / "events" / "insolvency.toml").problems
        []
    """
    if path.is_dir() or path.suffix.lower() == ".toml":
        types = load_event_types(path)
        table_columns(types)
        count = sum(len(event_type.examples) for event_type in types)
        names = ", ".join(event_type.name for event_type in types)
        problems = [problem for event_type in types for problem in _examples(event_type)]
        return Report(f"{len(types)} event types ({names}), {count} examples", problems)
    if path.suffix.lower() == ".csv":
        Gazetteer(own=[path])(Article(""))
        return Report("a gazetteer that can be used")
    raise DataFileError(path, "is neither .toml nor .csv", "Name a file of event types or names")


def _examples(event_type: EventType) -> Iterator[str]:
    """What the examples of a type show to be wrong, each as written and in Simplified."""
    for example in event_type.examples:
        for text in dict.fromkeys((example.text, simplify(example.text))):
            problem = _problem(event_type, example, text)
            if problem:
                yield f"{event_type.path}: {event_type.name}: {text!r}: {problem}"


def _problem(event_type: EventType, example: Example, text: str) -> str | None:
    article = Article(text)
    found = find_events(article, _mentions(event_type, example, article), [event_type])
    if not example.event:
        return f"an event was found ({_told(found[0])})" if found else None
    if not found:
        return "no event was found"
    if any(_fits(event, example, text) for event in found):
        return None
    return f"found instead: {'; '.join(map(_told, found))}"


def _mentions(event_type: EventType, example: Example, article: Article) -> tuple[Mention, ...]:
    """The mentions that an example states, with the amounts and dates that stand in its text."""
    labels = dict(example.mentions)
    for role in event_type.roles:
        for surface in example.fillers.get(role.name, ()):
            if role.labels:
                labels.setdefault(surface, role.labels[0])
    stated = [
        Mention(at, at + len(surface), label, article.text[at : at + len(surface)], "example")
        for surface, name in labels.items()
        for label in LABELS
        if label == name and label not in ("MONEY", "PERCENT", "DATE")
        for at in _places(article.simplified, simplify(surface))
    ]
    values = (recognize_money, recognize_percent, recognize_dates)
    return resolve([*stated, *(mention for find in values for mention in find(article))])


def _places(text: str, surface: str) -> Iterator[int]:
    at = text.find(surface)
    while at >= 0:
        yield at
        at = text.find(surface, at + len(surface))


def _fits(event: Event, example: Example, text: str) -> bool:
    if example.status and event.status != example.status:
        return False
    return all(
        {simplify(surface) for surface in surfaces}
        <= {simplify(argument.text) for argument in event.fillers(role)}
        for role, surfaces in example.fillers.items()
    )


def _told(event: Event) -> str:
    fillers = ", ".join(f"{a.role} = {a.text}" for a in event.arguments)
    return f"{event.status}, {fillers}" if fillers else event.status
