"""Events read off price moves: a security, a verb of movement, by how much, to what price."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from newsparse.annotation import Argument, Mention, Span
from newsparse.events.bonds import is_yield, stands_at
from newsparse.events.brokers import is_broker
from newsparse.events.candidate import IMPLIED, Candidate
from newsparse.events.clauses import Clause
from newsparse.events.event_type import EventType
from newsparse.events.layout import Layout
from newsparse.events.markets import (
    PASSED,
    index_meant,
    is_mark,
    is_share,
    of_sector,
    passed,
)
from newsparse.events.move_sizes import REACH, bare_move, both_ways, change_and_price, fell
from newsparse.events.open_moves import of_itself, told_alone, told_plainly, without_repeats
from newsparse.events.quotes import Filler, quoted_price
from newsparse.events.records import with_records
from newsparse.events.securities import LIMITS, securities_of
from newsparse.events.shared_moves import each_move, joined_to_last
from newsparse.events.views import read_ratings, read_targets
from newsparse.events.words import Word, by_sentence

_START = attrgetter("start")
_STOCKY = re.compile(
    r"股价|收报|收盘|收市|开盘|开市|盘中|盘初|[早晨午尾]盘|盘前|盘后|今早|封关|作收|高开|低开|涨停|跌停|美股|港股|台股|日股"
    r"|领涨|领跌|概念股|蓝筹|权值股|个股|股票|成交价|收在|昨收|今收|收(?<=[，,]收)(?=[\d一二三四五六七八九十百])|收(?=\d[\d.,]*元[，、,][大小上下急微]?[涨跌升])|均价|开[高低平]走[高低平]|[五5]日线|上柜首日|挂牌首日|首日|ADR|市值|报(?=\d[\d.]*元)|终场|[AHB]股(?=[^，。；]{0,4}[升涨跌挫])|造好|[捱挨]沽|偏软|靠稳|单日(?=[抽急大劲暴]?[升涨跌挫])"
)
# 甲漲1%、乙大漲3%、丙漲2%
_IN_TURN = re.compile(
    r"(?:[涨跌升挫扬][近逾约]?\d[\d.]*[%％][、，][^，。；、\d]{2,14}?){2}[涨跌升挫扬][近逾约]?\d"
)
# 股后甲、乙逆勢走高 speaks of shares too, of those it names.
_SHARES_NAMED = re.compile(r"空方|多方|均线|跳空|股王|股后|权王|填[息权]|买盘|卖压")
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
# 一度升73點 is a mark on the way, not the day's move.
_ON_THE_WAY = re.compile(r"(?:一度|曾|最多|盘中|最高|最低|初段|早段)[^，。]{0,4}$")
_MEANWHILE = re.compile(r"(?<=幅)(?:一度|曾)|最多")
# 漲幅達7%的有12檔, 7%以上跌幅的個股: stocks are counted, and none moves.
_COUNTED = re.compile(
    r"(?:以上)?(?:的|者)?(?:共?有|个股|股票|计)|以上[涨跌升]幅的?(?:有|个股|股票)"
)
_NO_LIMIT = ("指数", "台股", "大盘", "美股", "港股", "A股", "日股", "韩股", "陆股")
_VERBS = frozenset(("up", "down", "close", "level", "record", "low"))
_GRADED = frozenset(("target", "rating"))
_UNMOVED = frozenset(("close", "level", "record", "low"))  # said of where a price stands
_RECORDS = {"record": "up", "low": "down"}
TELLING = _VERBS | _GRADED
# 一度彈升7%，站上月線: an average that is passed is no other figure
_AVERAGE = re.compile(r"(?:所有|短期|[\d五十]+日、?|[周月季年]、?|半年、?){1,4}(?:均|K)?线")
# 按1月12日收盤價29.55元/股計算: what something is reckoned at is no move
_RECKONED = re.compile(r"\s?(?:[/／]股)?(?:计算|测算|估算|折算)")
_GOES_ON = 2
# 升5%的甲概念股 are other shares than 甲.
_BEYOND = ("概念", "供应", "股东", "客户", "相关", "旗下", "的")
_UP_HINT = re.compile(
    r"站上|登上|冲上|攻上|重返|收红|突破|冲破|[升涨]破|升穿|新高|收高|高收|涨|升|红盘"
)
_DOWN_HINT = re.compile(r"失守|退守|收黑|跌|挫|新低|掼破|收低|低收|绿盘|回落")


def read_moves(layout: Layout, event_type: EventType, told: Sequence[Word]) -> list[Candidate]:
    """Candidate events of a type of shape "moves" (market), from its words in the article."""
    words = sorted(with_records(layout, told))
    found: list[Candidate] = []
    last_market = -9
    indices = [w for w in words if w.group == "index"]
    for sentence, listed in by_sentence(layout, words).items():
        if not any(w.group in _VERBS for w in listed):
            continue
        here = [w for w in listed if w.group == "index" or not layout.name_over(w.start, w.end)]
        targets = [w for w in here if w.group == "target"]
        for verb in here:
            if verb.group not in _VERBS:
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
            if not joined_to_last(layout, found, candidate):
                found += each_move(layout, candidate, verb)
    graded = [w for w in words if w.group in _GRADED and not layout.name_over(w.start, w.end)]
    views = read_targets(layout, event_type, graded) + read_ratings(layout, event_type, graded)
    return without_repeats(found) + views


def _read(
    layout: Layout, event_type: EventType, verb: Word, words: list[Word], index: int, going: bool
) -> Candidate | None:
    clause = layout.clauses[index]
    begin, end = layout.article.sentences[clause.sentence]
    passing = _ON_THE_WAY.search(layout.text, max(clause.start, verb.start - 8), verb.start)
    passing = passing or _MEANWHILE.match(layout.text, verb.end)
    at = bisect_left(words, verb.end, key=_START)
    ahead = words[at : bisect_left(words, end, at, key=_START)]
    of_another = next((w.start for w in ahead if w.group == "index"), end)
    later = [w for w in ahead if w.group in ("up", "down", "close")]
    if passing and any(not _AVERAGE.match(layout.text, w.end) for w in later):
        other = (m.start for m in layout.between(verb.end, end) if m.label == "COMPANY")
        if later[0].start < min(next(other, end), _other_index(layout, words, verb, end)):
            return None
    stocky = (
        layout.text[verb.start : verb.end] in _PRICE_VERBS
        or _STOCKY.search(layout.text, begin, end) is not None
        or of_sector(layout, begin, end)
    )
    securities, rule = securities_of(layout, verb, words, begin, index, stocky)
    if not securities or _another_view(layout, words, verb, securities):
        return None
    nearest = next((w.start for w in later if w.group != "close"), clause.end)
    limit = min(nearest, clause.end)  # 開低走高、上漲50點
    change, price = (
        (None, None) if verb.group in _UNMOVED else change_and_price(layout, verb, limit)
    )
    if passed(layout, verb, change or price, [w for w in later if w.start < of_another]):
        return None
    if _counts_stocks(layout, verb, clause):
        return None
    securities = [told] if (told := _told_after(layout, change)) else securities
    mark = price is not None and is_mark(layout, price.start)
    quoted = quoted_price(layout, index, words, securities) if mark or price is None else None
    price = quoted or price
    if any(map(_is_share, securities)) and _in_points(layout, price or change):
        securities = _index_before(layout, words, verb)
    if price is not None and change is not None and price.start == change.start:
        price = None  # 低收81點 is how far, not where to
    if securities and is_yield(layout, securities[0]):
        level = stands_at(layout, clause, verb.end)
        change, price = None if change is level else change, level or price
    if change is None and price and _RECKONED.match(layout.text, price.end):
        return None
    if change is None and price is None and not _are_indices(layout, securities):
        change = bare_move(layout, verb, clause.start)
    bare = change is None and (price is None or passing)
    if not securities or (
        bare and not told_plainly(layout, verb, clause.start, securities, going=going)
    ):
        return None
    first = securities[-1]
    company = isinstance(first, Mention) and is_share(layout, first)
    if company and verb.group == "level":
        return None  # 股價突破18.8元壓力後: passed on the way
    if company and not (
        stocky
        or going
        or of_itself(layout, verb)
        or told_alone(layout, verb, words, index)
        or _SHARES_NAMED.search(layout.text, begin, end)
        or _IN_TURN.search(layout.text, begin, end)
    ):
        return None
    arguments = [Argument("security", s, rule) for s in securities]
    if change is not None:
        rule = IMPLIED if layout.key(change) in LIMITS else "after the move"
        arguments += [Argument("change", c, rule) for c in both_ways(layout, clause, change)]
    if price is not None:
        where = PASSED if is_mark(layout, price.start) else "quoted price"
        arguments.append(Argument("price", price, where))
    direction = "down" if fell(change) else _direction(layout, verb, index)
    if direction:
        arguments.append(
            Argument(
                "direction", direction, f"trigger:{layout.article.text[verb.start : verb.end]}"
            )
        )
    return Candidate(
        event_type, layout.span(verb.start, verb.end), index, clause.sentence, arguments
    )


def _other_index(layout: Layout, words: list[Word], verb: Word, end: int) -> int:
    """Where another index is named than the last one before a verb, up to a place."""
    indices = [w for w in words if w.group == "index"]
    own = [w for w in indices if w.end <= verb.start][-1:]
    ahead = [w for w in indices if verb.end <= w.start < end]
    names = {_index_name(layout, w) for w in own}
    return next((w.start for w in ahead if _index_name(layout, w) not in names), end)


def _index_name(layout: Layout, word: Word) -> str:
    over = layout.name_over(word.start, word.end)
    return layout.text[word.start : word.end] if over is None else over.entity or over.text


def _another_view(
    layout: Layout, words: list[Word], verb: Word, securities: Sequence[Filler]
) -> bool:
    """Whether a broker goes on about a target: 里昂下調目標價至185元，花旗則升至240元."""
    to = layout.text.startswith(("至", "到"), verb.end)
    if not to or not any(w.group == "target" and w.end <= verb.start for w in words):
        return False
    return any(isinstance(s, Mention) and is_broker(layout, s) for s in securities)


def _told_after(layout: Layout, change: Filler | None) -> Mention | None:
    """Who a move told before it is that of: 表現最好是升約3%的甲."""
    if change is None or not layout.text.startswith("的", change.end):
        return None
    after = layout.name_over(change.end + 1, change.end + 2)
    if after is None or after.start != change.end + 1 or not is_share(layout, after):
        return None
    return None if layout.text.startswith(_BEYOND, after.end) else after


def _name_index(layout: Layout, candidate: Candidate, indices: list[Word]) -> None:
    """Put the index that a market's points are counted on for the market."""
    told = candidate.fillers("security")
    if len(told) == 1 and isinstance(told[0].filler, Span):
        meant = replace(told[0], filler=index_meant(layout, told[0].filler, indices))
        candidate.arguments[candidate.arguments.index(told[0])] = meant


