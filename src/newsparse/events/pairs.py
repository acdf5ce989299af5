"""Numbers that are told of several metrics at once: 營收及淨利分別為10億元和2億元."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from newsparse.annotation import Argument, Mention, Span
from newsparse.events.layout import Layout
from newsparse.events.lists import part
from newsparse.events.words import Word

AND = ("、", "和", "及", "与", "以及", "/", "／")
# A number further than this from its metric, in characters, belongs to something unsaid.
REACH = 40
# …，淨利0.2億元，同比分別增長5%、8%
_RESPECTIVELY = re.compile(
    r"(?:左右|（[^）]*）)?[，,；]\s?(?:同比|环比|按年|按季|[年季月](?:[增减]率?|成长率?|增长率)?|较[^，。；及和与、]{2,10})?各?分别(?:[^，。；、及和与\d]{0,8})"
)
_OWN_SHARE = re.compile(
    r"(?:、|和|及|与|以及)(?:归属于?(?:上市公司|母公司)(?:普通股)?(?:股东|所有者)的)?"
    r"(?:扣除非经常性损益后?的)?"
)
_LISTED = re.compile(r"(?:、|和|及|与|以及)[^，。；：、\d]{0,8}")
# 後年營收與獲利可望成長2成
_ONE_VERB = re.compile(
    r"[^，。；\d]{0,6}?(?:成长|增长|增加|年增|上升|下滑|衰退|减少|下降|年减)[约近逾达]?"
)
_BOTH = re.compile(r"(?:分别)?(?:均|都|皆|双双|同样|同步|同)[^，。；\d]{0,4}$")


def parallel(layout: Layout, anchors: list[Word], numbers: list[Mention]) -> dict[int, Word]:
    """營收及淨利分別為10億元和2億元: the first number to the first metric, and so on."""
    pairs: dict[int, Word] = {}
    for chain in _chains(layout, anchors):
        end = chain[-1].end
        following = [n for n in numbers if n.start >= end]
        for label in ("MONEY", "PERCENT"):
            each = [n for n in following if n.label == label][: len(chain)]
            if len(each) < len(chain) or each[1].start - end > REACH:
                continue
            if any(end <= a.start < each[0].start for a in anchors):
                continue  # 盈利及收入勝預期，盈利按年及按季分別升6%及5%
            if (
                "分别" in layout.text[end : each[1].start]
                or "各" in layout.text[end : each[0].start]
            ):
                pairs |= {n.start: a for n, a in zip(each, chain, strict=True)}
    return pairs


def _chains(layout: Layout, anchors: list[Word]) -> list[list[Word]]:
    """The lists of metrics: 營業收入、利潤總額、歸屬於上市公司股東的淨利潤."""
    chains: list[list[Word]] = []
    for left, right in pairwise(anchors):
        if _OWN_SHARE.fullmatch(layout.gap(left.end, right.start)) is None:
            continue
        if chains and chains[-1][-1] is left:
            chains[-1].append(right)
        else:
            chains.append([left, right])
    return chains


def each_its_share(layout: Layout, anchors: list[Word], numbers: list[Mention]) -> dict[int, Word]:
    """營收2億元，淨利0.2億元，分別增長5%、8%: a share for each of the sums just told."""
    pairs: dict[int, Word] = {}
    run: list[Mention] = []
    for place, number in enumerate(numbers):
        if number.label != "PERCENT":
            run = []
            continue
        if not run or layout.gap(run[-1].end, number.start) not in AND:
            run = []
            if place and _RESPECTIVELY.fullmatch(layout.text, numbers[place - 1].end, number.start):
                run = [number]
            continue
        run.append(number)
        sums = numbers[max(0, place - 2 * len(run) + 1) : place - len(run) + 1]
        owners = [
            next((a for a in reversed(anchors) if a.end <= s.start), None)
            for s in sums
            if s.label == "MONEY"
        ]
        for earlier in run:
            pairs.pop(earlier.start, None)
        if len(owners) == len(run) == len(set(owners)):
            pairs |= {n.start: a for n, a in zip(run, owners, strict=True) if a}
    return pairs


def alike(layout: Layout, left: Word, right: Word, told: Sequence[Mention]) -> bool:
    """Whether one share is told of two metrics: 廣告收入及租金收入均增長17%."""
    if [n.label for n in told[:2]] != ["PERCENT"]:
        return False
    if left.group == right.group == "metric" and layout.text[left.end : right.start] in AND[1:]:
        return _ONE_VERB.fullmatch(layout.text, right.end, told[0].start) is not None
    return bool(
        _LISTED.fullmatch(layout.text, left.end, right.start)
        and _BOTH.match(layout.text, right.end, told[0].start)
    )


def in_a_row(layout: Layout, arguments: Sequence[Argument], members: int) -> bool:
    """Whether as many changes as a list has members stand in a row: 甲、乙營收月減19.5%、13.3%."""
    changes = [a.filler for a in arguments if a.role == "change" and isinstance(a.filler, Mention)]
    in_row = all(layout.gap(a.end, b.start) in AND for a, b in pairwise(changes))
    return len(changes) == members > 1 and in_row


def own_changes(
    arguments: Sequence[Argument], sums: Sequence[Mention | Span], number: int
) -> list[Argument]:
    """The changes told of one sum of several: 甲7.2億元，月增9%；乙2.8億元，月增44%.

    A change goes to the sum it stands behind; where all stand behind the last, each has its own.

    Args:
        arguments: what is told of all of them.
        sums: the sums, in order.
        number: which one is meant, from 0.
    """
    changes = [a for a in arguments if a.role == "change" and a.span]
    if not any(a.span and a.span[0] < sums[-1].start for a in changes):
        return part(changes, number, len(sums))
    last = number + 1 == len(sums)
    start, stop = sums[number].start, sums[-1].end if last else sums[number + 1].start
    return [a for a in changes if a.span and start < a.span[0] and (last or a.span[0] < stop)]
