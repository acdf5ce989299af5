"""Dates and lengths of time in the conventions of other projects' test suites.

Our values are inclusive days, and words such as 自…起 stand outside a date. The suites write
half-open intervals and count those words in. Where they disagree with one another (does 未来两天
count today? does 起 run on for ever or until now?), each reading is given. A length of time beside
a word such as 内 or 以来 is an interval for them, and is given as one beside the duration.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from benchmarks.suite_instants import ANCHOR, anchored, clock_readings
from newsparse.annotation import Article, DateRange, Mention
from newsparse.recognize.dates import recognize_dates
from newsparse.recognize.durations import find_durations, pieces

Item = dict[str, Any]
Interval = list[str | None]
DAY = timedelta(days=1)
SINCE = re.compile("起|以来|开始")
SINCE_BEFORE = re.compile("自从?$")
ROLLING = {"上": "过去", "前": "过去", "下": "未来", "后": "未来"}
AFTER = re.compile("以后|之后|后")


def date_items(article: Article, reference: str | None) -> list[Item]:
    """Dates with their intervals, durations with their seconds."""
    items: list[Item] = []
    mentions = recognize_dates(article)
    for m in mentions:
        item: Item = {"start": m.start, "end": m.end, "text": m.text, "type": "date"}
        if isinstance(m.value, DateRange):
            item["intervals"] = intervals(article, m, m.value, reference)
        items.append(item)
    taken = [(m.start, m.end) for m in mentions]
    for d in find_durations(article.simplified, taken):
        text = article.text[d.start : d.end]
        item = {"start": d.start, "end": d.end, "text": text, "type": "duration"}
        if d.low == d.high:
            item["seconds"] = d.low
        else:
            item |= {"low": d.low if d.low is not None else 0, "high": d.high}
        items.append(item)
        anchor = ANCHOR.match(article.simplified, d.end)
        if anchor and reference and d.low == d.high:
            end = anchor.end()
            readings = lengths(article.simplified[d.start : end], reference)
            if readings:
                place = {"start": d.start, "end": end, "text": article.text[d.start : end]}
                items.append({**place, "type": "date", "intervals": readings})
    return items


def lengths(key: str, reference: str) -> list[Interval]:
    """The intervals of a length of time with the word that anchors it; none if it has none."""
    word = ANCHOR.search(key)
    anchor = "past" if key.startswith("过去") else word.lastgroup if word else None
    counted = pieces(key)
    if anchor is None or not counted:
        return []
    now = datetime.fromisoformat(reference)
    return [[iso(low), iso(high)] for low, high in anchored(counted, anchor, now)]


def intervals(
    article: Article, mention: Mention, value: DateRange, reference: str | None
) -> list[Interval]:
    """The half-open readings of a value, ours first."""
    start, end = value.start, value.end
    key = article.simplified
    now = reference or iso(article.published)
    after_end = None if end is None else end + DAY
    if SINCE.match(key, mention.end) or SINCE_BEFORE.search(key, 0, mention.start):
        return [[iso(start), None], [iso(start), now]]
    if AFTER.match(key, mention.end):
        return [[iso(after_end), None]]
    readings: list[Interval] = [[iso(start), iso(after_end)]]
    if start is not None and end is not None:
        hours = clock_readings(key, mention.start, mention.end, start, end)
        readings += [[iso(low), iso(high)] for low, high in hours]
    if mention.rule == "date:span" and reference:
        readings += lengths(key[mention.start : mention.end], reference)
    if mention.rule == "date:span":
        if key[mention.start] in ROLLING:  # 上2个月: the last sixty days rather than two months
            text = ROLLING[key[mention.start]] + key[mention.start + 1 : mention.end]
            rolling = recognize_dates(Article(text, published=article.published, region="CN"))
            if rolling and isinstance(rolling[0].value, DateRange):
                first, last = rolling[0].value.start, rolling[0].value.end
                readings.append(
                    [iso(first), now] if last == article.published else [now, iso(last)]
                )
        elif end == article.published:  # until now rather than until tonight
            readings.append([iso(start), now])
        elif start == article.published:  # from now, or from tomorrow
            readings += [[now, iso(end)]] + ([[iso(start + DAY), iso(after_end)]] if start else [])
    if mention.rule == "date:holiday" and start is not None:
        readings.append([iso(start), iso(start + DAY)])
    if start is None and end is not None and key[mention.end - 1] == "前":
        # before the period named, where we read it as a deadline that includes it
        plain = re.sub("[或及]?[之以]?前$", "", key[mention.start : mention.end])
        named = recognize_dates(Article(plain, published=article.published, region="CN"))
        if named and isinstance(named[0].value, DateRange):
            readings += [[None, iso(named[0].value.start)], [now, iso(after_end)]]
    return readings


def iso(day: date | datetime | None) -> str | None:
    return None if day is None else day.isoformat()
