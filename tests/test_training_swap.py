"""Training examples with other names in them: the marks move along, doubtful names stay."""

from __future__ import annotations

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
