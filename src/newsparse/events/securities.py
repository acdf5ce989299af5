"""Whose price moves: the share or index that a verb of movement is told of."""

from __future__ import annotations

import re

from newsparse.annotation import Mention
from newsparse.events.bonds import find_bonds
from newsparse.events.brokers import speaks
from newsparse.events.carried import carried, carried_sentence, is_done_to, spoken_for
from newsparse.events.groups import head_of_item, members_of_group, tells_of_group
from newsparse.events.layout import Layout
from newsparse.events.markets import (
    is_share,
    of_members,
    of_the_rest,
    share_in_turn,
    share_unnamed,
    told_off,
    unknown_ahead,
    unknown_behind,
    unknown_between,
)
from newsparse.events.pairs import AND
from newsparse.events.phrases import Found
from newsparse.events.quotes import Filler
from newsparse.events.words import Word
from newsparse.text.characters import HAN

_TRADED = ("COMPANY", "ORG")
# 消費者物價指數, 採購經理指數: indices of what is not traded.
_UNTRADED = "(?:经理|物价|信心|景气|价格|采购|竞争力|乐观|恐慌|情绪)"
# 食品類指數下跌1%, MSCI全球股票指數: an index of its own at the head of a clause or of a list.
_ANY_INDEX = re.compile(
    r"(?:^|(?<=[，。；、：\n和及与而但惟])|(?<=相关)|(?<=走势的)|(?<=表现的))(?!相关|[只正]?因|由于|近期)"
    rf"(?!推升|带动|激励|拖累|拉抬|牵动)(?![^，。；]{{0,6}}{_UNTRADED})"
    rf"(?:[A-Z&]{{2,8}}\s?)?{HAN}{{2,10}}(?<!个)(?<!大)(?<!该)(?<!等)指数(?!点)"
    r"|(?<![A-Za-z\d])[A-Z][A-Za-z&]{1,9}(?:-?\d{1,3})?指数(?!点)",
    re.M,
)
# 標普500指數期貨: what is traded is the future.
_FUTURE = re.compile(r"(?:指数)?期(?:货|指)(?=价格|[\W\da-zA-Z_]|.{0,4}$)")
# 對於甲出售案，該公司不予回應，股價續漲4%: it is not 甲 that rises.
_THIS_COMPANY = re.compile(r"(?:[，。；]|^)(?:该公司|公司(?:股票|股价|[AH]股))")
PRICE_TALK = re.compile(
    r"股价|该股|收报|收盘|收市|(?<!营)收[于在]|作收|开盘|盘初|[早晨午尾]盘|今早|封关|涨停|跌停"
)
LIMITS = frozenset(("涨停", "跌停", "腰斩", "上涨停", "收涨停", "收跌停"))
_INDEX_NAME = re.compile(rf"(?!.*{_UNTRADED}).*(?:指数|指|股市|期货|原油|黄金|白银|债券|ETF|etf)")
_BACK = 100
# 靠權值股甲撐盤，指數收盤上漲66點
_ALONE = re.compile(r"(?:^|[，。；、：\n]|[下中后])(?:大盘)?指数[^，。；\d]{0,8}$")
_NEAR_INDEX = 14
_ALONG = ("连同", "联同", "连带")
_MARKETS, _ATTACHED = ("港股", "美股", "台股", "A股"), 8
_BESIDE = ("与", "跟", "随", "随着", "相较")
_SECTORS = re.compile(r"类股|族群|板块|概念股|[2-9二三四五六七八九十][大只隻][^，。；、]{1,3}股")
_LISTED_AT = ("在", "于", "赴", "登陆", "登录")
_WHERE = ("在", "截至", "截止")
_MOVED_BY = re.compile(r"股价[^，。；]{0,6}(?:因|受到?|遭)[^，。；]{0,4}$")
_EFFECT = re.compile(r"[^，。；]{0,16}(?:影响|拖累|激励|冲击|利空|利多|牵连|波及)")
# 甲及乙，股價齊升: the subject is a list, and the last one is of it
_LISTED = re.compile(r"[、及和与][\s\d]*$")
_PRICE_FIRST = re.compile(r"(?:[今昨]日?|早盘|盘中|带动|激励|推升|也|亦)?(?:股价|该股)")
_SHARE_PRICE, _AVERAGES = "股价", ("指数", "平均")


