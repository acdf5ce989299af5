"""The scripts that learn the weights of the name rules run, and give files that the rules read."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from newsparse.lexicon import DATA

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def _training(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))


def test_words_are_those_shipped(tmp_path: Path) -> None:
    from training.names.words import words

    words(tmp_path)
    shipped = (DATA / "lexicons" / "name_words.csv").read_text("utf-8")
    assert (tmp_path / "name_words.csv").read_text("utf-8") == shipped


def test_weights_are_learned_and_readable(tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    from training.names.__main__ import main

    for name in ("cluener", "resume", "msra"):
        with gzip.open(tmp_path / f"{name}.train.jsonl.gz", "wt", encoding="utf-8") as empty:
            empty.write("")
    gold = str(ROOT / "corpus" / "gold" / "hk.jsonl")
    asked = ["--gold", gold, "--ner", str(tmp_path), "--out", str(tmp_path)]
    assert main(["chinese", "endings", *asked]) == 0
    for file in ("name_chinese.csv", "name_suffixed.csv"):
        lines = (tmp_path / file).read_text("utf-8").splitlines()
        header = lines.index("feature,keys,weight")
        assert len(lines) > header + 20
        assert all(line.count(",") >= 2 for line in lines[header:])
