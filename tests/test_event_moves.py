"""Price moves and brokers' views: whose price it is, lists, grades without a target."""

from __future__ import annotations

import pytest

from newsparse.annotation import Article, Event, Label
from newsparse.events.match import find_events
from test_events import TYPES, events_in, mentions_of, only, told


def market(text: str) -> list[Event]:
    return [event for event in events_in(text) if event.type == "market"]


def test_a_price_stays_with_its_index() -> None:
    text = "道瓊工業指數收盤上漲200點，標普500指數漲0.3%，恒生指數收報16794點。"
    found = [told(e, "security", "change", "price") for e in market(text)]
    assert found == [
        {"security": ["道瓊工業指數"], "change": ["200點"], "price": []},
        {"security": ["標普500指數"], "change": ["0.3%"], "price": []},
        {"security": ["恒生指數"], "change": [], "price": ["16794點"]},
    ]


def test_the_price_may_stand_in_the_next_clause() -> None:
    text = "海棠精密股價跌2%，收報12.5元。"
    assert [told(e, "change", "price") for e in market(text)] == [
        {"change": ["2%"], "price": ["12.5元"]}
    ]


def test_leaders_of_a_fall() -> None:
    text = "海棠精密、澄川半導體領跌，海棠精密跌2.1%，澄川半導體跌3.4%。"
    found = [told(e, "security", "change") for e in market(text)]
    assert found == [
        {"security": ["海棠精密"], "change": ["2.1%"]},
        {"security": ["澄川半導體"], "change": ["3.4%"]},
    ]


def test_moves_of_a_list_are_shared_out() -> None:
    text = "海棠精密、澄川半導體股價分別跌3%及5%。"
    found = [told(e, "security", "change") for e in market(text)]
    assert found == [
        {"security": ["海棠精密"], "change": ["3%"]},
        {"security": ["澄川半導體"], "change": ["5%"]},
    ]


def test_a_grade_without_a_target() -> None:
    (event,) = market("評級機構將海棠精密的信用評級由Ba3下調至B1。")
    assert told(event, "security", "rating", "direction") == {
        "security": ["海棠精密"],
        "rating": ["B1"],
        "direction": ["down"],
    }


def test_talk_of_ratings_is_no_grade() -> None:
    assert market("海棠精密表示，評級機構的看法與公司無關。") == []


def test_the_days_limit_is_ten_percent() -> None:
    assert len(market("海棠精密股價漲停\n海棠精密股價攻上漲停，漲9.97%，收報12.5元。")) == 1


def test_bonds_and_yields_are_securities() -> None:
    text = "10年期美債殖利率週五(3日)下跌16個基點至4.51%，公司債券發行規模下降5%。"
    assert [told(e, "security", "change", "price") for e in market(text)] == [
        {"security": ["10年期美債殖利率"], "change": ["16個基點"], "price": ["4.51%"]}
    ]


def test_what_is_traded_is_the_future() -> None:
    found = [told(e, "security", "change") for e in market("布蘭特原油期貨跌2%，台股期指漲27點。")]
    assert found == [
        {"security": ["布蘭特原油期貨"], "change": ["2%"]},
        {"security": ["台股期指"], "change": ["27點"]},
    ]


def test_points_of_a_market_are_its_indexs() -> None:
    text = "港股半日跌128點\n港股偏軟，恒生指數中午報19872點，跌128點，跌幅0.64%。"
    (event,) = market(text)
    assert told(event, "security", "price") == {"security": ["恒生指數"], "price": ["19872點"]}


def test_what_others_did_is_nobodys_move() -> None:
    text = "科技股普遍下跌，只有海棠精密靠穩，其餘跌逾1%，澄川半導體跌近3%。"
    assert [told(e, "security") for e in market(text)] == [{"security": ["澄川半導體"]}]


def test_members_of_an_index_are_not_the_index() -> None:
    text = "電子股受壓，是表現最差的恒指成份股，海棠精密跌逾3%。"
    assert [told(e, "security") for e in market(text)] == [{"security": ["海棠精密"]}]


def test_a_move_that_was_over_by_the_close() -> None:
    text = "恒生指數低開60點後，一度升逾90點，收市報19872點，升45點。"
    assert [told(e, "change", "price") for e in market(text)] == [
        {"change": ["45點"], "price": ["19872點"]}
    ]


def test_a_headline_rounds_the_move() -> None:
    text = "恒生指數升近3%\n大市造好，恒生指數收市報19872點，升逾2.7%。"
    assert len(market(text)) == 1


