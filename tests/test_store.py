from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pytest

from hand_made import ARTICLE, TEXT, acquisition
from newsparse.annotation import Analysis, Article
from newsparse.errors import NewsparseError
from newsparse.events.types import load_event_types
from newsparse.store import FORMATS, TableWriter, format_of, query, read_tables, workbook, writer
from newsparse.tables import table_columns, to_arrow, to_frames


def write(folder, file_format, *batches, **more):
    layouts = table_columns(load_event_types())
    with TableWriter(folder, layouts, file_format, **more) as tables:
        for analyses in batches:
            lines = [json.dumps(a.to_dict(), ensure_ascii=False) for a in analyses]
            tables.write(to_arrow(analyses), lines)
    return tables


def named(name: str, text: str) -> Analysis:
    return Analysis(Article(text, id=name), (), (), ())


def read_lines(path) -> list:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def names(folder) -> set[str]:
    return {path.name for path in folder.iterdir()}


ODD = [
    "=1+1",
    "'quoted",
    "-5%",
    '"',
    "",
    "a,b\r\nc",
    "\tx",
    "\u3000空",
    "NULL",
    "null",
    "NaN",
    "1e5",
]


@pytest.mark.parametrize(
    "batches",
    [[], [[acquisition()]], [[acquisition(replace(ARTICLE, id=name))] for name in "abc"]],
)
@pytest.mark.parametrize("kind", ["parquet", "duckdb", "csv", "csv with bom", "jsonl"])
def test_tables_come_back_as_they_were(tmp_path, batches, kind):
    if batches:
        batches = [*batches, [named(f"n{n}", text) for n, text in enumerate(ODD)]]
    file_format, _, bom = kind.partition(" ")
    out = tmp_path / "news.duckdb" if kind == "duckdb" else tmp_path
    write(out, file_format, *batches, bom=bool(bom))
    back = read_tables(out)
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
    monkeypatch.setattr(writer, "_GROUP_BYTES", 10)
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


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@x", "\tx"])
def test_csv_for_excel_has_a_mark_and_no_formulas(tmp_path, text):
    write(tmp_path, "csv", [named("x", text)], bom=True)
    data = (tmp_path / "articles.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert f'"\'{text}"'.encode() in data


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
    tables = write(tmp_path, "xlsx", [named("x", "甲\x00\x1b乙"), named("y", "長" * 40_000)])
    sheet = openpyxl.load_workbook(tmp_path / "newsparse.xlsx")["articles"]
    texts = [row[-1] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert texts[0] == "甲\ufffd\ufffd乙"
    assert len(texts[1]) == 32_767
    assert tables.notes == ["texts cut to 32,767 characters, the most a cell holds: 1"]


def test_xlsx_with_too_many_rows_goes_on_in_a_second_sheet(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "_ROWS", 2)
    tables = write(tmp_path / "news.xlsx", "xlsx", [named(name, "文") for name in "xyz"])
    book = openpyxl.load_workbook(tmp_path / "news.xlsx")
    sheets = [name for name in book.sheetnames if name.startswith("articles")]
    assert sheets == ["articles", "articles 2", "articles 3"]
    assert [book[name]["A2"].value for name in sheets] == list("xyz")
    assert [book[name]["A1"].value for name in sheets] == ["article_id"] * 3
    assert "on several sheets: articles" in tables.notes[0]


@pytest.mark.parametrize("out", ["news.duckdb", "folder"])
def test_duckdb_tables_and_views(tmp_path, out):
    write(tmp_path / out, "duckdb", [acquisition()])
    (deal,) = query(tmp_path / out, "SELECT * FROM deals").to_dict("records")
    assert (deal["buyer"], deal["target"]) == ("騰訊; 紅杉", "格芯")
    assert (deal["amount_min"], deal["currency"], deal["status"]) == (5e8, "USD", "planned")
    (day,) = query(tmp_path / out, "SELECT day, who FROM timeline").to_dict("records")
    assert (day["day"], day["who"]) == (pd.Timestamp("2024-05-01"), "格芯; 紅杉; 騰訊")
    assert query(tmp_path / out, "SELECT * FROM people_moves").empty


@pytest.mark.parametrize("file_format", ["parquet", "csv", "jsonl"])
def test_queries_over_files(tmp_path, file_format):
    folder = tmp_path / "it's"
    write(folder, file_format, [acquisition()])
    answer = query(folder, "SELECT type, buyer FROM deals JOIN events USING (event_id, type)")
    assert answer["buyer"].tolist() == ["騰訊; 紅杉"]


def test_a_wrong_query_says_what_is_wrong(tmp_path):
    write(tmp_path, "parquet")
    with pytest.raises(NewsparseError, match=r"cannot be answered.*nothing"):
        query(tmp_path, "SELECT * FROM nothing")


@pytest.mark.parametrize("sql", ["", "  ", ";", "-- nothing"])
def test_an_empty_query_is_said_to_be_empty(tmp_path, sql):
    write(tmp_path, "parquet")
    with pytest.raises(NewsparseError, match=r"the query is empty. Ask"):
        query(tmp_path, sql)


@pytest.mark.parametrize("content", [b"", b"x\n", b'{"a": 1}\n', b"\xff\xfe"])
@pytest.mark.parametrize("file_format", ["parquet", "csv", "jsonl"])
def test_a_broken_table_is_named_with_a_remedy(tmp_path, file_format, content):
    write(tmp_path, file_format, [acquisition()])
    (tmp_path / f"events.{file_format}").write_bytes(content)
    if (file_format, content) == ("jsonl", b""):
        assert read_tables(tmp_path)["events"].empty  # so a table without rows is written
        return
    with pytest.raises(
        NewsparseError, match=rf"events\.{file_format} cannot be read.*extract again"
    ):
        read_tables(tmp_path)


def test_queries_cannot_change_a_database(tmp_path):
    write(tmp_path / "a.duckdb", "duckdb", [acquisition()])
    with pytest.raises(NewsparseError, match="read-only"):
        query(tmp_path / "a.duckdb", "DELETE FROM events")


def test_what_is_no_store_is_said_to_be_none(tmp_path):
    write(tmp_path / "news.xlsx", "xlsx", [acquisition()])
    for ask in (read_tables, lambda store: query(store, "SELECT 1")):
        with pytest.raises(NewsparseError, match=r"news\.xlsx holds a workbook, .*people only"):
            ask(tmp_path / "news.xlsx")


def test_tables_of_ones_own_in_a_database_are_passed_over(tmp_path):
    write(tmp_path / "news.duckdb", "duckdb", [acquisition()])
    with duckdb.connect(str(tmp_path / "news.duckdb")) as connection:
        connection.execute("CREATE TABLE own AS SELECT 1::TINYINT AS n, 'a' AS event_id")
    assert "own" not in read_tables(tmp_path / "news.duckdb")
    assert len(query(tmp_path / "news.duckdb", "SELECT * FROM own")) == 1


def test_the_format_goes_by_the_name(tmp_path):
    assert [format_of(tmp_path / name) for name in ("a", "a.csv", "a.xlsx", "A.DuckDB")] == [
        "parquet",
        "parquet",
        "xlsx",
        "duckdb",
    ]


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_broken_run_leaves_the_earlier_tables(tmp_path, file_format):
    write(tmp_path, file_format, [named("earlier", "文")])
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    not_an_analysis = None
    with pytest.raises(AttributeError):
        write(tmp_path, file_format, [named("later", "文")], [not_an_analysis])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("later", FORMATS)
@pytest.mark.parametrize("earlier", FORMATS)
def test_tables_in_another_format_go(tmp_path, earlier, later):
    (tmp_path / "own.csv").write_text("x")
    write(tmp_path, earlier, [acquisition()])
    before = names(tmp_path)
    tables = write(tmp_path, later, [named("later", "文")])
    write(tmp_path / "afresh", later, [named("later", "文")])
    assert names(tmp_path) - {"afresh", "own.csv"} == names(tmp_path / "afresh")
    assert set(tables.removed) == before - names(tmp_path)
    if later != "xlsx":
        assert read_tables(tmp_path)["articles"]["article_id"].tolist() == ["later"]


def test_tables_of_event_types_no_longer_in_use_go(tmp_path):
    types = (replace(load_event_types()[0], name="rumour_mill"),)
    with TableWriter(tmp_path, table_columns(types), "parquet"):
        pass
    write(tmp_path, "parquet", [acquisition()])
    assert "rumour_mill" not in read_tables(tmp_path)


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"files": 1}', '{"files": {}}', '{"a": {}}', "null"]
)
def test_a_listing_that_is_not_ours_is_left_alone(tmp_path, content):
    (tmp_path / "tables.json").write_text(content)
    with pytest.raises(NewsparseError, match=r"tables\.json.*choose another folder"):
        write(tmp_path, "csv", [acquisition()])
    assert names(tmp_path) == {"tables.json"}


