from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

import newsparse
from newsparse.cli import app
from newsparse.lexicon import DATA
from newsparse.store import read_tables

NEWS = "騰訊擬以5億美元收購格芯\n騰訊昨日宣布，擬以5億美元收購格芯。\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "news.txt"
    path.parent.mkdir()
    path.write_text(NEWS, encoding="utf-8")
    return path


def run(*arguments: object):
    return CliRunner().invoke(app, [str(a) for a in arguments])


def test_a_missing_dependency_is_one_error_with_its_remedy(article, tmp_path, monkeypatch):
    def incomplete(*_, **__):
        raise ModuleNotFoundError("No module named 'onnxruntime'")

    monkeypatch.setattr("newsparse.corpus.batch.extract", incomplete)
    result = run("extract", article, "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert result.stderr == (
        "error: No module named 'onnxruntime'. Install newsparse again, with all it needs\n"
    )


def test_extract_writes_tables_and_a_summary(article, tmp_path):
    result = run("extract", article.parent, "-o", tmp_path / "out", "--published", "2024-03-24")
    assert result.exit_code == 0, result.output
    assert "1 article, 32 characters" in result.stdout
    assert "acquisition planned 騰訊 → 格芯 5億美元" in result.stdout
    assert str(tmp_path / "out") in result.stdout
    tables = read_tables(tmp_path / "out")
    row = tables["acquisition"].iloc[0]
    assert (row["acquirer"], row["target"], row["amount_min"]) == ("騰訊", "格芯", 5e8)
    assert row["published"] == pd.Timestamp("2024-03-24")
    mentions = tables["mentions"]
    assert all(NEWS[m.start : m.end] == m.text for m in mentions.itertuples())
    day = mentions.loc[mentions["text"] == "昨日", "date_start"].iloc[0]
    assert day == pd.Timestamp("2024-03-23")


@pytest.mark.parametrize(
    ("file_format", "name"),
    [
        ("parquet", "events.parquet"),
        ("csv", "events.csv"),
        ("jsonl", "analyses.jsonl"),
        ("xlsx", "newsparse.xlsx"),
        ("duckdb", "newsparse.duckdb"),
    ],
)
def test_every_format(article, tmp_path, file_format, name):
    result = run("extract", article, "-o", tmp_path / "out", "--format", file_format)
    assert result.exit_code == 0, result.output
    assert (tmp_path / "out" / name).stat().st_size > 0


def test_region_sets_the_currency_of_a_bare_yuan(article, tmp_path):
    article.write_text("公司每股派息3元。", encoding="utf-8")
    for region, currency in (("HK", "HKD"), ("TW", "TWD"), ("CN", "CNY")):
        run("extract", article, "-o", tmp_path / region, "--region", region)
        assert read_tables(tmp_path / region)["mentions"]["currency"].tolist() == [currency]


def test_jsonl_in_and_out_keeps_order_and_text(article, tmp_path):
    source = tmp_path / "in" / "a.jsonl"
    rows = [{"id": f"n{n}", "title": f"第{n}則", "text": NEWS} for n in (3, 1, 2)]
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    run("extract", source, "-o", tmp_path / "out", "--format", "jsonl", "--jobs", 2)
    lines = (tmp_path / "out" / "analyses.jsonl").read_text(encoding="utf-8").splitlines()
    analyses = [json.loads(line) for line in lines]
    assert [analysis["id"] for analysis in analyses] == ["n3", "n1", "n2"]
    assert analyses[0]["text"] == "第3則\n" + NEWS


def test_failed_articles_are_named_and_give_exit_code_1(article, tmp_path):
    (article.parent / "bad.txt").write_bytes(NEWS.encode() + b"\xff")
    (article.parent / "notes.rst").write_text("x")
    result = run("extract", article.parent, "-o", tmp_path / "out")
    assert result.exit_code == 1
    bad = (
        f"{article.parent / 'bad.txt'}: is not all UTF-8 (byte 0xFF at offset {len(NEWS.encode())})"
    )
    assert f"failed: {bad}" in result.stderr
    assert "skipped:" in result.stderr
    assert "notes.rst" in result.stderr
    assert "1 failure:" in result.stdout


