from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsparse.annotation import Article, Percent
from newsparse.recognize.percent import recognize_percent


def found(text: str) -> list[Percent]:
    values = [m.value for m in recognize_percent(Article(text))]
    return [v for v in values if isinstance(v, Percent)]


@given(st.decimals(0, 1000, places=2), st.sampled_from(["%", "％", "個百分點", " %"]))
def test_written_percentages_come_back(number: Decimal, unit: str) -> None:
    [value] = found(f"增長{number}{unit}，")
    assert value.min == value.max == number
    assert value.unit == ("pp" if "點" in unit else "%")


@given(st.integers(1, 999), st.integers(1, 999))
def test_ascending_ends_are_a_range(a: int, b: int) -> None:
    values = found(f"佔{a}%至{b}%。")
    if a <= b:
        assert [(v.min, v.max) for v in values] == [(a, b)]
    else:
        assert [v.min for v in values] == [a, b]


@pytest.mark.parametrize("text", ["月息5厘的貸款", "月利率5厘"])
def test_monthly_interest_counts_thousandths(text: str) -> None:
    assert [v.min for v in found(text)] == [Decimal("0.5")]


def test_a_discount_and_points_are_no_percentage() -> None:
    assert found("打七折，恒指跌300點，升2倍") == []
