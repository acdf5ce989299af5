"""Where the triggers of event types stand: one pass over the text for those of all types."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from newsparse.events.event_type import EventType, Frame
from newsparse.events.layout import NAMES, Layout


class Hit(NamedTuple):
    """A trigger at a place of the text."""

    start: int
    end: int
    type: EventType
    frame: Frame


class TriggerFinder:
    """Finds the triggers of all types in one pass over the text."""

    def __init__(self, types: Sequence[EventType]) -> None:
        entries: dict[str, dict[EventType, list[Frame]]] = {}
        for event_type in types:
            for frame in event_type.frames:
                for word in frame.triggers:
                    entries.setdefault(word, {}).setdefault(event_type, []).append(frame)
            for word in event_type.look_alikes:
                entries.setdefault(word, {})[event_type] = []
        self._entries = [list(frames.items()) for frames in entries.values()]
        self._automaton = AhoCorasick(list(entries)) if entries else None

    def __call__(self, layout: Layout) -> list[Hit]:
        """Hits in order of place, of each frame of a word in order.

        Per type, longer words win over words inside them; a word that only looks like a trigger
        (收購成 in 收購成本) loses to a name that begins within it: 收購成都半導體.
        """
        if self._automaton is None:
            return []
        found = self._automaton.find_matches_as_indexes(layout.text, overlapping=True)
        found.sort(key=itemgetter(2), reverse=True)
        found.sort(key=itemgetter(1))
        reached: dict[EventType, int] = {}
        hits: list[Hit] = []
        for i, start, end in found:
            for event_type, frames in self._entries[i]:
                if start < reached.get(event_type, 0):
                    continue
                if not frames and _cut_by_name(layout, start, end):
                    continue
                reached[event_type] = end
                hits.extend(Hit(start, end, event_type, frame) for frame in frames)
        return hits


def _cut_by_name(layout: Layout, start: int, end: int) -> bool:
    """Whether a name begins within a word and goes on beyond it."""
    name = layout.name_over(end - 1, end)
    return name is not None and name.label in NAMES and start < name.start and end < name.end


@lru_cache(maxsize=8)
def trigger_finder(types: tuple[EventType, ...]) -> TriggerFinder:
    """The finder of the triggers of some types, made once."""
    return TriggerFinder(types)
