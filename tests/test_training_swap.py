"""Training examples: annotations find their articles, marks move along when names are swapped."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def _training(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    random.seed(3)


def test_marks_follow_the_names() -> None:
    from training.tagger.swap import Mark, collect, swapped

    text = "实密科技的何秀琴说，何秀琴看好台南。"
    marks: list[Mark] = [
        (0, 4, ("COMPANY",), False),
        (5, 8, ("PERSON",), False),
        (10, 13, ("PERSON",), False),
        (15, 17, ("PLACE",), False),
    ]
    names = collect([])
    changed = 0
    for _ in range(20):
        other, moved = swapped(text, marks, names)
        pieces = [other[start:end] for start, end, _, _ in moved]
        assert pieces[1] == pieces[2]
        assert other == f"{pieces[0]}的{pieces[1]}说，{pieces[2]}看好{pieces[3]}。"
        changed += other != text
    assert changed > 10


def test_names_of_uncertain_kind_stay() -> None:
    from training.tagger.swap import collect, swapped

    text = "新工联发表声明。"
    for _ in range(20):
        assert swapped(text, [(0, 3, ("COMPANY", "ORG"), False)], collect([]))[0] == text


def test_invented_people_and_places() -> None:
    from training.tagger.invent import inventor

    made = inventor(["何秀琴", "瑞安·科恩", "普雷斯顿"], ["台南", "里斯本"])
    people = {made.person() for _ in range(200)}
    assert any("·" in name for name in people)
    assert any(len(name) == 2 for name in people)
    assert all(len(made.place()) > 1 for _ in range(200))


def test_annotations_find_the_names_of_their_articles(tmp_path: Path) -> None:
    from training.tagger.data import gold_rows

    news = {"id": "n-1", "title": "實密科技設廠", "text": "實密將在台南設廠，何秀琴說。"}
    with gzip.open(tmp_path / "plain_tw.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(news))
    names = {"COMPANY": ["實密", "實密科技"], "PLACE": ["台南"]}
    row = {"id": "n-1", "published": "2026-05-04", "names": names, "optional": {"ANY": ["何秀琴"]}}
    annotated = tmp_path / "names.jsonl"
    annotated.write_text(json.dumps(row), "utf-8")
    (article,) = gold_rows(annotated, tmp_path)
    assert (article["text"], article["region"]) == (
        "實密科技設廠\n實密將在台南設廠，何秀琴說。",
        "TW",
    )
    found = [(m["start"], m["text"], m["label"], m["optional"]) for m in article["mentions"]]
    assert found[:3] == [(0, "實密科技", "COMPANY", False), (7, "實密", "COMPANY", False),
                         (11, "台南", "PLACE", False)]  # fmt: skip
    assert found[3][1::2] == ("何秀琴", True)
    annotated.write_text(json.dumps(row | {"id": "n-2"}), "utf-8")
    with pytest.raises(ValueError, match="lacks 1 articles"):
        list(gold_rows(annotated, tmp_path))
    with pytest.raises(ValueError, match="has no text"):
        list(gold_rows(annotated))


def test_marked_sentences_are_gold(tmp_path: Path) -> None:
    from training.tagger.data import gold_rows

    path = tmp_path / "marked.txt"
    path.write_text("# of a kind\n[P:沈知微]遊[L:嵐縣]，[P:沈知微]作賦。\n水往低處流。\n", "utf-8")
    first, second = gold_rows(path)
    assert (first["text"], second["text"]) == ("沈知微遊嵐縣，沈知微作賦。", "水往低處流。")
    assert not second["mentions"]
    found = [(m["start"], m["end"], m["label"], m["text"]) for m in first["mentions"]]
    assert found == [
        (0, 3, "PERSON", "沈知微"),
        (4, 6, "PLACE", "嵐縣"),
        (7, 10, "PERSON", "沈知微"),
    ]
