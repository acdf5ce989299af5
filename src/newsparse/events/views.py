"""Brokers' views of a security: target prices and ratings."""

from __future__ import annotations

import re

from newsparse.annotation import Argument, Mention, Span
from newsparse.events.brokers import is_broker
from newsparse.events.candidate import Candidate
from newsparse.events.carried import carried_sentence
from newsparse.events.clauses import Clause
from newsparse.events.event_type import EventType
from newsparse.events.layout import Layout
from newsparse.events.words import Word

_WORDS = (
    "买入|买进|增持|中性|中立|减持|卖出|沽售|持有|优于大盘|优于大市|跑赢大市|跑输大市|跑赢大盘|跑输大盘|跑赢行业|跑输行业"
    "|强于大市|弱于大市|同步大市|领先大市|落后大市|逢低买进|推荐|强烈推荐|加码|减码|区间操作|与大市同步|垃圾级"
)
_A_GRADE = re.compile(_WORDS)  # 中立, which a firm is called too
_RATING = re.compile(rf"[「“\"『‘]?(?P<rating>{_WORDS}|[A-D]{{1,3}}[1-3]?[+-]?)[’」”\"』]")
_GRADES = rf"{_WORDS}|(?:Aaa|Aa|Baa|Ba|Caa|Ca|[ABC])[1-3]?|(?:AAA|AA|A|BBB|BB|B|CCC|CC|D)[+-]?"
_GRADED = re.compile(
    rf"(?:(?:[至为到]|[给首]予|维持|重申|列为|摔至|[升降首]评)[^，。；]{{0,14}}?)[「“\"『‘]?(?P<rating>{_GRADES})(?![a-zA-Z0-9+-])"
)
# 烏克蘭信評, 法國的長期主權信用評級: a state is graded where its name stands right before.
_STATE_GRADE = re.compile(
    r"的?(?:长期|短期|外币|本币|外汇|主权|债务|债信|信用|信贷)*(?:评级|评等|信评|债信)"
)
_GRADE_OF = re.compile("(?:等(?:公司|个股)?)?的?(?:投资|股票|信用|信贷|债信)?")
# 甲與乙協同效應仍在，目標價161元: the target is that of 甲
_BESIDE = re.compile(r"(?<![，。；、])(?:与|和|跟)[「“]?$")
# 對甲做出預估：中位數…，最高…，最低…，目標價為119元
_NEAR, _FAR = 4, 8
_TOWARDS = ("对", "将")
# 給予200元的高目標價, but not 由150元目標價上調
_BEFORE = re.compile("的?(?:最?[新高低])?")
_OLD = ("由", "从", "自", "将", "把", "原", "原先", "原本")
_RAISED = re.compile(
    r"升评|上调|调升|调高|上修|升[至到]|提高|上看|升(?=[^，。；升降]{2,12}(?:目标价|评[级等]))"
)
_LOWERED = re.compile(
    r"降评|下调|调降|调低|下修|降[至到]|降(?=[^，。；升降]{2,12}(?:目标价|评[级等]))|[下砍]砍|砍[至到]"
)


def read_targets(layout: Layout, event_type: EventType, words: list[Word]) -> list[Candidate]:
    """Target prices: 目標價由48元上調至50元 (the last sum of the clause is the new one)."""
    candidates = []
    for word in words:
        if word.group != "target":
            continue
        index = layout.clause_at(word.start)
        clause = layout.clauses[index]
        sums = [m for m in clause.mentions if m.label == "MONEY"]
        sums = (
            [m for m in sums if _is_before(layout, m, word)]
            or [m for m in sums if m.start >= word.end]
            or _next_sums(layout, index)
        )
        security = _rated(layout, index, word.start)
        if not sums or security is None:
            continue
        rating = _rating(layout, index)
        direction = _direction(layout, clause.start, max(clause.end, sums[-1].end))
        if rating and not direction:  # 評級下調至中性，目標價130元
            graded = layout.clauses[layout.clause_at(rating.start)]
            direction = _direction(layout, graded.start, graded.end)
        told = [Argument("direction", direction, "cue")] if direction else []
        told += [Argument("rating", rating, "quoted grade")] if rating else []
        trigger = layout.span(word.start, word.end)
        for each, target in _each_target(layout, index, security, sums):
            arguments = [
                Argument("security", each, "nearest before the target"),
                Argument("target_price", target, "next to 目标价"),
                *told,
            ]
            candidates.append(Candidate(event_type, trigger, index, clause.sentence, arguments))
    return candidates


def _is_before(layout: Layout, price: Mention, target: Word) -> bool:
    """Whether a sum stands right before the word: 給予98元目標價, 喊出200元的高目標價."""
    if not _BEFORE.fullmatch(layout.text, price.end, target.start):
        return False
    return not layout.text.endswith(_OLD, 0, price.start)


