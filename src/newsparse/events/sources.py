"""Who only reports: outlets, by-lines, reporters and spokespersons are nobody's subject."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsparse.annotation import Mention

_SPEAKERS = frozenset(("COMPANY", "ORG", "PERSON"))
# 【財訊快報／記者王宜弘報導】, 36氪获悉, 據路透報道. What can open one comes first, in one set of
# characters: the search skips all other places at once.
_BYLINE = re.compile(
    r"[【〔（(\[▲记文更](?:"
    r"(?<=[【〔（(\[])[^】〕）)\]\n]{0,40}?(?:报导|报道|综合外电|电|讯|记者|摄|图|来源)[^】〕）)\]\n]{0,12}[】〕）)\]]"
    r"|(?<=[（(])[^）)\n，。]{2,12}(?:APP|App|客户端)[）)](?=\s*(?:\n|\Z))"
    r"|(?<=【)(?:[A-Za-z]{3,12}】(?=\d)|[^】\n]{2,10}】(?=\d{1,2}月\d{1,2}日消息))"
    r"|(?<=▲)[^\n，。]{0,16}图(?=\n)|(?<=记)者\s?\S{2,4}(?=[\s／/])"
    r"|(?<=文)字?[／/]\S{2,6}|(?<=更)多\S{2,8}报导)"
)
_SOURCE_AFTER = re.compile(
    r"(?=[\sA客（(\d今昨周上下晚早获报注了从附引消讯新电快显专首独援记])"  # what may begin it
    r"\s?(?:App|APP|客户端)?(?:（[^）]{0,20}）)?\s?(?:\d+\s?月\s?\d+\s?日|\d+日|今日|今天|昨日|昨天|周[一二三四五六日])?"
    r"(?:上午|下午|晚间|早间)?(?:获悉|报道|报导|注意到|了解到|从[^，。]{1,12}获悉|附[^，。]{0,8}如下|附[^加着]|引述|引用|消息|讯|新闻|电(?=[\s（(，,：:】]|记者)|快讯|显示(?!驱动|器|屏|面板|为|和|技术|产业|模组)|专栏|首发(?=\n|\s?[|｜：:，]|$)|独家(?=获悉|了解|报[道导]|消息|披露|专访|揭|[」』|｜／：:\s]|$)|援引|注[：:]|\s?[（(]?记者)"
)
_SOURCE_BEFORE = re.compile(r"(?:据|根据|(?P<asked>接受)|新闻来源|来源|转自|综合)[^，。]{0,4}$")
# 根據甲預測, 據乙統計: a firm whose count or guess the article leans on
_COUNTED = re.compile(r"[^，。；、：]{0,8}?(?:预测|预估|统计|调研|调查|研究|测算|推算|估算)")
# 接受證監會調查: who is met with there asks no questions for a newspaper.
_PROBES = re.compile(
    r"的?(?:[^，。；、]{0,6}(?:调查|审查|检查|稽查|查核|侦讯|监管|处罚|处分|约谈|询问|问询|委托|收购|投资))"
)
# 财经讯 林若川 4月9日, 作者｜林若川
_REPORTER = re.compile(r"(?:[财网社经报]讯|(?:作者|编辑|责编|撰文|编译)\s?[：:｜|／/]?)\s?$")
# 【公告】… 發言人：林若川 說明: a field of a filing
_SPEAKER = re.compile(r"(?<!代理)发言人[：:]\s?$")


def without_sources(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions that are not of who reports.

    Args:
        text: the article's Simplified key.
        mentions: all of them, in order.
    """
    bylines = [m.span() for m in _BYLINE.finditer(text)]
    return [m for m in mentions if m.label not in _SPEAKERS or not _is_source(text, m, bylines)]


def _is_source(text: str, mention: Mention, bylines: list[tuple[int, int]]) -> bool:
    if bylines and any(start <= mention.start < end for start, end in bylines):
        return True
    if mention.label == "PERSON":
        before = text[max(0, mention.start - 8) : mention.start]
        apart = text[mention.end : mention.end + 1].isspace()
        reporter = apart and _REPORTER.search(before)
        return bool(reporter or ("发言人" in before and _SPEAKER.search(before)))
    after = _SOURCE_AFTER.match(text, mention.end, mention.end + 24)
    if after and (after.group().strip() or mention.label == "ORG"):
        return True
    if mention.label == "COMPANY":
        leant_on = text.endswith(("据", "依照"), 0, mention.start)
        return leant_on and _COUNTED.match(text, mention.end) is not None
    source = _SOURCE_BEFORE.search(text[max(0, mention.start - 8) : mention.start])
    return bool(source and not (source["asked"] and _PROBES.match(text, mention.end)))
