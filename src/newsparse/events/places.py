"""Where each mention of a clause stands towards a trigger: before it, after it, behind 被 or 向.

A clause is read as noun phrases around its trigger. A phrase is a run of mentions with little
between them (騰訊 董事長 馬化騰); the word right before it (被 由 將 向 對 與 從 在) tells its
place. Passive clauses are turned round, so that ``subject`` is always who acts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import zip_longest

from newsparse.annotation import Mention
from newsparse.events.layout import Layout
from newsparse.events.phrases import Found, marked_place, phrases, phrases_of
from newsparse.events.plan import VALUES, Plan

# 遭解雇, 獲A投資, 被宣告破產: the marker may be cut off from the trigger by an adverb or the agent.
_PASSIVE_AT_TRIGGER = re.compile(
    r"(?:被|遭|获|受|挨|由(?:董事[会局]|股东大?会|公司|母公司|总统|政府))(?:[^，、]{0,3})$"
)
# 收购公司一事, 向公司下发关注函: 公司 in a place of the clause is whom the article is about.
_COMPANY_HERE = r"(?:该|本)?公司(?![债法章治总高董股东业产的内名员])"
_COMPANY_AFTER = re.compile(
    r"(?:了|其)?(?:该|本)?公司(?=[，。；、？！」”）)]|一事|股份|股权|的|[0-9]|\n)"
)
# 受让甲持有的公司10%股份: whose shares they are, and not who held them.
_COMPANY_HELD = re.compile(r"(?:该|本|上市)?公司(?=的?(?:全部|剩余)?(?:[\d,.]+[%％万亿]?股?|股))")
_COMPANY_MARKED = re.compile(
    rf"(?:(?P<to>向|予)|(?P<on>对|就)|(?P<with>与|和)|(?P<from>从)){_COMPANY_HERE}"
)
_TAIL = 16
_FIRMS = frozenset(("COMPANY", "ORG"))
# A與B簽約: B stands in the list of subjects and is the partner as well.
_PARTNER = re.compile(r"(?:与|和|跟|同|联手|携手?|偕|伙|联合)[「『“《\s]*$")
_OWNER = re.compile(
    r"(?:[（(][^）)]{0,12}[）)])?(?:公司)?"
    r"(?:旗下|的子公司|子公司|附属公司|所?持有?的?|手中|手上|[于在][^，。；、]{1,8}的)"
)
_WHOSE = re.compile(r"(?:[（(][^）)]{0,12}[）)])?(?:公司)?旗下")
# 甲大股東減持: the company only tells whose shareholder acts, and nobody else is named.
_SHAREHOLDER = (
    r"的?(?:两|三|多名|部分|全体|其他|所有|原|持股5[%％]以上|第[一二三四五]大|[主重]要|大|小|法人|创始|控股|\d+名)*"
    r"(?:股东(?!大?会|权益|常会|临时会|名册|回报)|实控人|实际控制人|董监事?|高管)"
)
_OF = re.compile(_SHAREHOLDER)
# 向甲全體股東購買甲的股權: the shares are those of the company named.
_OF_ALL = re.compile(rf"(?:[（(][^）)]{{0,30}}[）)])?{_SHAREHOLDER}")
_TEAM = re.compile(r"[（(]?(?:共同|联合)?(?:组成|组建)?的?[^，。；、）)]{0,4}联合体")
# 日前辭世的最高顧問乙, 已破產的甲航空: whom the verb is said of stands behind it.
_HEAD = re.compile(r"的[^，。；、：]{0,4}")
# 甲，與大模型公司乙，簽署協議; 向行政總裁丙，出售單位: who is dealt with has a clause of his own.
_CLOSES = re.compile(r"(?:（[^）]{0,30}）|\([^)]{0,30}\)|等|公司|集团|[」”》])*[，,]")
# 將子公司甲50%股權，以7億元賣給日商乙
_SHARES = re.compile(
    r"\s?的?(?:[\d.]+[%％]|全部|全数|所有|其余)?的?(?:股权|股份|持股|股票|权益|业务)[，,]?"
)
_HANDS = re.compile("[将把](?:旗下|其)?[^，。；将把与向给予]{2,14}$")
_FIRM_OF = re.compile("(?:[日美港陆中韩英德法外台星]商)?")
# 甲預計政府出售物業, 甲的網友控訴乙: another acts, who has no name.
_OF_OTHERS = re.compile(
    r"[^，。；政当局央市业]{0,8}(?:预[计期估料测]|估计|认为|相信|指|料|建议|呼吁|促请?|要求|希望|批评)"
    r"(?:特区|香港|美国)?(?:政府|当局|局方|央行|业界|同业)"
    r"|的?(?:用户|网友|客户|车主|业主|粉丝|股民|散户|消费者|乘客|玩家|储户|会员)(?![数量规增])"
)
# 由曾任教授的甲出任: what somebody was only tells who it is.
_FORMER = re.compile(
    r"(?:曾经?|长期|一直|此前|之前|先前|早前|原先?)(?:担任|任|出任|任职[于在]|兼任)[^，。；、]{0,14}$"
)
# 合併案獲乙有條件通過: who lets a deal pass makes none.
_APPROVES = re.compile(
    r"(?:有条件|无条件|正式|最终|原则|董事会|股东会)*(?:通过|批准|核准|同意|许可|放行|核可|认可)"
)
_BY_OTHER = re.compile(r"[^，。；]{2}(?:[获遭被]|获得)$")
_RECEIVED = re.compile(r"(?:收到|接到|接获|收悉)了?[「“《\s]*$")
# 由甲、乙分別得標
_BY_LIST, _LISTED = re.compile(r"(?<![经自])由[^，。；被遭获由]{1,20}[、和及与]$"), 24
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
    layout: Layout, index: int, start: int, end: int, stop: int, plan: Plan
) -> Placed:
    """Places of the mentions around a trigger.

    Args:
        layout: the article.
        index: the trigger's clause.
        start: where the trigger begins.
        end: where it ends.
        stop: where the next verb begins; mentions behind it belong to that one.
        plan: what the trigger's frame asks for.
    """
    clause = layout.clauses[index]
    placed = Placed()
    before = [m for m in clause.mentions if m.end <= start]
    after = [m for m in clause.mentions if end <= m.start < stop]
    agents: list[Found] = []
    subjects: list[list[Mention]] = []
    asides = not layout.brackets or layout.in_brackets(start)
    if not plan.staffed:
        before = [m for m in before if m.label != "COMPANY" or not layout.left(m)]
    for phrase in phrases(layout, before, asides=asides):
        phrase, place = _marked(layout, phrase, clause.start)
        if plan.receives and _RECEIVED.search(layout.text, clause.start, phrase[0].start):
            place = "agent"
        if place == "agent":
            agents += [(m, "agent") for m in phrase]
            placed.passive = placed.passive or not _ends_with_by(layout, phrase[0])
        elif place is None and _handed_over(layout, phrase, clause.start, start):
            for mention in phrase:
                placed.add("object", mention, "before:object")
        elif place is None and _OF_OTHERS.match(layout.text, phrase[-1].end, start):
            continue
        elif place is None or (
            place == "with" and _TEAM.match(layout.text, phrase[-1].end, phrase[-1].end + _TAIL)
        ):
            subjects.append(phrase)  # 公司與乙（聯合體）預中標
        elif place == "to" and _OF_ALL.match(layout.text, phrase[-1].end):
            for mention in phrase:
                placed.add("object", mention, "shareholders")
        else:
            for mention in _heads_first(layout, phrase):
                placed.add(place, mention, f"before:{place}")
    if not agents and _PASSIVE_AT_TRIGGER.search(layout.text[max(clause.start, start - 5) : start]):
        placed.passive = True
    if all(m.label in VALUES for m in before):
        for place, mention in _told_before(layout, index):
            placed.add(place, mention, f"clause before:{place}")
    for phrase in reversed(subjects):
        for mention in _heads_first(layout, phrase):
            placed.add("subject", mention, "subject")
        tail = phrase[-1].end
        if len(phrase) > 1 and not _TEAM.match(layout.text, tail, tail + _TAIL):
            for mention in phrase[1:]:
                if _PARTNER.search(layout.text, clause.start, mention.start):
                    placed.add("with", mention, "subject:with")
        if _OWNER.match(layout.text, tail, tail + _TAIL):
            for mention in phrase:
                placed.add("owner", mention, "owner")
        elif _OF.match(layout.text, tail, tail + _TAIL):
            for mention in phrase:
                placed.add("of", mention, "of")
    if plan.headed and after and _HEAD.fullmatch(layout.text, end, after[0].start):
        heads = [(m, "head") for phrase in phrases(layout, after)[:1] for m in phrase]
        placed.places["subject"] = heads + placed.get("subject")
    if not after:
        after = _listed_next(layout, index)
    topic = layout.topic_at(start)
    for phrase in phrases(layout, after):
        phrase, place = _marked(layout, phrase, end)
        at_once = _FIRM_OF.fullmatch(layout.text, end, phrase[0].start)
        if place is None and at_once and layout.text[end - 1] in "给予":
            place = "to"  # 卖给, 售予日商: the marker is part of the trigger
        owner = _OWNER.match(layout.text, phrase[-1].end, phrase[-1].end + _TAIL)
        if owner and topic and _COMPANY_HELD.match(layout.text, owner.end()):
            placed.add("object", topic, "anaphor:公司")
            continue
        ordered = _person_first(phrase) if plan.accused else phrase
        for mention, following in zip_longest(ordered, ordered[1:]):
            if place == "agent":
                # 甲倒閉 由乙收購, 攜手甲獲乙核准: who acts behind a verb of one's own does else
                other = _BY_OTHER.search(layout.text, end, phrase[0].start) or _APPROVES.match(
                    layout.text, phrase[-1].end
                )
                if not plan.headed and not other:
                    agents.append((mention, "agent"))
            elif place in (None, "object"):
                # 收購甲旗下的乙: whose firm it is stands before its name
                whose = following and _WHOSE.match(layout.text, mention.end, following.start)
                stands = "owner" if owner or whose else "object"
                placed.add(stands, mention, stands)
            else:
                placed.add(place, mention, f"after:{place}")
    if topic is not None:
        if not after and _COMPANY_AFTER.match(layout.text, end, end + 6):
            placed.add("object", topic, "anaphor:公司")
        if layout.text.find("公司", clause.start, start) >= 0:
            marked = _COMPANY_MARKED.search(layout.text, clause.start, start)
            if marked and marked.lastgroup:
                placed.add(marked.lastgroup, topic, "anaphor:公司")
    if not plan.turned:
        acting = [found for found in agents if _acts(layout, found[0])]
        placed.places["by"] = [found for found in agents if found not in acting]
        if acting:  # 變壓器案由甲得標: who is behind 由 acts, whoever is told before it
            placed.places["object"] = placed.get("object") + placed.get("subject")
            placed.places["subject"] = acting
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


def _handed_over(layout: Layout, phrase: list[Mention], begin: int, end: int) -> bool:
    """Whether shares of a firm are what 將 hands over: 甲將酒吧業務乙30%權益售予丙."""
    return bool(
        phrase[-1].label == "COMPANY"
        and _HANDS.search(layout.text, begin, phrase[0].start)
        and _SHARES.match(layout.text, phrase[-1].end, end)
    )


def _marked(layout: Layout, phrase: list[Mention], begin: int) -> tuple[list[Mention], str | None]:
    """A phrase and its place; of 曾任教授的甲 only who that was, in the place of a subject."""
    if phrase[-1].label == "PERSON" and _FORMER.search(layout.text, begin, phrase[0].start):
        return phrase[-1:], None
    if phrase[-1].label == "PERSON" and _RECEIVED.search(layout.text, begin, phrase[0].start):
        return phrase, None  # 收到董事甲遞交的辭職報告
    return phrase, marked_place(layout, phrase[0], begin)


def _person_first(phrase: list[Mention]) -> list[Mention]:
    """In 起訴甲前董事長乙 it is 乙 who is meant, and 甲 tells whose chairman that was."""
    if [m.label for m in phrase[-2:]] != ["POSITION", "PERSON"]:
        return phrase
    return [phrase[-1], *phrase[:-1]]


def _heads_first(layout: Layout, phrase: list[Mention]) -> list[Mention]:
    """The head of a phrase stands last (A公司股東B), but a list is headed by its first (A與B)."""
    at = len(phrase) - 1
    while at and (phrase[at - 1].label in _FIRMS or phrase[at - 1].label == phrase[at].label):
        if not layout.joined(phrase[at - 1], phrase[at], tuple(_FIRMS)):
            break
        at -= 1
    return [*phrase[at:], *reversed(phrase[:at])]


def _told_before(layout: Layout, index: int) -> list[tuple[str, Mention]]:
    """Whom the clause before a verb's names as the one dealt with, and nothing else."""
    here, told = layout.clauses[index], layout.clauses[index - 1]
    if not index or told.sentence != here.sentence or not told.mentions:
        return []
    runs = phrases_of(layout, told)
    if not runs:
        return []
    last = runs[-1][-1]
    place = marked_place(layout, runs[-1][0], told.start)
    if place == "object" and _SHARES.fullmatch(layout.text, last.end, told.end):
        return [("object", last)]  # 將甲50%股權，以7億元賣給乙
    if last is not told.mentions[-1] or not _CLOSES.fullmatch(layout.text, last.end, told.end):
        return []
    return [(place, m) for m in _heads_first(layout, runs[-1])] if place in ("with", "to") else []


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


def _acts(layout: Layout, mention: Mention) -> bool:
    """Whether 由 stands before a name or before the list it is in."""
    run = layout.text[max(0, mention.start - _LISTED) : mention.start]
    return run.endswith("由") or bool(_BY_LIST.search(run))


def _ends_with_by(layout: Layout, mention: Mention) -> bool:
    return layout.text.endswith("由", 0, mention.start)
