"""Products and units that no name tells: described by their kind, beside a verb."""

from __future__ import annotations

import pytest

from newsparse.annotation import Event
from test_events import events_in, only, told


def of(text: str, kind: str) -> list[Event]:
    return [event for event in events_in(text) if event.type == kind]


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("云岫科技推出一款面向直播的三模机械键盘。", "三模机械键盘"),
        ("云岫科技 M30 陶瓷版今日亮相，售价 399 元。", "M30 陶瓷版"),
        ("云岫科技发布端云一体智能座舱平台。", "端云一体智能座舱平台"),
        ("云岫科技宣布旗下青岚 E7 长续航版将于 8 月正式上市。", "青岚 E7 长续航版"),
        ("云岫科技公告，青岚 07L 即将上市。", "青岚 07L"),
    ],
)
def test_a_kind_tells_a_product(text: str, product: str) -> None:
    assert told(only(text, "product"), "company", "product") == {
        "company": ["云岫科技"],
        "product": [product],
    }


@pytest.mark.parametrize(
    "text",
    [
        "云岫科技今日发布 2025 年财报。",
        "云岫科技发布会上没有新手机。",
        "云岫科技在社交平台发布推文。",
        "云岫科技本月新机上线超高刷。",
    ],
)
def test_no_kind_no_product(text: str) -> None:
    assert of(text, "product") == []


def test_a_car_that_goes_on_sale_is_not_listed() -> None:
    assert of("云岫科技全新轿车开启预售，10 月正式上市。", "listing") == []


def test_headline_and_lead_tell_one_launch() -> None:
    text = "云岫科技推出三模机械键盘\n云岫科技今日推出三模机械键盘，另外推出两款降噪耳机。"
    found = of(text, "product")
    assert [told(e, "product") for e in found] == [
        {"product": ["三模机械键盘"]},
        {"product": ["降噪耳机"]},
    ]


def test_a_unit_is_told_by_its_kind() -> None:
    event = only("云岫科技组建自己的货运公司\n云岫科技本周组建自己的货运公司。", "expansion")
    assert told(event, "project") == {"project": ["货运公司"]}


def test_half_of_a_company_is_a_takeover() -> None:
    text = "云岫科技公告，擬出售澄川半導體85%股權。"
    assert told(only(text, "acquisition"), "seller", "target") == {
        "seller": ["云岫科技"],
        "target": ["澄川半導體"],
    }
    assert of(text, "stake_change") == []