def test_a_file_that_may_not_be_read_stops_no_run(article, tmp_path, monkeypatch):
    monkeypatch.setattr("os.access", lambda *_, **__: False)
    result = run("extract", article, article, "-o", tmp_path / "out")
    assert result.exit_code == 0, result.output


def test_verbose_says_which_columns_are_used(article, tmp_path):
    table = article.with_name("a.csv")
    table.write_text("正文,日期,頁\n騰訊收購格芯。,2024-03-24,1\n", encoding="utf-8")
    result = run("extract", table, "-o", tmp_path / "out", "-v")
    assert (
        f"reading {table}\ncolumns: text from 正文, published from 日期; no column for title, "
        in (result.stderr)
    )
    assert "columns" not in run("extract", table, "-o", tmp_path / "out").stderr


def test_a_column_that_is_not_there_is_an_error_of_its_file(article, tmp_path):
    table = article.with_name("a.csv")
    table.write_text("text\n騰訊收購格芯。\n", encoding="utf-8")
    result = run("extract", table, "-o", tmp_path / "out", "--date-column", "nope")
    assert result.exit_code == 1
    assert "there is no column nope (there are: text)" in result.stderr


def test_the_title_of_markdown_is_without_its_mark(article, tmp_path):
    article.with_name("b.md").write_text(f"# {NEWS}", encoding="utf-8")
    article.with_name("c.md").write_text("#人工智能 熱潮\n\n騰訊宣布收購格芯。", encoding="utf-8")
    run("extract", article.parent, "-o", tmp_path / "out")
    articles = read_tables(tmp_path / "out")["articles"]
    assert sorted(articles["title"]) == ["#人工智能 熱潮", *["騰訊擬以5億美元收購格芯"] * 2]
    assert f"# {NEWS}" in articles["text"].tolist()


def test_quiet_says_failures_only(article, tmp_path):
    (article.parent / "bad.txt").write_bytes(b"")
    result = run("extract", article.parent, "-o", tmp_path / "out", "--quiet")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        f"failed: {article.parent / 'bad.txt'}: the article is empty"
    ]


def test_a_folder_without_articles_says_so(tmp_path):
    (tmp_path / "in").mkdir()
    result = run("extract", tmp_path / "in", "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert "no articles found" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract", "no/such/file.txt", "-o", "out"],
        ["extract", "FILE"],
        ["extract", "FILE", "-o", "OUT", "--format", "docx"],
        ["extract", "FILE", "-o", "OUT", "--published", "someday"],
        ["extract", "FILE", "-o", "OUT", "--region", "US"],
        ["extract", "FILE", "-o", "OUT", "--jobs", "0"],
        ["extract", "FILE", "-o", "OUT", "--gazetteer", "no.csv"],
        ["extract", "FILE", "-o", "FILE"],
        ["extract", "FILE", "-o", "OUT", "--timeout", "0"],
        ["extract", "FILE", "-o", "OUT", "--format", "xlsx", "--bom"],
        ["query", "no/such/tables", "SELECT 1"],
        ["query", "FOLDER", "SELECT 1"],
        ["show", "FOLDER"],
        ["check", "FILE"],
        ["nonsense"],
    ],
)
def test_wrong_usage_gives_exit_code_2(article, tmp_path, arguments):
    places = {"FILE": article, "OUT": tmp_path / "out", "FOLDER": tmp_path}
    result = run(*(places.get(a, a) for a in arguments))
    assert result.exit_code == 2
    assert result.stderr.strip()
    assert "Traceback" not in result.output


