"""Whether two fillers, values or dates can be one: one entity, a rounded figure, one half-year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsparse.annotation import Argument, DateRange, Mention, Money, Percent, Span, Value
from newsparse.events.candidate import UNNAMED, Candidate

_HALF_YEAR = 180
_ROUNDED = ("近", "约", "約", "逾", "多", "超")
_SLACK, _NEARLY = 0.06, 0.02
LIMIT_MOVES = ("漲停", "涨停", "跌停")
_POINTS = ("點", "点")
_COUNT = re.compile(r"\d[\d,.]*(?:[亿億万萬千]\d*)*")
_PARTS = re.compile(r"(\d[\d,.]*)([亿億万萬千]?)")
_METRIC, _CHANGE = "metric", "change"
_COMPANY = "company"
_PRODUCT = "product"  # 600 Lite 手機 is not 600 Pro 手機, though both count 600
_NET, _LOSS = re.compile("[净淨]利$"), re.compile("[净淨]?[亏虧](?:[损損])?")
_UNITS = {"亿": 1e8, "億": 1e8, "万": 1e4, "萬": 1e4, "千": 1e3, "": 1.0}


def identity(filler: Mention | Span | str) -> str:
    """What makes two fillers the same one: the entity, else the words."""
    if isinstance(filler, str):
        return filler
    if isinstance(filler, Mention) and filler.entity:
        return filler.entity
    return filler.text


def long_apart(a: DateRange | None, b: DateRange | None) -> bool:
    """Whether two dates cannot be one event's: 2022年11月裁撤1.1萬人 and this year's layoffs."""
    if (
        a is None
        or b is None
        or a.vague
        or b.vague
        or not (a.start and a.end and b.start and b.end)
    ):
        return False
    return (b.start - a.end).days > _HALF_YEAR or (a.start - b.end).days > _HALF_YEAR


def apart(a: Candidate, b: Candidate) -> bool:
    """Whether the dates of two statements keep them apart.

    When a plan is to be done (最快2023年掛牌) is not when it was told (今年啟動), and the day of an
    announcement is not that of the deed announced.
    """
    if "expected" in (a.basis, b.basis):
        return False
    if a.status == b.status == "planned" and a.date and b.date:
        told, due = (a, b) if a.basis == "announced" else (b, a)
        if told.basis == "announced" != due.basis and _follows(told.date, due.date):
            return False
    return long_apart(a.date, b.date)


def _follows(first: DateRange | None, second: DateRange | None) -> bool:
    """Whether a date lies behind another."""
    if first is None or second is None:
        return False
    day, later = first.end, second.start or second.end
    return day is not None and later is not None and later > day


def agree(a: Argument, b: Argument) -> bool:
    """Whether two fillers of a role can be one."""
    first, second = a.value, b.value
    if first is not None and second is not None:
        return same_value(first, second)
    left, right = identity(a.filler), identity(b.filler)
    if a.role == _METRIC:  # 淨利潤 in the headline, 歸母淨利 below
        left, right = _metric(left), _metric(right)
        if _nets_a_loss(left, right) or _nets_a_loss(right, left):
            return True
    if left == right:
        return True
    if isinstance(a.filler, str) and isinstance(b.filler, str):
        return False
    value = second if first is None else first
    if left in LIMIT_MOVES or right in LIMIT_MOVES:  # 漲停 in the headline, 漲9.97% below
        return isinstance(value, Percent) and _is_limit(value)
    if isinstance(value, Percent) and (left.endswith(_POINTS) or right.endswith(_POINTS)):
        return True  # 跌81點 in the headline, 0.21% below
    counted = not (left.isalpha() or right.isalpha())
    if counted and a.role != _PRODUCT:  # 大約600名, 600人; 近300點, 311.06點
        count = _COUNT.search(left)
        other = count and _COUNT.search(right)
        if count and other:
            rounded = _rounded(left, right)
            return _counts_agree(count.group(), other.group(), rounded=rounded)
    if isinstance(a.filler, Span) and not isinstance(b.filler, Mention):
        return left in right or right in left
    return False


def both_ways(told: Sequence[Argument], new: Argument) -> bool:
    """Whether a change told by its share is now told in points or money too: 跌91點，跌幅0.5%."""
    if new.role != _CHANGE or len(told) != 1 or not isinstance(told[0].value, Percent):
        return False
    return isinstance(new.value, Money) or new.text.endswith(_POINTS)


def _nets_a_loss(net: str, loss: str) -> bool:
    """Whether a headline tells as a loss what the text tells as a negative 淨利潤."""
    return _NET.search(net) is not None and _LOSS.fullmatch(loss) is not None


def _metric(words: str) -> str:
    return words.replace("利潤", "利").replace("利润", "利")


def share(a: Candidate, b: Candidate, roles: Sequence[str]) -> bool:
    """Whether two statements have a filler in common in one of some roles."""
    return any(agree(x, y) for role in roles for x in a.fillers(role) for y in b.fillers(role))


def of_other_firms(a: Candidate, b: Candidate) -> bool:
    """Whether two statements tell of what has no name, and name a firm each: 甲、乙的產品漲價."""
    if not all(isinstance(f.filler, Span) for c in (a, b) for f in c.fillers(_PRODUCT)):
        return False
    x, y = ([f for f in c.fillers(_COMPANY) if f.rule not in UNNAMED] for c in (a, b))
    return bool(x and y) and not any(agree(p, q) for p in x for q in y)


def _is_limit(value: Percent) -> bool:
    """Whether a move is as far as a day's limit goes (10% or 20%, a little less by the tick)."""
    number = _size(value)
    return number is not None and any(
        limit - 0.5 <= abs(number) < limit + 0.1 for limit in (10, 20)
    )


