"""Events read number by number: a metric, its amount, its change, its period.

營收52.1億元，年增8%；母公司稅後淨利31.6億元 holds two events: every number goes to the
metric that governs it, and the company and the period go on until others are named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeGuard

from newsparse.annotation import Argument, DateRange, Mention, Percent, Span, Status
from newsparse.events.layout import Clause, Layout
from newsparse.events.periods import is_period, states_same_period
from newsparse.events.places import carried
from newsparse.events.roles import Candidate
from newsparse.events.types import EventType
from newsparse.events.words import Word, find_words

_ANCHORS = frozenset(("metric", "rate", "volume", "other"))
_COUNT = re.compile(
    r"(?:约|近|逾|超过?)?\s?\d[\d,，.]*\s?(?:万|亿|千)*(?:多|余)?\s?"
    r"(?:辆|台|部|架次?|片|公吨|吨|人次?|名|套|件|颗|[支枝]|桶|公斤|座|艘|[货集]?[柜箱]|标箱|TEU|度"
    r"|千瓦时|[GMT]Wh|平方米|平方公尺|坪|户|间|家|单|盎司|立方米|千克|万?股)"
)
# 上修全年營收財測: the verb of a revision stands before its metric.
_REVISED = re.compile(r"(?:上修|下修|调升|调降|上调|下调|调高|调低)[^，。、]{0,8}$")
_COMPARED = re.compile(
    r"(?:较|比|与|跟|相较|相比|由|从|优于|高于|低于|逊于|胜过?|预期的?|同期的?)$"
)
_SHARE = re.compile(r"(?:占|占比|比重|持股|其中)[^，、]{0,8}$")
# 出貨量季增雙位數, 全年營收力拚持平: a change told in words.
_WORDED = re.compile(
    r"持平|(?:高|中|低)?(?:双|個|个)位数|(?:小幅|大幅|显著|明显)(?:改善|衰退|成长|增长|下滑)"
)
_OPENS = re.compile(r"[，；](?:尤其|而|至于|但)?$")
_WORDED_REACH = 14
# What is said of each company of a list.
_EACH = re.compile(r"[均皆都]|分别|双双|同步|齐|各(?!自|项|类|界|国|地|产品|厂)")
# 全年 is a period of its own unless a year was just named (今年營收…, 全年…).
_WHOLE_YEAR = "全年"
_YEAR_DAYS = 360
_LOOSE_PERIOD = ("carried period", "period of the article", "period of the sentence")
_FAMILY = re.compile(
    r"(?P<profit>净利|纯益|盈余|获利|利润|盈利|纯利|溢利)$|(?P<revenue>营收|收入|营业额|销售额)$"
)
# A number further than this from its metric, in characters, belongs to something unsaid.
_REACH = 40
_AND = ("、", "和", "及", "与", "以及")
# 虧損由2022年的2.1億元收窄至1.4億元: what 由 opens is where the figure comes from.
_FROM = re.compile(r"[由从][^，。；至到]{0,14}$")
# A period that is to hold for the whole article is named in its first lines.
_HEAD = 2000


@dataclass(slots=True)
class Reading:
    """One metric with the numbers that belong to it, and their period where it is told apart."""

    anchor: Word
    numbers: list[Mention] = field(default_factory=list)
    period: Mention | None = None


@dataclass(slots=True)
class _Thread:
    """What goes on from one reading to the next: company and period."""

    company: Mention | None = None
    period: Mention | Span | None = None
    sentence: int = -1


def read_figures(layout: Layout, event_type: EventType) -> list[Candidate]:
    """Candidate events of a type of shape "figures" (earnings)."""
    words = find_words(layout, event_type)
    if not any(w.group in ("metric", "rate", "volume") for w in words):
        return []
    thread = _Thread()
    candidates: list[Candidate] = []
    by_sentence: dict[int, list[Word]] = {}
    for word in words:
        if word.group in _ANCHORS and layout.name_over(word.start, word.end):
            continue
        sentence = layout.clauses[layout.clause_at(word.start)].sentence
        by_sentence.setdefault(sentence, []).append(word)
    for sentence, here in by_sentence.items():
        for reading in _readings(layout, sentence, here):
            candidates += _candidates(layout, event_type, sentence, reading, here, thread)
    return [c for c in candidates if not _restated(layout, c, candidates)]


def _restated(layout: Layout, candidate: Candidate, all_of_them: list[Candidate]) -> bool:
    """獲利創新高 beside 稅後淨利34.3億元: the statement without a number adds nothing."""
    if candidate.fillers("amount") or candidate.fillers("change"):
        return False
    company, family = candidate.fillers("company")[0], _family(layout, candidate)
    return family is not None and any(
        (other.fillers("amount") or other.fillers("change"))
        and _family(layout, other) == family
        and (other.fillers("company")[0].entity or "") == company.entity
        and _one_period(candidate, other)
        for other in all_of_them
    )


def _family(layout: Layout, candidate: Candidate) -> str | None:
    match = _FAMILY.search(layout.text, candidate.trigger.start, candidate.trigger.end)
    return match.lastgroup if match else None


def _one_period(a: Candidate, b: Candidate) -> bool:
    mine, other = a.fillers("period"), b.fillers("period")
    if not mine or not other or mine[0].rule in _LOOSE_PERIOD:
        return True
    return mine[0].text == other[0].text or mine[0].value == other[0].value is not None


def _readings(layout: Layout, sentence: int, words: list[Word]) -> list[Reading]:
    """The metrics of a sentence, each with its numbers."""
    anchors = [w for w in words if w.group in _ANCHORS]
    begin, end = layout.article.sentences[sentence]
    numbers = [m for m in layout.between(begin, end) if m.label in ("MONEY", "PERCENT")]
    readings = {a: [Reading(a)] for a in anchors}
    reached = {a: a.end for a in anchors}
    parallel = _parallel(layout, anchors, numbers)
    for number in numbers:
        anchor = parallel.get(number.start) or _governor(layout, anchors, number, reached)
        if anchor is None:
            continue
        reached[anchor] = max(reached[anchor], number.end)
        current = readings[anchor][-1]
        if current.numbers and _new_period(layout, current.numbers[-1], number):
            readings[anchor].append(Reading(anchor, [number]))
        else:
            current.numbers.append(number)
    found = [r for a in anchors if a.group != "other" for r in readings[a]]
    return [each for reading in found for each in _by_period(layout, begin, reading)]


def _by_period(layout: Layout, begin: int, reading: Reading) -> list[Reading]:
    """2022年、2023年收入分别为4260万元和1.18亿元: the first sum to the first year, and so on."""
    sums = [n for n in reading.numbers if n.label == "MONEY"]
    start = reading.anchor.start
    if len(sums) < 2 or "分别" not in layout.text[reading.anchor.end : sums[0].start]:
        return [reading]
    dates = [m for m in layout.between(begin, start) if m.label == "DATE"]
    listed = dates[-1:]
    for earlier, later in pairwise(reversed(dates)):
        if layout.gap(later.end, earlier.start) not in _AND:
            break
        listed.insert(0, later)
    if len(listed) != len(sums):
        return [reading]
    return [Reading(reading.anchor, [s], p) for s, p in zip(sums, listed, strict=True)]


def _governor(
    layout: Layout, anchors: list[Word], number: Mention, reached: dict[Word, int]
) -> Word | None:
    before = [a for a in anchors if a.end <= number.start]
    after = [a for a in anchors if a.start >= number.end]
    if after:
        gap = layout.gap(number.end, after[0].start)
        # 創造11.9億美元營收, 18億元的淨利: the metric stands right behind its number.
        close = before and len(layout.gap(before[-1].end, number.start)) <= 3
        if gap in ("", "的", "之") and not close:
            return after[0]
    # 營收自105年的12億元、106年14億元…到109年的18億元: a list of years reaches as far as it goes.
    if before and number.start - reached[before[-1]] <= _REACH:
        return before[-1]
    return None


def _parallel(layout: Layout, anchors: list[Word], numbers: list[Mention]) -> dict[int, Word]:
    """營收及淨利分別為10億元和2億元: the first number to the first metric, and so on."""
    pairs: dict[int, Word] = {}
    for left, right in pairwise(anchors):
        if layout.gap(left.end, right.start) not in _AND:
            continue
        following = [n for n in numbers if n.start >= right.end]
        for label in ("MONEY", "PERCENT"):
            two = [n for n in following if n.label == label][:2]
            if len(two) < 2 or two[1].start - right.end > _REACH:
                continue
            if (
                "分别" in layout.text[right.end : two[1].start]
                or "各" in layout.text[right.end : two[0].start]
            ):
                pairs[two[0].start], pairs[two[1].start] = left, right
    return pairs


def _new_period(layout: Layout, last: Mention, number: Mention) -> bool:
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
    return any(is_period(layout, m) or states_same_period(layout, m, number) for m in dates)


def _candidates(
    layout: Layout,
    event_type: EventType,
    sentence: int,
    reading: Reading,
    words: list[Word],
    thread: _Thread,
) -> list[Candidate]:
    """The statements of one reading: one per company that it is said of."""
    anchor = reading.anchor
    index = layout.clause_at(anchor.start)
    clause = layout.clauses[index]
    amount: Mention | Span | None
    amount, changes = _numbers(layout, reading, words)
    verb = next(
        (
            w
            for w in words
            if w.group in ("rise", "fall", "record")
            and anchor.end <= w.start < clause.end
            and not any(
                anchor.end <= other.start < w.start for other in words if other.group in _ANCHORS
            )
        ),
        None,
    )
    period = _period(layout, sentence, reading, thread)
    if amount is None and anchor.group == "volume":
        amount = _count(layout, anchor, clause.end)
    revised = bool(_REVISED.search(layout.text, max(clause.start, anchor.start - 12), anchor.start))
    worded = None if changes else _worded(layout, words, anchor, clause.end)
    told = verb is not None or revised or worded is not None
    if amount is None and not changes and not (told and period):
        return []
    stated = bool(changes) or worded is not None
    if anchor.group == "volume" and not stated and _is_capacity(layout, anchor, period):
        return []
    company = _company(layout, index, anchor, thread, sentence)
    if company is None:
        return []
    thread.company, thread.sentence = company[0], sentence
    metric = _span(layout, anchor.start, anchor.end)
    arguments = [Argument("company", *company), Argument("metric", metric, "word")]
    if worded:
        arguments.append(Argument("change", worded, "told in words"))
    if amount:
        arguments.append(Argument("amount", amount, "governed by the metric"))
    arguments += [Argument("change", c, "change of the metric") for c in changes]
    if period:
        arguments.append(Argument("period", *period))
        thread.period = period[0]
    last = max([anchor.end, *(n.start for n in reading.numbers[:1])])
    status: Status = "planned" if revised else "actual"
    return [
        Candidate(event_type, metric, index, sentence, told_of, status, reach=last)
        for told_of in _shared(layout, clause, arguments)
    ]


def _span(layout: Layout, start: int, end: int) -> Span:
    return Span(start, end, layout.article.text[start:end])


def _is_capacity(layout: Layout, anchor: Word, period: tuple[Mention | Span, str] | None) -> bool:
    """年發電量86億度, 預計年吞吐量120萬噸: what a plant is built for is no figure of a period."""
    if period is None or period[1] in _LOOSE_PERIOD:
        return True
    yearly = layout.text.startswith("年", anchor.start - 1)
    return yearly and layout.name_over(anchor.start - 1, anchor.start) is None


def _worded(layout: Layout, words: list[Word], anchor: Word, limit: int) -> Span | None:
    """A change that is told in words, right behind its metric: 持平, 雙位數."""
    limit = min(limit, anchor.end + _WORDED_REACH)
    match = _WORDED.search(layout.text, anchor.end, limit)
    if match is None or any(
        anchor.end <= w.start < match.start() for w in words if w.group in _ANCHORS
    ):
        return None
    return _span(layout, *match.span())


def _shared(layout: Layout, clause: Clause, arguments: list[Argument]) -> list[list[Argument]]:
    """The arguments once per company of a list: 甲、乙、丙出貨量季增皆達雙位數."""
    company, metric = arguments[0], arguments[1].span
    last = company.filler
    if company.rule != "subject" or not isinstance(last, Mention) or metric is None:
        return [arguments]
    if not _EACH.search(layout.text, last.end, clause.end):
        return [arguments]
    companies = [last]
    for mention in reversed(clause.mentions):
        if mention.label == "COMPANY" and mention.end <= companies[0].start:
            if not layout.joined(mention, companies[0]):
                break
            companies.insert(0, mention)
    return [
        [Argument("company", each, company.rule), *_part(arguments[1:], number, len(companies))]
        for number, each in enumerate(companies)
    ]


def _part(arguments: list[Argument], number: int, companies: int) -> list[Argument]:
    """What is said of one company of a list: 分別增10%及5% gives each its own."""
    parts: list[Argument] = []
    for role in dict.fromkeys(a.role for a in arguments):
        fillers = [a for a in arguments if a.role == role]
        parts += fillers[number : number + 1] if len(fillers) == companies > 1 else fillers
    return parts


def _count(layout: Layout, anchor: Word, limit: int) -> Span | None:
    """The number of things a volume metric counts: 出貨量達5,500台."""
    match = _COUNT.search(layout.text, anchor.end, min(limit, anchor.end + 24))
    if match is None:
        return None
    return _span(layout, *match.span())


def _numbers(
    layout: Layout, reading: Reading, words: list[Word]
) -> tuple[Mention | None, list[Mention]]:
    """Amount and changes among the numbers of a metric."""
    amount: Mention | None = None
    changes: list[Mention] = []
    previous = reading.anchor.end
    for number in reading.numbers:
        tail = layout.text[max(0, number.start - 10, min(previous, number.start)) : number.start]
        tail = tail.rstrip("约近逾超为 ")
        previous = number.end
        moved = any(
            w.group in ("rise", "fall")
            and number.start - 6 <= w.end <= number.start
            and w.end >= reading.anchor.end
            for w in words
        ) or any(w.group in ("rise", "fall") and 0 <= w.start - number.end <= 1 for w in words)
        if number.label == "MONEY":
            left = layout.text[max(reading.anchor.end, number.start - 18) : number.start]
            later = any(n.start > number.start and n.label == "MONEY" for n in reading.numbers)
            base = _COMPARED.search(tail) or (later and _FROM.search(left))
            if amount is None and (not base or _own_period(layout, number)):
                amount = number
            continue
        points = isinstance(number.value, Percent) and number.value.unit == "pp"
        reached = tail.endswith(("至", "到", "达"))
        if reading.anchor.group == "rate" and not points and (reached or not moved):
            if amount is None and not _COMPARED.search(tail):
                amount = number
        elif (moved or points) and not _SHARE.search(tail):
            changes.append(number)
    return amount, changes


def _own_period(layout: Layout, number: Mention) -> bool:
    near = layout.between(max(0, number.start - _REACH), number.start)
    return any(states_same_period(layout, m, number) for m in near)


def _period(
    layout: Layout, sentence: int, reading: Reading, thread: _Thread
) -> tuple[Mention | Span, str] | None:
    if reading.period:
        return reading.period, "listed period"
    begin, end = layout.article.sentences[sentence]
    limit = reading.numbers[0].start if reading.numbers else reading.anchor.end
    limit = max(limit, reading.anchor.start)
    dates = [m for m in layout.between(begin, end) if m.label == "DATE" and is_period(layout, m)]
    if reading.numbers:
        number = reading.numbers[0]
        for mention in layout.between(max(begin, number.start - _REACH), number.start):
            if states_same_period(layout, mention, number):
                return mention, "same period stated"
    before = [m for m in dates if m.end <= limit]
    year = layout.text.rfind(_WHOLE_YEAR, max(begin, limit - _REACH), limit)
    if year >= 0 and (not before or before[-1].end <= year):
        named = [m for m in (*before, thread.period) if _is_year(m)]
        if named:
            return named[-1], "year named before"
        return _span(layout, year, year + len(_WHOLE_YEAR)), "whole year"
    if before:
        return before[-1], "nearest period"
    if thread.period:
        return thread.period, "carried period"
    for mention in layout.between(0, min(begin, _HEAD)):
        if mention.label == "DATE" and is_period(layout, mention):
            return mention, "period of the article"
    return (dates[0], "period of the sentence") if dates else None


def _is_year(period: Mention | Span | None) -> TypeGuard[Mention]:
    value = period.value if isinstance(period, Mention) else None
    return (
        isinstance(value, DateRange)
        and value.start is not None
        and value.end is not None
        and (value.end - value.start).days >= _YEAR_DAYS
    )


def _company(
    layout: Layout, index: int, anchor: Word, thread: _Thread, sentence: int
) -> tuple[Mention, str] | None:
    clause = layout.clauses[index]
    before = [m for m in clause.mentions if m.label == "COMPANY" and m.end <= anchor.start]
    if before:
        return before[-1], "subject"
    found = carried(layout, index, ("COMPANY",))
    if found:
        return found
    if thread.company and sentence - thread.sentence <= 1:
        return thread.company, "carried:company"
    if layout.main:
        return layout.main, "main company"
    return None
