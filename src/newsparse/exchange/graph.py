"""An annotated article as marks and links between them, which is what annotation tools edit.

A mark is a labelled stretch of text: a mention (its label), the trigger of an event (the event
type) or words that fill a role without being a mention (label OTHER). A link goes from a trigger to
what fills a role, named after the role; from a trigger to the mention of its date (``date``); or
between two surfaces of one thing (``same``). Surfaces that are written alike name one thing
without a link, so that an article with forty mentions of 騰訊 does not hang full of lines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

OTHER = "OTHER"
SAME = "same"
DATE = "date"


@dataclass(slots=True)
class Mark:
    """A labelled stretch of text.

    Args:
        start, end: half-open code points.
        label: a mention label, OTHER, or an event type where ``status`` is given.
        value: of a mention, as in ``Analysis.to_dict``; None also where the tool does not keep it.
        status: of an event.
        words: enumerated words of an event by role (``{"direction": "buy"}``).
        date: of an event, where no link leads to it.
    """

    start: int
    end: int
    label: str
    value: dict[str, Any] | None = None
    status: str | None = None
    words: dict[str, str] = field(default_factory=dict)
    date: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """From one mark to another; both are positions in ``Graph.marks``."""

    source: int
    target: int
    name: str


@dataclass(slots=True)
class Graph:
    """One article as an annotation tool sees it."""

    id: str
    text: str
    published: str | None
    region: str | None
    marks: list[Mark] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


def to_graph(document: Mapping[str, Any]) -> Graph:
    """The marks and links of an article.

    Args:
        document: an article in the form of ``Analysis.to_dict``.

    Example:
        >>> from newsparse import analyze
        >>> graph = to_graph(analyze("騰訊擬以5億美元收購格芯。").to_dict())
        >>> [(graph.text[m.start : m.end], m.label) for m in graph.marks]
        [('騰訊', 'COMPANY'), ('5億美元', 'MONEY'), ('格芯', 'COMPANY'), ('收購', 'acquisition')]
        >>> [(link.name, link.target) for link in graph.links]
        [('acquirer', 0), ('target', 2), ('amount', 1)]
    """
    graph = Graph(document["id"], document["text"], document["published"], document["region"])
    places: dict[tuple[int, int], int] = {}
    for mention in document["mentions"]:
        places[mention["start"], mention["end"]] = len(graph.marks)
        graph.marks.append(
            Mark(mention["start"], mention["end"], mention["label"], mention["value"])
        )
    graph.links += _same(document["mentions"])
    for event in document["events"]:
        _add_event(graph, event, places)
    return graph


def _same(mentions: Sequence[Mapping[str, Any]]) -> list[Link]:
    """Links from surface to surface of each entity, in order of first occurrence."""
    surfaces: dict[str, dict[str, int]] = defaultdict(dict)
    shared: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        if mention["entity"]:
            shared[mention["text"]].add(mention["entity"])
    for number, mention in enumerate(mentions):
        if mention["entity"]:
            surface = mention["text"]
            # 王 for two people: one link for each occurrence, as the spelling does not tell
            key = surface if len(shared[surface]) == 1 else f"{surface} {number}"
            surfaces[mention["entity"]].setdefault(key, number)
    return [
        Link(before, after, SAME)
        for numbers in map(list, map(dict.values, surfaces.values()))
        for before, after in pairwise(numbers)
    ]


def _add_event(graph: Graph, event: Mapping[str, Any], places: dict[tuple[int, int], int]) -> None:
    trigger = len(graph.marks)
    words = {a["role"]: a["text"] for a in event["arguments"] if "start" not in a}
    mark = Mark(
        event["trigger"]["start"],
        event["trigger"]["end"],
        event["type"],
        status=event["status"],
        words=words,
    )
    graph.marks.append(mark)
    for argument in event["arguments"]:
        if "start" in argument:
            place = argument["start"], argument["end"]
            if place not in places:
                places[place] = len(graph.marks)
                graph.marks.append(Mark(*place, OTHER))
            graph.links.append(Link(trigger, places[place], argument["role"]))
    if event["date"]:
        said = _date_mention(graph, event)
        if said is None:
            mark.date = event["date"]
        else:
            graph.links.append(Link(trigger, said, DATE))


def _date_mention(graph: Graph, event: Mapping[str, Any]) -> int | None:
    """The mention that says the event's date, the nearest to the trigger if several do."""
    at = event["trigger"]["start"]
    said = [
        (abs(mark.start - at), number)
        for number, mark in enumerate(graph.marks)
        if mark.label == "DATE" and mark.value == event["date"]
    ]
    return min(said)[1] if said else None
