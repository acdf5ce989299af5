"""What the dates and numbers of a statement say about time: that it can only lie ahead.

全年收入可達90億元，毛利率維持在24%以上: the second metric has no cue of its own, but a year that
still runs cannot be closed, and a company that states a range (28億至31億元) gives an outlook.
"""

from __future__ import annotations

import re
from datetime import date

from newsparse.annotation import DateRange, Mention, Money, Percent, Span, Value
from newsparse.events.candidate import Candidate
from newsparse.events.layout import Layout
from newsparse.events.periods import NOW

# 今年累計營收, 前三季: what has come in so far this year is a fact.
_SO_FAR = ("累计", "累积", "至今", "迄今", "以来", "截至", "前")
_BEFORE = 8
_ASIDE, _RECORDED = ("其中", "当中"), re.compile("录得|(?<![要将拟能以望争可])实现(?!目标)")
# 一季報顯示，營收增長2%: what a report shows has come in.
_SHOWN = re.compile("[季年财]报[^，。；]{0,6}显示|半年报[^，。；]{0,6}显示|快报[^，。；]{0,6}显示")
_FISCAL = re.compile(r"会计年度|财[年季]")
_FISCAL_PERIOD = re.compile(r"財[年季]|财[年季]|會計年度|会计年度")
_PROJECT = "project"
_FINISHED = re.compile(
    r"(?P<cue>预计|预定|预期|料|可望|目标|最快|计划|拟)[^，。；]{0,16}"
    r"(?:完工|投产|启用|开幕|量产|落成|上线|竣工|投用|建成|投运|开业|营运|商转|送样|开站|通车)"
)
_COMPARED = re.compile(r"(?:比|较|不如|不及|优于|高于|低于|逊于|胜|超越|超过|持平于?)$")
# A month that runs (本月推出) may hold what is done; a longer stretch is what is to be done.
_STRETCH = 45
_EXACT = 5


def foretold(layout: Layout, candidate: Candidate) -> bool:
    """Whether a statement can only be an outlook.

    Args:
        layout: the article.
        candidate: one statement of an event.
    """
    if candidate.type.shape == "action":
        return _stretches_ahead(layout, candidate)
    if candidate.type.shape != "figures":
        return False
    published = layout.article.published
    if _of_now(candidate):
        return False
    for argument in candidate.fillers("period"):
        period = argument.filler
        if not (published and isinstance(period, Mention) and isinstance(period.value, DateRange)):
            continue
        if period.value.end is None or period.value.end <= published:
            continue
        if _told_elsewhere(layout, candidate, period):
            continue
        if _FISCAL.search(layout.text) and period.value.start and period.value.start <= published:
            continue  # the fourth quarter of a year that ended in September
        if candidate.cue is None and (is_fiscal(period.text) or _counted_exactly(candidate)):
            continue
        if told_as_past(layout, candidate, period):
            continue
        around = layout.text[max(0, period.start - _BEFORE) : period.end + _BEFORE]
        if not any(word in around for word in _SO_FAR):
            return True
    over = any(_over(a.value, published) for a in candidate.fillers("period"))
    return any(
        isinstance(a.value, Money if over else Money | Percent)
        and None not in (a.value.min, a.value.max)
        and a.value.min != a.value.max
        for a in candidate.fillers("amount")
    )


def _of_now(candidate: Candidate) -> bool:
    """Whether a figure is told of the day: 目前稼動率維持在95～96%."""
    return any(a.rule == NOW for a in candidate.fillers("period"))


def _over(period: Value | None, published: date | None) -> bool:
    """Whether a period was over on the day of the article: a share between two is no outlook."""
    if published is None or not isinstance(period, DateRange) or period.end is None:
        return False
    return period.end < published


def _counted_exactly(candidate: Candidate) -> bool:
    """Whether an amount is told to five digits, as nobody plans it: 本月產量186,936輛."""
    told = [
        re.sub(r"\D|(?<=\d)0+(?=\D*$)", "", a.text)
        for a in candidate.fillers("amount")
        if not isinstance(a.value, Money) or a.value.min == a.value.max
    ]
    return any(len(digits) >= _EXACT for digits in told)


