"""What makes two reports one story, by event type: ``data/stories.csv``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from newsparse.errors import DataFileError
from newsparse.events.event_type import EventType
from newsparse.lexicon import DATA, read_table

_FILE = DATA / "stories.csv"
# Seven days: a report is taken up by dailies on the next day or two and by weeklies within the
# week, while companies do the like again from the second week on. benchmarks/stories.py measures
# windows of 1 to 30 days.
_WINDOW_DAYS = 7


@dataclass(frozen=True, slots=True)
class StoryRule:
    """What reports of one event type must share.

    Args:
        needs: roles that both must state and share, with how many fillers.
        agree: roles that must agree where both state them.
        figures: roles whose amounts tell events apart.
        window_days: how long after its latest report a story stays open.
        dated: whether stated days tell events apart.
    """

    needs: tuple[tuple[str, int], ...]
    agree: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    window_days: int = _WINDOW_DAYS
    dated: bool = False


def story_rules(
    event_types: Sequence[EventType], window_days: int | None = None
) -> dict[str, StoryRule]:
    """The rule of every event type; a type of the user's own goes by its key or required roles.

    Args:
        event_types: the types in use.
        window_days: used instead of the windows of all types that have the usual one.

    Raises:
        DataFileError: the data file is wrong.

    Example:
        >>> from newsparse.events.types import load_event_types
        >>> story_rules(load_event_types())["market"].needs
        (('security', 1), ('direction', 1))
    """
    shipped = dict(_read())
    rules = {}
    for event_type in event_types:
        rule = shipped.get(event_type.name) or _derived(event_type)
        if window_days is not None and rule.window_days == _WINDOW_DAYS:
            rule = replace(rule, window_days=window_days)
        rules[event_type.name] = rule
    return rules


@cache
def same_words() -> dict[tuple[str, str], str]:
    """(role, word) to the word that stands for it: 纯利 is 净利, in reports of one company.

    Example:
        >>> same_words()["metric", "纯利"]
        '净利'
    """
    columns = ("role", "word", "same_as")
    return {(role, word): same for _, (role, word, same) in read_table("story_words.csv", columns)}


def _read() -> list[tuple[str, StoryRule]]:
    columns = ("type", "needs", "agree", "figures", "window_days", "dated")
    rules = []
    for line, (name, needs, agree, figures, window, dated) in read_table(_FILE, columns):
        if not window.isdigit() or dated not in ("yes", "no"):
            raise DataFileError(
                _FILE, f"{window!r}, {dated!r}", "Write a number of days, then yes or no", line=line
            )
        rule = StoryRule(
            tuple(_need(part) for part in _parts(needs)),
            _parts(agree),
            _parts(figures),
            int(window),
            dated == "yes",
        )
        rules.append((name, rule))
    return rules


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _need(part: str) -> tuple[str, int]:
    role, _, count = part.partition(":")
    return role, int(count or 1)


def _derived(event_type: EventType) -> StoryRule:
    roles = event_type.roles
    required = [role.name for role in roles if role.required]
    needs = list(event_type.key) or required[:1]
    figures = tuple(role.name for role in roles if "MONEY" in role.labels)
    agree = tuple(name for name in required if name not in needs and name not in figures)
    return StoryRule(tuple((name, 1) for name in needs), agree, figures)
