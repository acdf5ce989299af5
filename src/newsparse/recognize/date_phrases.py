"""What a date surface says, before anyone knows when it was said.

``read_phrase`` takes a Simplified surface apart into a ``Phrase``: which year, which part of the
year, which days. It does not see the article, so its results are cached by surface.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from newsparse.recognize import date_grammar as g

_CHINESE = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "Ｏ": 0,
    "两": 2,
}
_TENS = {"廿": 20, "卅": 30}
_PARTS = {
    "上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "中": (11, 20), "下旬": (21, 31),
    "底": (21, 31), "末": (21, 31), "上中旬": (1, 20), "中下旬": (11, 31),
}  # fmt: skip
_SEASONS = {"春": (3, 5), "夏": (6, 8), "秋": (9, 11), "冬": (12, 14), "暑": (7, 8), "寒": (1, 2)}
# months of 年初 年中 年底 (conventional, so vague)
_YEAR_PARTS = {"初": (1, 3), "中": (6, 7), "中旬": (6, 7), "底": (12, 12), "末": (12, 12)}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A date as said.

    Args:
        rule: kind of phrase, part of the mention's rule name.
        year, last_year: stated years (two-digit ones completed where that is certain).
        roc: the year may be one of the Republic: 110 or 民国84.
        year_shift: years from publication (去年 -1); ``last_year_shift`` for 今明年.
        stated: the shift counts from the last stated year or day instead (同年, 翌日).
        fiscal: a financial year.
        months: first and last month of the year, 1 to 12 (more for a winter); empty for a year.
        days: first and last day within the month.
        month_shift, quarter_shift, week_shift, day_shift: distance from publication.
        weekday: 1 is Monday; 6 and 7 both for a weekend.
        bracket: month and day given in brackets, month 0 if only the day is.
        holiday: its name.
        span: (kind, low count, high count, unit) of 过去三年, 五年前.
        vague: the bounds are conventional.
        edge: "" | "before" (deadline) | "now" (至今) | "early" | "late" part of a year.
    """

    rule: str
    year: int | None = None
    last_year: int | None = None
    roc: bool = False
    year_shift: int | None = None
    last_year_shift: int | None = None
    stated: bool = False
    fiscal: bool = False
    months: tuple[int, int] | None = None
    days: tuple[int, int] | None = None
    month_shift: int | None = None
    quarter_shift: int | None = None
    week_shift: int | None = None
    day_shift: int | None = None
    weekday: tuple[int, int] | None = None
    bracket: tuple[int, int] | None = None
    holiday: str = ""
    span: tuple[str, int, int, str] | None = None
    vague: bool = False
    edge: str = ""


def number(text: str) -> int:
    """A small number: Arabic, full-width, or Chinese up to 99, also digit by digit.

    Example:
        >>> [number(n) for n in ("12", "０３", "十", "廿五", "二十三", "二〇二四")]
        [12, 3, 10, 25, 23, 2024]
    """
    if text.isdigit() and text[0] not in _CHINESE:
        return int(text)
    if text[0] in _TENS:
        return _TENS[text[0]] + (number(text[1:]) if len(text) > 1 else 0)
    tens, ten, ones = text.partition("十")
    if ten:
        return (number(tens) if tens else 1) * 10 + (number(ones) if ones else 0)
    value = 0
    for c in text:
        value = value * 10 + (_CHINESE[c] if c in _CHINESE else int(c))
    return value


@lru_cache(maxsize=1 << 14)
def read_phrase(family: str, surface: str) -> Phrase | None:
    """The phrase a surface of one family states, or None if it is no date after all.

    Example:
        >>> phrase = read_phrase("calendar", "去年第四季")
        >>> phrase.rule, phrase.year_shift, phrase.months
        ('quarter', -1, (10, 12))
    """
    return _READERS[_KIND.sub("", family)](re.sub(r"[ \u00a0\u2009\u202f\u3000]", "", surface))


