"""Events read off price moves: a security, a verb of movement, by how much, to what price."""

from __future__ import annotations

import re
from dataclasses import replace

from newsparse.annotation import Argument, Mention, Percent, Span
from newsparse.events.bonds import is_yield, stands_at
from newsparse.events.candidate import Candidate
from newsparse.events.layout import Layout
from newsparse.events.lists import part
from newsparse.events.markets import (
    PASSED,
    SECTOR,
    index_meant,
    is_mark,
    is_share,
    passed,
)
from newsparse.events.open_moves import counted, told_plainly, without_repeats
from newsparse.events.quotes import POINTS, Filler, quoted_price
from newsparse.events.securities import LIMITS, PRICE_TALK, securities_of
from newsparse.events.types import EventType
from newsparse.events.views import read_ratings, read_targets
from newsparse.events.words import Word, by_sentence, find_words

_PAIRED = ("及", "和", "与")
_TO = re.compile(r"(?:至|到|破|上|于|在|穿|抵)(?:每股|最[高低])?\s?$")
_STOCKY = re.compile(
    r"股价|收报|收盘|收市|开盘|开市|盘中|早盘|午盘|尾盘|盘前|盘后|作收|高开|低开|涨停|跌停|美股|港股|台股|日股"
    rf"|{SECTOR}|领涨|领跌|概念股|蓝筹|权值股|个股|股票|成交价|收在|昨收|今收|[，,]收(?=[\d一二三四五六七八九十百])|均价|上柜首日|挂牌首日|首日|ADR|市值|报(?=\d[\d.]*元)"
)
# Verbs that are said of prices only: 群翰顯示昨日重挫6.5% needs no 股價.
_PRICE_VERBS = frozenset(
    (
        "收涨",
        "收升",
        "收跌",
        "收高",
        "收低",
        "收红",
        "收黑",
        "重挫",
        "劲扬",
        "涨停",
        "跌停",
        "上涨停",
        "收涨停",
        "收跌停",
        "收扬",
        "弹升",
        "走扬",
        "飙涨",
        "劲升",
    )
)
# 收高298.5元 is where to, 收漲5元 how far.
_CLOSES = frozenset(("收高", "收低", "收红", "收黑", "作收"))
_LIMIT_WORDS = ("漲停", "涨停", "跌停")
# 一度升73點 is a mark on the way, not the day's move.
_ON_THE_WAY = re.compile(r"(?:一度|曾|最多|盘中|最高|最低)[^，。]{0,4}$")
_MEANWHILE = re.compile(r"(?<=幅)(?:一度|曾|最多)")
_REACH = 6
# 按1月12日收盤價29.55元/股計算: what something is reckoned at is no move
_RECKONED = re.compile(r"\s?(?:[/／]股)?(?:计算|测算|估算|折算)")
# 以5.45%的巨幅下跌告終
_BY = frozenset(("", "的", " ", "的巨幅", "的大幅", "的小幅", "的明显"))
_GOES_ON = 2
_UP_HINT = re.compile(r"站上|收红|突破|冲破|攻上|新高|收高|高收|涨|升|红盘")
_DOWN_HINT = re.compile(r"失守|收黑|跌|挫|新低|摜破|掼破|收低|低收|绿盘|回落")


def read_moves(layout: Layout, event_type: EventType) -> list[Candidate]:
    """Candidate events of a type of shape "moves" (market)."""
    words = find_words(layout, event_type)
    if all(w.group in ("index", "other", "skip") for w in words):
        return []
    words = [w for w in words if w.group == "index" or not layout.name_over(w.start, w.end)]
    found: list[Candidate] = []
    last_market = -9
    indices = [w for w in words if w.group == "index"]
    for sentence, here in by_sentence(layout, words).items():
        targets = [w for w in here if w.group == "target"]
        for verb in here:
            if verb.group not in ("up", "down", "close", "record"):
                continue
            index = layout.clause_at(verb.start)
            if any(layout.clauses[index].start <= w.start < verb.start for w in targets):
                continue  # 目標價調升至160元 is a view
            going = sentence - last_market <= _GOES_ON
            candidate = _read(layout, event_type, verb, here, index, going)
            if candidate is None:
                continue
            last_market = sentence
            _name_index(layout, candidate, indices)
            if not _joined_to_last(layout, found, candidate):
                found += _each(layout, candidate, verb)
    views = read_targets(layout, event_type, words)
    return without_repeats(found) + views + read_ratings(layout, event_type, words)


