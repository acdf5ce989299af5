"""From mentions to events: one scan for all triggers, then role by role, then merging."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from newsparse.annotation import Argument, Article, Event, Mention, Status
from newsparse.events.candidate import FROM_AFAR, UNNAMED, Candidate
from newsparse.events.clauses import Clause
from newsparse.events.cues import load_cues
from newsparse.events.event_type import EventType, Frame
from newsparse.events.figures import read_figures
from newsparse.events.layout import Layout
from newsparse.events.merge import merge
from newsparse.events.moves import TELLING, read_moves
from newsparse.events.office_form import with_offices
from newsparse.events.penalties import own_part
from newsparse.events.plausible import keep_plausible
from newsparse.events.qualify import qualify
from newsparse.events.readings import METRICS
from newsparse.events.roles import Reader
from newsparse.events.staff import only_described, without_staffed
from newsparse.events.triggers import Hit, trigger_finder
from newsparse.events.when import Calendar
from newsparse.events.words import find_words

# 發出的士牌照, 收到交通局頒發的《許可證》
_NO_OF = ("的士", "的《", "的「", "的“")
_PROJECT, _PRODUCT = "project", "product"
_AFTER = ("后", "以来", "至今")
# 簽署《東港投資合作協議》: the paper is signed, and nothing is built yet.
_PAPER = re.compile(r"[^《》]{0,24}(?:协议书?|合同|备忘录|规划|办法|意见|条例)》")
_PAPER_REACH = 28
_AS = ("出任", "担任", "成为")
# 經營範圍包括技術轉讓: what a firm may do is nothing that it did.
_SCOPE = re.compile("经营范围|营业范围")
# 任命此前擔任財務長的甲: words that tell who somebody was.
_ONCE = "曾"
_FORMERLY = ("长期", "一直", "此前", "之前", "先前", "早前", "曾", "曾经", "原", "原先")
# 曾於2015年至2017年擔任: how far before a trigger an "unless" word may stand.
_UNLESS_REACH = 12
# Shapes that are read from listed words: those without one of which nothing is told, and how.
_READ_BY_WORDS = {"figures": (METRICS, read_figures), "moves": (TELLING, read_moves)}


def find_events(
    article: Article, mentions: Sequence[Mention], types: Sequence[EventType]
) -> tuple[Event, ...]:
    """The events an article states, one per real-world event.

    Args:
        article: the article.
        mentions: resolved mentions: in order, not overlapping, with values and entity ids.
        types: the event types to look for.

    Example:
        >>> from newsparse.events.types import load_event_types
        >>> article = Article("騰訊擬以5億美元收購格芯。")
        >>> mentions = [
        ...     Mention(0, 2, "COMPANY", "騰訊", "example", entity="E1"),
        ...     Mention(10, 12, "COMPANY", "格芯", "example", entity="E2"),
        ... ]
        >>> event, = find_events(article, mentions, load_event_types())
        >>> event.type, event.status, [(a.role, a.text) for a in event.arguments]
        ('acquisition', 'planned', [('acquirer', '騰訊'), ('target', '格芯')])
    """
    return find_events_of_each([article], [mentions], types)[0]


def find_events_of_each(
    articles: Iterable[Article],
    mentions: Iterable[Sequence[Mention]],
    types: Sequence[EventType],
) -> list[tuple[Event, ...]]:
    """The events of several articles, step by step for all: see ``Pipeline.pipe``."""
    layouts = list(map(Layout, articles, mentions))
    stated = _candidates_of_each(layouts, types)
    kept = list(map(keep_plausible, layouts, stated))
    filed = [with_offices(layout, told, types) for layout, told in zip(layouts, kept, strict=True)]
    return list(map(merge, layouts, filed))


def find_candidates(layout: Layout, types: Sequence[EventType]) -> list[Candidate]:
    """Every statement with its roles filled and its status and date read, before weighing."""
    return _candidates_of_each([layout], types)[0]


def _candidates_of_each(
    layouts: Sequence[Layout], types: Sequence[EventType]
) -> list[list[Candidate]]:
    """The statements of several articles: each automaton goes through all texts in one go."""
    found: list[list[Candidate]] = [[] for _ in layouts]
    for event_type in types:
        if event_type.shape in _READ_BY_WORDS:
            telling, read = _READ_BY_WORDS[event_type.shape]
            words = [find_words(layout, event_type, telling) for layout in layouts]
            for layout, told, candidates in zip(layouts, words, found, strict=True):
                if told:
                    candidates += read(layout, event_type, told)
    hits = list(map(trigger_finder(tuple(types)), layouts))
    for layout, triggers, candidates in zip(layouts, hits, found, strict=True):
        candidates += _read_actions(layout, triggers)
        candidates[:] = [c for c in candidates if not layout.unnamed(c.trigger.start)]
    find_cues = load_cues()
    cues = [
        find_cues(layout.text) if candidates else []
        for layout, candidates in zip(layouts, found, strict=True)
    ]
    for layout, qualifying, candidates in zip(layouts, cues, found, strict=True):
        if candidates:
            calendar = Calendar(layout)
            for candidate in candidates:
                qualify(layout, candidate, qualifying, calendar)
    return found


def _read_actions(layout: Layout, found: Iterable[Hit]) -> list[Candidate]:
    """The statements of types of shape "action", trigger by trigger."""
    stop = min(layout.tail, layout.form)
    hits = [hit for hit in found if hit.start <= stop and not _in_name(layout, hit)]
    scoped = _SCOPE.search(layout.text)
    candidates: list[Candidate] = []
    read: list[Hit] = []
    for number, hit in enumerate(hits):
        if hit.type.shape != "action" or _is_read(read, hit) or _spoken_of(layout, read, hit):
            continue
        if not (scoped and _in_scope(layout, hit)):
            candidate = _read_action(layout, hits, number)
            if candidate:
                candidates.append(candidate)
                read.append(hit)
    return candidates


def _in_name(layout: Layout, hit: Hit) -> bool:
    """Whether a name reaches beyond a trigger: 投资 in 鼎翊投资, but not 兴柜 in 撤销兴柜挂牌."""
    name = layout.name_over(hit.start, hit.end)
    if name is None:
        return False
    inside = hit.start <= name.start and name.end <= hit.end
    return not inside or (name.start, name.end) == (hit.start, hit.end)


def _in_scope(layout: Layout, hit: Hit) -> bool:
    """Whether a trigger stands in a list of what a firm may do: 經營範圍包括投資, 銷售."""
    sentence = layout.clauses[layout.clause_at(hit.start)].sentence
    begin = layout.article.sentences[sentence][0]
    return _SCOPE.search(layout.text, begin, hit.start) is not None


def _is_read(read: Sequence[Hit], hit: Hit) -> bool:
    """Whether the trigger has been read by an earlier frame of its type."""
    return bool(read) and read[-1].start == hit.start and read[-1].type is hit.type


def _spoken_of(layout: Layout, read: Sequence[Hit], hit: Hit) -> bool:
    """Whether a trigger is what an earlier one in its clause is about: 提供100億元|貸款."""
    word = layout.text[hit.start : hit.end]
    begin = layout.clauses[layout.clause_at(hit.start)].start
    for earlier in reversed(read):
        if earlier.start < begin:
            return False
        if earlier.type is hit.type and word.endswith(earlier.frame.context):
            return True
    return False


def _read_action(layout: Layout, hits: Sequence[Hit], number: int) -> Candidate | None:
    hit = hits[number]
    index = layout.clause_at(hit.start)
    clause = layout.clauses[index]
    if not _may_stand(layout, hit, clause):
        return None
    stop = _next_verb(layout, hits, number, clause)
    arguments = Reader(layout, hit.type, hit.frame, index, hit.start, hit.end, stop).read()
    if arguments is None or _describes(layout, hit, arguments):
        return None
    arguments = without_staffed(layout, clause, hit.start, arguments)
    if arguments is None or only_described(layout, clause, hit.start, hit.end):
        return None
    arguments = own_part(layout, hit.type, index, arguments)
    status: Status = hit.frame.status or "actual"  # type: ignore[assignment]
    trigger = layout.span(hit.start, hit.end)
    return Candidate(hit.type, trigger, index, clause.sentence, arguments, status, frame=hit.frame)


def _may_stand(layout: Layout, hit: Hit, clause: Clause) -> bool:
    """Whether the words around a trigger leave it an event: what rules out most comes first."""
    text, words = layout.text, _words_around(hit.type, hit.frame)
    for needed in words.needed:
        if not needed.search(text, clause.start, clause.end):
            return False
    if words.clause and words.clause.search(text, clause.start, clause.end):
        return False
    begin, end = layout.article.sentences[clause.sentence]
    if words.sentence and words.sentence.search(text, begin, end):
        return False
    if layout.tagged(hit.start) or layout.hinted(hit.start) or layout.boilerplate(clause.sentence):
        return False
    for word in hit.type.unless:
        at = text.find(word, max(clause.start, hit.start - _UNLESS_REACH), hit.start)
        if at >= 0 and layout.name_over(at, at + len(word)) is None:
            if word.startswith(_ONCE) and _person_between(layout, at, hit.start):
                continue  # 由曾任教授的甲出任: what somebody was tells who it is
            return False
    builds = _PROJECT in hit.type.by_name and text.find("》", hit.end, hit.end + _PAPER_REACH) >= 0
    return not (builds and _PAPER.match(text, hit.end))


def _next_verb(layout: Layout, hits: Sequence[Hit], number: int, clause: Clause) -> int:
    """Where the next verb of a clause begins that has a name between it and this one."""
    end = hits[number].end
    for mention in clause.mentions:
        if mention.start >= end:
            break
    else:
        return clause.end
    for later in hits[number + 1 :]:
        goes_on = _goes_on(layout, hits[number], later) or _tells_who(layout, later, clause)
        if later.start >= mention.end and not goes_on:
            return min(later.start, clause.end)
    return clause.end


def _goes_on(layout: Layout, hit: Hit, later: Hit) -> bool:
    """Whether a second verb tells what the first one makes of somebody: 委任甲|出任主席."""
    return (
        later.type is hit.type
        and "as" in hit.frame.places
        and layout.text.startswith(_AS, later.start)
    )


def _tells_who(layout: Layout, later: Hit, clause: Clause) -> bool:
    """Whether a verb only tells who somebody is: 任命此前擔任財務長的甲出任執行長."""
    if not layout.text.endswith(_FORMERLY, clause.start, later.start):
        return False
    return any(
        m.label == "PERSON" and layout.text.endswith("的", later.end, m.start)
        for m in layout.between(later.end, clause.end)
    )


def _person_between(layout: Layout, begin: int, end: int) -> bool:
    return any(m.label == "PERSON" for m in layout.between(begin, end))


def _describes(layout: Layout, hit: Hit, arguments: Sequence[Argument]) -> bool:
    """Whether a verb only tells which thing is meant, and nobody there does it: 興建中的東站."""
    if _PRODUCT in hit.type.by_name and layout.text.startswith(_AFTER, hit.end):
        # 甲說，X推出後帶動需求: whoever speaks of what came after it need not have made it
        return any(a.role == "company" and a.rule in UNNAMED for a in arguments)
    if _PROJECT not in hit.type.by_name:
        return False  # 提供的貸款, 領投的D輪: a deal is told in this way too
    if not layout.text.startswith("的", hit.end) or layout.text.startswith(_NO_OF, hit.end):
        return False
    first = hit.type.key[:1]
    return any(a.role in first and a.rule in FROM_AFAR for a in arguments)


class _Words(NamedTuple):
    """The words around a trigger: of each of ``needed`` one must stand in the clause."""

    needed: tuple[re.Pattern[str], ...]
    clause: re.Pattern[str] | None
    sentence: re.Pattern[str] | None


@lru_cache(maxsize=512)
def _words_around(event_type: EventType, frame: Frame) -> _Words:
    needed = (_any_of(event_type.context), _any_of(frame.context))
    return _Words(
        tuple(pattern for pattern in needed if pattern),
        _any_of(event_type.block),
        _any_of(frame.block_sentence),
    )


def _any_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(map(re.escape, words))) if words else None