def test_a_share_stands_before_a_sum() -> None:
    text = "紐約期油收報每桶70.5美元，升91美仙，升幅1.3%。"
    assert [told(e, "change", "price") for e in market(text)] == [
        {"change": ["1.3%", "91美仙"], "price": ["70.5美元"]}
    ]


def test_results_beside_a_move() -> None:
    text = "恒生指數跌1%。海棠精密業績後跌逾4%。澄川半導體季度收入勝預期，急升逾6%。"
    found = [told(e, "security", "change") for e in market(text)[1:]]
    assert found == [
        {"security": ["海棠精密"], "change": ["逾4%"]},
        {"security": ["澄川半導體"], "change": ["逾6%"]},
    ]


def test_a_list_of_shares_goes_on_over_a_name_nobody_knows() -> None:
    text = "公用股造好，海棠精密、青禾及澄川半導體升近3%，云岫科技及東嶺亦升逾2%。"
    found = [told(e, "security")["security"] for e in market(text)]
    assert found == [["海棠精密", "青禾", "澄川半導體"], ["云岫科技", "東嶺"]]


def test_a_level_that_was_passed_is_not_where_it_closed() -> None:
    text = "恒生指數再度失守18000點水平，收報17799點，跌228點，跌幅1.3%。"
    assert [told(e, "change", "price") for e in market(text)] == [
        {"change": ["1.3%", "228點"], "price": ["17799點"]}
    ]


def test_the_headline_names_the_level_that_was_passed() -> None:
    text = "恒生指數失守18000點\n大市受壓，恒生指數收市報17799點，跌1.3%。"
    assert [told(e, "price") for e in market(text)] == [{"price": ["17799點"]}]


def test_an_index_without_points() -> None:
    (event,) = market("美元指數在尾市報104.14，升幅0.3%。")
    assert told(event, "change", "price") == {"change": ["0.3%"], "price": ["104.14"]}


def test_two_moves_of_two_shares() -> None:
    text = "汽車股造好，海棠精密及澄川半導體升逾4%及近8%。"
    found = [told(e, "security", "change") for e in market(text)]
    assert found == [
        {"security": ["海棠精密"], "change": ["逾4%"]},
        {"security": ["澄川半導體"], "change": ["近8%"]},
    ]


def test_a_move_left_open_goes_where_it_is_told_in_figures() -> None:
    event = only("海棠精密股價今天走高。海棠精密終場股價上漲3%，收31元。", "market")
    assert told(event, "change", "price") == {"change": ["3%"], "price": ["31元"]}


def test_headlines_of_other_articles_state_nothing() -> None:
    assert not events_in("海棠精密召開股東會。更多青岚報導澄川半導體營收10億元。")


def test_headlines_at_the_foot_are_of_other_articles() -> None:
    body = "海棠精密公布營收10億元。\n延伸閱讀\n"
    assert not [e for e in events_in(body + "澄川半導體跌停 賣壓湧現\n") if e.type == "market"]
    told = events_in(body + "澄川半導體昨日收盤跌停。\n")
    assert [e for e in told if e.type == "market"]


def test_an_index_that_bears_the_name_of_a_firm_is_no_firm() -> None:
    article = Article("納指及標普指數上月同告回落，分別下跌逾3%及逾2%。")
    names: dict[str, Label] = {"納指": "PRODUCT", "標普": "COMPANY"}
    found = find_events(article, mentions_of(article, names), TYPES)
    assert [told(e, "security", "change") for e in found] == [
        {"security": ["納指"], "change": ["逾3%"]},
        {"security": ["標普指數"], "change": ["逾2%"]},
    ]


def test_revenue_is_no_price_of_a_share() -> None:
    (event,) = market("海棠精密股價今年以來漲幅達38％，前兩月營收21.3億元。")
    assert told(event, "change", "price") == {"change": ["38％"], "price": []}


def test_since_when_it_is_a_record_is_not_when_it_was() -> None:
    text = "美元指數曾失守105，是4月10日以來首次，低見104.52，跌幅逾0.7%。"
    assert [(e.date, told(e, "change")) for e in market(text)] == [(None, {"change": ["逾0.7%"]})]


def test_a_close_told_by_its_price_alone() -> None:
    text = "海棠精密(2883)收13.25元，漲0.05元或0.38%，投信買超2612張。"
    assert [told(e, "security", "price", "direction") for e in market(text)] == [
        {"security": ["海棠精密"], "price": ["13.25元"], "direction": ["up"]}
    ]
    text = "海棠精密終場以16.9元收紅，漲幅達5.3%。"
    assert [told(e, "change", "price") for e in market(text)] == [
        {"change": ["5.3%"], "price": ["16.9元"]}
    ]


