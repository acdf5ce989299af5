"""Which index a market stands for, and which words about a move are not the move itself."""

from __future__ import annotations

import re

from newsparse.annotation import Mention, Span
from newsparse.events.layout import Layout
from newsparse.events.words import Word
from newsparse.text.characters import HAN

# 港股半日跌316點: points are counted on the index that the article names.
_INDEX_OF = {
    "港股": ("恒生指数", "恒指"),
    "日经": ("日经指数", "日经平均指数", "日经225指数"),
    "台北股市": ("台股", "加权指数"),
    "台股": ("加权指数", "台股加权指数", "台湾加权指数", "台湾加权股价指数"),
}
# How a price is found that was only passed on the way: 失守18000點.
PASSED = "level passed"
_MEMBERS = ("成份股", "成分股")
# 績優股 and 持股 name no sector; 汽車股上揚, 金融股大多向下 speak of share prices.
_SECTOR = re.compile(
    r"[^持同入控参个新旧散庄配认减售送分招参掌]股(?:普遍|大多|大都|全线|亦|也|都|则|逆市|个别|走势|造好|受压|受追捧|挨沽|沽压"
    r"|上扬|上升|上涨|下跌|向[上下]|向好|表现|急[升跌]|齐|显著|延续|靠稳|偏软|反弹|走[高低强弱扬跌软]|回落|集体|领[涨跌])"
)
_EXCHANGES = ("港交所", "香港交易所", "新交所", "伦交所")
_THE_REST = re.compile(r"(?:其[余他]|余下)(?:股份|成[份分]股|个股|指数|股票)?(?:[均都亦则也])?$")
# 甲、電能及乙升近3%, 平保及中人壽亦跌2%: what stands in a list of shares is a share, known or not.
_UNKNOWN = (
    rf"(?P<name>(?![^，。]{{0,4}}(?:股|板块|指数|公司|其[他余]|等|概念|旗下|止)){HAN}{{2,5}}?)"
)
_AND = r"(?:[、和及与]|同(?!步|时|样|告|日|期|创)|以及)"
_BETWEEN = re.compile(rf"{_AND}{_UNKNOWN}{_AND}")
# 某某、甲同乙升逾4%: the first of a list
_AHEAD = re.compile(rf"(?:^|[，。；：\n]){_UNKNOWN}(?:、)$", re.M)
_BEHIND = re.compile(
    rf"{_AND}{_UNKNOWN}(?:业?绩后|股价|亦|均|都|也|则|齐|分别|逆市|半日|收市|中午|普遍|同样){{0,2}}"
)
_TURN = re.compile(rf"(?:而|但|惟)?{_UNKNOWN}(?:绩后|绩前|亦|逆市|股价|则)?")
_MOVED = re.compile(
    r"(?:绩后|绩前|亦|逆市|股价|则)?[急大劲]?[升涨跌挫泻][近逾约]?\d+(?:\.\d+)?[%％](?:或以上)?[，；]"
)
_HEAD = 9
_FIRM = re.compile(
    r"(?:^|[，。；：\n]|带动|刺激|推动|拖累|令|使|其中|旗下|而)"
    r"(?P<name>(?!公司|集团|母公司|子公司|该|两|多|其|相关|上述|这|此|各|不少|部分|美国|大陆|内地|中资|外资)"
    r"[^\W\d_]{2,12}?(?<!上市)(?:集团|控股|科技|公司|银行|证券|电子|药业|医药|汽车|能源|地产|国际|实业|股份))(?:的)?股价",
    re.M,
)
_MARK = re.compile(
    r"(?:失守|站上|冲破|突破|升穿|跌穿|涨破|升破|跌破|重上|重返|升上|企稳|考验|挑战|触及|逼近|接近)(?:约|近|逾)?$"
)
_OVER = re.compile(r"之?后")
_OPENING = frozenset(("高开", "低开", "开高", "开低", "开红", "开黑"))
# 季績勝預期，升逾6%: what was expected is told to its end, the share is what rises.
_TOLD_OFF = re.compile(
    r"(?:[胜逊]|好[过于]|差[过于]|超[出过]?|高[于过]|低[于过]|优于|不如|不及|逊于|差于|未达|未及|符合)(?:市场|分析师)?(?:的)?预[期测]，(?:逆市|半日|全日|收市)?$"
)


