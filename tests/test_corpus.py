"""The corpus and its gold agree with each other and with the definitions."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from benchmarks.gate import read_gold

from newsparse.annotation import LABELS, STATUSES, VALUE_LABELS, Article
from newsparse.corpus.read import read_articles
from newsparse.events.types import load_event_types

ARTICLES = Path(__file__).parent.parent / "corpus" / "articles"
GOLD = read_gold()
TYPES = {event_type.name: event_type for event_type in load_event_types()}
ENUMERATED = {"action", "direction", "kind"}

each_article = pytest.mark.parametrize("row", GOLD, ids=[row["id"] for row in GOLD])


def test_every_article_has_gold_and_every_gold_an_article() -> None:
    read = {item.id: item for item in read_articles(ARTICLES)}
    assert sorted(read) == sorted(row["id"] for row in GOLD)
    for row in GOLD:
        article = read[row["id"]]
        assert isinstance(article, Article)
        assert article.text.rstrip("\n") == row["text"]
        assert str(article.published) == row["published"]


def test_the_corpus_covers_types_statuses_and_regions() -> None:
    events = [event for row in GOLD for event in row["events"]]
    assert {event["type"] for event in events} == set(TYPES)
    assert {event["status"] for event in events} == set(STATUSES)
    regions = [row["region"] for row in GOLD]
    assert {region: regions.count(region) >= 20 for region in ("HK", "TW", "CN")} == {
        "HK": True,
        "TW": True,
        "CN": True,
    }
    assert all(300 <= len(row["text"]) <= 1500 for row in GOLD)


@each_article
def test_mentions_stand_where_they_say(row: dict[str, Any]) -> None:
    last = 0
    for mention in row["mentions"]:
        start, end = mention["start"], mention["end"]
        assert row["text"][start:end] == mention["text"]
        assert start >= last, f"{mention['text']} overlaps the mention before it"
        last = end
        assert mention["label"] in LABELS
        assert (mention["label"] in VALUE_LABELS) == ("value" in mention)


@each_article
def test_values_are_in_order(row: dict[str, Any]) -> None:
    for mention in row["mentions"]:
        value = mention.get("value")
        low, high = ("start", "end") if mention["label"] == "DATE" else ("min", "max")
        if value:
            bounds = [value[side] for side in (low, high) if value[side] is not None]
            assert bounds, f"{mention['text']} has no bound"
            assert bounds == sorted(bounds), f"{mention['text']} ends before it starts"


@each_article
def test_an_entity_has_one_label(row: dict[str, Any]) -> None:
    labels: dict[str, set[str]] = defaultdict(set)
    for mention in row["mentions"]:
        if mention.get("entity") and not mention.get("alt"):
            labels[mention["entity"]].add(mention["label"])
    assert {key: found for key, found in labels.items() if len(found) > 1} == {}


@each_article
def test_events_use_the_words_of_their_type_and_of_the_article(row: dict[str, Any]) -> None:
    for event in row["events"]:
        assert event["status"] in STATUSES
        roles = {role.name for role in TYPES[event["type"]].roles}
        for trigger in event["triggers"]:
            assert trigger in row["text"]
        for argument in event["args"]:
            assert argument["role"] in roles, f"{event['type']} has no role {argument['role']}"
            if argument["role"] not in ENUMERATED:
                missing = [text for text in argument["texts"] if text not in row["text"]]
                assert not missing


@each_article
def test_no_event_is_written_twice(row: dict[str, Any]) -> None:
    seen: list[tuple[str, str, list[tuple[str, str]]]] = []
    for event in row["events"]:
        fillers = sorted((a["role"], a["texts"][0]) for a in event["args"])
        seen.append((event["type"], event["status"], fillers))
    assert all(event not in seen[:i] for i, event in enumerate(seen))
