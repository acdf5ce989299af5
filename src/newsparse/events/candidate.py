"""One statement of an event, before statements are merged."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsparse.annotation import Argument, DateRange, Mention, Span, Status
from newsparse.events.event_type import EventType, Frame

# The rule of a filler that statements are compared by but that no event tells: 漲停 for how far.
IMPLIED = "implied"
# Rules of fillers that a statement does not name: who the article or the sentence before is about;
# and those of all that are carried over from elsewhere.
FROM_AFAR = ("main company", "carried:sentence")
UNNAMED = (*FROM_AFAR, "carried:clause", "anaphor:公司", "back")
_UNMEASURED = ("大幅", "小幅", "顯著", "显著", "明顯", "明显")


@dataclass(slots=True)
class Candidate:
    """A trigger with its roles filled; status and date are read afterwards.

    Attributes:
        type, frame: what the trigger expresses, and the group of triggers it is read with.
        trigger, clause, sentence: where it stands.
        arguments: who fills which role, and why.
        status, cue: how sure it is, and the words that say so.
        date, basis: when it happens, and what that rests on.
        title: whether it stands in the headline.
        reach: how far behind the trigger its cues are looked for.
    """

    type: EventType
    trigger: Span
    clause: int
    sentence: int
    arguments: list[Argument] = field(default_factory=list)
    status: Status = "actual"
    cue: Span | None = None
    date: DateRange | None = None
    basis: str = ""
    title: bool = False
    reach: int = 0
    frame: Frame | None = None

    def fillers(self, role: str) -> list[Argument]:
        """The arguments in one role."""
        return [a for a in self.arguments if a.role == role]


def unmeasured(change: Argument) -> bool:
    """Whether a change is told without a measure: 大幅成長, but not 持平 or 雙位數."""
    return not isinstance(change.filler, Mention) and change.text.startswith(_UNMEASURED)
