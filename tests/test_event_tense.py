"""Figures that can only be an outlook, and what headline and body say about status."""

from __future__ import annotations

from datetime import date

import pytest

from test_events import events_in, only


@pytest.mark.parametrize(
    ("text", "status"),
    [
        # published on 2024-05-14
        ("海棠精密2024年營收90億元。", "planned"),
        ("海棠精密2024年累計營收30億元。", "actual"),
        ("海棠精密2023年營收90億元。", "actual"),
        ("海棠精密去年淨利2.8億元至3.1億元。", "planned"),
        ("海棠精密今年轉強，其中下半年錄得盈利2.1億元。", "actual"),
    ],
)
def test_outlook(text: str, status: str) -> None:
    assert only(text, "earnings").status == status


def test_a_headline_without_cues_leaves_it_to_the_lead() -> None:
    event = only("海棠精密收購澄川半導體\n海棠精密宣布，計劃收購澄川半導體。", "acquisition")
    assert (event.status, event.status_cue and event.status_cue.text) == ("planned", "計劃")


def test_what_may_come_later_does_not_change_the_first_statement() -> None:
    text = "海棠精密已收購澄川半導體。\n海棠精密日後可能再收購澄川半導體餘下股份。"
    assert only(text, "acquisition").status == "actual"


def test_a_supposition_does_not_override_the_headline() -> None:
    text = "海棠精密收購澄川半導體\n若海棠精密收購澄川半導體，市佔率將過半。"
    assert only(text, "acquisition").status == "actual"


def test_dates_far_apart_are_two_events() -> None:
    text = "云岫科技2022年11月8日裁員600人。云岫科技2024年5月7日裁員300人。"
    assert len([e for e in events_in(text) if e.type == "workforce"]) == 2


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("海棠精密自6月1日起停止買賣。", date(2024, 6, 1)),
        ("海棠精密自去年3月1日起停止買賣。", date(2023, 3, 1)),
        ("海棠精密去年度營收上升，昨日起停止買賣。", date(2024, 5, 13)),
    ],
)
def test_dates_that_open_a_stretch(text: str, start: date | None) -> None:
    event = only(text, "listing")
    assert (event.date.start if event.date else None) == start


@pytest.mark.parametrize(
    ("text", "status"),
    [
        # published on 2024-05-14
        ("海棠精密新廠將於4月17日投產。", "actual"),
        ("海棠精密新廠將於6月17日投產。", "planned"),
    ],
)
def test_a_day_that_has_passed_decides(text: str, status: str) -> None:
    assert only(text, "expansion").status == status


def test_how_far_a_share_moved_is_no_rumour() -> None:
    text = "媒體報道指市場爆發價格戰，海棠精密股價急挫逾7%。"
    assert only(text, "market").status == "actual"


def test_the_year_of_one_story_of_a_headline_does_not_date_the_next() -> None:
    text = "海棠精密明年加薪4.2% 夥云岫科技開新廠\n海棠精密昨日宣布，與云岫科技合作開新廠。"
    found = {event.type: event.status for event in events_in(text)}
    assert (found["workforce"], found["partnership"]) == ("planned", "actual")
