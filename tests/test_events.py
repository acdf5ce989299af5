"""Events: places in the clause, values, merging, and what must not become an event."""

from __future__ import annotations

import random
from datetime import date

import pytest

from newsparse.annotation import Article, DateRange, Event, Label, Mention
from newsparse.events.match import find_events
from newsparse.events.types import load_event_types
from newsparse.recognize.dates import recognize_dates
from newsparse.recognize.money import recognize_money
from newsparse.recognize.overlaps import resolve
from newsparse.recognize.percent import recognize_percent

TYPES = load_event_types()
NAMES: dict[str, Label] = {
    "海棠精密": "COMPANY",
    "澄川半導體": "COMPANY",
    "澄川半导体": "COMPANY",
    "云岫科技": "COMPANY",
    "雲岫科技": "COMPANY",
    "青岚资本": "COMPANY",
    "白鹭基金": "COMPANY",
    "林若川": "PERSON",
    "陈望舒": "PERSON",
    "陳望舒": "PERSON",
    "周砚秋": "PERSON",
    "總經理": "POSITION",
    "总经理": "POSITION",
    "董事长": "POSITION",
    "證監會": "ORG",
    "東港交易所": "ORG",
    "晚晴新聞": "ORG",
}


def mentions_of(article: Article, names: dict[str, Label] | None = None) -> tuple[Mention, ...]:
    """Names from the table, values from the recognizers."""
    found = []
    for surface, label in (names or NAMES).items():
        at = article.text.find(surface)
        while at >= 0:
            found.append(
                Mention(at, at + len(surface), label, surface, "test", entity=f"E:{surface}")
            )
            at = article.text.find(surface, at + 1)
    values = (recognize_money, recognize_percent, recognize_dates)
    return resolve([*found, *(m for find in values for m in find(article))])


def events_in(text: str, published: date | None = date(2024, 5, 14)) -> tuple[Event, ...]:
    article = Article(text, published=published, body_start=text.find("\n") + 1)
    return find_events(article, mentions_of(article), TYPES)


def only(text: str, name: str) -> Event:
    found = [event for event in events_in(text) if event.type == name]
    assert len(found) == 1, [(e.type, [(a.role, a.text) for a in e.arguments]) for e in found]
    return found[0]


def told(event: Event, *roles: str) -> dict[str, list[str]]:
    return {role: [a.text for a in event.fillers(role)] for role in roles}


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("海棠精密收購澄川半導體。", ("海棠精密", "澄川半導體", None)),
        ("澄川半導體被海棠精密收購。", ("海棠精密", "澄川半導體", None)),
        ("澄川半導體將由海棠精密收購。", ("海棠精密", "澄川半導體", None)),
        ("雲岫科技將澄川半導體出售給海棠精密。", ("海棠精密", "澄川半導體", "雲岫科技")),
        ("雲岫科技向海棠精密出售澄川半導體。", ("海棠精密", "澄川半導體", "雲岫科技")),
        ("海棠精密宣布，將收購澄川半導體。", ("海棠精密", "澄川半導體", None)),
        ("海棠精密完成對澄川半導體的收購。", ("海棠精密", "澄川半導體", None)),
    ],
)
def test_places_of_a_deal(text: str, roles: tuple[str, str, str | None]) -> None:
    event = only(text, "acquisition")
    acquirer, target, seller = roles
    assert told(event, "acquirer", "target", "seller") == {
        "acquirer": [acquirer],
        "target": [target],
        "seller": [seller] if seller else [],
    }


def test_every_filler_says_why() -> None:
    for event in events_in("海棠精密昨日以5億美元收購澄川半導體60%股權。"):
        assert all(argument.rule for argument in event.arguments)


def test_amount_is_not_the_price_per_share() -> None:
    event = only("海棠精密以每股20元、總金額5億元收購澄川半導體。", "acquisition")
    assert told(event, "amount") == {"amount": ["5億元"]}


def test_several_metrics_and_periods_in_one_sentence() -> None:
    text = "海棠精密去年第四季營收318億元，年增18.4%，稅後淨利10.2億元；今年首季營收290億元。"
    rows = {
        (e.fillers("metric")[0].text, e.fillers("period")[0].text): told(e, "amount", "change")
        for e in events_in(text)
        if e.type == "earnings"
    }
    assert rows == {
        ("營收", "去年第四季"): {"amount": ["318億元"], "change": ["18.4%"]},
        ("稅後淨利", "去年第四季"): {"amount": ["10.2億元"], "change": []},
        ("營收", "今年首季"): {"amount": ["290億元"], "change": []},
    }


def test_numbers_in_parallel_go_to_their_metrics() -> None:
    found = events_in("云岫科技2023年营收和净利润分别为10亿元和2亿元。")
    rows = {e.fillers("metric")[0].text: e.fillers("amount")[0].text for e in found}
    assert rows == {"营收": "10亿元", "净利润": "2亿元"}


def test_price_move_and_metric_do_not_mix() -> None:
    found = events_in("海棠精密營收上升5%，股價收報45元，下跌2%。")
    assert {(e.type, e.fillers("change")[0].text) for e in found} == {
        ("earnings", "5%"),
        ("market", "2%"),
    }


def test_list_of_securities() -> None:
    event = only("美股個別發展，海棠精密、澄川半導體及雲岫科技跌逾1%。", "market")
    assert told(event, "security", "direction") == {
        "security": ["海棠精密", "澄川半導體", "雲岫科技"],
        "direction": ["down"],
    }


