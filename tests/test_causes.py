"""Errors of the event layer are counted under the cause that holds."""

from __future__ import annotations

from typing import Any

from benchmarks.causes import FALSE, MISSED, Causes, false_because, missed_because, table
from benchmarks.scoring import Pairing, pair_events

from newsparse.annotation import Article

TEXT = "澄川電子收購青岚食品。海棠精密昨日裁員。"
Event = dict[str, Any]


def gold_event(kind: str, trigger: str, **fillers: str) -> Event:
    args = [{"role": role, "texts": [text]} for role, text in fillers.items()]
    return {"type": kind, "status": "actual", "triggers": [trigger], "date": None, "args": args}


def our_event(kind: str, at: int, **fillers: str) -> Event:
    arguments = [{"role": r, "text": t, "entity": None, "value": None} for r, t in fillers.items()]
    return {
        "type": kind,
        "status": "actual",
        "trigger": {"start": at, "end": at + 2},
        "arguments": arguments,
    }


def pairing_of(gold: list[Event], ours: list[Event]) -> Pairing:
    analysis = {"mentions": [], "entities": [], "events": ours}
    return next(pair_events({"text": TEXT, "mentions": [], "events": gold}, analysis))


def why_false(gold: list[Event], ours: list[Event]) -> list[str]:
    pairing = pairing_of(gold, ours)
    row = {"text": TEXT, "mentions": [], "events": gold}
    return [false_because(event, pairing, row) for event in pairing.wrong]


def test_false_events() -> None:
    deal = gold_event("acquisition", "收購", acquirer="澄川電子", target="青岚食品")
    same = our_event("acquisition", 4, acquirer="澄川電子", target="青岚食品")
    twice = our_event("acquisition", 4, acquirer="澄川電子", target="海棠精密")
    assert why_false([deal], [same, twice]) == ["told twice"]
    other = our_event("acquisition", 4, acquirer="甲", target="乙")
    assert why_false([deal], [other]) == ["other fillers"]
    assert why_false([gold_event("workforce", "裁員", company="海棠精密")], []) == []
    layoff = gold_event("workforce", "裁員", company="海棠精密")
    assert why_false([layoff], [our_event("acquisition", 16, target="乙")]) == ["other type"]
    assert why_false([], [our_event("acquisition", 16, target="乙")]) == ["no event"]


def test_missed_events() -> None:
    one = gold_event("acquisition", "收購", acquirer="澄川電子", target="青岚食品")
    two = gold_event("acquisition", "收購", acquirer="澄川電子", target="海棠精密")
    ours = our_event("acquisition", 4, acquirer="澄川電子", target="青岚食品")
    pairing = pairing_of([one, two], [ours])
    assert [missed_because(e, pairing, TEXT, []) for e in pairing.missed] == ["one for several"]
    pairing = pairing_of([one], [])
    assert [missed_because(e, pairing, TEXT, []) for e in pairing.missed] == ["nothing read"]


def test_an_article_is_counted_once() -> None:
    causes = Causes()
    gold = {
        "text": "台積電收購聯電。",
        "mentions": [],
        "events": [gold_event("listing", "掛牌", company="鴻海")],
    }
    causes.add(gold, Article(gold["text"]))
    assert sum(n for types in causes.missed.values() for n in types.values()) == 1
    assert table("missed", MISSED, causes.missed).count("\n") == len(MISSED) + 1
    assert table("false", FALSE, causes.false).count("\n") == len(FALSE) + 1
