from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from importlib import import_module, metadata

import pytest
from typer.testing import CliRunner

from newsparse.cli import app

# the package holds the command under the same name
doctor = import_module("newsparse.cli.doctor")


def run(*arguments: object):
    return CliRunner().invoke(app, [str(a) for a in arguments])


@pytest.fixture(scope="module")
def report():
    result = run("doctor")
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_doctor_says_what_is_here(report):
    for said in ("newsparse 0.", "Python 3.", "jieba ", ".onnx", "lexicons/listed_tw.csv"):
        assert said in report
    assert f"inner loops {'compiled' if doctor.compiled() else 'in Python'}" in report
    assert "examples of 18 event types" in report
    assert "characters/s in one process" in report
    assert "jieba alone" in report
    assert report.endswith("all well\n")


def test_the_doctor_tells_how_to_get_what_is_missing(monkeypatch):
    here = doctor._version
    monkeypatch.setattr(doctor, "_version", lambda name: None if name == "altair" else here(name))
    lines = {line.partition(":")[0]: line for line in doctor._extras()}
    assert lines["charts"] == "charts: no altair: pip install 'newsparse[charts]'"
    assert "no altair" in lines["notebook"]  # an extra within an extra
    assert "newsparse" not in lines["dev"].partition("pip install")[0]


def test_extras_are_those_of_the_project():
    assert {line.partition(":")[0] for line in doctor._extras()} == set(
        metadata.metadata("newsparse").get_all("Provides-Extra") or ()
    )


def test_the_doctor_names_what_is_wrong(monkeypatch, tmp_path):
    (tmp_path / "bare.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "torn.csv").write_bytes(b"\xff\xfe\x00")
    monkeypatch.setattr("newsparse.lexicon.DATA", tmp_path)
    problems: list[str] = []
    rows = list(doctor._data_files(problems))
    assert rows[0].split() == ["1", "bare.csv"]
    assert problems[0] == "bare.csv states no source or licence"
    assert problems[1].startswith("torn.csv cannot be read")
    assert list(doctor._model(problems)) == []
    assert "the model is missing" in problems[2]


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["extrakt", "a"], "extract"),
        (["reprot"], "report"),
        (["export", ".", "--too", "brat"], "--to"),
        (["extract", ".", "--out", "x", "--publishd", "2024-01-01"], "--published"),
        (["extract", ".", "--out", "x", "--verbos"], "--verbose"),
    ],
)
def test_a_slip_is_answered_with_what_was_meant(arguments, meant):
    result = run(*arguments)
    assert result.exit_code == 2
    assert meant in result.stderr.partition("Error:")[2]


def test_help_has_examples_for_every_command():
    names = [command.name or command.callback.__name__ for command in app.registered_commands]
    assert {"extract", "export", "import", "doctor"} <= set(names)
    assert "Examples:" in run("--help").stdout
    for name in names:
        text = run(name, "--help").stdout
        assert f"Examples:\n    newsparse {name}" in text


def test_the_list_of_commands_is_told_in_whole_sentences():
    commands = run("--help").stdout.partition("Commands:")[2].partition("Examples:")[0]
    lines = [line for line in commands.splitlines() if line.strip()]
    assert all(line.endswith(".") and not line.endswith("...") for line in lines)


def test_no_colours_where_there_is_no_terminal(tmp_path):
    (tmp_path / "a.txt").write_text("騰訊擬以5億美元收購格芯。", encoding="utf-8")
    for arguments in (["show", "a.txt", "--events"], ["show"], ["extract", "a.txt", "-o", "out"]):
        command = [sys.executable, "-c", "from newsparse.cli import main; main()", *arguments]
        plain = {k: v for k, v in os.environ.items() if k not in ("FORCE_COLOR", "CLICOLOR_FORCE")}
        made = subprocess.run(command, cwd=tmp_path, capture_output=True, env=plain, check=False)
        assert b"\x1b" not in made.stdout + made.stderr
        assert made.stdout or made.stderr


def on_a_terminal(arguments, folder, **environment):
    """What a command writes where its output is a terminal."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from newsparse.cli import main; main()", *arguments]
    plain = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "CI")}
    settings = {**plain, "TERM": "xterm-256color", **environment}
    process = subprocess.Popen(command, cwd=folder, stdout=theirs, stderr=theirs, env=settings)
    os.close(theirs)
    told = b""
    with suppress(OSError):  # how Linux says that the other end is closed
        while piece := os.read(ours, 65_536):
            told += piece
    os.close(ours)
    assert process.wait() == 0, told
    return told


def test_colours_on_a_terminal_unless_they_are_not_wanted(tmp_path):
    (tmp_path / "a.txt").write_text("騰訊擬以5億美元收購格芯。", encoding="utf-8")
    show = ["show", "a.txt", "--events"]
    assert b"\x1b[" in on_a_terminal(show, tmp_path)
    assert b"\x1b[3" not in on_a_terminal(show, tmp_path, NO_COLOR="1")


def test_quiet_commands_say_nothing_when_all_is_well(tmp_path):
    (tmp_path / "a.txt").write_text("騰訊擬以5億美元收購格芯。", encoding="utf-8")
    out = tmp_path / "out"
    for arguments in (
        ["extract", tmp_path / "a.txt", "-o", out],
        ["report", out, "-o", tmp_path / "report.html"],
        ["export", out, "--to", "doccano", "-o", tmp_path / "a.jsonl"],
        ["import", tmp_path / "a.jsonl", "--from", "doccano", "-o", tmp_path / "gold.jsonl"],
    ):
        result = run(*arguments, "--quiet")
        assert (result.exit_code, result.output) == (0, "")
    (tmp_path / "empty").mkdir()
    wrong = run("report", tmp_path / "empty", "-o", tmp_path / "report.html", "--quiet")
    assert (wrong.exit_code, wrong.stderr[:6]) == (2, "error:")


def test_verbose_says_every_step_and_where_an_error_comes_from(tmp_path):
    (tmp_path / "a.txt").write_text("騰訊擬以5億美元收購格芯。", encoding="utf-8")
    result = run("extract", tmp_path / "a.txt", "-o", tmp_path / "out", "--verbose")
    assert result.exit_code == 0, result.output
    assert "1 articles, 1 events" in result.stderr
    assert "1  acquisition" in result.stderr
    names = tmp_path / "names.csv"
    names.write_text("id,name\n", encoding="utf-8")
    arguments = ["extract", tmp_path / "a.txt", "-o", tmp_path / "two", "--gazetteer", names]
    assert "Traceback" not in run(*arguments).output
    assert "Traceback" in run(*arguments, "-v").stderr
    (tmp_path / "empty").mkdir()
    report = ["report", tmp_path / "empty", "-o", tmp_path / "report.html"]
    assert "Traceback" not in run(*report).output
    assert "Traceback" in run(*report, "--verbose").stderr
