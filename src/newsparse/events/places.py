"""Where each mention of a clause stands towards a trigger: before it, after it, behind 被 or 向.

A clause is read as noun phrases around its trigger. A phrase is a run of mentions with little
between them (騰訊 董事長 馬化騰); the word right before it (被 由 將 向 對 與 從 在) tells its
place. Passive clauses are turned round, so that ``subject`` is always who acts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from newsparse.annotation import Mention
from newsparse.events.layout import Clause, Layout

Found = tuple[Mention, str]
# A subject is not carried further than this many clauses (and a text without stops stays fast).
_CARRY = 16

_MARKER = re.compile(
    r"(?P<agent>被|遭|由|经|获得?|受到?|蒙|引进|引入|引来|(?<![\u4e00-\u9fff])拉)"
    r"|(?P<object>将|把|持有)"
    r"|(?P<to>向|给予?|予|至)"
    r"|(?P<on>对于?|就|针对)"
    r"|(?P<with>与|和|跟|同|联手|携手|联同|偕同?|伙同?|联合)"
    r"|(?P<from>从|自)"
    r"|(?P<at>在|于|赴|到|位于)"
    r"|(?P<as>为|(?<![现前历时首主原])任|成为|担任|出任)"
)
_MARKER_AT_END = re.compile(rf"(?:{_MARKER.pattern})(?:旗下|原|前|了|其)?$")
# 遭解雇, 獲A投資, 被宣告破產: the marker may be cut off from the trigger by an adverb or the agent.
_PASSIVE_AT_TRIGGER = re.compile(r"(?:被|遭|获|受|挨)(?:[^，、]{0,3})$")
# 與電訊商A, 被供应商B, 向飛機租賃商C: what a firm is may stand between the marker and its name.
_MARKER_WITH_KIND = re.compile(
    r"(?:(?P<agent>被|遭|由(?!于))|(?P<object>将|把)|(?P<to>向)|(?P<on>对)|(?P<with>与|和|联手|携手|夥|伙)"
    r"|(?P<from>从))[^，。；、：被遭由将把向对与和从的]{1,8}(?:商|厂|企业|公司|集团|机构|品牌|平台|业者|巨头|券商|基金"
    r"|龙头|同业|债权人|股东|银行|创投|单位|院校|大学|所|店|超商|超市|客户|买家|新创|团体)$"
)
# 向無塵室與機電工程大廠A: a kind of two parts.
_TO_KIND = re.compile(
    r"(?<![偏倾走面迈方导])向(?!性)[^，。；、：被遭由将把向对从的]{1,8}[与和及][^，。；、：被遭由将把向对从的]{1,8}(?:商|厂|企业|公司|集团|龙头|业者)$"
)
# 收购公司一事, 向公司下发关注函: 公司 in a place of the clause is whom the article is about.
_COMPANY_HERE = r"(?:该|本)?公司(?![债法章治总高董股东业产的内名员])"
_COMPANY_AFTER = re.compile(
    r"(?:了|其)?(?:该|本)?公司(?=[，。；、？！」”）)]|一事|股份|股权|的|[0-9]|\n)"
)
_COMPANY_MARKED = re.compile(
    rf"(?:(?P<to>向|予)|(?P<on>对|就)|(?P<with>与|和)|(?P<from>从)){_COMPANY_HERE}"
)
_ANNOUNCES = re.compile(
    r"(?:（[^）]{0,30}）|\([^)]{0,30}\))?(?:[^，。；、]{0,8})(?:公告|公布|披露|宣布|表示|称|发布)"
)
_SPEECH_REACH = 4
_TAIL = 16
# 向A的競爭對手B投資: A only tells who B is, and the marker is B's.
_ATTRIBUTE = re.compile(
    r"的?[^，。；、：]{0,4}(?:对手|股东|供应商|代工厂|客户|伙伴|母公司|子公司|孙公司|附属公司|投资公司|创投|旗下|品牌|关系企业|所有者|拥有者|持有人|开发商|制造商|运营商|营运商|发行商|总公司)$"
)
_OWNED = re.compile(
    r"(?:集团|公司)?(?:旗下|的?[^，。；、：]{0,4}?(?:子公司|孙公司|附属公司|转投资|投资|控股|控制|主导)的?)[^，。；、：]{0,6}"
    r"|(?:公司)?(?:的)?(?:第[一二三四五]大|大|控股)?股东"
)
# A與B簽約: B stands in the list of subjects and is the partner as well.
_PARTNER = re.compile(r"(?:与|和|跟|同)[「『“《\s]*$")
_OWNER = re.compile(
    r"(?:[（(][^）)]{0,12}[）)])?(?:公司)?"
    r"(?:旗下|的子公司|子公司|附属公司|所?持有?的?|手中|手上|[于在][^，。；、]{1,8}的)"
)
# 甲大股東減持: the company only tells whose shareholder acts, and nobody else is named.
_SHAREHOLDER = (
    r"的?(?:两|三|多名|部分|全体|其他|所有|原|持股5[%％]以上|第[一二三四五]大|[主重]要|大|小|法人|创始|控股|\d+名)*"
    r"(?:股东(?!大?会|权益|常会|临时会|名册|回报)|实控人|实际控制人|董监事?|高管)"
)
_OF = re.compile(_SHAREHOLDER)
# 向甲全體股東購買甲的股權: the shares are those of the company named.
_OF_ALL = re.compile(rf"(?:[（(][^）)]{{0,30}}[）)])?{_SHAREHOLDER}")
# 甲，與大模型公司乙，簽署協議; 向行政總裁丙，出售單位: who is dealt with has a clause of his own.
_CLOSES = re.compile(r"(?:（[^）]{0,30}）|\([^)]{0,30}\)|等|公司|集团|[」”》])*[，,]")
# 政府亦, 不少網友: who acts and has no name that could be listed.
_OTHERS = re.compile(
    r"[^，。；：\u0000-\u007f]{0,3}?(?:政府|当局|局方|市府|县府|院方|校方|警方|业界|同业|竞争对手|民众|市民|网友|消费者|用户|居民)"
)
_LIST = re.compile(r"(?:其中)?(?:包括|包含|分别为|分别是|还有|计有|有|即|为)")


@dataclass(slots=True)
class Placed:
    """Mentions by place, nearest or most likely first, each with the rule that put it there."""

    places: dict[str, list[Found]] = field(default_factory=dict)
    passive: bool = False

    def add(self, place: str, mention: Mention, rule: str) -> None:
        """Append a mention to a place."""
        self.places.setdefault(place, []).append((mention, rule))

    def get(self, place: str) -> list[Found]:
        """What stands in a place."""
        return self.places.get(place, [])


def place_mentions(
    layout: Layout, index: int, start: int, end: int, stop: int, *, turned: bool = True
) -> Placed:
    """Places of the mentions around a trigger.

    Args:
        layout: the article.
        index: the trigger's clause.
        start: where the trigger begins.
        end: where it ends.
        stop: where the next verb begins; mentions behind it belong to that one.
        turned: whether who stands behind 被 or 獲 acts (else it stays in the place "by").
    """
    clause = layout.clauses[index]
    placed = Placed()
    before = [m for m in clause.mentions if m.end <= start]
    after = [m for m in clause.mentions if end <= m.start < stop]
    agents: list[Found] = []
    subjects: list[list[Mention]] = []
    asides = not layout.brackets or layout.in_brackets(start)
    for phrase in _phrases(layout, before, asides=asides):
        place = _marked(layout, phrase[0], clause.start)
        if place == "agent":
            agents += [(m, "agent") for m in phrase]
            placed.passive = placed.passive or not _ends_with_by(layout, phrase[0])
        elif place is None:
            subjects.append(phrase)
        elif place == "to" and _OF_ALL.match(layout.text, phrase[-1].end):
            for mention in phrase:
                placed.add("object", mention, "shareholders")
        else:
            for mention in reversed(phrase):
                placed.add(place, mention, f"before:{place}")
    if not agents and _PASSIVE_AT_TRIGGER.search(layout.text[clause.start : start]):
        placed.passive = True
    if not before:
        for place, mention in _told_before(layout, index):
            placed.add(place, mention, f"clause before:{place}")
    for phrase in reversed(subjects):
        for mention in _heads_first(layout, phrase):
            placed.add("subject", mention, "subject")
        for mention in phrase[1:]:
            if _PARTNER.search(layout.text, clause.start, mention.start):
                placed.add("with", mention, "subject:with")
        tail = phrase[-1].end
        if _OWNER.match(layout.text, tail, tail + _TAIL):
            for mention in phrase:
                placed.add("owner", mention, "owner")
        elif _OF.match(layout.text, tail, tail + _TAIL):
            for mention in phrase:
                placed.add("of", mention, "of")
    if not after:
        after = _listed_next(layout, index)
    for phrase in _phrases(layout, after):
        place = _marked(layout, phrase[0], end)
        if place is None and phrase[0].start == end and layout.text[end - 1] in "给予":
            place = "to"  # 卖给, 售予: the marker is part of the trigger
        owner = _OWNER.match(layout.text, phrase[-1].end, phrase[-1].end + _TAIL)
        for mention in phrase:
            if place == "agent":
                agents.append((mention, "agent"))
            elif place in (None, "object"):
                placed.add("owner" if owner else "object", mention, "owner" if owner else "object")
            else:
                placed.add(place, mention, f"after:{place}")
    topic = layout.topic_at(start)
    if topic is not None:
        if not after and _COMPANY_AFTER.match(layout.text, end, end + 6):
            placed.add("object", topic, "anaphor:公司")
        marked = _COMPANY_MARKED.search(layout.text, clause.start, start)
        if marked and marked.lastgroup:
            placed.add(marked.lastgroup, topic, "anaphor:公司")
    if not turned:
        placed.places["by"] = agents
    elif agents:
        placed.places["object"] = placed.get("object") + [
            (m, "topic") for m, _ in placed.get("subject")
        ]
        placed.places["subject"] = agents
    elif placed.passive:
        placed.places["object"] = [(m, "passive") for m, _ in placed.get("subject")] + placed.get(
            "object"
        )
        placed.places["subject"] = []
    return placed


def _heads_first(layout: Layout, phrase: list[Mention]) -> list[Mention]:
    """The head of a phrase stands last (A公司股東B), but a list is headed by its first (A與B)."""
    at = len(phrase) - 1
    while at and phrase[at - 1].label == phrase[at].label:
        if not layout.joined(phrase[at - 1], phrase[at]):
            break
        at -= 1
    return [*phrase[at:], *reversed(phrase[:at])]


def _told_before(layout: Layout, index: int) -> list[tuple[str, Mention]]:
    """Whom the clause before a verb's names as the one dealt with, and nothing else."""
    here, told = layout.clauses[index], layout.clauses[index - 1]
    if not index or told.sentence != here.sentence or not told.mentions:
        return []
    if not _CLOSES.fullmatch(layout.text, told.mentions[-1].end, told.end):
        return []
    phrases = _phrases(layout, list(told.mentions))
    if not phrases or phrases[-1][-1] is not told.mentions[-1]:
        return []
    place = _marked(layout, phrases[-1][0], told.start)
    return [(place, m) for m in phrases[-1]] if place in ("with", "to") else []