def is_fiscal(period: str) -> bool:
    """Whether a period is one of a firm's own year: 2021財年首個財季."""
    return _FISCAL_PERIOD.search(period) is not None


def told_as_past(layout: Layout, candidate: Candidate, period: Mention) -> bool:
    """Whether a part of a year that is over is meant: 去年虧損收窄，其中下半年錄得盈利."""
    if candidate.cue is not None:
        return False
    end = max(candidate.reach, period.end)
    if layout.text.endswith(_ASIDE, 0, period.start):
        return True
    if _RECORDED.search(layout.text, period.end, end):
        return True
    begin = layout.article.sentences[candidate.sentence][0]
    return _SHOWN.search(layout.text, begin, candidate.trigger.start) is not None


def _told_elsewhere(layout: Layout, candidate: Candidate, period: Mention) -> bool:
    """Whether a period stands too far off, or 已 says that the figure has been reached."""
    clause = layout.clauses[candidate.clause]
    if layout.text.find("已", clause.start, clause.end) >= 0:
        return True
    begin = layout.article.sentences[max(0, candidate.sentence - 1)][0]
    return not begin <= period.start < layout.article.sentences[candidate.sentence][1]


def reported_before(layout: Layout, candidate: Candidate) -> bool:
    """Whether a figure is of a period that was over, told in passing behind an outlook.

    預期今年度純利28億元，上年度為19.6億元: the cue belongs to the clause before the period's.
    可望優於第二季的82億元: what the outlook is compared with is known.
    """
    published, cue = layout.article.published, candidate.cue
    return cue is not None and any(
        published is not None
        and isinstance(period.filler, Mention)
        and isinstance(period.value, DateRange)
        and period.value.end is not None
        and period.value.end < published
        and cue.end <= period.filler.start
        and (
            layout.clause_at(cue.start) < layout.clause_at(period.filler.start)
            or _COMPARED.search(layout.text, cue.end, period.filler.start)
        )
        for period in candidate.fillers("period")
    )


def to_be_built(layout: Layout, candidate: Candidate) -> Span | None:
    """The words after a trigger that say that its project is still to be finished.

    在棉蘭興建電爐廠，預計2025年投產: a plan, although the verb itself has no cue.
    """
    if candidate.cue or _PROJECT not in candidate.type.by_name:
        return None
    published, when = layout.article.published, candidate.date
    if candidate.basis == "governing" and published and when and when.end and when.end < published:
        return None
    _, stop = layout.article.sentences[candidate.sentence]
    found = _FINISHED.search(layout.text, candidate.trigger.end, stop)
    if found is None:
        return None
    start, end = found.span("cue")
    return layout.span(start, end)


def _stretches_ahead(layout: Layout, candidate: Candidate) -> bool:
    """Whether the date is a deadline or a stretch to come: 未來7年投資, 年內設立, 年底前增設."""
    published, when = layout.article.published, candidate.date
    if published is None or when is None or when.end is None or when.end <= published:
        return False
    if candidate.basis in ("effective", "expected"):  # 已簽協議，下季起合辦航線: what will follow
        return False
    if when.start is None:
        return True
    if (when.end - when.start).days <= _STRETCH:
        return False
    if when.start >= published:
        return True
    # 今年資本支出30億元, said in March: what a year holds is a plan until most of it is over.
    return (
        candidate.basis == "governing"
        and _PROJECT in candidate.type.by_name
        and candidate.cue is None
        and not _so_far(layout, candidate)
        and (when.end - published).days * 3 > (when.end - when.start).days
    )


def _so_far(layout: Layout, candidate: Candidate) -> bool:
    """Whether it is told what a period has brought until now: 今年以來，新設三家分店."""
    begin, end = layout.article.sentences[candidate.sentence][0], candidate.trigger.start
    clause = layout.clauses[candidate.clause]
    return any(layout.text.find(w, begin, end) >= 0 for w in _SO_FAR[2:-1]) or any(
        layout.text.find(w, clause.start, clause.end) >= 0 for w in _SO_FAR[:-1]
    )