def securities_of(
    layout: Layout, verb: Word, words: list[Word], begin: int, index: int, stocky: bool
) -> tuple[list[Filler], str]:
    """The company or index nearest before the verb, with the list it stands in.

    Args:
        layout: the article.
        verb: the word of movement.
        words: the listed words of the sentence.
        begin: where the sentence begins.
        index: the verb's clause.
        stocky: whether the sentence speaks of share prices.

    Returns:
        The securities in the order of the text, and the rule that found them; none where the move
        is that of something else.
    """
    unnamed = share_in_turn(layout, index, verb.start)
    if unnamed:
        return [unnamed], "named in turn"
    if tells_of_group(layout, layout.clauses[index].start, verb.start):
        end = layout.article.sentences[layout.clauses[index].sentence][1]
        if members := members_of_group(layout, verb.end, end):
            return [*members], "members of the group"
    begin = max(begin, verb.start - _BACK)
    anchors = _anchors(layout, verb, words, begin, index)
    if not anchors:
        return _spoken_of(layout, index, verb) if stocky else ([], "")
    nearest = anchors[-1]
    if of_the_rest(layout, nearest.end, verb.start):
        return [], ""
    if _THIS_COMPANY.search(layout.text, nearest.end, verb.start):
        topic = spoken_for(layout, index)
        if topic:
            return [topic], "anaphor:公司"
    if isinstance(nearest, Mention) and (own := _own_price(layout, index, verb, nearest)):
        return [own[0]], own[1]
    rule = "nearest before the move"
    if isinstance(nearest, Word):
        if nearest.group == "other":
            return [], ""
        previous = anchors[-2] if len(anchors) > 1 else None
        # 阿里巴巴港股重挫: the market a company's share is listed in is not the security.
        market = layout.text[nearest.start : nearest.end] in _MARKETS
        attached = isinstance(previous, Mention) and nearest.start - previous.end <= _ATTACHED
        if market and attached and isinstance(previous, Mention):
            return [previous], rule
        listed = _indices_before(layout, anchors, nearest)
        future = _FUTURE.match(layout.text, nearest.end, verb.start)
        end = future.end() if future else nearest.end
        last = layout.span(nearest.start, end)
        return [*listed, last], rule
    return _list_before(layout, anchors, nearest, verb), rule