def _listed_next(layout: Layout, index: int) -> list[Mention]:
    """What the next clause lists for a verb that names nobody.

    提名11人，包括林若川、周硯秋; 開發新模型：X1、X2.
    """
    if index + 1 >= len(layout.clauses):
        return []
    following = layout.clauses[index + 1]
    if following.sentence != layout.clauses[index].sentence:
        return []
    colon = layout.text[layout.clauses[index].end - 1] in "：:"
    if colon or _LIST.match(layout.text, following.start):
        return list(following.mentions)
    return []


def carried(
    layout: Layout, index: int, labels: tuple[str, ...], *, figures: bool = False
) -> Found | None:
    """The subject a clause without one takes over: from the clauses before it, or 公司 / 集團.

    Chinese drops a subject that goes on: 均豪斥資3.07億元，取得志聖股票. For figures a name in 公司
    counts as one: 轉投資的甲公司，去年營收10億元.
    """
    here = layout.clauses[index]
    topic = layout.topic_at(here.start) if labels[0] == "COMPANY" else None
    if topic and layout.anaphor(here, here.end):
        return _announcer(layout, index) or topic, "anaphor:公司"
    for back in range(index - 1, max(-1, index - _CARRY), -1):
        clause = layout.clauses[back]
        if clause.sentence != here.sentence:
            break
        head = _head(layout, clause, labels)
        if topic and layout.anaphor(clause, clause.end):
            if figures and head and layout.text.endswith(("公司", "集团"), head.start, head.end):
                return head, "carried:clause"
            return _announcer(layout, back) or topic, "anaphor:公司"
        if head:
            return head, "carried:clause"
    return None


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


