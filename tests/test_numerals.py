from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsparse.recognize.numerals import NUMERAL, parse_quantity, share_unit

DIGITS = "零一二三四五六七八九"
PLACES = ("", "十", "百", "千")
GROUPS = ("", "万", "亿", "万亿")


def exact(surface: str) -> Decimal | None:
    quantity = parse_quantity(surface)
    return quantity.low if quantity and quantity.low == quantity.high else None


def spelled(number: int) -> str:
    """A whole number below 10**16 as Chinese writes it; 亿 carries what stands above 10**12."""
    if number >= 10**8:
        high, low = divmod(number, 10**8)
        gap = "零" if 0 < low < 10**7 else ""
        return spelled(high) + "亿" + (gap + spelled(low) if low else "")
    if number >= 10**4:
        high, low = divmod(number, 10**4)
        gap = "零" if 0 < low < 1000 else ""
        return spelled(high) + "万" + (gap + spelled(low) if low else "")
    if number < 10:
        return DIGITS[number]
    place = len(str(number)) - 1
    first, rest = divmod(number, 10**place)
    gap = "零" if 0 < rest < 10 ** (place - 1) else ""
    return DIGITS[first] + PLACES[place] + (gap + spelled(rest) if rest else "")


@given(st.integers(0, 10**16 - 1))
def test_spelled_numbers_come_back(number: int) -> None:
    text = spelled(number)
    assert exact(text) == number
    match = re.match(NUMERAL, text, re.VERBOSE)
    assert match
    assert match[0] == text


@given(st.decimals(0, 10**9, places=2), st.sampled_from(["", "万", "亿", "万亿", "兆"]))
def test_arabic_with_unit_comes_back(number: Decimal, unit: str) -> None:
    worth = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12, "兆": 10**12}[unit]
    assert exact(f"{number:,}{unit}") == number * worth


@pytest.mark.parametrize(
    ("surface", "value"),
    [
        ("3千5百万", "35000000"),
        ("1.2万亿", "1200000000000"),
        ("2兆9,853.95亿", "2985395000000"),
        ("一○·二三亿", "1023000000"),
        ("一百二十万三", "1203000"),
        ("一万零三", "10003"),
        ("三百五", "350"),
        ("5万4千6百", "54600"),
        ("200亿零四千230", "20000004230"),
        ("壹拾万零叁仟肆佰伍拾叁", "103453"),
        ("廿二", "22"),
        ("卅", "30"),
        ("两个亿", "200000000"),
        ("１２，３４５．６", "12345.6"),
        ("10万万", "1000000000"),
        ("百三", "130"),
        ("四百亿点零五", "40000000000.05"),
        ("一一〇", "110"),
    ],
)
def test_exact(surface: str, value: str) -> None:
    assert exact(surface) == Decimal(value)


@pytest.mark.parametrize("surface", ["", "四川", "点", "1.2.3", "三一十五亿", "一5"])
def test_no_numeral(surface: str) -> None:
    assert exact(surface) is None


@pytest.mark.parametrize(
    ("surface", "low", "high", "more"),
    [
        ("数十亿", 10**9, 10**10, False),
        ("几百", 100, 1000, False),
        ("上千万", 10**7, None, False),
        ("十几", 10, 20, False),
        ("3000多", 3000, 4000, True),
        ("1095余亿", 1095 * 10**8, 1096 * 10**8, True),
        ("三五百", 300, 500, False),
        ("四十五六", 45, 46, False),
        ("七百三四十", 730, 740, False),
    ],
)
def test_fuzzy(surface: str, low: int, high: int | None, more: bool) -> None:
    quantity = parse_quantity(surface)
    assert quantity is not None
    assert (quantity.low, quantity.high, quantity.approx, quantity.more) == (low, high, True, more)


def test_lone_pair_is_a_range_only_where_asked() -> None:
    digits, pair = parse_quantity("七八"), parse_quantity("七八", lone_pair=True)
    assert digits
    assert pair
    assert (digits.low, pair.low, pair.high) == (78, 7, 8)


@pytest.mark.parametrize(
    ("first", "second", "low"),
    [
        ("3", "5亿", 3 * 10**8),
        ("8500", "3万", 8500),
        ("一千", "两千万", 10**7),
        ("500", "1千", 500),
        ("三千万", "五亿", 3 * 10**7),
        ("两", "三仟", 2000),
        ("三百", "五百万", 3 * 10**6),
    ],
)
def test_a_range_shares_its_unit_while_it_ascends(first: str, second: str, low: int) -> None:
    ends = share_unit(first, second)
    assert ends
    assert ends[0].low == low


def test_hostile_length_is_refused_at_once() -> None:
    assert parse_quantity("万" * 10_000) is None
