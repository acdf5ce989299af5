"""Numerals of the simplified key with the currency before or after each.

Neighbours join next (amount_joins), bounds and the meaning of a bare 元 come last (money).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from newsparse.recognize.currencies import currencies
from newsparse.recognize.numerals import (
    DIGITS,
    NUMERAL,
    SPACE,
    UNITS,
    Quantity,
    is_torn,
    parse_quantity,
)
from newsparse.recognize.ranges import CONNECTING
from newsparse.text.characters import HAN

LOCAL = "local"  # currency of a bare 元, decided per article

# Where 元 is no currency: 元素 元月 元旦, 二元论, 三元锂, 万元户.
_YUAN = (
    r"[元圆](?!素|月|旦|宵|老|件|器|组|宇宙|论|化|性|方程|函数|对立|结构|材料|电池|锂|正极|前[驱体]|催化|里|朝"
    r"|食品|复始|期权|户|共聚|[一二三四]次)"
)
_STOP = r"(?=$|[\s,，。、；;！!？?：:）)」』”…或和及至到~～－—-]|左右|上下|以[上下内])"
# 块 is mostly "a piece": money, if at all, before a stop, a digit or a bound.
_KUAI = rf"块(?:钱|(?=[{DIGITS}\d半])|{_STOP})"
_STOPPED = re.compile(_STOP)
_COINS = {"角": "0.1", "毛": "0.1", "毫": "0.1", "分": "0.01", "仙": "0.01"}
_SCALES = {"k": 3, "m": 6, "b": 9, "t": 12}
_BEFORE_OTHERS = CONNECTING | frozenset(" \u00a0/／")
_AFTER_OTHERS = CONNECTING | frozenset(" \u00a0块蚊毛毫")
_RATE = re.compile(r"[兑对换]")
COUNTED = re.compile(rf"{SPACE}?[年月日号次个家只天%％倍成点项种档股人名位台]")
_LARGE = frozenset("万亿兆")
_HAN = re.compile(HAN)
_UNIT_LINE = re.compile(rf"[{UNITS}]+")
_AFTER_YEAR = re.compile("[增减成衰]")
_FUND_CODE = re.compile(r"0\d{3,5}")


class Amount(NamedTuple):
    """A numeral with its currency, before bounds.

    Args:
        start, end: where it stands, currency included.
        numeral: the number alone, in simplified characters.
        quantity: its value in the main unit of the currency.
        currency: ISO 4217, LOCAL, or None where none is written.
        factor: worth of the unit written (角 0.1).
        unit: the currency word after the number, "" where there is none.
        rule: what it was built from: "amount", "range", "compound", "listed" (0.7 in 0.7/0.8元) or
            "coins" (2角 or 7块 alone).
    """

    start: int
    end: int
    numeral: str
    quantity: Quantity
    currency: str | None
    factor: Decimal
    unit: str
    rule: str = "amount"

    @property
    def large(self) -> bool:
        """Whether it is written with 万 or a larger unit."""
        return not _LARGE.isdisjoint(self.numeral)


@cache
def _token() -> re.Pattern[str]:
    starts = re.escape("".join(sorted(currencies().after_starts)))
    return re.compile(
        rf"""(?P<numeral>{NUMERAL})
        (?: (?={SPACE}|[A-Za-z元圆蚊块角毛毫分仙{starts}])
        (?: {SPACE}?(?P<scale>thousand|million|billion|trillion|[mbt]n|[kmbtKMBT])(?![A-Za-z]) )?
        (?: {SPACE}?(?P<sub>[元圆分角仙])?{SPACE}?(?P<after>{currencies().after})
            (?!指数|区(?!间))(?:(?<![A-Za-z])|(?![A-Za-z]))
          | {SPACE}?(?P<local>{_YUAN}|蚊|{_KUAI})(?:整(?![数栋个批体套座])|正(?!\w))?
          | {SPACE}?(?P<coin>[角毛毫分仙])(?![之点钟米升克秒安])(?P<cash>钱)? )? )?""",
        re.VERBOSE,
    )


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z])(?P<name>{currencies().before}){SPACE}?\Z")


def currency_before(text: str, end: int) -> tuple[int, str] | None:
    """Where a currency name that ends at a place begins, and its code: 人民币 of 人民币约5亿元.

    Example:
        >>> currency_before("斥资人民币约5亿元", 5)
        (2, 'CNY')
    """
    found = _before().search(text, max(0, end - 10), end)
    code = currencies().codes[found["name"]] if found else ""
    return (found.start(), code) if found and code else None


def read_amounts(text: str) -> Iterator[Amount]:
    """Every numeral that is an amount or may become one, in order, each by itself."""
    currency_ends = currencies().before_ends
    for match in _token().finditer(text):
        if match.lastgroup == "numeral":  # no currency after it: worth a look at all?
            start, end = match.span()
            last = text[start - 1 : start]
            if (
                last not in currency_ends
                and last not in _AFTER_OTHERS
                and text[end : end + 1] not in _BEFORE_OTHERS
                and _LARGE.isdisjoint(match[0])
            ):
                continue
        amount = _read(text, match)
        if amount is not None:
            yield amount


def _read(text: str, match: re.Match[str]) -> Amount | None:
    """One numeral with its currency; None where it cannot be, or become, money."""
    numeral, after, local, coin = match.group("numeral", "after", "local", "coin")
    start, end = match.span("numeral")
    if is_torn(text, start):
        return None
    last = text[start - 1 : start]
    before = None
    table = currencies()
    if last in table.before_ends or last in " \u00a0":
        before = _before().search(text, max(0, start - 10), start)
    if not (after or local or coin or before) and _LARGE.isdisjoint(numeral):
        ahead = text[end : end + 2].lstrip()[:1] or "."
        if ahead not in CONNECTING and (last or ".") not in _AFTER_OTHERS:
            return None  # neither end of a range, nor the 二 of 一块二
    quantity = parse_quantity(numeral, lone_pair=bool(after or local) and numeral != "一二")
    if quantity is None:
        return None
    scale = Decimal(1)
    if match["scale"] and (before or after or len(match["scale"]) > 2):
        scale = Decimal(10) ** _SCALES[match["scale"][0].lower()]
        end = match.end("scale")
    if after:
        if before and table.codes[before["name"]] == table.codes[after]:
            start = before.start()  # 英镑两万六千镑
        factor = table.factors[after] * Decimal(_COINS.get(match["sub"] or "", 1))
        return Amount(
            start, match.end("after"), numeral, quantity.times(factor * scale),
            table.codes[after], factor * scale, after,
        )  # fmt: skip
    code: str | None = None
    if before and _is_prefix(text, before, end, quantity, bare=not (local or coin)):
        code, start = table.codes[before["name"]] or LOCAL, before.start()
    if local:
        if _is_no_yuan(text, match, start):
            return None
        rule = "coins" if local == "块" and not code else "amount"
        return Amount(start, match.end(), numeral, quantity, code or LOCAL, Decimal(1), local, rule)
    if coin:
        factor = Decimal(_COINS[coin])
        rule = "amount" if match["cash"] or code else "coins"
        return Amount(
            start, match.end(), numeral, quantity.times(factor), code or LOCAL, factor, coin, rule
        )
    return Amount(start, end, numeral, quantity.times(scale), code, scale, "")


def _is_prefix(
    text: str, before: re.Match[str], end: int, quantity: Quantity, *, bare: bool
) -> bool:
    """Whether a currency before a number belongs to it: not in 美元兑日元145.3, 人民币2023年."""
    name = before["name"]
    if not bare or not _HAN.match(name):  # HK$ and the like: no doubt
        return True
    if COUNTED.match(text, end) or _RATE.match(text, before.start() - 1):
        return False
    return name.endswith("币") or name == "美金" or quantity.low >= 10_000


def _is_no_yuan(text: str, match: re.Match[str], start: int) -> bool:
    numeral, follows = match["numeral"], text[match.end() : match.end() + 1]
    if text[start - 1 : start] == "第":
        return True
    if follows == "大" and _FUND_CODE.fullmatch(numeral):  # 0050元大台灣50
        return True
    if (
        follows == "年"
        and _LARGE.isdisjoint(numeral)
        and not _AFTER_YEAR.match(text, match.end() + 1)
    ):
        return True  # AI手機2024元年, but 1856.5億元年減20%
    if numeral == "三" and follows and follows in "(（股桥乳建":  # 三元股份, 三圓建設
        return True
    if not _UNIT_LINE.fullmatch(numeral):
        return False
    # 單位：新台幣仟元 names a unit, 百元股 a class of shares
    opens = text[max(0, start - 8) : start]
    return follows == "股" or "单位" in opens or opens[-1:] in tuple("(（﹙")


def stands_alone(text: str, amount: Amount) -> bool:
    """Whether coins (2角) end a phrase: not in 五角大楼, 三角合并."""
    return _STOPPED.match(text, amount.end) is not None
