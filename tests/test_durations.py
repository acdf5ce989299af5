"""Lengths of time, which are no dates."""

from __future__ import annotations

from decimal import Decimal

import pytest

from newsparse.annotation import Article
from newsparse.recognize.dates import recognize_dates
from newsparse.recognize.durations import find_durations, pieces

DAY = 86400


@pytest.mark.parametrize(
    ("text", "surface", "days"),
    [
        ("为期三年", "三年", 1095),
        ("停牌两个月", "两个月", 60),
        ("任期两年半", "两年半", Decimal("912.5")),
        ("历时两个半月", "两个半月", 75),
        ("270天", "270天", 270),
        ("四年六个月", "四年六个月", 4 * 365 + 180),
        ("五个工作日", "五个工作日", 5),
        ("半个月", "半个月", 15),
    ],
)
def test_exact(text: str, surface: str, days: int | Decimal) -> None:
    (found,) = find_durations(text)
    assert (found.text, found.low, found.high) == (surface, days * DAY, days * DAY)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("3~6个月", 90, 180),
        ("13天—8周", 13, 56),
        ("六个月以下", None, 180),
        ("三十年以上", 10950, None),
        ("3年以上7年以下", 1095, 2555),
    ],
)
def test_ranges(text: str, low: int | None, high: int | None) -> None:
    (found,) = find_durations(text)
    assert found.text == text
    assert (found.low, found.high) == (low and low * DAY, high and high * DAY)


def test_dates_are_no_durations() -> None:
    assert find_durations("三月") == find_durations("5日") == []
    text = "五年前创立，为期三年"
    taken = [(m.start, m.end) for m in recognize_dates(Article(text))]
    assert [d.text for d in find_durations(text, taken)] == ["三年"]


def test_pieces_keep_halves_apart() -> None:
    assert pieces("三年两个半月") == [(Decimal(3), "年"), (Decimal("2.5"), "月")]
    assert pieces("7天半") == [(Decimal("7.5"), "天")]