def test_a_list_whose_members_have_their_codes_before_them() -> None:
    text = "兩大龍頭1101海棠精密及1102澄川半導體布局已深，股價均表現強勢上漲。"
    assert told(market(text)[0], "security") == {"security": ["海棠精密", "澄川半導體"]}


def test_moves_in_the_order_of_the_names() -> None:
    text = "海棠精密及澄川半導體股價跌5.06%、2.24%。"
    assert [told(e, "security", "change") for e in market(text)] == [
        {"security": ["海棠精密"], "change": ["5.06%"]},
        {"security": ["澄川半導體"], "change": ["2.24%"]},
    ]


def test_a_group_of_shares_is_none_of_those_named_before() -> None:
    text = "海棠精密升2%。三大油股逆市跌1%。"
    assert [told(e, "security", "change") for e in market(text)] == [
        {"security": ["海棠精密"], "change": ["2%"]}
    ]


def test_a_list_that_its_kind_closes() -> None:
    text = "海棠精密、澄川半導體等航運股走跌。"
    assert told(market(text)[0], "security") == {"security": ["海棠精密", "澄川半導體"]}


def test_a_close_ends_the_talk_of_results() -> None:
    text = "海棠精密今日除息，雖然今年獲利受到看好，今日收在40.25元，下跌1.47%。"
    assert [told(e, "security", "change", "price") for e in market(text)] == [
        {"security": ["海棠精密"], "change": ["1.47%"], "price": ["40.25元"]}
    ]


def test_shares_of_two_classes() -> None:
    text = "海棠精密H股跌1%，A股漲2.86%報56.77元。"
    assert [told(e, "security", "change", "price") for e in market(text)] == [
        {"security": ["海棠精密"], "change": ["1%"], "price": []},
        {"security": ["海棠精密"], "change": ["2.86%"], "price": ["56.77元"]},
    ]


def test_a_day_of_its_own_is_another_move() -> None:
    text = "海棠精密股價下跌2.5%，14日續跌0.5%。"
    assert [told(e, "change") for e in market(text)] == [{"change": ["2.5%"]}, {"change": ["0.5%"]}]


def test_a_level_passed_on_the_way_down() -> None:
    text = "恒生指數跌至22638點後回穩，中午報22835點，跌366點，跌幅1.6%。"
    assert told(market(text)[-1], "change", "price") == {
        "change": ["1.6%", "366點"],
        "price": ["22835點"],
    }
    assert not any("22638點" in told(e, "price")["price"] for e in market(text))


def test_the_share_that_heads_an_item_moves() -> None:
    text = (
        "盤中焦點\n1.海棠精密(3406)：傳澄川半導體可望成為客戶，晨盤攀揚3%。\n"
        "2.雲岫科技(2330)：傳澄川半導體委託代工，多方看好，今早開高漲2%。\n"
        "3.白露航空(2303)：業績放閃，盤初攻高跳過240元。"
    )
    article = Article(text, body_start=text.find("\n") + 1)
    names: dict[str, Label] = dict.fromkeys(
        ("海棠精密", "澄川半導體", "雲岫科技", "白露航空"), "COMPANY"
    )
    found = find_events(article, mentions_of(article, names), TYPES)
    assert [told(e, "security", "change", "price") for e in found if e.type == "market"] == [
        {"security": ["海棠精密"], "change": ["3%"], "price": []},
        {"security": ["雲岫科技"], "change": ["2%"], "price": []},
        {"security": ["白露航空"], "change": [], "price": ["240元"]},
    ]
    assert not any(e.type == "earnings" for e in found)


def test_members_of_a_group_that_moved() -> None:
    for text in (
        "多檔個股亮燈漲停，包括海棠精密、澄川半導體。",
        "漲停個股包括海棠精密、澄川半導體。",
    ):
        assert told(market(text)[0], "security") == {"security": ["海棠精密", "澄川半導體"]}


def test_how_far_it_fell_at_most_is_not_the_move() -> None:
    text = "恒生指數其後倒跌最多120點，中午收市報19150點，跌90點，跌幅約0.5%。"
    assert [told(e, "change", "price") for e in market(text)] == [
        {"change": ["約0.5%", "90點"], "price": ["19150點"]}
    ]
    text = "海棠精密終場大漲2.5元、收盤價48.2元。"
    assert told(market(text)[0], "change", "price") == {"change": ["2.5元"], "price": ["48.2元"]}


