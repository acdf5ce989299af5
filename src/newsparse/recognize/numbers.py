"""Plain numbers, fractions, discounts, multiples, and ranges with bounds.

These are no mentions of their own in the tables; ``newsparse.values`` reports them. Works on the
simplified key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal

from newsparse.annotation import Article
from newsparse.recognize.bounds import bound
from newsparse.recognize.numerals import (
    DIGITS,
    NUMERAL,
    SPACE,
    UNITS,
    Quantity,
    parse_quantity,
    share_unit,
)
from newsparse.recognize.ranges import connects

Kind = Literal["cardinal", "fraction", "discount", "multiple"]

_FOLDS = {"两": 4, "二": 4, "三": 8, "四": 16}  # 翻两番: doubled twice
_SCALES = {"k": 10**3, "K": 10**3, "M": 10**6, "G": 10**9}
# - 1,200 is negative, 20 - 100 a range
_SIGN = re.compile(rf"(?<!\d )(?<![\d{DIGITS}{UNITS}A-Za-z%％元])(?:负|[-－−]){SPACE}?\Z")
_BOTH_BOUNDS = re.compile(rf"{SPACE}*(?:[，,]|并且|而且|且|并|又)?{SPACE}*")
_MEASURES = (
    "个只名位人家间台部辆件份张条项款种类座栋架艘颗枚粒片块支枝株棵头匹对双套组批次回场届期年月日天周季岁"
    "秒分时点元角美港日欧英吨斤克米尺里亩公千百倍成折级层楼排站局句字行页章节篇本册集卷杯瓶碗盒箱包袋桶"
    "口门把根道股手笔单户所校班队车"
)
# one Chinese digit is a number before a measure word or a stop after 是; elsewhere it is mostly
# part of a word (一看, 四川, 三星)
_MEASURED = re.compile(rf"[{_MEASURES}]")
_COUNTED_BOUND = re.compile(rf"[{_MEASURES}](?=[或及]?以[上下](?![述所]))")
_TO_NUMBER = re.compile(rf"[至到~～-][{DIGITS}\d]|[或及]?者?以[上下]")  # 一到五个, 一以上
_STATED = re.compile(r"[是为等于即达有]\Z")
_AFTER_STATED = re.compile(r"$|[\s，。、；！？,.;!?]|不是|而是|却是|这是|那是")
_FINANCIAL = frozenset("拾陆伍肆参")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the text: exact when ``low == high``, open where a side is None.

    Args:
        start, end: half-open code points into the article's text.
        text: the surface.
        low, high: the value; a discount is the share that is paid (七五折: 0.75), 翻兩番 is 4.
        kind: "cardinal", "fraction", "discount" or "multiple" (三倍, 翻倍: the number written, be
            it what something grew to or by; never a percentage).
        approx: the number is fuzzy (十几, 约, 三五百).
    """

    start: int
    end: int
    text: str
    low: Decimal | None
    high: Decimal | None
    kind: Kind = "cardinal"
    approx: bool = False


def find_numbers(article: Article) -> list[Number]:
    """Every number of an article in order, with its bounds; ranges are one number.

    Example:
        >>> [half, price, shops] = find_numbers(Article("二分之一的店打七五折，至少20家"))
        >>> half.kind, half.low, price.kind, price.low, shops.text, shops.high
        ('fraction', Decimal('0.5'), 'discount', Decimal('0.75'), '至少20', None)
    """
    text = article.simplified
    numbers = [
        replace(n, text=article.text[n.start : n.end])
        for n in _bounded(text, _ranges(text, list(_numbers(text))))
    ]
    return numbers


@cache
def _token() -> re.Pattern[str]:
    return re.compile(
        rf"""
          (?P<whole>{NUMERAL})又(?P<under>{NUMERAL})分之(?P<over>{NUMERAL})
        | (?P<under2>{NUMERAL})分之(?:负)?(?P<over2>{NUMERAL})
        | (?P<a>\d{{1,6}})[/／](?P<b>\d{{1,6}})(?![/／\d年月])
        | 半百 | 一半 | 半(?=[个年天])
        | (?P<numeral>(?:(?<!\d)[.．]\d++|{NUMERAL}))
          (?: (?P<exponent>[eEｅＥ][-－+]?\d+) | {SPACE}?(?P<scale>[kKMG])(?![A-Za-z]) )?
          (?: (?P<discount>{SPACE}?折(?![磨叠线返扣中回算射断断合旧损让转迭]))
            | (?P<times>{SPACE}?倍(?![特思受感加耐斯可轻速率])) )?
        | (?P<half>(?<=打)[对半]折|半折(?!断|叠|成))
        | (?P<fold>翻(?:(?P<folds>[一两二三四])番|[倍番])|(?<!数)倍增(?!器))
        """,
        re.VERBOSE,
    )


def _numbers(text: str) -> Iterator[tuple[Number, str, Quantity]]:
    for match in _token().finditer(text):
        read = _read(text, match)
        if read is None:
            continue
        kind, quantity = read
        start, end = match.span()
        sign = _SIGN.search(text, max(0, start - 2), start)
        if sign:
            start = sign.start()
            quantity = Quantity(
                -(quantity.low if quantity.high is None else quantity.high), -quantity.low,
                quantity.approx,
            )  # fmt: skip
        yield (
            Number(start, end, "", quantity.low, quantity.high, kind, quantity.approx),
            match[0].rstrip("倍"),
            quantity,
        )


