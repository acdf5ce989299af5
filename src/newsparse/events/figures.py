"""Events read number by number: a metric, its amount, its change, its period.

營收52.1億元，年增8%；母公司稅後淨利31.6億元 holds two events: every number goes to the
metric that governs it, and the company and the period go on until others are named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from newsparse.annotation import Argument, Mention, Percent, Span
from newsparse.events.layout import Layout
from newsparse.events.periods import is_period, states_same_period
from newsparse.events.places import carried
from newsparse.events.roles import Candidate
from newsparse.events.types import EventType
from newsparse.events.words import Word, find_words

_ANCHORS = frozenset(("metric", "rate", "volume", "other"))
_COUNT = re.compile(
    r"(?:约|近|逾|超过?|达)?\s?\d[\d,，.]*\s?(?:万|亿|千)?(?:多|余)?\s?"
    r"(?:辆|台|部|架|片|公吨|吨|人次|套|件|颗|支|桶|公斤|座|艘|箱|度)"
)
# 上修全年營收財測: the verb of a revision stands before its metric.
_REVISED = re.compile(r"(?:上修|下修|调升|调降|上调|下调|调高|调低)[^，。、]{0,8}$")
_COMPARED = re.compile(
    r"(?:较|比|与|跟|相较|相比|由|从|优于|高于|低于|逊于|胜过?|预期的?|同期的?)$"
)
_SHARE = re.compile(r"(?:占|占比|比重|持股|其中)[^，、]{0,8}$")
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
    period: Mention | None = None
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
            candidate = _candidate(layout, event_type, sentence, reading, here, thread)
            if candidate:
                candidates.append(candidate)
    return candidates


def _readings(layout: Layout, sentence: int, words: list[Word]) -> list[Reading]:
    """The metrics of a sentence, each with its numbers."""
    anchors = [w for w in words if w.group in _ANCHORS]
    begin, end = layout.article.sentences[sentence]
    numbers = [m for m in layout.between(begin, end) if m.label in ("MONEY", "PERCENT")]
    readings = {a: [Reading(a)] for a in anchors}
    parallel = _parallel(layout, anchors, numbers)
    for number in numbers:
        anchor = parallel.get(number.start) or _governor(layout, anchors, number)
        if anchor is None:
            continue
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


def _governor(layout: Layout, anchors: list[Word], number: Mention) -> Word | None:
    before = [a for a in anchors if a.end <= number.start]
    after = [a for a in anchors if a.start >= number.end]
    if after:
        gap = layout.gap(number.end, after[0].start)
        # 創造11.9億美元營收, 18億元的淨利: the metric stands right behind its number.
        close = before and len(layout.gap(before[-1].end, number.start)) <= 3
        if gap in ("", "的", "之") and not close:
            return after[0]
    if before and number.start - before[-1].end <= _REACH:
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
    if number.label != "MONEY":
        return False
    return any(
        m.label == "DATE"
        and m.end <= number.start
        and (is_period(layout, m) or states_same_period(layout, m, number))
        for m in layout.between(last.end, number.start)
    )


def _candidate(
    layout: Layout,
    event_type: EventType,
    sentence: int,
    reading: Reading,
    words: list[Word],
    thread: _Thread,
) -> Candidate | None:
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
    told = verb is not None or revised
    if amount is None and not changes and not (told and period):
        return None
    company = _company(layout, index, anchor, thread, sentence)
    if company is None:
        return None
    thread.company, thread.sentence = company[0], sentence
    text = layout.article.text
    arguments = [
        Argument("company", *company),
        Argument("metric", Span(anchor.start, anchor.end, text[anchor.start : anchor.end]), "word"),
    ]
    if amount:
        arguments.append(Argument("amount", amount, "governed by the metric"))
    arguments += [Argument("change", c, "change of the metric") for c in changes]
    if period:
        arguments.append(Argument("period", *period))
        thread.period = period[0]
    last = max([anchor.end, *(n.start for n in reading.numbers[:1])])
    return Candidate(
        event_type,
        Span(anchor.start, anchor.end, text[anchor.start : anchor.end]),
        index,
        sentence,
        arguments,
        "planned" if revised else "actual",
        reach=last,
    )


def _count(layout: Layout, anchor: Word, limit: int) -> Span | None:
    """The number of things a volume metric counts: 出貨量達5,500台."""
    match = _COUNT.search(layout.text, anchor.end, min(limit, anchor.end + 24))
    if match is None:
        return None
    return Span(*match.span(), layout.article.text[slice(*match.span())])


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
) -> tuple[Mention, str] | None:
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
    if before:
        return before[-1], "nearest period"
    if thread.period:
        return thread.period, "carried period"
    for mention in layout.between(0, min(begin, _HEAD)):
        if mention.label == "DATE" and is_period(layout, mention):
            return mention, "period of the article"
    return (dates[0], "period of the sentence") if dates else None


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
