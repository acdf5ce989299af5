"""What tells an event again: words that point back, one sum, parts of a round, one post."""

from __future__ import annotations

import pytest

from test_events import events_in, only, told


@pytest.mark.parametrize(
    "text",
    [
        "云岫科技以5億元收購澄川半導體。海棠精密分析師指出，通過本次收購，云岫科技可擴大版圖。",
        "云岫科技以5億元收購澄川半導體。該收購料下月完成。",
        "云岫科技擬收購澄川半導體，上述交易涉及的收購金額為5億元。",
    ],
)
def test_words_that_point_back(text: str) -> None:
    event = only(text, "acquisition")
    assert told(event, "acquirer", "target") == {
        "acquirer": ["云岫科技"],
        "target": ["澄川半導體"],
    }


def test_another_deal_is_not_pointed_back_at() -> None:
    text = "云岫科技以5億元收購澄川半導體。此次收購海棠精密則由白鹭基金主導。"
    assert len([e for e in events_in(text) if e.type == "acquisition"]) == 2


def test_two_verbs_of_one_sum() -> None:
    event = only("海棠精密擬投資9億元在越南興建新廠。", "expansion")
    assert told(event, "amount") == {"amount": ["9億元"]}


def test_a_sum_belongs_to_the_nearer_round() -> None:
    text = "云岫科技2021年完成2亿元A轮融资，2023年9月由青岚资本领投B轮，投后估值90亿元。"
    found = [told(e, "round", "valuation") for e in events_in(text) if e.type == "funding"]
    assert {"round": ["A轮"], "valuation": []} in found


def test_investors_of_one_round() -> None:
    text = "云岫科技完成私募募資1億元，林若川出資2,000萬元，青岚资本出資8,000萬元。"
    event = only(text, "funding")
    assert sorted(told(event, "investor")["investor"]) == ["林若川", "青岚资本"]


def test_a_filing_is_not_also_a_listing() -> None:
    event = only("云岫科技明年申報科創板上市。", "listing")
    assert told(event, "action") == {"action": ["file"]}


def test_one_person_one_post() -> None:
    text = "海棠精密換帥\n林若川接任海棠精密總經理。云岫科技出身的林若川接任總經理後表示樂觀。"
    assert told(only(text, "personnel"), "company") == {"company": ["海棠精密"]}


def test_parts_of_a_sum() -> None:
    text = "海棠精密獲批綜合授信180億元，已批復授信102億元。"
    assert told(only(text, "debt_pledge"), "amount") == {"amount": ["180億元", "102億元"]}


def test_a_loan_is_no_part_of_a_bond() -> None:
    text = "海棠精密發行公司債30億元，並向白鹭基金借款5億元。"
    assert len([e for e in events_in(text) if e.type == "debt_pledge"]) == 2


@pytest.mark.parametrize("change", ["逾20%", "近23%", "約22%"])
def test_a_headline_rounds(change: str) -> None:
    text = f"海棠精密股價急升{change}\n海棠精密股價急升22.4%，收報13.22元。"
    assert told(only(text, "market"), "change") == {"change": ["22.4%"]}


def test_another_figure_is_another_move() -> None:
    text = "海棠精密股價上週升逾20%。\n海棠精密股價昨日升42.4%，收報13.22元。"
    assert len([e for e in events_in(text) if e.type == "market"]) == 2


def test_a_sum_of_many_digits_is_one_deals() -> None:
    text = "海棠精密：子公司獲2.53億元訂單\n云岫科技昨日獲得訂單，金額2.53億元，料明年完成。"
    assert len([e for e in events_in(text) if e.type == "contract_award"]) == 1


def test_round_sums_may_be_two() -> None:
    text = "快訊\n云岫科技發行公司債30億元。海棠精密發行公司債30億元。"
    assert len([e for e in events_in(text) if e.type == "debt_pledge"]) == 2
