"""Linking: which surfaces name the same thing."""

from __future__ import annotations

import pytest

from newsparse.annotation import Article, Label, Mention
from newsparse.entities import link


def groups(text: str, *found: tuple[str, Label] | tuple[str, Label, str]) -> list[tuple[str, ...]]:
    """The aliases of each entity when these surfaces are mentions, at their first occurrences."""
    mentions = []
    position = 0
    for surface, label, *rule in found:
        start = text.index(surface, position)
        position = start + len(surface)
        mentions.append(Mention(start, position, label, surface, rule[0] if rule else "rule"))
    linked, entities = link(Article(text), mentions)
    assert [m.text for m in linked] == [m.text for m in mentions]
    assert all(m.entity for m in linked)
    return [e.aliases for e in entities]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("嶺峰控股", "嶺峰"),
        ("岭峰公司", "岭峰"),
        ("東嶺鋼鐵", "東鋼"),
        ("北京嶺峰能科技股份有限公司", "嶺峰能"),
        ("Lingfeng Systems", "Lingfeng"),
        ("Silver Heron Storage", "Silver Heron"),
        ("嶺峰金控", "嶺峰金"),
        ("嶺達電子", "嶺達電"),
    ],
)
def test_a_company_is_joined_with_its_short_form(full: str, short: str) -> None:
    text = f"{full}公布業績，{short}預計明年轉虧為盈。"
    assert groups(text, (full, "COMPANY"), (short, "COMPANY")) == [(full, short)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("嶺塑化", "嶺化"),  # too close for an abbreviation
        ("嶺峰超", "嶺峰"),  # 超 is no company tail: 統一超 is not 統一
        ("嶺峰（杭州）環保", "嶺峰"),  # a subsidiary named by its place
        ("Lingfeng Europe", "Lingfeng"),
    ],
)
def test_a_likeness_is_not_a_short_form(one: str, other: str) -> None:
    text = f"{one}公布業績，{other}預計明年轉虧為盈。"
    assert groups(text, (one, "COMPANY"), (other, "COMPANY")) == [(one,), (other,)]


def test_a_short_form_of_two_things_is_neither() -> None:
    text = "嶺峰國際和嶺峰電子同日公布業績，嶺峰股價上升。"
    found = [("嶺峰國際", "COMPANY"), ("嶺峰電子", "COMPANY"), ("嶺峰", "COMPANY")]
    assert groups(text, *found) == [("嶺峰國際",), ("嶺峰電子",), ("嶺峰",)]


def test_a_bare_tail_joins_whatever_else_bears_the_name() -> None:
    text = "嶺峰光電和嶺峰集團同日公布業績，嶺峰股價上升。"
    found = [("嶺峰光電", "COMPANY"), ("嶺峰集團", "COMPANY"), ("嶺峰", "COMPANY")]
    assert groups(text, *found) == [("嶺峰光電", "嶺峰集團", "嶺峰")]


@pytest.mark.parametrize("between", ["公告，公司控股股東", "公告，股東", "股東及一致行動人"])
def test_a_shareholder_is_not_the_firm_it_holds(between: str) -> None:
    text = f"嶺峰{between}嶺峰集團減持股份，嶺峰集團有限公司其後否認。"
    found = [("嶺峰", "COMPANY"), ("嶺峰集團", "COMPANY"), ("嶺峰集團有限公司", "COMPANY")]
    assert groups(text, *found) == [("嶺峰",), ("嶺峰集團", "嶺峰集團有限公司")]


def test_a_holding_is_not_the_firm_under_it() -> None:
    text = "嶺峰集團旗下嶺峰公布業績。"
    found = [("嶺峰集團", "COMPANY"), ("嶺峰", "COMPANY")]
    assert groups(text, *found) == [("嶺峰集團",), ("嶺峰",)]