def _each(layout: Layout, candidate: Candidate, verb: Word) -> list[Candidate]:
    """A move as one per security where each has its own: 甲、乙股價分別跌3%及5%."""
    securities = candidate.fillers("security")
    clause = layout.clauses[candidate.clause]
    if len(securities) < 2:
        return [candidate]
    moves = [m for m in clause.mentions if m.label == "PERCENT" and m.start >= verb.end]
    if len(moves) != len(securities):
        return [candidate]
    # 甲及乙升逾4%及近8% is told as if with 分別
    each = layout.text.find("分别", clause.start, clause.end) >= 0
    if not each and layout.gap(moves[-2].end, moves[-1].start) not in _PAIRED:
        return [candidate]
    rest = [a for a in candidate.arguments if a.role not in ("security", "change")]
    whole = [*securities, *(Argument("change", m, "after the move") for m in moves), *rest]
    return [
        replace(candidate, arguments=part(whole, number, len(securities)))
        for number in range(len(securities))
    ]


def _joined_to_last(layout: Layout, found: list[Candidate], new: Candidate) -> bool:
    """Whether a move only goes on about the one before it: 跌196點，跌幅0.49%."""
    if not found or found[-1].sentence != new.sentence:
        return False
    last = found[-1]
    if not counted(last):
        return False
    if {a.text for a in last.fillers("security")} != {a.text for a in new.fillers("security")}:
        return False
    directions = {a.text for a in (*last.fillers("direction"), *new.fillers("direction"))}
    if len(directions) > 1:
        return False
    # 升至17437點，…半日收市報17396點: where it closed is the price
    closes = layout.key(new.trigger).startswith("收") and not layout.key(last.trigger).startswith(
        "收"
    )
    for argument in new.arguments:
        held = last.fillers(argument.role)
        limit = argument.role == "change" and held and held[0].text in _LIMIT_WORDS
        if limit and argument.text not in _LIMIT_WORDS:
            continue  # 亮燈漲停，帶領類股上漲1.7%
        if argument.role == "change" and held and isinstance(argument.value, Percent):
            if isinstance(held[0].value, Percent):
                continue
            last.arguments.remove(held[0])  # 上漲3.7元，漲幅7.05%
            last.arguments.append(argument)
        elif not held:
            last.arguments.append(argument)
        elif held[0].rule == PASSED or (argument.role == "price" and closes):
            last.arguments.remove(held[0])
            last.arguments.append(argument)
    return True


def _read(
    layout: Layout, event_type: EventType, verb: Word, words: list[Word], index: int, going: bool
) -> Candidate | None:
    clause = layout.clauses[index]
    begin, end = layout.article.sentences[clause.sentence]
    passing = _ON_THE_WAY.search(layout.text, max(clause.start, verb.start - 8), verb.start)
    passing = passing or _MEANWHILE.match(layout.text, verb.end)
    later = [w for w in words if w.group in ("up", "down", "close") and verb.end <= w.start < end]
    if passing and later:
        other = (m.start for m in layout.between(verb.end, end) if m.label == "COMPANY")
        if later[0].start < next(other, end):
            return None
    stocky = layout.text[verb.start : verb.end] in _PRICE_VERBS or bool(
        _STOCKY.search(layout.text, begin, end)
    )
    change, price = (
        (None, None) if verb.group in ("close", "record") else _change(layout, verb, clause.end)
    )
    if passed(layout, verb, change, later):
        return None
    securities, rule = securities_of(layout, verb, words, begin, index, stocky)
    mark = price is not None and is_mark(layout, price.start)
    quoted = quoted_price(layout, index, words, securities) if mark or price is None else None
    price = quoted or price
    if price is not None and change is not None and price.start == change.start:
        price = None  # 低收81點 is how far, not where to
    if securities and is_yield(layout, securities[0]):
        level = stands_at(layout, clause, verb.end)
        change, price = None if change is level else change, level or price
    if change is None and price and _RECKONED.match(layout.text, price.end):
        return None
    if change is None and price is None:
        change = _bare_move(layout, verb, clause.start)
    bare = change is None and (price is None or passing)
    if not securities or (bare and not told_plainly(layout, verb, clause.start, securities)):
        return None
    first = securities[-1]
    company = isinstance(first, Mention) and is_share(layout, first)
    if company and not (stocky or going):
        return None
    arguments = [Argument("security", s, rule) for s in securities]
    if change is not None:
        arguments.append(Argument("change", change, "after the move"))
    if price is not None:
        where = PASSED if is_mark(layout, price.start) else "quoted price"
        arguments.append(Argument("price", price, where))
    direction = _direction(layout, verb, index)
    if direction:
        arguments.append(
            Argument(
                "direction", direction, f"trigger:{layout.article.text[verb.start : verb.end]}"
            )
        )
    return Candidate(
        event_type, _span(layout, verb.start, verb.end), index, clause.sentence, arguments
    )


