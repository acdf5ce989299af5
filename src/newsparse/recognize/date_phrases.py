"""What a date surface says, before anyone knows when it was said.

``read_phrase`` takes a Simplified surface apart into a ``Phrase``: which year, which part of the
year, which days. It does not see the article, so its results are cached by surface.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from newsparse.recognize import date_grammar as g
from newsparse.recognize.date_phrase import Phrase, number
from newsparse.recognize.date_places import EDGE, TO, WEEKDAYS, read_calendar
from newsparse.text.characters import GAP


@lru_cache(maxsize=1 << 14)
def read_phrase(family: str, surface: str) -> Phrase | None:
    """The phrase a surface of one family states, or None if it is no date after all.

    Example:
        >>> phrase = read_phrase("calendar", "去年第四季")
        >>> phrase.rule, phrase.year_shift, phrase.months
        ('quarter', -1, (10, 12))
    """
    try:
        return _READERS[family](re.sub(GAP, "", surface))
    except ValueError:  # no number after all: 十廿年
        return None


_NUMERIC = re.compile(
    r"(?P<y>\d{2,4})[-/.／](?P<m>\d{1,2})[-/.／](?P<d>\d{1,2})|(?P<compact>\d{8})"
    r"|(?P<a>\d{4})[.](?P<am>\d\d)-(?P<b>\d{4})[.](?P<bm>\d\d)"
    rf"|(?P<first>\d{{4}}){TO}(?P<last>\d{{4}})"
    r"|(?P<y2>\d{4})(?P<kind>[QqHh])(?P<n>[1-4])|(?P<n2>[1-4])(?P<kind2>[QH])(?P<y3>\d{2,4})"
)


def _read_numeric(surface: str) -> Phrase | None:
    match = _NUMERIC.fullmatch(surface)
    assert match is not None, surface
    if match["y"]:
        year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return None
        return Phrase("day", year, roc=year < 1000, months=(month, month), days=(day, day))
    if said := match["compact"]:
        return _read_numeric(f"{said[:4]}-{said[4:6]}-{said[6:]}")
    if match["a"]:
        first, last = int(match["a"]), int(match["b"])
        months = int(match["am"]), int(match["bm"]) + 12 * (last - first)
        return Phrase("month", first, months=months) if months[0] <= months[1] else None
    if match["first"]:
        first, last = int(match["first"]), int(match["last"])
        return Phrase("year", first, last) if first < last else None
    year = int(match["y2"] or match["y3"])
    year += 2000 if year < 100 else 0
    place = int(match["n"] or match["n2"])
    if (match["kind"] or match["kind2"]).upper() == "Q":
        return Phrase("quarter", year, months=(place * 3 - 2, place * 3))
    return Phrase("half", year, months=(place * 6 - 5, place * 6)) if place < 3 else None


def _read_slash(surface: str) -> Phrase | None:
    month, day = (int(part) for part in re.split("[/／]", surface.removesuffix("日")))
    if month < day <= 5:  # 1/3, 2/5: more likely a fraction
        return None
    return Phrase("slash_day", months=(month, month), days=(day, day))


_SPAN = re.compile(
    rf"(?P<kind>过去|未来|往后|今后|最近|近|[上下前后])的?[约近]?(?:(?P<a>{g.COUNT})(?:{TO}|、))?(?P<b>{g.LOOSE}|[半多])"
    r"(?:个(?P<part>半?))?(?P<unit>年|季度?|月|周|星期|天|日)(?P<part2>半?)"
    rf"|(?:(?P<c>{g.COUNT}){TO})?(?P<d>{g.LOOSE}|[半多])(?:个(?P<part3>[半多余]?))?"
    r"(?P<unit2>年|月|周|星期|天)(?P<part4>[半多余]?)(?P<kind2>[之以]?[前后])"
)
# 上两周 and 下三个月 are whole weeks and months, 前1周 and 后三天 count from publication
_NEXT = {"上": "whole past", "下": "whole coming", "前": "past", "后": "coming"}
_UNITS = {"星期": "周", "季度": "季", "日": "天"}
_HALVES = {"年": "半年", "月": "半月"}  # units of half the length, so that counts stay whole


def _read_span(surface: str) -> Phrase | None:
    match = _SPAN.fullmatch(surface)
    if match is None:
        return None
    kind, said = match["kind"] or match["kind2"], match["b"] or match["d"]
    kind = {"之后": "后", "以后": "后", "之前": "before", "以前": "before"}.get(kind, kind)
    unit = match["unit"] or match["unit2"]
    unit = _UNITS.get(unit, unit)
    if match["kind2"] is None and kind in _NEXT:
        kind = _NEXT[kind]
    part = match["part"] or match["part2"] or match["part3"] or match["part4"] or ""
    if said == "半" or part == "半":  # 半年前, 两个半月后, 一年半前
        if unit not in _HALVES:
            return None
        halves = 1 if said == "半" else 2 * number(said) + 1  # 几个半月 raises
        return Phrase("span", span=(kind, halves, halves, _HALVES[unit]), vague=True)
    low, high = _loose_count(said)
    if earlier := match["a"] or match["c"]:
        low = min(number(earlier), high)
    if part and high:  # 三年多前: more than three, less than four
        high += 1
    if kind in ("前", "后", "past", "coming") and unit == "年" and high > 99:
        return None
    return Phrase("span", span=(kind, low, high, unit), vague=True)


def _loose_count(said: str) -> tuple[int, int]:
    """Least and most of a count, both 0 if unknown (几, 数十).

    Example:
        >>> [_loose_count(said) for said in ("5", "两三", "三五", "十几", "23多", "几十")]
        [(5, 5), (2, 3), (3, 5), (10, 19), (23, 24), (0, 0)]
    """
    if said[0] in "几数多":
        return 0, 0
    count = said.rstrip("几多余")
    if count in _TWO_COUNTS:
        return number(count[0]), number(count[1])
    exact = number(count)
    if count == said:
        return exact, exact
    return exact, exact + (9 if exact % 10 == 0 else 1)


_TWO_COUNTS = frozenset(
    {"一二", "一两", "两三", "二三", "三四", "三五", "四五", "五六", "六七", "七八", "八九"}
)


def _read_day(surface: str) -> Phrase | None:
    surface, edge = _read_edge(surface)
    phrase = _read_plain_day(surface)
    return replace(phrase, edge=edge) if edge else phrase


def _read_edge(surface: str) -> tuple[str, str]:
    """The surface without 前 or 至今, and what that says."""
    match = EDGE.search(surface)
    if match is None:
        return surface, ""
    return surface[: match.start()], "now" if match["now"] else "before"


def _read_plain_day(surface: str) -> Phrase:
    bracket, rest = _read_bracket(surface)
    if len(rest) == 1:
        return Phrase("relative_day", day_shift=_ONE_DAY[rest], bracket=bracket)
    if rest in g.word_shifts("stated-day"):
        return Phrase("stated_day", day_shift=g.word_shifts("stated-day")[rest], stated=True)
    if rest in g.word_shifts("trading-day"):
        return Phrase("trading_day", day_shift=g.word_shifts("trading-day")[rest], bracket=bracket)
    return Phrase("relative_day", day_shift=g.word_shifts("day")[rest], bracket=bracket)


_ONE_DAY = {"今": 0, "昨": -1, "明": 1, "前": -2}


_BRACKET = re.compile(
    rf"{g.OPEN}(?:(?P<month>{g.MONTH_NO})[月/／])?(?P<day>{g.DAY_NO})[日号]?{g.CLOSE}日?$"
)


def _read_bracket(surface: str) -> tuple[tuple[int, int] | None, str]:
    match = _BRACKET.search(surface)
    if match is None:
        return None, surface
    month = number(match["month"]) if match["month"] else 0
    return (month, number(match["day"])), surface[: match.start()]


_WEEK = re.compile(
    r"(?P<which>上上|下下|[本这今上下])?个?(?:周|星期|礼拜)(?:周|星期|礼拜)?(?P<day>[一二三四五六日天末])?"
)
_HALF_WEEK = {"上半周": (1, 3), "下半周": (4, 7)}
_WEEK_SHIFT = {"上上": -2, "上": -1, "本": 0, "这": 0, "今": 0, "下": 1, "下下": 2}


def _read_week(surface: str) -> Phrase | None:
    surface, edge = _read_edge(surface)
    phrase = _read_plain_week(surface)
    return replace(phrase, edge=edge) if phrase is not None and edge else phrase


def _read_plain_week(surface: str) -> Phrase | None:
    bracket, rest = _read_bracket(surface)
    if half := _HALF_WEEK.get(rest):
        return Phrase("weekday", week_shift=0, weekday=half)
    match = _WEEK.fullmatch(rest)
    if match is None:
        return None
    shift = _WEEK_SHIFT[match["which"]] if match["which"] else None
    if match["day"] is None:
        return Phrase("week", week_shift=shift, bracket=bracket)
    if match["day"] == "末":
        return Phrase("weekend", week_shift=shift, weekday=(6, 7))
    day = WEEKDAYS[match["day"]]
    return Phrase("weekday", week_shift=shift, weekday=(day, day), bracket=bracket)


def _read_bare_day(surface: str) -> Phrase | None:
    surface, edge = _read_edge(surface)
    low, _, high = re.sub(f"日?{TO}", " ", surface[:-1]).rpartition(" ")
    days = (number(low or high), number(high))
    return Phrase("bare_day", days=days, edge=edge) if 1 <= days[0] <= days[1] <= 31 else None


_DECADE = re.compile(
    rf"(?:(?P<century>[上本]|\d{{2}}|{g.CN}{{1,3}})世纪)?(?P<ten>\d0|{g.ONES}十)年代(?P<part>.*)"
)
_PART_OF_DECADE = {"初": (0, 2), "前": (0, 2), "中": (4, 6), "后": (7, 9), "末": (7, 9)}


def _read_decade(surface: str) -> Phrase | None:
    match = _DECADE.fullmatch(surface)
    assert match is not None, surface
    said = match["century"]
    century = None
    if said:
        century = {"上": 19, "本": 20}.get(said) or number(said) - 1
    part = _PART_OF_DECADE[match["part"][0]] if match["part"] else None
    ten = number(match["ten"]) // 10
    return Phrase("decade", decade=(century, ten), months=part, vague=part is not None)


_LUNAR = re.compile(
    rf"(?:农历|阴历)?(?P<month>[正冬腊]|{g.MONTH_NO})月初?(?P<day>{g.DAY_NO})[日号]?"
    rf"|大年(?:初(?P<first>{g.ONES})|三十|夜)"
)
_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}


def _read_lunar(surface: str) -> Phrase | None:
    match = _LUNAR.fullmatch(surface)
    if match is None:
        return None
    if match["month"]:
        month = _LUNAR_MONTHS.get(match["month"]) or number(match["month"])
        return Phrase("lunar_day", lunar=(month, number(match["day"])))
    if match["first"]:
        return Phrase("lunar_day", lunar=(1, number(match["first"])))
    return Phrase("holiday", holiday="除夕")


_READERS: dict[str, Callable[[str], Phrase | None]] = {
    "numeric": _read_numeric,
    "calendar": read_calendar,
    "slash": _read_slash,
    "decade": _read_decade,
    "lunar": _read_lunar,
    "span": _read_span,
    "day": _read_day,
    "week": _read_week,
    "recent": lambda _: Phrase("recent", vague=True),
    "bare_now": lambda surface: Phrase("relative_day", day_shift=_ONE_DAY[surface]),
    "bare_day": _read_bare_day,
    "numbered_day": _read_bare_day,
    "roc_year": lambda surface: Phrase("roc_year", int(surface[:2]), roc=True),
}