def index_meant(layout: Layout, market: Span, indices: list[Word]) -> Mention | Span:
    """The index that points of a market are counted on, where the article names it."""
    names = _INDEX_OF.get(layout.text[market.start : market.end], ())
    for word in indices if names else ():
        if layout.text[word.start : word.end] in names:
            over = layout.name_over(word.start, word.end)
            if over is None:
                return layout.span(word.start, word.end)
            if over.label == "PRODUCT":
                return over
    return market


def of_members(layout: Layout, end: int) -> bool:
    """Whether an index only tells whose members are meant: 表現最好的恒指成份股."""
    return layout.text.startswith(_MEMBERS, end)


def passed(layout: Layout, verb: Word, change: Mention | Span | None, later: list[Word]) -> bool:
    """Whether a move was over by the close: 跌逾500點後跌幅收窄, 低開40點，其後轉升."""
    if not later:
        return False
    opens = layout.text[verb.start : verb.end] in _OPENING
    over = change is not None and _OVER.match(layout.text, change.end)
    if not opens and not over:
        return False
    names = layout.between(verb.end, later[-1].start)
    return not any(m.label == "COMPANY" for m in names)


def is_share(layout: Layout, mention: Mention) -> bool:
    """Whether a name can be a listed share: a company, or an exchange, which is listed itself."""
    if mention.label == "ORG":
        return layout.text.endswith(_EXCHANGES, mention.start, mention.end)
    return mention.label == "COMPANY"


def is_mark(layout: Layout, start: int) -> bool:
    """Whether a level is one that was passed (失守18000點), and not where it closed."""
    return _MARK.search(layout.text, max(0, start - 6), start) is not None


def of_sector(layout: Layout, begin: int, end: int) -> bool:
    """Whether the shares of a sector are spoken of: 汽車股上揚."""
    if layout.text.find("股", begin, end) < 0:
        return False
    return _SECTOR.search(layout.text, begin, end) is not None


def of_the_rest(layout: Layout, begin: int, end: int) -> bool:
    """Whether a move is that of all others: 只有甲靠穩，其餘跌逾1%."""
    return _THE_REST.search(layout.text, begin, end) is not None


def unknown_between(layout: Layout, left: Mention, right: Mention) -> Span | None:
    """The share between two listed ones that nothing else recognizes."""
    return _unknown(layout, _BETWEEN.fullmatch(layout.text, left.end, right.start))


def unknown_behind(layout: Layout, last: Mention, verb: Word) -> Span | None:
    """The share at the end of a list, right before its verb."""
    return _unknown(layout, _BEHIND.fullmatch(layout.text, last.end, verb.start))


def unknown_ahead(layout: Layout, first: Mention) -> Span | None:
    """The share at the head of a list, before the first that anything recognizes."""
    begin = max(0, first.start - _HEAD)
    return _unknown(layout, _AHEAD.search(layout.text, begin, first.start))


def share_in_turn(layout: Layout, index: int, verb: int) -> Span | None:
    """The share that a round-up names in turn, known or not: 甲升近3%，乙升近2%，某某升逾1%."""
    clause, before = layout.clauses[index], layout.clauses[index - 1]
    if index == 0 or before.sentence != clause.sentence or verb - clause.start > _HEAD:
        return None
    if any(m.label in ("COMPANY", "PRODUCT") and m.end <= verb for m in clause.mentions):
        return None
    names = [m for m in before.mentions if is_share(layout, m)]
    if not names or not _MOVED.fullmatch(layout.text, names[-1].end, before.end):
        return None
    return _unknown(layout, _TURN.fullmatch(layout.text, clause.start, verb))


def share_unnamed(layout: Layout, begin: int, end: int) -> Span | None:
    """The firm that nothing recognizes whose share price is spoken of: 某某集團股價急升."""
    return _unknown(layout, _FIRM.search(layout.text, begin, end))


def _unknown(layout: Layout, match: re.Match[str] | None) -> Span | None:
    if match is None:
        return None
    start, end = match.span("name")
    return layout.span(start, end)


def told_off(layout: Layout, begin: int, verb: Word) -> bool:
    """Whether a figure was weighed against what was expected before the verb's clause began."""
    if layout.text.find("预", begin, verb.start) < 0:
        return False
    return _TOLD_OFF.search(layout.text, begin, verb.start) is not None
