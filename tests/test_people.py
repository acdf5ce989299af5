"""Personal names in Chinese characters: found, bounded and told from ordinary words."""

from __future__ import annotations

import pytest

from newsparse.annotation import Article, Mention
from newsparse.recognize.people import find_people
from newsparse.text.simplify import simplify

FOUND = [
    ("董事長魏哲家表示，明年續擴產。", ["魏哲家"]),
    ("台積電總裁魏哲家指出需求強勁", ["魏哲家"]),
    ("記者 陳永吉／台北報導", ["陳永吉"]),
    ("公務員事務局局長楊何蓓茵出席", ["楊何蓓茵"]),
    ("主席馮陳富珍說", ["馮陳富珍"]),
    ("發言人歐陽明透露", ["歐陽明"]),
    ("董事會宣布，由周珺暐接替何秀琴出任總經理", ["周珺暐", "何秀琴"]),
    ("新任董事為李成、王文亮、趙光輝。", ["李成", "王文亮", "趙光輝"]),
    ("遊戲驛站執行長瑞安·科恩昨日表示，科恩將增持。", ["瑞安·科恩", "科恩"]),
    ("首席财务官安娜・米歇尔将离任", ["安娜・米歇尔"]),
    ("創始負責人史蒂芬 · 李表示", ["史蒂芬 · 李"]),
    ("董事長約翰·史密斯指出需求強勁", ["約翰·史密斯"]),
    ("前總統拜登表示", ["拜登"]),
    ("社長伊藤和典表示", ["伊藤和典"]),
]
NOT_FOUND = [
    "高雄市場需求強勁，毛利率提高。",
    "公司於明年推出新產品，管理層看好。",
    "稅後淨利二·二○億元",
    "法院要求申索方提交文件",
    "周三台股收盤上漲",
    "馬來西亞經濟成長，金融業獲利",
]


@pytest.mark.parametrize(("text", "names"), FOUND, ids=[t for t, _ in FOUND])
def test_finds_names_in_both_scripts(text: str, names: list[str]) -> None:
    for variant, wanted in ((text, names), (simplify(text), [simplify(n) for n in names])):
        found = find_people(Article(variant), [])
        assert [m.text for m in found] == wanted
        assert all(variant[m.start : m.end] == m.text for m in found)
        assert {m.label for m in found} == {"PERSON"}


@pytest.mark.parametrize("text", NOT_FOUND)
def test_leaves_ordinary_words_alone(text: str) -> None:
    assert find_people(Article(text), []) == []
    assert find_people(Article(simplify(text)), []) == []


def test_a_name_is_found_again_without_context() -> None:
    text = "總經理徐暘表示看好。其後徐暘持股增加，外界關注徐暘動向。"
    assert [m.text for m in find_people(Article(text), [])] == ["徐暘"] * 3


def test_the_form_that_recurs_sets_the_boundary() -> None:
    text = "许凯离任。许凯表示感谢。许凯曾任经理。此前许凯携手团队。"
    assert {m.text for m in find_people(Article(text), [])} == {"许凯"}


def test_listed_names_are_not_split() -> None:
    text = "消息指富瀾主席丁啟文出席"
    known = [Mention(3, 5, "COMPANY", "富瀾", "gazetteer")]
    assert [m.text for m in find_people(Article(text), known)] == ["丁啟文"]


def test_a_listed_part_joins_a_dotted_name() -> None:
    text = "投資者沃伦·巴菲特說"
    known = [Mention(6, 9, "PERSON", "巴菲特", "gazetteer")]
    assert [m.text for m in find_people(Article(text), known)] == ["沃伦·巴菲特"]


def test_titles_raise_a_candidate() -> None:
    text = "昨日協理古洞明說明"
    title = [Mention(2, 4, "POSITION", "協理", "gazetteer")]
    assert [m.text for m in find_people(Article(text), title)] == ["古洞明"]


@pytest.mark.parametrize("text", ["", "。", "Only Latin text.", "王", "\n\n", "·"])
def test_survives_scraps(text: str) -> None:
    assert find_people(Article(text), []) == []


def test_forms_of_address_are_no_given_names() -> None:
    assert find_people(Article("球迷劉小姐、陳先生表示"), []) == []


def test_more_known_mentions_than_sixteen_bits_count() -> None:
    text = "王" * 70_000 + "董事長魏哲家表示"
    known = [Mention(i, i + 1, "PLACE", "王", "list") for i in range(70_000)]
    assert [m.text for m in find_people(Article(text), known)] == ["魏哲家"]