def _anchors(
    layout: Layout, verb: Word, words: list[Word], begin: int, index: int
) -> list[Mention | Word]:
    """All that may move or rule a move out, from a place on up to the verb, in order."""
    anchors = _named(layout, verb, begin)
    over_with, traded_on = told_off(layout, begin, verb), -9
    for word in words:
        if word.group in ("index", "other") and begin <= word.start and word.end <= verb.start:
            if of_members(layout, word.end) or (word.group == "other" and over_with):
                continue
            beside = layout.text.endswith(_BESIDE, begin, word.start)
            if beside and layout.clause_at(word.start) != index:
                continue  # 台股跟美股不同調，早盤走低
            if layout.text.endswith(_WHERE, begin, word.start) or word.start == traded_on + 1:
                traded_on = word.end  # 甲股價在美股、港股同告重挫
                continue
            over = layout.name_over(word.start, word.end)
            if over is None or over.label not in ("COMPANY", "PRODUCT"):
                anchors.append(word)
            elif over.start == word.start and over.end < word.end and word.group == "index":
                anchors = [a for a in anchors if a is not over]
                anchors.append(word)  # 標普指數 is no firm's
            elif over.label == "PRODUCT" and (over.start, over.end) == (word.start, word.end):
                anchors.append(over)  # 那斯達克, a name that is an index
            elif over.label == "PRODUCT" and over.end == word.end and not _named_so(layout, word):
                anchors.append(word)  # 韓國KOSPI
    if layout.text.find("指数", begin, verb.start) >= 0:
        for match in _ANY_INDEX.finditer(layout.text, begin, verb.start):
            if not any(match.start() < a.end <= match.end() for a in anchors):
                anchors.append(Word(*match.span(), "index"))
        alone = _index_of(layout, words, verb.start)
        if alone and not any(a.start == alone[0].start for a in anchors[-1:]):
            return list(alone)
    anchors += find_bonds(layout, max(begin, layout.clauses[index].start), verb.start)
    # 營收上升5%，股價下跌2%: once the share price is spoken of, the metric before it is over.
    talk = max((m.end() for m in PRICE_TALK.finditer(layout.text, begin, verb.start)), default=0)
    if layout.text[verb.start : verb.end] in LIMITS:
        talk = verb.start  # 營收創高，收在漲停價34元
        anchors = [a for a in anchors if not _is_market(layout, a)]
    anchors = [a for a in anchors if isinstance(a, Mention) or a.group == "index" or a.end >= talk]
    # 看好銅價上漲，今天股價小漲0.4元: once a share price is spoken of, no index is meant
    share = layout.text.rfind(_SHARE_PRICE, begin, verb.start)
    if share >= 0 and not layout.text.startswith(_AVERAGES, share + len(_SHARE_PRICE)):
        anchors = [a for a in anchors if a.end > share or not _is_index(a)]
    anchors = [a for a in anchors if not layout.in_brackets(a.end - 1)]
    return sorted(anchors, key=lambda a: a.end)


def _is_index(anchor: Mention | Word) -> bool:
    if isinstance(anchor, Word):
        return anchor.group == "index"
    return anchor.label == "PRODUCT"


def _is_market(layout: Layout, anchor: Mention | Word) -> bool:
    """Whether what is named is a market, which has no daily limit; a fund has one."""
    return isinstance(anchor, Word) or layout.key(anchor).endswith(("指数", "指"))


def _index_of(layout: Layout, words: list[Word], start: int) -> list[Word]:
    """What 指數 alone is: the index or market named last before it."""
    if not _ALONE.search(layout.text, max(0, start - _NEAR_INDEX), start):
        return []
    before = [w for w in words if w.group == "index" and w.end <= start]
    return before[-1:]


def _named(layout: Layout, verb: Word, begin: int) -> list[Mention | Word]:
    """The companies and the indices with a name of their own."""
    found: list[Mention | Word] = []
    for mention in layout.between(begin, verb.start):
        if mention.end > verb.start:
            continue
        index = mention.label == "PRODUCT" and _INDEX_NAME.fullmatch(
            layout.text, mention.start, mention.end
        )
        share = is_share(layout, mention) and not speaks(layout, mention)
        if mention.label == "ORG" and layout.text.endswith(_LISTED_AT, begin, mention.start):
            continue  # 甲在港交所上市，開盤漲29%
        if share and found and _is_cause(layout, found[-1], mention):
            continue
        if share or (index and not of_members(layout, mention.end)):
            found.append(mention)
    return found


def _is_cause(layout: Layout, moved: Mention | Word, mention: Mention) -> bool:
    """Whether what happened to one firm moves another: 甲股價因旗下乙遭查稅的影響，跌落."""
    if not _MOVED_BY.search(layout.text, moved.end, mention.start):
        return False
    return _EFFECT.match(layout.text, mention.end) is not None


