"""The shipped lexicons: provenance, sound rows, and facts that must be there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from newsparse.lexicon import read_table
from newsparse.recognize.lexicons import load_gazetteer, shipped_lexicons

LISTED = {
    "listed_tw.csv": r"[0-9]{4,6}[A-Z]?\.(TW|TWO)",
    "listed_hk.csv": r"\d{4}\.HK",
    "listed_cn.csv": r"\d{6}\.(SH|SZ|BJ)",
}


@pytest.mark.parametrize("path", shipped_lexicons(), ids=lambda path: path.name)
def test_a_lexicon_states_its_source_and_licence(path: Path) -> None:
    head = [line for line in path.read_text("utf-8").splitlines() if line.startswith("#")]
    assert any(line.startswith("# source:") for line in head)
    assert any(line.startswith("# licence:") for line in head)


@pytest.mark.parametrize("path", shipped_lexicons(), ids=lambda path: path.name)
def test_rows_are_sound(path: Path) -> None:
    for entry in load_gazetteer(path):
        assert len(set(entry.surfaces)) == len(entry.surfaces), entry
        assert {*entry.weak, *entry.coded} <= set(entry.surfaces), entry
        assert not set(entry.weak) & set(entry.coded), entry
        assert entry.region in ("", "TW", "HK", "CN"), entry


@pytest.mark.parametrize(("name", "pattern"), LISTED.items())
def test_listed_companies_have_listed_codes(name: str, pattern: str) -> None:
    entries = load_gazetteer(f"lexicons/{name}")
    assert len(entries) > 1500
    assert [e.id for e in entries if not re.fullmatch(pattern, e.id)] == []


def test_warrants_and_funds_are_no_companies() -> None:
    names = {s for e in load_gazetteer("lexicons/listed_tw.csv") for s in e.surfaces}
    assert not [name for name in names if "購0" in name or "ETF" in name]


@pytest.mark.parametrize(
    ("file", "surfaces"),
    [
        ("world_companies.csv", {"輝達", "英偉達", "NVIDIA"}),
        ("world_companies.csv", {"艾司摩爾", "阿斯麥", "ASML"}),
        ("world_companies.csv", {"軟銀", "軟體銀行", "SoftBank"}),
        ("organisations.csv", {"聯準會", "聯儲局", "美聯儲", "Fed"}),
        ("places.csv", {"義大利", "意大利"}),
        ("people.csv", {"馬斯克", "Elon Musk"}),
        ("products.csv", {"恒生指數", "恒指"}),
    ],
)
def test_regional_names_of_one_thing_stand_in_one_row(file: str, surfaces: set[str]) -> None:
    rows = [set(entry.surfaces) for entry in load_gazetteer(f"lexicons/{file}")]
    assert any(surfaces <= row for row in rows)


@pytest.mark.parametrize(
    ("file", "surfaces"),
    [
        ("organisations.csv", {"克而瑞", "中指研究院"}),
        ("organisations.csv", {"今周刊", "商業周刊"}),
        ("organisations.csv", {"奧維雲網", "艾瑞諮詢", "沙利文"}),
        ("companies_greater_china.csv", {"台灣微軟", "台灣谷歌"}),
        ("companies_greater_china.csv", {"數碼港", "香港科技園公司"}),
        ("world_companies.csv", {"通用電氣", "GE Vernova"}),
        ("people.csv", {"穆倫堡", "卡爾霍恩"}),
    ],
)
def test_different_things_stand_in_rows_of_their_own(file: str, surfaces: set[str]) -> None:
    rows = [surfaces.intersection(e.surfaces) for e in load_gazetteer(f"lexicons/{file}")]
    assert sorted(filter(None, rows), key=min) == [{surface} for surface in sorted(surfaces)]


@pytest.mark.parametrize("path", [p for p in shipped_lexicons() if p.name.startswith("people")])
def test_names_of_people_hold_no_title(path: Path) -> None:
    titles = ("女士", "董事長", "總經理", "部長")
    assert not [entry.name for entry in load_gazetteer(path) if entry.name.endswith(titles)]


def test_the_mainland_row_carries_the_hong_kong_code() -> None:
    entries = {entry.id: entry for entry in load_gazetteer("lexicons/listed_cn.csv")}
    assert entries["601318.SH"].codes == ("2318.HK",)


def test_hidden_names_are_straddled_by_their_words() -> None:
    for line, (name, words) in read_table("lexicons/hidden_names.csv", ("name", "words")):
        for word in words.split("|"):
            shared = any(part in word for part in (name[:1], name[-1:]))
            assert shared, f"line {line}: {name} {word}"
            assert word not in name, f"line {line}: {name} {word}"
