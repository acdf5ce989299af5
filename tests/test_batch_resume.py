"""Runs that are stopped, crash, hang or come again: nothing lost, nothing done twice."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from filelock import FileLock

from hand_made import make_stand_in, stand_in
from newsparse.corpus import batch, parts
from newsparse.corpus.batch import extract
from newsparse.errors import NewsparseError
from newsparse.store import read_tables, replace

run = partial(extract, make_pipeline=make_stand_in)


@pytest.fixture(autouse=True)
def _small_portions(monkeypatch):
    monkeypatch.setattr(batch, "_PORTION_ARTICLES", 3)


def fill(folder: Path, count: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(count):
        (folder / f"{n:03}.txt").write_text(f"騰訊第{n}次收購。", encoding="utf-8")
    return folder


def same(first: Path, second: Path) -> None:
    tables, others = read_tables(first), read_tables(second)
    assert tables.keys() == others.keys()
    for name, table in tables.items():
        pd.testing.assert_frame_equal(table, others[name])


def part_names(out: Path) -> set[str]:
    return {path.name for path in (out / ".parts").glob("*.arrow")}


def test_a_second_run_does_only_what_is_new_or_changed(tmp_path):
    folder, out = fill(tmp_path / "in", 10), tmp_path / "out"
    assert run(folder, out).reused == 0
    seen: list[int] = []
    summary = run(folder, out, progress=lambda s: seen.append(s.articles))
    assert (summary.articles, summary.reused, seen) == (10, 10, [])
    assert summary.events.total() == 10
    assert summary.samples
    (folder / "003.txt").write_text("騰訊改了收購。", encoding="utf-8")
    (folder / "0035.txt").write_text("騰訊又收購。", encoding="utf-8")
    (folder / "007.txt").unlink()
    summary = run(folder, out)
    assert (summary.articles, summary.reused) == (10, 8)
    run(folder, tmp_path / "afresh")
    same(out, tmp_path / "afresh")


def test_force_redoes_everything(tmp_path):
    folder, out = fill(tmp_path / "in", 4), tmp_path / "out"
    run(folder, out)
    before = part_names(out)
    assert run(folder, out, force=True).reused == 0
    assert not before & part_names(out)


def other_pipeline():
    return stand_in


@pytest.mark.parametrize(
    "change", [{"region": "TW"}, {"make_pipeline": other_pipeline}, {"format": "jsonl"}]
)
def test_other_settings_redo_everything(tmp_path, change):
    folder, out = fill(tmp_path / "in", 4), tmp_path / "out"
    run(folder, out)
    assert run(folder, out, **change).reused == 0
    assert run(folder, out, **change).reused == 4


def test_failures_are_tried_again_and_told_again(tmp_path):
    folder, out = fill(tmp_path / "in", 3), tmp_path / "out"
    (folder / "a.txt").write_text("", encoding="utf-8")
    for _ in range(2):
        assert [f.reason for f in run(folder, out).failures] == ["the article is empty"]
    (folder / "a.txt").write_text("騰訊。", encoding="utf-8")
    assert run(folder, out).failures == []
    assert read_tables(out)["failures"].empty


def test_parts_no_article_lies_in_are_removed(tmp_path):
    out = tmp_path / "out"
    run(fill(tmp_path / "a", 6), out)
    before = part_names(out)
    run(fill(tmp_path / "b", 2), out)
    assert len(part_names(out)) == 1
    assert part_names(out) <= before  # 000 to 002 are the same under the same names


def test_ids_are_unique_also_among_articles_taken_from_parts(tmp_path):
    for desk in ("hk", "tw"):
        fill(tmp_path / desk, 2)
        (tmp_path / desk / "000.txt").write_text(f"{desk}騰訊收購。", encoding="utf-8")
    for _ in range(2):
        run([tmp_path / "hk", tmp_path / "tw"], tmp_path / "out", format="jsonl")
        tables = read_tables(tmp_path / "out")
        assert tables["articles"]["article_id"].tolist() == ["000", "001", "000~2", "001~2"]
        assert tables["events"]["article_id"].tolist() == ["000", "001", "000~2", "001~2"]
        lines = (tmp_path / "out" / "analyses.jsonl").read_text("utf-8").splitlines()
        assert [json.loads(line)["id"] for line in lines][2] == "000~2"


def test_an_interrupted_run_keeps_what_it_did(tmp_path):
    folder, out = fill(tmp_path / "in", 9), tmp_path / "out"

    def stop(summary):
        if summary.articles >= 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(folder, out, progress=stop)
    assert not list(out.glob("*.parquet"))
    summary = run(folder, out)
    assert (summary.articles, summary.reused) == (9, 6)
    run(folder, tmp_path / "afresh")
    same(out, tmp_path / "afresh")


def test_half_a_part_is_thrown_away(tmp_path):
    folder, out = fill(tmp_path / "in", 9), tmp_path / "out"
    run(folder, out)
    first, *_ = sorted((out / ".parts").glob("*.arrow"))
    first.write_bytes(first.read_bytes()[:-100])
    (out / ".parts" / ".x.1.tmp").write_bytes(b"half")
    assert run(folder, out).reused == 6
    assert not list((out / ".parts").glob("*.tmp"))


def make_dangerous():
    """Crashes on 崩, hangs on 掛."""

    def analyze(article):
        if "崩" in article.text:
            os.abort()
        while "掛" in article.text:
            time.sleep(0.01)
        return stand_in(article)

    return analyze


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_article_that_crashes_or_hangs_is_one_failure(tmp_path, jobs):
    folder, out = fill(tmp_path / "in", 8), tmp_path / "out"
    (folder / "001.txt").write_text("騰訊崩", encoding="utf-8")
    (folder / "006.txt").write_text("騰訊掛", encoding="utf-8")
    summary = extract(folder, out, make_pipeline=make_dangerous, jobs=jobs, timeout=1.5)
    assert [(Path(f.path).name, f.reason.split(".")[0]) for f in summary.failures] == [
        ("001.txt", "the process that analysed it died (signal 6)"),
        ("006.txt", "took more than 1"),
    ]
    ids = read_tables(out)["articles"]["article_id"].tolist()
    assert ids == ["000", "002", "003", "004", "005", "007"]


def make_dead():
    os._exit(3)


def test_workers_that_cannot_even_start_end_the_run(tmp_path):
    with pytest.raises(NewsparseError, match="worker process cannot go on"):
        extract(fill(tmp_path / "in", 1), tmp_path / "out", make_pipeline=make_dead, jobs=1)


def make_incomplete():
    def analyze(article):
        raise ModuleNotFoundError("No module named 'onnxruntime'")

    return analyze


@pytest.mark.parametrize("jobs", [0, 1])
def test_a_dependency_that_is_missing_ends_the_run(tmp_path, jobs):
    with pytest.raises(ImportError, match="onnxruntime"):
        extract(
            fill(tmp_path / "in", 3), tmp_path / "out", make_pipeline=make_incomplete, jobs=jobs
        )


def test_a_script_that_workers_would_run_again_is_told_so(tmp_path):
    script = tmp_path / "run.py"
    script.write_text(RUN.replace('if __name__ == "__main__":', "if True:"))
    done = subprocess.run(
        [sys.executable, str(script), str(fill(tmp_path / "in", 3)), str(tmp_path / "out")],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "Put what starts them under if __name__ == '__main__':" in done.stderr
    assert "another run" not in done.stderr


def test_two_runs_into_one_place_are_refused(tmp_path):
    folder, out = fill(tmp_path / "in", 1), tmp_path / "out"
    (out / ".parts").mkdir(parents=True)
    with FileLock(out / ".parts" / "lock"), pytest.raises(NewsparseError, match="another run"):
        run(folder, out)


def test_a_full_disk_ends_the_run_and_keeps_what_was_done(tmp_path, monkeypatch):
    folder, out = fill(tmp_path / "in", 9), tmp_path / "out"
    written = []

    def filling(path, table):
        if len(written) == 2:
            with monkeypatch.context() as patched:
                patched.setattr(replace.os, "fsync", full)
                write(path, table)
        written.append(path)
        write(path, table)

    def full(handle):
        raise OSError(28, "No space left on device")

    write = parts.write_part
    monkeypatch.setattr("newsparse.corpus.analyst.write_part", filling)
    with pytest.raises(NewsparseError, match=r"No space left on device.*run again"):
        run(folder, out)
    monkeypatch.undo()
    assert run(folder, out).reused == 6


HANG = """
import signal, sys
from test_batch_resume import make_dangerous
from newsparse.corpus.batch import extract
if __name__ == "__main__":
    # Ctrl-C counts also where the tests themselves run as a job in the background.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    print("begun", file=sys.stderr, flush=True)
    try:
        extract(sys.argv[1], sys.argv[2], jobs=2, make_pipeline=make_dangerous)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
