"""Moves of a share of which nobody says how far: 甲、乙等股價均下挫, 丙盤中股價走高."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsparse.annotation import Mention, Span
from newsparse.events.agreement import identity
from newsparse.events.candidate import Candidate
from newsparse.events.layout import Layout
from newsparse.events.words import Word

# 股價均下挫, 甲、乙、丙上漲: how far is left open, that they moved is told all the same.
_PLAIN = re.compile(
    r"(?:股价|盘中|早盘|午盘|尾盘|盘后|终场|收盘)[^，。；、0-9]{0,6}$"
    r"|股价[^，。；、0-9]{0,14}(?:小幅|大幅|应声|随之)$"
    r"|(?:[均皆都齐]|同步|双双|纷纷|全面|全数|逆势)$"
    r"|等[^，。；、0-9]{0,4}股$|等[^，。；、0-9]{0,6}(?:连袂|联袂|携手|同步|同告)$"
)
# 翻紅, 續創天價, 創掛牌新高 are said of nothing but the price of a share.
_OF_ITSELF = re.compile(r"翻[红黑绿]|.*(?:天价|(?:挂牌|上市|上柜)(?:以来)?新[高低])")
# 股價若下跌, 股價易漲難跌, 近期股價震盪走高: talk of moves, and of none of the day.
_NO_MOVE = re.compile(
    r"若|如果|倘|恐|可能|可望|有望|预期|预估|预料|看好|看淡|避免|防止|担心|担忧|忧|难|抗|不|未|没|无|易|将|(?<!说)(?<!股东)会|能|机会|每逢|一旦|任何"
    r"|近[期来日年]|[今去]年|以来|一路|连[日续]|持续|震荡|[开拉][高低平]$|档|[三双]雄|三王|族群|类股|概念股|美股|大盘|指数|市场|息[前后]|时"
)
# 道瓊、標普再創新高, 金價週五創新高; not 金價屢創新高
_AT_RECORD = re.compile(r"[^，。；：、屡迭频连0-9]{0,5}(?:再|续|也|亦|均|双双|同步|齐)?")
_GOES_BEYOND = re.compile(r"[后的之时]|趋势|空间|压力|力道|整理|格局")
# 騰訊績後升10%, 小米昨日重挫6%: what may stand between a share and its move, and the move.
_ALONE = re.compile(
    r"(?:[(（][^)）]{1,12}[)）]|业?绩后|放榜后|复牌后|首挂|首日|暗盘价?|今[日天早]?|昨[日天]?|盘中|早盘|午盘|尾盘|早段"
    r"|一度|曾|再|续|亦|也|则|更|同步?|[均皆都各]|齐齐?|双双|全数|全面|纷纷|分别|逆市|逆势){0,3}"
    r"(?:[大小急劲微重狂飙倒逆再续连]?(?:升|跌|涨|挫|扬|飙|泻|弹|上涨|下跌|抽高|抽升|下挫|走高|走低)幅?"
    r"|(?:盘中|早盘|终场|收盘|一度|股价){0,2}(?:跌破|失守|站上|冲破|冲上|攻上|登上|重返|升破|涨破))"
)
_OF_FIGURES = re.compile(
    r"(?:股利|股息|配息|红利|配发|殖利率|EPS|每股盈余|营收|获利|净利|毛利率)[^。；]{0,16}，(?:再|续|同|均|也|亦|齐|双双|皆|并)?$"
)
_AT_VERB = 2
# 貨櫃三雄甲、乙、丙跌幅都在5%以上
_GROUP = re.compile(r"(?:[^，。；：\d]{0,5}(?:[双三四五]雄|[双三]王))?")
_AT_ONCE = ("", "则", "亦", "也", "同样", "齐")
# 甲跌7%，乙也下跌: only as something else has moved.
_TOO = re.compile(
    r"[(（]?[A-Z0-9]{0,6}[)）]?(?:今[日天]?|股价)?(?:亦|也|同样)(?:同步|跟着|应声|一同)?"
)
_OF_SHARES = frozenset(("偏软", "走软", "造好", "向好", "受压", "挨沽", "捱沽"))
_AT_VERB_OF = re.compile("(?:股价|则|亦|也|均|都|同样|继续|显著|微|逆市)*")
_NO_VERBS = frozenset(
    (
        "涨停",
        "跌停",
        "腰斩",
        "上涨停",
        "收涨停",
        "收跌停",
        "涨",
        "跌",
        "升",
        "挫",
        "涨幅",
        "跌幅",
        "升幅",
        "跌破",
        "累计涨幅",
        "拉抬",
        "开高",
        "开低",
        "开红",
        "开黑",
    )
)


def of_itself(layout: Layout, verb: Word) -> bool:
    """Whether a word says of itself that a share price moves: 翻紅, 創新天價."""
    return _OF_ITSELF.fullmatch(layout.text, verb.start, verb.end) is not None


def told_alone(layout: Layout, verb: Word, words: Sequence[Word], index: int) -> bool:
    """Whether a clause is a share, a verb and how far it went: 騰訊升10%, 甲、乙跌幅逾5%.

    Where the sentence has told of something else that moves, a share's price need not be meant.
    """
    clause = layout.clauses[index]
    begin = layout.article.sentences[clause.sentence][0]
    if any(w.group == "other" and begin <= w.start < verb.start for w in words):
        return False
    shares = [m for m in clause.mentions if m.end <= verb.start and m.label != "DATE"]
    if not shares or any(m.label != "COMPANY" for m in shares):
        return False
    if not _GROUP.fullmatch(layout.text[clause.start : shares[0].start].strip()):
        return False
    far = any(
        m.label in ("PERCENT", "MONEY") and 0 <= m.start - verb.end <= _AT_VERB
        for m in clause.mentions
    )
    return far and _ALONE.fullmatch(layout.text, shares[-1].end, verb.end) is not None


def told_plainly(
    layout: Layout, verb: Word, begin: int, securities: Sequence[Mention | Span], *, going: bool
) -> bool:
    """Whether a move is told though nobody says how far: 甲、乙等股價均下挫.

    ``going`` says that the sentence before or this one has told of a move already.
    """
    if verb.group in ("close", "level") or layout.text[verb.start : verb.end] in _NO_VERBS:
        return False
    if not all(isinstance(s, Mention) and s.label == "COMPANY" for s in securities):
        told = _AT_RECORD.fullmatch(layout.text, securities[-1].end, verb.start)
        return verb.group in ("record", "low") and told is not None
    begin = max(begin, securities[-1].end)
    if _NO_MOVE.search(layout.text, begin, verb.start):
        return False
    if _GOES_BEYOND.match(layout.text, verb.end):
        return False  # 上揚的10日線, 大漲後回落
    set_by = verb.group in ("record", "low")
    if set_by and _OF_FIGURES.search(layout.text, securities[-1].end, verb.start):
        return False  # 配發5.4元股利，創上市新高
    at_once = len(securities) > 1 and layout.gap(securities[-1].end, verb.start) in _AT_ONCE
    plain = at_once or _PLAIN.search(layout.text, begin, verb.start) is not None
    plain = plain or (going and _said_of_shares(layout, verb, securities[-1].end))
    too = going and _TOO.fullmatch(layout.text, securities[-1].end, verb.start) is not None
    return plain or too or of_itself(layout, verb)


def _said_of_shares(layout: Layout, verb: Word, end: int) -> bool:
    """Whether a verb that is said of shares alone follows one: 甲升1%，乙偏軟, 丙則受壓."""
    alone = layout.text[verb.start : verb.end] in _OF_SHARES
    return alone and _AT_VERB_OF.fullmatch(layout.text, end, verb.start) is not None


def counted(candidate: Candidate) -> bool:
    """Whether a statement says how far or where to."""
    return bool(candidate.fillers("change") or candidate.fillers("price"))


def without_repeats(candidates: list[Candidate]) -> list[Candidate]:
    """Moves without those left open that are told in figures elsewhere."""
    in_figures = {
        identity(a.filler) for c in candidates if counted(c) for a in c.fillers("security")
    }
    kept = []
    for c in candidates:
        if not counted(c):
            told = {id(a) for a in c.fillers("security") if identity(a.filler) in in_figures}
            c.arguments = [a for a in c.arguments if id(a) not in told]
            if not c.fillers("security"):
                continue
        kept.append(c)
    return kept
