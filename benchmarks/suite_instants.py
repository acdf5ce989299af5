"""Lengths of time anchored to an instant, as other projects' test suites read them.

We read 三年前 as a year and 15个工作日内 as a length of time. The suites count from the instant of
reference, and the unit that is said gives the precision: years and months are whole ones, half a
month is good to the day, half a day to the hour. The word that anchors the length (内 以来 之前
之后, 过去) gives the interval.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from newsparse.recognize.calendar import shift_months
from newsparse.recognize.date_phrase import number

Moments = tuple[datetime | None, datetime | None]
Piece = tuple[Decimal, str]
ANCHOR = re.compile(
    "(?P<within>[之以]?内)|(?P<since>以?来)|(?P<before>[之以]前)|(?P<after>[之以]后)"
    "|(?P<ago>前)|(?P<later>后)"
)
CLOCK = re.compile(
    "(?P<part>凌晨|早上|上午|中午|下午|傍晚|晚上|晚间)?(?P<hour>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})"
    "(?:[:：](?P<minute>[0-5][0-9])时?"
    "|[时点](?:(?P<minutes>[0-9]{1,2})分?|(?P<quarters>[一二三123])刻|(?P<half>半))?)"
)
TO = re.compile("[至到-]")
GRAINS = ("year", "month", "day", "hour", "minute")
MONTHS = {"年": 12, "周年": 12, "季度": 3, "季": 3, "月": 1}
DAYS = {"周": 7, "星期": 7, "礼拜": 7, "天": 1, "日": 1}
WORKING = ("工作日", "交易日")
DAY = timedelta(days=1)
CLOCKS = {"小时": 3600, "钟头": 3600, "时": 3600, "分钟": 60, "秒": 1, "秒钟": 1}


def anchored(pieces: Sequence[Piece], anchor: str, now: datetime) -> list[Moments]:
    """The half-open intervals of a length of time; ``anchor`` is a group of ANCHOR, or "past".

    Example:
        >>> year_and_half = [(Decimal("1.5"), "年")]
        >>> [(a and a.date(), b and b.date()) for a, b in anchored(year_and_half, "before",
        ...                                                       datetime(2021, 1, 1))]
        [(None, datetime.date(2019, 8, 1))]
    """
    grain = precision(pieces)
    one_more = (pieces[-1][0] + 1, pieces[-1][1])
    match anchor:
        case "within":
            return [(now, ceiling(moved(now, pieces, 1), max("day", grain, key=GRAINS.index)))]
        case "since":
            start = floor(moved(now, pieces, -1), grain)
            return [(start, ceiling(now, grain)), (start, ceiling(now, "day"))]
        case "before":
            return [(None, ceiling(moved(now, pieces, -1), grain))]
        case "after":
            return [(floor(moved(now, pieces, 1), grain), None)]
        case "past":
            return [(moved(now, pieces, -1), ceiling(now, "minute"))]
        case "ago" if pieces[-1][0] % 1:  # the whole unit that ends there, or begins
            start = moved(now, [*pieces[:-1], one_more], -1)
            return [(floor(start, grain), ceiling(moved(now, pieces, -1), grain))]
        case "later" if pieces[-1][0] % 1:
            end = moved(now, [*pieces[:-1], one_more], 1)
            return [(floor(moved(now, pieces, 1), grain), floor(end, grain))]
    return []


def precision(pieces: Sequence[Piece]) -> str:
    """The unit to which a length of time is good: the last one said, or the next where halved."""
    count, unit = pieces[-1]
    if unit in MONTHS:
        grain = 0 if unit.endswith("年") else 1
    else:
        grain = 2 if unit in DAYS or unit in WORKING else 3 if CLOCKS[unit] == 3600 else 4
    return GRAINS[min(grain + (1 if count % 1 else 0), len(GRAINS) - 1)]


def moved(now: datetime, pieces: Sequence[Piece], sign: int) -> datetime:
    """The instant so long before or after; half a month is fifteen days."""
    for count, unit in pieces:
        if unit in MONTHS:
            months = count * MONTHS[unit]
            day = shift_months(now.date(), sign * int(months))
            now = datetime.combine(day, now.time()) + DAY * (sign * 15 * int(2 * (months % 1)))
        elif unit in WORKING:
            for _ in range(int(count)):
                now += DAY * sign
                while now.isoweekday() > 5:
                    now += DAY * sign
        else:
            seconds = count * (DAYS[unit] * 86400 if unit in DAYS else CLOCKS[unit])
            now += timedelta(seconds=sign * float(seconds))
    return now


def floor(moment: datetime, grain: str) -> datetime:
    """Where the year, month, day, hour or minute of a moment begins."""
    start = datetime.combine(moment.date(), time())
    if grain in ("year", "month"):
        return start.replace(day=1, month=1 if grain == "year" else moment.month)
    if grain == "day":
        return start
    return start.replace(hour=moment.hour, minute=moment.minute if grain == "minute" else 0)


def ceiling(moment: datetime, grain: str) -> datetime:
    """Where the next one begins."""
    start = floor(moment, grain)
    if grain in ("year", "month"):
        month = shift_months(start.date(), 12 if grain == "year" else 1)
        return datetime.combine(month, start.time())
    return start + timedelta(**{f"{grain}s": 1})


def clock_readings(key: str, start: int, end: int, first: date, last: date) -> Sequence[Moments]:
    """The hours said in or right behind a date, which we leave out of its value."""
    clocks = list(CLOCK.finditer(key, start, end))
    at = end
    while clock := CLOCK.match(key, at):  # 12月15日晚上7:00到8:00
        clocks.append(clock)
        to = TO.match(key, clock.end())
        at = to.end() if to else clock.end()
    if not clocks or len(clocks) > 2 or (first != last and len(clocks) < 2):
        return []
    (low, _), (high, unit) = moment(first, clocks[0]), moment(last, clocks[-1])
    if clocks[-1]["part"] is None and high < low <= high + DAY / 2:
        high += DAY / 2
    return [(low, high + unit)] + ([(low, high)] if high > low else [])


def moment(day: date, clock: re.Match[str]) -> tuple[datetime, timedelta]:
    """The instant, and how long the smallest unit said lasts."""
    hour, minutes = number(clock["hour"]), 0
    if clock["part"] in ("下午", "傍晚", "晚上", "晚间") and hour < 12:
        hour += 12
    if said := clock["minute"] or clock["minutes"]:
        minutes = int(said)
    elif clock["quarters"]:
        minutes = 15 * number(clock["quarters"])
    elif clock["half"]:
        minutes = 30
    exact = any(clock[name] for name in ("minute", "minutes", "quarters", "half"))
    unit = timedelta(minutes=1) if exact else timedelta(hours=1)
    return datetime.combine(day, time()) + timedelta(hours=hour, minutes=minutes), unit
