"""How far a price moved, and where to: 升2.1%, 跌91點或0.5%, 升至40077點, 漲停."""

from __future__ import annotations

import re

from newsparse.annotation import Mention, Percent, Span
from newsparse.events.clauses import Clause
from newsparse.events.layout import Layout
from newsparse.events.quotes import POINTS, Filler
from newsparse.events.securities import LIMITS, PRICE_TALK
from newsparse.events.words import Word

REACH = 6  # a figure stands no further from its verb, in characters
_TO = re.compile(
    r"(?:至|(?<!达)到|破|上|过|于|在|穿|抵)(?:每(?:股|盎司|桶|公?吨|克)|最[高低])?\s?$"
)
_NEARS = re.compile("逼|叩关|挑战|剑指")  # 大漲進逼17000點: not reached, and not how far it moved
# 收高298.5元 is where to, 收漲5元 how far.
_CLOSES = frozenset(("收高", "收低", "收红", "收黑", "作收"))
_OR = ("或", "、或", "，或", "/", "／")
# 各有2%~3%不等漲幅, 以5.45%的巨幅下跌告終
_SIZE_OF = ("", "的", "不等", "不等的", "左右的", "以上的", "的巨幅", "的大幅", "的小幅")
# 首日升1.2倍: how many times, which is no percentage
_TIMES = re.compile(r"(?:幅?达)?(?P<change>(?:约|近|逾|超过?)?\s?\d[\d.]*\s?倍)(?!以下|于)")
_LIMITS_IN_A_ROW = re.compile(r"(?:第[^，。]{1,2}|连[^，。]{1,5})根$")


def fell(change: Filler | None) -> bool:
    """Whether a move is told by its sign: 漲跌幅度為-0.62%."""
    value = change.value if isinstance(change, Mention) else None
    return isinstance(value, Percent) and value.max is not None and value.max < 0


def change_and_price(layout: Layout, verb: Word, limit: int) -> tuple[Filler | None, Filler | None]:
    """How far it moved, and where to (升至40077點 states a price, 升73點 a change)."""
    clause = layout.clauses[layout.clause_at(verb.start)]
    for mention in clause.mentions:
        if mention.label not in ("PERCENT", "MONEY"):
            continue
        after = verb.end <= mention.start <= min(limit, verb.end + REACH)
        before = mention.label == "PERCENT" and (
            0 <= verb.start - mention.end <= 5 and layout.gap(mention.end, verb.start) in _SIZE_OF
        )
        if after or before:
            if mention.label == "MONEY" and layout.text[verb.start : verb.end] in LIMITS:
                return layout.span(verb.end - 2, verb.end), mention  # 攻上漲停價27.65元
            if layout.text.endswith("停价", 0, mention.start):
                return None, mention
            closes = layout.text[verb.start : verb.end] in _CLOSES
            to = closes or _TO.search(layout.text, verb.start, mention.start) is not None
            if mention.label == "MONEY" and to and after:
                return None, mention
            return mention, None
    times = _TIMES.match(layout.text, verb.end, limit)
    if times:
        return layout.span(*times.span("change")), None
    match = POINTS.search(layout.text, verb.end, min(limit, verb.end + 16))
    if match and _NEARS.search(layout.text, verb.end, match.start()):
        return None, None
    if match and (share := _or_share(layout, clause, match.end())):
        return share, None
    if match and match.start() - verb.end <= REACH:
        span = layout.span(*match.span())
        # 跌幅擴大至逾300點 is how far, not where to
        if layout.text[verb.end - 1] != "幅" and _TO.search(layout.text, verb.start, match.start()):
            return None, span
        return span, None
    return None, None


def both_ways(layout: Layout, clause: Clause, change: Filler) -> list[Filler]:
    """A change as a share and, where it is told so too, in points or money: 跌91點或0.5%."""
    if isinstance(change, Mention) and change.label == "PERCENT":
        told = list(POINTS.finditer(layout.text, clause.start, change.start))[-1:]
        points = [m for m in told if layout.gap(m.end(), change.start) in _OR]
        return [change, *(layout.span(*m.span()) for m in points)]
    share = _or_share(layout, clause, change.end)
    return [share, change] if share else [change]


def _or_share(layout: Layout, clause: Clause, end: int) -> Mention | None:
    """The share that points are told with: 跌91點或0.5%."""
    for mention in clause.mentions:
        if mention.label == "PERCENT" and mention.start >= end:
            return mention if layout.gap(end, mention.start) in _OR else None
    return None


def bare_move(layout: Layout, verb: Word, begin: int) -> Span | None:
    """A move that needs no number: 漲停, 跌停, 股價腰斬; but not 拉抬半根漲停."""
    part = layout.text.endswith("根", 0, verb.start) and not _LIMITS_IN_A_ROW.search(
        layout.text, begin, verb.start
    )
    if part or layout.text.startswith("的", verb.end):
        return None
    if layout.text[verb.start : verb.end] in LIMITS and PRICE_TALK.search(
        layout.text, begin, verb.end
    ):
        return layout.span(verb.end - 2, verb.end)
    return None