def test_indices_at_a_record() -> None:
    found = [told(e, "security", "direction") for e in market("道瓊、標普再創新高。")]
    assert found == [
        {"security": ["道瓊"], "direction": ["up"]},
        {"security": ["標普"], "direction": ["up"]},
    ]
    assert market("金價屢創新高，不利金飾銷情。") == []


def test_limits_in_a_row_are_moves_and_half_of_one_is_none() -> None:
    assert told(market("海棠精密早盤拉出第2根漲停。")[0], "security")["security"] == ["海棠精密"]
    assert told(market("海棠精密股價連拉2根漲停。")[0], "direction") == {"direction": ["up"]}
    assert market("海棠精密早盤拉出半根漲停板。") == []
    assert market("海棠精密盤中一度彈升7%，站上月線。")[0].fillers("change")[0].text == "7%"


def test_targets_in_the_order_of_the_names() -> None:
    text = "青岚资本將海棠精密、云岫科技目標價分別調升至50元及60元。"
    assert [told(e, "security", "target_price") for e in market(text)] == [
        {"security": ["海棠精密"], "target_price": ["50元"]},
        {"security": ["云岫科技"], "target_price": ["60元"]},
    ]


def test_a_mark_that_is_near_is_not_how_far_it_moved() -> None:
    text = "道瓊工業指數大漲200點。恒生指數大漲進逼17000點。"
    assert [told(e, "security", "change", "price") for e in market(text)] == [
        {"security": ["道瓊工業指數"], "change": ["200點"], "price": []}
    ]


def test_a_convertible_bond_is_named_after_its_company() -> None:
    text = "轉債市場反彈，其中，海棠轉債全天大漲7.14%，滄海轉債、遠山轉債分別跌3%和2%。"
    found = [told(e, "security", "change") for e in market(text)]
    assert found == [
        {"security": ["海棠轉債"], "change": ["7.14%"]},
        {"security": ["滄海轉債"], "change": ["3%"]},
        {"security": ["遠山轉債"], "change": ["2%"]},
    ]


def test_the_week_is_not_the_day() -> None:
    text = (
        "標普500指數收報5505點，跌幅0.71%。\n總結全星期，道瓊工業指數累計升0.7%，"
        "標普500指數則跌約2%。"
    )
    assert [told(e, "security", "change") for e in market(text)] == [
        {"security": ["標普500指數"], "change": ["0.71%"]},
        {"security": ["道瓊工業指數"], "change": ["0.7%"]},
        {"security": ["標普500指數"], "change": ["約2%"]},
    ]


def test_yields_by_their_name_in_hong_kong() -> None:
    text = "美股收市造好，10年期債息跌3個基點至4.24厘。"
    event = next(e for e in market(text) if e.fillers("change"))
    assert told(event, "security", "change", "price") == {
        "security": ["10年期債息"],
        "change": ["3個基點"],
        "price": ["4.24厘"],
    }


def test_what_happened_to_another_moves_the_share_named_first() -> None:
    text = "海棠精密股價因旗下澄川半導體遭查稅的影響，收盤下跌3%。"
    assert told(only(text, "market"), "security") == {"security": ["海棠精密"]}


def test_a_share_that_was_told_of_behind_a_lead_in() -> None:
    text = (
        "海棠精密跌近5%，股價創新低。\n另外，澄川半導體今早掛牌。"
        "股份一度升4倍，半日收報24.9元，升1.5倍。"
    )
    found = [told(e, "security", "change") for e in market(text)]
    assert {"security": ["澄川半導體"], "change": ["1.5倍"]} in found


@pytest.mark.parametrize(
    ("text", "change", "price"),
    [
        ("海棠精密今天開漲5元至572元，股價最高達575元。", ["5元"], ["572元"]),
        ("海棠精密收市升5港元，至385港元。", ["5港元"], ["385港元"]),
        ("海棠精密今天收盤再跌1.3元。", ["1.3元"], []),
    ],
)
def test_where_a_move_in_money_led_to(text: str, change: list[str], price: list[str]) -> None:
    assert told(only(text, "market"), "change", "price") == {"change": change, "price": price}


def test_a_target_told_before_its_word() -> None:
    text = "白露證券給予海棠精密204元目標價，赤岬投顧則給予澄川半導體120元的目標價。"
    found = [told(e, "security", "target_price") for e in market(text)]
    assert found == [
        {"security": ["海棠精密"], "target_price": ["204元"]},
        {"security": ["澄川半導體"], "target_price": ["120元"]},
    ]