_TO = r"(?:至|到|[-‐–—－~～〜]{1,2})"
_YEAR = re.compile(
    rf"""
    (?:西元|公元|FY)?(?P<four>[12１２]\d{{3}})
        (?:年?度?{_TO}(?P<to>\d{{2,4}})|[/／](?P<slash>\d{{2,4}}))?(?P<unit>{g.FISCAL}|年度?份?|$)
  | (?:(?P<roc_from>\d{{3}})年?{_TO})?(?P<roc>1[0-4]\d)年(?:度|份)?
  | 民国(?P<republic>元|\d{{1,3}}|{g.CN}{{1,3}})年(?:度|份)?
  | (?P<digits>[一二]{g.CD}{{2,3}})年(?:度|份)?(?:{_TO}(?P<digits_to>[一二]{g.CD}{{2,3}})年)?
  | (?P<short>{g.CD}{{2}}|\d{{2}})年
  | [今去明前]{g.OPEN}(?P<bracket>\d{{2,4}}){g.CLOSE}年(?:度|份)?
  | (?P<both>今、?明[两二]?年)
  | (?P<fiscal>[本上今去明下同])一?{g.FISCAL}
  | (?P<word>[^\d]{{2,4}}?)(?:度|份)?
    """,
    re.VERBOSE,
)
_FISCAL_SHIFT = {"本": 0, "今": 0, "上": -1, "去": -1, "明": 1, "下": 1, "同": 0}
_EDGE = re.compile(r"(?:[或及]?[之以]?前|(?P<now>[至迄]今|(?<=年)来))$")
_QUARTER = re.compile(
    rf"第?(?P<a>{g.QUARTER_NO})(?:(?:、|{_TO})第?(?P<b>{g.QUARTER_NO}))?季度?(?P<tail>[初末底]?)"
    r"|(?P<end>[首末])季度?|Q(?P<q>[1-4])(?P<tail2>[初末底]?)|(?P<q2>[1-4])Q"
)
_FIRST = re.compile(rf"[首前头](?P<n>{g.COUNT})个?(?P<unit>月|季)(?:份|度)?|首个?月(?P<one>)")
_MONTH = re.compile(
    rf"(?:(?:(?P<a>{g.MONTH_NO})月?{_TO})?(?P<b>{g.MONTH_NO}|元)月份?|(?P<word>.*?月))"
    rf"的?(?:(?:(?P<c>{g.DAY_NO})[日号]?{_TO})?(?P<d>{g.DAY_NO})[日号]?"
    rf"|(?P<part>上中旬|中下旬|[上中下]旬|[初中底末]))?"
)
_BRACKET = re.compile(
    rf"{g.OPEN}(?:(?P<month>{g.MONTH_NO})[月/／])?(?P<day>{g.DAY_NO})[日号]?{g.CLOSE}日?$"
)


def _read_calendar(surface: str) -> Phrase | None:
    edge = ""
    if match := _EDGE.search(surface):
        edge = "now" if match["now"] else "before"
        surface = surface[: match.start()]
    year, rest = _read_year(surface)
    if year is None and not rest:
        return None
    if not rest:
        return replace(year, edge=edge) if year else None
    place = _read_place(rest.removeprefix("的"), alone=year is None)
    if place is None:
        return None
    if year is not None:
        if place.month_shift is not None or place.quarter_shift is not None:
            return None
        place = replace(
            place, year=year.year, last_year=year.last_year, roc=year.roc, stated=year.stated,
            year_shift=year.year_shift, last_year_shift=year.last_year_shift, fiscal=year.fiscal,
        )  # fmt: skip
    return replace(place, edge=edge or place.edge)


@cache
def _year_start() -> re.Pattern[str]:
    return re.compile("|".join(g.year_patterns().values()))


def _read_year(surface: str) -> tuple[Phrase | None, str]:
    start = _year_start().match(surface)
    if start is None:
        return None, surface
    match = _YEAR.fullmatch(start.group())
    assert match is not None, surface
    rest = surface[start.end() :]
    group = match.groupdict()
    if group["four"]:
        first = number(group["four"])
        last = group["to"] or group["slash"]
        fiscal = bool(group["slash"]) or match["unit"] not in ("", "年", "年度", "年份", "年度份")
        return Phrase(
            "year", first, _complete(number(last), first) if last else None, fiscal=fiscal
        ), rest
    if group["roc"]:
        low = group["roc_from"]
        last = number(group["roc"])
        return Phrase("roc_year", int(low) if low else last, last if low else None, roc=True), rest
    if group["republic"]:
        said = group["republic"]
        return Phrase("roc_year", 1911 + (1 if said == "元" else number(said))), rest
    if said := group["digits"]:
        to = group["digits_to"]
        return Phrase("year", number(said), number(to) if to else None, roc=len(said) == 3), rest
    if said := group["short"]:
        return Phrase("short_year", number(said)), rest
    if said := group["bracket"]:
        value = number(said)
        return Phrase("year", value if value > 999 else value + 1911), rest
    if group["both"]:
        return Phrase("relative_year", year_shift=0, last_year_shift=1), rest
    if said := group["fiscal"]:
        return Phrase(
            "fiscal_year", year_shift=_FISCAL_SHIFT[said], fiscal=True, stated=said == "同"
        ), rest
    word = match["word"]
    if word in g.word_shifts("stated-year"):
        return Phrase(
            "stated_year", year_shift=g.word_shifts("stated-year")[word], stated=True
        ), rest
    return Phrase("relative_year", year_shift=g.word_shifts("year")[word]), rest


