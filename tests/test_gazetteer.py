"""The gazetteer: which listed names count, where, and as what."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from newsparse.annotation import Article
from newsparse.errors import DataFileError
from newsparse.recognize.gazetteer import Gazetteer, load_gazetteer
from newsparse.text.simplify import simplify


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


def found(gazetteer: Gazetteer, text: str, **options: str) -> list[tuple[str, str]]:
    mentions = gazetteer(Article(text, **options))  # type: ignore[arg-type]
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
    return [(mention.text, mention.label) for mention in mentions]


CASES = [
    ("台積電董事長訪台南", [("台積電", "COMPANY"), ("董事長", "POSITION"), ("台南", "PLACE")]),
    ("魏哲家是總裁", [("魏哲家", "PERSON"), ("總裁", "POSITION")]),
    ("英偉達與OpenAI洽談", [("英偉達", "COMPANY"), ("OpenAI", "COMPANY")]),
    ("中石化上半年盈利跌", [("中石化", "COMPANY")]),
    ("聯準會主席鮑爾談通膨", [("聯準會", "ORG"), ("主席", "POSITION"), ("鮑爾", "PERSON")]),
    ("美聯儲按兵不動", [("美聯儲", "ORG")]),
    ("港交所與證監會發聯合聲明", [("港交所", "ORG"), ("證監會", "ORG")]),
    ("沙特與沙烏地阿拉伯是同一國", [("沙特", "PLACE"), ("沙烏地阿拉伯", "PLACE")]),
    ("恒指收報兩萬點", [("恒指", "PRODUCT")]),
    ("iPhone銷量下跌", [("iPhone", "PRODUCT")]),
    ("台北市長與財政局長出席", [("台北", "PLACE"), ("市長", "POSITION"), ("財政局長", "POSITION")]),
    ("台北市長期補助，財政局支持", [("台北市", "PLACE"), ("財政局", "ORG")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
@pytest.mark.parametrize("script", ["Hant", "Hans"])
def test_names_are_found_in_either_script(
    gazetteer: Gazetteer, text: str, expected: list[tuple[str, str]], script: str
) -> None:
    if script == "Hans":
        text, expected = simplify(text), [(simplify(name), label) for name, label in expected]
    assert found(gazetteer, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "追求幸福的生活",  # 1108 幸福
        "世界各地都在創新",  # 5347 世界, 創新
        "機器人產業蓬勃發展",  # 300024
        "雙方將展開合作",  # 合作市
        "Metaverse概念退燒",  # Meta
        "提出碳中和目標",  # 中和
        "董事會昨天開會",  # 董事
        "會計師事務所名稱",  # 會計師
        "紐西蘭元與瑞士法郎走強",
    ],
)
def test_ordinary_words_are_no_names(gazetteer: Gazetteer, text: str) -> None:
    assert found(gazetteer, text, region="TW") == []


@pytest.mark.parametrize(
    ("text", "surface", "rule"),
    [
        ("幸福(1108)今日大漲", "幸福", "gazetteer:1108.TW"),
        ("南港（2101）重啟開發", "南港", "gazetteer:2101.TW"),
        ("机器人（300024）涨停", "机器人", "gazetteer:300024.SZ"),
        ("美團（03690.HK）公布業績", "美團", "gazetteer:3690.HK"),
    ],
)
def test_the_listed_code_behind_a_name_decides(
    gazetteer: Gazetteer, text: str, surface: str, rule: str
) -> None:
    first = gazetteer(Article(text))[0]
    assert (first.text, first.label, first.rule) == (surface, "COMPANY", rule)


def test_a_weak_name_is_confirmed_elsewhere_in_the_article(gazetteer: Gazetteer) -> None:
    text = "幸福(1108)昨日除息。法人看好幸福，目標價調升。"
    assert [m.start for m in gazetteer(Article(text)) if m.text == "幸福"] == [
        0,
        text.rindex("幸福"),
    ]


def test_a_taiwanese_short_name_is_weak_elsewhere(gazetteer: Gazetteer) -> None:
    text = "两个系统采用统一内存架构"
    assert ("统一", "COMPANY") not in found(gazetteer, text, region="CN")
    assert ("統一", "COMPANY") in found(gazetteer, "投信買超統一與鴻海", region="TW")


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("鴻海公司宣布擴廠", "鴻海公司"),
        ("鴻海公司治理評鑑", "鴻海"),
        ("OpenAI 公司宣布", "OpenAI 公司"),
        ("懷特生技董事長", "懷特生技"),
        ("碩禾、富驛-KY漲停", "富驛-KY"),
        ("台灣虎航-創（6757）營收", "台灣虎航-創"),
        ("招商證券（香港）獲批", "招商證券（香港）"),
        ("柏承(南通)微電子科技有限公司", "柏承(南通)微電子科技有限公司"),
    ],
)
def test_what_belongs_to_a_company_name(gazetteer: Gazetteer, text: str, surface: str) -> None:
    assert (surface, "COMPANY") in found(gazetteer, text, region="TW")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("他出任首席數位轉型官", "首席數位轉型官"),
        ("凱基投顧研究部協理表示", "研究部協理"),
        ("中國駐美大使秦剛", "駐美大使"),
        ("公司資深副總裁陳先生", "資深副總裁"),
        ("集團國際業務總裁周先生", "國際業務總裁"),
        ("大中華區研究及評估部主管林女士", "大中華區研究及評估部主管"),
        ("理想汽车产品线负责人", "产品线负责人"),  # no title begins inside a company's name
        ("恒生銀行首席市場策略員", "首席市場策略員"),
        ("摩根大通宏观分析师", "宏观分析师"),
        ("德銀資深策略師", "資深策略師"),
        ("退任審計委員會主席", "審計委員會主席"),
    ],
)
def test_titles_are_composed(gazetteer: Gazetteer, text: str, title: str) -> None:
    assert (title, "POSITION") in found(gazetteer, text)


def test_what_is_left_of_a_straddled_name_is_read_again(gazetteer: Gazetteer) -> None:
    names = found(gazetteer, "中國動力電池產業", region="CN")
    assert names == [("中國", "PLACE")]


def test_entries_are_there_for_linking(gazetteer: Gazetteer) -> None:
    entry = gazetteer.entry("gazetteer:2330.TW")
    assert entry is not None
    assert {"台積電", "TSMC"} <= set(entry.surfaces)
    assert gazetteer.entry("money:amount") is None
    ids = {m.rule for m in gazetteer(Article("輝達（NVIDIA）又稱英偉達"))}
    assert ids == {"gazetteer:nvidia"}


def write(path: Path, *rows: str, header: str = "id,label,name,aliases") -> Path:
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def test_own_names_come_first(tmp_path: Path) -> None:
    own = write(tmp_path / "mine.csv", "taiji,PRODUCT,台積電,太極一號", "x,COMPANY,統一,")
    gazetteer = Gazetteer(own=[own])
    assert found(gazetteer, "台積電與太極一号，統一口徑") == [
        ("台積電", "PRODUCT"),
        ("太極一号", "PRODUCT"),
        ("統一", "COMPANY"),
    ]
    assert gazetteer(Article("鴻海"))[0].rule == "gazetteer:2317.TW"


def test_a_gazetteer_can_be_pickled(tmp_path: Path) -> None:
    gazetteer = Gazetteer([write(tmp_path / "mine.csv", "a,COMPANY,甲乙丙,")])
    again = pickle.loads(pickle.dumps(gazetteer))
    assert found(again, "甲乙丙") == [("甲乙丙", "COMPANY")]


@pytest.mark.parametrize(
    ("rows", "line", "problem"),
    [
        (["a,COMPANY,甲乙,丙"], 2, "single character"),
        (["a,FIRM,甲乙,"], 2, "unknown label 'FIRM'"),
        (["a,COMPANY,甲乙,", "a,COMPANY,丙丁,"], 3, "'a' stands already in line 2"),
        (["a,COMPANY,,"], 2, "without id or name"),
        (['a,COMPANY,"甲\n乙",'], 3, "line break"),
        (['a,COMPANY,甲乙,"丙\n丁"'], 3, "line break"),
        (["a,COMPANY,甲乙|丙丁,"], 2, "holds a |"),
        (["a,COMPANY,甲乙,丙丁|戊"], 2, "'戊' is a single character"),
        ([], None, "holds no name"),
    ],
)
def test_wrong_rows_are_named(
    tmp_path: Path, rows: list[str], line: int | None, problem: str
) -> None:
    path = write(tmp_path / "wrong.csv", *rows)
    with pytest.raises(DataFileError, match=re.escape(problem)) as caught:
        load_gazetteer(path)
    assert (caught.value.path, caught.value.line) == (path, line)
    assert caught.value.remedy


def test_aliases_may_be_untidy(tmp_path: Path) -> None:
    gazetteer = Gazetteer(
        [write(tmp_path / "mine.csv", "a,COMPANY,甲乙, 丙丁 || Wu Ji|", "b,ORG,庚辛,")]
    )
    entry = gazetteer.entry("gazetteer:a")
    assert entry is not None
    assert entry.surfaces == ("甲乙", "丙丁", "Wu Ji")
    assert found(gazetteer, "丙丁、Wu Ji、庚辛") == [
        ("丙丁", "COMPANY"),
        ("Wu Ji", "COMPANY"),
        ("庚辛", "ORG"),
    ]
    assert gazetteer.entry("gazetteer:c") is None


def test_a_name_in_two_lists_is_one_entry(tmp_path: Path) -> None:
    first = write(tmp_path / "first.csv", "a,COMPANY,甲乙,丙丁")
    second = write(tmp_path / "second.csv", "a,COMPANY,戊己,丙丁|庚辛")
    gazetteer = Gazetteer([first, second])
    entry = gazetteer.entry("gazetteer:a")
    assert entry is not None
    assert entry.surfaces == ("甲乙", "丙丁", "戊己", "庚辛")
    assert [hit.entries[0].id for hit in gazetteer.possible("庚辛与丙丁")] == ["a", "a"]
