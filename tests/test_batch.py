from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from hand_made import make_stand_in, stand_in
from newsparse.annotation import Article
from newsparse.corpus.batch import extract
from newsparse.corpus.index import Index
from newsparse.corpus.record import Failure
from newsparse.corpus.summary import RunSummary
from newsparse.errors import DataFileError, NewsparseError
from newsparse.store import read_tables

run = partial(extract, make_pipeline=make_stand_in)


def fill(folder: Path, texts: dict[str, str | bytes]) -> Path:
    for name, content in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


MIXED: dict[str, str | bytes] = {
    "1.txt": "騰訊收購格芯。",
    "2.txt": "騰訊收購壞公司。",
    "3.txt": "騰訊".encode()[:-1],
    "4.txt": "",
    "5.jsonl": '{"text": "腾讯今日收购格芯。"}\n{"text": "禁"}\n{oops\n',
    "6.rst": "x",
    "7.txt": "沒有甚麼。",
}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_mixed_folder_runs_to_its_end(tmp_path, jobs):
    folder = fill(tmp_path / "in", MIXED)
    summary = run(folder, tmp_path / "out", jobs=jobs)
    assert summary.articles == 3
    assert summary.mentions == {"COMPANY": 2}
    assert summary.events == {("acquisition", "actual"): 2}
    assert [
        (Path(f.path).name, f.line, f.reason.split(".")[0].split(";")[0]) for f in summary.failures
    ] == [
        ("2.txt", None, "could not be analysed (ZeroDivisionError: division by 壞)"),
        (
            "3.txt",
            None,
            "is no Chinese text in any encoding we know (byte 0xE8 at offset 3",
        ),
        ("4.txt", None, "the article is empty"),
        ("5.jsonl", 2, "the article is barred"),
        ("5.jsonl", 3, summary.failures[4].reason.split(".")[0]),
    ]
    assert [Path(f.path).name for f in summary.skipped] == ["6.rst"]
    tables = read_tables(tmp_path / "out")
    assert tables["articles"]["article_id"].tolist() == ["1", "5:1", "7"]
    assert tables["acquisition"]["acquirer"].tolist() == ["騰訊", "腾讯"]
    assert len(tables["failures"]) == 6
    assert tables["failures"]["skipped"].sum() == 1
    assert summary.rows == {name: len(frame) for name, frame in tables.items() if len(frame)}


def test_the_result_does_not_depend_on_the_number_of_workers(tmp_path):
    lines = [json.dumps({"text": f"騰訊第{n}次收購。" + "長" * 3000}) for n in range(150)]
    folder = fill(tmp_path / "in", {"a.jsonl": "\n".join(lines)})
    for jobs in (1, 3):
        run(folder, tmp_path / f"out{jobs}", jobs=jobs, format="jsonl")
    for path in (tmp_path / "out1").glob("*.jsonl"):
        assert path.read_bytes() == (tmp_path / "out3" / path.name).read_bytes(), path.name
    ids = [json.loads(line)["id"] for line in (tmp_path / "out1" / "analyses.jsonl").open()]
    assert ids == [f"a:{n}" for n in range(1, 151)]


def test_the_output_folder_is_not_read(tmp_path):
    fill(tmp_path, {"a.txt": "騰訊收購格芯。"})
    for _ in range(2):
        assert run(tmp_path, tmp_path / "out", format="jsonl").articles == 1


def test_no_articles_give_empty_tables(tmp_path):
    folder = fill(tmp_path / "in", {"x.rst": "x"})
    summary = run(folder, tmp_path / "out")
    assert summary.articles == 0
    assert all(len(f) == 0 for n, f in read_tables(tmp_path / "out").items() if n != "failures")


def test_progress_is_told_after_every_portion(tmp_path):
    lines = [json.dumps({"text": f"{n}" + "長" * 30_000}) for n in range(4)]
    folder = fill(tmp_path / "in", {"a.jsonl": "\n".join(lines)})
    seen: list[int] = []
    run(folder, tmp_path / "out", progress=lambda summary: seen.append(summary.articles))
    assert seen == [2, 4]