def _rounded(*texts: str) -> bool:
    return any(mark in text for text in texts for mark in _ROUNDED)


def _count(text: str) -> float:
    """A count as a number: 1,100, 1.3億, 1萬7729."""
    return sum(_number(figure) * _UNITS[unit] for figure, unit in _PARTS.findall(text))


def _number(figure: str) -> float:
    """What digits say: of the dots in 16.255.18 the last one alone is the decimal point."""
    whole, point, last = figure.rstrip(".,").rpartition(".")
    return float(whole.replace(",", "").replace(".", "") + point + last.replace(",", ""))


def _counts_agree(a: str, b: str, *, rounded: bool) -> bool:
    """Whether two counts are one: 1.3億 and 130,810,494, where one is rounded also 300 and 311."""
    x, y = _count(a), _count(b)
    if x == y or (a[-1] in _UNITS and _rounds_to(x, y)) or (b[-1] in _UNITS and _rounds_to(y, x)):
        return True
    if ("." in a) != ("." in b) and (
        round(x) == round(y) or int(x) == int(y)
    ):  # 跌75點 in the headline, 75.30點 below
        return True
    return rounded and abs(x - y) <= _SLACK * max(x, y)


def same_value(a: Value, b: Value) -> bool:
    """Whether two values can be one figure: equal, or a rounded form (3.66億 for 3.658235億)."""
    if isinstance(a, DateRange) or isinstance(b, DateRange):
        return (
            isinstance(a, DateRange)
            and isinstance(b, DateRange)
            and (a.start, a.end) == (b.start, b.end)
        )
    if isinstance(a, Money) and isinstance(b, Money) and a.currency != b.currency:
        return False
    x, y = _size(a), _size(b)
    if x is not None and y is not None and (_rounds_to(x, y) or _rounds_to(y, x)):
        return True
    if _reaches(a, y) or _reaches(b, x):
        return True
    if a.max is not None and a.max == b.max and None in (a.min, b.min):
        return True  # 最多2.5億元 in the headline, 1.5億至2.5億元 below
    rounded = a.approx or b.approx or None in (a.min, a.max, b.min, b.max)
    slack = _SLACK if rounded else _NEARLY
    return x is not None and y is not None and abs(x - y) <= slack * max(abs(x), abs(y))


def alike(a: Value, b: Value) -> bool:
    """Whether two values are one, or one is the other in fewer digits; near is not enough."""
    if isinstance(a, DateRange) or isinstance(b, DateRange):
        return a == b
    if a.approx or b.approx or None in (a.min, a.max, b.min, b.max):
        return True
    x, y = _size(a), _size(b)
    return x is None or y is None or x == y or _rounds_to(x, y) or _rounds_to(y, x)


def alike_in_size(a: Value, b: Value) -> bool:
    """Whether two values name nearly one number, however they bound it: 約5,383萬, 5,400萬."""
    if isinstance(a, DateRange) or isinstance(b, DateRange):
        return a == b
    x, y = _size(a), _size(b)
    return x is not None and y is not None and abs(x - y) <= _NEARLY * max(abs(x), abs(y))


def close_to(a: Money | Percent, b: Money | Percent, slack: float) -> bool:
    """Whether two figures, one of them rounded, lie within a share of each other."""
    rounded = a.approx or b.approx or None in (a.min, a.max, b.min, b.max)
    x, y = _size(a), _size(b)
    return bool(rounded and x and y and abs(x - y) <= slack * max(abs(x), abs(y)))


def _rounds_to(coarse: float, fine: float) -> bool:
    """Whether a figure is the other one in fewer digits (12% in the headline, 12.4% below)."""
    digits = _digits(coarse)
    return digits > 1 and fine != 0 and float(f"{fine:.{digits}g}") == coarse


def _digits(number: float) -> int:
    """How many digits a figure is written in, noughts at its end left out."""
    return len(f"{abs(number):.9e}".partition("e")[0].replace(".", "").rstrip("0"))


def _reaches(value: Money | Percent, number: float | None) -> bool:
    """Whether a figure is what an open one rounds down: 22.4% beside 逾20%."""
    if value.min is None or value.max is not None or number is None or value.min <= 0:
        return False
    floor = float(value.min)
    digits = _digits(floor)
    step = 10.0 ** (len(str(int(floor))) - digits) if floor >= 1 else 0.0
    return floor <= number < floor + step


def _size(value: Money | Percent) -> float | None:
    number = value.min if value.min is not None else value.max
    return None if number is None else float(number)


def set_alike(a: Candidate, b: Candidate) -> bool:
    """Whether the enumerated roles (action, kind, direction) do not contradict."""
    for x in a.arguments:
        if isinstance(x.filler, str):
            for y in b.arguments:
                if y.role == x.role and isinstance(y.filler, str) and y.filler != x.filler:
                    return False
    return True
