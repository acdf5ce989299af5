"""Lists of penalties: each name keeps its own sum; a probe is no fine, and an appeal no suit."""

from __future__ import annotations

from newsparse.annotation import Article, Label
from newsparse.events.match import find_events
from test_events import TYPES, events_in, mentions_of, told

NAMES: dict[str, Label] = {
    "云岫科技": "COMPANY",
    "陈望舒": "PERSON",
    "东港证监局": "ORG",
    "证监会": "ORG",
    "40万元": "MONEY",
    "60万元": "MONEY",
}


def rows(text: str) -> list[tuple[list[str], list[str], list[str]]]:
    article = Article(text)
    found = find_events(article, mentions_of(article, NAMES), TYPES)
    events = [told(e, "authority", "target", "amount") for e in found if e.type == "regulatory"]
    return [(e["authority"], e["target"], e["amount"]) for e in events]


def test_each_name_keeps_its_sum() -> None:
    text = (
        "云岫科技公告。东港证监局对云岫科技责令改正，给予警告，并处以40万元罚款；"
        "对陈望舒给予警告，并处以60万元罚款。"
    )
    assert rows(text) == [
        (["东港证监局"], ["云岫科技"], ["40万元"]),
        (["东港证监局"], ["陈望舒"], ["60万元"]),
    ]


def test_a_probe_and_the_fine_of_another_authority() -> None:
    text = "云岫科技公告。去年3月证监会对云岫科技立案调查。东港证监局对云岫科技处以40万元罚款。"
    assert [row[0] for row in rows(text)] == [["证监会"], ["东港证监局"]]


def test_sums_in_the_order_of_the_names() -> None:
    assert rows("证监会对云岫科技、陈望舒分别罚款60万元及40万元。") == [
        (["证监会"], ["云岫科技"], ["60万元"]),
        (["证监会"], ["陈望舒"], ["40万元"]),
    ]


def test_an_appeal_is_an_event_beside_the_suit() -> None:
    text = "海棠精密起訴云岫科技。海棠精密不服一審判決，將提起上訴。"
    found = [e for e in events_in(text) if e.type == "legal"]
    assert [(e.trigger.text, e.status) for e in found] == [
        ("起訴", "actual"),
        ("提起上訴", "planned"),
    ]