def _name_index(layout: Layout, candidate: Candidate, indices: list[Word]) -> None:
    """Put the index that a market's points are counted on for the market."""
    told = candidate.fillers("security")
    if len(told) == 1 and isinstance(told[0].filler, Span):
        meant = replace(told[0], filler=index_meant(layout, told[0].filler, indices))
        candidate.arguments[candidate.arguments.index(told[0])] = meant


def _direction(layout: Layout, verb: Word, index: int) -> str | None:
    """Which way it went; for 收盤496元，寫下歷史新高 the next clause may tell."""
    if verb.group == "record":
        return "up"
    if verb.group != "close":
        return verb.group
    clause = layout.clauses[index]
    told = [clause]
    if layout.text[clause.end - 1] in "，," and index + 1 < len(layout.clauses):
        following = layout.clauses[index + 1]
        named = any(m.label in ("COMPANY", "PRODUCT") for m in following.mentions)
        if not named and layout.text.find("指数", following.start, following.end) < 0:
            told.append(following)
    for near in told:
        if _UP_HINT.search(layout.text, near.start, near.end):
            return "up"
        if _DOWN_HINT.search(layout.text, near.start, near.end):
            return "down"
    return None


def _span(layout: Layout, start: int, end: int) -> Span:
    return Span(start, end, layout.article.text[start:end])


def _change(layout: Layout, verb: Word, limit: int) -> tuple[Filler | None, Filler | None]:
    """How far it moved, and where to (升至40077點 states a price, 升73點 a change)."""
    clause = layout.clauses[layout.clause_at(verb.start)]
    for mention in clause.mentions:
        if mention.label not in ("PERCENT", "MONEY"):
            continue
        after = verb.end <= mention.start <= verb.end + _REACH
        before = mention.label == "PERCENT" and layout.text[mention.end : verb.start] in _BY
        before = before and mention.end <= verb.start
        if after or before:
            if mention.label == "MONEY" and layout.text[verb.start : verb.end] in LIMITS:
                return _span(layout, verb.end - 2, verb.end), mention  # 攻上漲停價27.65元
            if layout.text.endswith("停价", 0, mention.start):
                return None, mention
            closes = layout.text[verb.start : verb.end] in _CLOSES
            to = closes or _TO.search(layout.text, verb.start, mention.start) is not None
            if mention.label == "MONEY" and to and after:
                return None, mention
            return mention, None
    match = POINTS.search(layout.text, verb.end, min(limit, verb.end + 16))
    if match and match.start() - verb.end <= _REACH:
        span = _span(layout, *match.span())
        # 跌幅擴大至逾300點 is how far, not where to
        if layout.text[verb.end - 1] != "幅" and _TO.search(layout.text, verb.start, match.start()):
            return None, span
        return span, None
    return None, None


def _bare_move(layout: Layout, verb: Word, begin: int) -> Span | None:
    """A move that needs no number: 漲停, 跌停, 股價腰斬; but not 拉抬半根漲停."""
    if layout.text.endswith("根", 0, verb.start):
        return None
    if layout.text[verb.start : verb.end] in LIMITS and PRICE_TALK.search(
        layout.text, begin, verb.end
    ):
        return _span(layout, verb.end - 2, verb.end)
    return None
