"""Events: who 公司 is, digests, marked roles, rivals, and the look-alikes of names and tags."""

from __future__ import annotations

import pytest

from newsparse.annotation import Article, Event, Label, Mention
from newsparse.events.layout import Layout
from newsparse.events.match import find_events
from newsparse.events.types import load_event_types
from newsparse.pipeline import analyze
from newsparse.recognize.money import recognize_money
from newsparse.recognize.overlaps import resolve
from newsparse.recognize.percent import recognize_percent

TYPES = load_event_types()
NAMES: dict[str, Label] = {
    "海棠精密": "COMPANY",
    "澄川半導體": "COMPANY",
    "云岫科技": "COMPANY",
    "青岚资本": "COMPANY",
    "白鹭基金": "COMPANY",
    "赤岬电力": "COMPANY",
    "证监会": "ORG",
    "興櫃": "ORG",
    "林若川": "PERSON",
    "创始人": "POSITION",
}


def article_of(text: str) -> tuple[Article, tuple[Mention, ...]]:
    article = Article(text, body_start=text.find("\n") + 1)
    found = []
    for surface, label in NAMES.items():
        at = text.find(surface)
        while at >= 0:
            found.append(Mention(at, at + len(surface), label, surface, "test", entity=surface))
            at = text.find(surface, at + 1)
    values = [m for find in (recognize_money, recognize_percent) for m in find(article)]
    return article, resolve([*found, *values])


def events_in(text: str, name: str) -> list[Event]:
    article, mentions = article_of(text)
    return [e for e in find_events(article, mentions, TYPES) if e.type == name]


def rows_of(text: str, name: str) -> list[dict[str, list[str]]]:
    return [
        {
            role: [a.text for a in e.fillers(role)]
            for role in dict.fromkeys(a.role for a in e.arguments)
        }
        for e in events_in(text, name)
    ]


DIGEST = (
    "公告精选\n"
    "【中标】云岫科技公告，中标赤岬电力项目，金额12亿元。\n"
    "【回购】海棠精密公告，公司拟回购股份，总额不超过3亿元。\n"
    "【增持】澄川半導體公告，林若川增持30万股。"
)


def test_an_item_of_a_digest_has_its_own_company() -> None:
    (buyback,) = rows_of(DIGEST, "capital_return")
    assert buyback["company"] == ["海棠精密"]
    (stake,) = rows_of(DIGEST, "stake_change")
    assert stake["company"] == ["澄川半導體"]


def test_the_tag_of_an_item_is_no_trigger() -> None:
    article, mentions = article_of(DIGEST)
    layout = Layout(article, mentions)
    assert layout.tagged(DIGEST.index("中标"))
    assert not layout.tagged(DIGEST.index("中标赤岬"))
    assert [row["winner"] for row in rows_of(DIGEST, "contract_award")] == [["云岫科技"]]


def test_two_numbered_lines_are_no_digest() -> None:
    text = "海棠精密公告\n1.海棠精密上市。\n2.云岫科技上市。"
    article, mentions = article_of(text)
    assert Layout(article, mentions).item_at(len(text) - 1) == -1


def test_who_acts_is_the_main_company() -> None:
    text = "海棠精密擬收購云岫科技\n云岫科技主營軟件。"
    article, mentions = article_of(text)
    main = Layout(article, mentions).main
    assert main is not None
    assert main.text == "海棠精密"


def test_a_company_named_once_beside_a_frequent_one_is_not_the_main_company() -> None:
    text = "海棠精密談云岫科技\n云岫科技上漲。云岫科技擴產。云岫科技獲利。"
    article, mentions = article_of(text)
    main = Layout(article, mentions).main
    assert main is not None
    assert main.text == "云岫科技"


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("海棠精密與電訊商云岫科技達成合作。", {"海棠精密", "云岫科技"}),
        ("海棠精密與云岫科技達成合作。", {"海棠精密", "云岫科技"}),
    ],
)
def test_what_a_firm_is_may_stand_before_its_name(text: str, parties: set[str]) -> None:
    (row,) = rows_of(text, "partnership")
    assert set(row["party"]) == parties


def test_a_modifier_is_not_the_head() -> None:
    (row,) = rows_of("海棠精密向澄川半導體的競爭對手云岫科技投資3億元。", "funding")
    assert (row["investee"], row["investor"]) == (["云岫科技"], ["海棠精密"])


def test_roles_marked_in_other_clauses() -> None:
    text = "云岫科技完成6亿元E轮融资，由青岚资本领投，白鹭基金跟投，投后估值约70亿元。"
    (row,) = rows_of(text, "funding")
    assert row["lead_investor"] == ["青岚资本"]
    assert row["investor"] == ["白鹭基金"]
    assert (row["amount"], row["valuation"]) == (["6亿元"], ["约70亿元"])


def test_a_name_inside_a_trigger_does_not_hide_it() -> None:
    (row,) = rows_of("海棠精密已撤銷興櫃掛牌。", "listing")
    assert row["action"] == ["delist"]


def test_a_trigger_inside_a_name_is_hidden() -> None:
    assert events_in("青岚资本與白鹭基金昨日出席。", "funding") == []


def test_a_partner_in_the_list_of_subjects() -> None:
    (row,) = rows_of("云岫科技与赤岬电力签署供货合同，金额5亿元。", "contract_award")
    assert (row["winner"], row["client"]) == (["云岫科技"], ["赤岬电力"])


