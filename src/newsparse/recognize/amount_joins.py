"""How neighbouring amounts join: compounds (2元5角), ranges (3至5亿美元), lists (0.7/0.8/0.9元)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from newsparse.recognize.amounts import COUNTED, LOCAL, Amount, read_amounts
from newsparse.recognize.numerals import Quantity, parse_quantity, share_unit, trailing_units
from newsparse.recognize.ranges import connects, spoken_pair

_WIDEST = 16  # between the ends of a range: 个(含)/股 至约 with spaces
Join = Callable[[str, Amount, Amount], Amount | None]
# 分别为3.2、4.1及5.0亿元, 分别为0.78/0.83/0.89元: the unit stands behind the last alone.
_ROW = re.compile(
    r"(?:分别|依序|依次)(?:约?为|是|达|约)? ?(?P<row>(?:\d{1,6}(?:\.\d+)? ?[、/／和及] ?)+)$"
)
_ROW_ENDS, _ROW_REACH = frozenset("、/／和及 "), 80
_NUMBER = re.compile(r"[\d.]+")


def find_amounts(text: str) -> list[Amount]:
    """The amounts of a simplified key in order, joined; some lack a currency.

    Example:
        >>> [(a.start, a.end, a.rule) for a in find_amounts("罚2元5角，赔3至5亿美元")]
        [(1, 5, 'compound'), (7, 13, 'range')]
    """
    joined = _joined(text, _joined(text, read_amounts(text), _compound), _range)
    return _with_rows(text, joined)


def _with_rows(text: str, amounts: Iterable[Amount]) -> list[Amount]:
    """The amounts, and before each the numbers of a list that ends in it."""
    found: list[Amount] = []
    for amount in amounts:
        row = (
            amount.unit
            and text[amount.start - 1] in _ROW_ENDS
            and _ROW.search(text, max(0, amount.start - _ROW_REACH), amount.start)
        )
        if row:
            while found and found[-1].end > row.start("row"):
                found.pop()  # 0.83 in 0.78/0.83/0.89元, that lacked a currency
            found += _row(text, row, amount)
        found.append(amount)
    return found


def _row(text: str, row: re.Match[str], last: Amount) -> Iterator[Amount]:
    for number in _NUMBER.finditer(text, *row.span("row")):
        numeral = number[0] + trailing_units(last.numeral)
        quantity = parse_quantity(numeral)
        if quantity is not None:
            yield last._replace(
                start=number.start(),
                end=number.end(),
                numeral=numeral,
                quantity=quantity.times(last.factor),
                rule="listed",
            )


def _joined(text: str, amounts: Iterator[Amount], join: Join) -> Iterator[Amount]:
    last: Amount | None = None
    for amount in amounts:
        if last is None:
            last = amount
        elif merged := join(text, last, amount):
            last = merged
        else:
            yield last
            last = amount
    if last is not None:
        yield last


def _compound(text: str, head: Amount, tail: Amount) -> Amount | None:
    """2元5角, 一块二, 两美元又三美分."""
    if tail.start - head.end > 1 or head.currency is None or not head.unit:
        return None
    if text[head.end : tail.start] not in ("", "又", "零"):
        return None
    value = None
    if tail.unit and tail.factor < head.factor and tail.currency in (LOCAL, head.currency):
        value = tail.quantity.low
    elif (
        not tail.unit
        and tail.currency is None
        and head.unit[0] in "块蚊毛毫"
        and len(tail.numeral) == 1
        and head.end == tail.start
    ):
        value = tail.quantity.low * head.factor / 10
    if value is None or head.quantity.high is None:
        return None
    quantity = Quantity(head.quantity.low + value, head.quantity.high + value)
    factor = tail.factor if tail.unit else head.factor / 10
    return head._replace(
        end=tail.end,
        quantity=quantity,
        factor=factor,
        unit=tail.unit or head.unit,
        rule="compound",
    )


def _range(text: str, first: Amount, second: Amount) -> Amount | None:
    """3至5亿美元, 1万元--5万元, 8500到3万港元, US$20-25; None where the two do not ascend."""
    gap = text[first.end : second.start]
    if not 0 < len(gap) <= _WIDEST or first.rule == "range":
        return None
    if not (
        connects(text, first.end, second.start, second.end)
        or (not first.unit and spoken_pair(first.numeral, gap, second.numeral))
    ):
        return None
    if first.unit and second.unit and _is_change(text, first, second):
        return None
    if not first.unit and text.endswith("成", 0, first.start):
        return None  # 跌三成九至156億元
    codes = {first.currency, second.currency} - {None, LOCAL}
    if len(codes) > 1:
        return None
    if second.currency is None and COUNTED.match(text, second.end):
        return None
    currency = codes.pop() if codes else first.currency or second.currency
    if currency is None and not (first.large and second.large):
        return None
    low, high = first.quantity, second.quantity
    if not first.unit and second.rule != "compound":
        shared = share_unit(first.numeral, second.numeral)
        if shared:
            low, high = (end.times(second.factor) for end in shared)
    top = high.low if high.high is None else high.high
    if low.low > top:
        return None
    coins = second.rule == "coins" and first.currency in (None, LOCAL)
    return second._replace(
        start=first.start,
        quantity=Quantity(low.low, top),
        currency=currency,
        rule="coins" if coins else "range",
    )


def _is_change(text: str, first: Amount, second: Amount) -> bool:
    """由10億元至12億元, 漲13元至793元: a change and where it led, no range."""
    before = text[first.start - 1 : first.start]
    if before in ("由", "自"):
        return True
    far = second.quantity.low > first.quantity.low * 5  # 增加15亿元到17亿元 is a range
    return far and before != "" and before in "涨跌升扬挫弹增减降落滑加"