@pytest.mark.parametrize("file_format", FORMATS)
def test_what_a_killed_run_left_half_written_goes(tmp_path, file_format):
    write(tmp_path, file_format, [acquisition()])
    expected = names(tmp_path)
    for name in expected:
        (tmp_path / f".{name}.12345.tmp").write_bytes(b"half")
    if file_format == "duckdb":
        (tmp_path / ".newsparse.duckdb.12345.tmp.wal").write_bytes(b"half")
    write(tmp_path, file_format, [acquisition()])
    assert names(tmp_path) == expected | {".tables.json.12345.tmp"}


def test_a_run_killed_while_tables_are_put_in_place_can_be_repeated(tmp_path, monkeypatch):
    def killed(part: Path, final: Path) -> None:
        part.replace(final)
        if final.name == "events.parquet":
            raise KeyboardInterrupt

    monkeypatch.setattr(writer, "put_in_place", killed)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path, "parquet", [acquisition()])
    assert (tmp_path / "events.parquet").exists()
    monkeypatch.undo()
    write(tmp_path, "parquet", [acquisition()])


@pytest.mark.parametrize("name", ["own.duckdb", "own.xlsx", "text.duckdb", "text.xlsx"])
def test_a_file_that_is_not_ours_is_not_replaced(tmp_path, name):
    path = tmp_path / name
    if name == "own.duckdb":
        with duckdb.connect(str(path)) as connection:
            connection.execute("CREATE TABLE mine AS SELECT 1 AS n; CREATE VIEW seen AS FROM mine")
    elif name == "own.xlsx":
        openpyxl.Workbook().save(path)
    else:
        path.write_text("own")
    before = path.read_bytes()
    with pytest.raises(NewsparseError, match=rf"{name} .*Move it, or choose another place"):
        write(path, format_of(path), [acquisition()])
    assert path.read_bytes() == before
    assert names(tmp_path) == {name}