def test_a_bad_data_file_gives_exit_code_2_with_its_place(article, tmp_path):
    types = tmp_path / "types.toml"
    types.write_text('[deal]\ntrigers = ["收购"]\n[deal.roles]\n', encoding="utf-8")
    names = tmp_path / "names.csv"
    names.write_text("id,label,name,aliases\nx,COMPANY,甲,\n", encoding="utf-8")
    for option, path in (("--event-types", types), ("--gazetteer", names)):
        for jobs in (1, 2):
            result = run("extract", article, "-o", tmp_path / "out", option, path, "-j", jobs)
            assert result.exit_code == 2, result.output
            assert result.stderr.startswith(f"error: {path}")
        assert run("check", path).exit_code == 2
    assert not list(tmp_path.glob("out/*.parquet"))


def test_own_names_and_own_event_types(article, tmp_path):
    names = tmp_path / "names.csv"
    names.write_text("id,label,name,aliases\nm1,COMPANY,甲骨星,甲骨星雲|OStar\n", encoding="utf-8")
    types = tmp_path / "types.toml"
    types.write_text(
        '[rename]\ntriggers = ["更名为"]\n[rename.roles]\n'
        'company = { label = "COMPANY", required = true }\n',
        encoding="utf-8",
    )
    article.write_text("甲骨星更名為新公司。", encoding="utf-8")
    result = run(
        *("extract", article, "-o", tmp_path / "out"),
        *("--gazetteer", names, "--event-types", types),
    )
    assert result.exit_code == 0, result.output
    assert read_tables(tmp_path / "out")["rename"]["company"].tolist() == ["甲骨星"]


def test_one_file_and_a_query(article, tmp_path):
    store = tmp_path / "news.duckdb"
    assert run("extract", article, "-o", store).exit_code == 0
    result = run("query", store, "SELECT buyer, target, amount_min FROM deals")
    assert result.exit_code == 0, result.output
    for cell in ("騰訊", "格芯", "500,000,000"):
        assert cell in result.stdout
    result = run("query", store, "SELECT buyer, status FROM deals", "--csv")
    assert result.stdout.split() == ["buyer,status", "騰訊,planned"]
    result = run("query", store, "SELECT nothing FROM deals")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: the query cannot be answered")


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes of this kind")
@pytest.mark.parametrize("more", [[], ["--csv"]])
def test_a_reader_that_has_seen_enough_is_no_error(article, tmp_path, more):
    run("extract", article, "-o", tmp_path / "out")
    sql = "SELECT repeat('文', 1000) FROM range(1000)"
    command = [sys.executable, "-m", "newsparse", "query", str(tmp_path / "out"), sql, *more]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.read(1)
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    process.wait()
    assert said == b""


