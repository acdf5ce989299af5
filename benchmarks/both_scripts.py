"""Do values come out alike in both scripts? The same texts, as they stand and converted.

    python -m benchmarks.both_scripts                    the articles of corpus/articles
    python -m benchmarks.both_scripts --suites FOLDER    also test cases in JSON Lines

An article counts by the share of its values that are found again in the converted text, at the same
place and of equal worth. A case file holds one case a line: ``input``, ``reference`` (a day) and
``expected``, a list of values in the form that ``suite_adapter.extract`` gives; a case is met when
each of them overlaps an equal one (days only: we read no clock times). Cases marked ``dubious`` or
not ``news_relevant`` are left out. Exit code 1 where a rate differs by more than a point.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

import newsparse
from benchmarks.speed import ARTICLES, PUBLISHED
from benchmarks.suite_adapter import Item, convert, extract
from newsparse import Duration, Mention, Number
from newsparse.text.script import detect_script

POINT = 0.01
TYPES = {"money", "percent", "number", "number_range", "date", "date_range", "datetime", "duration"}
DATES = {"date_range", "datetime", "datetime_range"}  # our values are days, whatever the suite's


@cache
def traditional() -> Callable[[str], str]:
    """A converter to Traditional script that keeps the length."""
    from opencc import OpenCC

    to_traditional: Callable[[str], str] = OpenCC("s2t").convert
    return to_traditional


def other_script(text: str) -> str:
    """The text in the other script."""
    return convert(text, "t2s") if detect_script(text) == "Hant" else traditional()(text)


# --- articles


def article_values(text: str, region: Any) -> set[tuple[Any, ...]]:
    """Place and worth of every value; the home region is kept, only the script changes."""
    found: set[tuple[Any, ...]] = set()
    for v in newsparse.values(text, published=PUBLISHED, region=region):
        worth: tuple[Any, ...]
        match v:
            case Mention():
                worth = (v.label, v.value)
            case Duration() | Number():
                worth = (type(v).__name__, v.low, v.high)
        found.add((v.start, v.end, *worth))
    return found


def compare_articles(folder: Path) -> tuple[int, int]:
    """How many values there are, and how many of them the other script gives as well."""
    total = same = 0
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text("utf-8")
        region = newsparse.Article(text).home.region
        ours, theirs = article_values(text, region), article_values(other_script(text), region)
        total += len(ours | theirs)
        same += len(ours & theirs)
    return total, same


# --- cases


def cases(path: Path) -> Iterator[dict[str, Any]]:
    """The cases of a file that state values of the kinds we read."""
    for line in path.read_text("utf-8").splitlines():
        case = json.loads(line) if line.strip() else {}
        expected = case.get("expected")
        if not expected or case.get("dubious") or case.get("news_relevant") is False:
            continue
        if all(isinstance(e, dict) and e.get("type") in TYPES for e in expected):
            yield case


def meets(case: dict[str, Any], text: str) -> bool:
    """Whether each expected value is found in the text."""
    found = extract(text, case.get("reference"))
    return all(any(equal(wanted, item) for item in found) for wanted in case["expected"])


def equal(wanted: Item, item: Item) -> bool:
    """Whether an expected value overlaps a found one of the same kind and worth."""
    kind = "date" if wanted["type"] in DATES else wanted["type"]
    if kind != item["type"]:
        return False
    if wanted.get("start") is not None and not (
        wanted["start"] < item["end"] and item["start"] < wanted["end"]
    ):
        return False
    if kind == "date":
        accepted = [*(wanted.get("intervals") or []), *(wanted.get("intervals_lenient") or [])]
        mine = [days(interval) for interval in item.get("intervals", [])]
        return not accepted or any(days(interval) in mine for interval in accepted)
    stated = number(wanted.get("value"))
    if stated is not None and stated not in (number(item.get("value")), number(item.get("low"))):
        return False
    return all(
        number(wanted.get(side)) in (None, number(item.get(side)))
        for side in ("low", "high", "seconds")
    )


def days(interval: list[str | None]) -> list[str | None]:
    """An interval without its clock times."""
    return [end and end[:10] for end in interval]


def number(figure: Any) -> Decimal | None:
    """A figure of either side as a decimal; None where it is left open."""
    try:
        return None if figure is None else Decimal(str(figure))
    except InvalidOperation:  # a length of time as P3Y; its seconds stand beside it
        return None


def compare_cases(path: Path) -> tuple[int, int, int]:
    """How many cases there are, how many are met as they stand, how many converted."""
    total = plain = converted = 0
    for case in cases(path):
        text = case["input"]
        other = other_script(text)
        if len(other) == len(text):  # otherwise the expected places would move
            total += 1
            plain += meets(case, text)
            converted += meets(case, other)
    return total, plain, converted


def main(argv: list[str] | None = None) -> int:
    """Print the rates; 0 when the scripts agree."""
    parser = argparse.ArgumentParser(description="Values in both scripts.")
    parser.add_argument("--suites", type=Path, help="a folder of case files (.jsonl)")
    options = parser.parse_args(argv)
    total, same = compare_articles(ARTICLES)
    agree = same >= (1 - POINT) * total
    print(f"{'articles':40} {total:6} values, {same / total:8.2%} alike in both scripts")
    for path in sorted(options.suites.rglob("*.jsonl")) if options.suites else []:
        count, plain, converted = compare_cases(path)
        if not count:
            continue
        apart = abs(plain - converted) / count
        agree = agree and apart <= POINT
        rates = f"{plain / count:8.2%} met as they stand, {converted / count:.2%} converted"
        mark = "  APART" if apart > POINT else ""
        print(f"{path.relative_to(options.suites)!s:40} {count:6} cases, {rates}{mark}")
    return 0 if agree else 1


if __name__ == "__main__":
    sys.exit(main())