def _complete(last: int, first: int) -> int:
    """The second year of 2015-17 or 2023/24."""
    return last if last > 99 else first - first % 100 + last


def _read_place(said: str, *, alone: bool) -> Phrase | None:
    """A place within a year: 上半年, 第三季, 首11个月, 8月21日至23日, 底, 春节."""
    if said in ("中期", "半年度") or said.endswith("半年") or said.endswith("半年度"):
        return Phrase("half", months=(7, 12) if said[0] in "下后" else (1, 6))
    if match := _QUARTER.fullmatch(said):
        if match["end"]:
            low = high = 1 if match["end"] == "首" else 4
        else:
            low = number(match["a"] or match["q"] or match["q2"])
            high = number(match["b"]) if match["b"] else low
        return _quarter_edge((low * 3 - 2, high * 3), match["tail"] or match["tail2"] or "")
    if match := _FIRST.fullmatch(said):
        count = number(match["n"]) if match["n"] else 1
        months = count * 3 if match["unit"] == "季" else count
        return Phrase("first_months", months=(1, months)) if 1 <= months <= 12 else None
    if said in ("内", "年内"):
        return Phrase("within_year", year_shift=0 if alone else None)
    if said in ("稍后", "稍晚", "晚些时候", "较后时间"):
        return Phrase("part_of_year", edge="late", vague=True)
    if said in ("较早", "较早时", "早些时候"):
        return Phrase("part_of_year", edge="early", vague=True)
    part = said.removeprefix("年")
    if part in _YEAR_PARTS:
        return Phrase("part_of_year", months=_YEAR_PARTS[part], vague=True)
    if said[0] in _SEASONS and said not in ("春节",):
        return Phrase("season", months=_SEASONS[said[0]], vague=True)
    if said in g.holiday_names():
        return Phrase("holiday", holiday=said)
    for word, shift in g.word_shifts("quarter").items():
        if said.rstrip("初末底") == word:
            return Phrase("relative_quarter", quarter_shift=shift, edge=said[len(word) :])
    return _read_month(said)


def _quarter_edge(months: tuple[int, int], tail: str) -> Phrase:
    if not tail:
        return Phrase("quarter", months=months)
    month = months[0] if tail == "初" else months[1]
    return Phrase("quarter", months=(month, month), vague=True)


def _read_month(said: str) -> Phrase | None:
    if said[0] == "月":  # 月底: of the month of publication
        return Phrase("part_of_month", month_shift=0, days=_PARTS[said[1:]])
    match = _MONTH.fullmatch(said)
    if match is None:
        return None
    days = None
    if match["part"]:
        days = _PARTS[match["part"]]
    elif match["d"]:
        last = number(match["d"])
        days = (number(match["c"]) if match["c"] else last, last)
        if not (1 <= days[0] <= days[1] <= 31):
            return None
    rule = "part_of_month" if match["part"] else "day" if days else "month"
    if match["word"] is not None:
        shift = g.word_shifts("month").get(match["word"])
        return None if shift is None else Phrase(f"relative_{rule}", month_shift=shift, days=days)
    last = 1 if match["b"] == "元" else number(match["b"])
    first = number(match["a"]) if match["a"] else last
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    if first > last:  # 8月至2月 runs into the next year
        last += 12
    return Phrase(rule, months=(first, last), days=days)


