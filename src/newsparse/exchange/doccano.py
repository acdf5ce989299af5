"""Doccano: JSON lines for a sequence-labelling project with relations.

Turn on "allow overlapping spans" and "relation labeling" in the project; import as
"JSONL(Relation)". A trigger is a span labelled ``type/status``, with ``/role=word`` for each
enumerated word: ``stake_change/actual/direction=buy``.
"""

from __future__ import annotations

from typing import Any

from newsparse.annotation import LABELS, STATUSES
from newsparse.errors import ArticleError
from newsparse.exchange.graph import OTHER, Graph, Link, Mark

# Beside the text, doccano keeps what it does not know and gives it back at the top level.
KEPT = "newsparse"


def to_doccano(graph: Graph) -> dict[str, Any]:
    """One line of the file.

    Example:
        >>> graph = Graph("a", "騰訊", None, "HK", [Mark(0, 2, "COMPANY")])
        >>> to_doccano(graph)["entities"]
        [{'id': 0, 'label': 'COMPANY', 'start_offset': 0, 'end_offset': 2}]
    """
    return {
        "text": graph.text,
        "entities": [
            {"id": n, "label": _label(m), "start_offset": m.start, "end_offset": m.end}
            for n, m in enumerate(graph.marks)
        ],
        "relations": [
            {"id": n, "from_id": link.source, "to_id": link.target, "type": link.name}
            for n, link in enumerate(graph.links)
        ],
        KEPT: {
            "id": graph.id,
            "published": graph.published,
            "region": graph.region,
            "values": {_key(m): m.value for m in graph.marks if m.value},
            "dates": {_key(m): m.date for m in graph.marks if m.date},
        },
    }


def from_doccano(row: dict[str, Any]) -> Graph:
    """A line that doccano exported.

    Raises:
        ArticleError: the line is of another project type, or a label is unknown.

    Example:
        >>> graph = Graph("a", "騰訊", None, "HK", [Mark(0, 2, "COMPANY")])
        >>> from_doccano(to_doccano(graph)) == graph
        True
    """
    if not isinstance(row.get("entities"), list) or not isinstance(row.get("text"), str):
        raise ArticleError(
            "no spans with relations. Export the doccano project as JSONL, from a project with "
            "relation labeling"
        )
    kept = row.get(KEPT) or {}
    values, dates = kept.get("values") or {}, kept.get("dates") or {}
    graph = Graph(
        str(kept.get("id", row.get("id", ""))),
        row["text"],
        kept.get("published"),
        kept.get("region"),
    )
    numbers: dict[int, int] = {}
    for span in sorted(row["entities"], key=lambda s: s["id"]):
        mark = _mark(span)
        mark.value = values.get(_key(mark))
        mark.date = dates.get(_key(mark))
        numbers[span["id"]] = len(graph.marks)
        graph.marks.append(mark)
    for link in row.get("relations") or ():
        if link["from_id"] in numbers and link["to_id"] in numbers:
            ends = numbers[link["from_id"]], numbers[link["to_id"]]
            graph.links.append(Link(*ends, link["type"]))
    return graph


def _label(mark: Mark) -> str:
    if mark.status is None:
        return mark.label
    words = (f"{role}={word}" for role, word in mark.words.items())
    return "/".join((mark.label, mark.status, *words))


def _mark(span: dict[str, Any]) -> Mark:
    start, end = span["start_offset"], span["end_offset"]
    label, *rest = str(span["label"]).split("/")
    if not rest:
        if label not in (*LABELS, OTHER):
            raise ArticleError(
                f"label {label!r} is unknown. Mentions: {', '.join(LABELS)}, {OTHER}; events are "
                "written type/status (acquisition/planned)"
            )
        return Mark(start, end, label)
    status, *words = rest
    pairs = [word.partition("=") for word in words]
    if status not in STATUSES or not all(word for _, _, word in pairs):
        raise ArticleError(
            f"label {span['label']!r} cannot be read. Write type/status with a status of "
            f"{', '.join(STATUSES)}, and role=word for enumerated words"
        )
    return Mark(start, end, label, status=status, words={role: word for role, _, word in pairs})


def _key(mark: Mark) -> str:
    return f"{mark.start}-{mark.end}-{mark.label}"