@pytest.mark.skipif(sys.platform == "win32", reason="file names without control codes there")
def test_a_file_name_cannot_steer_the_terminal(tmp_path):
    (tmp_path / "a\x1b[2Jb.txt").write_bytes(b"")
    (tmp_path / "a\x1b[2Jb.rst").write_bytes(b"")
    result = run("extract", tmp_path, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert result.stderr.count("a\ufffd[2Jb") == 2
    assert "\x1b" not in result.output


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal")
@pytest.mark.parametrize("width", [60, 400])
def test_an_answer_too_wide_for_the_terminal_comes_row_by_row(article, tmp_path, width):
    run("extract", article, "-o", tmp_path / "out")
    program = [sys.executable, "-c", "from newsparse.cli import main; main()"]
    text = in_terminal([*program, "query", str(tmp_path / "out"), "SELECT * FROM deals"], width)
    lines = [line.split() for line in text.splitlines()]
    assert (["target", "格芯"] in lines) == (width == 60)
    assert any({"buyer", "target"} <= set(line) for line in lines) == (width == 400)
    assert not any("seller" in line for line in lines) or width == 400


def in_terminal(command: list[str], width: int) -> str:
    """What a command writes to a terminal of some width, without its colours."""
    import pty

    ours, theirs = pty.openpty()
    variables = os.environ | {"COLUMNS": str(width), "NO_COLOR": "1", "TERM": "xterm"}
    process = subprocess.Popen(command, stdout=theirs, stderr=theirs, env=variables)
    os.close(theirs)
    said = b""
    with contextlib.suppress(OSError):  # the end of a terminal is an error
        while chunk := os.read(ours, 4096):
            said += chunk
    os.close(ours)
    process.wait()
    return re.sub(r"\x1b\[[\d;]*m", "", said.decode())


def test_an_answer_for_another_program_is_never_folded(article, tmp_path):
    run("extract", article, "-o", tmp_path / "out")
    result = run("query", tmp_path / "out", "SELECT *, 1 AS last FROM deals")
    (row,) = (line for line in result.stdout.splitlines() if "格芯" in line)
    assert "騰訊" in row
    assert row.split()[-1] == "1"


def test_columns_of_a_table_and_csv_for_excel(tmp_path):
    source, out = tmp_path / "a.csv", tmp_path / "out"
    source.write_text(f'報道,日\n"{NEWS}",2024-03-24\n', encoding="utf-8")
    result = run(
        *("extract", source, "-o", out, "--format", "csv", "--bom"),
        *("--text-column", "報道", "--date-column", "日"),
    )
    assert result.exit_code == 0, result.output
    assert (out / "articles.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert read_tables(out)["articles"]["published"][0] == pd.Timestamp("2024-03-24")


def test_standard_input(tmp_path):
    arguments = ["extract", "-", "-o", str(tmp_path / "out"), "--published", "2024-03-24"]
    result = CliRunner().invoke(app, arguments, input=NEWS.encode())
    assert result.exit_code == 0, result.output
    articles = read_tables(tmp_path / "out")["articles"]
    assert (articles["article_id"][0], articles["text"][0]) == ("stdin", NEWS)


def test_a_second_run_takes_what_the_first_has_done(article, tmp_path):
    for arguments, reused in (((), False), ((), True), (("--force",), False)):
        result = run("extract", article, "-o", tmp_path / "out", *arguments)
        assert ("1 as analysed before" in result.stdout) == reused


def test_show_gives_the_rule_behind_each_mention(article):
    result = run("show", article, "--published", "2024-03-24", "--events")
    assert result.exit_code == 0, result.output
    assert NEWS.strip() in result.stdout
    assert "500,000,000 USD" in result.stdout
    assert "gazetteer:" in result.stdout
    assert "acquisition planned" in result.stdout
    assert "trigger 收購 at" in result.stdout
    assert "cue 擬 at" in result.stdout
    assert "acquirer: 騰訊" in result.stdout
    assert "acquisition planned" not in run("show", article).stdout


def test_show_reads_standard_input_and_event_types_as_extract_does(tmp_path):
    types = tmp_path / "types.toml"
    types.write_text(
        '[takeover]\ntriggers = ["收购"]\n[takeover.roles]\n'
        'buyer = { label = "COMPANY", required = true }\n',
        encoding="utf-8",
    )
    told = []
    for arguments in (["show", "-", "--events"], ["extract", "-", "-o", tmp_path / "out"]):
        command = [str(part) for part in (*arguments, "--event-types", types)]
        result = CliRunner().invoke(app, command, input=NEWS.encode())
        assert result.exit_code == 0, result.output
        told.append(result.stdout)
    assert "takeover planned" in told[0]
    assert "takeover planned" in told[1]


def test_show_passes_no_control_codes_to_the_terminal(article):
    article.write_text("騰訊\x1b[31m收購\x07格芯。", encoding="utf-8")
    result = run("show", article, "--events")
    assert "\x1b" not in result.stdout
    assert "\x07" not in result.stdout


def test_show_names_what_it_cannot_read(article):
    article.write_bytes(b"\0")
    result = run("show", article)
    assert result.exit_code == 1
    assert "is a binary file" in result.stderr


def test_check_passes_what_we_ship():
    result = run("check", DATA / "events", DATA / "lexicons" / "world_companies.csv")
    assert result.exit_code == 0, result.output
    assert "18 event types" in result.stdout


@pytest.mark.parametrize("name", ["Events", "stories", "a/b"])
def test_check_and_extract_refuse_a_type_that_cannot_have_its_table(article, tmp_path, name):
    types = tmp_path / "types.toml"
    types.write_text(f'["{name}"]\ntriggers = ["收购"]\nroles = {{}}\n', encoding="utf-8")
    for arguments in (
        ["check", types],
        ["extract", article, "-o", tmp_path / "out", "--event-types", types],
    ):
        result = run(*arguments)
        assert result.exit_code == 2
        assert result.stderr.startswith(f"error: {types}: event type '{name}' ")
    assert not (tmp_path / "out").exists()


def test_check_names_the_example_that_fails(tmp_path):
    types = tmp_path / "types.toml"
    types.write_text(
        '[deal]\ntriggers = ["收购"]\n[deal.roles]\n'
        'buyer = { label = "COMPANY", required = true }\n'
        'target = { label = "COMPANY" }\n'
        '[[deal.examples]]\ntext = "騰訊收購格芯。"\nbuyer = "騰訊"\ntarget = "格芯"\n'
        '[[deal.examples]]\ntext = "騰訊收購格芯。"\nbuyer = "格芯"\n'
        '[[deal.examples]]\ntext = "騰訊擬收購格芯。"\nbuyer = "騰訊"\nstatus = "denied"\n'
        '[[deal.examples]]\ntext = "騰訊售出格芯。"\nbuyer = "騰訊"\n'
        '[[deal.examples]]\ntext = "騰訊收購格芯。"\nevent = false\n'
        'mentions = { "騰訊" = "COMPANY" }\n',
        encoding="utf-8",
    )
    result = run("check", types)
    assert result.exit_code == 1
    failed = [line for line in result.stderr.splitlines() if line.startswith("failed:")]
    assert len(failed) == 8  # four wrong examples, in two scripts each
    assert "types.toml: deal: '騰訊收購格芯。'" in failed[0]
    assert "no event was found" in failed[4]
    assert "an event was found" in failed[6]


def test_version_and_help():
    assert run("--version").stdout.strip() == f"newsparse {newsparse.__version__}"
    for arguments in (["--help"], ["extract", "--help"], ["show", "-h"], ["check", "-h"]):
        result = run(*arguments)
        assert result.exit_code == 0
        assert "Examples:\n" in result.stdout
        assert "  newsparse " in result.stdout
    assert run().exit_code in (0, 2)


def test_the_package_runs_as_a_module(article, tmp_path):
    command = [
        sys.executable,
        "-m",
        "newsparse",
        "extract",
        str(article),
        "-o",
        str(tmp_path / "o"),
    ]
    done = subprocess.run([*command, "--jobs", "1"], capture_output=True, text=True, check=True)
    assert "1 article" in done.stdout


def test_help_is_quick_and_loads_nothing_heavy():
    code = (
        "import sys; from newsparse.cli import main; sys.argv = ['newsparse', '--help']\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'pandas', 'pyarrow', 'spacy', 'jieba', 'pydantic', 'openpyxl', 'opencc'}\n"
        "heavy |= {'duckdb', 'trafilatura', 'docx'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    started = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert time.monotonic() - started < 3
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_console_that_cannot_show_chinese_is_no_traceback(article, tmp_path):
    environment = {"PYTHONIOENCODING": "ascii", "PATH": ""}
    command = [sys.executable, "-c", "from newsparse.cli import main; main()"]
    done = subprocess.run(
        [*command, "show", str(article)], capture_output=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
