"""Events read number by number: a metric, its amount, its change, its period.

營收52.1億元，年增8%；母公司稅後淨利31.6億元 holds two events: every number goes to the
metric that governs it, and the company and the period go on until others are named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from newsparse.annotation import Argument, DateRange, Mention, Span, Status
from newsparse.events.candidate import Candidate
from newsparse.events.clauses import Clause
from newsparse.events.event_type import EventType
from newsparse.events.layout import Layout
from newsparse.events.lists import part
from newsparse.events.pairs import in_a_row, own_changes
from newsparse.events.periods import LOOSE, period_of
from newsparse.events.readings import (
    ANCHORS,
    METRICS,
    WHOLE,
    amount_and_changes,
    counted,
    counts_in_a_row,
    opens_period,
    readings_of,
    times_told,
    told_in_words,
)
from newsparse.events.reporters import Thread, reporter_of
from newsparse.events.restated import without_restated
from newsparse.events.told import (
    ahead_beyond,
    is_capacity,
    is_guidance,
    is_offset,
    of_deal,
    of_market,
    of_several,
    outdoes,
    signed,
    told_until,
    verb_of,
)
from newsparse.events.told_apart import Reading
from newsparse.events.words import Word, by_sentence

# 上修全年營收財測: the verb of a revision stands before its metric.
_REVISED = re.compile(r"(?:上修|下修|调升|调降|上调|下调|调高|调低)(?!后)[^，。、]{0,8}$")
# What is said of each company of a list.
_EACH = re.compile(
    r"[均皆都]|分别|双双|同步|齐|各(?!自|项|类|界|国|地|产品|厂)|等[\d两二三四五六七八九十]+家"
)
# 去年虧損8800萬元，其中下半年賺5300萬元: what a part of the year held goes no further.
_ASIDE = ("其中", "当中")
# 半年賺9.3億元: a term that is no date of its own
_TERM = re.compile(r"(?:半年|中期|全年|年度|次季|季度|财季)(?:业绩)?$")
# 年營收超過5000萬元的企業可申請: a condition is nobody's report
_CONDITION = re.compile(r"(?:以上|以下)?的(?:企业|公司|单位|机构|家庭|个人|商家|项目|纳税人|业者)")
# 淨利潤虧損2.3億元 tells a net profit, if a negative one.
_SIGN = re.compile(r"(?:将|预计|为|将为|预计为)?(?:亏损|盈利)")
_NET = re.compile(r"(?:净利润?|纯利|每股收益)$")
# 佔總收入38.6%: what something is a share of is no figure of its own.
_SHARE_OF = re.compile(r"(?<!应)占(?:总|整体|集团|公司|全部|其|营业|合并|单季)?$")


def read_figures(layout: Layout, event_type: EventType, words: Sequence[Word]) -> list[Candidate]:
    """Candidate events of a type of shape "figures" (earnings), from its words in the article."""
    thread = Thread()
    candidates: list[Candidate] = []
    shares = "占" in layout.text
    kept = [
        word._replace(group=WHOLE)
        if shares and _SHARE_OF.search(layout.text, max(0, word.start - 6), word.start)
        else word
        for word in words
        if word.group not in ANCHORS or not layout.name_over(word.start, word.end)
    ]
    for sentence, here in by_sentence(layout, _without_signs(layout, kept)).items():
        if any(word.group in METRICS for word in here):
            for reading in readings_of(layout, sentence, here):
                candidates += _candidates(layout, event_type, sentence, reading, here, thread)
    return without_restated(layout, candidates)


def _without_signs(layout: Layout, words: list[Word]) -> list[Word]:
    """The words without those that only tell a profit's sign: 淨利潤|虧損2.3億元."""
    kept = words[:1]
    for before, word in pairwise(words):
        signs = before.group == "metric" and _SIGN.fullmatch(layout.text, before.end, word.end)
        if not signs or not _NET.search(layout.text, before.start, before.end):
            kept.append(word)
    return kept


