"""The word that a full company name is about."""

from __future__ import annotations

import pytest

from newsparse.annotation import Article, Mention
from newsparse.entities import link
from newsparse.recognize.brands import brand
from newsparse.text.simplify import simplify

BRANDS = [
    ("蘇州海創環保科技有限責任公司", "海創"),
    ("江蘇常州萬達人力資源管理有限公司", "萬達"),
    ("鄰芯半導體（上海）股份有限公司", "鄰芯"),
    ("同成裝飾工程有限公司", "同成"),
    ("昶德", "昶德"),
    ("福建環境公司", ""),
    ("新能源公司", ""),
]


@pytest.mark.parametrize(("full", "word"), BRANDS)
def test_brands_in_both_scripts(full: str, word: str) -> None:
    assert brand(full) == word
    assert brand(simplify(full)) == simplify(word)


@pytest.mark.parametrize("text", ["", "A", "公司", "（上海）", "Acme Ltd", "\udc00公司"])
def test_scraps(text: str) -> None:
    assert brand(text) in text


def test_brands_link_short_forms() -> None:
    text = "苏州昶德清洁用品有限公司公布业绩。昶德预计明年转亏为盈。"
    full = Mention(0, 12, "COMPANY", text[:12], "suffix:有限公司")
    short = Mention(17, 19, "COMPANY", text[17:19], "tagger")
    _, entities = link(Article(text), [full, short])
    assert [e.aliases for e in entities] == [(text[:12], "昶德")]
