"""Several people in one sentence, each with the title of their own."""

from __future__ import annotations

import pytest

from newsparse.annotation import Article, Label
from newsparse.events.match import find_events
from newsparse.events.types import load_event_types
from test_events import events_in, mentions_of, told

TYPES = [t for t in load_event_types() if t.name == "personnel"]
NAMES: dict[str, Label] = {
    "海棠精密": "COMPANY",
    "云岫科技": "COMPANY",
    "青岚资本": "COMPANY",
    "林若川": "PERSON",
    "周硯秋": "PERSON",
    "周砚秋": "PERSON",
    "陳望舒": "PERSON",
    "陈望舒": "PERSON",
    "行政總裁": "POSITION",
    "財務總監": "POSITION",
    "总经理": "POSITION",
    "财务总监": "POSITION",
    "首席研究員": "POSITION",
}


def people_in(text: str) -> set[tuple[str, str, str]]:
    article = Article(text)
    found = find_events(article, mentions_of(article, NAMES), TYPES)
    return {
        (
            event.fillers("person")[0].text,
            "".join(a.text for a in event.fillers("position")),
            event.fillers("action")[0].text,
        )
        for event in found
    }


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "政府委任林若川為海棠精密董事局新成員，任期三年。",
            {("林若川", "海棠精密董事局新成員", "appoint")},
        ),
        (
            "海棠精密公布，同日離職的還有行政總裁林若川、財務總監周硯秋。",
            {("林若川", "行政總裁", "depart"), ("周硯秋", "財務總監", "depart")},
        ),
        (
            "云岫科技任命周砚秋为总经理、陈望舒为财务总监。",
            {("周砚秋", "总经理", "appoint"), ("陈望舒", "财务总监", "appoint")},
        ),
        (
            "海棠精密董事會任命行政總裁林若川、財務總監周硯秋，於13日走馬上任。",
            {("林若川", "行政總裁", "appoint"), ("周硯秋", "財務總監", "appoint")},
        ),
        (
            "云岫科技聘任周砚秋为总经理，陈望舒、林若川为财务总监。",
            {
                ("周砚秋", "总经理", "appoint"),
                ("陈望舒", "财务总监", "appoint"),
                ("林若川", "财务总监", "appoint"),
            },
        ),
        ("海棠精密財務總監周硯秋遭解任。", {("周硯秋", "財務總監", "dismiss")}),
        ("海棠精密宣布，林若川獲調任行政總裁。", {("林若川", "行政總裁", "appoint")}),
        ("海棠精密財務總監林若川獲調任行政總裁。", {("林若川", "行政總裁", "appoint")}),
        ("海棠精密行政總裁兼財務總監周硯秋辭任。", {("周硯秋", "行政總裁財務總監", "depart")}),
        ("海棠精密行政總裁一職由周硯秋暫代。", {("周硯秋", "行政總裁", "appoint")}),
    ],
)
def test_each_with_their_own_title(text: str, people: set[tuple[str, str, str]]) -> None:
    assert people_in(text) == people


@pytest.mark.parametrize(
    "text",
    [
        "海棠精密行政總裁林若川表示，管理層會全數留任。",
        "云岫科技总经理陈望舒正常履职。",
    ],
)
def test_talk_of_people_is_no_change(text: str) -> None:
    assert people_in(text) == set()


def test_two_posts_of_one_person() -> None:
    text = "林若川辭去云岫科技董事长及总经理職務。"
    found = [told(e, "person", "position") for e in events_in(text) if e.type == "personnel"]
    assert found == [{"person": ["林若川"], "position": ["董事长", "总经理"]}]


def test_seats_are_those_of_the_topic() -> None:
    text = "海棠精密新任董事名單包括行政總裁林若川、云岫科技代表人周硯秋、陳望舒。"
    article = Article(text)
    found = find_events(article, mentions_of(article, NAMES), TYPES)
    assert {e.fillers("company")[0].text for e in found} == {"海棠精密"}
    assert {e.fillers("person")[0].text for e in found} == {"林若川", "周硯秋", "陳望舒"}


@pytest.mark.parametrize(
    "text",
    [
        "云岫科技公告，公司董事会于近日收到总经理周砚秋递交的辞职报告。",
        "云岫科技董事会收到总经理周砚秋的书面辞职报告。",
    ],
)
def test_a_resignation_that_a_board_receives(text: str) -> None:
    assert people_in(text) == {("周砚秋", "总经理", "depart")}


@pytest.mark.parametrize(
    "text",
    [
        "云岫科技任命此前担任财务总监的周砚秋出任总经理。",
        "云岫科技新增一席要职，由曾任财务总监的周砚秋出任总经理。",
    ],
)
def test_what_somebody_was_before_is_not_the_new_post(text: str) -> None:
    assert people_in(text) == {("周砚秋", "总经理", "appoint")}


def test_the_post_behind_the_verb_is_of_the_firm_beside_it() -> None:
    article = Article("海棠精密總經理林若川辭去云岫科技行政總裁職務。")
    names: dict[str, Label] = {**NAMES, "總經理": "POSITION"}
    (event,) = find_events(article, mentions_of(article, names), TYPES)
    assert told(event, "company", "position") == {
        "company": ["云岫科技"],
        "position": ["行政總裁"],
    }