def test_lead_investors_and_followers() -> None:
    found = [
        e
        for e in events_in("云岫科技完成2亿元A轮融资，由青岚资本领投，白鹭基金跟投。")
        if e.type == "funding"
    ]
    assert len(found) == 1
    assert told(found[0], "investee", "lead_investor", "investor") == {
        "investee": ["云岫科技"],
        "lead_investor": ["青岚资本"],
        "investor": ["白鹭基金"],
    }


def test_repeated_statements_are_one_event() -> None:
    text = (
        "海棠精密斥5億美元收購澄川半導體\n"
        "海棠精密今天宣布，以5億美元收購澄川半導體。海棠精密表示，收購澄川半導體後將擴大產能。"
    )
    deals = [e for e in events_in(text) if e.type == "acquisition"]
    assert len(deals) == 1
    assert len(deals[0].statements) >= 2
    assert told(deals[0], "amount") == {"amount": ["5億美元"]}


def test_rounds_are_kept_apart() -> None:
    text = "云岫科技今年3月完成1亿元A轮融资。云岫科技今年5月完成3亿元B轮融资。"
    rounds = [e.fillers("round")[0].text for e in events_in(text) if e.type == "funding"]
    assert rounds == ["A轮", "B轮"]


def test_people_are_kept_apart() -> None:
    text = "云岫科技董事长陈望舒辞任，由周砚秋接任董事长。"
    rows = {
        e.fillers("person")[0].text: e.fillers("action")[0].text
        for e in events_in(text)
        if e.type == "personnel"
    }
    assert rows == {"陈望舒": "depart", "周砚秋": "appoint"}


def test_event_date_is_the_one_that_governs_the_trigger() -> None:
    event = only("海棠精密5月2日公告，將於6月1日掛牌上市。", "listing")
    assert isinstance(event.date, DateRange)
    assert event.date.start == date(2024, 6, 1)


def test_later_date_makes_a_plan() -> None:
    assert only("海棠精密6月1日掛牌上市。", "listing").status == "planned"


def test_byline_is_nobodys_subject() -> None:
    found = events_in("【晚晴新聞／記者林若川報導】澄川半導體被收購。")
    assert not any(a.text in ("晚晴新聞", "林若川") for event in found for a in event.arguments)


@pytest.mark.parametrize(
    "text",
    [
        "投資者宜留意風險。",
        "＊編者按：海棠精密收購澄川半導體一文僅供參考。",
        "去年全國出口年增5%，失業率3.2%。",
        "",
        "。",
    ],
)
def test_no_event(text: str) -> None:
    assert events_in(text) == ()


def test_trigger_inside_a_name_is_none() -> None:
    names: dict[str, Label] = {"海棠收購基金": "COMPANY", "澄川半導體": "COMPANY"}
    article = Article("海棠收購基金與澄川半導體同赴酒會。")
    assert find_events(article, mentions_of(article, names), TYPES) == ()


def test_offsets_and_order_of_input() -> None:
    text = (
        "海棠精密斥5億美元收購澄川半導體\n海棠精密去年營收42.8億元，年增6%。"
        "證監會對雲岫科技罰款500萬元，雲岫科技股價收報12元，下跌3%。"
    )
    article = Article(text, published=date(2024, 5, 14))
    mentions = mentions_of(article)
    found = find_events(article, mentions, TYPES)
    assert found
    for event in found:
        for argument in event.arguments:
            if argument.span:
                assert text[slice(*argument.span)] == argument.text
        for spot in (event.trigger, *event.statements):
            assert text[spot.start : spot.end] == spot.text
    shuffled = list(TYPES)
    random.Random(7).shuffle(shuffled)
    again = find_events(article, mentions, shuffled)
    key = lambda e: (e.type, e.trigger.start, [(a.role, a.text) for a in e.arguments])  # noqa: E731
    assert sorted(map(key, again)) == sorted(map(key, found))
    assert find_events(article, mentions, TYPES) == found


def test_both_scripts_give_the_same_rows() -> None:
    hant = "雲岫科技計劃以3億元收購澄川半導體，由陳望舒出任總經理。"
    hans = "云岫科技计划以3亿元收购澄川半导体，由陈望舒出任总经理。"
    rows = [
        [
            (e.type, e.status, sorted((a.role, a.rule.split(":")[0]) for a in e.arguments))
            for e in found
        ]
        for found in (events_in(hant), events_in(hans))
    ]
    assert rows[0] == rows[1]
    assert rows[0]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("海棠精密以15億元，每坪235萬元購入649坪土地。", "15億元"),
        ("海棠精密以約7900萬元，從澄川半導體旗下的基金，收購雲岫科技9.9%股權。", "約7900萬元"),
        ("海棠精密收購雲岫科技，單價240萬元、總價15億元。", "15億元"),
    ],
)
def test_the_sum_is_the_deals(text: str, amount: str) -> None:
    (event,) = (e for e in events_in(text) if e.type == "acquisition")
    assert [a.text for a in event.fillers("amount")] == [amount]


def test_a_bound_stays_a_bound() -> None:
    text = "林若川拟减持云岫科技不超4.98%股份\n林若川拟减持云岫科技不超过4300万股，占4.98%。"
    (event,) = events_in(text)
    assert [a.text for a in event.fillers("stake")] == ["不超4.98%"]