def test_a_chain_of_longer_forms_is_one_company() -> None:
    text = "嶺峰國際公司旗下，嶺峰國際表示，嶺峰將擴產。"
    found = [("嶺峰國際公司", "COMPANY"), ("嶺峰國際", "COMPANY"), ("嶺峰", "COMPANY")]
    assert groups(text, *found) == [("嶺峰國際公司", "嶺峰國際", "嶺峰")]


def test_a_bracketed_gloss_joins_and_an_enumeration_does_not() -> None:
    assert groups("嶺峰電子（LFE）今日上市。", ("嶺峰電子", "COMPANY"), ("LFE", "COMPANY")) == [
        ("嶺峰電子", "LFE")
    ]
    assert groups("嶺峰電子、LFE今日上市。", ("嶺峰電子", "COMPANY"), ("LFE", "COMPANY")) == [
        ("嶺峰電子",),
        ("LFE",),
    ]


def test_abbreviated_as_joins_names_without_a_common_character() -> None:
    text = "嶺峰電子（以下簡稱「甲乙」）今日上市。"
    assert groups(text, ("嶺峰電子", "COMPANY"), ("甲乙", "COMPANY")) == [("嶺峰電子", "甲乙")]


def test_lists_join_and_keep_apart() -> None:
    text = "嶺峰集團與嶺峰今日上市。"
    apart = groups(
        text, ("嶺峰集團", "COMPANY", "gazetteer:1.HK"), ("嶺峰", "COMPANY", "gazetteer:2.HK")
    )
    assert apart == [("嶺峰集團",), ("嶺峰",)]
    joined = groups(
        "甲乙與嶺峰今日上市。",
        ("甲乙", "COMPANY", "gazetteer:1.HK"),
        ("嶺峰", "COMPANY", "gazetteer:1.HK"),
    )
    assert joined == [("甲乙", "嶺峰")]


def test_last_names_and_public_bodies() -> None:
    text = "美國聯儲局主席瑞安 · 科恩表示，聯儲局不會減息，科恩又指……"
    found: list[tuple[str, Label]] = [
        ("美國聯儲局", "ORG"),
        ("瑞安 · 科恩", "PERSON"),
        ("聯儲局", "ORG"),
        ("科恩", "PERSON"),
    ]
    assert groups(text, *found) == [("美國聯儲局", "聯儲局"), ("瑞安 · 科恩", "科恩")]


@pytest.mark.parametrize(
    ("called", "linked"), [("老范", True), ("小范", True), ("老王", False), ("阿范", False)]
)
def test_who_is_called_familiarly_by_the_surname(called: str, linked: bool) -> None:
    text = f"{called}的收購站門前排起長隊，本名范德春。"
    found: list[tuple[str, Label]] = [(called, "PERSON"), ("范德春", "PERSON")]
    assert ((called, "范德春") in groups(text, *found)) is linked


def test_a_listed_code_becomes_the_knowledge_base_id() -> None:
    mention = Mention(0, 3, "COMPANY", "台積電", "gazetteer:2330.TW")
    _, entities = link(Article("台積電上漲。"), [mention])
    assert entities[0].kb == "2330.TW"


def test_one_code_in_brackets_is_one_company() -> None:
    one, other = ("海電購物", "COMPANY", "gazetteer:8987.TW"), ("momo商城", "COMPANY")
    assert groups("海電購物每股賺4元\nmomo商城 (8987) 公布財報。", one, other) == [
        ("海電購物", "momo商城")
    ]
    third = ("澄川-KY", "COMPANY")
    assert groups(
        "澄川-KY（4971）公布財報，英特澄（4971）看好下半年。", third, ("英特澄", "COMPANY")
    ) == [("澄川-KY", "英特澄")]
    listed = ("海電購物", "COMPANY", "gazetteer:8987.TW")
    assert groups("海電購物上漲，momo商城（2454）下跌。", listed, other) == [
        ("海電購物",),
        ("momo商城",),
    ]
