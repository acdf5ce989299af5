"""Roles that words of the text fill and no mention does: a cause, a project, two shareholders."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, lru_cache

from newsparse.events.clauses import Clause
from newsparse.events.event_type import Role
from newsparse.events.layout import Layout

Found = tuple[int, int, str]  # start, end, rule

_END = re.compile(r"[，。；！？：\n（(「」《》]|、(?=.{12})")
_LIMIT = 18
# Words and patterns are looked for this far from the trigger.
_REACH = 300
_AND = re.compile(r"(?:[、及和与]|以及)+")
_JOINTS = ("、", "及", "和", "与", "暨")
# What leads to a sum and names nothing: 總投資|100億元, 維持|30億美元
_TO_SUM = re.compile(
    r"[\s，]*(?:总投资|总价|合约|订单|金额|总额|共计?|合计|达|逾|约|估|可望|将|落在|维持|为|在|至|到"
    r"|的|强度){1,4}\s*$"
)
# 攜手美商高通: whose firm it is
_LAND = re.compile(r"[美日德英法韩荷瑞港星]商")
_FILLED = "了的 于在为"
# 投資總額達5000萬元, 資本支出從350億元下修: how much, and not what for
_HOW_MUCH = re.compile(
    r"总?金?额|规模|分别[达为]|[至到][约近逾]?\d|从|由|将?[达约近逾]|下修|上修|上调|下调|已有|(?:减少|增加|下降)(?=[\d约近逾至了到])|案$"
    r"|[年月]?产能.{0,3}\d|(?:计划|方案|项目)$|[^，。；]{0,16}(?:合作|战略|策略)[伙夥]"
)
# 投資100億元|在東港|興建|廠房: the place is told as one, and the verb is none of the thing.
_TO_BUILD = re.compile(r"(?:兴建|新建(?!的)|建设|建造|建(?![议筑材行构立置设造]))(?=..)")
_QUOTED = re.compile(r"[「《“](?P<inside>[^「」《》“”，。；\n]{2,24})[」》”]")
# 舉行台南新廠|落成|典禮: what a ceremony is for stands before it.
_CEREMONY = re.compile(r"典礼|仪式|大典|庆典")
_HONOURED = re.compile(
    r"(?:举行|举办|出席|主持|迎来|^|[的了于在])(?P<thing>[^，。；：、的了于在举出主迎]{2,14})$"
)
# 簽署框架協議 中國證券網訊（記者…: the by-line is no part of what a headline tells.
_BYLINE = re.compile(
    r"(?:\s\S{0,6}|\s?(?:中国证券网|上证报|中证网|证券时报网?|新浪财经|千龙网|央广网|每经))讯$"
)
# 被罰款, 獲得批准: what is done, without the word that says who it is done to.
_VOICE = re.compile(r"(?:再|已|正)?(?:被|遭到?|获得?|受到?)(?=..)")


def worded(
    layout: Layout, role: Role, clause: Clause, trigger: tuple[int, int], labels: Collection[str]
) -> Found | None:
    """The words that fill a role.

    Args:
        layout: the article.
        role: with words, a pattern, or "trigger" or "rest" set.
        clause: the trigger's.
        trigger: half-open code points.
        labels: of the mentions that other roles take: a stretch of nothing else tells nothing new.
    """
    start, end = trigger
    if role.words or role.pattern:
        found = _told(layout, role, clause, start, end)
        if found:
            return found
    if role.trigger:
        voice = _VOICE.match(layout.text, start, end)
        return voice.end() if voice else start, end, "trigger"
    return _rest(layout, role, clause, start, end, labels) if role.rest else None


def _told(layout: Layout, role: Role, clause: Clause, start: int, end: int) -> Found | None:
    """A word or the match of a pattern in the trigger's clause, else in its sentence."""
    text = layout.text
    first, last = layout.article.sentences[clause.sentence]
    sentence = max(first, start - _REACH), min(last, end + _REACH)
    for word in role.words:
        at = text.find(word, clause.start, clause.end)
        if at < 0:
            at = text.find(word, *sentence)
        if at >= 0:
            return at, at + len(word), f"word:{word}"
    if not role.pattern:
        return None
    pattern = compiled(role.pattern)
    near = max(clause.start, sentence[0]), min(clause.end, sentence[1])
    spans = [m.span() for m in pattern.finditer(text, *near)]
    if not spans and near != sentence:
        spans = [m.span() for m in pattern.finditer(text, *sentence)]
    if not spans:
        return None
    best = min(spans, key=lambda s: min(abs(s[0] - end), abs(start - s[1])))
    return *best, "pattern"


