"""Label Studio: tasks with predictions, and the labelling interface that shows them.

Regions of one control tag are mentions and triggers alike; a trigger also carries its status
(choices), and amounts, dates and enumerated words stand as JSON in a text field of their region,
where they can be corrected.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from html import escape
from typing import Any

from newsparse.annotation import LABELS, STATUSES
from newsparse.errors import ArticleError
from newsparse.events.event_type import EventType
from newsparse.exchange.graph import DATE, OTHER, SAME, Graph, Link, Mark
from newsparse.view.palette import LABEL_HUES

_LABEL, _STATUS, _DETAIL = "label", "status", "detail"


def to_task(graph: Graph, version: str) -> dict[str, Any]:
    """One task; what newsparse found is its prediction, which a person accepts or corrects.

    Example:
        >>> graph = Graph("a", "騰訊", None, "HK", [Mark(0, 2, "COMPANY")])
        >>> to_task(graph, "newsparse")["predictions"][0]["result"][0]["value"]
        {'start': 0, 'end': 2, 'text': '騰訊', 'labels': ['COMPANY']}
    """
    result: list[dict[str, Any]] = []
    for number, mark in enumerate(graph.marks):
        place = {
            "start": mark.start,
            "end": mark.end,
            "text": graph.text[mark.start : mark.end],
        }
        result.append(_region(number, _LABEL, "labels", {**place, "labels": [mark.label]}))
        if mark.status is not None:
            result.append(_region(number, _STATUS, "choices", {**place, "choices": [mark.status]}))
        if detail := _detail(mark):
            written = json.dumps(detail, ensure_ascii=False)
            result.append(_region(number, _DETAIL, "textarea", {**place, "text": [written]}))
    result += [
        {
            "type": "relation",
            "from_id": f"m{link.source}",
            "to_id": f"m{link.target}",
            "direction": "right",
            "labels": [link.name],
        }
        for link in graph.links
    ]
    return {
        "data": {
            "text": graph.text,
            "newsparse_id": graph.id,
            "published": graph.published,
            "region": graph.region,
        },
        "predictions": [{"model_version": version, "result": result}],
    }


def from_task(task: dict[str, Any]) -> Graph | None:
    """An exported task; None where nobody has annotated it.

    Raises:
        ArticleError: the task is of another kind, or a region cannot be read.

    Example:
        >>> graph = Graph("a", "騰訊", None, "HK", [Mark(0, 2, "COMPANY")])
        >>> task = to_task(graph, "newsparse")
        >>> task["annotations"] = task["predictions"]
        >>> from_task(task) == graph
        True
    """
    data = task.get("data")
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        raise ArticleError('no task with a text. Export the project as "JSON", not "JSON-MIN"')
    done = [a for a in task.get("annotations") or () if not a.get("was_cancelled")]
    if not done:
        return None
    # the annotation marked as ground truth, else the latest
    best = max(
        done, key=lambda a: (bool(a.get("ground_truth")), a.get("updated_at") or "", a.get("id", 0))
    )
    name = data.get("newsparse_id", task.get("id", ""))
    graph = Graph(str(name), data["text"], data.get("published"), data.get("region"))
    numbers: dict[str, int] = {}
    for item in best["result"]:
        if item.get("from_name") == _LABEL:
            value = item["value"]
            start, end = _place(graph.text, value)
            numbers[item["id"]] = len(graph.marks)
            graph.marks.append(Mark(start, end, value["labels"][0]))
    for item in best["result"]:
        if item.get("id") in numbers:
            _add_detail(graph.marks[numbers[item["id"]]], item)
        elif item["type"] == "relation" and {item["from_id"], item["to_id"]} <= numbers.keys():
            ends = numbers[item["from_id"]], numbers[item["to_id"]]
            graph.links += [Link(*ends, label) for label in item.get("labels") or (SAME,)]
    for mark in graph.marks:
        if mark.label not in (*LABELS, OTHER) and mark.status is None:
            mark.status = "actual"
    return graph


def interface(graphs: Iterable[Graph], types: Collection[EventType] = ()) -> str:
    """The labelling interface of a project, as the XML that Label Studio's settings take.

    Args:
        graphs: the articles; their event types and roles are offered.
        types: further event types to offer, with their roles.
    """
    kinds = {event_type.name for event_type in types}
    roles = {role.name for event_type in types for role in event_type.roles}
    for graph in graphs:
        kinds |= {mark.label for mark in graph.marks if mark.status is not None}
        roles |= {link.name for link in graph.links}
    relations = (SAME, DATE, *sorted(roles - {SAME, DATE}))
    lines = [
        "<View>",
        "  <Relations>",
        *(f'    <Relation value="{escape(name)}"/>' for name in relations),
        "  </Relations>",
        f'  <Labels name="{_LABEL}" toName="text">',
        *(f'    <Label value="{label}" background="{_colour(label)}"/>' for label in LABELS),
        f'    <Label value="{OTHER}" background="#999999"/>',
        *(f'    <Label value="{escape(kind)}" background="#444444"/>' for kind in sorted(kinds)),
        "  </Labels>",
        '  <Text name="text" value="$text"/>',
        f'  <Choices name="{_STATUS}" toName="text" perRegion="true">',
        *(f'    <Choice value="{status}"/>' for status in STATUSES),
        "  </Choices>",
        f'  <TextArea name="{_DETAIL}" toName="text" perRegion="true" editable="true"/>',
        "</View>",
    ]
    return "\n".join(lines) + "\n"


def _region(number: int, name: str, kind: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"id": f"m{number}", "from_name": name, "to_name": "text", "type": kind, "value": value}


def _detail(mark: Mark) -> dict[str, Any]:
    if mark.status is None:
        return mark.value or {}
    return {**mark.words, **({DATE: mark.date} if mark.date else {})}


def _add_detail(mark: Mark, item: dict[str, Any]) -> None:
    value = item["value"]
    if item["from_name"] == _STATUS:
        mark.status = value["choices"][0]
    elif item["from_name"] == _DETAIL:
        written = value["text"]
        written = written if isinstance(written, str) else "".join(written)
        try:
            detail = json.loads(written) if written.strip() else {}
            if not isinstance(detail, dict):
                raise ValueError(f"{written!r} is no object")
        except ValueError as error:
            raise ArticleError(
                f"the detail {written!r} at {mark.start} is no JSON ({error}). Correct it in "
                'Label Studio, for example {"min": "500000000", "max": null, "currency": "USD"}'
            ) from error
        if mark.label in LABELS:
            mark.value = detail or None
        else:
            mark.date = detail.pop(DATE, None)
            mark.words = detail


def _place(text: str, value: dict[str, Any]) -> tuple[int, int]:
    """Offsets in code points. Older versions count UTF-16 units, two for 𠮷: the surface tells."""
    start, end, surface = value["start"], value["end"], value.get("text")
    if surface is None or text[start:end] == surface:
        return start, end
    units = text.encode("utf-16-le")
    start, end = (len(units[: 2 * at].decode("utf-16-le", "ignore")) for at in (start, end))
    if text[start:end] == surface:
        return start, end
    raise ArticleError(
        f"the region {surface!r} does not stand at {value['start']} of its text. "
        "Label the text that newsparse export gave, unchanged"
    )


def _colour(label: str) -> str:
    import colorsys

    red, green, blue = colorsys.hls_to_rgb(LABEL_HUES[label] / 360, 0.6, 0.6)
    return "#" + "".join(f"{round(255 * part):02x}" for part in (red, green, blue))
