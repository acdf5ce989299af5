"""Results to annotation and training tools, and corrected ones back as gold.

    export(read_tables("out"), "doccano", "news.jsonl")     people correct it in the tool
    import_gold("corrected.jsonl", "doccano")               gold in the form of corpus/gold

``docbin`` (spaCy) and ``conll`` are for training; ``brat``, ``doccano`` and ``label-studio`` also
come back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from newsparse.errors import ArticleError, NewsparseError
from newsparse.events.types import load_event_types
from newsparse.exchange.brat import brat_articles, read_brat, write_brat
from newsparse.exchange.conll import conll_lines
from newsparse.exchange.doccano import from_doccano, to_doccano
from newsparse.exchange.documents import documents
from newsparse.exchange.gold import to_gold
from newsparse.exchange.graph import Graph, to_graph
from newsparse.exchange.label_studio import from_task, interface, to_task
from newsparse.store import writing

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["SOURCES", "TARGETS", "Corrected", "Source", "Target", "export", "import_gold"]

Target = Literal["docbin", "conll", "doccano", "brat", "label-studio"]
Source = Literal["brat", "doccano", "label-studio"]
TARGETS: tuple[Target, ...] = get_args(Target)
SOURCES: tuple[Source, ...] = get_args(Source)


@dataclass(slots=True)
class Corrected:
    """Gold from a corrected file.

    Args:
        gold: one object per article, in the form of ``corpus/gold``.
        unread: amounts and dates whose value nobody could read; their value is None.
        untouched: how many articles nobody has annotated; they give no gold.
    """

    gold: list[dict[str, Any]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    untouched: int = 0


def export(tables: Mapping[str, pd.DataFrame], to: Target, path: Path | str) -> int:
    """Write the results of a run for another tool.

    Args:
        tables: what ``newsparse.read_tables`` or ``newsparse.to_frames`` returns.
        to: the tool.
        path: the file, or for brat the folder. For Label Studio, the labelling interface is
            written beside it as ``.xml``.

    Returns:
        How many articles were written.

    Raises:
        NewsparseError: a table is missing, or the place cannot be written to.

    Example:
        >>> import tempfile
        >>> from newsparse import analyze, to_frames
        >>> path = Path(tempfile.mkdtemp()) / "news.jsonl"
        >>> export(to_frames([analyze("騰訊擬以5億美元收購格芯。")]), "doccano", path)
        1
    """
    path = Path(path)
    articles = list(documents(tables))
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(articles, to, path)
    return len(articles)


def import_gold(path: Path | str, source: Source) -> Corrected:
    """Gold from what annotators corrected.

    Args:
        path: doccano's exported ``.jsonl``, Label Studio's exported ``.json``, or the folder
            that brat works on.
        source: the tool.

    Raises:
        NewsparseError: the file cannot be read.
        ArticleError: an article in it is wrong; its place is told.

    Example:
        >>> import tempfile
        >>> from newsparse import analyze, to_frames
        >>> path = Path(tempfile.mkdtemp()) / "news.jsonl"
        >>> _ = export(to_frames([analyze("騰訊擬以5億美元收購格芯。")]), "doccano", path)
        >>> [event["type"] for event in import_gold(path, "doccano").gold[0]["events"]]
        ['acquisition']
    """
    corrected = Corrected()
    for where, read in _articles(Path(path), source):
        try:
            graph = read()
            if graph is None:
                corrected.untouched += 1
                continue
            gold, unread = to_gold(graph)
        except ArticleError as error:
            raise ArticleError(f"{where}: {error}") from error
        except (KeyError, TypeError, IndexError, AttributeError, OSError, ValueError) as error:
            raise ArticleError(
                f"{where}: is not as {source} exports it ({type(error).__name__}: {error})"
            ) from error
        corrected.gold.append(gold)
        corrected.unread += unread
    return corrected


def _articles(path: Path, source: Source) -> Iterator[tuple[str, Callable[[], Graph | None]]]:
    """Where each article stands, and what reads it; that gives None where nobody annotated."""
    if source == "brat":
        for place, known in _brat_articles(path):
            yield str(place), partial(read_brat, place, known)
        return
    read: Callable[[dict[str, Any]], Graph | None]
    read = from_doccano if source == "doccano" else from_task
    for number, row in enumerate(_rows(path, source), 1):
        yield f"{path}, article {number}", partial(read, row)


def _brat_articles(folder: Path) -> list[tuple[Path, dict[str, str | None]]]:
    try:
        found = list(brat_articles(folder))
    except (OSError, ValueError) as error:
        raise NewsparseError(f"{folder} cannot be read ({error}). Export it again") from error
    if not found:
        raise NewsparseError(f"{folder} holds no .ann files. Give the folder that brat works on")
    return found


def _rows(path: Path, source: Source) -> Iterator[dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        if source == "doccano":
            yield from map(json.loads, filter(str.strip, text.split("\n")))
        else:
            tasks = json.loads(text)
            yield from tasks if isinstance(tasks, list) else [tasks]
    except (OSError, ValueError) as error:
        raise NewsparseError(
            f"{path} cannot be read ({error}). Give the file that {source} exported, as UTF-8 "
            + ("JSON lines" if source == "doccano" else "JSON")
        ) from error


def _write(articles: list[dict[str, Any]], to: Target, path: Path) -> None:
    if to == "docbin":
        from newsparse.spacy_adapter import to_docbin

        to_docbin(articles).to_disk(path)
    elif to == "conll":
        _write_lines(path, (line for article in articles for line in conll_lines(article)))
    elif to == "brat":
        write_brat(map(to_graph, articles), path)
    elif to == "doccano":
        _write_lines(path, (_json(to_doccano(to_graph(article))) for article in articles))
    else:
        from newsparse import __version__

        graphs = [to_graph(article) for article in articles]
        tasks = [_json(to_task(graph, f"newsparse {__version__}")) for graph in graphs]
        _write_lines(path, ("[", ",\n".join(tasks), "]"))
        path.with_suffix(".xml").write_text(
            interface(graphs, load_event_types()), encoding="utf-8", newline="\n"
        )


def _write_lines(path: Path, lines: Any) -> None:
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.writelines(line + "\n" for line in lines)


_json = partial(json.dumps, ensure_ascii=False)