@pytest.mark.parametrize("name", ["news.duckdb", "news.xlsx"])
def test_a_file_that_is_ours_is_replaced_unless_something_was_added(tmp_path, name):
    for _ in range(2):
        write(tmp_path / name, format_of(Path(name)), [acquisition()])
    if name == "news.duckdb":
        with duckdb.connect(str(tmp_path / name)) as connection:
            connection.execute("CREATE VIEW mine AS FROM deals")
        with pytest.raises(NewsparseError, match=r"holds what newsparse did not write \(mine\)"):
            write(tmp_path / name, "duckdb", [acquisition()])


@pytest.mark.parametrize("name", ["deals", "Deals"])
def test_an_event_type_may_be_called_like_a_view(tmp_path, name):
    types = (replace(load_event_types()[0], name=name),)
    for out in (tmp_path / "a.duckdb", tmp_path / "a"):
        with TableWriter(out, table_columns(types), format_of(out)):
            pass
        assert query(out, "SELECT * FROM deals, timeline").empty


@pytest.mark.parametrize("file_format", FORMATS)
def test_no_temporary_file_stays(tmp_path, file_format):
    write(tmp_path, file_format, [acquisition()])
    assert not [name for name in names(tmp_path) if name.startswith(".")]


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    write(tmp_path, "csv", [named("earlier", "文")])
    before = names(tmp_path)
    monkeypatch.setattr(writer, "put_in_place", full)
    with pytest.raises(NewsparseError, match=r"No space left on device.*Make room"):
        write(tmp_path, "csv", [named("later", "文")])
    assert names(tmp_path) == before


FILL = """
import random, resource, sys
from pathlib import Path
from test_store import named, write
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
noise = random.Random(1)
texts = ("".join(chr(noise.randrange(0x4E00, 0x9FA0)) for _ in range(20_000)) for _ in range(20))
write(Path(sys.argv[1]), sys.argv[2], [named(str(n), text) for n, text in enumerate(texts)])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of this kind")
@pytest.mark.parametrize("file_format", FORMATS)
def test_a_file_that_cannot_grow_is_one_error_and_no_traceback_after_it(tmp_path, file_format):
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(tmp_path / "out"), file_format],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])},
        capture_output=True,
        text=True,
    )
    *_, last = done.stderr.splitlines()
    assert last.startswith("newsparse.errors.NewsparseError"), done.stderr
    assert "cannot be written to" in last
    assert "Exception ignored" not in done.stderr
    assert not list((tmp_path / "out").iterdir())


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(NewsparseError, match="cannot be written to"):
        write(tmp_path / "file" / "out", "csv")


def test_reading_a_folder_without_tables_says_so(tmp_path):
    with pytest.raises(NewsparseError, match="holds no tables"):
        read_tables(tmp_path)


def test_a_folder_with_a_workbook_is_said_to_hold_one(tmp_path):
    write(tmp_path, "xlsx", [acquisition()])
    for ask in (read_tables, lambda store: query(store, "SELECT 1")):
        with pytest.raises(NewsparseError, match="holds a workbook, which is for people only"):
            ask(tmp_path)


def test_a_custom_event_type_gets_its_file(tmp_path):
    types = (replace(load_event_types()[0], name="rumour_mill"),)
    with TableWriter(tmp_path, table_columns(types), "csv"):
        pass
    assert "rumour_mill.csv" in names(tmp_path)
