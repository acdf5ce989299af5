"""Which period a figure belongs to, and brokers' views beside price moves."""

from __future__ import annotations

from datetime import date

import pytest

from newsparse.annotation import Article
from newsparse.events.match import find_events
from test_events import TYPES, events_in, mentions_of, told


def rows(text: str) -> set[tuple[str, str, str]]:
    return {
        (
            event.fillers("metric")[0].text,
            "".join(a.text for a in event.fillers("period")),
            "".join(a.text for a in event.fillers("amount")),
        )
        for event in events_in(text)
        if event.type == "earnings"
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "云岫科技2022年、2023年收入分别为4260万元和1.18亿元。",
            {("收入", "2022年", "4260万元"), ("收入", "2023年", "1.18亿元")},
        ),
        (
            "云岫科技2019年1月收入为120.5亿元（2018年1月为100.2亿元）。",
            {("收入", "2019年1月", "120.5亿元"), ("收入", "2018年1月", "100.2亿元")},
        ),
        (
            "云岫科技 2023 年销量达 460 万辆，较 2022 年增长 7.72%。",
            {("销量", "2023 年", "460 万辆")},
        ),
        (
            "海棠精密今年首季純利6.05億元，去年同期為4.27億元。",
            {("純利", "今年首季", "6.05億元"), ("純利", "去年同期", "4.27億元")},
        ),
        (
            "海棠精密10月營收2億元，和上個月的3億元相較，減少金額為1億元，較上月減少33.3%。",
            {("營收", "10月", "2億元"), ("營收", "上個月", "3億元")},
        ),
        (
            "海棠精密上半年稅後淨利1億元，較去年同期大增十倍之多，EPS達1.7元。",
            {("稅後淨利", "上半年", "1億元"), ("EPS", "上半年", "1.7元")},
        ),
        (
            "海棠精密去年净利润12.9亿元，同比增长20%；扣非后净利润12.8亿元，同比增长15%。",
            {("净利润", "去年", "12.9亿元"), ("扣非后净利润", "去年", "12.8亿元")},
        ),
        (
            "云岫科技4月销量10016辆，1-4月同比大涨130%。",
            {("销量", "4月", "10016辆"), ("销量", "1-4月", "")},
        ),
        (
            "预计云岫科技2019-2020年EPS分别为0.78/0.83元的盈利预测。",
            {("EPS", "2019-2020年", "0.78"), ("EPS", "2019-2020年", "0.83元")},
        ),
        (
            "海棠精密：上季獲利破1億元，晨盤樂漲4%，攻上15元。",
            {("獲利", "上季", "1億元")},
        ),
        ("海棠精密今年首季純利6.05億元，較去年同期增加。", {("純利", "今年首季", "6.05億元")}),
        (
            "海棠精密去年虧損由2022年的2.1億元收窄至1.4億元。",
            {("虧損", "去年", "1.4億元"), ("虧損", "2022年", "2.1億元")},
        ),
        (
            "海棠精密第三季營業利益7.6億元，按季減5%；首三季累計減2%至24.5億元。",
            {("營業利益", "第三季", "7.6億元"), ("營業利益", "首三季", "24.5億元")},
        ),
        (
            "海棠精密首季營收12億元，毛利率21%。公司預期全年營收50億元。",
            {
                ("營收", "首季", "12億元"),
                ("毛利率", "首季", "21%"),
                ("營收", "全年", "50億元"),
            },
        ),
        (
            "海棠精密2022年獲利創新高，稅後淨利3.4億元。",
            {("稅後淨利", "2022年", "3.4億元")},
        ),
        (
            "海棠精密去年盈利3.4億元，其中下半年錄得盈利2.1億元。期內，收入52億元。",
            {
                ("盈利", "去年", "3.4億元"),
                ("盈利", "下半年", "2.1億元"),
                ("收入", "去年", "52億元"),
            },
        ),
        (
            "海棠精密公布業績\n海棠精密去年虧損26.5億元，經調整虧損26.3億元。",
            {("虧損", "去年", "26.5億元"), ("虧損", "去年", "26.3億元")},
        ),
        (
            "海棠精密首季盈利及收入勝預期，盈利4.2億元，按年及按季分別升6%及5%。",
            {("盈利", "首季", "4.2億元"), ("收入", "首季", "")},
        ),
        (
            "海棠精密料去年虧損最多2.5億元\n海棠精密預計，去年虧損1.5億元至2.5億元。",
            {("虧損", "去年", "1.5億元至2.5億元")},
        ),
        (
            "海棠精密上季業績扭虧為盈，盈利2.3億元。",
            {("盈利", "上季", "2.3億元")},
        ),
        ("海棠精密第四季出貨量持平。", {("出貨量", "第四季", "")}),
        ("海棠精密去年賺36億元，派息20仙。", {("賺", "去年", "36億元")}),
        ("林若川抽中一張新股，賺4.6萬元。", set()),
        (
            "海棠精密去年每股賺5.68元\n海棠精密2023年每股盈餘5.68元。",
            {("每股盈餘", "2023年", "5.68元")},
        ),
        (
            "海棠精密第二季毛利率29.2%、年增0.4個百分點。",
            {("毛利率", "第二季", "29.2%")},
        ),
        ("海棠精密4月載客量達120萬人次。", {("載客量", "4月", "120萬人次")}),
        ("海棠精密擬在越南建廠，年發電量約86億度。", set()),
    ],
)
def test_periods(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert rows(text) == expected


def test_a_list_of_companies_has_a_figure_each() -> None:
    text = "海棠精密、澄川半導體及雲岫科技第二季出貨量皆季增雙位數。"
    found = [told(e, "company", "change") for e in events_in(text) if e.type == "earnings"]
    assert found == [
        {"company": [name], "change": ["雙位數"]} for name in ("海棠精密", "澄川半導體", "雲岫科技")
    ]


def test_figures_of_a_list_are_shared_out() -> None:
    text = "海棠精密、澄川半導體8月營收分別年增12%及5%。"
    found = [told(e, "company", "change") for e in events_in(text) if e.type == "earnings"]
    assert found == [
        {"company": ["海棠精密"], "change": ["12%"]},
        {"company": ["澄川半導體"], "change": ["5%"]},
    ]


def test_a_list_that_ranks_its_companies_has_a_figure_each() -> None:
    text = (
        "上半年未實現利益最多的是海棠精密3,917億元，其次是雲岫科技3,153億元，"
        "澄川半導體則以2,503億元排名第三。"
    )
    found = {
        (event.fillers("company")[0].text, event.fillers("amount")[0].text)
        for event in events_in(text)
    }
    assert found == {
        ("海棠精密", "3,917億元"),
        ("雲岫科技", "3,153億元"),
        ("澄川半導體", "2,503億元"),
    }


def test_so_many_firms_of_a_list_doubled_each() -> None:
    text = "2026年一季度，海棠精密、雲岫科技等2家廠商的淨利潤同比翻番。"
    found = [told(e, "company", "change", "period") for e in events_in(text)]
    assert found == [
        {"company": [name], "change": ["翻番"], "period": ["2026年一季度"]}
        for name in ("海棠精密", "雲岫科技")
    ]


def test_figures_in_the_first_paragraph_of_a_text_without_a_title_are_no_headlines() -> None:
    text = (
        "海棠精密發布年報。去年公司營收42億元，年增6%；淨利潤5億元；每股盈餘2元。\n"
        "公司產銷平穩。\n"
        "另外，公司毛利率30%。\n公司表示將續拓市場。\n公司股價收平。\n報告已刊發。\n"
    )
    metrics = {e.fillers("metric")[0].text for e in events_in(text) if e.type == "earnings"}
    assert metrics == {"營收", "淨利潤", "每股盈餘", "毛利率"}


def test_a_view_is_not_the_days_move() -> None:
    text = (
        "海棠精密昨日股價收報45.9元，升2.3%。"
        "券商將海棠精密目標價由48元上調至50元，維持「買入」評級。"
    )
    found = [told(e, "change", "price", "target_price", "rating") for e in events_in(text)]
    assert found == [
        {"change": ["2.3%"], "price": ["45.9元"], "target_price": [], "rating": []},
        {"change": [], "price": [], "target_price": ["50元"], "rating": ["買入"]},
    ]


def test_a_rounded_headline_is_the_same_move() -> None:
    text = "海棠精密股價急升12%\n海棠精密股價急升12.4%，收報13.22元。"
    assert len([e for e in events_in(text) if e.type == "market"]) == 1


def test_sums_of_a_list_are_shared_out() -> None:
    text = "海棠精密、澄川半導體第二季獲利分別為29億元及13億元。"
    found = [told(e, "company", "amount") for e in events_in(text) if e.type == "earnings"]
    assert found == [
        {"company": ["海棠精密"], "amount": ["29億元"]},
        {"company": ["澄川半導體"], "amount": ["13億元"]},
    ]


def test_no_change_told_behind_the_number() -> None:
    text = "海棠精密第二季營收339億元，同比持平。"
    found = [told(e, "amount", "change") for e in events_in(text)]
    assert found == [{"amount": ["339億元"], "change": ["持平"]}]


def test_an_outlook_in_words() -> None:
    text = "海棠精密全年營收可望顯著成長。"
    assert [(e.type, e.status) for e in events_in(text)] == [("earnings", "planned")]


def test_sums_of_a_list_in_the_clause_before() -> None:
    text = "8日有海棠精密、澄川半導體及雲岫科技舉行法說會，EPS各為2.2元、3.5元及1.5元。"
    found = [told(e, "company", "amount") for e in events_in(text) if e.type == "earnings"]
    assert found == [
        {"company": ["海棠精密"], "amount": ["2.2元"]},
        {"company": ["澄川半導體"], "amount": ["3.5元"]},
        {"company": ["雲岫科技"], "amount": ["1.5元"]},
    ]


def test_parts_of_a_company_are_told_apart() -> None:
    text = "海棠精密三大業務去年分別實現利潤7億元、6億元和5億元，分別增長9%、12%和3%。"
    found = [told(e, "amount", "change") for e in events_in(text) if e.type == "earnings"]
    assert found == [
        {"amount": ["7億元"], "change": ["9%"]},
        {"amount": ["6億元"], "change": ["12%"]},
        {"amount": ["5億元"], "change": ["3%"]},
    ]


def test_in_a_round_up_a_firm_without_a_name_is_the_one_just_told_of() -> None:
    text = (
        "大市下跌\n大市受壓，海棠精密跌2%。云岫科技跌3%。青岚资本跌4%。白鹭基金跌5%。"
        "澄川半導體急跌9%。集團上季收入7億元，不派中期息。"
    )
    found = [e for e in events_in(text) if e.type in ("earnings", "capital_return")]
    assert {a.text for e in found for a in e.fillers("company")} == {"澄川半導體"}


def test_headings_that_name_firms_open_the_items_of_a_digest() -> None:
    text = (
        "导语：昨日要闻\n云岫科技考虑私有化 股价随即飙升8%\n"
        "云岫科技董事长昨日对员工说，正在考虑公司私有化一事，公司上季收入5亿元，利润则没有透露。\n"
        "海棠精密登陆港股\n昨日，海棠精密在港交所主板挂牌。公司表示，公司去年收入10亿元，并且没有计划派息。\n"
        "澄川半导体公布业绩\n昨日，澄川半导体公布业绩，公司去年收入20亿元，派息维持不变，门店数目也不会再增加。"
    )
    told_of = {
        a.text: f.text
        for e in events_in(text)
        if e.type == "earnings"
        for a in e.fillers("amount")
        for f in e.fillers("company")
    }
    assert told_of == {"5亿元": "云岫科技", "10亿元": "海棠精密", "20亿元": "澄川半导体"}
    assert [e.status for e in events_in(text) if e.type == "market"] == ["actual"]


def test_a_share_price_moves_by_no_figure_of_the_report() -> None:
    text = "海棠精密首季每股盈餘0.64元，遜於市場預期，拖累該公司盤前重挫8%。"
    (event,) = [e for e in events_in(text) if e.type == "earnings"]
    assert told(event, "amount", "change") == {"amount": ["0.64元"], "change": []}


def test_a_profit_told_by_two_names_is_one() -> None:
    text = (
        "海棠精密去年净利润增长8%\n"
        "海棠精密公告，去年归母净利3.2亿元，同比增长8%。业绩大幅增长，主要受益于需求回暖。"
    )
    (event,) = [e for e in events_in(text) if e.type == "earnings"]
    assert told(event, "amount", "change") == {"amount": ["3.2亿元"], "change": ["8%"]}


def test_figures_held_against_are_told_apart_without_a_publication_date():
    found = events_in("海棠精密10月營收2億元，較去年同期的1億元增加100%。", None)
    told = {
        tuple(a.text for role in ("period", "amount", "change") for a in event.fillers(role))
        for event in found
    }
    assert told == {("10月", "2億元", "100%"), ("去年同期", "1億元")}


def test_a_change_is_that_of_the_figure_compared_not_of_what_it_is_compared_with() -> None:
    text = "海棠精密第二季營收100億元，較去年同期營收92.5億元、成長8%，亦較上季成長4%。"
    assert [told(e, "period", "amount", "change") for e in events_in(text)] == [
        {"period": ["第二季"], "amount": ["100億元"], "change": ["8%", "4%"]},
        {"period": ["去年同期"], "amount": ["92.5億元"], "change": []},
    ]


def test_two_changes_in_one_breath_are_two_however_near() -> None:
    (event,) = events_in("海棠精密第三季營收157億元，季增6.04%、年增5.95%。")
    assert told(event, "change") == {"change": ["6.04%", "5.95%"]}


def test_by_how_much_in_money_is_a_change() -> None:
    text = "海棠精密去年營收349.5億元，較上年減少52.3億元，下降13%。"
    (event,) = [e for e in events_in(text) if e.type == "earnings"]
    assert told(event, "amount", "change") == {
        "amount": ["349.5億元"],
        "change": ["13%", "52.3億元"],
    }
    (event,) = [e for e in events_in("海棠精密去年虧損擴大3億元。") if e.type == "earnings"]
    assert told(event, "amount", "change") == {"amount": [], "change": ["3億元"]}


@pytest.mark.parametrize(
    "text",
    [
        "停工將影響海棠精密布料營收約1.3億元。",
        "海棠精密對今年營收影響控制在2千萬元。",
        "海棠精密與澄川半導體合計收入99.2億美元。",
    ],
)
def test_what_is_no_figure_of_one_firm(text: str) -> None:
    assert not any(e.type == "earnings" for e in events_in(text))


def test_shares_of_growth_in_the_order_of_the_sums() -> None:
    text = "海棠精密營收10億元、營業利益2億元、純益1億元，年增率分別為22%、54.8%與42.5%。"
    assert [told(e, "metric", "change") for e in events_in(text) if e.type == "earnings"] == [
        {"metric": ["營收"], "change": ["22%"]},
        {"metric": ["營業利益"], "change": ["54.8%"]},
        {"metric": ["純益"], "change": ["42.5%"]},
    ]


def test_a_count_to_the_last_digit_is_no_plan() -> None:
    (event,) = [e for e in events_in("海棠精密今年產量186,936輛。") if e.type == "earnings"]
    assert event.status == "actual"


def test_shares_of_a_list_of_firms_in_a_row() -> None:
    text = "海棠精密、澄川半導體4月營收月減19.5%、13.3%。"
    assert [told(e, "company", "change") for e in events_in(text) if e.type == "earnings"] == [
        {"company": ["海棠精密"], "change": ["19.5%"]},
        {"company": ["澄川半導體"], "change": ["13.3%"]},
    ]


def test_counts_of_a_list_of_firms_in_a_row() -> None:
    text = "海棠精密、澄川半導體、云岫科技首季分別交付7.5萬輛、9.2萬輛及4.2萬輛。"
    assert [told(e, "company", "amount") for e in events_in(text) if e.type == "earnings"] == [
        {"company": ["海棠精密"], "amount": ["7.5萬輛"]},
        {"company": ["澄川半導體"], "amount": ["9.2萬輛"]},
        {"company": ["云岫科技"], "amount": ["4.2萬輛"]},
    ]


def test_a_firm_named_in_turn_with_nothing_but_its_sum() -> None:
    text = "海棠精密8月營收86億元，云岫科技24億元，青岚资本年增10%。"
    found = [told(e, "company", "amount") for e in events_in(text) if e.type == "earnings"]
    assert found[1] == {"company": ["云岫科技"], "amount": ["24億元"]}


def test_a_rate_that_stays_is_what_it_is() -> None:
    (event,) = [e for e in events_in("海棠精密去年不良貸款率持平於0.95%。") if e.type == "earnings"]
    assert told(event, "amount", "change") == {"amount": ["0.95%"], "change": ["持平"]}


def test_firms_named_in_turn_report_their_own_changes() -> None:
    text = "海棠精密8月營收月增3%，云岫科技月減5%，青岚资本則年增7%。"
    names = ("海棠精密", "云岫科技", "青岚资本")
    found = [told(e, "company", "change") for e in events_in(text) if e.type == "earnings"]
    assert found == [
        {"company": [name], "change": [change]}
        for name, change in zip(names, ("3%", "5%", "7%"), strict=True)
    ]


def test_a_firm_compared_with_reports_nothing() -> None:
    text = "海棠精密8月營收月增3%，表現優於云岫科技。"
    assert [told(e, "company")["company"] for e in events_in(text)] == [["海棠精密"]]


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("東港交易所上半年盈利85.2億元。", ["東港交易所"]),
        ("東港交易所公布，上半年盈利85.2億元。", ["東港交易所"]),
        ("東港交易所上市公司上半年盈利升5%。", None),
    ],
)
def test_exchanges_have_accounts_of_their_own(text: str, company: list[str] | None) -> None:
    found = [e for e in events_in(text) if e.type == "earnings"]
    assert [told(e, "company")["company"] for e in found] == ([company] if company else [])


def test_a_fund_goes_on_where_no_firm_is_named() -> None:
    article = Article(
        "東港外匯基金第3季投資收入1146億元。非港元資產外匯估值上調。市場向好。"
        "首3季債券投資收入1243億元，股票投資收入285億元。",
        published=date(2024, 11, 4),
    )
    found = find_events(article, mentions_of(article, {"東港外匯基金": "ORG"}), TYPES)
    assert [told(e, "amount") for e in found if e.type == "earnings"] == [
        {"amount": ["1146億元"]},
        {"amount": ["1243億元"]},
        {"amount": ["285億元"]},
    ]