def _read(text: str, match: re.Match[str]) -> tuple[Kind, Quantity] | None:
    surface = match[0]
    if match["half"]:
        return "discount", _exact(Decimal("0.5"))
    if match["fold"]:
        return "multiple", _exact(Decimal(_FOLDS.get(match["folds"] or "", 2)))
    if match["under"] or match["under2"]:
        return _fraction(match)
    if match["a"]:
        below = Decimal(match["b"])
        return ("fraction", _exact(Decimal(match["a"]) / below)) if below else None
    if match["numeral"] is None:
        return "fraction", _exact(Decimal(50) if surface == "半百" else Decimal("0.5"))
    numeral = match["numeral"]
    if match["discount"]:
        return _discount(numeral)
    known = match["times"] or numeral[0] in ".．"
    if not known and not _is_number(text, match.start(), match.end(), numeral):
        return None
    quantity = parse_quantity(f"0{numeral}" if numeral[0] in ".．" else numeral)
    if quantity is None:
        return None
    if match["exponent"]:
        power = int(match["exponent"][1:].replace("－", "-"))
        quantity = quantity.times(Decimal(10) ** power) if abs(power) < 100 else quantity
    if match["scale"]:
        quantity = quantity.times(Decimal(_SCALES[match["scale"]]))
    return "multiple" if match["times"] else "cardinal", quantity


def _exact(value: Decimal) -> Quantity:
    return Quantity(value, value)


def _fraction(match: re.Match[str]) -> tuple[Kind, Quantity] | None:
    over = parse_quantity(match["over"] or match["over2"])
    under = parse_quantity(match["under"] or match["under2"])
    whole = parse_quantity(match["whole"]) if match["whole"] else _exact(Decimal(0))
    if over is None or under is None or whole is None or not under.low:
        return None
    if match["under2"] == "百":  # 百分之 is a percentage
        return None
    return "fraction", _exact(whole.low + over.low / under.low)


def _discount(numeral: str) -> tuple[Kind, Quantity] | None:
    """七折 0.7, 七五折 0.75, 三点一折 0.31, 75折 0.75."""
    quantity = parse_quantity(numeral)
    if quantity is None or quantity.low != quantity.high or not 0 < quantity.low < 100:
        return None
    return "discount", _exact(quantity.low / (10 if quantity.low < 10 else 100))


def _is_number(text: str, start: int, end: int, numeral: str) -> bool:
    if len(numeral) > 1 and not set(numeral) <= set("十百千万亿兆拾佰仟"):
        return numeral != "两两" and (set(numeral) != {"九"} or text.strip() == numeral)
    if numeral.isdigit():
        return True
    whole = text.strip().lstrip("负-") == numeral
    if numeral[0] in "万亿兆":
        return False
    if whole:
        return True
    if numeral[0] in _FINANCIAL:
        return False
    if _MEASURED.match(text, end) or _TO_NUMBER.match(text, end):
        return True
    return bool(_STATED.search(text, max(0, start - 1), start) and _AFTER_STATED.match(text, end))


def _ranges(
    text: str, numbers: list[tuple[Number, str, Quantity]]
) -> Iterator[tuple[Number, Quantity]]:
    """Join 20~100 and 一千到一千五百."""
    last: tuple[Number, str, Quantity] | None = None
    for number, surface, quantity in numbers:
        if last and connects(text, last[0].end, number.start, number.end):
            ends = share_unit(last[1], surface) or (last[2], quantity)
            top = ends[1].low if ends[1].high is None else ends[1].high
            alike = last[0].kind in (number.kind, "cardinal" if number.kind == "multiple" else "")
            if alike and ends[0].low < top:
                joined = replace(number, start=last[0].start, low=ends[0].low, high=top)
                yield joined, Quantity(ends[0].low, top, number.approx)
                last = None
                continue
        if last:
            yield last[0], last[2]
        last = (number, surface, quantity)
    if last:
        yield last[0], last[2]


def _bounded(text: str, numbers: Iterator[tuple[Number, Quantity]]) -> Iterator[Number]:
    """Add bounds, and join a lower and an upper one: 大于10且小于20."""
    last: Number | None = None
    for number, quantity in numbers:
        end = number.end
        counted = number.kind == "cardinal" and _COUNTED_BOUND.match(text, end)
        if counted:  # 100人以上, but 翻番|百以上
            end = counted.end()
        place = bound(text, number.start, end, quantity)
        high = quantity.high if quantity.more and place.high is None else place.high
        now = replace(
            number, start=place.start, end=place.end, low=place.low, high=high, approx=place.approx
        )
        if last and _BOTH_BOUNDS.fullmatch(text, last.end, now.start):
            if last.high is None and now.low is None and (last.low or 0) <= (now.high or 0):
                now = replace(now, start=last.start, low=last.low)
                last = None
            elif last.low is None and now.high is None and (now.low or 0) <= (last.high or 0):
                now = replace(now, start=last.start, high=last.high)
                last = None
        if last:
            yield last
        last = now
    if last:
        yield last
