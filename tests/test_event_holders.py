"""Shareholders listed with a company each, people who replace others, items of a digest."""

from __future__ import annotations

from datetime import date

from newsparse.annotation import Article, Event
from newsparse.events.match import find_events
from test_events import NAMES, TYPES, mentions_of

NAMES_HERE = NAMES | {
    "麓南投資": "COMPANY",
    "洛河實業": "COMPANY",
    "執行長": "POSITION",
    "法定代表人": "POSITION",
    "许青禾": "PERSON",
}


def events_of(text: str, kind: str) -> list[Event]:
    article = Article(text, published=date(2024, 5, 14), body_start=text.find("\n") + 1)
    found = find_events(article, mentions_of(article, NAMES_HERE), TYPES)
    return [event for event in found if event.type == kind]


def rows(events: list[Event], *roles: str) -> list[tuple[str, ...]]:
    return [tuple("/".join(a.text for a in e.fillers(role)) for role in roles) for e in events]


def test_a_company_for_each_shareholder() -> None:
    text = (
        "白鹭基金看好後市\n海棠精密董事長林若川、雲岫科技大股東麓南投資，"
        "都在4月加碼1,500張以上持股。"
    )
    assert rows(events_of(text, "stake_change"), "holder", "company", "shares") == [
        ("林若川", "海棠精密", "1,500張"),
        ("麓南投資", "雲岫科技", "1,500張"),
    ]


def test_numbers_of_their_own() -> None:
    text = "海棠精密大股東麓南投資買進600張持股、雲岫科技董事洛河實業300張。"
    found = rows(events_of(text, "stake_change"), "holder", "company", "shares")
    assert ("洛河實業", "雲岫科技", "300張") in found


def test_one_shareholder_stays_one() -> None:
    text = "海棠精密大股東麓南投資買進600張持股。"
    assert rows(events_of(text, "stake_change"), "holder", "company") == [("麓南投資", "海棠精密")]


def test_who_is_replaced_leaves() -> None:
    text = "海棠精密總經理由林若川接替陳望舒。"
    assert sorted(rows(events_of(text, "personnel"), "person", "action", "position")) == [
        ("林若川", "appoint", "總經理"),
        ("陳望舒", "depart", "總經理"),
    ]


def test_who_is_handed_over_to_comes() -> None:
    text = "海棠精密林若川將卸下執行長職務，並交棒給陳望舒。"
    found = rows(events_of(text, "personnel"), "person", "action")
    assert ("陳望舒", "appoint") in found
    assert ("林若川", "depart") in found


def test_a_change_of_the_representative_is_two_events() -> None:
    text = "云岫科技法定代表人由陈望舒变更为许青禾。"
    assert sorted(rows(events_of(text, "personnel"), "person", "action")) == [
        ("许青禾", "appoint"),
        ("陈望舒", "depart"),
    ]


def test_an_item_of_a_digest_has_its_own_company() -> None:
    text = (
        "晚报丨海棠精密裁员；云岫科技发债；白鹭基金换帅\n海棠精密裁员300人\n海棠精密宣布裁员300人。\n"
        "云岫科技发债\n云岫科技表示扩大业务。公司拟发行公司债30亿元。"
    )
    found = rows(events_of(text, "debt_pledge"), "borrower", "amount")
    assert ("云岫科技", "30亿元") in found


def test_people_nominated_in_a_list() -> None:
    text = (
        "海棠精密提名4席董事候選人，包括現任總經理林若川、雲岫科技總經理陳望舒，"
        "獨立董事則有许青禾、周砚秋。"
    )
    article = Article(text, published=date(2024, 5, 14))
    names = NAMES_HERE | {"獨立董事": "POSITION"}
    found = find_events(article, mentions_of(article, names), TYPES)
    told = [e for e in found if e.type == "personnel"]
    assert rows(told, "person", "position") == [
        ("林若川", ""),
        ("陳望舒", ""),
        ("许青禾", "獨立董事"),
        ("周砚秋", "獨立董事"),
    ]


def test_who_speaks_is_not_appointed() -> None:
    text = "海棠精密任命林若川為總經理，陳望舒表示歡迎。"
    assert rows(events_of(text, "personnel"), "person") == [("林若川",)]


def test_members_with_a_sum_each() -> None:
    text = "海棠精密配息1.2元、雲岫科技2.5元。"
    assert rows(events_of(text, "capital_return"), "company", "per_share") == [
        ("海棠精密", "1.2元"),
        ("雲岫科技", "2.5元"),
    ]
    text = "盤中海棠精密下跌2.1%、雲岫科技3.4%。"
    assert rows(events_of(text, "market"), "security", "change") == [
        ("海棠精密", "2.1%"),
        ("雲岫科技", "3.4%"),
    ]
    text = "金管會開罰兩家公司，海棠精密遭罰200萬元、雲岫科技300萬元。"
    assert rows(events_of(text, "regulatory"), "target", "amount") == [
        ("海棠精密", "200萬元"),
        ("雲岫科技", "300萬元"),
    ]


def test_who_takes_the_post_of_another() -> None:
    text = "海棠精密候任總經理林若川將於9月初，接替陳望舒出任總經理。"
    assert sorted(rows(events_of(text, "personnel"), "person", "action")) == [
        ("林若川", "appoint"),
        ("陳望舒", "depart"),
    ]


def test_a_title_alone_takes_the_post() -> None:
    text = "海棠精密總經理陳望舒卸任，執行長接任。"
    assert rows(events_of(text, "personnel"), "person", "action") == [("陳望舒", "depart")]


def test_shareholders_of_the_headline_are_those_named_below() -> None:
    text = (
        "雲岫科技：控股股东拟减持不超2%股份\n雲岫科技公告，公司控股股东麓南投資及"
        "一致行动人洛河實業计划减持公司股份不超过200万股，占公司总股本不超过2%。"
    )
    assert rows(events_of(text, "stake_change"), "holder", "shares") == [
        ("麓南投資/洛河實業", "不超过200万股")
    ]


def test_a_count_points_back_to_the_list_before_it() -> None:
    text = (
        "麓南投資、洛河實業和白鹭基金均为雲岫科技股东。三家股东计划减持雲岫科技股份不超过300万股。"
    )
    assert rows(events_of(text, "stake_change"), "holder") == [("麓南投資/洛河實業/白鹭基金",)]


def test_a_count_of_another_number_is_of_others() -> None:
    text = "麓南投資和洛河實業均为雲岫科技股东。三家股东计划减持雲岫科技股份300万股。"
    assert rows(events_of(text, "stake_change"), "holder") == [("三家股东",)]


def test_a_plan_and_another_deed() -> None:
    text = (
        "林若川于4月减持雲岫科技股份246万股。雲岫科技去年披露，林若川拟减持"
        "雲岫科技股份不超过739万股。"
    )
    events = events_of(text, "stake_change")
    assert [(e.status, e.fillers("shares")[0].text) for e in events] == [
        ("actual", "246万股"),
        ("planned", "不超过739万股"),
    ]