def _own_price(layout: Layout, index: int, verb: Word, nearest: Mention) -> Found | None:
    """The subject that goes on where a clause begins with its share price: 甲獲乙追單，股價大漲.

    甲：切入乙供應鏈，拉上漲停板: what a verb of another is done to never moves.
    """
    before, clause = layout.clauses[index - 1 if index else 0], layout.clauses[index]
    if nearest.start < clause.start and (head := head_of_item(layout, clause.start)):
        return head, "head of the item"
    if not before.start <= nearest.start < clause.start:
        return None
    own = carried(layout, index, ("COMPANY",))
    if own is None or own[0].end > nearest.start:
        return None
    if is_done_to(layout, before, nearest):
        return own
    if not _PRICE_FIRST.match(layout.text, clause.start, verb.end) or own[0].start < before.start:
        return None
    return None if _LISTED.search(layout.text, own[0].end, nearest.start) else own


def _spoken_of(layout: Layout, index: int, verb: Word) -> tuple[list[Filler], str]:
    """The company that a clause without a name goes on about."""
    clause = layout.clauses[index]
    begin, end = layout.article.sentences[clause.sentence]
    if members := members_of_group(layout, verb.end, end):
        return [*members], "members of the group"
    if _SECTORS.search(layout.text, begin, verb.start):
        return [], ""  # 盤面最弱的是紡織類股，有2.3%的跌幅
    unnamed = share_unnamed(layout, clause.start, verb.start)
    if unnamed:
        return [unnamed], "share price of"
    found = carried(layout, index, ("COMPANY",))
    found = found or carried_sentence(layout, index, ("COMPANY",))
    if found and not speaks(layout, found[0]):
        return [found[0]], found[1]
    main = layout.main
    if main is None or speaks(layout, main):
        return [], ""
    return [main], "main company"


def _indices_before(
    layout: Layout, anchors: list[Mention | Word], last: Mention | Word
) -> list[Filler]:
    """The indices listed before the last one: 納指及標普500指數分別升2.2%及0.9%."""
    found: list[Filler] = []
    for earlier in reversed(anchors[:-1]):
        if earlier.end > last.start:
            continue
        if not _is_index(earlier) or layout.gap(earlier.end, last.start) not in AND:
            break
        span = layout.span(earlier.start, earlier.end)
        found.insert(0, earlier if isinstance(earlier, Mention) else span)
        last = earlier
    return found


def _along_with(layout: Layout, anchors: list[Mention | Word], first: Mention) -> Mention | None:
    """Who moves together with the share named: 甲季績勝預期，連同乙升近5%."""
    if not layout.text.endswith(_ALONG, 0, first.start):
        return None
    earlier = [a for a in anchors if isinstance(a, Mention) and a.end <= first.start - 2]
    same = earlier and layout.clause_at(earlier[-1].start) == layout.clause_at(first.start) - 1
    return earlier[-1] if same and is_share(layout, earlier[-1]) else None


def _list_before(
    layout: Layout, anchors: list[Mention | Word], nearest: Mention, verb: Word
) -> list[Filler]:
    """The list that the name nearest to the verb closes: 甲、乙及丙升近3%."""
    if nearest.label == "PRODUCT":
        return [*_indices_before(layout, anchors, nearest), nearest]
    found: list[Filler] = [nearest]
    last = nearest
    for earlier in reversed(anchors[:-1]):
        if not isinstance(earlier, Mention):
            break
        if not layout.joined(earlier, last, _TRADED):
            unknown = unknown_between(layout, earlier, last)
            if unknown is None:
                break
            found.append(unknown)
        found.append(earlier)
        last = earlier
    share = is_share(layout, nearest)
    behind = unknown_behind(layout, nearest, verb) if share else None
    ahead = unknown_ahead(layout, last) if share and (len(found) > 1 or behind) else None
    along = _along_with(layout, anchors, last) if share else None
    return [s for s in (along, ahead, *found[::-1], behind) if s]


def _named_so(layout: Layout, word: Word) -> bool:
    """Whether the name around an index is its own: 英國富時100指數, but not 韓國KOSPI."""
    return layout.text.endswith("指数", 0, word.end)
