"""What the report page holds: the tables as one small JSON value.

Rows are arrays and repeated texts stand once in a list, so that 1,000 articles stay below 5 MB.
Offsets stay code points, as in the tables; the page counts the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from newsparse.errors import require_tables
from newsparse.text.simplify import simplify
from newsparse.view.flows import PAYMENTS, event_dates
from newsparse.view.wording import describe_value

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]
NEEDED = ("articles", "mentions", "entities", "events", "arguments", "statements")


class _Numbered:
    """Distinct values in the order they were first seen, and their numbers."""

    def __init__(self) -> None:
        self.items: list[Any] = []
        self._numbers: dict[Any, int] = {}

    def number(self, key: Any, item: Any = None) -> int:
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self.items)
            self.items.append(key if item is None else item)
        return found


def page_data(tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """The tables as the page's script reads them.

    Args:
        tables: those in NEEDED.

    Returns:
        ``types``, ``statuses``, ``labels``, ``roles``, ``rules``: words that others number.
        ``values``: ``[as text, min, max, currency, as short text]``; of dates and shares only
        the first; no short text where it is the same.
        ``entities``: ``[label, name, code, other names]``; one thing for all articles, held
        together by its listed code or its name in Simplified.
        ``articles``: ``[id, title, published, source, url, region, text, mentions]``, mentions as
        one flat list of ``gap, length, label, entity, value, rule``.
        ``events``: ``[article, id, type, status, trigger, cue, date, date as text, statements,
        arguments]``; the text is "" where the article states no date, 1 where it is the date;
        places are ``[start, end]``; arguments ``[role, rule, mention]`` where they
        are the article's mention of that number, ``[role, rule, start, end]`` for other places,
        ``[role, rule, word]`` for a word that stands nowhere.
        ``payments``: which roles pay which, by event type.
        ``simplified``: Traditional characters of the corpus and their Simplified forms.
        -1 stands for "none" wherever a number is meant.

    Raises:
        NewsparseError: a table is missing, or articles share an id.

    Example:
        >>> import newsparse
        >>> data = page_data(newsparse.to_frames([newsparse.analyze("騰訊擬收購格芯。")]))
        >>> data["entities"][0], data["events"][0][:2]
        (['COMPANY', '騰訊', '0700.HK', []], [0, 'V1'])
    """
    require_tables(tables, NEEDED)
    packed = _Packed(tables)
    mentions = _by_key(tables["mentions"], "article_id")
    for row in _rows(tables["articles"]):
        packed.add_article(row, mentions.get((row["article_id"],), ()))
    arguments = _by_key(tables["arguments"], "article_id", "event_id")
    statements = _by_key(tables["statements"], "article_id", "event_id")
    for row in _rows(event_dates(tables)):
        key = (row["article_id"], row["event_id"])
        packed.add_event(row, arguments.get(key, ()), statements.get(key, ()))
    return {
        **{name: numbered.items for name, numbered in packed.words.items()},
        "values": packed.values.items,
        "entities": packed.entities.items,
        "articles": packed.articles,
        "events": packed.events,
        "payments": {
            name: [list(p.payers), list(p.receivers), list(p.only or ())]
            for name, p in PAYMENTS.items()
        },
        "simplified": _simplified(packed.articles),
    }


class _Packed:
    """Articles and events as rows of numbers, and what the numbers stand for."""

    def __init__(self, tables: Mapping[str, pd.DataFrame]) -> None:
        self.words = {
            name: _Numbered() for name in ("types", "statuses", "labels", "roles", "rules")
        }
        self.values = _Numbered()
        self.entities = _Numbered()
        self.articles: list[list[Any]] = []
        self.events: list[list[Any]] = []
        self._things = _entities(tables, self.entities)
        self._homes: dict[str, int] = {}
        # place of a mention → its number among those of the article
        self._places: dict[str, dict[tuple[int, int], int]] = {}

    def add_article(self, row: Row, mentions: Iterable[Row]) -> None:
        """An article; of mentions that overlap, the first and longest."""
        key = row["article_id"]
        self._homes[key] = len(self.articles)
        places = self._places[key] = {}
        flat: list[int] = []
        at = 0
        for mention in sorted(mentions, key=lambda m: (m["start"], -m["end"])):
            start, end = mention["start"], mention["end"]
            if start < at:
                continue
            places[start, end] = len(places)
            flat += [start - at, end - start, self._word("labels", mention["label"])]
            flat += [self._things.get((key, mention["entity_id"]), -1), self._value(mention)]
            flat.append(self._word("rules", mention["rule"] or ""))
            at = end
        title, *rest = (row[name] or "" for name in ("title", "source", "url", "region", "text"))
        self.articles.append([key, title, _day(row["published"]), *rest, flat])

    def add_event(self, row: Row, arguments: Iterable[Row], statements: Iterable[Row]) -> None:
        """An event of an article that was added before."""
        home = row["article_id"]
        cue = [row["status_cue_start"], row["status_cue_end"]]
        self.events.append(
            [
                *(self._homes[home], row["event_id"]),
                *(self._word("types", row["type"]), self._word("statuses", row["status"])),
                [row["trigger_start"], row["trigger_end"]],
                [] if cue[0] is None else cue,
                *(_day(row["date"]), _date_text(row)),
                [[statement["start"], statement["end"]] for statement in statements],
                [self._filler(argument, self._places[home]) for argument in arguments],
            ]
        )

    def _filler(self, argument: Row, places: Mapping[tuple[int, int], int]) -> list[Any]:
        words = self._word("roles", argument["role"]), self._word("rules", argument["rule"] or "")
        place = (argument["start"], argument["end"])
        number = places.get(place) if argument["label"] else None
        if number is not None:
            return [*words, number]
        return [*words, argument["text"]] if place[0] is None else [*words, *place]

    def _word(self, kind: str, word: str) -> int:
        return self.words[kind].number(word)

    def _value(self, row: Row) -> int:
        told = _value(row)
        return -1 if told is None else self.values.number(tuple(told), told)


def _entities(
    tables: Mapping[str, pd.DataFrame], entities: _Numbered
) -> dict[tuple[str, str], int]:
    """Number of the thing behind each (article_id, entity_id)."""
    known = {}
    rows = _rows(tables["entities"])
    simple = simplify("\n".join(row["name"].replace("\n", " ") for row in rows)).split("\n")
    for row, name in zip(rows, simple, strict=bool(rows)):
        key = (row["label"], row["kb"] or name)
        number = entities.number(key, [row["label"], row["name"], row["kb"] or "", []])
        others = entities.items[number][3]
        for alias in (row["name"], *(row["aliases"] or "").split("; ")):
            if alias and alias not in others and alias != entities.items[number][1]:
                others.append(alias)
        known[row["article_id"], row["entity_id"]] = number
    return known


def _value(row: Row) -> list[Any] | None:
    low, high = row["value_min"], row["value_max"]
    if low is not None or high is not None:
        money = {
            "min": _number(low),
            "max": _number(high),
            "approx": row["approx"],
            "currency": row["currency"],
            "unit": row["unit"],
        }
        told = describe_value(money)
        if not row["currency"]:
            return [told]
        amount = [told, _small(low), _small(high), row["currency"]]
        short = describe_value(money, short=True)
        return amount if short == told else [*amount, short]
    start, end = _day(row["date_start"]) or None, _day(row["date_end"]) or None
    if start or end:
        return [describe_value({"start": start, "end": end, "vague": row["vague"]})]
    return None


def _date_text(row: Row) -> str | int:
    date = {side: _day(row[f"date_{side}"]) or None for side in ("start", "end")}
    if not any(date.values()):
        return ""
    text = describe_value({**date, "vague": row["date_vague"]}, short=True)
    return 1 if text == _day(row["date"]) else text


def _number(value: float | None) -> str | None:
    return None if value is None else format(Decimal(repr(value)).normalize(), "f")


def _small(value: float | None) -> float | None:
    """1000000000.0 without its ".0"."""
    return int(value) if value is not None and value.is_integer() else value


def _day(value: Any) -> str:
    return "" if value is None else str(value.date())


def _rows(table: pd.DataFrame) -> list[Row]:
    """The rows with None for whatever is missing."""
    table = table.astype(object)
    rows: list[Any] = table.where(table.notna(), None).to_dict("records")
    return rows


def _by_key(table: pd.DataFrame, *key: str) -> dict[tuple[str, ...], list[Row]]:
    grouped: dict[tuple[str, ...], list[Row]] = {}
    for row in _rows(table):
        grouped.setdefault(tuple(row[name] for name in key), []).append(row)
    return grouped


def _simplified(articles: list[list[Any]]) -> list[str]:
    """Two strings of equal length: characters that are simplified, and what they become."""
    characters = sorted(set().union(*(set(_shown(article)) for article in articles)))
    pairs = [(each, simplify(each)) for each in characters if each >= "\u2e80"]
    changed = [(each, simple) for each, simple in pairs if each != simple and len(simple) == 1]
    return ["".join(side) for side in zip(*changed, strict=True)] or ["", ""]


def _shown(article: list[Any]) -> Iterator[str]:
    for text in (article[1], article[3], article[6]):
        yield from text
