"""How sure an event is: cues after ConText, each with a direction and a scope.

拟收购, 终止收购, 否认收购 are three different facts. A cue works near by, on its clause, or on
the whole sentence (据报); pseudo-cues (未来 for 未, 将军 for 将, 传媒 for 传) are longer terms that
keep the shorter one from being read.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from newsparse.annotation import STATUSES, DateRange, Span, Status
from newsparse.errors import DataFileError
from newsparse.events.layout import NAMES, Clause, Layout
from newsparse.lexicon import read_table
from newsparse.text.simplify import simplify

_DIRECTIONS = ("before", "after", "both")
_SCOPES = ("next", "near", "clause", "later", "sentence")
# How far a "near" cue reaches, in characters: 未能如期完成收購 has six between 未 and 收購.
_NEAR = 6
# Which status wins when several cues reach the trigger: a denial of a plan is a denial; between a
# plan and a fact (已, 完成) the nearer cue decides.
_RANK = {"denied": 0, "terminated": 1, "rumored": 2, "hypothetical": 3, "planned": 4, "actual": 4}
_RUMORED = _RANK["rumored"]
# 越南工廠已經擱置: triggers that are an ending themselves, whatever 已 says of them.
_ENDINGS = frozenset(("搁置", "喊停", "叫停", "告吹", "作罢", "落空", "破局", "暂缓"))
# Said of what is still to be done (核准發行), these are themselves done when they are the trigger.
_VERDICTS = frozenset(("核准", "获准", "获批", "决议", "有条件批准", "有条件通过"))
_CONDITIONS = frozenset(("若", "如果", "倘", "倘若", "一旦", "假如", "如未能", "如在", "如于"))
_CONSEQUENCE = re.compile(r"将|可能|可望|恐|便|则|就|或|才|不排除|会|须")
# 將產品列入名單, 已將廠房出售: before a noun, 將 is the object marker and says nothing about time.
_MARKER = "将"
_OBJECT = re.compile(
    r"[「『《“\"‘]|其|该|此|有关|旗下|所持|所有|(?:全部|部分)(?!用|投|由|采|为)|整个|手[上中]|公司|集团|子公司|产品"
    r"|(?![于在以会成有重可持续再])[^，。；]{2,12}(?:改建|改|转|变|升级|列|视|纳)(?:成|为|作|入)"
    r"|厂房|工厂|业务|营运触角|经营重心|重心|重点|资产|股[权份]|资金|授权许可|[\d.]+(?:%|％|亿|万)"
)
# 轉型「圓夢計畫」, 該計劃: the word for a plan as a name or a noun plans nothing.
_NOUNS = frozenset(("计划", "规划"))
_NAMED_BEFORE, _NAMED_AFTER = frozenset("」”』》的该此"), frozenset("」”』》")
_DONE_BEFORE = ("已", "并已", "更是", "已经", "才", "刚")
# Clauses that go on without a subject of their own stay under the plan: 計劃投資4億美元，擴建廣場.
_CARRY = 16
# Cues looked at in one sentence; a sentence with more is no sentence.
_MANY = 200
_GOES_ON = frozenset(("planned",))
_CONSIDERED = frozenset(("考虑", "不排除"))
_LED = (
    "向",
    "由",
    "与",
    "和",
    "对",
    "将",
    "把",
    "为",
    "以",
    "在",
    "获",
    "跟",
    "同",
    "自",
    "从",
    "于",
    "到",
)
# How many clauses behind the trigger a "later" cue may stand: …公開收購, 未能議定價格, 交易告吹.
_LATER = 3
_STOP = "；"
# 該案已撤銷, 計劃告吹: words that point back at what was told, whoever stands at the clause's head.
_POINTS_BACK = re.compile(
    r"(?:而|惟|但|不过)?(?:该|此(?!前)|有关|交易|计划|谈判|案|最终|最后|其后|已|则|也|亦|双方)"
)
# 已因市況欠佳取消: words of ending close their clause; 取消了原定… is another verb.
_CLOSES = 4
_SAID = re.compile(r"[^，。；]{0,20}?(?:表示|坦言|指出|指|称|说|透露|承认|证实|公告|宣布)")
_THINGS = NAMES - {"POSITION"}


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of cues.csv; a pseudo-cue has no status."""

    term: str
    status: Status | None
    direction: str
    scope: str


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue at a place of the text."""

    start: int
    end: int
    cue: Cue


class CueFinder:
    """Finds every cue of an article in one pass."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        rows: dict[str, list[Cue]] = {}
        for cue in cues:  # 计划 reaches far when it stands before, and near when it stands after
            rows.setdefault(cue.term, []).append(cue)
        self._rows = list(rows.values())
        self._automaton = AhoCorasick(list(rows), matchkind=MatchKind.LeftmostLongest)

    def __call__(self, text: str) -> list[CueHit]:
        """The cues in a Simplified text, longest first where they overlap."""
        return [
            CueHit(start, end, cue)
            for i, start, end in self._automaton.find_matches_as_indexes(text)
            for cue in self._rows[i]
            if cue.status is not None
        ]