def _is_share(security: Filler) -> bool:
    return isinstance(security, Mention) and security.label == "COMPANY"


def _in_points(layout: Layout, number: Filler | None) -> bool:
    return isinstance(number, Span) and layout.key(number).endswith("点")


def _index_before(layout: Layout, words: list[Word], verb: Word) -> list[Filler]:
    """The index named last before a move in points, which no share makes."""
    named = [w for w in words if w.group == "index" and w.end <= verb.start][-1:]
    return [layout.span(w.start, w.end) for w in named]


def _direction(layout: Layout, verb: Word, index: int) -> str | None:
    """Which way it went; for 收盤496元，寫下歷史新高 the next clause may tell."""
    if verb.group in _RECORDS:
        return _RECORDS[verb.group]
    if verb.group not in _UNMOVED:
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


def _counts_stocks(layout: Layout, verb: Word, clause: Clause) -> bool:
    """Whether stocks are counted by how far they moved, and none is named: 漲幅達7%的有12檔."""
    named = any(m.label == "COMPANY" and m.end <= verb.start for m in clause.mentions)
    for mention in clause.mentions:
        if mention.label != "PERCENT":
            continue
        counted = mention.end == verb.start and layout.text.startswith("有", mention.start - 1)
        if counted and not named:
            return True
        if 0 <= mention.start - verb.end <= REACH and _COUNTED.match(layout.text, mention.end):
            return True
    return False


def _are_indices(layout: Layout, securities: Sequence[Filler]) -> bool:
    """Whether what moves is a market, which has no daily limit: 台股漲停家數."""
    return bool(securities) and all(layout.key(s).endswith(_NO_LIMIT) for s in securities)
