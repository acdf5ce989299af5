"""How long: 三年, 兩個月, 一天半, 3至6個月.

Lengths of time are no dates. They are found for two reasons: to be told apart from dates, and for
callers who ask for all values of a text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from newsparse.recognize.date_phrase import number
from newsparse.text.characters import GAP

S = rf"{GAP}{{0,2}}"
_DAY = 86400
# a year is 365 days, a month 30: the usual conventions where no calendar is given
_SECONDS = {
    "年": 365 * _DAY, "周年": 365 * _DAY, "季度": 91 * _DAY, "季": 91 * _DAY, "月": 30 * _DAY,
    "周": 7 * _DAY, "星期": 7 * _DAY, "礼拜": 7 * _DAY, "天": _DAY, "日": _DAY,
    "工作日": _DAY, "交易日": _DAY, "小时": 3600, "钟头": 3600, "时": 3600, "分钟": 60, "秒": 1,
    "秒钟": 1,
}  # fmt: skip
_COUNT = r"(?:[0-9０-９]{1,4}(?:[.][0-9]{1,2})?|[一二两俩三四五六七八九十百廿卅]{1,5}|半|大半|小半)"
_UNIT = (
    rf"(?:(?:个半|个多|多个?|余|个)?{S}(?:周年|年|季度|月|周|星期|礼拜|工作日|交易日|天|日|小时|钟头|分钟|秒钟?)"
    rf"(?:半|多|余)?)"
)
_ONE = rf"{_COUNT}{S}{_UNIT}"
_DURATION = re.compile(
    rf"(?<![0-9０-９.,第一二三四五六七八九十百])"
    rf"(?:{_COUNT}{S}(?:[-—–~～〜]|至|到){S})?{_ONE}"
    rf"(?:[又零]?{S}{_ONE}|[0-9]{{1,2}}时)?(?:{S}[-—–~～〜至到]{S}{_ONE})?(?:以上(?:{_ONE}以下)?|以下)?"
    rf"(?!前|后|之前|之后|份|期|均线)"
)
_PIECE = re.compile(
    rf"(?P<count>{_COUNT}){S}(?P<half>个半|个多|多个?|余|个)?{S}"
    rf"(?P<unit>周年|年|季度|月|周|星期|礼拜|工作日|交易日|天|日|小时|钟头|分钟|秒钟?|时)(?P<more>半)?"
)
# three characters of a bare calendar unit are a date unless 个 stands between: 三月, 5日
_CALENDAR = re.compile(rf"{_COUNT}{S}月|[0-9]{{1,2}}{S}日|[一二三四五六七八九十]{{1,3}}日")


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in the text, in seconds; None is an open side, 六个月以下 has no low one."""

    start: int
    end: int
    text: str
    low: Decimal | None
    high: Decimal | None


def find_durations(key: str, taken: Sequence[tuple[int, int]] = ()) -> list[Duration]:
    """The lengths of time in a Simplified text.

    Args:
        key: the text.
        taken: spans that are known to be something else, such as dates.

    Example:
        >>> [(d.text, int(d.low or 0) // 86400) for d in find_durations("停牌两个月，为期三年半")]
        [('两个月', 60), ('三年半', 1277)]
    """
    found = []
    others = iter(sorted(taken))
    other = next(others, None)
    for match in _DURATION.finditer(key):
        start, end = match.span()
        while other is not None and other[1] <= start:
            other = next(others, None)
        if (other is not None and other[0] < end) or _CALENDAR.fullmatch(match.group()):
            continue
        try:
            low, high = _bounds(match.group())
        except ValueError:  # no number after all: 十廿年
            continue
        if low is not None and high is not None and low > high:
            continue  # 2-0日: a score, and the day after
        found.append(Duration(start, end, match.group(), low, high))
    return found


def _bounds(surface: str) -> tuple[Decimal | None, Decimal | None]:
    if surface.startswith("大半"):  # 大半天: more than half of it, less than all
        whole = _SECONDS[surface[2:].lstrip("个")]
        return whole * Decimal("0.5"), whole * Decimal("0.9")
    low: Decimal | None
    high: Decimal | None
    least, at_least, rest = surface.partition("以上")
    if at_least:
        return _seconds(least), _seconds(rest.removesuffix("以下")) if rest else None
    if surface.endswith("以下"):
        return None, _seconds(surface.removesuffix("以下"))
    first, to, second = re.sub(rf"{S}(?:[-—–~～〜]|至|到){S}", "-", surface).partition("-")
    high = _seconds(second if to else first)
    if not to:
        return high, high
    if _PIECE.search(first):
        low = _seconds(first)
    else:  # 3至6个月 names its unit once
        last = _PIECE.search(second)
        low = None if last is None else _count(first) * _SECONDS[last["unit"]]
    return low, high


def _seconds(surface: str) -> Decimal:
    return sum((count * _SECONDS[unit] for count, unit in pieces(surface)), Decimal(0))


def pieces(surface: str) -> list[tuple[Decimal, str]]:
    """The counts and units that a length of time adds up.

    Example:
        >>> pieces("两年六个月"), pieces("两个半月")
        ([(Decimal('2'), '年'), (Decimal('6'), '月')], [(Decimal('2.5'), '月')])
    """
    found = []
    for piece in _PIECE.finditer(surface):
        count = _count(piece["count"])
        if piece["half"] == "个半" or piece["more"]:
            count += Decimal("0.5")
        found.append((count, piece["unit"]))
    return found


def _count(said: str) -> Decimal:
    if said in ("半", "大半", "小半"):
        return Decimal("0.5")
    if said[0].isdigit():
        return Decimal(said)
    hundreds, hundred, rest = said.replace("俩", "两").partition("百")
    if hundred:
        return Decimal((number(hundreds) if hundreds else 1) * 100 + (number(rest) if rest else 0))
    return Decimal(number(hundreds))