def _candidates(
    layout: Layout,
    event_type: EventType,
    sentence: int,
    reading: Reading,
    words: list[Word],
    thread: Thread,
) -> list[Candidate]:
    """The statements of one reading: one per company that it is said of."""
    anchor = reading.anchor
    index = layout.clause_at(anchor.start)
    clause = layout.clauses[index]
    amount: Mention | Span | None
    amount, changes = amount_and_changes(layout, reading, words)
    counts = bool(reading.numbers) and (amount is not None or bool(changes))
    count = None if amount else counted(layout, anchor, clause.end)
    if count and not (reading.numbers and opens_period(layout, count, reading.numbers[0])):
        amount = count  # 4月銷量1萬輛，1至4月大增130%: the first is told of April alone
    in_figures = amount is not None or bool(changes)
    worded = (
        times_told(layout, reading)
        if changes
        else told_in_words(layout, words, reading, clause.end)
    )
    revised = bool(_REVISED.search(layout.text, max(clause.start, anchor.start - 12), anchor.start))
    limit = told_until(layout, index, anchor)
    beyond = outdoes(layout, anchor, limit)
    verb = None if counts else verb_of(layout, anchor, words, limit)
    if not (in_figures or revised or worded or beyond or verb or signed(layout, anchor, clause)):
        return []
    period: tuple[Mention | Span, str] | None = (
        (reading.period, "listed period")
        if reading.period
        else period_of(
            layout,
            sentence,
            anchor.start if counts else anchor.end,
            reading.numbers[0] if counts else None,
            thread.period,
        )
    )
    guided = is_guidance(layout, anchor)
    weighed = guided and verb is not None and verb.group == "record"
    if weighed and not in_figures and period and period[1] in LOOSE:
        period = None
    if not (in_figures or period or weighed):
        return []
    stated = bool(changes) or worded is not None
    if is_offset(layout, anchor):
        return []
    if any(_CONDITION.match(layout.text, n.end) for n in reading.numbers):
        return []
    uncounted = anchor.group == "volume" and amount is None and not stated and not revised
    if uncounted and not (period and period[0].start >= clause.start):
        return []  # 訂單量升溫, 受惠出貨成長: nothing is counted, and of no period
    if uncounted and of_market(layout, clause, anchor):
        return []
    if anchor.group == "volume" and not stated and is_capacity(layout, anchor, period):
        return []
    dated = period is not None and period[1] not in LOOSE
    told_at = dated or _TERM.search(layout.text, clause.start, anchor.start)
    if anchor.group == "gain" and not ((amount or changes) and told_at):
        return []  # 抽中一張賺4.6萬元 is nobody's report
    if not dated and of_deal(layout, layout.article.sentences[sentence][0], anchor):
        return []
    company: tuple[Mention, str] | None = (
        (reading.company, "named in turn")
        if reading.company
        else reporter_of(layout, index, anchor, thread, sentence)
    )
    if company is None or layout.key(company[0]) in event_type.words.get("survey", ()):
        thread.period = period[0] if period else thread.period
        return []  # IDC：平板出貨量年減8%: whoever counts a market reports nothing of its own
    if of_several(layout, clause, company[0], anchor):
        return []
    metric = layout.span(anchor.start, anchor.end)
    arguments = [Argument("company", *company), Argument("metric", metric, "word")]
    if worded:
        arguments.append(Argument("change", worded, "told in words"))
    if amount:
        arguments.append(Argument("amount", amount, "governed by the metric"))
    arguments += [Argument("change", c, "change of the metric") for c in changes]
    if period:
        arguments.append(Argument("period", *period))
        aside = layout.text.endswith(_ASIDE, 0, period[0].start)
        if not aside and not (thread.sentence == sentence and _earlier(period[0], thread.period)):
            thread.period = period[0]
    thread.company, thread.sentence = company[0], sentence
    if amount is None and not stated and period and period[1] in LOOSE:
        return []  # 業績持續成長, of a period that only others are told of
    firsts = [n.start for n in reading.numbers[:1]] or [s.start for s in (worded, verb) if s]
    last = max([anchor.end, *firsts, beyond or 0])
    foreseen = last >= clause.end and ahead_beyond(layout, clause)
    status: Status = "planned" if revised or guided or foreseen else "actual"
    return [
        Candidate(event_type, metric, index, sentence, told_of, status, reach=last)
        for told_of in _shared(layout, clause, arguments, reading)
    ]


def _earlier(new: Mention | Span, held: Mention | Span | None) -> bool:
    """Whether a period lies before the one that goes on: 去年蝕5億元，前年賺2億元."""
    a, b = getattr(new, "value", None), getattr(held, "value", None)
    if not isinstance(a, DateRange) or not isinstance(b, DateRange):
        return False
    return a.end is not None and b.start is not None and a.end < b.start


def _shared(
    layout: Layout, clause: Clause, arguments: list[Argument], reading: Reading
) -> list[list[Argument]]:
    """The arguments once per company of a list: 甲、乙、丙出貨量季增皆達雙位數, 甲、乙營收創高."""
    company, metric = arguments[0], arguments[1].span
    last = company.filler
    if company.rule not in ("subject", "carried:clause") or not isinstance(last, Mention):
        return [arguments]
    here = company.rule == "subject"
    companies = _list_with(layout, last)
    each = _EACH.search(layout.text, last.end if here else clause.start, clause.end)
    alike = each or not reading.numbers or in_a_row(layout, arguments, len(companies))
    if metric is None or not alike:
        return [arguments]
    sums: Sequence[Mention | Span] = [n for n in reading.numbers if n.label == "MONEY"]
    sums = sums or counts_in_a_row(layout, reading.anchor, clause.end)
    matched = len(sums) == len(companies) > 1
    if not here and not matched:
        return [arguments]
    if matched:  # 甲、乙獲利分別為3億元及2億元; 8日有甲、乙舉行法說，EPS各為3元及2元
        rest = [a for a in arguments if a.role != "amount"]
        arguments = [*rest, *(Argument("amount", n, "governed by the metric") for n in sums)]
    told = arguments[1:]
    if matched:
        rest = [a for a in told if a.role != "change"]
        return [
            [
                Argument("company", each, company.rule),
                *part(rest, number, len(companies)),
                *own_changes(told, sums, number),
            ]
            for number, each in enumerate(companies)
        ]
    return [
        [Argument("company", each, company.rule), *part(told, number, len(companies))]
        for number, each in enumerate(companies)
    ]


def _list_with(layout: Layout, member: Mention) -> list[Mention]:
    """The companies of the list that one stands in, in order."""
    named = [
        m for m in layout.clauses[layout.clause_at(member.start)].mentions if m.label == "COMPANY"
    ]
    listed = [member]
    for mention in reversed([m for m in named if m.end <= member.start]):
        if not layout.joined(mention, listed[0]):
            break
        listed.insert(0, mention)
    for mention in [m for m in named if m.start >= member.end]:
        if not layout.joined(listed[-1], mention):
            break
        listed.append(mention)
    return listed
