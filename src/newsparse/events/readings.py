"""Which number belongs to which metric: 營收52.1億元，年增8%；稅後淨利31.6億元.

Every number goes to the metric that governs it, and is its amount or its change; a date between two
numbers of one metric opens another reading of it.
"""

from __future__ import annotations

import re
from itertools import pairwise

from newsparse.annotation import Mention, Percent, Span
from newsparse.events.layout import Layout
from newsparse.events.pairs import AND, REACH, alike, each_its_share, parallel
from newsparse.events.periods import compared_period, is_period, states_same_period
from newsparse.events.told_apart import Reading, of_place, of_then, told_apart
from newsparse.events.words import Word

METRICS = frozenset(("metric", "gain", "rate", "volume"))
WHOLE = "whole"  # what something is a share of: 占营业收入的2%
ANCHORS = METRICS | {"other", WHOLE}
_COUNT = re.compile(
    r"(?:(?:约|近|逾|超过?)\s?)?\d[\d,，.]*\s?(?:万|亿|千)*(?:多|余)?\s?"
    r"(?:辆|台|部|架次?|片|公吨|吨|人次?|名|套|件|颗|[支枝]|桶|公斤|座|艘|[货集]?[柜箱]|标箱|TEU|度"
    r"|笔|千瓦时|公升|(?<=[亿万千])升(?![\d近逾至约破])|[GMT]Wh|平方米|平方公尺|坪|户|间|家|单|盎司|[头只羽]|立方米|千克|万?股)"
    r"|(?:(?<=[达到至为约超近逾])|(?<=[达到至为约超近逾]\s))\d[\d,.]*\s?[万亿](?=[，。；,;、（(])"
)
_COMPARED = re.compile(
    r"(?:较|比|与|跟|相较|相比|由|从|优于|高于|低于|逊于|胜过?|预期的?|同期的?)$"
)
# 減少金額為1億元: by how much, which is no figure of the metric
_DIFFERS = re.compile("(?:减少|增加|衰退|成长)金额[为达约]?$")
# 同比減少52億元: by how much as well, beside what it comes to
_BY = re.compile(
    r"(?:减少|增加|[年月季略大小微激续再][增减]|扩大|收窄|下降|增长|成长|衰退|下滑|多赚|少赚)了?(?:[约近逾超]|超过)?\s?$"
)
_SHARE = re.compile(r"(?:占|占比|比重|持股|其中)[^，、]{0,8}$")
# 出貨量季增雙位數, 全年營收力拚持平: a change told in words.
_WENT = "(?:改善|衰退|成长|增长|下滑)"
_DOUBLED = "翻了?[一两二三]?番|翻倍|倍增"
_WORDED = re.compile(
    r"(?P<change>持平|持稳|高[双个]位数|中[双个]位数|低[双个]位数|双位数|个位数"
    rf"|小幅{_WENT}|大幅{_WENT}|显著{_WENT}|明显{_WENT}|{_DOUBLED})"
)
# 盈利1.2億元，按年升1.5倍: how many times, which is no percentage.
_N = r"(?:\d[\d.]*|[一两二三四五六七八九十])"
_TIMES = re.compile(
    r"\s?[，、]?(?:同比|环比|按[年季月]|[年季月]|[较与比][^，。；\d]{0,8}?)?(?:则|亦|也)?"
    r"(?:[急飙激劲大狂暴猛]?[增升涨]|增长|成长|上升|增加|提升|扩大|激增|飙升)(?:幅?达)?\s?"
    rf"(?P<change>(?:约|近|逾|超过?|最多|至少)?\s?{_N}\s?(?:倍?\s?[至到~～—–-]\s?{_N}\s?)?倍(?:以上|多|左右|半)?)"
)
_WORDED_REACH = 14
_AT_ONCE = 2
_WORDED_NEXT = re.compile(
    r"[，、]?(?:同比|环比|按[年季月]|[较与][^，。]{0,8}?)?(?:大致|基本|几乎)?"
    rf"(?P<change>持平|{_DOUBLED})"
)
_MARK = re.compile(r"(?:整数|历史)?(?:大关|关卡|门槛|关口)")
_RANKED = re.compile(
    r"[^，；。\d]{0,8}(?:新高|次高|高档|高点|高峰|新低|水准|纪录|高水位)[^，；。\d]{0,6}[，；](?!达|为|来到)"
)
_TRADED = re.compile(
    r"股价|[周月][涨跌]幅|[早晨午尾]盘|盘[前中后初]|收盘|收市|收在|(?<![营税])收$|日K|开盘|开市|今早|封关|[买卖]盘|[买卖]超|[多空]方"
)
_MOVES_BY = re.compile(r"(?:则|亦|也|更)?[急大劲微]?[升涨跌挫扬泻](?:幅)?(?:达|为)?")
# 同比增長9%淨利潤達3億元: lines that lost what stood between them
_GROWS = re.compile(r"(?:同比|环比|按年|按季)(?:增长|下降|增加?|减少?|下滑|上升|升|跌)\s?$")
_COUNTS = re.compile(r"\s?(?:达|为)?\s?\d")
_REACHED = ("至", "到", "达", "平于", "平在", "定于", "定在", "持在")
_BECAME = ("降为", "升为", "减为", "增为", "转为", "变为", "升到", "降到")
# 站上10億元，來到10.5億元: what a figure passed is not what it is
_PASSED = re.compile(r"(?:站上|突破|守住|首破|跨越|重返|冲破|站稳)[约近逾]?$")
_LABEL = ("：", ":")
_LISTED = 8  # the longest number of a list that lacks its unit
_SIGN_OF = ("同比", "环比", "按年", "按季", "年比", "季比", "月比")
_OPENS = re.compile(r"(?:[，；](?:尤其|而|至于|但|单计|单看)?|[，；、](?:累计|累积|合计))$")
# 分別增長9%、12%和3%: the verb stands before the first.
_JOINTS = "、及和与"
_RUN = re.compile(r"(?:[\d.]+[%％](?:、|以?及|和|与))+$")
# 虧損由2022年的2.1億元收窄至1.4億元: what 由 opens is where the figure comes from.
_FROM = re.compile(r"[由从自][^，。；至到]{0,14}$")


