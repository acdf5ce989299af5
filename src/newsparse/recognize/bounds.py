"""Approximators and bounds around a quantity: 約 近 逾 至少 不超過 以上 左右.

They belong to the surface and open or blur its value. Works on the simplified key.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from newsparse.recognize.numerals import SPACE, Quantity

# What may stand before the amount. 买超 and 卖超 (net bought, net sold) end in no bound.
_LOWER = (
    r"逾|(?<![买卖志])超(?:过了?|逾|出)?|高[于过]|大[于过](?:或?者?等于)?|多于|多过|至少有?|最少有?|起码有?|不少于|不低于"
    r"|不[应得可能会][低少小]于|不下于?|不止|不只|不小于|跨过|(?<![A-Za-z\"'/])[>＞≥≧][ ]?=?"
)
_UPPER = (
    r"不[超逾](?:过|出)?|不到|不足|低于|少于|小于(?:或?者?等于)?|未?达?不到|未满|未逾|未超过|至多有?|最多有?|顶多"
    r"|(?<![可能会])不[应得可能会](?:超[过出]|逾|[高多大]于)|不高于|不多于|不大于|上限"
    r"|[<＜≤≦][ ]?=?"
)
_ABOUT = (
    r"大约有?|约莫|(?<=折合)约|(?<![签纽公合条契节预违履])约[为有合当达计]?|接近|将近|贴近|临近|[迫逼]近|(?<![最附邻靠临晚])近|差不多"
    r"|大概[有为是]?|概约|几乎|左近|(?<![策战谋侵概])略"
)
_BEFORE = re.compile(
    rf"(?:(?P<upper>{_UPPER})|(?P<about>{_ABOUT})|(?P<lower>{_LOWER}))(?:{SPACE}*)\Z"
)
# 最高3億元 is a cap, 盤中最高92元 is a price: only a large sum or a penalty is capped.
_CAP = re.compile(r"(?<!盘中)(?<!股价)(?<!创)最高(?:可达|可?罚款?|可?处|可)?\Z")
_OVER = re.compile(r"(?<![通经透渡度越超不])过\Z")  # 过亿元, not 花过3亿元
_REACH = 8  # the longest of the above
# last characters of those words, first ones of the words behind: a quick look before a search
_LAST = frozenset(
    "逾超过了出于少有码下止只到足满多限约莫为合当达计近概是乎略高罚款处可>＞≥≧<＜≤≦= \t\u00a0\u3000"
)
_FIRST = frozenset("(（或及以之左上附前开级 \t\u00a0\u3000")
_TAIL = re.compile(
    rf"""{SPACE}?(?:[(（]含[本数]?[)）])?{SPACE}?
    (?: (?P<lower>(?:[或及]者?)?以上(?![述所])|或更多|或更高)
      | (?P<upper>(?:[或及]者?)?以下|[以之]内(?!容|部)|或更少|或更低)
      | (?P<about>左右|上下(?!游|班|半|限)|附近|前后|开外)
      | (?P<order>级(?!别?的?[人选手赛]))
    )""",
    re.VERBOSE,
)

_ASIDE = re.compile(r"[（(][^（()）\n]{1,24}[)）]")


class Bounded(NamedTuple):
    """Where a quantity with its bounds stands, and what it comes to."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    approx: bool


def bound(text: str, start: int, end: int, quantity: Quantity) -> Bounded:
    """Extend a quantity over the bounds around it.

    Args:
        text: simplified key.
        start: where the number (with sign and currency) begins.
        end: where its unit ends.
        quantity: what the number says.

    Example:
        >>> from decimal import Decimal
        >>> bound("斥资逾30亿元以", 3, 7, Quantity(Decimal(30), Decimal(30)))
        Bounded(start=2, end=7, low=Decimal('30'), high=None, approx=False)
    """
    start, before = look_before(text, start, large=quantity.low >= 10_000)
    follows = text[end : end + 1]
    after = _TAIL.match(text, end) if follows in _FIRST else None
    aside = _ASIDE.match(text, end) if follows in ("(", "（") and not after else None
    if aside:  # 2000億美元（約新台幣6兆）以上
        after = _TAIL.match(text, aside.end())
    kinds = before | ({after.lastgroup or ""} if after else set())
    if after and after["order"]:  # 千万美金级: somewhere between that and ten times as much
        quantity = Quantity(quantity.low, quantity.low * 10, approx=True)
    low: Decimal | None = quantity.low
    high = None if quantity.more else quantity.high
    if low is not None and low == high:  # a range keeps both its ends: 逾160％至368％
        if "upper" in kinds:
            low = None
        elif "lower" in kinds:
            high = None
    elif quantity.approx and "lower" in kinds:
        high = None
    return Bounded(
        start,
        after.end() if after and not aside else end,
        low,
        high,
        quantity.approx or "about" in kinds,
    )


def look_before(text: str, start: int, *, large: bool = False) -> tuple[int, set[str]]:
    """Where the bounds before an amount begin, and which kinds they are."""
    kinds: set[str] = set()
    while start and text[start - 1] in _LAST:
        reach = max(0, start - _REACH)
        kind = "upper"
        if found := _BEFORE.search(text, reach, start):
            kind = found.lastgroup or ""
        elif large and not (found := _CAP.search(text, reach, start)):
            found, kind = _OVER.search(text, reach, start), "lower"
            found = found if text[start] in "百千万亿兆" else None
        # 回购上限超80亿: the nearer bound counts, the farther one is not part of the surface
        if not found or (kind != "about" and kinds - {"about", kind}):
            return start, kinds
        kinds.add(kind)
        start = found.start()
    return start, kinds