def test_a_list_of_a_company_and_a_person() -> None:
    (row,) = rows_of("云岫科技与创始人林若川被证监会罚款500万元。", "regulatory")
    assert row["target"] == ["云岫科技", "林若川"]
    assert row["amount"] == ["500万元"]


def test_one_trigger_is_one_event() -> None:
    article, mentions = article_of("青岚资本以2亿元入股云岫科技。")
    found = [e.type for e in find_events(article, mentions, TYPES)]
    assert len(found) == 1


def test_the_sum_of_another_metric_is_no_dividend() -> None:
    (row,) = rows_of("海棠精密每股盈餘3.12元，股東會決議配發2元現金股息。", "capital_return")
    assert row["per_share"] == ["2元"]
    assert "amount" not in row


def test_a_restated_amount_is_not_the_deal_amount() -> None:
    analysis = analyze("海棠精密以10億美元，約合78億港元，收購雲岫科技。", published="2024-05-16")
    (deal,) = [event for event in analysis.events if event.type == "acquisition"]
    assert [argument.text for argument in deal.fillers("amount")] == ["10億美元"]


def test_the_firm_that_opens_a_paragraph_is_spoken_of_there() -> None:
    text = "海棠精密急升7%\n海棠精密急升7.3%。\n云岫科技升1.3%，公司宣布斥資6億元回購股份。"
    (row,) = rows_of(text, "capital_return")
    assert row["company"] == ["云岫科技"]


@pytest.mark.parametrize("done", ["打入澄川半導體供應鏈", "受惠併購澄川半導體", "處分澄川半導體後"])
def test_whom_something_is_done_to_is_not_spoken_of_next(done: str) -> None:
    (row,) = rows_of(f"海棠精密表現最好，去年{done}，前三季營收年增92%。", "earnings")
    assert row["company"] == ["海棠精密"]


@pytest.mark.parametrize("owned", ["旗下小公司", "轉投資的", "的子公司"])
def test_whose_firm_it_is_takes_no_part(owned: str) -> None:
    text = f"海棠精密{owned}云岫科技，去年與澄川半導體合作開發充電樁。"
    assert [row["party"] for row in rows_of(text, "partnership")] == [["澄川半導體", "云岫科技"]]


def test_what_stands_before_of_tells_which_firm_it_is() -> None:
    text = "海棠精密入主经营的老店云岫科技去年营收大增20%，毛利率31%。"
    assert [row["company"] for row in rows_of(text, "earnings")] == [["云岫科技"]] * 2


def test_earnings_a_share_are_no_earnings() -> None:
    text = "云岫科技去年纯益大增两成\n云岫科技去年税后纯益大增20%，每股纯益0.4元。"
    found = [(r["metric"], r.get("amount")) for r in rows_of(text, "earnings")]
    assert found == [(["税后纯益"], None), (["每股纯益"], ["0.4元"])]


def test_clauses_without_stops_are_cut_but_no_mention_is() -> None:
    article, mentions = article_of("甲" * 399 + "云岫科技收购" * 260)
    layout = Layout(article, mentions)
    assert max(c.end - c.start for c in layout.clauses) <= 2 * 400
    assert all(m.end <= c.end for c in layout.clauses for m in c.mentions)
    assert sum(len(c.mentions) for c in layout.clauses) == len(mentions) == 260


@pytest.mark.parametrize(
    "text",
    [
        "证监会對股價波動展開調查。（海棠精密APP）",
        "海棠精密客戶端2月23日電 证监会對股價波動展開調查。",
    ],
)
def test_the_outlet_at_the_edge_of_a_text_takes_no_part(text: str) -> None:
    assert not any(
        "海棠精密" in fillers for row in rows_of(text, "regulatory") for fillers in row.values()
    )
    assert rows_of(text.replace("APP", "").replace("客戶端", "今日"), "regulatory")


def test_whose_forecast_it_is_does_nothing() -> None:
    text = "根据云岫科技预测，全球支出将达100亿元，其中一半将投入兴建数据中心。"
    assert not events_in(text, "expansion")
    text = "云岫科技预测，公司将投入100亿元兴建数据中心。"
    assert events_in(text, "expansion")


def test_a_list_that_goes_on_behind_a_comma() -> None:
    text = "海棠精密與云岫科技、白鹭基金，以及青岚资本簽署合作備忘錄。"
    (row,) = rows_of(text, "partnership")
    assert sorted(row["party"]) == sorted(["云岫科技", "白鹭基金", "青岚资本", "海棠精密"])


def test_one_story_of_a_headline_has_no_part_in_another() -> None:
    text = "证监会批准对海峡征收通行费；电动车将涨价；海棠精密回应质疑\n海棠精密昨日回应。"
    assert not events_in(text, "regulatory")


def test_a_price_that_is_told_after_the_launch() -> None:
    (row,) = rows_of("云岫科技推出三模机械键盘。新品采用全尺寸布局，售价499元。", "product")
    assert row["price"] == ["499元"]
    (row,) = rows_of("云岫科技推出三模机械键盘。海棠精密的鼠标售价499元。", "product")
    assert "price" not in row


def test_what_the_news_of_a_deal_is_called_untrue() -> None:
    text = "针对云岫科技将收购海棠精密的消息，云岫科技回应称，该消息为不实消息。"
    assert [e.status for e in events_in(text, "acquisition")] == ["denied"]
