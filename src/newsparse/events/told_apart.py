"""A metric with its numbers, told apart: by firm, place, period and part, from what was then."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from newsparse.annotation import Mention
from newsparse.events.layout import Layout
from newsparse.events.pairs import AND, REACH
from newsparse.events.periods import compared_period
from newsparse.events.words import Word

# 比7月的高點2.74億元下滑
_OF_THEN = re.compile(
    r"(?:同[期月季])?的?(?:历史|单月|单季)?(?:(?:合并)?营收|毛利率|高点|低点|高峰|谷底|新高|水准)?"
)
# 內地業務則按年升8%
_MOVES = re.compile(
    r"(?:市场|地区|业务|分部|门店|部分|方面)?(?:则|亦|也|更|均)?(?:同比|环比|按[年季月]|[年季月])?"
    r"[急大劲微]?(?:增长|成长|上升|下降|下滑|下跌|减少|增加|衰退|[升增涨跌减降])"
)
_REGION = re.compile(
    "(?:当中|其中|而|至于)?(?:港澳|海外|国内|本地|境[内外]|两岸)(?:及其[他它]|等)?"
)
# 甲月增3%，乙月減5%，丙則達8億元，丁24億元: behind a firm that is named in turn, up to its figure
_IN_TURN = re.compile(
    r"(?:\s?[(（][^)）]{1,12}[)）])?\s?(?:则|亦|也|更|却|逆势|仅|单月)*"
    r"(?:(?:同比|环比|按[年季月]|[年季月])[急大劲微小]?(?:增长|成长|衰退|下降|下滑|减少|增加|[升增跌减])[率幅]?[达为]?\s?"
    r"|(?:增长|成长|衰退|下滑)[达为]?\s?|(?<=[则亦也])(?:[达为有]|来到)?)"
)
_TURNS = re.compile(r"(?:^|[，；、])(?:而|但|仅|至于|反观|其中)?$")
_PLACED = 3  # how much may stand before the place: 當中, 而在
_PARTED, _ROW = 8, 3


@dataclass(slots=True)
class Reading:
    """One metric with the numbers that belong to it; their period and firm where told apart."""

    anchor: Word
    numbers: list[Mention] = field(default_factory=list)
    period: Mention | None = None
    company: Mention | None = None


def told_apart(layout: Layout, begin: int, reading: Reading) -> list[Reading]:
    """The statements that a metric and its numbers make, of a sentence that begins there."""
    told = [
        part
        for firm in _by_company(layout, reading)
        for place in _by_place(layout, firm)
        for each in _by_period(layout, begin, place)
        for part in _by_part(layout, begin, each)
    ]
    return [each for part in told for each in (part, *_bases(layout, part))]


def _by_company(layout: Layout, reading: Reading) -> list[Reading]:
    """營收月增3%，乙月減5%，丙年增7%: what each firm named in turn reports is told apart."""
    told = [replace(reading, numbers=[])]
    for number in reading.numbers:
        if company := _in_turn(layout, reading.anchor, number):
            told.append(replace(reading, numbers=[], company=company))
        told[-1].numbers.append(number)
    return [r for r in told if r.numbers or not reading.numbers]


def _in_turn(layout: Layout, anchor: Word, number: Mention) -> Mention | None:
    """The firm named right before a figure of a metric that was named for another one."""
    near = layout.between(max(anchor.end, number.start - REACH), number.start)
    company = next((m for m in reversed(near) if m.label != "PERCENT"), None)
    if company is None or company.label != "COMPANY":
        return None
    bare = number.label == "MONEY" and layout.gap(company.end, number.start).strip() == ""
    if not bare and not _IN_TURN.fullmatch(layout.text, company.end, number.start):
        return None
    if not _TURNS.search(layout.text, max(anchor.end, company.start - 4), company.start):
        return None
    return company


def _by_place(layout: Layout, reading: Reading) -> list[Reading]:
    """營業額跌7%至4.6億元，當中港澳跌6%，內地升8%至1億元: what each place holds is told apart."""
    whole = replace(reading, numbers=[])
    parts: list[Reading] = []
    for number in reading.numbers:
        if of_place(layout, reading.anchor, number):
            parts.append(replace(reading, numbers=[]))
        (parts or [whole])[-1].numbers.append(number)
    if not any(n.label == "PERCENT" for n in whole.numbers):
        # 營收42億元，其中海外增長30%: nothing would keep the part's change from the whole
        parts = [p for p in parts if any(n.label == "MONEY" for n in p.numbers)]
    return [r for r in (whole, *parts) if r.numbers or not reading.numbers]


def of_place(layout: Layout, anchor: Word, number: Mention) -> bool:
    """Whether a place begins the clause of a change, and is what moved: 內地則升8%."""
    clause = layout.clauses[layout.clause_at(number.start)]
    if number.label != "PERCENT" or clause.start < anchor.end:
        return False
    named = [m for m in clause.mentions if m.end <= number.start]
    if not named:
        region = _REGION.match(layout.text, clause.start, number.start)
        end = region.end() if region else None
    elif named[0].start - clause.start <= _PLACED and named[-1].label == "PLACE":
        end = named[-1].end
    else:
        end = None
    return end is not None and _MOVES.fullmatch(layout.text, end, number.start) is not None


def _by_period(layout: Layout, begin: int, reading: Reading) -> list[Reading]:
    """2022年、2023年收入为4260万元和1.18亿元: the first sum to the first year, and so on."""
    sums = [n for n in reading.numbers if n.label == "MONEY"]
    start = reading.anchor.start
    if len(sums) < 2:
        return [reading]
    in_a_row = all(layout.gap(a.end, b.start) in AND for a, b in pairwise(sums))
    if not in_a_row and "分别" not in layout.text[reading.anchor.end : sums[0].start]:
        return [reading]
    dates = [m for m in layout.between(begin, start) if m.label == "DATE"]
    listed = dates[-1:]
    for earlier, later in pairwise(reversed(dates)):
        if layout.gap(later.end, earlier.start) not in AND:
            break
        listed.insert(0, later)
    if len(listed) != len(sums):
        return [reading]
    return [replace(reading, numbers=[s], period=p) for s, p in zip(sums, listed, strict=True)]


def _by_part(layout: Layout, begin: int, reading: Reading) -> list[Reading]:
    """三大业务分别实现利润7亿元、6亿元和5亿元，分别增长9%、12%和3%: a statement per part."""
    sums = [n for n in reading.numbers if n.label == "MONEY"]
    start = reading.anchor.start
    if len(sums) < 2 or any(layout.gap(a.end, b.start) not in AND for a, b in pairwise(sums)):
        return [reading]
    # 三年营收为5亿元、8亿元和12亿元: three that stand in a row need no 分别
    apart = "分别" in layout.text[max(begin, start - _PARTED) : sums[0].start]
    if not apart and len(sums) < _ROW:
        return [reading]
    if sum(m.label == "COMPANY" for m in layout.between(begin, start)) > 1:
        return [reading]  # 甲、乙獲利分別為3億元及2億元 is a statement per company
    rest = [n for n in reading.numbers if n.label != "MONEY"]
    if len(rest) != len(sums):
        return [replace(reading, numbers=[s]) for s in sums]
    return [replace(reading, numbers=[s, p]) for s, p in zip(sums, rest, strict=True)]


def _bases(layout: Layout, reading: Reading) -> list[Reading]:
    """What a figure is compared with, where its period is told: 較去年同期的14.6億元收窄."""
    labels = ("MONEY", "PERCENT") if reading.anchor.group == "rate" else ("MONEY",)
    return [
        replace(reading, numbers=[number], period=date)
        for number in reading.numbers
        if number.label in labels and not reading.period
        if (date := of_then(layout, reading, number))
    ]


def of_then(layout: Layout, reading: Reading, number: Mention) -> Mention | None:
    """The period compared with that a figure is of: 較去年同期的14.6億元."""
    for date in layout.between(max(reading.anchor.end, number.start - REACH), number.start):
        if compared_period(layout, date) and _OF_THEN.fullmatch(layout.gap(date.end, number.start)):
            return date
    return None