def readings_of(layout: Layout, sentence: int, words: list[Word]) -> list[Reading]:
    """The metrics of a sentence, each with its numbers."""
    anchors = [w for w in words if w.group in ANCHORS]
    begin, end = layout.article.sentences[sentence]
    numbers = [m for m in layout.between(begin, end) if m.label in ("MONEY", "PERCENT")]
    if not numbers:
        return [Reading(a) for a in anchors if a.group in METRICS]
    readings = {a: [Reading(a)] for a in anchors}
    reached = {a: a.end for a in anchors}
    paired = parallel(layout, anchors, numbers) | each_its_share(layout, anchors, numbers)
    for number in numbers:
        anchor = paired.get(number.start) or _governor(layout, anchors, number, reached)
        if anchor is None:
            continue
        reached[anchor] = max(reached[anchor], number.end)
        if _DIFFERS.search(layout.text, anchor.end, number.start):
            continue
        current = readings[anchor][-1]
        last = current.numbers[-1] if current.numbers else counted(layout, anchor, number.start)
        if last and opens_period(layout, last, number):
            readings[anchor].append(Reading(anchor, [number]))
        else:
            current.numbers.append(number)
    for left, right in reversed(list(pairwise(anchors))):
        if not readings[left][0].numbers and alike(layout, left, right, readings[right][0].numbers):
            readings[left][0].numbers += readings[right][0].numbers
    found = [r for a in anchors if a.group in METRICS for r in readings[a]]
    return [each for reading in found for each in told_apart(layout, begin, reading)]


def _governor(
    layout: Layout, anchors: list[Word], number: Mention, reached: dict[Word, int]
) -> Word | None:
    before = [a for a in anchors if a.end <= number.start]
    while len(before) > 1 and _RANKED.match(layout.text, before[-1].end, number.start):
        before.pop()  # 營收1.9億元，連4個月營收創新高，較去年同期增加26%
    if len(before) > 1 and reached[before[-1]] > before[-1].end:
        of_whole = before[-1].group == WHOLE and not _points(number)
        if of_whole or (number.label == "PERCENT" and _of_then(layout, before[-1])):
            before.pop()  # 研發投入3億元，占營收的2%，年增13%; 較去年同期營收1億元成長8%
    after = [a for a in anchors if a.start >= number.end]
    if after:
        gap = layout.gap(number.end, after[0].start)
        # 創造11.9億美元營收, 18億元的淨利: the metric stands right behind its number.
        close = before and (
            len(layout.gap(before[-1].end, number.start)) <= 3
            or _goes_on(layout, reached[before[-1]], number)
        )
        own = layout.text.startswith(_LABEL, after[0].end) or (
            number.label == "PERCENT"
            and _GROWS.search(layout.text, max(0, number.start - 8), number.start)
            and _COUNTS.match(layout.text, after[0].end)
        )
        if gap == "" and own:
            close = True  # 營收：18億元，同比增長11%淨利：2億元 tells each behind its label
        # 毛利率52% 季減2個百分點 EPS 55元: in a headline white space parts them
        parted = before and layout.text[number.end] in " \u3000"
        if gap in ("", "的", "之") and not close and not parted:
            return after[0]
    if before and _of_another(layout, before[-1], number):
        return None
    # 營收自105年的12億元、106年14億元…到109年的18億元: a list of years reaches as far as it goes.
    if before and number.start - reached[before[-1]] <= REACH:
        return before[-1]
    return None


