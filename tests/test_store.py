from __future__ import annotations

import json
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from hand_made import TEXT, acquisition
from newsparse import store
from newsparse.annotation import Analysis, Article
from newsparse.errors import NewsparseError
from newsparse.events.types import load_event_types
from newsparse.store import FORMATS, TableWriter, read_tables
from newsparse.tables import table_columns, to_arrow, to_frames


def write(folder, file_format, *batches):
    with TableWriter(folder, table_columns(load_event_types()), file_format) as writer:
        for analyses in batches:
            lines = [json.dumps(a.to_dict(), ensure_ascii=False) for a in analyses]
            writer.write(to_arrow(analyses), lines)
    return writer


def named(name: str, text: str) -> Analysis:
    return Analysis(Article(text, id=name), (), (), ())


def read_lines(path) -> list:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def names(folder) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("batches", [[], [[acquisition()]], [[acquisition()]] * 3])
def test_parquet_comes_back_as_it_was(tmp_path, batches):
    write(tmp_path, "parquet", *batches)
    back = read_tables(tmp_path)
    expected = to_frames([a for batch in batches for a in batch])
    assert set(back) == set(expected) | {"failures"}
    for name, frame in expected.items():
        pd.testing.assert_frame_equal(back[name], frame)


def test_parquet_needs_no_reader_of_ours(tmp_path):
    write(tmp_path, "parquet", [acquisition()])
    dtypes = pd.read_parquet(tmp_path / "events.parquet").dtypes
    assert str(dtypes["date_start"]) == "datetime64[ms]"
    assert str(dtypes["status_cue_start"]) == "Int64"


def test_large_tables_are_written_in_groups(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "_GROUP_BYTES", 10)
    write(tmp_path, "parquet", *([named(str(n), "文")] for n in range(5)))
    assert read_tables(tmp_path)["articles"]["article_id"].tolist() == list("01234")


def test_csv_is_plain_utf8_with_iso_dates(tmp_path):
    write(tmp_path, "csv", [acquisition()])
    text = (tmp_path / "acquisition.csv").read_text(encoding="utf-8")
    assert not text.startswith("\ufeff")
    frame = pd.read_csv(tmp_path / "acquisition.csv", parse_dates=["date_start"])
    assert frame["date_start"][0] == pd.Timestamp("2024-05-01")
    assert "2024-05-01," in text
    assert frame["amount_min"][0] == 5e8
    assert pd.isna(frame["amount_max"][0])
    articles = pd.read_csv(tmp_path / "articles.csv")
    assert articles["text"][0] == TEXT
    assert list(articles.columns) == [name for name, _ in table_columns(())["articles"]]


def test_csv_keeps_quotes_commas_and_line_ends(tmp_path):
    odd = '他說："收購，\r\n完成"，\t一,二'
    write(tmp_path, "csv", [named("x", odd)])
    assert pd.read_csv(tmp_path / "articles.csv", lineterminator="\n")["text"][0] == odd


def test_jsonl_tables_and_analyses(tmp_path):
    write(tmp_path, "jsonl", [acquisition(), named("b", "文")])
    events = read_lines(tmp_path / "events.jsonl")
    assert events[0]["date_start"] == "2024-05-01"
    assert events[0]["status_cue"] == "擬"
    analyses = read_lines(tmp_path / "analyses.jsonl")
    assert analyses[0] == acquisition().to_dict()
    assert [analysis["id"] for analysis in analyses] == ["a", "b"]


def test_xlsx_has_a_sheet_per_table(tmp_path):
    write(tmp_path, "xlsx", [acquisition()])
    book = openpyxl.load_workbook(tmp_path / "newsparse.xlsx")
    assert book.sheetnames == list(table_columns(load_event_types()))
    head, row = book["acquisition"].iter_rows(values_only=True)
    cells = dict(zip(head, row, strict=True))
    assert cells["acquirer"] == "騰訊; 紅杉"
    assert cells["amount_min"] == 5e8
    assert f"{cells['date_start']:%Y-%m-%d}" == "2024-05-01"
    assert book["failures"].max_row == 1


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@x", "#N/A", "=騰訊"])
def test_xlsx_never_runs_an_article_as_a_formula(tmp_path, text):
    write(tmp_path, "xlsx", [named("x", text)])
    sheet = openpyxl.load_workbook(tmp_path / "newsparse.xlsx")["articles"]
    cell = next(c for c in sheet[2] if sheet.cell(1, c.column).value == "text")
    assert (cell.value, cell.data_type) == (text, "s")


def test_xlsx_takes_control_characters_and_cuts_long_texts(tmp_path):
    writer = write(tmp_path, "xlsx", [named("x", "甲\x00\x1b乙"), named("y", "長" * 40_000)])
    sheet = openpyxl.load_workbook(tmp_path / "newsparse.xlsx")["articles"]
    texts = [row[-1] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert texts[0] == "甲\ufffd\ufffd乙"
    assert len(texts[1]) == 32_767
    assert writer.notes == ["texts cut to 32,767 characters, the most a cell holds: 1"]


def test_xlsx_with_too_many_rows_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "_XLSX_ROWS", 2)
    with pytest.raises(NewsparseError, match=r"articles has more than 2 rows.*parquet"):
        write(tmp_path, "xlsx", [named("x", "文"), named("y", "文")])
    assert names(tmp_path) == set()


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_broken_run_leaves_the_earlier_tables(tmp_path, file_format):
    write(tmp_path, file_format, [named("earlier", "文")])
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    not_an_analysis = None
    with pytest.raises(AttributeError):
        write(tmp_path, file_format, [named("later", "文")], [not_an_analysis])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("file_format", FORMATS)
def test_no_temporary_file_stays(tmp_path, file_format):
    write(tmp_path, file_format, [acquisition()])
    assert not [name for name in names(tmp_path) if name.startswith(".")]


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(NewsparseError, match="cannot be written to"):
        write(tmp_path / "file" / "out", "csv")


def test_reading_a_folder_without_tables_says_so(tmp_path):
    with pytest.raises(NewsparseError, match=r"holds no \.parquet tables"):
        read_tables(tmp_path)


def test_a_custom_event_type_gets_its_file(tmp_path):
    types = (replace(load_event_types()[0], name="rumour_mill"),)
    with TableWriter(tmp_path, table_columns(types), "csv"):
        pass
    assert "rumour_mill.csv" in names(tmp_path)