def broken_data():
    raise DataFileError("own.csv", "is wrong", "Mend it", line=2)


@pytest.mark.parametrize("jobs", [1, 2])
def test_bad_data_stops_the_run_and_leaves_nothing(tmp_path, jobs):
    folder = fill(tmp_path / "in", {"a.txt": "騰訊"})
    with pytest.raises(DataFileError, match=r"own\.csv:2: is wrong\. Mend it\."):
        extract(folder, tmp_path / "out", jobs=jobs, make_pipeline=broken_data)
    assert not list((tmp_path / "out").glob("*.parquet"))


def test_an_unknown_event_type_key_is_named(tmp_path):
    folder = fill(tmp_path, {"a.txt": "騰訊", "e.toml": '[x]\ntrigers = ["收购"]\n[x.roles]\n'})
    with pytest.raises(DataFileError, match="trigers"):
        run(folder, tmp_path / "out", event_types=folder / "e.toml")


def test_summary_reads_like_a_report(tmp_path):
    folder = fill(tmp_path / "in", MIXED)
    text = "\n".join(run(folder, tmp_path / "out").lines())
    assert text.startswith("3 articles, ")
    assert "1 other file skipped" in text
    assert "5 failures:" in text
    assert "     1  is no Chinese text in any encoding we know\n" in text
    assert "mentions: 2 (COMPANY 2)" in text
    assert "acquisition            2        2" in text
    assert "  acquisition actual 騰訊" in text
    assert str(tmp_path / "out") in text


def test_tables_do_not_go_among_the_articles(tmp_path):
    folder = fill(tmp_path / "in", MIXED)
    with pytest.raises(NewsparseError, match="holds the articles"):
        run([tmp_path / "in" / "1.txt", folder], tmp_path / "x" / ".." / "in")
    assert {path.name for path in folder.iterdir()} == set(MIXED)
    assert run(folder, folder / "out").articles == run(folder, folder / "out").articles == 3


@pytest.mark.parametrize(
    ("name", "file_format"),
    [("articles.jsonl", "jsonl"), ("articles.csv", "csv"), ("a.jsonl", None)],
)
def test_the_articles_are_never_replaced(tmp_path, monkeypatch, name, file_format):
    content = (
        '{"id": "a", "text": "騰訊。", "my": 1}\n' if "jsonl" in name else "id,text\n1,騰訊。\n"
    )
    fill(tmp_path, {name: content})
    monkeypatch.chdir(tmp_path)
    for source, out in ((tmp_path / name, tmp_path), (Path(name), Path())):
        with pytest.raises(NewsparseError, match="holds the articles"):
            run(source, out, format=file_format)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text("utf-8") == content


@pytest.mark.parametrize("name", ["events.parquet", "failures.parquet"])
def test_files_that_are_not_listed_are_never_replaced(tmp_path, name):
    folder, out = fill(tmp_path / "in", MIXED), fill(tmp_path / "out", {name: "keep", "b": "keep"})
    with pytest.raises(NewsparseError, match=rf"{name} was not written by newsparse\. Move it"):
        run(folder, out, make_pipeline=broken_data)  # before any work is done
    assert {path.read_text() for path in out.iterdir()} == {"keep"}
    (out / name).unlink()
    for _ in range(2):
        assert run(folder, out).articles == 3
    assert (out / "b").read_text() == "keep"


def test_tables_of_newsparse_are_not_read_as_articles(tmp_path):
    folder = fill(tmp_path / "in", {"a.txt": "騰訊收購格芯。", "b/c.txt": "騰訊。"})
    for file_format in ("jsonl", "csv", "parquet"):
        run(folder, folder / "b", format=file_format)
        summary = run(folder, tmp_path / file_format)
        assert summary.articles == 2
        assert [Path(f.path).name for f in summary.skipped] == ["tables.json"]