def _of_then(layout: Layout, anchor: Word) -> bool:
    """Whether a metric is named again for the period that its figure is compared with."""
    dates = [m for m in layout.between(anchor.start - REACH, anchor.start) if m.label == "DATE"]
    if not dates or layout.gap(dates[-1].end, anchor.start) not in ("", "的"):
        return False
    return compared_period(layout, dates[-1])


def _goes_on(layout: Layout, reached: int, number: Mention) -> bool:
    """Whether a list whose unit stands at its end alone goes on: 0.7、0.8|、0.9元的盈利預測."""
    last = layout.between(reached - _LISTED, number.start)
    return (
        bool(last)
        and last[-1].rule == "money:listed"
        and layout.gap(reached, number.start).strip() in AND
    )


def _points(number: Mention) -> bool:
    """Whether a share is told in percentage points."""
    return isinstance(number.value, Percent) and number.value.unit == "pp"


def _of_another(layout: Layout, anchor: Word, number: Mention) -> bool:
    """Whether a number is of the market, or another firm's move: 甲業績勝預期，連同乙升8%."""
    if _TRADED.search(layout.text, anchor.end, number.start):
        return True  # 每股盈餘遜於預期，拖累該公司盤前重挫8%；獲利看好，今日收在40.25元
    if number.label != "PERCENT":
        return False
    others = [m for m in layout.between(anchor.end, number.start) if m.label == "COMPANY"]
    if others and _MOVES_BY.fullmatch(layout.text, others[-1].end, number.start):
        return True  # 甲及乙盈利都好過預期，甲跌1%
    return bool(others) and layout.text.endswith("业绩", 0, anchor.end)


def opens_period(layout: Layout, last: Mention | Span, number: Mention) -> bool:
    """Whether a date between two numbers opens another period of the same metric."""
    dates = [
        m
        for m in layout.between(last.end, number.start)
        if m.label == "DATE" and m.end <= number.start
    ]
    if number.label != "MONEY":  # 按季跌7.5%；首3季累計跌10.8%, 都回到1成, 尤其第二季為19.9%
        return any(
            is_period(layout, m) and _OPENS.search(layout.text, last.end, m.start) for m in dates
        )
    own = [m for m in dates if not compared_period(layout, m)]
    return any(is_period(layout, m) or states_same_period(layout, m, number) for m in own)


