"""Copies of articles: what is one, what is none, and which text is the original."""

from __future__ import annotations

import pandas as pd
import pytest

from newsparse.stories import find_duplicates
from newsparse.text.simplify import simplify

STORY = (
    "騰訊擬收購格芯\n騰訊昨日宣布，擬以5億美元收購格芯七成股權，交易預計在今年年底以前完成。"
    "\n知情人士說，雙方從去年起便開始接觸，其間一度因為價格談不攏而中止，直到上月才重新坐下來談判。"
    "\n格芯去年營收12.6億美元，虧損收窄到3,400萬美元，員工人數則由高峰時的1.5萬人減到9,800人。"
)


def found(*texts, days=None, regions=None):
    days = days or ["2024-05-16"] * len(texts)
    frame = pd.DataFrame(
        {
            "article_id": [f"a{n}" for n in range(len(texts))],
            "text": list(texts),
            "published": pd.to_datetime(days),
            "source": [f"報{n}" for n in range(len(texts))],
            "region": regions or ["HK"] * len(texts),
        }
    )
    rows = find_duplicates(frame)
    return [tuple(row) for row in rows[["article_id", "original_id", "kind"]].values.tolist()]


@pytest.mark.parametrize(
    ("copy", "kind"),
    [
        (STORY, "identical"),
        (simplify(STORY), "identical"),
        (STORY.replace("，", ",").replace("。", "。 "), "identical"),
        (STORY.replace("5億", "５億"), "identical"),
        ("快訊：" + STORY + "（完）", "copy"),
        ("【本報訊】" + STORY.split("\n", 1)[1] + "\n更多新聞請下載本報App", "copy"),
        ("格芯有買家\n" + STORY.split("\n", 1)[1], "copy"),
        (STORY.rsplit("\n", 1)[0], "shortened"),
        (STORY.replace("昨日宣布", "15日宣布"), "copy"),
    ],
)
def test_copies(copy, kind):
    assert found(STORY, copy) == [("a1", "a0", kind)]


@pytest.mark.parametrize(
    "other",
    [
        "騰訊有意買下格芯，出價5億美元，據說已經談妥，只待監管機構放行，市場對此議論紛紛。",
        # the same template with other names and figures
        STORY.replace("騰訊", "小米").replace("格芯", "海棠精密").replace("5億", "8.1億")
        .replace("12.6", "2.75").replace("3,400", "910").replace("9,800", "1,230"),
        # a correction: the figures differ
        STORY.replace("5億", "6億").replace("12.6億", "13.1億").replace("3,400萬", "2,900萬"),
        "短訊",
        "",
    ],
)  # fmt: skip
def test_no_copies(other):
    assert found(STORY, other) == []


def test_the_earliest_is_the_original_an_undated_one_never():
    assert found(STORY, STORY, STORY, days=["2024-05-17", None, "2024-05-16"]) == [
        ("a0", "a2", "identical"),
        ("a1", "a2", "identical"),
    ]


def test_of_one_day_a_shortened_text_is_not_the_original():
    short = STORY.rsplit("\n", 1)[0]
    assert found(short, STORY) == [("a0", "a1", "shortened")]


def test_hundreds_of_copies_of_one_text():
    texts = [f"{STORY}（編輯{n}）".replace(f"編輯{n}", "編" * (n % 7 + 1)) for n in range(300)]
    rows = found(*texts, days=["2024-05-16"] + ["2024-05-17"] * 299)
    assert len(rows) == 299
    assert {original for _, original, _ in rows} == {"a0"}


def test_many_reports_from_one_template_are_no_copies():
    texts = [
        f"海棠{n}公司公布，5月營收{n * 37 + 11}萬元，較去年同期增加{n % 40 + 3}.{n % 10}%，"
        f"今年前五月累計營收{n * 131 + 5}萬元。公司表示，受惠於新產品出貨順暢，"
        f"營運表現符合預期，下半年審慎樂觀。"
        for n in range(400)
    ]
    assert found(*texts) == []


def test_paragraphs_under_every_article_make_no_copies():
    standing = "（本文由系統依公開資訊整理，數據未經查核，僅供參考，不構成任何投資建議。）" * 3
    days = [f"2024-05-{n + 1:02}" for n in range(20)]
    texts = [
        f"海棠公司第{n}廠昨日{chr(0x4E00 + 7 * n)}{chr(0x5F00 + 5 * n)}，員工{n + 20}人暫時回家，"
        f"公司預計{n + 3}天後復工。\n{standing}"
        for n in range(20)
    ]
    assert found(*texts, days=days) == []
    # within a few days it may be the news itself
    assert len(found(*[f"海棠公司{n}號\n{standing}" for n in range(20)])) == 19


def test_no_articles():
    assert found() == []
