"""Runs every case of tests/specs/events/*.toml: what status and date a sentence gives its event."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from newsparse.annotation import Article, Event, Mention
from newsparse.events.match import find_events
from newsparse.events.types import load_event_types
from newsparse.recognize.dates import recognize_dates
from newsparse.recognize.money import recognize_money
from newsparse.recognize.overlaps import resolve
from newsparse.recognize.percent import recognize_percent
from newsparse.text.simplify import simplify
from test_specs import other_script

SPECS = Path(__file__).parent / "specs" / "events"
PUBLISHED = date(2024, 5, 14)


def load(name: str) -> Iterator[Any]:
    spec = tomllib.loads((SPECS / f"{name}.toml").read_text("utf-8"))
    known = {"text", "type", "status", "cue", "every", "start", "end"}
    for number, case in enumerate(spec["case"], 1):
        assert set(case) <= known, case
        for script in ("as-written", "other-script"):
            text = case["text"] if script == "as-written" else other_script(case["text"])
            yield pytest.param(spec["names"], text, case, id=f"{number:03}-{script}")


def events_of(names: dict[str, list[str]], text: str, name: str) -> list[Event]:
    article = Article(text, published=PUBLISHED, body_start=text.find("\n") + 1)
    found = [
        Mention(m.start(), m.end(), label, text[m.start() : m.end()], "test", entity=surface)  # type: ignore[arg-type]
        for label, surfaces in names.items()
        for surface in surfaces
        for m in re.finditer(simplify(surface), article.simplified)
    ]
    values = (recognize_money, recognize_percent, recognize_dates)
    mentions = resolve([*found, *(m for find in values for m in find(article))])
    events = find_events(article, mentions, load_event_types())
    return [event for event in events if event.type == name]


@pytest.mark.parametrize(("names", "text", "case"), [*load("statuses")])
def test_status(names: dict[str, list[str]], text: str, case: dict[str, Any]) -> None:
    events = events_of(names, text, case["type"])
    assert [e.status for e in events if e.status == case["status"]], events
    if case.get("every"):
        assert {e.status for e in events} == {case["status"]}
    event = next(e for e in events if e.status == case["status"])
    cue = event.status_cue
    assert (simplify(cue.text) if cue else None) == (
        simplify(case["cue"]) if "cue" in case else None
    )
    if cue:
        assert text[cue.start : cue.end] == cue.text


@pytest.mark.parametrize(("names", "text", "case"), [*load("dates")])
def test_date(names: dict[str, list[str]], text: str, case: dict[str, Any]) -> None:
    events = events_of(names, text, case["type"])
    assert events, "no such event"
    day = events[0].date
    bounds = (day and day.start and day.start.isoformat(), day and day.end and day.end.isoformat())
    assert bounds == (case.get("start"), case.get("end"))
