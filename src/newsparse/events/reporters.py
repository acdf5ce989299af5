"""Whose a figure is: the firm that a metric is told of, and the one told of on from before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsparse.annotation import Mention, Span
from newsparse.events.brokers import is_broker, speaks
from newsparse.events.carried import carried
from newsparse.events.layout import Layout
from newsparse.events.words import Word
from newsparse.text.characters import HAN

# 受惠蘋果新機拉貨，來自蘋果的營收: a customer or a source of income reports nothing here.
_BESIDE = re.compile(r"(?:受惠于?|受益于?|来自|由于|因应?|对|客户|供应|打入|有|与|跟)[「《“]?$")
# 全球前十大封測業者營收: a whole trade's, whoever told of it.
_TRADE = re.compile(
    r"(?:相关[^，。；]{0,4}公司|(?<!于)上市柜?公司|业者|产业|行业|厂商|同业|各家企业|上榜公司|上榜企业|工业企业)"
    r"(?:第?[一二三四1-4]季|[上下]半年|前.{1,3}[季月]|[今去]年|\d+月)?(?:的|合计|总|整体|平均|单月|合并){0,3}$"
)
# 全球銅礦產量: what the world makes, sells or orders of something is no firm's.
_WORLD = re.compile(
    r"(?:全球|世界|全国|国内|全台|本港|内地|全港)"
    rf"(?!(?:付费|活跃|会员|注册|累计|总|合计|单[月季]|同店|新车交付|合并|整体)){HAN}{{2,8}}$"
    r"|市场的?(?:整体|总体|累计|全年)?$"
)
# 國際能源署預估需求增3%: who is no firm speaks of a market.
_BODY_SAYS = re.compile(
    r"(?:（[^）]{0,20}）|\([^)]{0,20}\))?[^，。；、：]{0,12}?"
    r"(?:表示|指出|统计|公布|预估|预测|预期|报告|数据|资料|显示|认为|指)"
)
# 港交所上半年盈利85.2億元: bodies with accounts of their own
_EARNERS = re.compile("交易所$|[上深北港]交所$|基金$|医院$")
_STOPS = "。，；\n"
_LISTED = ("上市", "挂牌", "主板", "创业板")
_OPENS = 6  # a body that opens a sentence stands no further in
_BODY_REACH = 8  # and it speaks on for as many sentences
# How far behind a broker's name the company it speaks of is looked for.
_SPOKEN_OF = 60


@dataclass(slots=True)
class Thread:
    """What goes on from one reading to the next: company and period."""

    company: Mention | None = None
    period: Mention | Span | None = None
    sentence: int = -1


def _earns(layout: Layout, mention: Mention) -> bool:
    """Whether a name may have accounts: a firm, or an exchange, a fund or a hospital that opens."""
    if mention.label != "ORG":
        return mention.label == "COMPANY"
    opens = mention.start == 0 or layout.text[mention.start - 1] in _STOPS
    listed = layout.text.startswith(_LISTED, mention.end)  # 港交所上市公司盈利: theirs
    return opens and not listed and _EARNERS.search(layout.key(mention)) is not None


def reporter_of(
    layout: Layout, index: int, anchor: Word, thread: Thread, sentence: int
) -> tuple[Mention, str] | None:
    """The firm whose metric stands at ``anchor``, and the rule that found it."""
    clause = layout.clauses[index]
    before = [m for m in clause.mentions if m.end <= anchor.start and _earns(layout, m)]
    while before:
        beside = _BESIDE.search(
            layout.text, max(clause.start, before[-1].start - 6), before[-1].start
        )
        if not beside and not speaks(layout, before[-1]):
            return before[-1], "subject"
        before.pop()
    if _TRADE.search(layout.text, clause.start, anchor.start):
        return None
    if anchor.group == "volume" and _WORLD.search(layout.text, clause.start, anchor.start):
        return None
    found = carried(layout, index, ("COMPANY", "ORG"), figures=True)
    if found is None or not _earns(layout, found[0]):
        found = carried(layout, index, ("COMPANY",), figures=True)
    if found and not speaks(layout, found[0]):
        return found
    if _told_by_body(layout, sentence, anchor):
        return None
    if thread.company and sentence - thread.sentence <= 1:
        return thread.company, "carried:company"
    topic = layout.topic_at(anchor.start)
    if topic is None and layout.main is None and thread.company:
        return thread.company, "carried:company"  # a fund or an exchange, where no firm is named
    if topic and speaks(layout, topic):  # 甲證券：乙明年營收有望達200億元
        near = layout.between(topic.end, min(anchor.start, topic.end + _SPOKEN_OF))
        topic = next((m for m in near if m.label == "COMPANY" and not is_broker(layout, m)), None)
    return (topic, "main company") if topic else None


def _told_by_body(layout: Layout, sentence: int, anchor: Word) -> bool:
    """Whether a body that is no firm says how much is made or sold, and no firm is named since."""
    if anchor.group != "volume":
        return False
    end = anchor.start
    for number in range(sentence, max(-1, sentence - _BODY_REACH), -1):
        begin, stop = layout.article.sentences[number]
        named = layout.between(begin, min(stop, end))
        if any(m.label == "COMPANY" for m in named):
            return False
        first = next(iter(named), None)
        opens = first and first.label == "ORG" and first.start - begin <= _OPENS
        if first and opens and _BODY_SAYS.match(layout.text, first.end, stop):
            return True
    return False
