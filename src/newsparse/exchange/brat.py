"""brat: a .txt and an .ann per article, and the annotation.conf that brat shows them with."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from newsparse.annotation import LABELS, STATUSES
from newsparse.exchange.graph import OTHER, SAME, Graph

_ROLE_NUMBER = re.compile(r"\d+$")


def write_brat(graphs: Iterable[Graph], folder: Path) -> int:
    """Write articles into a folder.

    Args:
        graphs: the articles.
        folder: made if it is not there.

    Returns:
        How many there were.
    """
    folder.mkdir(parents=True, exist_ok=True)
    roles: dict[str, dict[str, None]] = defaultdict(dict)
    words: dict[str, dict[str, None]] = defaultdict(dict)
    names: set[str] = set()
    for graph in graphs:
        name = _file_name(graph.id, names)
        names.add(name)
        _write(folder / f"{name}.txt", graph.text)
        _write(folder / f"{name}.ann", "".join(line + "\n" for line in annotation_lines(graph)))
        for link in graph.links:
            source = graph.marks[link.source]
            if source.status is not None:
                roles[source.label].setdefault(link.name)
        for mark in graph.marks:
            if mark.status is not None:
                roles[mark.label].update({})
            for role, word in mark.words.items():
                words[role].setdefault(word)
    _write(folder / "annotation.conf", _configuration(roles, words))
    return len(names)


def annotation_lines(graph: Graph) -> Iterator[str]:
    r"""The lines of an .ann file: T marks, E events, A attributes, R the same thing, # values.

    Example:
        >>> from newsparse.exchange.graph import Mark
        >>> graph = Graph("a", "騰訊裁員", None, None, [Mark(0, 2, "COMPANY")])
        >>> [line.split("\t") for line in annotation_lines(graph)]
        [['T1', 'COMPANY 0 2', '騰訊']]
    """
    notes = attributes = 0
    for number, mark in enumerate(graph.marks, 1):
        surface = graph.text[mark.start : mark.end]
        yield f"T{number}\t{mark.label} {_pieces(surface, mark.start)}\t{_one_line(surface)}"
        if mark.value:
            notes += 1
            written = json.dumps(mark.value, ensure_ascii=False)
            yield f"#{notes}\tAnnotatorNotes T{number}\t{written}"
    for number, mark in enumerate(graph.marks, 1):
        if mark.status is None:
            continue
        parts = [f"{mark.label}:T{number}"]
        seen: dict[str, int] = defaultdict(int)
        for link in graph.links:
            if link.source == number - 1 and link.name != SAME:
                seen[link.name] += 1
                role = link.name if seen[link.name] == 1 else f"{link.name}{seen[link.name]}"
                parts.append(f"{role}:T{link.target + 1}")
        yield f"E{number}\t{' '.join(parts)}"
        for attribute, word in (("status", mark.status), *mark.words.items()):
            attributes += 1
            yield f"A{attributes}\t{attribute} E{number} {word}"
        if mark.date:
            notes += 1
            written = json.dumps({"date": mark.date}, ensure_ascii=False)
            yield f"#{notes}\tAnnotatorNotes E{number}\t{written}"
    same = (link for link in graph.links if link.name == SAME)
    for number, link in enumerate(same, 1):
        yield f"R{number}\t{SAME} Arg1:T{link.source + 1} Arg2:T{link.target + 1}"


def _pieces(surface: str, start: int) -> str:
    """The offsets; a surface across lines is a fragment on each of them."""
    places = []
    for line in surface.split("\n"):
        if line:
            places.append(f"{start} {start + len(line)}")
        start += len(line) + 1
    return ";".join(places)


def _one_line(surface: str) -> str:
    return " ".join(line for line in surface.split("\n") if line)


def _configuration(roles: dict[str, dict[str, None]], words: dict[str, dict[str, None]]) -> str:
    # a number at the end of a role would be taken for a further filler
    events = [
        "\t".join(
            (name, ", ".join(f"{_ROLE_NUMBER.sub('', role)}*:<ENTITY>" for role in sorted(fillers)))
        ).rstrip()
        for name, fillers in sorted(roles.items())
    ]
    attributes = [f"status\tArg:<EVENT>, Value:{'|'.join(STATUSES)}"]
    attributes += [
        f"{role}\tArg:<EVENT>, Value:{'|'.join(sorted(values))}"
        for role, values in sorted(words.items())
    ]
    lines = (
        *("[entities]", *LABELS, OTHER, ""),
        *("[relations]", f"{SAME}\tArg1:<ENTITY>, Arg2:<ENTITY>", ""),
        *("[events]", *events, ""),
        *("[attributes]", *attributes),
    )
    return "\n".join(lines) + "\n"


def _file_name(article: str, taken: set[str]) -> str:
    """The id without what a file system, or brat, does not take."""
    name = plain = re.sub(r"[^\w.-]+", "_", article).strip("._") or "article"
    number = 1
    while name in taken:
        number += 1
        name = f"{plain}-{number}"
    return name


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