def others_act(layout: Layout, index: int, start: int) -> bool:
    """Whether a body or crowd without a name acts in a sentence: 政府吸納人才，先後推出計劃."""
    here = layout.clauses[index]
    for back in range(index, max(-1, index - _CARRY), -1):
        clause = layout.clauses[back]
        if clause.sentence != here.sentence:
            return False
        stop = min(clause.end, start)
        if _OTHERS.match(layout.text, clause.start, stop):
            return True
        if any(m.label == "COMPANY" and m.end <= stop for m in clause.mentions):
            return False
    return False


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
            head = _head(layout, clause, labels)
            return (head, "carried:sentence") if head else None
    return None


def _head(layout: Layout, clause: Clause, labels: tuple[str, ...]) -> Mention | None:
    for phrase in _phrases(layout, list(clause.mentions)):
        if _marked(layout, phrase[0], clause.start) is None:
            for at, mention in enumerate(phrase):
                if mention.label in labels:
                    return _owned(layout, phrase, at)
    return None


def _owned(layout: Layout, phrase: list[Mention], at: int) -> Mention:
    """Whom a phrase is about: 乙 in 甲旗下乙 and 甲轉投資的乙."""
    while at + 1 < len(phrase) and phrase[at + 1].label == phrase[at].label:
        if not _OWNED.fullmatch(layout.gap(phrase[at].end, phrase[at + 1].start)):
            break
        at += 1
    return phrase[at]


