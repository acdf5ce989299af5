"""Who is still spoken of: the subject that a clause or a sentence without one takes over.

Chinese drops a subject that goes on: 均豪斥資3.07億元，取得志聖股票.
"""

from __future__ import annotations

import re

from newsparse.annotation import Mention
from newsparse.events.brokers import is_broker
from newsparse.events.clauses import Clause
from newsparse.events.layout import Layout
from newsparse.events.phrases import OWNED, Found, marked_place, phrases_of

# A subject is not carried further than this many clauses (and a text without stops stays fast).
_CARRY = 16

_ANNOUNCES = re.compile(
    r"(?:（[^）]{0,30}）|\([^)]{0,30}\))?(?:[^，。；、]{0,8})(?:公告|公布|披露|宣布|表示|称|发布)"
)
# 甲入主經營的百年老店乙: what stands before 的 tells which firm 乙 is.
_TELLS_WHICH = re.compile(r"[^，。；、：]{2,14}的[^，。；、：的]{0,6}")
# 政府亦, 不少網友: who acts and has no name that could be listed.
_OTHERS = re.compile(
    r"[^，。；：\u0000-\u007f]{0,3}?(?:政府|中央(?!电|银|处)|央行|人行|当局|局方|市府|县府|院方|校方|警方|业界|同业"
    r"|竞争对手|民众|市民|网友|消费者|用户|居民|(?<![该此])(?<![^日]本)企业(?!家)|私人机构|雇主|店家|商家|玩家|选民|警方"
    r"|有[\d多数]+家[^，。；、：]{0,8}(?:企业|公司|厂商|业者)|(?:银行|寿险|产险|保险|证券|期货|投信)业(?![务绩]))"
    # 有網友懷疑其遭攻擊: who only says so does nothing
    r"(?![^，。；]{0,4}(?:怀疑|认为|指|称|质疑|猜测|爆料|发现|表示|投诉|反映|预[期计估料]|批准|核准|同意|允许))"
)
# 甲公告，擬購買乙49%股權，股票停牌: whose shares are not traded is who announces it.
_OWN_SHARES = re.compile(r"(?:[AH]股)?股票(?=自|将|于|已|今|明|继续|停牌|复牌|短暂|明起|今起)")
_SPEECH_REACH = 4
_LEADS_IN = re.compile(r"(?:另外|此外|另|其中|同时|不过|而|个股方面|新股方面|其他)，")
# Whoever a sentence is about stands this near its head.
_OPENS = 3
# 主要客戶甲也受惠: whoever trades with the subject does not take its place.
_ANOTHER = ("客户", "竞争对手")
_MEDIA = ("报", "社", "网", "刊", "新闻", "电视台", "电台")
# 打入甲供應鏈, 投資甲: what another's verb is done to does not take its place either.
_DONE_TO = re.compile(
    r"(?:受惠于?|受益于?|得益于|受累于?|受制于?|搭上|带动|推升|激励|加上|以及|串联|打入|切入|挤进|投资|转投资|合并|收购|并购|入股|供应|供货|出货|出售|持有|取得|挤下|超越|击败|取代"
    r"|结盟|代工|认列|处分|剔除|不含|不计|排除|扣除(?:已?处分的)?|新增|引入|引进)(?:了|给|予)?$"
)


def carried(
    layout: Layout, index: int, labels: tuple[str, ...], *, figures: bool = False
) -> Found | None:
    """The subject a clause without one takes over: from the clauses before it, or 公司 / 集團.

    Chinese drops a subject that goes on: 均豪斥資3.07億元，取得志聖股票. For figures a name in 公司
    counts as one: 轉投資的甲公司，去年營收10億元. Worked out once a clause.
    """
    key = index, labels, figures
    if key not in layout.carried:
        layout.carried[key] = _carried(layout, index, labels, figures=figures)
    return layout.carried[key]


def _carried(layout: Layout, index: int, labels: tuple[str, ...], *, figures: bool) -> Found | None:
    here = layout.clauses[index]
    topic = layout.topic_at(here.start) if labels[0] == "COMPANY" else None
    if topic and (
        layout.anaphor(here, here.end) or _OWN_SHARES.match(layout.text, here.start, here.end)
    ):
        return spoken_for(layout, index) or topic, "anaphor:公司"
    for back in range(index - 1, max(-1, index - _CARRY), -1):
        clause = layout.clauses[back]
        if clause.sentence != here.sentence:
            break
        head = _head(layout, clause, labels)
        if topic and layout.anaphor(clause, clause.end):
            if figures and head and layout.text.endswith(("公司", "集团"), head.start, head.end):
                return head, "carried:clause"
            return spoken_for(layout, back) or topic, "anaphor:公司"
        if head:
            return head, "carried:clause"
    return None


def spoken_for(layout: Layout, index: int) -> Mention | None:
    """Who 公司 is in a clause: the firm that speaks there, the one just told of, or the topic."""
    told = _announcer(layout, index) or _just_told(layout, index) or _opener(layout, index)
    return told or layout.topic_at(layout.clauses[index].start)


def _announcer(layout: Layout, index: int) -> Mention | None:
    """Who 公司 is right after 翊澜股份公告 or 曜嶺電池表示: the company that speaks."""
    here = layout.clauses[index]
    for back in range(index - 1, max(-1, index - _SPEECH_REACH), -1):
        clause = layout.clauses[back]
        if clause.sentence != here.sentence:
            return None
        for mention in reversed(clause.mentions):
            if mention.label == "COMPANY" and _ANNOUNCES.match(
                layout.text, mention.end, clause.end
            ):
                return mention
    return None


