"""Answers in the form that other projects' test suites ask for.

``extract(text, reference_date)`` gives the values and names of a text as plain dictionaries: start,
end, text, type; for values also value, or low and high, with unit and approx. The suites know three
types of names: person, org (companies and public bodies) and loc. ``convert(text, config)``
simplifies.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import newsparse
from benchmarks.suite_dates import date_items
from newsparse.annotation import Article, Label, Money, Percent
from newsparse.recognize.gazetteer import Gazetteer
from newsparse.recognize.money import recognize_money
from newsparse.recognize.numbers import find_numbers
from newsparse.recognize.numerals import NUMERAL, parse_quantity
from newsparse.recognize.percent import recognize_percent
from newsparse.text.simplify import simplify

Item = dict[str, Any]
# 法国人 日语, but not 欧洲文学 芝加哥人气
PEOPLE_OF = re.compile(
    "人(?![气口民物才员类权均大])|[裔籍语式]|文(?![学化物明艺])|话(?![题剧])"
    # 日本宇航员, 瑞士著名学者: whose people they are
    "|(?:著名|知名|首席|首位|第一位|女性?|男)*[^，。、；的是在]{0,5}(?:学家|科学家|宇航员|演员|学者|歌手|教练|选手|球员)"
)
GOVERNMENT = "政府"
SITES = re.compile("(?:博物[馆院]|美术馆|纪念馆|铁路|公路|地铁)$")
NAME_TYPES: dict[Label, str] = {"PERSON": "person", "COMPANY": "org", "ORG": "org", "PLACE": "loc"}


def convert(text: str, config: str) -> str:
    """The simplified form of a text; ``config`` is t2s, tw2s or hk2s."""
    return simplify(text, config)


def extract(text: str, reference_date: str | None = None) -> list[Item]:
    """Every value and name; ``reference_date`` is ISO text and resolves relative dates."""
    published = date.fromisoformat(reference_date[:10]) if reference_date else None
    article = Article(text, published=published, region="CN")
    items = [item for part in PARTS for item in part(article)]
    return [*items, *date_items(article, reference_date), *name_items(article)]


def money_items(article: Article) -> list[Item]:
    items = []
    for m in recognize_money(article):
        assert isinstance(m.value, Money)
        low, high = m.value.min, m.value.max
        if m.value.approx and low is not None and high is None:
            high = next_unit(article.simplified[m.start : m.end], low)
        items.append(
            {
                "start": m.start,
                "end": m.end,
                "text": m.text,
                "type": "money",
                "unit": m.value.currency,
                "approx": m.value.approx,
                **bounds(low, high),
            }
        )
    return items


def next_unit(surface: str, low: Decimal) -> Decimal | None:
    """Where "3000多" ends for suites that close it (4000); we leave it open."""
    numeral = re.search(NUMERAL, surface, re.VERBOSE)
    quantity = parse_quantity(numeral[0]) if numeral else None
    if quantity is None or not quantity.more or quantity.high is None or not quantity.low:
        return None
    return low * quantity.high / quantity.low


def percent_items(article: Article) -> list[Item]:
    items = []
    for m in recognize_percent(article):
        assert isinstance(m.value, Percent)
        items.append(
            {
                "start": m.start,
                "end": m.end,
                "text": m.text,
                "type": "percent",
                "unit": m.value.unit,
                "approx": m.value.approx,
                **bounds(m.value.min, m.value.max),
            }
        )
    return items


def number_items(article: Article) -> list[Item]:
    """Numbers; a fuzzy one or a range counts as both types, a discount as the share paid."""
    items = []
    for n in find_numbers(article):
        place = {"start": n.start, "end": n.end, "text": n.text, "approx": n.approx}
        if n.kind == "discount" and n.low is not None:
            items.append({**place, "type": "percent", "unit": "%", "value": n.low * 100})
            continue
        items.append({**place, "type": "number", **bounds(n.low, n.high)})
        if n.low != n.high:
            items.append({**place, "type": "number_range", "low": n.low, "high": n.high})
    return items


def name_items(article: Article) -> list[Item]:
    """Names as the suites mark them.

    They join stacked places, which we split (四川省|资阳市 is one), mark no place in 法国人,
    日语 or 日本宇航员, where we name the country, in 天津市政府 the place alone, and count museums
    and railways as places.
    """
    items: list[Item] = []
    for m in newsparse.analyze(article).mentions:
        if m.label not in NAME_TYPES:
            continue
        kind = "loc" if SITES.search(m.text) else NAME_TYPES[m.label]
        item = {"start": m.start, "end": m.end, "text": m.text, "type": kind}
        if m.text.endswith(GOVERNMENT) and is_place(m.text.removesuffix(GOVERNMENT)):
            place = m.text.removesuffix(GOVERNMENT)
            item |= {"end": m.start + len(place), "text": place, "type": "loc"}
        before = items[-1] if items else None
        if before and before["type"] == item["type"] == "loc" and before["end"] == m.start:
            before |= {"end": m.end, "text": before["text"] + m.text}
        else:
            items.append(item)
    return [
        item
        for item in items
        if item["type"] != "loc" or not PEOPLE_OF.match(article.simplified, item["end"])
    ]


@cache
def is_place(name: str) -> bool:
    """Whether the lists know a place of that name."""
    listed = Gazetteer().possible(simplify(name))
    return any(
        (at.start, at.end) == (0, len(name)) and any(e.label == "PLACE" for e in at.entries)
        for at in listed
    )


def bounds(low: Decimal | None, high: Decimal | None) -> Item:
    return {"value": low} if low == high else {"low": low, "high": high}


PARTS: tuple[Callable[[Article], list[Item]], ...] = (
    money_items,
    percent_items,
    number_items,
)