def amount_and_changes(
    layout: Layout, reading: Reading, words: list[Word]
) -> tuple[Mention | None, list[Mention]]:
    """Amount and changes among the numbers of a metric; by how much per cent first."""
    amount: Mention | None = None
    changes: list[Mention] = []
    previous = reading.anchor.end
    for number in reading.numbers:
        tail = layout.text[max(0, number.start - 10, min(previous, number.start)) : number.start]
        tail = tail.rstrip("约近逾超为 ")
        previous = number.end
        if (
            number.label == "MONEY"
            and reading.anchor.group == "volume"
            and "，" in layout.gap(reading.anchor.end, number.start)
        ):
            continue  # 預估銷售量46萬噸，今日開高，衝至52.9元
        if number.label == "MONEY" and _BY.search(
            layout.text, max(reading.anchor.end, number.start - 10), number.start
        ):
            changes.append(number)
            continue
        if number.label == "MONEY":
            left = layout.text[max(reading.anchor.end, number.start - 18) : number.start]
            later = any(n.start > number.start and n.label == "MONEY" for n in reading.numbers)
            passed = _PASSED.search(layout.text, number.start - 4, number.start)
            if later and (passed or _MARK.match(layout.text, number.end)):
                continue  # 首度突破6億元關卡，達6.01億元
            base = bool(_COMPARED.search(tail) or (later and _FROM.search(left)))
            # 全年營收有望超越2019年的31億元
            base = base or of_then(layout, reading, number) is not None
            if amount is None and (not base or reading.period or _own_period(layout, number)):
                amount = number
            continue
        if _FROM.search(layout.text, reading.anchor.end, number.start) and any(
            n.start > number.start and n.label == "PERCENT" for n in reading.numbers
        ):
            continue  # 毛利率由上季3.15%提升到7.6%
        # 每股收益1元，同比-3.3%
        moved = tail.endswith(_SIGN_OF) or _moved(layout, reading.anchor, words, number)
        points = _points(number)
        if reading.anchor.group == "rate" and of_then(layout, reading, number) and not points:
            if reading.period and amount is None:
                amount = number
            continue  # 毛利率26.7%，較前一季的30.4%下滑
        reached = tail.endswith(_REACHED) or layout.text.endswith(_BECAME, 0, number.start)
        alone = reading.period is not None and len(reading.numbers) == 1
        if reading.anchor.group == "rate" and not points and (alone or reached or not moved):
            if amount is None and (reading.period or not _COMPARED.search(tail)):
                amount = number
        elif reading.anchor.group == "gain" and number.start - reading.anchor.end <= _AT_ONCE:
            changes.append(number)  # 去年多賺約20%
        elif (moved or points) and (
            not _SHARE.search(tail) or of_place(layout, reading.anchor, number)
        ):
            changes.append(number)
    return amount, sorted(changes, key=lambda change: change.label != "PERCENT")


def _moved(layout: Layout, anchor: Word, words: list[Word], number: Mention) -> bool:
    """Whether a verb beside a share says that the metric moved by it: 增長5%, 5%的增長."""
    at = number.start
    if layout.text[at - 1] in _JOINTS:
        run = _RUN.search(layout.text, max(0, at - REACH), at)
        at = run.start() if run else at
    for word in words:
        if word.group in ("rise", "fall"):
            if max(anchor.end, at - 6) <= word.end <= at:
                return True
            # 5%的增長, but not 毛利率29.2%、年增0.4個百分點
            beside = layout.text[number.end : word.start] in ("", "的")
            if 0 <= word.start - number.end <= 1 and beside:
                return True
    return False


def _own_period(layout: Layout, number: Mention) -> bool:
    near = layout.between(max(0, number.start - REACH), number.start)
    return any(states_same_period(layout, m, number) for m in near)


def counted(layout: Layout, anchor: Word, limit: int) -> Span | None:
    """The number of things a volume metric counts: 出貨量達5,500台."""
    if anchor.group != "volume":
        return None
    match = _COUNT.search(layout.text, anchor.end, min(limit, anchor.end + 24))
    if match is None:
        return None
    return layout.span(*match.span())


def counts_in_a_row(layout: Layout, anchor: Word, limit: int) -> list[Span]:
    """The numbers of things told of several firms in turn: 分別交付7.5萬輛、9.2萬輛及4.2萬輛."""
    found: list[Span] = []
    at = counted(layout, anchor, limit)
    while at:
        found.append(at)
        match = _COUNT.search(layout.text, at.end, limit)
        told = match and layout.gap(at.end, match.start()) in AND
        at = layout.span(*match.span()) if match and told else None
    return found


def times_told(layout: Layout, reading: Reading) -> Span | None:
    """A change in times behind a number: 季增11%，年增1.5倍; 3萬億元，按年升5.2倍，按季升46%."""
    match = next(filter(None, (_TIMES.match(layout.text, n.end) for n in reading.numbers)), None)
    if match is None:
        return None
    start, end = match.span("change")
    return layout.span(start, end)


def told_in_words(layout: Layout, words: list[Word], reading: Reading, limit: int) -> Span | None:
    """A change that is told in words, right behind its metric or the number: 持平, 雙位數."""
    anchor = reading.anchor
    match = _TIMES.match(layout.text, anchor.end)
    if reading.numbers:
        after = max(n.end for n in reading.numbers)
        match = match or _WORDED_NEXT.match(layout.text, after) or _TIMES.match(layout.text, after)
    match = match or _WORDED.search(layout.text, anchor.end, min(limit, anchor.end + _WORDED_REACH))
    if match is None:
        return None
    start, end = match.span("change")
    if any(anchor.end <= w.start < start for w in words if w.group in ANCHORS):
        return None
    return layout.span(start, end)
