"""What is told of a metric without a number, and which counts are no figure of a period."""

from __future__ import annotations

import re

from newsparse.annotation import Mention, Span
from newsparse.events.clauses import Clause
from newsparse.events.layout import Layout
from newsparse.events.lists import others_of_list
from newsparse.events.pairs import AND
from newsparse.events.periods import LOOSE
from newsparse.events.readings import ANCHORS
from newsparse.events.words import Word

FAMILY = re.compile(
    r"(?P<share>EPS|每股(?:税[前后])?(?:盈余|纯益|净利|获利|收益|盈利))$|(?P<profit>净利|纯益|盈余|获利|利润|盈利|纯利|溢利)$"
    r"|(?P<loss>亏损|净损)$|(?P<revenue>营收|收入|营业额|销售额)$"
)
# 業績扭虧為盈，盈利2億元: results are told by the profit.
RESULTS, PROFIT, LOSS = "业绩", "profit", "loss"
# 收入指引高於市場預期: what is expected of a period that nobody need name.
_GUIDANCE = re.compile(r"(?:的)?(?:展望|指引|预测|财测|预估|前景)")
# 料上半年將錄得虧損: which sign the result has is told by the verb before it.
_SIGNED = re.compile(
    r"(?:录得|出现|将有|转为|取得)(?:轻微|小幅|大幅|综合|未经审核|经审核|股东应占)*$"
)
_DEALT = re.compile(
    r"(?:处分|出售|售出|卖出|释出|释股|转让)[^。；]{0,24}(?:股|张|%)[^。；]{0,8}[，、]?$"
    r"|(?:中签|抽中|抽签|每张|一张)[^。；，]{0,10}[，、]?[^。；，]{0,4}$"
)
_BRIEF = 2  # 獲利, but not 稅後淨利
_OUTDOES = re.compile(
    r"[^，。；]{0,10}?(?:优于|高于|低于|好于|胜过|逊于|不如|超越)(?:今年|去年|前年|同年)?"
    r"(?:第?[一二三四1-4]季|上季|前季|首季|上月|[上下]半年|去年|前年|上年|同期|Q[1-4]|\d{4}年)"
)
# 各廠第四季營收，均有望季增
_ALL = re.compile(r"(?:均|皆|都|也|亦|仍|同步)?(?:可望|有望|将|呈|预期|预计|料)|(?:均|皆|都)")
_OFFSET = (
    "抵销部分",
    "抵消部分",
    "抵销",
    "抵消",
    "抵销了",
    "抵消了",
    "弥补",
    "侵蚀",
    "压缩",
    "弥补部分",
)
_AHEAD = re.compile(r"[^，。；]{0,4}?(?:可望|有望|将|预期|预计|料)")
_TOGETHER = re.compile(r"合计|总计|合共|共计|一共|加总")
# 停工將影響布料營收約1.3億元 is no revenue; 受疫情影響營收年減3% is a change of it.
_AFFECTED = re.compile(r"(?<!受)(?<!受.)(?<!受..)(?<!受...)(?<!受....)影响[^，。；、\d]{0,6}$")
_BY_SO_MUCH = re.compile(r"(?:约|逾|近|不到|达|幅度|金额|比重){0,2}\s?[\d一二三四五六七八九十]")
_EFFECT = ("影响控制在", "影响约", "影响不到", "的影响约", "影响金额", "相当于")
_AFFECTED_REACH = 16
# 全球筆電出貨量…，第四季出貨將優於第三季: a whole market's
_MARKET = re.compile(r"(?:全球|整体)(?:市场)?[^，。；、：]{0,8}?(?:出货|[总批]?[销产])量")
_CAUSED = re.compile(r"致使|导致|使得?|令|造成")
_VERBS = ("rise", "fall", "record")
_STOPS = tuple("，。；、")
# 期內，甲材料實現銷量3,200噸
_ACHIEVED = re.compile(r"(?:实现|完成|录得|累计)(?:总)?$")


def is_guidance(layout: Layout, anchor: Word) -> bool:
    """Whether a metric is what a company holds out: 收入指引高於市場預期."""
    return _GUIDANCE.match(layout.text, anchor.end) is not None


def signed(layout: Layout, anchor: Word, clause: Clause) -> bool:
    """Whether a result is told by its sign alone: 料上半年將錄得虧損."""
    if not layout.text.startswith(_STOPS, anchor.end):
        return False
    family = FAMILY.search(layout.text, anchor.start, anchor.end)
    if family is None or family.lastgroup not in (PROFIT, LOSS):
        return False
    if not _SIGNED.search(layout.text, clause.start, anchor.start):
        return False
    return _CAUSED.search(layout.text, clause.start, anchor.start) is None


