"""Percentages and percentage points: % ％ 成 百分之 個百分點 基點, and 厘 of interest."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

from newsparse.annotation import Article, Mention, Percent
from newsparse.recognize.bounds import bound
from newsparse.recognize.comparisons import find_comparisons
from newsparse.recognize.numerals import DIGITS, NUMERAL, SPACE, Quantity, parse_quantity
from newsparse.recognize.ranges import connects

# 三成 is 30 %, 三成立 is not; 一成为 is mostly 之一成为.
_TENTHS = (
    r"成(?!立|功|长(?!期|者)|本(?!地|港|国|人)|交(?!付|予|给)|都(?!是|有|在)|果|绩|就|型|品|熟|语|名|家|了|不变|像|份)"
    rf"(?:(?P<more>[多余])|(?P<half>半)|(?P<tail>[{DIGITS}]|\d)(?![\d.个年月家般样些定起直下成名位]|[至到](?![\d{DIGITS}])))?"
)
# a minus, but not the dash of a range, nor 正负3% (plus or minus)
_SIGN = re.compile(
    rf"(?<![%％]{SPACE})(?<![\d{DIGITS}%％成点A-Za-z–－−-])(?:[-–－−+＋]|(?<!正)负{SPACE}?)\Z"
)
_FACTORS = {
    "percent": "1", "mille": "0.1", "points": "1", "basis": "0.01", "tenths": "10", "li": "1",
}  # fmt: skip
_BASES = {"百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "万万": 10**8}
# 厘 counts interest; elsewhere it is a length or a coin
_INTEREST = re.compile(r"息|利率|收益率|孳息|回报|按揭|房贷|债|票|HIBOR|Hibor|拆款|[HP] ?[加减+-]")
_PER_SHARE = re.compile(r"(?:每股|派息|股息)\Z")  # 5厘 of dividend is money
_MONTHLY = re.compile(r"月(?:利)?息|月利率")
_MOVES = frozenset("涨跌升降加减扩收息")
_NO_TENTHS = re.compile(r"[第之唯]\Z")
_LETTER_BEFORE = re.compile(r"[A-Za-z.]\Z")


class _Share(NamedTuple):
    start: int
    end: int
    quantity: Quantity
    unit: Literal["%", "pp"]
    factor: Decimal
    rule: str


@cache
def _token() -> re.Pattern[str]:
    return re.compile(
        rf"""(?P<numeral>{NUMERAL})
        (?: {SPACE}?\.?(?P<percent>[%％﹪])
          | {SPACE}?(?P<mille>‰)
          | {SPACE}?(?P<points>个?{SPACE}?百[分份]点)
          | {SPACE}?(?P<basis>个?{SPACE}?(?:基点|基本点)|bps?(?![A-Za-z])|BPs?(?![A-Za-z])|BPS)
          | {SPACE}?(?P<tenths>{_TENTHS})
          | {SPACE}?(?P<li>厘(?![米清定金士子])半?)
          | (?P<of>分(?:之{SPACE}?|(?=[{DIGITS}百\d]))(?P<share>{NUMERAL}))
          | (?<=百)(?P<cut>[分份]点) )?
        """,
        re.VERBOSE,
    )


def recognize_percent(article: Article) -> list[Mention]:
    """Every percentage in an article, in order.

    Example:
        >>> found = recognize_percent(Article("毛利率逾三成，按年升0.5個百分點。"))
        >>> [(m.text, str(m.value.min), str(m.value.max), m.value.unit) for m in found]
        [('逾三成', '30', 'None', '%'), ('0.5個百分點', '0.5', '0.5', 'pp')]
        >>> found[1].value.comparison
        'yoy'
    """
    text = article.simplified
    shares = _shares(text)
    places = [bound(text, share.start, share.end, share.quantity) for share in shares]
    comparisons = find_comparisons(text, [(place.start, place.end) for place in places])
    return [
        Mention(
            place.start,
            place.end,
            "PERCENT",
            article.text[place.start : place.end],
            f"percent:{share.rule}",
            Percent(place.low, place.high, place.approx, share.unit, comparison),
        )
        for share, place, comparison in zip(shares, places, comparisons, strict=True)
    ]


def _shares(text: str) -> list[_Share]:
    found: list[_Share] = []
    previous: re.Match[str] | None = None
    for match in _token().finditer(text):
        share = None if match.lastgroup == "numeral" else _read(text, match)
        if share is not None:
            share = _signed(text, share)
        if share is None:
            if shared := found and _shared_unit(text, found[-1], match):  # 百分之三十到四十一
                found[-1] = shared
        elif found and (joined := _joined(text, found[-1], share)):
            found[-1] = joined
        else:
            if previous is not None:  # 160-368％, 两到三成
                share = _from(text, previous, share)
            found.append(share)
        previous = match if share is None else None
    return found


def _read(text: str, match: re.Match[str]) -> _Share | None:
    """The percentage that a token is, or None."""
    if match["of"]:
        return _hundredths(text, match)
    if match["cut"]:  # 2百分点, where 百 joined the number
        quantity = parse_quantity(match["numeral"][:-1])
        if quantity is None:
            return None
        return _Share(*match.span(), quantity, "pp", Decimal(1), "points")
    kind = next(k for k in _FACTORS if match[k])
    start, end = match.span()
    factor = Decimal(_FACTORS[kind])
    numeral = match["numeral"]
    if kind == "tenths":
        quantity = _tenths(match)
        if (
            quantity is None
            or quantity.low > 100
            or _NO_TENTHS.search(text, max(0, start - 1), start)
        ):
            return None
        if numeral == "一" and text[end : end + 1] == "为":
            return None
    else:
        quantity = parse_quantity(numeral)
        if quantity is None:
            return None
        quantity = quantity.times(factor)
    if kind == "li":
        window = text[max(0, start - 48) : end + 6]
        near = window.replace(match[0], "", 1)
        if not _INTEREST.search(near) or _PER_SHARE.search(text, max(0, start - 2), start):
            return None
        if match["li"].endswith("半"):
            quantity = quantity._replace(
                low=quantity.low + Decimal("0.5"), high=quantity.low + Decimal("0.5")
            )
        if _MONTHLY.search(window):
            quantity = quantity.times(Decimal("0.1"))
    return _Share(start, end, quantity, "pp" if kind in ("points", "basis") else "%", factor, kind)


def _hundredths(text: str, match: re.Match[str]) -> _Share | None:
    """百分之三十, 千分之三; None for other fractions."""
    base = _BASES.get(match["numeral"])
    share, (start, end) = match["share"], match.span()
    if len(share) > 1 and share[-1] == "百" and text[end : end + 1] == "分":
        share, end = share[:-1], end - 1  # 百分之七十百分位
    quantity = parse_quantity(share)
    if base is None or quantity is None:
        return None
    factor = Decimal(100) / base
    return _Share(start, end, quantity.times(factor), "%", factor, "hundredths")


def _tenths(match: re.Match[str]) -> Quantity | None:
    """三成 30, 三成半 35, 1成4 14, 七八成 70 to 80."""
    if match["numeral"] == "半":
        return Quantity(Decimal(5), Decimal(5))
    quantity = parse_quantity(match["numeral"] + "十")
    if quantity is None or quantity.high is None:
        return None
    extra = Decimal(5) if match["half"] else Decimal(0)
    if match["tail"]:
        tail = parse_quantity(match["tail"])
        extra = tail.low if tail else extra
    if match["more"]:
        return Quantity(quantity.low, quantity.low + 10, approx=True, more=True)
    return quantity._replace(low=quantity.low + extra, high=quantity.high + extra)


def _signed(text: str, share: _Share) -> _Share:
    """The same with the sign that is written before it."""
    sign = _SIGN.search(text, max(0, share.start - 2), share.start)
    if sign is None:
        return share
    quantity = share.quantity
    if sign[0][0] not in "+＋":
        top = quantity.low if quantity.high is None else quantity.high
        quantity = quantity._replace(low=-top, high=-quantity.low)
    return share._replace(start=sign.start(), quantity=quantity)


def _joined(text: str, first: _Share, second: _Share) -> _Share | None:
    """1.5%~2%, 一成至一成五, -1%至2%."""
    if first.unit != second.unit or first.rule.endswith("range"):
        return None
    if not connects(text, first.end, second.start, second.end) or _is_change(text, first, second):
        return None
    return _range(first, second)


def _is_change(text: str, first: _Share, second: _Share) -> bool:
    """由5%至6%, 加息0.25厘至5.5厘: a change and where it led, no range."""
    before = text[first.start - 1 : first.start]
    if before in ("由", "自"):
        return True
    far = second.quantity.low > first.quantity.low * 5
    return far and second.rule in ("li", "points", "basis") and before in _MOVES


def _from(text: str, match: re.Match[str], second: _Share) -> _Share:
    """The range that begins with a bare numeral before this percentage, if there is one."""
    start, end = match.span()
    if (
        not connects(text, end, second.start, second.end)
        or match["of"]
        or _LETTER_BEFORE.search(text, max(0, start - 1), start)
    ):
        return second
    quantity = parse_quantity(match["numeral"])
    if quantity is None:
        return second
    first = second._replace(start=start, end=end, quantity=quantity.times(second.factor))
    return _range(_signed(text, first), second) or second


def _shared_unit(text: str, first: _Share, match: re.Match[str]) -> _Share | None:
    if first.rule != "hundredths" or match["of"]:
        return None
    quantity = parse_quantity(match["numeral"])
    if quantity is None or not connects(text, first.end, match.start(), match.end()):
        return None
    return _range(first, first._replace(quantity=quantity.times(first.factor), end=match.end()))


def _range(first: _Share, second: _Share) -> _Share | None:
    """From one end to the other; None where the two do not ascend (5%跌至3%)."""
    low, high = first.quantity.low, second.quantity.low
    if second.quantity.high is not None:
        high = second.quantity.high
    if low > high and low < 0:  # -1%至-3%
        low, high = high, low
    if low > high:
        return None
    return second._replace(
        start=first.start, quantity=Quantity(low, high), rule=f"{second.rule}-range"
    )