@cache
def load_cues(path: Path | str = "cues.csv") -> CueFinder:
    """The cue table.

    Raises:
        DataFileError: a row with an unknown status, direction or scope.

    Example:
        >>> [hit.cue.term for hit in load_cues()("公司拟收购将军澳旧厂")]
        ['拟']
    """
    cues = []
    columns = ("term", "status", "direction", "scope")
    for line, (term, status, direction, scope) in read_table(path, columns):
        if status == "pseudo":
            cues.append(Cue(simplify(term), None, "", ""))
            continue
        for value, known in ((status, STATUSES), (direction, _DIRECTIONS), (scope, _SCOPES)):
            if value not in known:
                raise DataFileError(
                    path, f"{value!r} is unknown", f"Known: {', '.join(known)}", line=line
                )
        cues.append(Cue(simplify(term), status, direction, scope))  # type: ignore[arg-type]
    return CueFinder(cues)


def status_of(
    layout: Layout,
    hits: Sequence[CueHit],
    start: int,
    end: int,
    default: Status,
    *,
    goes_on: bool = True,
) -> tuple[Status, Span | None]:
    """Status of the event whose trigger is ``start:end``, and the words that decided it.

    ``goes_on`` lets a plan reach the clauses that carry it on; figures are stated one by one.
    """
    index = layout.clause_at(start)
    clause = layout.clauses[index]
    sentence = layout.article.sentences[clause.sentence]
    best: tuple[int, int, CueHit] | None = None
    first = bisect_left(hits, sentence[0], key=lambda hit: hit.start)
    for hit in hits[first : first + _MANY]:
        if hit.start >= sentence[1]:
            break
        over = layout.name_over(hit.start, hit.end)
        if over is not None and over.label in NAMES:
            continue
        if layout.in_brackets(hit.start) and not layout.in_brackets(start):
            continue  # 越南廠（預計明年首季量產）投資金額不大
        if hit.cue.term == _MARKER and _marks_object(layout, hit, start):
            continue
        if hit.cue.term in _NOUNS and _is_noun(layout, hit):
            continue
        whole = (hit.start, hit.end) == (start, end) and hit.cue.term in _ENDINGS
        inside = goes_on and start <= hit.start and hit.end <= end
        if inside and not whole and not _speaks_for_trigger(hit.cue):
            continue
        # 市場傳出他被列為被告, 公司否認: a denial further on needs a rumour before the event.
        rumoured = best is not None and best[0] == _RUMORED and best[2].start < start
        if hit.cue.status == "denied" and hit.start >= max(end, clause.end) and not rumoured:
            continue
        if (
            not _reaches(layout, hit, index, start, end)
            and not (
                goes_on
                and (hit.cue.status in _GOES_ON or hit.cue.term in _CONSIDERED)
                and hit.cue.direction == "before"
                and hit.cue.scope == "clause"
                and _goes_on(layout, hit, index, start)
            )
            and not _supposed(layout, hit, index, start)
        ):
            # 外傳將退出印尼, 她直斥造謠, 透露已簽約: what follows a denial is rumoured no more.
            if hit.cue.status == "denied" and hit.end <= start and best and best[0] == _RUMORED:
                best = None
            continue
        rank = _RANK[str(hit.cue.status)]
        distance = min(abs(start - hit.end), abs(hit.start - end))
        if best is None or (rank, distance) < best[:2]:
            best = (rank, distance, hit)
    if best is None:
        return default, None
    hit = best[2]
    span = Span(hit.start, hit.end, layout.article.text[hit.start : hit.end])
    return hit.cue.status or default, span


def _speaks_for_trigger(cue: Cue) -> bool:
    """Whether a cue inside a trigger counts: 擬中標, 公開收購, but not 終止 in 終止上櫃."""
    return cue.status == "planned" and cue.term not in _VERDICTS


