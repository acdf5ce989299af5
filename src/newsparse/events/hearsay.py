"""Where news comes from: what others report is rumoured, and who denies a rumour denies its event.

據《某報》報道，公司打算收購… is no fact yet, and 市傳…；公司回覆指並無此事 is a denial although it
stands in another sentence: neither is a matter of one clause, so both are read here.
"""

from __future__ import annotations

import re

from newsparse.annotation import Span, Status
from newsparse.events.layout import Layout

_TALK = re.compile(
    r"传[言闻出]|曾传|市传|盛传|外传|网传|误传|讹传|谣|流言|说法|猜测|臆测|风声|据报|爆料|被曝|有消息|市场消息|的(?:相关)?消息(?=，)|报道|报导|质疑|怀疑|被问|追问"
)
# 據《某報》昨日報道, 外媒引述知情人士報道; not the outlet's own by-line (記者…報導).
_REPORT = re.compile(
    r"据(?:《[^》]{1,20}》|[^，。；：《》记]{1,14})[^，。；：记者]{0,8}报[道导]"
    r"|据报[道导]?(?=[，,])|(?:外[媒电]|路透社?|彭博社?)[^，。；：]{0,12}(?:报[道导]|引述|引用|援引)[^，。；：]{0,10}"
)
_SINCE_HEADS = ("之", "以", "后")
_SINCE = re.compile(r"[之以]后|后(?!续|市|台|勤|端|来|者|年|天|期)")
# 某報訊 … 據某報此前報道: an outlet that refers to its own reports.
_EARLIER = re.compile(r"据(?P<outlet>[^《]{2,8}?)(?:此前|早前|先前|之前|日前|[昨今]日)?报[道导]")
_DATELINE = 12
# What a report tells as fact is a fact (據報道，公司昨日收購…); what is under way is hearsay.
# 據路透報道，發言人表示…: a source with a name stands for what it says.
_STATED = re.compile(r"表示|宣布|公布|公告|证实|指出|正式|官宣|已(?:经)?(?:同意|签|达成)|敲定")
_UNDER_WAY = re.compile(r"正[在与就和同]|悄悄|打算|考虑|洽|拟|将|计划|可能|准备|有意|或")
_UNFINISHED = frozenset(("planned", "hypothetical", "actual"))
_SUCH = "(?:此事|这回事|这件事|这样的事|[该此]计划|这[一个]计划|相关计划|此类计划)"
_DENIAL = re.compile(
    r"否认(?=有|[，。；！”」』\n]|此|有关|该|上述|传|市场|相关|外界|报)|辟谣"
    rf"|没有{_SUCH}|并无{_SUCH}|绝无{_SUCH}|无{_SUCH}|子虚乌有|不实|非事实|不属实|造谣|谣言|无稽|胡扯"
    r"|捏造(?!虚假|事实|并|散布)|误传|驳斥|假消息|纯属虚构"
)
_NEW_TALK = re.compile(rf"(?<![此该关述对就])(?:{_TALK.pattern})")
_UNDENIED = re.compile(r"(?:不|未|没有|不愿|拒绝|从未)(?:予以?)?$")
# 公司未有回應: who was asked has had a say, what the next sentence denies is something else.
_ANSWERED = re.compile(r"回[应复]|评论|置评|证实")
# How far into the next sentence its denial still speaks of the last one.
_REACH = 60


def only_dates(layout: Layout, end: int) -> bool:
    """Whether an event only serves to date another: 知情人士透露，估值高於5月輪融資後的…."""
    if _since(layout.text, end):
        return True
    object_ = layout.name_over(end, end + 1)  # 收購乙後轉虧為盈
    return object_ is not None and _since(layout.text, object_.end)


def _since(text: str, at: int) -> bool:
    return text.startswith(_SINCE_HEADS, at) and _SINCE.match(text, at) is not None


def reported(layout: Layout, start: int, end: int, status: Status, certain: bool) -> Span | None:
    """The words that make a statement a report of others, if they leave it open.

    Args:
        layout: the article.
        start: where the trigger begins.
        end: where it ends.
        status: what the cues near the trigger say.
        certain: whether a cue says that it has happened.
    """
    if status not in _UNFINISHED or certain or only_dates(layout, end):
        return None
    clause = layout.clauses[layout.clause_at(start)]
    begin = layout.article.sentences[clause.sentence][0]
    stretch = layout.text[begin:start]
    if "报" not in stretch and "引" not in stretch:
        return None
    source = _REPORT.search(stretch)
    if source is None or "；" in stretch[source.end() :] or _own(layout, source.group()):
        return None
    if _STATED.search(stretch, source.end()):
        return None
    own = max(source.end(), clause.start - begin)
    if status == "actual" and not _UNDER_WAY.search(stretch, own):
        return None
    return layout.span(begin + source.start(), begin + source.end())


def _own(layout: Layout, source: str) -> bool:
    """Whether an article quotes its own outlet: 某報訊 … 據某報此前報道."""
    earlier = _EARLIER.search(source)
    if earlier is None:
        return False
    body = layout.text.find("\n") + 1
    at = layout.text.find(earlier.group("outlet"), body, body + _DATELINE)
    return at >= 0 and layout.text[max(0, at - 1) : at] != "据"


def denied(layout: Layout, start: int, end: int, status: Status) -> Span | None:
    """The words that deny a rumour told before, in its sentence or the next.

    Args:
        layout: the article.
        start: where the trigger begins.
        end: where it ends.
        status: what the cues near the trigger say.
    """
    if status == "denied":
        return None
    sentences = layout.article.sentences
    clause = layout.clauses[layout.clause_at(start)]
    begin, limit = sentences[clause.sentence]
    if (
        status == "rumored"
        and clause.sentence + 1 < len(sentences)
        and not _ANSWERED.search(layout.text, end, limit)
    ):
        limit = min(limit + _REACH, sentences[clause.sentence + 1][1])
    denials = list(_DENIAL.finditer(layout.text, end, limit))
    talk = _TALK.search
    if not denials or not (talk(layout.text, begin, start) or talk(layout.text, end, clause.end)):
        return None
    for denial in denials:
        # 檢調搜索公司，市場傳出他被列為被告，公司否認: the denial is of a rumour told since.
        if _NEW_TALK.search(layout.text, clause.end, denial.start()):
            return None
        if not _UNDENIED.search(layout.text[max(0, denial.start() - 6) : denial.start()]):
            return layout.span(*denial.span())
    return None
