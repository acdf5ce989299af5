"""How numbers are written in Chinese news, and what they are worth.

Works on the simplified key: 兩 貳 萬 億 點 餘 數 幾 arrive here as 两 贰 万 亿 点 余 数 几.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

DIGITS = "零〇○一二两三四五六七八九壹贰叁参肆伍陆柒捌玖俩廿卅卌"
UNITS = "十百千万亿兆拾佰仟"
# Characters without width (soft hyphens, joiners, variation selectors) are white as well.
_NO_WIDTH = "\u00ad\u200b\u200c\u200d\u2060\ufe0f\ufeff"
SPACE = rf"[ \t\u00a0\u3000{_NO_WIDTH}]"

ARABIC = r"(?:\d{1,3}(?:[,，]\d{3})++(?!\d)|\d++)(?:[.．]\d++)?"

# 陆 伍 肆 参 拾 are digits of cheques and parts of words (大陆, 退伍, 放肆, 参加, 收拾)
_PLAIN_HAN = "".join(c for c in DIGITS + UNITS if c not in "陆伍肆参拾")
_CHEQUE = (
    r"(?:[陆伍肆参](?=[壹贰叁参肆伍陆柒捌玖拾佰仟万亿兆零点元圆]|\W|$)"
    r"|拾(?=[一二两三四五六七八九壹贰叁参肆伍陆柒捌玖万亿兆零元圆]|\W|$)|(?<=[壹贰叁肆柒捌玖])拾)"
)

# One run of number characters, whatever the mixture: 340 亿, 3千5百万, 2兆9,853.95亿, 一○·二三亿,
# 数百亿, 上千万, 十几万, 4000多亿, 1.2万亿, 两个亿, 三五百; 半 only in 半成 and 半百.
# An Arabic part may only follow a unit (1万600), and not where it starts a date (3亿2024年).
# A unit begins no Arabic one (耀億|10億元).
# 3 亿 5,000 万 is one number where every part is set off by spaces.
# The pattern begins with one character class and looks back to see which it was: that way a
# scan skips text without numbers at full speed.
NUMERAL = rf"""
    [\d{DIGITS}{UNITS}数几上半]
    (?: (?<=\d)(?:\d{{0,2}}(?:[,，]\d{{3}})++(?!\d)|\d*+)(?:[.．]\d++)?
      | (?<=[{_PLAIN_HAN}])(?!(?<=[百千万亿兆])\d)
      | (?<=几)(?=[{UNITS}])
      | (?<=数)(?<![指总倍人户参]数)(?=[{UNITS}])
      | (?<=上)(?<![以之线晚早网身]上)(?=[百千万亿])
      | (?<=半)(?=[成百])
      | (?<![大登内着两海退放收].)(?:(?<=拾)|(?<=[陆伍肆参]))(?<={_CHEQUE})
    )
    (?: (?<!\d)[{_PLAIN_HAN}]++
      | (?<=\d){SPACE}?(?:[多余来几]{SPACE}?)?[{UNITS}]
      | (?<=[{UNITS}零])(?:{ARABIC})(?!\d|{SPACE}?[年月日%％])
      | (?<={SPACE}[亿兆]){SPACE}(?:{ARABIC}){SPACE}[万亿]
      | (?<=[{DIGITS}{UNITS}])[点·．](?:[{DIGITS}]++|\d++)
      | (?<!\d)[多余来几](?=[{UNITS}])
      | (?<!\d){_CHEQUE}
      | 个(?=[亿兆])
    )*+
    (?: {SPACE}?[多余](?!少|米尼|布拉)(?={SPACE}?[\w(（%％]|$)|(?<=[十0])[几来](?!自|源|年|到) )?
"""

_LONGEST = 64  # no real numeral is longer; keeps hostile input cheap
_CANON = str.maketrans(
    "０１２３４５６７８９．·壹贰叁参肆伍陆柒捌玖拾佰仟〇○两俩",
    "0123456789.点一二三三四五六七八九十百千零零二二",
    f",， \t\u00a0\u3000{_NO_WIDTH}个",
)
_SHORT = (("廿", "二十"), ("卅", "三十"), ("卌", "四十"))
_DIGIT_VALUE = {c: str(i) for i, c in enumerate("零一二三四五六七八九")}
_UNIT_VALUE = {
    "兆": Decimal(10**12),
    "亿": Decimal(10**8),
    "万": Decimal(10**4),
    "千": Decimal(1000),
    "百": Decimal(100),
    "十": Decimal(10),
}
_PLAIN = re.compile(r"\d+(?:\.\d*)?")
_SIMPLE = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<unit>[十百千万亿兆])?")  # most of them: 3.2亿
_HAN_DIGITS = re.compile(r"[零一二三四五六七八九]+")
_SEVERAL_DIGITS = re.compile(r"[一二三四五六七八九]{2,}")
_LEAD = re.compile(r"[数几上]")
_MORE = re.compile(r"[多余来几]")
# two neighbouring digits in one place: 三五百, 八九亿, 十五六, 七百三四十
_PAIR = re.compile(
    r"(?<![零一二三四五六七八九点])(一二|二三|三四|四五|五六|六七|七八|八九|三五)"
    r"(?![零一二三四五六七八九点])"
)
_NO_WIDTHS, _HEADS = frozenset(_NO_WIDTH), frozenset("0123456789０１２３４５６７８９,，.．")
_TRAILING_UNITS = re.compile(r"[十百千万亿兆]+$")


class Quantity(NamedTuple):
    """What a numeral says (a tuple: one is made for every number).

    Args:
        low: the value, or the lower bound of a fuzzy one.
        high: the same for an exact numeral; None for 上千万.
        approx: the numeral itself is fuzzy (数十亿, 十几, 三五百, 3000多).
        more: it says "and some more" (3000多, 百余) and has no stated end: ``high`` is where the
            next unit begins.
    """

    low: Decimal
    high: Decimal | None
    approx: bool = False
    more: bool = False

    def times(self, factor: Decimal) -> Quantity:
        """The same quantity in smaller or larger units."""
        if factor == 1:
            return self
        high = None if self.high is None else self.high * factor
        return Quantity(self.low * factor, high, self.approx, self.more)


def canonical(surface: str) -> str:
    """A numeral in one spelling: ASCII digits, plain Chinese digits, no commas or spaces."""
    text = surface.translate(_CANON)
    for short, spelled in _SHORT:
        if short in text:
            text = text.replace(short, spelled)
    return text


def parse_quantity(surface: str, *, lone_pair: bool = False) -> Quantity | None:
    """What a numeral says, fuzzy ones included; None where it is none.

    Args:
        surface: a numeral in simplified characters.
        lone_pair: read 七八 (with nothing around it) as 7 to 8, as before a currency name;
            elsewhere it is the digit string 78 (Taiwanese papers write 35 % as 三五％).

    Example:
        >>> parse_quantity("数十亿")
        Quantity(low=Decimal('1000000000'), high=Decimal('10000000000'), approx=True, more=False)
        >>> parse_quantity("上千万").high is None
        True
    """
    if len(surface) > _LONGEST:
        return None
    if simple := _SIMPLE.fullmatch(surface) or _SIMPLE.fullmatch(text := canonical(surface)):
        value = Decimal(simple["number"])
        if simple["unit"]:
            value *= _UNIT_VALUE[simple["unit"]]
        return Quantity(value, value)
    if _LEAD.match(text):
        return _fuzzy_lead(text)
    if more := _MORE.search(text):
        found = _and_more(text[: more.start()], text[more.end() :])
        return found._replace(more=more[0] != "几") if found else None
    if (pair := _PAIR.search(text)) and (lone_pair or len(text) > 2):
        low = _value(text[: pair.start()] + pair[1][0] + text[pair.end() :])
        high = _value(text[: pair.start()] + pair[1][1] + text[pair.end() :])
        if low is not None and high is not None:
            return Quantity(low, high, approx=True)
    exact = _value(text)
    return None if exact is None else Quantity(exact, exact)


def is_torn(text: str, start: int) -> bool:
    r"""Whether a numeral is cut off from its head: 億 in a line behind one that ends in 5.

    Example:
        >>> is_torn("5\n亿美元", 2), is_torn("5,\u200b000万", 3), is_torn("第5\n3万", 3)
        (True, True, False)
    """
    between = text[start - 1 : start]
    torn = between in _NO_WIDTHS or (between == "\n" and text[start] in UNITS)
    return torn and text[max(0, start - 2) : start - 1] in _HEADS


def trailing_units(surface: str) -> str:
    """The units that a numeral ends in: 亿 of 5.0亿, nothing of 0.89.

    Example:
        >>> trailing_units("3.2千万"), trailing_units("0.89")
        ('千万', '')
    """
    units = _TRAILING_UNITS.search(canonical(surface))
    return units[0] if units else ""


def share_unit(first: str, second: str) -> tuple[Quantity, Quantity] | None:
    """Both ends of a range, the unit of the second given to the first where it lacks one.

    3至5亿 is 3e8 to 5e8, but 8500到3万 starts at 8500: a unit is shared only where the range
    still ascends, and 一千到两千万 starts at 10 million because it does.

    Example:
        >>> low, high = share_unit("一千", "两千万")
        >>> low.low, high.low
        (Decimal('10000000'), Decimal('20000000'))
        >>> share_unit("8500", "3万")[0].low
        Decimal('8500')
    """
    low, high = parse_quantity(first), parse_quantity(second)
    if low is None or high is None:
        return None
    units = trailing_units(second)
    if units and not re.search("[万亿兆]", first):
        for tail in (units, units.lstrip("十百千"), units[-1]):
            factor = _value(tail) if tail else None
            top = high.low if high.high is None else high.high
            if factor and low.low * factor <= top:
                return low.times(factor), high
    return low, high


def _fuzzy_lead(text: str) -> Quantity | None:
    unit = _value(_MORE.sub("", text[1:]))
    if unit is None:
        return None
    if text[0] == "上":
        return Quantity(unit, None, approx=True)
    return Quantity(unit, unit * 10, approx=True)


def _and_more(head: str, tail: str) -> Quantity | None:
    base = _value(head)
    tail = _MORE.sub("", tail)
    factor = _value(tail) if tail else Decimal(1)
    if base is None or factor is None or not base:
        return None
    exponent = base.normalize().as_tuple().exponent
    step = Decimal(10) ** int(exponent)  # 3000多: up to 4000; 1095余: up to 1096
    return Quantity(base * factor, (base + step) * factor, approx=True, more=True)


def _value(text: str) -> Decimal | None:
    """The value of a canonical numeral; splits at its largest unit."""
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    for unit, worth in _UNIT_VALUE.items():
        at = text.rfind(unit)
        if at < 0:
            continue
        left = _value(text[:at].lstrip("零") or text[:at]) if at else Decimal(1)
        if worth < 10_000 and _SEVERAL_DIGITS.fullmatch(text, 0, at):
            return None  # 三六百
        right = _remainder(text[at + 1 :], worth)
        return None if left is None or right is None else left * worth + right
    whole, point, decimals = text.partition("点")
    if point:
        head, fraction = _digits(whole) if whole else "0", _digits(decimals)
        return Decimal(f"{head}.{fraction}") if head and fraction else None
    digits = _digits(text)
    return Decimal(digits) if digits else None


def _remainder(text: str, worth: Decimal) -> Decimal | None:
    """What stands after a unit: 一万三 is 13000, 一万零三 is 10003."""
    if not text:
        return Decimal(0)
    value = _value(text.lstrip("零") or "零") if text[0] == "零" else _value(text)
    if (
        value is not None
        and len(text) == 1
        and text in _DIGIT_VALUE | {str(d): "" for d in range(10)}
    ):
        value = value * worth / 10
    return value if value is None or value < worth else None


def _digits(text: str) -> str | None:
    if _HAN_DIGITS.fullmatch(text):
        return "".join(_DIGIT_VALUE[c] for c in text)
    return text if text.isascii() and text.isdigit() else None
