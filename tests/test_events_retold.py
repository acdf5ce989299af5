"""What tells an event again: words that point back, one sum, parts of a round, one post."""

from __future__ import annotations

from datetime import date

import pytest

from newsparse.annotation import Article, Label
from newsparse.events.match import find_events
from test_events import TYPES, events_in, mentions_of, only, told


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


def test_the_lead_tells_the_headline_in_full() -> None:
    text = "海棠精密境外子公司擬發行公司債9億元\n云岫科技公告，擬發行公司債總額9億元。"
    assert len([e for e in events_in(text) if e.type == "debt_pledge"]) == 1


def test_a_clause_goes_on_without_a_name() -> None:
    text = "澄川半導體大漲\n海棠精密昨日以5,200萬元增持云岫科技4%股權，持股增至11%。"
    event = only(text, "stake_change")
    assert told(event, "company") == {"company": ["云岫科技"]}


def test_two_deals_of_one_sentence() -> None:
    text = "海棠精密昨日公告，以5億元收購云岫科技，另出售澄川半導體。"
    assert len([e for e in events_in(text) if e.type == "acquisition"]) == 2


def test_two_bidders_for_one_target() -> None:
    text = "云岫科技擬收購澄川半導體。海棠精密亦擬收購澄川半導體。"
    events = [e for e in events_in(text) if e.type == "acquisition"]
    assert [told(e, "acquirer")["acquirer"] for e in events] == [["云岫科技"], ["海棠精密"]]


def test_a_parent_and_its_subsidiary_are_one_bidder() -> None:
    text = "海棠精密擬收購澄川半導體\n海棠精密旗下云岫科技擬以5億元收購澄川半導體。"
    assert len([e for e in events_in(text) if e.type == "acquisition"]) == 1


def test_this_round() -> None:
    text = "云岫科技完成上億元天使輪融資。本輪融資由青岚资本領投。"
    event = only(text, "funding")
    assert told(event, "investee", "lead_investor") == {
        "investee": ["云岫科技"],
        "lead_investor": ["青岚资本"],
    }


def test_who_funds_is_not_funded() -> None:
    text = "云岫科技共完成兩輪融資：2018年4月的A輪由青岚资本領投，金額8,000萬元。"
    event = only(text, "funding")
    assert told(event, "investee") == {"investee": ["云岫科技"]}


def test_a_sum_restated_in_another_currency() -> None:
    text = (
        "海棠精密簽人民幣27億元合同\n"
        "海棠精密昨日簽署合同，合同金額4.2億美元（約合人民幣27.3億元），料明年完成。"
    )
    assert len([e for e in events_in(text) if e.type == "contract_award"]) == 1


def test_when_a_plan_is_to_be_done_keeps_nothing_apart() -> None:
    text = "海棠精密計劃今年IPO\n海棠精密計劃IPO，預計2026年完成。"
    assert len([e for e in events_in(text) if e.type == "listing"]) == 1


def test_the_price_of_what_is_launched() -> None:
    names: dict[str, Label] = {"海棠精密": "COMPANY", "海棠X1": "PRODUCT"}
    text = "海棠精密昨日推出海棠X1，海棠X1定價為3,999元。"
    article = Article(text, published=date(2024, 5, 14))
    events = find_events(article, mentions_of(article, names), TYPES)
    assert [told(e, "action") for e in events] == [{"action": ["launch"]}]


def test_a_price_cut_is_another_event() -> None:
    names: dict[str, Label] = {"海棠精密": "COMPANY", "海棠X1": "PRODUCT"}
    text = "海棠精密推出海棠X1。海棠精密的海棠X1降價500元。"
    article = Article(text, published=date(2024, 5, 14))
    events = find_events(article, mentions_of(article, names), TYPES)
    assert [told(e, "action") for e in events] == [{"action": ["launch"]}, {"action": ["price"]}]


def test_a_round_by_its_place_in_time() -> None:
    text = "云岫科技獲8,000萬元A輪融資\n云岫科技完成新一輪融資8,000萬元，由青岚资本領投。"
    assert len([e for e in events_in(text) if e.type == "funding"]) == 1


def test_the_next_round_is_another() -> None:
    text = "云岫科技完成A輪融資。云岫科技計劃啟動新一輪融資。"
    assert len([e for e in events_in(text) if e.type == "funding"]) == 2


def test_what_is_said_of_the_event_just_told() -> None:
    text = "云岫科技宣布完成天使輪融資3,000萬元，這也是云岫科技完成的首輪融資。"
    assert len([e for e in events_in(text) if e.type == "funding"]) == 1


@pytest.mark.parametrize(
    ("text", "rounds"),
    [
        ("海棠精密董事會決議辦理現金增資私募普通股。", 1),
        ("海棠精密公告辦理私募現增案。", 1),
        ("海棠精密去年辦理現金增資1億元，今年公告辦理私募，募得4億元。", 2),
    ],
)
def test_how_shares_are_issued_is_no_round_of_its_own(text: str, rounds: int) -> None:
    assert len([e for e in events_in(text) if e.type == "funding"]) == rounds


@pytest.mark.parametrize(
    ("text", "per_share"),
    [
        ("海棠精密確認配息2.5元，其中現金股利2元、股票股利0.5元。", ["2.5元"]),
        ("海棠精密擬配發現金股利3元。云岫科技擬配息1元。", ["3元", "1元"]),
    ],
)
def test_a_dividend_paid_in_parts(text: str, per_share: list[str]) -> None:
    paid = [
        told(e, "per_share")["per_share"] for e in events_in(text) if e.type == "capital_return"
    ]
    assert [sum_ for sums in paid for sum_ in sums] == per_share


def test_a_parent_in_the_headline_and_its_unit_below() -> None:
    text = "海棠精密簽下白鹭基金訂單\n海棠精密旗下澄川半導體昨日簽下白鹭基金的設備訂單，金額5億元。"
    event = only(text, "contract_award")
    assert told(event, "client", "amount") == {"client": ["白鹭基金"], "amount": ["5億元"]}


def test_units_of_a_headline_with_nothing_in_common() -> None:
    text = "海棠精密獲青岚资本訂單\n旗下澄川半導體昨日另簽下白鹭基金的訂單，金額5億元。"
    assert len([e for e in events_in(text) if e.type == "contract_award"]) == 2


def test_a_sum_and_a_change_told_twice_beside_other_periods() -> None:
    text = (
        "海棠精密4月營收79.6億元，年增4.1%。海棠精密4月面臨去年高基期，"
        "單月營收為79.6億元，年增4.1%，仍創新高。"
    )
    assert told(only(text, "earnings"), "amount", "change") == {
        "amount": ["79.6億元"],
        "change": ["4.1%"],
    }
