"""Runs every case of tests/specs/*.toml: exact spans, exact values, nothing else found.

A file may start with ``region = "HK"`` (default for its cases) and ``published = 2024-03-24``.
A case has ``text`` and ``expected``, a list of tables: ``text`` is the surface, every other key is
a field of the mention's value (numbers as strings, dates as ISO text, "none" for nothing) or
"rule". ``value`` stands for equal bounds. ``scripts = "both"`` runs the case a second time with
the text mapped to the other script, same offsets.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from opencc import OpenCC

from newsparse.annotation import Article, Mention, value_dict
from newsparse.recognize.numbers import Number
from newsparse.text.script import detect_script
from newsparse.text.simplify import simplify

BOUNDS = {"numerals": ("low", "high"), "money": ("min", "max"), "percent": ("min", "max")}
SPECS = Path(__file__).parent / "specs"
# file name -> where its recognizer is; a file without one fails the run
RECOGNIZERS = {
    "numerals": "newsparse.recognize.numbers:find_numbers",
    "money": "newsparse.recognize.money:recognize_money",
    "percent": "newsparse.recognize.percent:recognize_percent",
    "dates": "newsparse.recognize.dates:recognize_dates",
}


@cache
def traditional() -> OpenCC:
    return OpenCC("s2t")


def other_script(text: str) -> str:
    return simplify(text) if detect_script(text) == "Hant" else traditional().convert(text)


def load() -> Iterator[Any]:
    for path in sorted(SPECS.glob("*.toml")):
        spec = tomllib.loads(path.read_text("utf-8"))
        for number, case in enumerate(spec["case"], 1):
            assert set(case) <= {"text", "region", "published", "scripts", "expected"}, case
            case = {"region": spec.get("region"), "published": spec.get("published"), **case}
            name = f"{path.stem}-{number:03}"
            yield pytest.param(path.stem, case, case["text"], id=name)
            if case.get("scripts") == "both":
                yield pytest.param(
                    path.stem, case, other_script(case["text"]), id=f"{name}-other-script"
                )


def recognizer(stem: str) -> Callable[[Article], list[Mention] | list[Number]]:
    module, name = RECOGNIZERS[stem].split(":")
    found: Callable[[Article], list[Mention] | list[Number]]
    found = getattr(import_module(module), name)
    return found


def described(found: Mention | Number, keys: list[str]) -> dict[str, Any]:
    """The fields of a mention or number that a case asks about."""
    if isinstance(found, Number):
        value = {k: str(v) if isinstance(v, Decimal) else v for k, v in asdict(found).items()}
    else:
        value = {**(value_dict(found.value) or {}), "rule": found.rule}
    return {key: value.get(key, "no such field") for key in keys}


def wanted(stem: str, expected: dict[str, Any]) -> dict[str, Any]:
    """The fields as a case states them; "none" is an open side or a missing value."""
    fields = {key: value for key, value in expected.items() if key != "text"}
    if "value" in fields:
        low, high = BOUNDS[stem]
        fields[low] = fields[high] = fields.pop("value")
    return {key: None if value == "none" else value for key, value in fields.items()}


@pytest.mark.parametrize(("stem", "case", "text"), list(load()))
def test_case(stem: str, case: dict[str, Any], text: str) -> None:
    assert len(text) == len(case["text"]), "give the other script by hand: the length changes"
    published: date | None = case["published"]
    article = Article(text, published=published, region=case["region"])
    mentions = sorted(recognizer(stem)(article), key=lambda m: m.start)
    assert all(article.text[m.start : m.end] == m.text for m in mentions)
    spans, at = [], 0
    for expected in case["expected"]:
        start = case["text"].find(expected["text"], at)
        assert start >= 0, f"{expected['text']!r} is not in the text at or after {at}"
        at = start + len(expected["text"])
        spans.append((start, at))
    assert [m.text for m in mentions] == [text[a:b] for a, b in spans]
    assert [(m.start, m.end) for m in mentions] == spans
    for mention, expected in zip(mentions, case["expected"], strict=True):
        fields = wanted(stem, expected)
        assert described(mention, list(fields)) == fields