def _each_target(
    layout: Layout, index: int, security: Mention, sums: list[Mention]
) -> list[tuple[Mention, Mention]]:
    """Which target is whose: 甲、乙目標價分別升至50元及60元 tells them in the order of names."""
    clause = layout.clauses[index]
    listed = _with_list(layout, index, security)
    if len(listed) == len(sums) and layout.text.find("分别", clause.start, clause.end) >= 0:
        return list(zip(listed, sums, strict=True))
    return [(security, sums[-1])]


def _direction(layout: Layout, start: int, end: int) -> str | None:
    """Whether a target or a grade is said to be raised or lowered."""
    if _RAISED.search(layout.text, start, end):
        return "up"
    return "down" if _LOWERED.search(layout.text, start, end) else None


def _next_sums(layout: Layout, index: int) -> list[Mention]:
    """The sums of the next clause where that tells the new target: 目標價，則從54元降到44元."""
    if index + 1 >= len(layout.clauses):
        return []
    clause = layout.clauses[index + 1]
    if clause.sentence != layout.clauses[index].sentence:
        return []
    told = _RAISED.search(layout.text, clause.start, clause.end)
    told = told or _LOWERED.search(layout.text, clause.start, clause.end)
    if not told or any(m.label == "COMPANY" for m in clause.mentions):
        return []
    return [m for m in clause.mentions if m.label == "MONEY"]


def read_ratings(layout: Layout, event_type: EventType, words: list[Word]) -> list[Candidate]:
    """Grades without a target price: 將甲評級由Ba3下調至B1, 首予乙買入評級."""
    candidates = []
    priced = {
        layout.clauses[layout.clause_at(w.start)].sentence for w in words if w.group == "target"
    }
    for word in words:
        if word.group != "rating":
            continue
        index = layout.clause_at(word.start)
        clause = layout.clauses[index]
        grades = list(_GRADED.finditer(layout.text, clause.start, clause.end))
        direction = _direction(layout, clause.start, clause.end)
        if grades:
            security = _rated(layout, index, grades[-1].start("rating"))
        else:
            security = _whose_grade(layout, clause, word) if direction else None
        if security is None or clause.sentence in priced:
            continue
        graded = _with_list(layout, index, security)
        arguments = [Argument("security", s, "nearest before the grade") for s in graded]
        if grades:
            rating = layout.span(*grades[-1].span("rating"))
            arguments.append(Argument("rating", rating, "grade"))
        if direction:
            arguments.append(Argument("direction", direction, "cue"))
        trigger = layout.span(word.start, word.end)
        candidates.append(Candidate(event_type, trigger, index, clause.sentence, arguments))
    return candidates


def _rated(layout: Layout, index: int, before: int) -> Mention | None:
    """What a broker grades: a state, the company before the word, else what goes on."""
    sentence = layout.clauses[index].sentence
    for place in layout.clauses[index].mentions:
        if place.label == "PLACE" and _STATE_GRADE.match(layout.text, place.end, before):
            return place
    for back in range(index, max(-1, index - _FAR), -1):
        clause = layout.clauses[back]
        if clause.sentence != sentence:
            break
        names = [
            m
            for m in clause.mentions
            if m.label == "COMPANY"
            and m.end <= before
            and not is_broker(layout, m)
            and not _A_GRADE.fullmatch(layout.text, m.start, m.end)
            and not layout.in_brackets(m.start)
            and not _BESIDE.search(layout.text, clause.start, m.start)
        ]
        if names and index - back >= _NEAR:
            names = [m for m in names if layout.text.endswith(_TOWARDS, 0, m.start)]
        if names:
            return names[-1]
    found = carried_sentence(layout, index, ("COMPANY",))
    if found and not is_broker(layout, found[0]):
        return found[0]
    main = layout.main
    return None if main and is_broker(layout, main) else main


def _whose_grade(layout: Layout, clause: Clause, word: Word) -> Mention | None:
    """Whose grade is moved, where nobody says to what: 調降甲、乙評等."""
    return next(
        (
            m
            for m in clause.mentions
            if m.label == "COMPANY" and _GRADE_OF.fullmatch(layout.text, m.end, word.start)
        ),
        None,
    )


def _with_list(layout: Layout, index: int, last: Mention) -> list[Mention]:
    """A graded company with those listed before it: 降評甲、乙至中立."""
    found = [last]
    for mention in reversed(layout.clauses[index].mentions):
        if mention.label == "COMPANY" and mention.end <= found[0].start:
            if not layout.joined(mention, found[0]):
                break
            found.insert(0, mention)
    return found


def _rating(layout: Layout, index: int) -> Span | None:
    """The grade in quotes next to a target price: 評級由「增持」下調至「中性」, 目標價4.5元."""
    sentence = layout.clauses[index].sentence
    for near in (index, index - 1, index + 1):
        if 0 <= near < len(layout.clauses) and layout.clauses[near].sentence == sentence:
            clause = layout.clauses[near]
            grades = list(_RATING.finditer(layout.text, clause.start, clause.end))
            grades = grades or list(_GRADED.finditer(layout.text, clause.start, clause.end))
            if grades:
                return layout.span(*grades[-1].span("rating"))
    return None
