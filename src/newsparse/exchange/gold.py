"""Corrected marks and links to gold, in the form of ``corpus/gold``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, get_args

from newsparse.annotation import VALUE_LABELS, Article, value_dict
from newsparse.entities import LINKED
from newsparse.exchange.graph import DATE, OTHER, SAME, Graph, Mark
from newsparse.recognize.dates import recognize_dates
from newsparse.recognize.money import recognize_money
from newsparse.recognize.percent import recognize_percent
from newsparse.text.script import Region

_READ = (recognize_money, recognize_percent, recognize_dates)
_KEPT = ("min", "max", "currency", "approx", "start", "end", "vague")


def to_gold(graph: Graph) -> tuple[dict[str, Any], list[str]]:
    """One line of gold, and the amounts and dates that nobody could read.

    Values that the tool did not keep are read from the text again, in the article's context. An
    entity is named by its longest surface; the texts of an argument are all surfaces of its
    entity, since any of them would be right.

    Example:
        >>> from newsparse import analyze
        >>> from newsparse.exchange.graph import to_graph
        >>> gold, unread = to_gold(to_graph(analyze("騰訊擬以5億美元收購格芯。").to_dict()))
        >>> [(a["role"], a["texts"]) for a in gold["events"][0]["args"]]
        [('acquirer', ['騰訊']), ('target', ['格芯']), ('amount', ['5億美元'])]
        >>> unread
        []
    """
    names = _entity_names(graph)
    values = _values(graph)
    mentions = []
    unread = []
    for number, mark in enumerate(graph.marks):
        if mark.status is not None or mark.label == OTHER:
            continue
        surface = _surface(graph, mark)
        mention: dict[str, Any] = {
            "start": mark.start,
            "end": mark.end,
            "label": mark.label,
            "text": surface,
        }
        if number in names:
            mention["entity"] = names[number]
        if mark.label in VALUE_LABELS:
            mention["value"] = values.get(number)
            if number not in values:
                unread.append(f"{graph.id}: {mark.label} {surface} at {mark.start}")
        mentions.append(mention)
    mentions.sort(key=lambda mention: (mention["start"], -mention["end"]))
    events = [
        _event(graph, number, names, values)
        for number, mark in enumerate(graph.marks)
        if mark.status is not None
    ]
    gold = {
        "id": graph.id,
        "region": graph.region,
        "published": graph.published,
        "text": graph.text,
        "mentions": mentions,
        "events": events,
    }
    return gold, unread


def _event(
    graph: Graph,
    number: int,
    names: Mapping[int, str],
    values: Mapping[int, dict[str, Any] | None],
) -> dict[str, Any]:
    mark = graph.marks[number]
    args: list[dict[str, Any]] = []
    day = mark.date and _plain(mark.date)
    for link in graph.links:
        if link.source != number or link.name == SAME:
            continue
        if link.name == DATE:
            day = values.get(link.target)
            continue
        filler = graph.marks[link.target]
        argument: dict[str, Any] = {"role": link.name, "texts": [_surface(graph, filler)]}
        if link.target in names:
            argument["texts"] = _surfaces(graph, names, names[link.target])
        if value := values.get(link.target):
            argument["value"] = value
        args.append(argument)
    args += [{"role": role, "texts": [word]} for role, word in mark.words.items()]
    return {
        "type": mark.label,
        "status": mark.status,
        "triggers": [_surface(graph, mark)],
        "date": day,
        "args": args,
    }


def _entity_names(graph: Graph) -> dict[int, str]:
    """Mark → name of the entity, for the marks that name one."""
    group = {n: n for n, mark in enumerate(graph.marks) if mark.label in LINKED}
    linked = set()

    def first(number: int) -> int:
        while group[number] != number:
            number = group[number]
        return number

    for link in graph.links:
        if link.name == SAME and link.source in group and link.target in group:
            ends = sorted((first(link.source), first(link.target)))
            group[ends[1]] = ends[0]
            linked |= {link.source, link.target}
    spelt: dict[tuple[str, str], int] = {}
    for number in sorted(group, key=lambda n: (n not in linked, n)):
        mark = graph.marks[number]
        before = spelt.setdefault((mark.label, _surface(graph, mark)), number)
        if number not in linked:
            group[number] = first(before)
    members: dict[int, list[int]] = defaultdict(list)
    for number in group:
        members[first(number)].append(number)
    names: dict[int, str] = {}
    taken: dict[str, int] = defaultdict(int)
    for numbers in members.values():
        name = max((_surface(graph, graph.marks[n]) for n in numbers), key=len)
        taken[name] += 1
        key = name if taken[name] == 1 else f"{name} ({taken[name]})"
        names |= dict.fromkeys(numbers, key)
    return names


def _surfaces(graph: Graph, names: Mapping[int, str], name: str) -> list[str]:
    found = [_surface(graph, graph.marks[n]) for n, other in names.items() if other == name]
    return list(dict.fromkeys(found))


def _values(graph: Graph) -> dict[int, dict[str, Any] | None]:
    """Mark → value in the form of gold; the tool's if it kept one, else read from the text.

    None is for what has no value (昨日 of an article without a publication date).
    """
    wanted = {n: mark for n, mark in enumerate(graph.marks) if mark.label in VALUE_LABELS}
    values: dict[int, dict[str, Any] | None]
    values = {n: _plain(mark.value) for n, mark in wanted.items() if mark.value}
    if len(values) == len(wanted):
        return values
    read = _read(graph, graph.text)
    for number, mark in wanted.items():
        if number not in values:
            # a surface that a person drew otherwise than we would is read by itself
            alone = _read(graph, _surface(graph, mark))
            places = {
                (mark.start, mark.end, mark.label): read,
                (0, mark.end - mark.start, mark.label): alone,
            }
            found = [where[place] for place, where in places.items() if place in where]
            if found:
                values[number] = found[0]
    return values


def _read(graph: Graph, text: str) -> dict[tuple[int, int, str], dict[str, Any] | None]:
    published = date.fromisoformat(graph.published) if graph.published else None
    region = next((home for home in get_args(Region) if home == graph.region), None)
    article = Article(text, published=published, region=region)
    return {
        (mention.start, mention.end, mention.label): value and _plain(value)
        for find in _READ
        for mention in find(article)
        for value in (value_dict(mention.value),)
    }


def _plain(value: Mapping[str, Any]) -> dict[str, Any]:
    """A value with the keys of gold, and numbers instead of decimal strings."""
    kept = {key: value[key] for key in _KEPT if key in value}
    return {
        key: _number(cell) if key in ("min", "max") and cell is not None else cell
        for key, cell in kept.items()
    }


def _number(text: str | float) -> int | float:
    number = Decimal(str(text))
    return int(number) if number == number.to_integral_value() else float(number)


def _surface(graph: Graph, mark: Mark) -> str:
    return graph.text[mark.start : mark.end]
