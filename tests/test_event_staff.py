"""Firms named only to tell whose people are meant, and posts that only tell who is meant."""

from __future__ import annotations

import pytest

from newsparse.annotation import Article, Label
from newsparse.events.match import find_events
from test_events import TYPES, mentions_of, told

NAMES: dict[str, Label] = {
    "海棠精密": "COMPANY",
    "澄川半導體": "COMPANY",
    "海棠商會": "ORG",
    "環保局": "ORG",
    "數發部": "ORG",
    "林若川": "PERSON",
    "周硯秋": "PERSON",
    "董事長": "POSITION",
    "總經理": "POSITION",
    "會長": "POSITION",
}


def rows(text: str, name: str) -> list[dict[str, list[str]]]:
    article = Article(text)
    found = [e for e in find_events(article, mentions_of(article, NAMES), TYPES) if e.type == name]
    roles = [role.name for kind in TYPES if kind.name == name for role in kind.roles]
    return [told(e, *roles) for e in found]


@pytest.mark.parametrize(
    "text", ["海棠精密股價跌停，原董事長涉嫌行賄被起訴。", "海棠精密一名員工被起訴。"]
)
def test_whose_people_are_accused(text: str) -> None:
    assert rows(text, "legal") == []


def test_a_firm_and_its_people_are_both_accused() -> None:
    assert rows("海棠精密及董事長被起訴。", "legal")[0]["defendant"] == ["海棠精密"]


@pytest.mark.parametrize(
    "text",
    [
        "擔任董事長的林若川表示，海棠精密業務轉好。",
        "大樓由海棠精密、澄川半導體（由林若川擔任董事長）持有。",
        "兼任澄川半導體總經理的林若川說，訂單回升。",
    ],
)
def test_a_post_that_tells_who_is_meant(text: str) -> None:
    assert rows(text, "personnel") == []


def test_the_post_is_with_the_firm_left() -> None:
    text = "海棠精密董事長周硯秋辭職，由澄川半導體總經理林若川接任。"
    row = next(r for r in rows(text, "personnel") if r["person"] == ["林若川"])
    assert (row["company"], row["from_company"]) == (["海棠精密"], ["澄川半導體"])


def test_the_post_is_with_the_association() -> None:
    text = "海棠商會昨日交接，澄川半導體董事長林若川接任會長。"
    row = rows(text, "personnel")[0]
    assert (row["company"], row["position"]) == (["海棠商會"], ["會長"])


def test_a_firm_keeps_its_own_people() -> None:
    text = "澄川半導體公布業績，海棠精密董事長林若川兼任海棠精密總經理。"
    assert rows(text, "personnel")[0]["company"] == ["海棠精密"]


def test_an_office_met_in_passing_does_not_join_two_orders() -> None:
    text = "海棠精密昨日公布業績。環保局對海棠精密罰款。"
    text += "數發部會派員督導。數發部已要求海棠精密提交報告。"
    assert [r["authority"] for r in rows(text, "regulatory")] == [["環保局"], ["數發部"]]


def test_a_wish_is_no_death() -> None:
    assert rows("海棠精密董事長林若川希望將來在工作中離世。", "personnel") == []


def test_who_runs_a_unit_is_only_told() -> None:
    assert rows("主掌投資業務的海棠精密總經理林若川表示樂觀。", "personnel") == []
