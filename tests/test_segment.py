"""Sentences and words: nothing lost, nothing cut that belongs together."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsparse.text import segment
from newsparse.text.segment import split_sentences, split_words
from newsparse.text.simplify import simplify

ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
ODD = st.text(
    st.sampled_from(
        "。！？!?.…「」《》（）()\"' \n\r\t\u3000\xa0\u200b\ufeffAbI1,3%年元亿李煥英的，"
    )
)


def white(character: str) -> bool:
    return character.isspace() or character in ZERO_WIDTH


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in split_words(text, split_sentences(text))]


def assert_nothing_lost(text: str, spans: tuple[tuple[int, int], ...]) -> None:
    at = 0
    for start, end in spans:
        assert at <= start < end
        assert all(map(white, text[at:start])), text[at:start]
        at = end
    assert all(map(white, text[at:]))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("台積電漲停\n外資買超3.5萬張。投信賣超。", 3),  # the title line is a sentence
        ("第一段。\n\n\u3000\u3000第二段。\r\n第三段", 3),
        ("他說：「營運將好轉。」法人看好。", 2),
        ("「我們會收購。」，他說。", 1),
        ("喊出「衝衝衝！」的口號。", 1),
        ("他大喊「衝！」「再衝！」", 2),
        ("電影《你好！李煥英》票房破億！導演致謝。", 2),
        ("《財經》報道！《信報》跟進。", 2),
        ("真的嗎？！真的。", 2),
        ("等等……後來又說……完了。", 1),
        ("營收12.5億元.", 1),
        ("毛利率3.5%，年增1.2個百分點。", 1),
        ("Apple Inc. 宣布，U.S. 市場銷售回升。", 1),
        ("台灣積體電路製造（TSMC Co. Ltd.）董事會通過。", 1),
        ("J. K. Rowling 新書上市。", 1),
        ("He joined OpenAI. The board agreed.", 2),
        ("由 OpenAI 開發. 該公司表示", 2),
        ("Yahoo!奇摩推出新服務!用戶增加", 2),
        ("網址 https://x.hk/a?id=1 可查", 1),
        ("1. 董事會決議日期\n2. 除息交易日", 2),
        ("一. 公司名稱", 1),
        ("喬治．布希與喬治.布希", 1),
        ("（編輯：張三。）下一則", 2),
        ("公司将于3\u00a0月\u00a023\u00a0日上市。", 1),
        ("\ufeff開頭\u200b中間。\u200b", 1),
        ("\u3000\n \u200b\n", 0),
        ("", 0),
    ],
)
def test_number_of_sentences(text: str, count: int) -> None:
    assert len(split_sentences(text)) == count, sentences(text)


def test_closing_quotes_stay_with_their_sentence() -> None:
    assert sentences("他說：「會。」（笑）她說：「不會！」") == [
        "他說：「會。」",
        "（笑）她說：「不會！」",
    ]
    assert sentences("「A。」\n「B？」") == ["「A。」", "「B？」"]


@settings(max_examples=300, deadline=None)
@given(ODD | st.text(st.characters(exclude_categories=())))
@example("\n。」")
def test_sentences_lose_nothing(text: str) -> None:
    spans = split_sentences(text)
    assert_nothing_lost(text, spans)
    for start, end in spans:
        assert not white(text[start])
        assert not white(text[end - 1])


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("他用Stable Diffusion 3作画", ["Stable Diffusion 3"]),
        ("学者Björn Ommer加入", ["Björn Ommer"]),
        ("学者Björn\u00a0Ommer加入", ["Björn\u00a0Ommer"]),
        ("GPT-4与iPhone 15 Pro发布", ["GPT-4", "iPhone 15 Pro"]),
        ("营收1,948亿元，增3.5%", ["1,948亿元", "3.5%"]),
        ("毛利率升1.2个百分点至45 %", ["1.2个百分点", "45 %"]),
        ("获5亿美元融资，持股3万股", ["5亿美元", "3万股"]),
        ("OpenAI 3 月发布5G手机", ["OpenAI", "5G"]),
        ("腾讯（00700.HK）与AT&T、Disney+合作", ["00700.HK", "AT&T", "Disney+"]),
        ("Apple Inc. 与 Bank of America 签约", ["Apple Inc.", "Bank of America"]),
        ("董事会于109/08/10决议", ["109/08/10"]),
        ("A股收盘", ["A股"]),
        ("由Sam Altman和J. K. Rowling主讲", ["Sam Altman", "J. K. Rowling"]),
    ],
)
def test_words_left_whole(text: str, whole: list[str]) -> None:
    assert set(whole) <= set(words(text)), words(text)


@settings(max_examples=150, deadline=None)
@given(ODD | st.text(st.characters(exclude_categories=())))
@example("㐀Ａ１\ud800中国")
def test_words_lose_nothing(text: str) -> None:
    key = simplify(text)
    assert_nothing_lost(key, split_words(key, split_sentences(text)))


def test_dictionary_is_read_as_jieba_reads_it() -> None:
    import jieba

    own = segment._tokenizer()
    with (segment.files("jieba") / "dict.txt").open("rb") as file:
        frequencies, total = jieba.Tokenizer().gen_pfdict(file)
    assert (own.FREQ, own.total) == (frequencies, total)


def test_tokenizer_is_quiet(capfd: pytest.CaptureFixture[str]) -> None:
    segment._tokenizer.cache_clear()
    assert words("公司公布业绩") == ["公司", "公布", "业绩"]
    assert capfd.readouterr() == ("", "")


def test_sentences_fast_enough() -> None:
    text = (
        "台積電（2330）昨日公布營收3,523.56億元，年增3.5%。法人說：「看好！」Apple Inc. 跟進。\n"
        * 20_000
    )
    start = time.process_time()
    split_sentences(text)
    # 10 M characters/s on one core of 2020; a loop over characters would miss a tenth of that.
    assert len(text) / (time.process_time() - start) > 1_000_000


def test_text_without_stops_is_cut_and_nothing_lost() -> None:
    for text in ("收购" * 5000, "海棠精密漲3%，" * 1500, "甲" * 1999 + "。" + "乙" * 2001):
        spans = split_sentences(text)
        assert max(end - start for start, end in spans) <= 2000
        assert "".join(text[start:end] for start, end in spans) == text
    commas = "海棠精密漲3%，" * 1500
    assert all(commas[end - 1] == "，" for _, end in split_sentences(commas))
