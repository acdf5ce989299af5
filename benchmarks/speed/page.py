"""The figures as tables, in docs/performance.md between two marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.speed.chart import draw
from benchmarks.speed.history import ROOT, Figures
from benchmarks.speed.stages import UNTAGGED, WHOLE

PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- figures: made by benchmarks.speed -->", "<!-- end of figures -->"
_SCRIPTS = {"Hant": "Traditional", "Hans": "Simplified"}
_REMEMBERED = 10  # runs of the history that are shown


def write(figures: Figures, runs: Sequence[Figures], path: Path = PAGE) -> None:
    """Put the tables in the place of those that are there, and draw the chart beside them.

    Raises:
        ValueError: the page has no place for them.
    """
    text = path.read_text("utf-8")
    head, begin, rest = text.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{path} has no lines {BEGIN} and {END} to put the figures between")
    chart = path.with_suffix(".svg")
    chart.write_text(draw(figures), "utf-8")
    alternative = "Speed of the pipeline and of other tools as multiples of jieba.cut"
    parts = [BEGIN, f"![{alternative}]({chart.name})", tables(figures)]
    if runs:
        parts += ["### Earlier runs", _table(_past(runs[-_REMEMBERED:]))]
    path.write_text(head + "\n\n".join((*parts, END)) + tail, "utf-8")


def tables(figures: Figures) -> str:
    """All tables, in Markdown."""
    return "\n\n".join(_parts(figures))


def _parts(figures: Figures) -> Iterator[str]:
    machine, count = figures["machine"], figures["workers"]
    yield (
        f"{figures['date']} UTC, newsparse {figures['version']} at commit {figures['commit']}; "
        f"{machine['processor']}, {machine['cores']} cores, load {machine['load']} at the start; "
        f"{machine['system']}, Python {machine['python']}; {figures['characters']:,} characters "
        f"in each script, {figures['runs']} runs."
    )
    yield "### Beside other tools"
    yield _table(_speed(figures["speed"], "what"))
    yield "### Stage by stage"
    yield _table(_stages(figures["stages"]))
    yield "### Longer articles"
    yield _table(_lengths(figures["lengths"]))
    yield "### Names of your own"
    yield _table(_names(figures["names"]))
    yield "### Start, memory, worker processes"
    yield _table(_processes(figures["start"], count))


def _table(rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; all but the first column are figures."""
    head, *body = rows
    rule = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *body))


def _speed(speed: dict[str, Any], title: str) -> Iterator[Sequence[str]]:
    scripts = list(speed)
    yield [title] + [
        f"{_SCRIPTS[script]}: {column}"
        for script in scripts
        for column in ("characters/s", "× jieba.cut", "by best times")
    ]
    for name in speed[scripts[0]]:
        ways = [speed[script][name] for script in scripts]
        cells = [
            cell
            for way in ways
            for cell in (_round(way["rate"]), _short(way["ratio"]), _short(way["best_ratio"]))
        ]
        yield [f"**{name}**" if name in (WHOLE, UNTAGGED) else name, *cells]


def _stages(speed: dict[str, Any]) -> Iterator[Sequence[str]]:
    yield ["stage"] + [
        f"{_SCRIPTS[script]}: {column}"
        for script in speed
        for column in ("µs per 1,000 characters", "× jieba.cut")
    ]
    for name in next(iter(speed.values())):
        ways = [ways[name] for ways in speed.values()]
        cells = [
            cell
            for way in ways
            for cell in (f"{1e9 / way['best_rate']:,.0f}", _short(way["best_ratio"]))
        ]
        yield [name, *cells]


def _lengths(rows: Sequence[dict[str, float]]) -> Iterator[Sequence[str]]:
    yield ["characters of an article", "characters/s", "× jieba.cut", "ms per article"]
    for row in rows:
        yield [
            f"{row['length']:,.0f}",
            _round(row["best_rate"]),
            _short(row["best_ratio"]),
            f"{1000 * row['length'] / row['best_rate']:,.1f}",
        ]


def _names(rows: Sequence[dict[str, float]]) -> Iterator[Sequence[str]]:
    yield ["names", "× speed without", "seconds to load", "MB held", "MB at most while loading"]
    for row in rows:
        yield [
            f"{row['names']:,.0f}",
            _short(row["best_ratio"]),
            f"{row['load_seconds']:,.1f}",
            f"{row['memory_mb']:,.0f}",
            f"{row['peak_mb']:,.0f}",
        ]


def _processes(start: dict[str, Any], workers: dict[str, Any]) -> Iterator[Sequence[str]]:
    yield ["what", "measured"]
    bare = start["interpreter"]["median"]
    yield ["an interpreter that does nothing", f"{bare:.2f} s"]
    yield ["`import newsparse`, beyond that", f"{start['import']['median'] - bare:.2f} s"]
    yield ["first event, from the start of the process", f"{start['first event']['median']:.2f} s"]
    yield ["first row of a table, likewise", f"{start['first row']['median']:.2f} s"]
    yield [
        f"peak memory of a worker, {workers['articles']:,} articles",
        f"{workers['worker_peak_mb']:,.0f} MB",
    ]
    yield ["after the first tenth of them", f"{workers['worker_peak_mb_at_a_tenth']:,.0f} MB"]
    yield ["`--jobs 1`, start and tables included", f"{workers['seconds']['1']:,.1f} s"]
    yield ["`--jobs 2`", f"{workers['seconds']['2']:,.1f} s"]
    yield ["two workers to one, by best times", f"{workers['best_speedup']:.2f} ×"]


def _past(runs: Sequence[Figures]) -> Iterator[Sequence[str]]:
    yield (
        ["date", "commit"]
        + [f"{name}, {_SCRIPTS[script]}" for name in (WHOLE, UNTAGGED) for script in _SCRIPTS]
        + ["first row", "a worker", "two to one"]
    )
    for run in runs:
        ratios = [
            _short(run["ratios"][script][name]) for name in (WHOLE, UNTAGGED) for script in _SCRIPTS
        ]
        yield [
            run["date"],
            run["commit"],
            *ratios,
            f"{run['first_row_seconds']:.2f} s",
            f"{run['worker_peak_mb']} MB",
            f"{run['two_workers']:.2f} ×",
        ]


def _round(figure: float) -> str:
    """Three digits: more would not come out again.

    Example:
        >>> _round(123_456), _round(4_321)
        ('123,000', '4,320')
    """
    return f"{float(f'{figure:.3g}'):,.0f}"


def _short(figure: float) -> str:
    """Two digits behind the point, or as many as tell it from nothing.

    Example:
        >>> _short(0.345), _short(0.0123), _short(12.3)
        ('0.34', '0.012', '12.3')
    """
    if figure >= 10:
        return f"{figure:.1f}"
    return f"{figure:.2f}" if figure >= 0.1 else f"{figure:.2g}"
