"""The chart of docs/performance.md: how everything stands to jieba.cut, on a scale of powers.

Drawn as plain SVG, with a ground of its own, so that it can be read on light pages and dark ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log10
from typing import Any
from xml.sax.saxutils import escape

from benchmarks.speed.history import Figures
from benchmarks.speed.others import JIEBA
from benchmarks.speed.stages import UNTAGGED, VALUES_ALONE, WHOLE

_TITLE = "Speed as a multiple of jieba.cut on the same text"
_OURS = (WHOLE, UNTAGGED, VALUES_ALONE)
_WIDTH, _LEFT, _RIGHT = 760, 190, 40
_TOP, _ROW, _BOTTOM = 64, 30, 34
_TICKS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30)
_STYLE = """
svg { --ground: #ffffff; --ink: #1f2328; --faint: #59636e; --line: #d1d9e0;
  --hant: #0b6bb8; --hans: #b4450f }
@media (prefers-color-scheme: dark) { svg { --ground: #16191d; --ink: #e6edf3; --faint: #9aa4af;
  --line: #363d45; --hant: #58a6ff; --hans: #f0883e } }
text { font: 13px system-ui, sans-serif; fill: var(--ink) }
.faint { fill: var(--faint); font-size: 12px }
.ours { font-weight: 600 }
line { stroke: var(--line) }
.one { stroke: var(--faint); stroke-width: 1.5 }
.Hant { fill: var(--hant) }
.Hans { fill: var(--hans) }
"""


def draw(figures: Figures) -> str:
    """The chart, from the figures of a run."""
    rows = _rows(figures["speed"])
    height = _TOP + _ROW * len(rows) + _BOTTOM
    lowest = min(ratio for _, ratios in rows for ratio in ratios.values())
    highest = max(ratio for _, ratios in rows for ratio in ratios.values())
    scale = _Scale(
        max((t for t in _TICKS if t <= lowest), default=lowest),
        min((t for t in _TICKS if t >= highest), default=highest),
    )
    told = "; ".join(
        f"{name} {' and '.join(f'{ratio:.2g}' for ratio in ratios.values())}"
        for name, ratios in rows
    )
    marks = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        'aria-labelledby="title told">',
        f'<title id="title">{_TITLE}</title>',
        f'<desc id="told">In Traditional and Simplified text: {escape(told)}.</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect width="{_WIDTH}" height="{height}" rx="6" style="fill: var(--ground)"/>',
        *_legend(),
        *_grid(scale, height),
    ]
    for number, (name, ratios) in enumerate(rows):
        marks += _row(name, ratios, _TOP + _ROW * number + _ROW / 2, scale)
    return "\n".join((*marks, "</svg>")) + "\n"


class _Scale:
    """Where a ratio stands from left to right."""

    def __init__(self, lowest: float, highest: float) -> None:
        self.lowest = lowest
        self.highest = highest

    def __call__(self, ratio: float) -> float:
        share = log10(ratio / self.lowest) / log10(self.highest / self.lowest)
        return round(_LEFT + share * (_WIDTH - _LEFT - _RIGHT), 1)


def _rows(speed: dict[str, Any]) -> list[tuple[str, dict[str, float]]]:
    """Name and ratio by script, ours first, the others from fast to slow."""
    first = next(iter(speed.values()))
    rows = [
        (name, {script: ways[name]["best_ratio"] for script, ways in speed.items()})
        for name in first
        if name != JIEBA
    ]
    ours = [row for row in rows if row[0] in _OURS]
    rest = [row for row in rows if row[0] not in _OURS]
    return ours + sorted(rest, key=lambda row: -max(row[1].values()))


def _legend() -> Iterator[str]:
    yield f'<text x="16" y="24" class="ours">{_TITLE}</text>'
    for at, script, name in ((16, "Hant", "Traditional"), (116, "Hans", "Simplified")):
        yield f'<circle cx="{at + 5}" cy="42" r="5" class="{script}"/>'
        yield f'<text x="{at + 16}" y="46" class="faint">{name}</text>'
    right = f'x="{_WIDTH - _RIGHT}" y="46" text-anchor="end" class="faint"'
    yield f"<text {right}>each line is about three times the one before</text>"


def _grid(scale: _Scale, height: int) -> Iterator[str]:
    for tick in _TICKS:
        if scale.lowest <= tick <= scale.highest:
            at = scale(tick)
            one = ' class="one"' if tick == 1 else ""
            yield f'<line x1="{at}" x2="{at}" y1="{_TOP - 4}" y2="{height - _BOTTOM + 4}"{one}/>'
            label = f"{JIEBA}: 1" if tick == 1 else f"{tick:g}"
            yield (
                f'<text x="{at}" y="{height - 12}" text-anchor="middle" class="faint">'
                f"{label}</text>"
            )


def _row(name: str, ratios: dict[str, float], y: float, scale: _Scale) -> Iterator[str]:
    ours = ' class="ours"' if name in _OURS else ""
    yield f'<text x="16" y="{y + 4}"{ours}>{escape(name)}</text>'
    places = sorted(ratios.items(), key=lambda item: item[1])
    for script, ratio in places:
        yield (
            f'<circle cx="{scale(ratio)}" cy="{y}" r="6" class="{script}">'
            f"<title>{escape(name)}: {ratio:.2g}</title></circle>"
        )
