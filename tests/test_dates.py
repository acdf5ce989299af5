"""Dates: what only an article as a whole shows; single phrases are in specs/dates.toml."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsparse.annotation import Article, DateRange
from newsparse.recognize.dates import recognize_dates


def values(text: str, published: date | None = None) -> list[DateRange | None]:
    found = [mention.value for mention in recognize_dates(Article(text, published=published))]
    return [value for value in found if value is None or isinstance(value, DateRange)]


def test_relative_dates_have_no_value_without_a_day_of_publication() -> None:
    assert (
        values("去年10月亏损，昨日公告，近日复牌，上周五停牌，未来三年扩产，27日开会") == [None] * 6
    )


def test_a_stated_year_serves_where_the_day_of_publication_is_unknown() -> None:
    first, second, third = values("2019年公司成立，3月投产，去年亏损")
    assert first is not None
    assert second == DateRange(date(2019, 3, 1), date(2019, 3, 31), False, "2019-03", True)
    assert third is None


def test_what_stands_in_for_the_day_of_publication_is_recorded() -> None:
    def rules(text: str) -> list[str]:
        return [mention.rule for mention in recognize_dates(Article(text))]

    assert rules("2019年公司成立，3月投产") == ["date:year", "date:month/stated_year"]
    text = "某公司裁员\n本报2024年3月5日讯 公司昨日宣布裁员"
    assert rules(text) == ["date:day", "date:relative_day/dateline"]
    assert values(text)[1] == DateRange(
        date(2024, 3, 4), date(2024, 3, 4), False, "2024-03-04", True
    )


def test_stated_years_are_not_relative() -> None:
    stated, relative = values("2019年成立，去年上市", date(2024, 1, 2))
    assert stated is not None
    assert relative is not None
    assert (stated.relative, relative.relative) == (False, True)


def test_white_space_and_full_width_figures() -> None:
    (value,) = values("２０２４ 年　３ 月\u00a0２３ 日")
    assert value is not None
    assert value.start == value.end == date(2024, 3, 23)


def test_surfaces_come_from_the_text_as_published() -> None:
    text = "公司上週五（11月15日）與後天開會"
    mentions = recognize_dates(Article(text, published=date(2024, 11, 21)))
    assert [m.text for m in mentions] == ["上週五（11月15日）", "後天"]
    assert all(text[m.start : m.end] == m.text for m in mentions)


days = st.dates(date(1950, 1, 1), date(2099, 12, 31))
PIECES = (
    "0123456789０１２年月日号季周天个星期礼拜财至到-/.,:：（）()、 \u00a0一二三十廿〇○首前后上下"
    "今昨明去同初中底末旬第半度Q民国过去未来近几数约的年底前世纪代农历初大年最廿卅百财周月至今"
)


@settings(deadline=None)  # the first one compiles the pattern
@given(st.text(PIECES, max_size=60), st.none() | days)
def test_any_mixture_is_read_without_error(text: str, published: date | None) -> None:
    article = Article(text, published=published, region="TW")
    end = 0
    for mention in recognize_dates(article):
        assert end <= mention.start < mention.end
        end = mention.end
        assert text[mention.start : mention.end] == mention.text
        value = mention.value
        assert value is None or isinstance(value, DateRange)
        if value is not None and value.start is not None and value.end is not None:
            assert value.start <= value.end


@settings(deadline=None)
@given(days, days, days)
def test_written_dates_are_read_back(first: date, second: date, published: date) -> None:
    first, second = sorted((first, second))

    def written(day: date) -> str:
        return f"{day.year}年{day.month}月{day.day}日"

    assert values(written(first), published) == [
        DateRange(first, first, False, first.isoformat(), False)
    ]
    (value,) = values(f"{written(first)}至{written(second)}", published)
    assert value is not None
    assert (value.start, value.end) == (first, second)


@pytest.mark.parametrize(
    "hostile", ["1 " * 1000, "20" * 1000, "一" * 2000, "年" * 2000, "1月至" * 700, "(今" * 1000,
                "未来约3至" * 400, "第一、" * 700, "\u00a0" * 2000, "2024年的 第" * 300]
)  # fmt: skip
def test_hostile_text_takes_linear_time(hostile: str) -> None:
    def seconds(text: str) -> float:
        article = Article(text, published=date(2024, 1, 2), region="TW")
        taken = []
        for _ in range(3):
            start = time.process_time()
            recognize_dates(article)
            taken.append(time.process_time() - start)
        return min(taken)

    short, long = hostile * 5, hostile * 40  # eight times as long; a quadratic search takes 64
    assert seconds(long) < 30 * max(seconds(short), 1e-3)
