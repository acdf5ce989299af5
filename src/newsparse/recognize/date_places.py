"""Years and places within a year: 去年第四季, 2017年8月至11月, 年底前, 明年春節."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from newsparse.recognize import date_grammar as g
from newsparse.recognize.date_phrase import Phrase, number

_PARTS = {
    "上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "中": (11, 20), "下旬": (21, 31),
    "底": (21, 31), "末": (21, 31), "上中旬": (1, 20), "中下旬": (11, 31),
    "上半月": (1, 15), "下半月": (16, 31),
}  # fmt: skip
_SEASONS = {"春": (3, 5), "夏": (6, 8), "秋": (9, 11), "冬": (12, 14), "暑": (7, 8), "寒": (1, 2)}
# 一季报, 三季报: the months that a report covers, from the first of the year
_REPORTED = {"一季": 3, "三季": 9, "半年": 6}
# months of 年初 年中 年底 (conventional, so vague)
_YEAR_PARTS = {"初": (1, 3), "中": (6, 7), "中旬": (6, 7), "底": (12, 12), "末": (12, 12)}


WEEKDAYS = {day: i for i, day in enumerate("一二三四五六日", 1)} | {"天": 7}
TO = r"(?:至|到|[-‐–—－~～〜]{1,2})"
_YEAR = re.compile(
    rf"""
    (?:西元|公元|FY)?(?P<four>[12１２]\d{{3}})
        (?:年?度?{TO}(?P<to>\d{{2,4}})|[/／](?P<slash>\d{{2,4}}))?(?:(?P<in_fiscal>{g.FISCAL})|年度?份?|全年|$)
  | (?:(?P<roc_from>\d{{3}})年?{TO})?(?P<roc>1[0-4]\d)年(?:度|份)?
  | 民国(?P<republic>元|\d{{1,3}}|{g.CN}{{1,3}})年(?:度|份)?
  | (?P<digits>[一二]{g.CD}{{2,3}})年(?:度|份)?(?:{TO}(?P<digits_to>[一二]{g.CD}{{2,3}})年)?
  | (?P<short>{g.CD}{{2}}|\d{{2}})年(?:{TO}(?P<short_to>\d{{2}})年)?
  | [今去明前]{g.OPEN}(?P<bracket>\d{{2,4}}){g.CLOSE}年(?:度|份)?
  | (?P<both>[今明]、?[明后][两二]?年)
  | (?P<fiscal>[本上今去明下同])一?{g.FISCAL}
  | (?P<word>[^\d]{{2,4}}?)(?:度|份)?
    """,
    re.VERBOSE,
)
_FISCAL_SHIFT = {"本": 0, "今": 0, "上": -1, "去": -1, "明": 1, "下": 1, "同": 0}
EDGE = re.compile(r"(?:[或及]?[之以]?前|(?P<now>[至迄]今|(?<=年)来))$")
_QUARTER = re.compile(
    rf"第?(?P<a>{g.QUARTER_NO})(?:(?:、|{TO})第?(?P<b>{g.QUARTER_NO}))?财?季度?(?P<tail>[初末底]?)"
    r"|(?P<end>[首末])(?:个?财)?季度?|Q(?P<q>[1-4])(?P<tail2>[初末底]?)|(?P<q2>[1-4])Q"
)
_FIRST = re.compile(rf"[首前头](?P<n>{g.COUNT})个?(?P<unit>月|季)(?:份|度)?|首个?月(?P<one>)")
_MONTH = re.compile(
    rf"(?:(?:(?P<a>{g.MONTH_NO})月?{TO})?(?P<b>{g.MONTH_NO}|元)月份?|(?P<word>.*?月))"
    rf"的?(?:(?:(?P<c>{g.DAY_NO})[日号]?(?:{TO}|、))?(?P<d>{g.DAY_NO})[日号]?"
    rf"|(?P<part>上中旬|中下旬|[上中下]旬|[上下]半月|[初中底末])|(?P<pick>[第最前首].*))?"
)
_PICK = re.compile(
    rf"(?:第(?P<nth>{g.COUNT})|最后(?P<last>{g.COUNT})|[前首](?P<first>{g.COUNT}))个?"
    rf"(?:(?P<week>{g.WEEK})(?P<weekday>{g.WEEKDAY})?|(?P<month>月)|(?P<day>[天日]))"
)


def read_calendar(surface: str) -> Phrase | None:
    """The phrase a surface of the calendar family states; white space is gone."""
    edge = ""
    if match := EDGE.search(surface):
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
    return re.compile(rf"{g.year_pattern()}|20[0-9]{{2}}$|19[0-9]{{2}}$")


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
        fiscal = bool(group["slash"] or group["in_fiscal"])
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
        to = group["short_to"]
        return Phrase("short_year", number(said), number(to) if to else None), rest
    if said := group["bracket"]:
        value = number(said)
        return Phrase("year", value if value > 999 else value + 1911), rest
    if said := group["both"]:
        first = "今明".index(said[0])
        return Phrase("relative_year", year_shift=first, last_year_shift=first + 1), rest
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
    """The second year of 2015-17, 2023/24 or 1999/00."""
    if last > 99:
        return last
    last += first - first % 100
    return last if last >= first else last + 100


def _read_place(said: str, *, alone: bool) -> Phrase | None:
    """A place within a year: 上半年, 第三季, 首11个月, 8月21日至23日, 底, 春节."""
    if not alone and said in _REPORTED:
        return Phrase("first_months", months=(1, _REPORTED[said]))
    if said in ("中期", "上个半年", "H1", "H2") or said.endswith(("半年", "半年度", "半财年")):
        return Phrase("half", months=(7, 12) if said[0] in "下后" or said == "H2" else (1, 6))
    if match := _QUARTER.fullmatch(said):
        if match["end"]:
            low = high = 1 if match["end"] == "首" else 4
        else:
            low = number(match["a"] or match["q"] or match["q2"])
            high = number(match["b"]) if match["b"] else low
        return _quarter_edge((low * 3 - 2, high * 3), match["tail"] or match["tail2"] or "")
    word = said.rstrip("初末底")
    if (shift := g.word_shifts("quarter").get(word)) is not None:
        return Phrase("relative_quarter", quarter_shift=shift, edge=said[len(word) :])
    if said not in g.word_shifts("month") and (match := _FIRST.fullmatch(said)):
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
    if not alone and said[0] in "第前首最" and (pick := _read_pick(said)):
        return Phrase("picked", pick=pick)
    return _read_month(said)


def _quarter_edge(months: tuple[int, int], tail: str) -> Phrase:
    if not tail:
        return Phrase("quarter", months=months)
    month = months[0] if tail == "初" else months[1]
    return Phrase("quarter", months=(month, month), vague=True)


def _read_pick(said: str) -> tuple[str, int, int] | None:
    """第一周, 最后一个星期一, 前10天: what is picked, which or how many, the weekday."""
    match = _PICK.fullmatch(said)
    if match is None:
        return None
    unit = "week" if match["week"] else "month" if match["month"] else "day"
    if match["nth"] or (match["last"] and match["weekday"]):
        weekday = WEEKDAYS[match["weekday"]] if match["weekday"] else 0
        return (f"nth_{unit}", number(match["nth"]) if match["nth"] else -1, weekday)
    end = "last" if match["last"] else "first"
    return (f"{end}_{unit}s", number(match["last"] or match["first"]), 0)


def _read_month(said: str) -> Phrase | None:
    if said in ("上半月", "下半月"):
        return Phrase("part_of_month", month_shift=0, days=_PARTS[said])
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
    pick = _read_pick(match["pick"]) if match["pick"] else None
    if match["pick"] and pick is None:
        return None
    rule = "picked" if pick else "part_of_month" if match["part"] else "day" if days else "month"
    if match["word"] is not None:
        shift = 0 if match["word"] == "当月" else g.word_shifts("month").get(match["word"])
        stated = match["word"] in g.word_shifts("stated-month")
        if stated:
            shift = g.word_shifts("stated-month")[match["word"]]
        if shift is None:
            return None
        kind = "stated" if stated else "relative"
        return Phrase(f"{kind}_{rule}", month_shift=shift, days=days, pick=pick, stated=stated)
    last = 1 if match["b"] == "元" else number(match["b"])
    first = number(match["a"]) if match["a"] else last
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    if first > last:  # 8月至2月 runs into the next year
        last += 12
    return Phrase(rule, months=(first, last), days=days, pick=pick)
