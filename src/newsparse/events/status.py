"""How sure an event is: cues after ConText, each with a direction and a scope.

拟收购, 终止收购, 否认收购 are three different facts. A cue works near by, on its clause, or on
the whole sentence (据报); pseudo-cues (未来 for 未, 将军 for 将, 传媒 for 传) are longer terms that
keep the shorter one from being read.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from newsparse.annotation import Span, Status
from newsparse.events.cues import Cue, CueHit
from newsparse.events.hearsay import only_dates
from newsparse.events.layout import NAMES, Layout
from newsparse.events.scope import bears_on, is_idle

# Which status wins when several cues reach the trigger: a denial of a plan is a denial; between a
# plan and a fact (已, 完成) the nearer cue decides.
_RANK = {"denied": 0, "terminated": 1, "rumored": 2, "hypothetical": 3, "planned": 4, "actual": 4}
# 將於9月正式推出, 預計完成收購: done or to be done, these go with either.
NO_TIME = frozenset(("正式", "完成", "成功", "获", "获得"))
_WEAK = 5
# 將兼任總經理，並立即生效: what holds at once is done, whatever 將 says.
_IN_FORCE = frozenset(("立即生效", "即时生效", "即日生效", "即刻生效", "即日起生效"))
_AT_ONCE = 3
_RUMORED = _RANK["rumored"]
# 越南工廠已經擱置: triggers that are an ending themselves, whatever 已 says of them.
_ENDINGS = frozenset(("搁置", "喊停", "叫停"))
# Said of what is still to be done (核准發行), these are themselves done when they are the trigger.
_VERDICTS = frozenset(("核准", "获准", "获批"))
# 案件將於9月開庭: stages of a case that is under way, which a plan for them leaves under way.
STAGES = frozenset(("出庭", "开庭", "受审", "聆讯", "开审", "应讯", "提堂", "过堂"))
# Cues looked at in one sentence; a sentence with more is no sentence.
_MANY = 200


def status_of(
    layout: Layout,
    hits: Sequence[CueHit],
    start: int,
    end: int,
    default: Status,
    *,
    kind: str = "",
    goes_on: bool = True,
) -> tuple[Status, Span | None]:
    """Status of the event whose trigger is ``start:end``, and the words that decided it.

    ``kind`` is the event's type, as some cues are for some types only. ``goes_on`` lets a plan
    reach the clauses that carry it on; figures are stated one by one.
    """
    index = layout.clause_at(start)
    clause = layout.clauses[index]
    sentence = layout.article.sentences[clause.sentence]
    # 將業務轉向雲端，推出了新產品: 了 says that it is done, whatever was planned before.
    done = goes_on and "了" in layout.text[max(start, end - 1) : end + 1]
    stage = layout.text[start:end] in STAGES
    best: tuple[int, int, CueHit] | None = None
    first = bisect_left(hits, sentence[0], key=attrgetter("start"))
    for hit in hits[first : first + _MANY]:
        if hit.start >= sentence[1]:
            break
        if hit.cue.types and kind not in hit.cue.types:
            continue
        over = layout.name_over(hit.start, hit.end)
        if over is not None and over.label in NAMES:
            continue
        if layout.in_brackets(hit.start) and not layout.in_brackets(start):
            continue  # 越南廠（預計明年首季量產）投資金額不大
        if is_idle(layout, hit, start):
            continue
        if hit.cue.status == "rumored" and hit.end <= start and only_dates(layout, end):
            continue
        whole = (hit.start, hit.end) == (start, end) and hit.cue.term in _ENDINGS
        inside = goes_on and start <= hit.start and hit.end <= end
        if inside and not whole and not _speaks_for_trigger(hit.cue):
            continue
        if hit.cue.status == "planned" and (done or stage):
            continue
        # 市場傳出他被列為被告, 公司否認: a denial further on needs a rumour before the event.
        rumoured = best is not None and best[0] == _RUMORED and best[2].start < start
        if hit.cue.status == "denied" and hit.start >= max(end, clause.end) and not rumoured:
            continue
        if not bears_on(layout, hit, index, start, end, goes_on=goes_on):
            # 外傳將退出印尼, 她直斥造謠, 透露已簽約: what follows a denial is rumoured no more.
            if hit.cue.status == "denied" and hit.end <= start and best and best[0] == _RUMORED:
                best = None
            continue
        rank = _WEAK if hit.cue.term in NO_TIME else _RANK[str(hit.cue.status)]
        rank = _AT_ONCE if hit.cue.term in _IN_FORCE else rank
        distance = 0 if inside else min(abs(start - hit.end), abs(hit.start - end))
        if best is None or (rank, distance) < best[:2]:
            best = (rank, distance, hit)
    if best is None:
        return default, None
    hit = best[2]
    span = layout.span(hit.start, hit.end)
    return hit.cue.status or default, span


def _speaks_for_trigger(cue: Cue) -> bool:
    """Whether a cue inside a trigger counts: 擬中標, 公開收購, but not 終止 in 終止上櫃."""
    return cue.status == "planned" and cue.term not in _VERDICTS
