"""Tables back to articles: one plain dictionary each, in the form of ``Analysis.to_dict``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from newsparse.errors import require_tables
from newsparse.tables.rows import JOIN

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]
NEEDED = ("articles", "mentions", "entities", "events", "arguments", "statements")


def documents(tables: Mapping[str, pd.DataFrame]) -> Iterator[Row]:
    """The articles of a run, as ``Analysis.to_dict`` gives them.

    Args:
        tables: what ``newsparse.read_tables`` or ``newsparse.to_frames`` returns.

    Raises:
        NewsparseError: a table is missing.

    Example:
        >>> from newsparse import analyze, to_frames
        >>> analysis = analyze("騰訊擬以5億美元收購格芯。", id="a")
        >>> next(documents(to_frames([analysis]))) == analysis.to_dict()
        True
    """
    require_tables(tables, NEEDED)
    by_article = {name: _by_article(tables[name]) for name in NEEDED[1:]}
    for article in _rows(tables["articles"]):
        rows = {name: groups.get(article["article_id"], []) for name, groups in by_article.items()}
        mentions = rows["mentions"]
        places = {mention["start"]: mention["end"] for mention in mentions}
        yield {
            "id": article["article_id"],
            "published": _iso(article["published"]),
            "published_basis": article["published_basis"],
            "source": article["source"],
            "url": article["url"],
            "region": article["region"],
            "region_basis": article["region_basis"],
            "text": article["text"],
            "mentions": [
                {
                    **_span(mention),
                    "label": mention["label"],
                    "entity": mention["entity_id"],
                    "value": _value(mention, places),
                    "rule": mention["rule"] or "",
                }
                for mention in mentions
            ],
            "entities": [
                {
                    "id": entity["entity_id"],
                    "label": entity["label"],
                    "name": entity["name"],
                    "aliases": (entity["aliases"] or "").split(JOIN),
                    "kb": entity["kb"],
                }
                for entity in rows["entities"]
            ],
            "events": _events(rows, places),
        }


def _events(rows: Mapping[str, list[Row]], places: Mapping[int, int]) -> list[Row]:
    arguments: dict[str, list[Row]] = defaultdict(list)
    for row in rows["arguments"]:
        arguments[row["event_id"]].append(_argument(row, places))
    statements: dict[str, list[Row]] = defaultdict(list)
    for row in rows["statements"]:
        statements[row["event_id"]].append(_span(row))
    return [
        {
            "id": row["event_id"],
            "type": row["type"],
            "status": row["status"],
            "trigger": {
                "start": row["trigger_start"],
                "end": row["trigger_end"],
                "text": row["trigger"],
            },
            "status_cue": row["status_cue"]
            and {
                "start": row["status_cue_start"],
                "end": row["status_cue_end"],
                "text": row["status_cue"],
            },
            "date": None
            if row["date_vague"] is None
            else _period(row, row["date_vague"], row["date_edtf"]),
            "arguments": arguments[row["event_id"]],
            "statements": statements[row["event_id"]],
        }
        for row in rows["events"]
    ]


def _argument(row: Row, places: Mapping[int, int]) -> Row:
    where = {} if row["start"] is None else {"start": row["start"], "end": row["end"]}
    return {
        "role": row["role"],
        **where,
        "text": row["text"],
        "entity": row["entity_id"],
        "value": _value(row, places),
        "rule": row["rule"] or "",
    }


def _value(row: Row, places: Mapping[int, int]) -> Row | None:
    """The value of a mention: which flag is set tells whether there is one."""
    if row["vague"] is not None:
        return _period(row, row["vague"], row["edtf"])
    if row["approx"] is None:
        return None
    low, high = _decimal(row["value_min"]), _decimal(row["value_max"])
    figure = {"min": low, "max": high}
    if row["unit"] is not None:
        unit, comparison = row["unit"], row["comparison"]
        return {**figure, "approx": row["approx"], "unit": unit, "comparison": comparison}
    restated = row["converts"]
    return {
        **figure,
        "currency": row["currency"],
        "approx": row["approx"],
        "currency_basis": row["currency_basis"],
        "converts": None if restated is None else [restated, places.get(restated, restated)],
    }


def _period(row: Row, vague: bool, edtf: str | None) -> Row:
    start, end = _iso(row["date_start"]), _iso(row["date_end"])
    return {"start": start, "end": end, "vague": vague, "edtf": edtf}


def _span(row: Row) -> Row:
    return {"start": row["start"], "end": row["end"], "text": row["text"]}


def _decimal(number: float | None) -> str | None:
    return None if number is None else format(Decimal(repr(number)).normalize(), "f")


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()[:10]


def _by_article(frame: pd.DataFrame) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(frame):
        groups[row["article_id"]].append(row)
    return groups


def _rows(frame: pd.DataFrame) -> Iterator[Row]:
    """Rows with None for whatever way pandas has of saying that there is nothing."""
    columns = [
        frame[name].astype(object).where(frame[name].notna(), None).tolist() for name in frame
    ]
    names = list(frame.columns)
    return (dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True))
