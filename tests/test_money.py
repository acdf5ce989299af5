from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsparse.annotation import Article, Money
from newsparse.errors import DataFileError
from newsparse.recognize import currencies as module
from newsparse.recognize.currencies import branch, currencies
from newsparse.recognize.money import recognize_money
from newsparse.recognize.percent import recognize_percent

PIECES = list(
    "0123456789０５.,，．·点%％-－—~～至到負约逾餘多个元圆块角分仙毫成厘萬万億亿兆千百十零○一二三五半数上几"
)
PIECES += [
    " ",
    "\u00a0",
    "\u200b",
    "\n",
    "HK$",
    "US$",
    "€",
    "人民币",
    "新台幣",
    "美元",
    "日圓",
    "百分之",
    "個百分點",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_mixture_gives_true_surfaces_and_sane_values(text: str) -> None:
    article = Article(text, region="TW")
    for mention in recognize_money(article) + recognize_percent(article):
        assert article.text[mention.start : mention.end] == mention.text != ""
        value = mention.value
        assert value is not None
        assert not (value.min is None and value.max is None)  # type: ignore[union-attr]


@given(st.decimals("0.01", 10**8, places=2), st.sampled_from(["萬元", "億元", "元"]))
def test_written_amounts_come_back(number: object, unit: str) -> None:
    [mention] = recognize_money(Article(f"斥資{number:,}{unit}。", region="TW"))
    assert isinstance(mention.value, Money)
    worth = {"萬元": 10**4, "億元": 10**8, "元": 1}[unit]
    assert mention.value.min == mention.value.max == number * worth  # type: ignore[operator]


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "万",
        "一二",
        "1,",
        "1.",
        "元",
        "3至",
        "約",
        "約逾",
        "HK$",
        "-",
        "5元",
        "百分之",
        "1 万",
        "多",
        "赚1亿，",
        "1比索",
    ],
)
def test_hostile_lines_take_linear_time(piece: str) -> None:
    def seconds(length: int) -> float:
        article = Article((piece * length)[:length])
        start = time.process_time()
        recognize_money(article)
        recognize_percent(article)
        return time.process_time() - start

    seconds(1000)
    # quadratic growth would be a factor of 64
    assert seconds(80_000) < 24 * max(seconds(10_000), 0.004)


def test_every_currency_of_the_table_is_found_where_it_stands() -> None:
    table = currencies()
    for name, code in table.codes.items():
        if code in ("", "?"):
            continue
        for text in (f"共3億{name}。", f"共{name}3億元。"):
            place = "after" if text.startswith("共3") else "before"
            if name not in _names(place):
                continue
            [mention] = recognize_money(Article(text, region="CN"))
            assert isinstance(mention.value, Money)
            assert (mention.value.currency, mention.value.currency_basis) == (code, "symbol"), text


def test_a_shared_name_means_nothing_without_its_country() -> None:
    values = [
        m.value
        for text in ("拨款3亿比索。", "墨西哥拨款3亿比索。")
        for m in recognize_money(Article(text))
    ]
    assert [isinstance(v, Money) and (v.currency, v.currency_basis) for v in values] == [
        (None, None),
        ("MXN", "context"),
    ]


def _names(place: str) -> set[str]:
    from newsparse.lexicon import read_table

    rows = read_table(module.TABLE, ("name", "currency", "factor", "place"))
    return {cells[0] for _, cells in rows if cells[3] in (place, "both")}


def test_a_wrong_place_in_the_table_says_which_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "currencies.csv"
    path.write_text("name,currency,factor,place\n美元,USD,1,inside\n", "utf-8")
    monkeypatch.setattr(module, "TABLE", str(path))
    with pytest.raises(DataFileError, match=r"currencies\.csv:2: place is 'inside'"):
        module.currencies.__wrapped__()


def test_branch_prefers_the_longest_name() -> None:
    import re

    match = re.match(branch(["新西兰元", "新元", "新台币"]), "新西兰元")
    assert match
    assert match[0] == "新西兰元"


def test_value_is_written_out_without_exponent() -> None:
    from newsparse.annotation import value_dict

    [mention] = recognize_money(Article("1.5萬億港元"))
    assert value_dict(mention.value) == {
        "min": "1500000000000",
        "max": "1500000000000",
        "currency": "HKD",
        "approx": False,
        "currency_basis": "symbol",
        "converts": None,
    }


@pytest.mark.parametrize(
    ("text", "restated"),
    [
        ("作價10億美元（約78億港元）", {"約78億港元": "10億美元"}),
        ("現金股利NT$1811萬元(1.5元/股)", {}),
        ("作价约10亿美元(折合人民币约72亿元)", {"人民币约72亿元": "约10亿美元"}),
        ("斥資3億英鎊（約4億美元、31億港元）", {"約4億美元": "3億英鎊", "31億港元": "3億英鎊"}),
        ("籌資10億美元，約合78億港元。", {"約合78億港元": "10億美元"}),
        ("籌資10億美元，相當於78億港元。", {"78億港元": "10億美元"}),
        ("罰款5億美元（其中3億港元已付）", {}),
        ("營收5億美元（去年為30億港元）", {}),
        ("營收5億美元，純利3億港元", {}),
        ("作價10億美元（約9億美元）", {}),
    ],
)
def test_a_conversion_is_linked_to_what_it_restates(text: str, restated: dict[str, str]) -> None:
    found = recognize_money(Article(text))
    links = {
        m.text: text[slice(*m.value.converts)]
        for m in found
        if isinstance(m.value, Money) and m.value.converts
    }
    assert links == restated
    assert {m.text for m in found if m.rule == "money:conversion"} == set(restated)


@pytest.mark.parametrize("text", ["營業收入(百萬) 198", "稅前淨利(NTD百萬元)6", "营收（亿元）3.2"])
def test_what_a_table_counts_in_is_no_amount(text: str) -> None:
    assert recognize_money(Article(text)) == []