def _phrases(
    layout: Layout, mentions: list[Mention], *, asides: bool = True
) -> list[list[Mention]]:
    """Runs of names with nothing or little between them; without asides no 乙 of 甲（簡稱乙）."""
    runs: list[list[Mention]] = []
    for mention in mentions:
        if mention.label in ("MONEY", "PERCENT", "DATE"):
            continue
        if not asides and runs and _is_aside(layout, runs[-1][-1], mention):
            continue
        if runs and _continues(layout, runs[-1][-1], mention):
            runs[-1].append(mention)
        else:
            runs.append([mention])
    return runs


def _is_aside(layout: Layout, left: Mention, right: Mention) -> bool:
    """Whether a name stands in brackets right behind another of its kind."""
    return (
        left.label == right.label
        and layout.in_brackets(right.start)
        and not layout.in_brackets(left.start)
    )


def _continues(layout: Layout, left: Mention, right: Mention) -> bool:
    if layout.joined(left, right):
        return True
    gap = layout.gap(left.end, right.start)
    if left.label == right.label and _ATTRIBUTE.match(gap):
        return True
    return len(gap) <= 2 and not _MARKER.search(gap) and left.label != right.label


def _marked(layout: Layout, mention: Mention, begin: int) -> str | None:
    tail = layout.text[max(begin, mention.start - 6) : mention.start].rstrip("「『“《 ")
    match = _MARKER_AT_END.search(tail)
    if match is None and mention.label in ("COMPANY", "ORG"):
        wide = layout.text[max(begin, mention.start - 14) : mention.start].rstrip("「『“《 ")
        if _TO_KIND.search(wide):
            return "to"
        match = _MARKER_WITH_KIND.search(wide)
    return match.lastgroup if match else None


def _ends_with_by(layout: Layout, mention: Mention) -> bool:
    return layout.text.endswith("由", 0, mention.start)