_NUMERIC = re.compile(
    r"(?P<y>\d{2,4})[-/.／](?P<m>\d{1,2})[-/.／](?P<d>\d{1,2})"
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
    year = int(match["y2"] or match["y3"])
    year += 2000 if year < 100 else 0
    place = int(match["n"] or match["n2"])
    if (match["kind"] or match["kind2"]).upper() == "Q":
        return Phrase("quarter", year, months=(place * 3 - 2, place * 3))
    return Phrase("half", year, months=(place * 6 - 5, place * 6)) if place < 3 else None


def _read_slash(surface: str) -> Phrase | None:
    month, day = (int(part) for part in re.split("[/／]", surface))
    if month < day <= 5:  # 1/3, 2/5: more likely a fraction
        return None
    return Phrase("slash_day", months=(month, month), days=(day, day))


_SPAN = re.compile(
    rf"(?P<kind>过去|未来|往后|最近|近)的?[约近]?(?:(?P<a>{g.COUNT})(?:{_TO}|、))?(?P<b>{g.COUNT}|[几数多])个?"
    r"(?P<unit>年|季度?|月|周|星期|天|日)"
    rf"|(?:(?P<c>{g.COUNT}){_TO})?(?P<d>{g.COUNT}|[几数])个?(?P<unit2>年|月|周|星期|天)[之以]?(?P<kind2>[前后])"
)
_UNITS = {"星期": "周", "季度": "季", "日": "天"}


def _read_span(surface: str) -> Phrase | None:
    match = _SPAN.fullmatch(surface)
    if match is None:
        return None
    kind, said = match["kind"] or match["kind2"], match["b"] or match["d"]
    unit = match["unit"] or match["unit2"]
    unit = _UNITS.get(unit, unit)
    high = 0 if said in "几数多" else number(said)  # 0: nobody knows how many
    low = match["a"] or match["c"]
    first = number(low) if low else high
    if kind in "前后" and unit == "年" and high > 99:
        return None
    return Phrase("span", span=(kind, min(first, high), high, unit), vague=True)


def _read_day(surface: str) -> Phrase | None:
    bracket, rest = _read_bracket(surface)
    if len(rest) == 1:
        return Phrase("relative_day", day_shift=_ONE_DAY[rest], bracket=bracket)
    if rest in g.word_shifts("stated-day"):
        return Phrase("stated_day", day_shift=g.word_shifts("stated-day")[rest], stated=True)
    return Phrase("relative_day", day_shift=g.word_shifts("day")[rest], bracket=bracket)


_ONE_DAY = {"今": 0, "昨": -1, "明": 1, "前": -2}


def _read_bracket(surface: str) -> tuple[tuple[int, int] | None, str]:
    match = _BRACKET.search(surface)
    if match is None:
        return None, surface
    month = number(match["month"]) if match["month"] else 0
    return (month, number(match["day"])), surface[: match.start()]


_WEEK = re.compile(
    r"(?P<which>上上|下下|[本这今上下])?个?(?:周|星期|礼拜)(?:周|星期|礼拜)?(?P<day>[一二三四五六日天末])?"
)
_WEEK_SHIFT = {"上上": -2, "上": -1, "本": 0, "这": 0, "今": 0, "下": 1, "下下": 2}


def _read_week(surface: str) -> Phrase | None:
    bracket, rest = _read_bracket(surface)
    match = _WEEK.fullmatch(rest)
    if match is None:
        return None
    shift = _WEEK_SHIFT[match["which"]] if match["which"] else None
    if match["day"] is None:
        return Phrase("week", week_shift=shift, bracket=bracket)
    if match["day"] == "末":
        return Phrase("weekend", week_shift=shift, weekday=(6, 7))
    day = "一二三四五六日天".index(match["day"]) + 1
    return Phrase("weekday", week_shift=shift, weekday=(min(day, 7),) * 2, bracket=bracket)


def _read_bare_day(surface: str) -> Phrase | None:
    edge = ""
    if match := _EDGE.search(surface):
        edge = "now" if match["now"] else "before"
        surface = surface[: match.start()]
    low, _, high = re.sub(f"日?{_TO}", " ", surface[:-1]).rpartition(" ")
    days = (number(low or high), number(high))
    return Phrase("bare_day", days=days, edge=edge) if 1 <= days[0] <= days[1] <= 31 else None


_KIND = re.compile("_(?:digit|chinese|word)$")
_READERS: dict[str, Callable[[str], Phrase | None]] = {
    "numeric": _read_numeric,
    "calendar": _read_calendar,
    "slash": _read_slash,
    "span": _read_span,
    "day": _read_day,
    "week": _read_week,
    "recent": lambda _: Phrase("recent", vague=True),
    "bare_now": lambda surface: Phrase("relative_day", day_shift=_ONE_DAY[surface]),
    "bare_day": _read_bare_day,
    "roc_year": lambda surface: Phrase("roc_year", int(surface[:2]), roc=True),
}
