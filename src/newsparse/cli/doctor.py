"""``newsparse doctor``: whether everything newsparse needs is here, and how fast it runs."""

from __future__ import annotations

import platform
import re
import sys
import time
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

import typer

# An extra's requirement as a wheel states it: altair>=5.5; extra == "charts"
_REQUIREMENT = re.compile(
    r"""(?P<name>[\w.-]+) (?:\[(?P<inner>[\w,-]+)\])? [^;]*
        (?: ; .* extra \s* == \s* ["'](?P<extra>[\w-]+)["'] )?""",
    re.VERBOSE,
)
_SHOWN = ("ahocorasick-rs", "jieba", "opencc-python-reimplemented", "pandas", "pyarrow", "spacy",
          "onnxruntime", "duckdb")  # fmt: skip
# Long enough for a steady figure, short enough to wait for.
_CHARACTERS = 60_000


def doctor() -> None:
    """Check the installation, and its speed on this machine.

    Versions, model, data files, extras, speed. Exit code 1 where something is wrong; each problem
    is named. Add the output to a bug report.
    """
    problems: list[str] = []
    for title, lines in (
        ("newsparse", _versions()),
        ("model", _model(problems)),
        ("data files (rows)", _data_files(problems)),
        ("extras", _extras()),
        ("speed", _speed(problems)),
    ):
        typer.echo(title)
        for line in lines:
            typer.echo(f"  {line}")
    for problem in problems:
        typer.echo(f"problem: {problem}", err=True)
    if problems:
        raise typer.Exit(1)
    typer.echo("all well")


def compiled() -> bool:
    """Whether the inner loops run as machine code, since newsparse was built so."""
    from newsparse.events import match

    return not (match.__file__ or "").endswith(".py")


def _versions() -> Iterator[str]:
    from newsparse import __version__

    yield f"newsparse {__version__}, in {Path(__file__).parent.parent}"
    yield f"Python {platform.python_version()}, {platform.platform()}"
    yield f"output encoding {sys.stdout.encoding}"
    yield f"inner loops {'compiled' if compiled() else 'in Python'}"
    yield ", ".join(f"{name} {version}" for name in _SHOWN if (version := _version(name)))


def _model(problems: list[str]) -> Iterator[str]:
    from newsparse.lexicon import DATA

    files = sorted(path for path in (DATA / "model").rglob("*") if path.suffix == ".onnx")
    if not files:
        problems.append("the model is missing. Install newsparse again")
    for path in files:
        yield f"{path.name}, {path.stat().st_size / 1e6:.1f} MB"


def _data_files(problems: list[str]) -> Iterator[str]:
    """Row counts; a file without provenance, or one that cannot be read, is a problem."""
    from newsparse.lexicon import DATA

    for path in sorted(DATA.rglob("*.csv")):
        name = path.relative_to(DATA).as_posix()
        try:
            lines = path.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            problems.append(f"{name} cannot be read ({error}). Install newsparse again")
            continue
        stated = {line[1:].partition(":")[0].strip() for line in lines if line.startswith("#")}
        if not {"source", "licence"} <= stated:
            problems.append(f"{name} states no source or licence")
        yield f"{sum(not line.startswith('#') for line in lines) - 1:>6,}  {name}"
    from newsparse.errors import DataFileError
    from newsparse.events.types import load_event_types

    try:
        types = load_event_types()
        examples = sum(len(event_type.examples) for event_type in types)
        yield f"{examples:>6,}  examples of {len(types)} event types in events/"
    except DataFileError as error:
        problems.append(str(error))


def _extras() -> Iterator[str]:
    """Each extra with what is missing of it."""
    needed: dict[str, list[tuple[str, str | None]]] = {}
    for line in metadata.requires("newsparse") or ():
        match = _REQUIREMENT.match(line)
        if match and match["extra"]:
            needed.setdefault(match["extra"], []).append((match["name"], match["inner"]))

    def packages(extra: str) -> Iterator[str]:
        for name, inner in needed.get(extra, ()):
            if name == "newsparse":
                for other in (inner or "").split(","):
                    yield from packages(other)
            else:
                yield name

    for extra in sorted(needed):
        missing = sorted({name for name in packages(extra) if _version(name) is None})
        how = f"no {', '.join(missing)}: pip install 'newsparse[{extra}]'"
        yield f"{extra}: {how if missing else 'installed'}"


def _speed(problems: list[str]) -> Iterator[str]:
    """The pipeline next to jieba alone, over the examples of the shipped event types."""
    from newsparse.annotation import Article
    from newsparse.errors import NewsparseError
    from newsparse.events.types import load_event_types
    from newsparse.pipeline import Pipeline

    started = time.perf_counter()
    try:
        pipeline = Pipeline()
        pipeline(Article("騰訊擬以5億美元收購格芯。"))
    except (NewsparseError, OSError, ImportError) as error:
        problems.append(f"the pipeline does not start: {error}")
        return
    yield f"first article after {time.perf_counter() - started:.1f} s"
    examples = [e.text for event_type in load_event_types() for e in event_type.examples]
    # sentences as an article would hold them, twenty a piece
    texts = ["\n".join(examples[at : at + 20]) for at in range(0, len(examples), 20)]
    texts *= 1 + _CHARACTERS // sum(map(len, texts))
    articles = [Article(text) for text in texts]
    characters = sum(map(len, texts))
    articles[0].words()  # jieba loads its dictionary at the first word
    ours = _seconds(pipeline.pipe(articles))
    words = _seconds(map(Article.words, articles))
    yield f"{characters / ours:,.0f} characters/s in one process, of sentences full of events"
    yield f"jieba alone: {characters / words:,.0f} characters/s"


def _seconds(work: Iterable[object]) -> float:
    started = time.perf_counter()
    for _ in work:
        pass
    return time.perf_counter() - started


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None