"""
RUN = """
import sys
from hand_made import make_stand_in
from newsparse.corpus import batch
batch._PORTION_ARTICLES = 5
if __name__ == "__main__":
    batch.extract(sys.argv[1], sys.argv[2], jobs=2, make_pipeline=make_stand_in)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no process groups")
@pytest.mark.parametrize("wait", [0.9, 2.5])
def test_ctrl_c_ends_quietly(tmp_path, wait):
    folder = fill(tmp_path / "in", 3)
    (folder / "a.txt").write_text("騰訊掛", encoding="utf-8")
    script = tmp_path / "run.py"
    script.write_text(HANG)
    process = subprocess.Popen(
        [sys.executable, str(script), str(folder), str(tmp_path / "out")],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent)},
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    assert process.stderr is not None
    assert process.stderr.readline() == "begun\n"
    time.sleep(wait)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert said == "stopped\n"


def is_alive(process: str) -> bool:
    """Whether a process runs: one that ended has no command line, also while nobody asks."""
    try:
        return Path("/proc", process, "cmdline").read_bytes() != b""
    except OSError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="no kill -9, no /proc")
def test_killed_it_leaves_no_worker_in_an_endless_loop(tmp_path):
    folder = fill(tmp_path / "in", 1)
    (folder / "a.txt").write_text("騰訊掛", encoding="utf-8")
    script = tmp_path / "run.py"
    script.write_text(HANG)
    process = subprocess.Popen(
        [sys.executable, str(script), str(folder), str(tmp_path / "out")],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent)},
        stderr=subprocess.DEVNULL,
    )
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    workers: list[str] = []
    while len(workers) < 3:  # two, and the one that tracks what they share
        workers = children.read_text().split()
        time.sleep(0.1)
    time.sleep(1)  # to be in the middle of the article
    process.kill()
    process.wait()
    until = time.monotonic() + 10
    while any(is_alive(worker) for worker in workers):
        assert time.monotonic() < until, "a worker goes on"
        time.sleep(0.1)


@pytest.mark.skipif(sys.platform == "win32", reason="no kill -9")
def test_kill_at_any_moment_then_go_on(tmp_path):
    folder, out = fill(tmp_path / "in", 120), tmp_path / "out"
    script = tmp_path / "run.py"
    script.write_text(RUN)
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    command = [sys.executable, str(script), str(folder), str(out)]
    moments = random.Random(5)
    for _ in range(3):
        process = subprocess.Popen(command, env=environment)
        time.sleep(moments.uniform(0.5, 2.5))
        process.send_signal(signal.SIGKILL)
        process.wait()
        for path in out.glob("*.parquet"):
            pd.read_parquet(path)
    subprocess.run(command, env=environment, check=True)
    run(folder, tmp_path / "afresh")
    same(out, tmp_path / "afresh")