def test_a_listing_that_is_not_ours_is_an_article(tmp_path):
    folder = fill(
        tmp_path / "in", {"tables.json": '{"text": "騰訊。"}', "events.csv": "text\n格芯。"}
    )
    assert run(folder, tmp_path / "out").articles == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"jobs": -1}, "jobs is -1"),
        ({"timeout": 0}, "timeout 0"),
        ({"published": "16 May"}, "published '16 May' is no date"),
        ({"published": 2024}, "published 2024 is no date"),
        ({"region": "hk"}, "region 'hk' is unknown. Use HK, TW or CN"),
        ({"columns": {"text": "x"}}, "is no Columns"),
        ({"format": "feather"}, "there is no format 'feather'"),
        ({"bom": True}, "bom is for csv tables, not for parquet"),
        ({"bom": True, "format": "xlsx"}, "bom is for csv tables, not for xlsx"),
        ({"paths": "nowhere"}, "nowhere does not exist"),
    ],
)
def test_a_wrong_argument_is_said_at_once(tmp_path, options, said):
    arguments = {"paths": fill(tmp_path / "in", MIXED), "out": tmp_path / "out"} | options
    with pytest.raises(NewsparseError, match=re.escape(said)):
        run(**arguments, make_pipeline=broken_data)
    assert not (tmp_path / "out").exists()


def test_articles_renamed_are_in_the_summary(tmp_path):
    fill(tmp_path / "in", {"a.jsonl": '{"text": "甲", "id": "1"}\n' * 3, "b.txt": "乙"})
    lines = run(tmp_path / "in", tmp_path / "out").lines()
    assert lines[-1] == "articles renamed, as their id was taken: 2 (the first: 1, now 1~2)"
    (tmp_path / "in" / "a.jsonl").unlink()
    assert not run(tmp_path / "in", tmp_path / "out").notes


@pytest.mark.parametrize(
    ("name", "file_format"),
    [
        ("a.duckdb", "csv"),
        ("a.xlsx", "duckdb"),
        ("a.csv", None),
        ("a.csv", "csv"),
        ("A.JSONL", None),
    ],
)
def test_a_place_that_does_not_go_with_the_format_is_refused(tmp_path, name, file_format):
    folder = fill(tmp_path / "in", MIXED)
    with pytest.raises(NewsparseError, match="Name a folder"):
        run(folder, tmp_path / name, format=file_format)
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_parts_of_a_summary_add_up():
    whole, part = RunSummary(), RunSummary()
    for text in ("騰訊收購甲。", "騰訊。"):
        part.count(stand_in(Article(text)), {})
    part.fail(Failure("x", "is empty"))
    part.fail(Failure("y", "is neither", skipped=True))
    for _ in range(2):
        whole.add(part)
    assert (whole.articles, whole.characters) == (4, 18)
    assert whole.events.total() == 2
    assert (len(whole.failures), len(whole.skipped)) == (2, 2)


MEASURE = """
import resource, sys
from hand_made import make_stand_in
from newsparse.annotation import Article
from newsparse.corpus.batch import extract
extract(sys.argv[1], sys.argv[2], make_pipeline=make_stand_in, format=sys.argv[3])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no resource module")
@pytest.mark.parametrize("file_format", ["parquet", "jsonl"])
def test_memory_does_not_grow_with_the_number_of_articles(tmp_path, file_format):
    def peak(count: int) -> int:
        source = tmp_path / f"{count}.jsonl"
        with source.open("w", encoding="utf-8") as file:
            for n in range(count):
                file.write(json.dumps({"text": f"{n}騰訊收購。" + chr(0x4E00 + n) * 1000}) + "\n")
        command = [sys.executable, "-c", MEASURE, str(source), str(tmp_path / "out"), file_format]
        here = str(Path(__file__).parent)
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"PYTHONPATH": here},
        )
        return int(done.stdout)

    assert peak(3000) - peak(300) < 40


def test_frames_have_no_surprise_index(tmp_path):
    folder = fill(tmp_path / "in", MIXED)
    run(folder, tmp_path / "out")
    assert isinstance(read_tables(tmp_path / "out")["events"].index, pd.RangeIndex)


def test_a_temporary_folder_without_room_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(sqlite3, "connect", full)
    with pytest.raises(NewsparseError, match=r"disk is full.*TMPDIR"):
        Index()
