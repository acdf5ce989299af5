"""Deals: whose money, who joins whom, what a firm named later has to do with it."""

from __future__ import annotations

from datetime import date

from newsparse.annotation import Article, Event
from newsparse.events.match import find_events
from newsparse.events.types import load_event_types
from test_events import mentions_of

TYPES = load_event_types()
NAMES_HERE = {
    "海棠精密": "COMPANY",
    "澄川電子": "COMPANY",
    "雲岫科技": "COMPANY",
    "青嵐資本": "COMPANY",
    "港務局": "ORG",
    "東港": "PLACE",
}


def rows(text: str, kind: str, *roles: str) -> list[tuple[str, ...]]:
    article = Article(text, published=date(2024, 5, 14), body_start=text.find("\n") + 1)
    found = find_events(article, mentions_of(article, NAMES_HERE), TYPES)
    return [
        tuple("/".join(a.text for a in e.fillers(role)) for role in roles)
        for e in found
        if e.type == kind
    ]


def statuses(text: str, kind: str) -> list[str]:
    article = Article(text, published=date(2024, 5, 14), body_start=text.find("\n") + 1)
    found: tuple[Event, ...] = find_events(article, mentions_of(article, NAMES_HERE), TYPES)
    return [e.status for e in found if e.type == kind]


def test_a_price_per_share_is_no_sum_raised() -> None:
    text = (
        "海棠精密公告現金增資3億元，每股認購價格為95元。"
        "海棠精密現金增資每股認購價為95元，約當收盤價115.5元。"
    )
    assert rows(text, "funding", "investee", "amount") == [("海棠精密", "3億元")]


def test_a_firm_named_further_on_is_not_spoken_of_yet() -> None:
    start = "港務局官員說，明年到東港設廠。旅客去年回升。今年天氣良好。"
    assert rows(f"{start}海棠精密提供匯款服務。", "expansion", "company") == []
    assert rows(f"海棠精密出席。{start}", "expansion", "company") == [("海棠精密",)]


def test_a_partner_in_a_clause_of_its_own() -> None:
    text = "海棠精密昨日公布，與大模型公司澄川電子，簽署戰略合作協議。"
    (parties,) = rows(text, "partnership", "party")
    assert set(parties[0].split("/")) == {"海棠精密", "澄川電子"}


def test_a_joint_venture_is_a_partnership() -> None:
    text = "海棠精密與澄川電子在東港成立合資公司，興建電池廠。"
    assert rows(text, "partnership", "party") == [("海棠精密/澄川電子",)]
    assert rows(text, "expansion", "company") == [("海棠精密/澄川電子",)]


def test_a_kind_before_a_name_is_no_anaphor() -> None:
    text = "雲岫科技公布業績。海棠精密宣布，大模型公司「澄川電子」與青嵐資本簽署合作協議。"
    (parties,) = rows(text, "partnership", "party")
    assert set(parties[0].split("/")) == {"澄川電子", "青嵐資本"}


def test_the_members_of_a_list_are_all_told() -> None:
    text = "海棠精密完成出售海外銀行業務、零售銀行業務及保險業務，獲利上升。"
    assert rows(text, "acquisition", "target") == [("海外銀行業務/零售銀行業務/保險業務",)]
    text = "海棠精密推出智慧手錶、無線耳機及平板電腦。"
    assert rows(text, "product", "product") == [("智慧手錶/無線耳機/平板電腦",)]


def test_who_a_stake_is_sold_to_does_not_sell() -> None:
    text = "海棠精密公告，青嵐資本與澄川電子簽署股份轉讓協議，青嵐資本擬將公司6.1%股份轉讓。"
    assert ("青嵐資本", "海棠精密") in rows(text, "stake_change", "holder", "company")


def test_the_total_behind_a_price_per_share() -> None:
    text = "海棠精密投資澄川電子300萬股，平均每股92.33元，交易總金額2億7699萬元。"
    assert rows(text, "stake_change", "holder", "company", "amount") == [
        ("海棠精密", "澄川電子", "2億7699萬元")
    ]


def test_a_plan_that_rests_on_its_closing_stays_one() -> None:
    text = "青嵐資本擬入股，若實施完成，海棠精密控股股東將變更為青嵐資本。"
    assert statuses(text, "acquisition") == ["planned"]


def test_who_is_sold_to_in_a_clause_of_its_own() -> None:
    text = "海棠精密公布，向大股東青嵐資本，出售澄川電子80%股權，作價5488萬元。"
    assert rows(text, "acquisition", "seller", "acquirer", "target") == [
        ("海棠精密", "青嵐資本", "澄川電子")
    ]


FILING = (
    "【公告】海棠精密處分不動產\n主旨：海棠精密處分不動產\n說明：\n"
    "1.標的物之名稱及性質：東港段土地\n2.事實發生日：113/5/10\n"
    "3.交易數量及交易總金額：面積2,395坪，交易總金額：新台幣8.4億元\n"
    "4.交易相對人及其與公司之關係：交易相對人：澄川電子\n"
    "8.處分利益：新台幣4.4億元\n9.取得之具體目的：興建住宅大樓出售\n"
)


def test_the_fields_of_a_filing_fill_the_roles_of_its_subject() -> None:
    assert rows(FILING, "acquisition", "seller", "acquirer", "amount") == [
        ("海棠精密", "澄川電子", "新台幣8.4億元")
    ]


def test_what_the_fields_of_a_filing_say_is_no_event() -> None:
    assert rows(FILING, "expansion", "company") == []


def test_the_first_of_those_who_give_may_be_unknown() -> None:
    text = "雲岫科技專做電池，獲某某、青嵐資本超億元種子輪融資。"
    assert rows(text, "funding", "investee", "investor") == [("雲岫科技", "青嵐資本")]


def test_where_people_were_before_is_not_who_acts() -> None:
    assert rows("前海棠精密工程師創業，獲青嵐資本種子輪融資。", "funding", "investee") == []
    assert rows("前海棠精密骨幹入局東港市場。", "expansion", "company") == []


def test_who_leads_a_round_is_not_who_gets_it() -> None:
    text = "青嵐資本領投，這家零件企業完成3000萬元融資。"
    assert rows(text, "funding", "investee") == []


def test_firms_of_a_list_pay_a_dividend_each() -> None:
    text = "海棠精密、澄川電子、雲岫科技分別配發現金股利12元、10.8元、10元。"
    assert rows(text, "capital_return", "company", "per_share") == [
        ("海棠精密", "12元"),
        ("澄川電子", "10.8元"),
        ("雲岫科技", "10元"),
    ]
    text = "海棠精密、澄川電子今日除息。"
    assert rows(text, "capital_return", "company") == [("海棠精密",), ("澄川電子",)]


def test_shares_bought_back_in_the_order_of_the_names() -> None:
    text = "海棠精密、澄川電子、雲岫科技分別回購10億、5億及3億港元股份。"
    assert rows(text, "capital_return", "company", "amount") == [
        ("海棠精密", "10億"),
        ("澄川電子", "5億"),
        ("雲岫科技", "3億港元"),
    ]


def test_who_joins_a_buyer_buys_as_well() -> None:
    for joins in ("聯同", "夥", "聯手", "攜"):
        text = f"海棠精密{joins}澄川電子收購雲岫科技51%股權。"
        assert rows(text, "acquisition", "acquirer", "target") == [
            ("海棠精密/澄川電子", "雲岫科技")
        ]
