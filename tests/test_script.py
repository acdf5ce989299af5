"""Script and home region."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsparse.text.script import Home, detect_home, detect_script


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("台積電宣布擴廠", "Hant"),
        ("台积电宣布扩厂", "Hans"),
        ("后里區公所說明", "Hant"),  # 后 and 里 are Simplified forms and Traditional words
        ("中国银行（銀行）公布业绩", "Hans"),
        ("公司在台北、中山、大安三地", "Hans"),  # 台 is in use in both scripts
        ("OpenAI GPT-4", "Hans"),
        ("", "Hans"),
        ("\ud800臺灣\udfff", "Hant"),
    ],
)
def test_script(text: str, script: str) -> None:
    assert detect_script(text) == script


@pytest.mark.parametrize(
    ("text", "region", "basis"),
    [
        ("本港零售額按年升3%，港元拆息回落", "HK", "vocabulary"),
        ("作價3億港元", "HK", "currency"),
        ("斥資5億元新台幣", "TW", "currency"),
        ("法人看好下半年營收，股價漲停", "TW", "vocabulary"),
        ("公司公布中期業績", "TW", "default"),
        ("公司公布中期業績。" * 20, "HK", "default"),
        ("记者从上海证监局获悉", "CN", "script"),
        ("\udfff億港元", "HK", "currency"),
    ],
)
def test_home_of_a_text(text: str, region: str, basis: str) -> None:
    home = detect_home(text, detect_script(text))
    assert (home.region, home.basis.split(":")[0]) == (region, basis)


def test_what_the_caller_knows_wins() -> None:
    text = "本港零售額按年升3%"
    assert detect_home(text, "Hant", region="TW", source="明報") == Home("TW", "given")
    assert detect_home(text, "Hant", source="經濟日報").region == "TW"
    assert detect_home(text, "Hant", source="香港電台 RTHK 財經").region == "HK"
    assert detect_home("公司公布業績", "Hant", source="證券時報").region == "CN"
    assert detect_home(text, "Hant", source="某某報").region == "HK"
    assert detect_home("公司公布业绩", "Hans", source="明報") == Home("HK", "source: 明報")


def test_a_cited_mainland_paper_does_not_make_a_mainland_article() -> None:
    assert detect_home("《證券時報》報道，國資委稱本港企業受惠", "Hant").region == "HK"


@given(st.text())
def test_any_text_has_a_home(text: str) -> None:
    script = detect_script(text)
    home = detect_home(text, script)
    assert home.region in ("HK", "TW", "CN")
    assert home.basis


def test_cue_file() -> None:
    lines = (files("newsparse") / "data/text/home_cues.csv").read_text("utf-8").splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    assert len({row["cue"] for row in rows}) == len(rows), "a cue stands for one region"
    for row in rows:
        assert row["region"] in ("HK", "TW", "CN"), row
        assert row["kind"] in ("outlet", "currency", "vocabulary"), row
        assert 0 <= int(row["weight"]) <= 4, row
        assert (row["weight"] == "0") <= (row["kind"] == "outlet"), row