def _just_told(layout: Layout, index: int) -> Mention | None:
    """Who 集團 is behind a sentence about one firm that is not the article's: 乙急跌。集團料….

    A round-up tells of many firms in turn; where the sentence before names one, 集團 is that one.
    """
    here = layout.clauses[index]
    begin, _ = layout.article.sentences[here.sentence]
    if (
        not layout.round_up
        or here.sentence < 2
        or here.start != begin
        or layout.text[begin - 1] == "\n"
    ):
        return None
    start, end = layout.article.sentences[here.sentence - 1]
    firms = [m for m in layout.between(start, end) if m.label == "COMPANY"]
    if not firms or len({m.entity or m.text for m in firms}) > 1:
        return None
    first, main = firms[0], layout.main
    if main and (first.entity or first.text) == (main.entity or main.text):
        return None
    return first if first.start - start <= _OPENS else None


def _opener(layout: Layout, index: int) -> Mention | None:
    """The other firm that opens a paragraph, where the article's own is not named before 公司.

    甲升7% … / 乙升1.3%，公司宣布回購: the one who buys back is 乙.
    """
    here, main = layout.clauses[index], layout.main
    begin = layout.text.rfind("\n", 0, here.start) + 1
    firms = [m for m in layout.between(begin, here.start) if m.label == "COMPANY"]
    if not firms or main is None or begin == 0 or firms[0].start - begin > _OPENS:
        return None
    named = {m.entity or m.text for m in firms}
    return firms[0] if (main.entity or main.text) not in named else None


def others_act(layout: Layout, index: int, start: int) -> bool:
    """Whether a body or crowd without a name acts in a sentence: 政府吸納人才，先後推出計劃."""
    here = layout.clauses[index]
    for back in range(index, max(-1, index - _CARRY), -1):
        clause = layout.clauses[back]
        if clause.sentence != here.sentence:
            return False
        stop = min(clause.end, start)
        if another_acts(layout, clause, stop):
            return True
        if any(m.label == "COMPANY" and m.end <= stop for m in clause.mentions):
            return False
    return False


def another_acts(layout: Layout, clause: Clause, start: int) -> bool:
    """Whether a clause begins with a body or crowd that acts and has no name: 政府推出「X」."""
    stretch = clause.start, start
    found = layout.crowds.get(stretch)
    if found is None:
        found = layout.crowds[stretch] = _OTHERS.match(layout.text, *stretch) is not None
    return found


def carried_sentence(layout: Layout, index: int, labels: tuple[str, ...]) -> Found | None:
    """The subject of the sentence before, for a sentence that names none."""
    here = layout.clauses[index].sentence
    item = layout.item_at(layout.clauses[index].start)
    for back in range(index - 1, max(-1, index - 3 * _CARRY), -1):
        clause = layout.clauses[back]
        if clause.sentence == here:
            continue
        if clause.sentence < here - 1 or item != layout.item_at(clause.start):
            return None
        opens = back == 0 or layout.clauses[back - 1].sentence != clause.sentence
        if opens:
            if not clause.mentions and _LEADS_IN.fullmatch(layout.text, clause.start, clause.end):
                clause = layout.clauses[back + 1]  # 另外，甲今早掛牌。股份曾升3倍
            head = _head(layout, clause, labels)
            return (head, "carried:sentence") if head else None
    return None


def header(layout: Layout, index: int, labels: tuple[str, ...]) -> Found | None:
    """Of whom a sentence is told ahead of it: 金管局：林若川12月退休."""
    begin, end = layout.article.sentences[layout.clauses[index].sentence]
    first = next(iter(layout.between(begin, end)), None)
    if first is None or first.start != begin or first.label not in labels:
        return None
    told = layout.text.startswith(("：", ":"), first.end)
    others = is_broker(layout, first) or layout.text.endswith(_MEDIA, 0, first.end)
    return (first, "carried:header") if told and not others else None


def _head(layout: Layout, clause: Clause, labels: tuple[str, ...]) -> Mention | None:
    for mention in clause.mentions:
        if mention.label in labels:
            break
    else:
        return None
    heads: Mention | None = None
    for phrase in phrases_of(layout, clause):
        found = next((at for at, m in enumerate(phrase) if m.label in labels), None)
        if heads is not None:
            if found is None or not _TELLS_WHICH.fullmatch(layout.gap(heads.end, phrase[0].start)):
                return heads
        elif found is None or _aside(layout, clause, phrase[0]):
            continue
        heads = _owned(layout, phrase, found)
    return heads


def _aside(layout: Layout, clause: Clause, first: Mention) -> bool:
    """Whether a phrase stands beside the subject: 受惠甲, 主要客戶甲, 甲領投."""
    if first.label == "COMPANY" and layout.beside(first):
        return True
    if layout.text.endswith(_ANOTHER, clause.start, first.start):
        return True
    if is_done_to(layout, clause, first):
        return True
    return marked_place(layout, first, clause.start) is not None


def is_done_to(layout: Layout, clause: Clause, mention: Mention) -> bool:
    """Whether a name stands right behind what another does to it: 打入甲供應鏈, 收購甲."""
    begin = max(clause.start, mention.start - 5)
    return _DONE_TO.search(layout.text, begin, mention.start) is not None


def _owned(layout: Layout, phrase: list[Mention], at: int) -> Mention:
    """Whom a phrase is about: 乙 in 甲旗下乙 and 甲轉投資的乙."""
    while at + 1 < len(phrase) and phrase[at + 1].label == phrase[at].label:
        if not OWNED.fullmatch(layout.gap(phrase[at].end, phrase[at + 1].start)):
            break
        at += 1
    return phrase[at]
