"""Statuses: each cue in its scope, and the look-alikes that are no cues."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsparse.annotation import Article, Mention
from newsparse.errors import DataFileError
from newsparse.events.cues import load_cues
from newsparse.events.match import find_events
from newsparse.events.types import load_event_types
from newsparse.text.simplify import simplify

TYPES = [t for t in load_event_types() if t.name == "acquisition"]
CASES = [
    ("A公司收購B公司。", "actual", None),
    ("A公司已收購B公司。", "actual", "已"),
    ("A公司擬收購B公司。", "planned", "擬"),
    ("A公司將以5億元收購B公司。", "planned", "將"),
    ("A公司計劃斥資5億元，收購B公司。", "planned", "計劃"),
    ("據報A公司擬收購B公司。", "rumored", "據報"),
    ("知情人士透露，A公司將收購B公司。", "rumored", "知情人士"),
    ("市傳A公司收購B公司。", "rumored", "市傳"),
    ("A公司否認收購B公司。", "denied", "否認"),
    ("A公司澄清，並無收購B公司。", "denied", "並無"),
    ("A公司終止收購B公司。", "terminated", "終止"),
    ("A公司收購B公司的交易告吹。", "terminated", "告吹"),
    ("若A公司收購B公司，股價將受惠。", "hypothetical", "若"),
    ("A公司可能收購B公司。", "hypothetical", "可能"),
    ("A公司將資產重整，並已完成收購B公司。", "actual", "已"),
    ("傳媒稱A公司收購B公司。", "actual", None),
    ("A公司收購將軍澳的B公司。", "actual", None),
    ("A公司收購B公司，未來發展受注目。", "actual", None),
    ("A公司收購將近半數B公司股權。", "actual", None),
    # later clauses
    ("A公司原擬收購B公司，該案已撤銷。", "terminated", "撤銷"),
    ("A公司曾提出收購B公司，惟談判告吹。", "terminated", "告吹"),
    ("外傳A公司收購B公司，公司斥為造謠。", "denied", "造謠"),
    ("外傳A公司擬收購B公司，公司不予評論。", "rumored", "外傳"),
    ("A公司有意收購B公司，公司不予評論。", "rumored", "不予評論"),
    ("A公司收購B公司，並取消了原定的股東會。", "actual", None),
    ("A公司收購B公司，股價上升，董事長否認減薪。", "actual", None),
    # conditions
    ("若未獲批准，A公司將出售B公司。", "hypothetical", "若"),
    ("若未獲批准；A公司已收購B公司。", "actual", "已"),
    # 將 with an object, and in brackets
    ("A公司已將B公司出售。", "actual", "已"),
    ("A公司將所持資金悉數拿出收購B公司。", "actual", None),
    ("A公司（預計明年上市）收購B公司。", "actual", None),
    # cues inside a trigger
    ("A公司公開收購B公司。", "planned", "公開收購"),
    # stops between
    ("A公司計劃擴產；A公司收購B公司。", "actual", None),
    ("A公司從未收購B公司。", "denied", "從未"),
    ("據悉A公司收購B公司;董事長否認裁員。", "rumored", "據悉"),
    ("A公司偷工減料，收購B公司失利。", "actual", None),
]


@pytest.mark.parametrize(("text", "status", "cue"), CASES, ids=[c[0] for c in CASES])
@pytest.mark.parametrize("script", ["as written", "simplified"])
def test_status(text: str, status: str, cue: str | None, script: str) -> None:
    if script == "simplified":
        text, cue = simplify(text), cue and simplify(cue)
    article = Article(text)
    mentions = [
        Mention(at, at + 3, "COMPANY", name, "test", entity=name)
        for name in ("A公司", "B公司")
        for at in [text.find(name)]
    ]
    events = find_events(article, sorted(mentions, key=lambda m: m.start), TYPES)
    assert [e.status for e in events] == [status]
    found = events[0].status_cue
    assert (found.text if found else None) == cue
    if found:
        assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "text", ["未来", "将军", "传媒", "传统", "材料", "原料", "若干", "待遇", "重要"]
)
def test_pseudo_cues(text: str) -> None:
    assert load_cues()(text) == []


def test_wrong_cue_file(tmp_path: Path) -> None:
    path = tmp_path / "cues.csv"
    path.write_text("term,status,direction,scope\n拟,plan,before,clause\n", "utf-8")
    with pytest.raises(DataFileError, match=r"cues\.csv:2: 'plan' is unknown"):
        load_cues(path)
