"""Latin-script names told apart by their words and their context."""

from __future__ import annotations

import pytest

from newsparse.annotation import Article, Mention
from newsparse.recognize.latin import find_latin_names

CASES = [
    ("工程師 Robin Rombach 說，市場看好。", [("Robin Rombach", "PERSON")]),
    ("教授 Björn Ommer 認為", [("Björn Ommer", "PERSON")]),
    ("Epic CEO Tim Sweeney 表示", [("Epic", "COMPANY"), ("Tim Sweeney", "PERSON")]),
    ("圖片公司 Getty Images 宣布", [("Getty Images", "COMPANY")]),
    ("新創公司 OpenRouter 完成融資", [("OpenRouter", "COMPANY")]),
    ("由 Thrive Capital 領投", [("Thrive Capital", "COMPANY")]),
    ("推出新款手機 iPhone 15 Pro。", [("iPhone 15 Pro", "PRODUCT")]),
    ("發布模型 GPT-5.5", [("GPT-5.5", "PRODUCT")]),
    ("就讀 Drexel University 期間", [("Drexel University", "ORG")]),
    ("AI 與 IPO、EPS 成長，PCB 廠受惠", []),
    ("見 www.example.com 或 https://goo.gl/x", []),
    ("Q3 營收創新高，TOP3 廠商", []),
    ("晶圓廠商 Sector 3-5 GmbH 宣布", [("Sector 3-5 GmbH", "COMPANY")]),
    ("公司 GmbH 宣布收購", []),
]


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[t for t, _ in CASES])
def test_labels(text: str, wanted: list[tuple[str, str]]) -> None:
    found = sorted(find_latin_names(Article(text), []), key=lambda m: m.start)
    assert [(m.text, m.label) for m in found] == wanted
    assert all(text[m.start : m.end] == m.text for m in found)


def test_a_bracket_takes_the_label_in_front() -> None:
    text = "空中巴士（Airbus）與柏斯特 (Bester)"
    known = [
        Mention(0, 4, "COMPANY", "空中巴士", "list"),
        Mention(13, 16, "PERSON", "柏斯特", "list"),
    ]
    found = {m.text: m.label for m in find_latin_names(Article(text), known)}
    assert found == {"Airbus": "COMPANY", "Bester": "PERSON"}


def test_the_surname_alone_is_the_person() -> None:
    text = "執行長 Emad Mostaque 說。Mostaque 另談到成本。"
    found = [(m.text, m.label) for m in find_latin_names(Article(text), [])]
    assert sorted(found) == [("Emad Mostaque", "PERSON"), ("Mostaque", "PERSON")]


def test_a_chinese_tail_belongs_to_the_company() -> None:
    text = "Meta 公司宣布"
    known = [Mention(0, 4, "COMPANY", "Meta", "list")]
    assert [m.text for m in find_latin_names(Article(text), known)] == ["Meta 公司"]


def test_one_label_for_all_occurrences() -> None:
    text = "Ropedia 宣布完成融資。在 Ropedia 看來，這是 Ropedia 的起點。"
    found = find_latin_names(Article(text), [])
    assert [m.label for m in found] == ["COMPANY"] * 3