def nearest(
    layout: Layout, pattern: str, clause: Clause, trigger: tuple[int, int]
) -> tuple[int, int] | None:
    """The match of a pattern, or its group, that stands nearest to a trigger in its clause."""
    start, end = trigger
    matches = compiled(pattern).finditer(layout.text, clause.start, clause.end)
    spans = [m.span(m.lastindex or 0) for m in matches]
    return min(spans, key=lambda s: min(abs(s[0] - end), abs(start - s[1])), default=None)


def described(layout: Layout, role: Role, clause: Clause, start: int) -> tuple[int, int] | None:
    """The description that fills a role in the trigger's clause: 兩名股東減持 names nobody."""
    pattern = compiled(role.pattern)
    spans = [m.span() for m in pattern.finditer(layout.text, clause.start, start)]
    return spans[-1] if spans else None


def listed_with(
    layout: Layout, role: Role, clause: Clause, start: int, end: int
) -> list[tuple[int, int]]:
    """The further members of a list that a pattern's match stands in: 零售業務、銀行業務及….

    Args:
        layout: the article.
        role: with a pattern.
        clause: the trigger's.
        start: where the match begins.
        end: where it ends.
    """
    pattern, found = compiled(role.pattern), []
    for match in pattern.finditer(layout.text, clause.start, clause.end):
        if match.start() > end and _AND.fullmatch(layout.text, end, match.start()):
            found.append(match.span())
            end = match.end()
    return found


def _rest(
    layout: Layout, role: Role, clause: Clause, start: int, end: int, labels: Collection[str]
) -> Found | None:
    """What follows the trigger in its clause."""
    text = layout.text
    if _CEREMONY.match(text, end):
        before = _HONOURED.search(text, clause.start, start)
        return None if before is None else (*before.span("thing"), "before the ceremony")
    begin = _after_values(layout, end, clause.end)
    if role.kinds:  # what is built, and not what is worked on together
        begin = _past_build(layout, begin, clause.end)
    quoted = _QUOTED.match(text, begin, clause.end)
    if quoted:
        begin, stop = quoted.span("inside")
    else:
        limit = min(clause.end, begin + _LIMIT)
        ending = _END.search(text, begin, limit)
        stop = ending.start() if ending else limit
        last = [m for m in layout.between(begin, stop) if m.label == "MONEY"][-1:]
        if last and last[0].end >= stop:  # 得標新廠工程|逾15億元, 資本支出|維持30億美元
            stop = begin + len(_TO_SUM.sub("", text[begin : last[0].start]))
        byline = _BYLINE.search(text, begin, stop)
        stop = byline.start() if byline else stop
    if stop - begin < 2 or _HOW_MUCH.match(text, begin, stop):
        return None
    if _only_mentions(layout, begin, stop, labels):
        return None
    return begin, stop, "rest of the clause"


def _after_values(layout: Layout, begin: int, stop: int) -> int:
    """Past 了, 於 and sums: in 投資逾4億美元升級廣場 the project is 升級廣場."""
    while begin < stop:
        value = next((m for m in layout.between(begin, begin + 1) if m.label == "MONEY"), None)
        if value is not None:
            begin = value.end
        elif layout.text[begin] in _FILLED:
            begin += 1
        else:
            break
    return begin


def _past_build(layout: Layout, begin: int, stop: int) -> int:
    """Past the verb of what is built, and the place before it."""
    where = next((m for m in layout.between(begin, begin + 1) if m.label == "PLACE"), None)
    build = _TO_BUILD.match(layout.text, begin if where is None else where.end, stop)
    return build.end() if build else begin


def _only_mentions(layout: Layout, start: int, end: int, labels: Collection[str]) -> bool:
    """Whether names and values fill a stretch: in 投資小米及大米5億美元 no project is told."""
    for mention in layout.between(start, end):
        start += layout.text.startswith(_JOINTS, start)
        land = _LAND.match(layout.text, start, mention.start)
        start = land.end() if land else start
        if mention.start != start or mention.label not in {*labels, "PLACE"}:
            return False  # 攜手日本東芝, 攜手美商高通
        start = mention.end
    return start >= end


@lru_cache(maxsize=4096)
def is_like(pattern: str, name: str) -> bool:
    """Whether a name is of the kind that a pattern of an event-type file asks for."""
    return compiled(pattern).search(name) is not None


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of an event-type file."""
    return re.compile(pattern)
