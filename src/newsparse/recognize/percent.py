"""Percentages and percentage points: % ％ 成 百分之 個百分點 基點, and 厘 of interest."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from newsparse.annotation import Article, Mention, Percent
from newsparse.recognize.bounds import bound
from newsparse.recognize.numerals import DIGITS, NUMERAL, SPACE, Quantity, parse_quantity
from newsparse.recognize.ranges import connects

# 三成 is 30 %, 三成立 is not; 一成为 is mostly 之一成为.
_TENTHS = (
    r"成(?!立|功|长(?!期|者)|本(?!地|港|国|人)|交(?!付|予|给)|都(?!是|有|在)|果|绩|就|型|品|熟|语|名|家|了|不变|像|份)"
    rf"(?:(?P<more>[多余])|(?P<half>半)|(?P<tail>[{DIGITS}]|\d)(?![\d.个年月家般样些定起直下成名位至到]))?"
)
_TOKEN = re.compile(
    rf"""(?P<numeral>{NUMERAL})
    (?: {SPACE}?\.?(?P<percent>[%％﹪])
      | {SPACE}?(?P<mille>‰)
      | {SPACE}?(?P<points>个?{SPACE}?百分点)
      | {SPACE}?(?P<basis>个?{SPACE}?(?:基点|基本点)|bps?(?![A-Za-z])|BPs?(?![A-Za-z])|BPS)
      | {SPACE}?(?P<tenths>{_TENTHS})
      | {SPACE}?(?P<li>厘(?![米清定金士子])半?)
      | (?P<of>分(?:之{SPACE}?|(?=[{DIGITS}\d]))(?P<share>{NUMERAL}))
      | (?<=百)(?P<cut>分点) )?
    """,
    re.VERBOSE,
)
_SIGN = re.compile(rf"(?<![\d%％成点A-Za-z])(?:[-－−+＋]|负){SPACE}?\Z")
_FACTORS = {
    "percent": "1", "mille": "0.1", "points": "1", "basis": "0.01", "tenths": "10", "li": "1",
}  # fmt: skip
_BASES = {"百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "万万": 10**8}
# 厘 counts interest; elsewhere it is a length or a coin
_INTEREST = re.compile(r"息|利率|收益率|孳息|回报|按揭|房贷|债|票|HIBOR|Hibor|拆款")
_MONTHLY = re.compile(r"月(?:利)?息|月利率")
_NO_TENTHS = re.compile(r"[第之唯]\Z")
_LETTER_BEFORE = re.compile(r"[A-Za-z.]\Z")


@dataclass(frozen=True, slots=True)
class _Share:
    start: int
    end: int
    quantity: Quantity
    unit: Literal["%", "pp"]
    factor: Decimal
    rule: str


def recognize_percent(article: Article) -> list[Mention]:
    """Every percentage in an article, in order.

    Example:
        >>> found = recognize_percent(Article("毛利率逾三成，按年升0.5個百分點。"))
        >>> [(m.text, str(m.value.min), str(m.value.max), m.value.unit) for m in found]
        [('逾三成', '30', 'None', '%'), ('0.5個百分點', '0.5', '0.5', 'pp')]
    """
    text = article.simplified
    return [_mention(article, share) for share in _shares(text)]


def _shares(text: str) -> list[_Share]:
    found: list[_Share] = []
    previous: re.Match[str] | None = None
    for match in _TOKEN.finditer(text):
        share = _read(text, match)
        if share is None:
            if shared := _shared_unit(text, found, match):  # 百分之三十到四十一
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
    """The percentage that a token is; None for a plain numeral."""
    if match.lastgroup == "numeral":
        return None
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
        window = text[max(0, start - 24) : end + 6]
        if not _INTEREST.search(window.replace(match[0], "", 1)):
            return None
        if match["li"].endswith("半"):
            quantity = replace(
                quantity, low=quantity.low + Decimal("0.5"), high=quantity.low + Decimal("0.5")
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
    return replace(quantity, low=quantity.low + extra, high=quantity.high + extra)


def _signed(text: str, start: int) -> tuple[int, bool]:
    """Where the sign before a number stands, and whether it is a minus."""
    sign = _SIGN.search(text, max(0, start - 2), start)
    return (sign.start(), sign[0][0] not in "+＋") if sign else (start, False)


def _joined(text: str, first: _Share, second: _Share) -> _Share | None:
    """1.5%~2%, 一成至一成五, -1%至2%."""
    if not connects(text, first.end, second.start, second.end) or first.unit != second.unit:
        return None
    if first.rule.endswith("range") or text[first.start - 1 : first.start] in ("由", "自"):
        return None  # 由5%至6% is a change
    return _range(text, first.start, first.quantity, second, second.end)


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
    quantity = quantity.times(second.factor)
    return _range(text, start, quantity, second, second.end) or second


def _shared_unit(text: str, found: list[_Share], match: re.Match[str]) -> _Share | None:
    if not found or found[-1].rule != "hundredths" or match["of"]:
        return None
    first = found[-1]
    quantity = parse_quantity(match["numeral"])
    if quantity is None or not connects(text, first.end, match.start(), match.end()):
        return None
    second = replace(first, quantity=quantity.times(first.factor), end=match.end())
    return _range(text, first.start, first.quantity, second, match.end())


def _range(text: str, start: int, first: Quantity, second: _Share, end: int) -> _Share | None:
    low, high = first.low, second.quantity.low
    if second.quantity.high is not None:
        high = second.quantity.high
    if text[second.start - 1 : second.start] in "-－−负" and _signed(text, start)[1]:
        high = -high  # -3%至-1%
        return _minus_range(start, low, high, second, end)
    if low > high and not _signed(text, start)[1]:
        return None
    return replace(
        second, start=start, end=end, quantity=Quantity(low, high), rule=f"{second.rule}-range"
    )


def _minus_range(start: int, low: Decimal, high: Decimal, second: _Share, end: int) -> _Share:
    return replace(
        second, start=start, end=end, quantity=Quantity(low, high), rule=f"{second.rule}-range"
    )


def _mention(article: Article, share: _Share) -> Mention:
    text = article.simplified
    start, minus = _signed(text, share.start)
    place = bound(text, start, share.end, share.quantity)
    low, high = place.low, place.high
    if minus:
        if share.rule.endswith("-range") and low is not None:
            low = -low
            low, high = (low, high) if high is None or low <= high else (high, low)
        else:
            low, high = (None if side is None else -side for side in (high, low))
    return Mention(
        place.start,
        place.end,
        "PERCENT",
        article.text[place.start : place.end],
        f"percent:{share.rule}",
        Percent(low, high, place.approx, share.unit),
    )
