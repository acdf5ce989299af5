"""Whether two reported amounts can be one: equal, rounded, about, over, under; or not."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from newsparse.recognize.numerals import parse_quantity
from newsparse.text.simplify import simplify

Verdict = Literal["agree", "differ", "unknown"]
# 3.66億 for 3.658億 is rounding; 約5億 may stand for 4.8億 or 5.2億; 逾30億 for 30億 to 40億.
_ROUNDED = 0.01
_ABOUT = 0.06
_OPEN = 1.4
_COUNT = re.compile(r"(?P<number>[\d,，.]+\s?[百千万亿]*)")
_ABOUT_WORD = re.compile(r"[約约近逾超]|多|余|餘")


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount as a report states it.

    Args:
        text: the surface.
        low, high: its bounds; None is an open side.
        unit: currency, "%", "pp", or what a bare count counts.
        about: whether the report says 約 or 近.
    """

    text: str
    low: float | None
    high: float | None
    unit: str | None
    about: bool = False

    @property
    def size(self) -> float | None:
        """The bound that is stated."""
        return self.low if self.low is not None else self.high


def make_figure(
    text: str, low: float, high: float, currency: str | None, unit: str | None, approx: bool
) -> Figure | None:
    """A figure from the cells of the table ``arguments`` (nan for an open side).

    A filler without a value, such as 約600名, is read as a count; None where there is no number.

    Example:
        >>> make_figure("約600名", math.nan, math.nan, None, None, False)
        Figure(text='約600名', low=600.0, high=600.0, unit='人', about=True)
    """
    if not (math.isnan(low) and math.isnan(high)):
        bounds = [None if math.isnan(side) else side for side in (low, high)]
        return Figure(text, bounds[0], bounds[1], currency or unit, approx)
    plain = simplify(text)
    match = _COUNT.search(plain)
    quantity = parse_quantity(match["number"].strip()) if match else None
    if match is None or quantity is None:
        return None
    number = float(quantity.low)
    about = _ABOUT_WORD.search(plain) is not None
    return Figure(text, number, number, _counted(plain[match.end() :]), about)


def compare(one: Iterable[Figure], other: Iterable[Figure]) -> Verdict:
    """Whether the figures of two reports agree: one of each in one unit is enough.

    An amount in US dollars says nothing about one in yuan: then the verdict is "unknown".

    Example:
        >>> def dollars(low, about=False): return Figure("", low, low, "USD", about)
        >>> compare([dollars(3.66e8)], [dollars(3.658e8)]), compare([dollars(5e8)], [dollars(6e8)])
        ('agree', 'differ')
    """
    pairs = [(a, b) for a in one for b in other if a.unit == b.unit]
    if any(_agree(a, b) for a, b in pairs):
        return "agree"
    return "differ" if pairs else "unknown"


def near(one: Iterable[Figure], other: Iterable[Figure]) -> bool:
    """Whether some figures of two reports can be two versions of one: at most half as much again.

    Reports of one deal differ by debt taken over, fees, or a round of talks; 5億 and 80億 do not.
    """
    sizes = [(a.size, b.size) for a in one for b in other if a.unit == b.unit]
    return any(a and b and 2 / 3 <= a / b <= 3 / 2 for a, b in sizes)


def _counted(rest: str) -> str:
    """What is counted: people by 名 and 人, posts by 岗位, shares by 股, lots by 张."""
    word = rest.strip()[-1:]
    return "人" if word == "名" else word


def _agree(a: Figure, b: Figure) -> bool:
    slack = _ABOUT if a.about or b.about else _ROUNDED
    low_a, high_a = _bounds(a)
    low_b, high_b = _bounds(b)
    return low_a <= high_b * (1 + slack) and low_b <= high_a * (1 + slack)


def _bounds(figure: Figure) -> tuple[float, float]:
    low, high = figure.low, figure.high
    if low is not None and high is not None:
        return min(abs(low), abs(high)), max(abs(low), abs(high))
    if low is not None:
        return abs(low), abs(low) * _OPEN
    assert high is not None  # make_figure gives one side at least
    return abs(high) / _OPEN, abs(high)