def _supposed(layout: Layout, hit: CueHit, index: int, trigger: int) -> bool:
    """Whether the trigger's clause tells what follows from a condition: 若未改善, 將被強制退市."""
    begin = layout.clauses[index].start
    if hit.cue.term not in _CONDITIONS or hit.end > begin:
        return False
    if _STOP in layout.text[hit.start : trigger]:
        return False
    return index - layout.clause_at(hit.start) <= _LATER and bool(
        _CONSEQUENCE.search(layout.text, begin, trigger)
    )


def _marks_object(layout: Layout, hit: CueHit, trigger: int) -> bool:
    """Whether 將 takes an object (將廠房出售) instead of telling the future (將出售廠房)."""
    if hit.end >= trigger:
        return False
    if layout.name_over(hit.end, hit.end + 1) or _OBJECT.match(layout.text, hit.end):
        return True
    return layout.text[max(0, hit.start - 2) : hit.start].endswith(_DONE_BEFORE)


def _is_noun(layout: Layout, hit: CueHit) -> bool:
    """Whether 計劃 names a plan (「圓夢計畫」) instead of planning something."""
    if hit.cue.direction != "before":
        return False
    before = layout.text[max(0, hit.start - 1) : hit.start]
    return layout.text[hit.end : hit.end + 1] in _NAMED_AFTER or before in _NAMED_BEFORE


def _goes_on(layout: Layout, hit: CueHit, index: int, trigger: int) -> bool:
    """Whether the trigger's clause only goes on from the cue's, without a subject of its own."""
    if hit.end > layout.clauses[index].start or _STOP in layout.text[hit.end : trigger]:
        return False
    for number in range(index, max(-1, index - _CARRY), -1):
        clause = layout.clauses[number]
        if clause.start <= hit.start:
            return True
        first = next((m for m in clause.mentions if m.label in ("COMPANY", "PERSON", "ORG")), None)
        if first and first.start - clause.start <= 3 and first.end <= trigger:
            led = layout.text[clause.start : first.start].lstrip()
            if not led.endswith(_LED):  # 擬以廠房為擔保，向甲銀行申辦聯貸: no subject
                return False
        if layout.text.find("已", clause.start, clause.end) >= 0:
            return False
        if number == index and _happened(layout, clause):
            return False
    return False


def _happened(layout: Layout, clause: Clause) -> bool:
    """Whether a clause names a day that is not ahead: …將撤銷上市地位，股份今早恢復買賣."""
    published = layout.article.published
    return published is not None and any(
        isinstance(m.value, DateRange)
        and m.value.start is not None
        and m.value.start == m.value.end
        and m.value.start <= published
        for m in clause.mentions
    )


def _reaches(layout: Layout, hit: CueHit, index: int, start: int, end: int) -> bool:
    cue, clause = hit.cue, layout.clauses[index]
    before, after = hit.end <= start, hit.start >= end
    inside = hit.start >= start and hit.end <= end
    if cue.direction == "before" and not (before or inside):
        return False
    if cue.direction == "after" and not (after or inside):
        return False
    if cue.scope == "sentence":
        return _STOP not in layout.text[min(hit.start, start) : max(hit.start, start)]
    # 裁掉5%員工並取消部分項目: a verb of ending that takes an object of its own ends that one.
    ends = after and cue.scope == "later" and cue.status == "terminated"
    if ends and layout.clauses[layout.clause_at(hit.start)].end - hit.end > _CLOSES:
        return False
    if not clause.start <= hit.start < clause.end:
        return cue.scope == "later" and after and _comes_later(layout, hit, index)
    if cue.scope == "next":  # 或收購, 預中標: only right before the verb, or it is part of a word
        return hit.end == start
    return cue.scope != "near" or min(abs(start - hit.end), abs(hit.start - end)) <= _NEAR


def _comes_later(layout: Layout, hit: CueHit, index: int) -> bool:
    """Whether a cue in one of the next clauses still speaks of the trigger's event."""
    last = layout.clause_at(hit.start)
    if not index < last <= index + _LATER:
        return False
    if _STOP in layout.text[layout.clauses[index].start : hit.start]:
        return False
    clause = layout.clauses[last]
    if hit.cue.status in ("denied", "rumored"):  # 公司不予評論, 她直斥造謠: whoever says so
        return True
    said = _SAID.match(layout.text, clause.start, hit.start)  # 伊戈爾坦言計劃已經擱置
    begin = said.end() if said else clause.start
    if _POINTS_BACK.match(layout.text, begin):
        return True
    # 而此前規劃的越南工廠已經擱置: another thing is named before the cue.
    first = next((m for m in clause.mentions if m.start >= begin and m.label in _THINGS), None)
    if first is None or first.start >= hit.start:
        return True
    return "被" in layout.text[begin : first.start]  # 同年11月被上交所終止審核
