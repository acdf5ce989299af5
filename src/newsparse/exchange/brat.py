"""brat: a .txt and an .ann per article, and the annotation.conf that brat shows them with.

What brat has no place for (publication date, region) stands beside them in ``articles.json``.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from newsparse.annotation import LABELS, STATUSES
from newsparse.exchange.graph import OTHER, SAME, Graph, Link, Mark

BESIDE = "articles.json"
_ROLE_NUMBER = re.compile(r"\d+$")
# T3<tab>COMPANY 0 2;3 5<tab>surface, with a further pair of offsets for each line of the surface
_MARK = re.compile(r"(?P<id>T\d+)\t(?P<label>\S+) (?P<start>\d+)(?: \d+;\d+)* (?P<end>\d+)\t")
_EVENT = re.compile(r"(?P<id>E\d+)\t\S+:(?P<trigger>T\d+)(?P<roles>(?: \S+:[TE]\d+)*)\s*$")
_ROLE = re.compile(r"(?P<name>[^\s:]+?)\d*:(?P<target>T\d+)")
_ATTRIBUTE = re.compile(r"[AM]\d+\t(?P<name>\S+) (?P<of>[TE]\d+) (?P<word>\S+)")
_SAME = re.compile(rf"R\d+\t{SAME} Arg1:(?P<source>T\d+) Arg2:(?P<target>T\d+)")
_NOTE = re.compile(r"#\d+\t\S+ (?P<of>[TE]\d+)\t(?P<said>\{.*\})\s*$")


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
    beside: dict[str, dict[str, str | None]] = {}
    for graph in graphs:
        name = _file_name(graph.id, beside)
        beside[name] = {"id": graph.id, "published": graph.published, "region": graph.region}
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
    _write(folder / BESIDE, json.dumps(beside, ensure_ascii=False, indent=1) + "\n")
    return len(beside)


def brat_articles(folder: Path) -> Iterator[tuple[Path, dict[str, str | None]]]:
    """The .ann files of a folder, each with what is known about its article: id, date, region."""
    path = folder / BESIDE
    beside = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    for marked in sorted(folder.glob("*.ann")):
        name = marked.name.removesuffix(".ann")
        yield marked, {"id": name, "published": None, "region": None, **beside.get(name, {})}


def read_brat(marked: Path, known: dict[str, str | None]) -> Graph:
    """An article with what annotators made of it.

    Args:
        marked: its .ann file; the .txt stands beside it.
        known: as ``brat_articles`` gives it.

    Raises:
        OSError: a file cannot be read.
        ValueError: a file is not UTF-8.
        KeyError: a line refers to a mark that is not there.
    """
    # newlines as written: offsets count each of their characters
    text = marked.with_suffix(".txt").read_bytes().decode("utf-8")
    graph = Graph(str(known["id"]), text, known["published"], known["region"])
    _add_annotations(graph, marked.read_text(encoding="utf-8").split("\n"))
    return graph


def _add_annotations(graph: Graph, lines: list[str]) -> None:
    """Marks and links of an .ann file, whose lines come in any order."""
    marks: dict[str, Mark] = {}
    for match in filter(None, map(_MARK.match, lines)):
        marks[match["id"]] = Mark(int(match["start"]), int(match["end"]), match["label"])
    events = [match for match in map(_EVENT.match, lines) if match]
    triggers = {match["trigger"] for match in events}
    numbers: dict[str, int] = {}
    for key, mark in marks.items():
        if key not in triggers:
            numbers[key] = len(graph.marks)
            graph.marks.append(mark)
    for match in events:
        # two events may have one trigger in brat, each is a mark of its own here
        trigger = marks[match["trigger"]]
        numbers[match["id"]] = len(graph.marks)
        graph.marks.append(Mark(trigger.start, trigger.end, trigger.label, status="actual"))
    for match in events:
        for role in _ROLE.finditer(match["roles"]):
            ends = numbers[match["id"]], numbers[role["target"]]
            graph.links.append(Link(*ends, role["name"]))
    for match in filter(None, map(_SAME.match, lines)):
        graph.links.append(Link(numbers[match["source"]], numbers[match["target"]], SAME))
    for match in filter(None, map(_ATTRIBUTE.match, lines)):
        mark = graph.marks[numbers[match["of"]]]
        if match["name"] == "status":
            mark.status = match["word"]
        else:
            mark.words[match["name"]] = match["word"]
    for match in filter(None, map(_NOTE.match, lines)):
        _add_note(graph, graph.marks[numbers[match["of"]]], match["said"])


def _add_note(graph: Graph, mark: Mark, said: str) -> None:
    try:
        note = json.loads(said)
    except ValueError:  # an annotator's remark in braces
        return
    if mark.status is not None:
        mark.date = note.get("date")
    # the value of a surface that was drawn anew is read from the text again
    elif note.pop("of", None) == _one_line(graph.text[mark.start : mark.end]):
        mark.value = note


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
            written = json.dumps({"of": _one_line(surface), **mark.value}, ensure_ascii=False)
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


def _file_name(article: str, taken: Container[str]) -> str:
    """The id without what a file system, or brat, does not take."""
    name = plain = re.sub(r"[^\w.-]+", "_", article).strip("._") or "article"
    number = 1
    while name in taken:
        number += 1
        name = f"{plain}-{number}"
    return name


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
