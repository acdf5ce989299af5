"""The evaluation command: its table, and gold mentions fed to the event layer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.evaluate import main, read, with_given_mentions
from benchmarks.gate import GOLD


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Three articles of the corpus."""
    lines = (GOLD / "hk.jsonl").read_text("utf-8").splitlines()[:3]
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def figures(capsys: pytest.CaptureFixture[str]) -> dict[str, list[str]]:
    lines = capsys.readouterr().out.splitlines()[1:]
    return {line.split()[0]: line.split()[1:] for line in lines}


def test_given_mentions_leave_only_events_to_find(
    gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(gold), "--given-mentions"]) == 0
    given = figures(capsys)
    assert given["COMPANY"][:3] == given["MONEY"][:3] == ["1.000"] * 3
    assert 0.5 < float(given["event"][2]) <= 1


def test_a_missed_company_counts(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [json.loads(line) for line in gold.read_text("utf-8").splitlines()]
    rows[0]["mentions"].append({"start": 60, "end": 62, "label": "PERSON", "text": "無名"})
    gold.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    assert main([str(gold)]) == 0
    assert int(figures(capsys)["PERSON"][5]) >= 1


def test_values_and_entities_come_from_the_gold(gold: Path) -> None:
    row, article = next(read([gold]))
    analysis = with_given_mentions()(row, article)
    assert all(m.rule == "gold" for m in analysis.mentions)
    money = next(m for m in analysis.mentions if m.label == "MONEY")
    wanted = next(m for m in row["mentions"] if m["start"] == money.start)
    assert money.value is not None
    assert money.value.min == wanted["value"]["min"]
    assert {e.id for e in analysis.entities} == {m.entity for m in analysis.mentions if m.entity}
