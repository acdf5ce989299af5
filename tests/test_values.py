from __future__ import annotations

import time
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import newsparse
from newsparse import DateRange, Duration, Mention, Money, Number, Percent

NEWS = (
    "騰訊昨日宣布，擬以10億美元（約78億港元）收購格芯逾三成股權，按年升１２％，為期兩個月，"
    "共3,200家店，訂單翻倍，2023/24年度純利1萬5千元。"
)


def test_every_kind_of_value_comes_in_order_with_its_place() -> None:
    found = newsparse.values(NEWS, published="2024-05-16", region="HK")
    assert [(v.text, getattr(v, "label", type(v).__name__)) for v in found] == [
        ("昨日", "DATE"),
        ("10億美元", "MONEY"),
        ("約78億港元", "MONEY"),
        ("逾三成", "PERCENT"),
        ("１２％", "PERCENT"),
        ("兩個月", "Duration"),
        ("3,200", "Number"),
        ("翻倍", "Number"),
        ("2023/24年度", "DATE"),
        ("1萬5千元", "MONEY"),
    ]
    assert all(NEWS[v.start : v.end] == v.text for v in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    yesterday, price, again = (v.value for v in found[:3] if isinstance(v, Mention))
    assert isinstance(yesterday, DateRange)
    assert yesterday.start == date(2024, 5, 15)
    assert price == Money(Decimal(10**9), Decimal(10**9), "USD", currency_basis="symbol")
    assert isinstance(again, Money)
    assert again.converts == (found[1].start, found[1].end)


def test_without_a_day_of_publication_relative_dates_have_no_value() -> None:
    [found] = newsparse.values("昨日公布")
    assert isinstance(found, Mention)
    assert found.value is None


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match=r"2024-13-01.*no date"):
        newsparse.values("昨日公布", published="2024-13-01")


# --- anything that looks like a value

WORDS = """
US$ HK$ 港元 美元 人民币 約 逾 近 不超過 以上 左右 百分之 個百分點 基點 年增 同比 按季 下同 million
上半年 今年 去年 昨(5)日 民國 三年 個月 分之 翻番 星期 春節
"""
PIECES = st.sampled_from(
    [
        *"0123456789０１２３４５６７８９零〇一二三四五六七八九十百千萬万億亿兆兩两廿卅壹贰叁陸拾佰仟數几半上",
        *".．,，·:：/／-–—~～至到和及、()（）％%‰元圆角分块毛仙折成倍厘點点天年月日号季周初底旬前後后間",
        *" \u00a0\u3000\n$¥€£",
        *WORDS.split(),
    ]
)
LINES = """
1 一 萬 1, 1，000 1. 一二三四五六七八九十 3千 百分之 三分之 元 約 不超過 3億元 3億元（ 5% 5%至 5%、
1-
同比 按年及 較去年同期 較2022 至 ( 2024年 2024年5月至 5月 上半年 前 三年 兩個半 比索 US$ 逾約近 春節
星期 - 數十 1/ ３．
"""


def check(text: str) -> None:
    found = newsparse.values(text, published="2024-05-16")
    end = 0
    for value in found:
        assert text[value.start : value.end] == value.text != ""
        assert value.start >= end
        end = value.end
        if isinstance(value, Mention) and isinstance(value.value, Money | Percent):
            low, high = value.value.min, value.value.max
            assert (low, high) != (None, None)
        elif isinstance(value, Mention) and isinstance(value.value, DateRange):
            low, high = value.value.start, value.value.end  # type: ignore[assignment]
        elif isinstance(value, Duration | Number):
            low, high = value.low, value.high
        else:
            continue
        assert low is None or high is None or low <= high, value


@settings(max_examples=400, deadline=2000)
@given(st.lists(PIECES, max_size=40).map("".join))
@example("翻番百以上")
@example("1-0天")
def test_any_mixture_of_digits_and_units_is_read(text: str) -> None:
    check(text)


@settings(max_examples=100, deadline=2000)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_is_read(text: str) -> None:
    check(text)


@pytest.mark.parametrize("piece", [*LINES.split(), "1 ", "\u00a0", "5 % "])
def test_a_long_line_takes_time_in_proportion_to_its_length(piece: str) -> None:
    def seconds(characters: int) -> float:
        text = piece * (characters // len(piece))
        started = time.process_time()
        newsparse.values(text, published="2024-05-16")
        return time.process_time() - started

    seconds(1000)
    short, long = min(seconds(8000) for _ in range(2)), seconds(80_000)
    assert long < 0.3 + 25 * short, f"10 times the text took {long / short:.0f} times as long"


# --- a value written out is read back

UNITS = {"": 0, "萬": 4, "億": 8, "萬億": 12}
CODES = {"港元": "HKD", "美元": "USD", "新台幣": "TWD", "歐元": "EUR", "日圓": "JPY", "英鎊": "GBP"}
FIGURES = st.decimals("0.01", "999.99", places=2)


def written(number: Decimal, unit: str) -> str:
    return f"{number.normalize():f}{unit}"


@given(
    FIGURES, st.sampled_from(list(UNITS)), st.sampled_from(list(CODES)), st.sampled_from("約逾=")
)
def test_an_amount_written_out_is_read_back(
    number: Decimal, unit: str, name: str, bound: str
) -> None:
    amount = number * 10 ** UNITS[unit]
    surface = bound.strip("=") + written(number, unit) + name
    [found] = newsparse.values(f"公司支付{surface}。")
    assert found.text == surface
    assert isinstance(found, Mention)
    high = None if bound == "逾" else amount
    assert found.value == Money(amount, high, CODES[name], bound == "約", "symbol")


@given(FIGURES, FIGURES, st.sampled_from(["%", "％", "個百分點"]))
def test_a_range_of_shares_written_out_is_read_back(a: Decimal, b: Decimal, unit: str) -> None:
    low, high = sorted((a, b))
    [found] = newsparse.values(f"增長{written(low, unit)}至{written(high, unit)}。")
    assert isinstance(found, Mention)
    assert found.value == Percent(low, high, unit="pp" if unit == "個百分點" else "%")


@given(st.dates(date(1990, 1, 1), date(2049, 12, 31)), st.integers(1, 400))
def test_days_written_out_are_read_back(day: date, length: int) -> None:
    last = day + timedelta(length)
    first, second = (f"{d.year}年{d.month}月{d.day}日" for d in (day, last))
    [found] = newsparse.values(f"由{first}至{second}舉行。", published="2024-05-16")
    assert isinstance(found, Mention)
    assert isinstance(found.value, DateRange)
    assert (found.value.start, found.value.end) == (day, last)


@given(st.decimals("2", "99999", places=1), st.sampled_from(["倍", "萬人", "億噸"]))
def test_a_number_written_out_is_read_back(number: Decimal, unit: str) -> None:
    [found] = newsparse.values(f"擴大{written(number, unit)}，")
    assert isinstance(found, Number)
    assert found.low == found.high == number * {"倍": 1, "萬人": 10**4, "億噸": 10**8}[unit]
    assert found.kind == ("multiple" if unit == "倍" else "cardinal")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("合同金額不應超過9億元", None, 900_000_000),
        ("罚款不得超过9亿元", None, 900_000_000),
        ("自有资金不得低于9亿元", 900_000_000, None),
        ("營收可能超過9億元", 900_000_000, None),
    ],
)
def test_what_must_or_cannot_be_exceeded_is_a_bound(text, low, high):
    (money,) = newsparse.values(text)
    assert (money.value.min, money.value.max) == (low, high)
