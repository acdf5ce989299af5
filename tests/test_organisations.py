"""Companies, bodies and places by their last word, by code, definition and neighbourhood."""

from __future__ import annotations

import pytest

from newsparse.annotation import Article, Mention
from newsparse.recognize.companions import companions
from newsparse.recognize.glosses import find_glossed
from newsparse.recognize.organisations import find_organisations
from newsparse.recognize.quoted import find_quoted
from newsparse.text.simplify import simplify

FOUND = [
    ("由實密科技股份有限公司承辦", [("實密科技股份有限公司", "COMPANY")]),
    ("公司擬收購杭州富瀾控股。", [("杭州富瀾控股", "COMPANY")]),
    ("公司收購日本富瀾科技集團。", [("富瀾科技集團", "COMPANY")]),
    ("案件由蘇州虎丘法院審理", [("蘇州虎丘法院", "ORG")]),
    ("由經濟部投資審議委員會核准", [("經濟部投資審議委員會", "ORG")]),
    ("美國商務部表示", [("美國商務部", "ORG")]),
    ("股東寧波鼎昱投資合夥企業（有限合夥）減持", [("寧波鼎昱投資合夥企業（有限合夥）", "COMPANY")]),
    ("股東蘇州鼎昱創業投資中心(有限合夥)減持", [("蘇州鼎昱創業投資中心(有限合夥)", "COMPANY")]),
    ("由天津市財政局公布", [("天津市財政局", "ORG")]),
    ("常熟市人民政府承諾", [("常熟市人民政府", "ORG")]),
    ("就讀於西安交通大學。", [("西安交通大學", "ORG")]),
    ("位於南部科學園區的新廠", [("南部科學園區", "PLACE")]),
]
NOT_FOUND = [
    "該公司表示，本公司將持續投資科技公司。",
    "高科技業者與生物科技公司合作",
    "去年賣出200萬部",
    "兩家公司與多家銀行簽約",
]


@pytest.mark.parametrize(("text", "names"), FOUND, ids=[t for t, _ in FOUND])
def test_finds_names_in_both_scripts(text: str, names: list[tuple[str, str]]) -> None:
    for variant, wanted in ((text, names), (simplify(text), [(simplify(n), k) for n, k in names])):
        found = find_organisations(Article(variant), [])
        assert [(m.text, m.label) for m in found] == wanted
        assert all(variant[m.start : m.end] == m.text for m in found)


@pytest.mark.parametrize("text", NOT_FOUND)
def test_leaves_descriptions_alone(text: str) -> None:
    assert find_organisations(Article(text), []) == []


def _known(text: str, *names: tuple[str, str]) -> list[Mention]:
    return [
        Mention(text.index(n), text.index(n) + len(n), label, n, "list")  # type: ignore[arg-type]
        for n, label in names
    ]


@pytest.mark.parametrize(
    ("text", "known", "wanted"),
    [
        ("主管機關督促富瀾公司。", [("富瀾", "COMPANY")], ["富瀾公司"]),
        ("周文棋盼望公司成長", [("周文棋", "PERSON")], []),
        ("中國面板公司發布", [("中國", "PLACE")], []),
        ("美國公司發布", [("美國", "PLACE")], []),
        ("英國保守黨表示", [("英國", "PLACE")], ["保守黨"]),
        ("台積電文教基金會捐款", [("台積電", "COMPANY")], ["台積電文教基金會"]),
    ],
)
def test_known_names_bound_the_others(
    text: str, known: list[tuple[str, str]], wanted: list[str]
) -> None:
    found = find_organisations(Article(text), _known(text, *known))
    assert [m.text for m in found] == wanted


def test_a_defined_short_form_is_found_everywhere() -> None:
    text = "廣昕昶德科技有限公司（下稱「昶德」）公布財報，昶德去年虧損。"
    full = [Mention(0, 10, "COMPANY", text[:10], "suffix:有限公司")]
    found = find_glossed(Article(text), full)
    assert [(m.text, m.label, m.rule) for m in found] == [
        ("昶德", "COMPANY", "gloss:defined"),
        ("昶德", "COMPANY", "gloss:defined"),
    ]


def test_no_company_is_defined_as_this_company() -> None:
    text = "廣昕昶德科技有限公司（下稱「本公司」）公布，本公司去年虧損。"
    full = [Mention(0, 10, "COMPANY", text[:10], "suffix:有限公司")]
    assert find_glossed(Article(text), full) == []


def test_the_head_of_a_full_name_is_found() -> None:
    text = "深圳證瀾電子股份有限公司公告。證瀾電子將擴產，證瀾說，證瀾看好。"
    full = [
        Mention(0, 12, "COMPANY", text[:12], "suffix:股份有限公司"),
        Mention(0, 2, "PLACE", "深圳", "list"),
    ]
    assert [m.text for m in find_glossed(Article(text), full)] == ["證瀾電子", "證瀾", "證瀾"]


@pytest.mark.parametrize("code", ["（6182）", "(2330-TW)", "（00700.HK）", "(300766.SZ)"])
def test_what_a_code_follows_is_a_company(code: str) -> None:
    text = f"半導體廠，鑫旺芯{code}今日公布營收，鑫旺芯看好。"
    assert [m.text for m in find_glossed(Article(text), [])] == ["鑫旺芯", "鑫旺芯"]


def test_a_year_is_no_code() -> None:
    assert find_glossed(Article("公司公布今（2023）年營收"), []) == []


def test_companions_of_companies() -> None:
    key = "客户包括台积电、骏桦及统旸等。骏桦表示"
    known = [Mention(4, 7, "COMPANY", "台积电", "list")]
    taken = bytearray(len(key))
    taken[4:7] = b"\1\1\1"
    assert list(companions(key, known, taken)) == ["骏桦"]
    for name, found in (("眠棠", ["眠棠"]), ("公司", [])):
        key = f"{name}完成数亿元融资，{name}拟扩产"
        assert list(companions(key, [], bytearray(len(key)))) == found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("推出名為「晨星資料庫」的平台", [("晨星資料庫", "PRODUCT")]),
        ("據《華爾街日報》報導", [("華爾街日報", "ORG")]),
        ("在遊戲《戰地 6》中", [("戰地 6", "PRODUCT")]),
        (
            "遊戲《戰地 6》取得成功，另有《霧港：重啟》。",
            [("戰地 6", "PRODUCT"), ("霧港：重啟", "PRODUCT")],
        ),
        ("《產業觀察》知名遊戲《戰地 6》取得成功", [("戰地 6", "PRODUCT")]),
        ("違反《證券交易法》，直言「房價會漲」", []),
        ("「眠山」近日完成數千萬元A輪融資。", [("眠山", "COMPANY")]),
        ("“溪棠智造”联合创始人陆昕表示", [("溪棠智造", "COMPANY")]),
        ("“00后”创始人完成融资", []),
        ("「眠山」即將完成改建工程。", []),
    ],
)
def test_quoted_names(text: str, wanted: list[tuple[str, str]]) -> None:
    assert [(m.text, m.label) for m in find_quoted(Article(text), [])] == wanted