def of_deal(layout: Layout, begin: int, anchor: Word) -> bool:
    """Whether 獲利 is what a deal or a draw brings: 處分乙持股2萬張，獲利15.8億元.

    Args:
        layout: the article.
        begin: where the sentence begins.
        anchor: the metric.
    """
    brief = anchor.end - anchor.start == _BRIEF
    return brief and _DEALT.search(layout.text, begin, anchor.start) is not None


def is_offset(layout: Layout, anchor: Word) -> bool:
    """Whether a metric only tells what something else did to it: 抵銷部分盈利, 影響營收約1億元."""
    if layout.text.endswith(_OFFSET, 0, anchor.start):
        return True
    if layout.text.startswith(_EFFECT, anchor.end):
        return True
    begin = max(0, anchor.start - _AFFECTED_REACH)
    affected = _AFFECTED.search(layout.text, begin, anchor.start)
    return affected is not None and _BY_SO_MUCH.match(layout.text, anchor.end) is not None


def of_several(layout: Layout, clause: Clause, company: Mention | Span, anchor: Word) -> bool:
    """Whether a sum is that of several firms together: 甲、乙、丙合計收入99億元."""
    if not isinstance(company, Mention) or not clause.start <= company.start < anchor.start:
        return False
    if not _TOGETHER.search(layout.text, company.end, anchor.start):
        return False
    aside = layout.in_brackets(company.start) and not layout.in_brackets(anchor.start)
    return aside or any(others_of_list(layout, company, ("COMPANY",)))


def list_end(layout: Layout, anchor: Word, words: list[Word]) -> int:
    """Where the list ends that a metric heads: 營收、獲利同步成長."""
    end = anchor.end
    for other in words:
        if other.start > end and other.group == "metric":
            if layout.gap(end, other.start) not in AND:
                break
            end = other.end
    return end


def verb_of(layout: Layout, anchor: Word, words: list[Word], limit: int) -> Word | None:
    """The verb that tells how a metric went, up to a place of the text: 營收、獲利同步成長."""
    end = list_end(layout, anchor, words)
    for word in words:
        if word.group in _VERBS and anchor.end <= word.start < limit:
            return word
        if word.group in ANCHORS and word.start >= end:
            return None
    return None


def outdoes(layout: Layout, anchor: Word, limit: int) -> int | None:
    """Where a metric is weighed against another period: 第四季營收可望小幅優於第三季."""
    match = _OUTDOES.match(layout.text, anchor.end, limit)
    return match.end() if match else None


def ahead_beyond(layout: Layout, clause: Clause) -> bool:
    """Whether the clause that goes on tells what is to come: 營收，均有望季增."""
    return _AHEAD.match(layout.text, clause.end) is not None


def of_market(layout: Layout, clause: Clause, anchor: Word) -> bool:
    """Whether a volume is the whole market's: 全球筆電出貨量…，第四季出貨將優於第三季."""
    begin, _ = layout.article.sentences[clause.sentence]
    match = _MARKET.search(layout.text, begin, anchor.end)
    if match is None:
        return False
    return all(m.label != "COMPANY" for m in layout.between(match.start(), anchor.start))


def told_until(layout: Layout, index: int, anchor: Word) -> int:
    """Where the statement of a metric ends: 第四季營收，均有望季增 goes beyond its clause."""
    clause = layout.clauses[index]
    if clause.end - anchor.end > 1 or index + 1 >= len(layout.clauses):
        return clause.end
    following = layout.clauses[index + 1]
    goes_on = following.sentence == clause.sentence and _ALL.match(layout.text, following.start)
    return following.end if goes_on else clause.end


def is_capacity(layout: Layout, anchor: Word, period: tuple[Mention | Span, str] | None) -> bool:
    """年發電量86億度, 預計年吞吐量120萬噸: what a plant is built for is no figure of a period."""
    achieved = _ACHIEVED.search(layout.text, max(0, anchor.start - 4), anchor.start)
    if period is None or (period[1] in LOOSE and not achieved):
        return True
    yearly = layout.text[anchor.start - 2 : anchor.start].endswith("年")
    if yearly and layout.text.startswith("全", anchor.start - 2):
        return False  # 全年交付量26萬輛
    return yearly and layout.name_over(anchor.start - 1, anchor.start) is None
