"""Events read off price moves: a security, a verb of movement, by how much, to what price."""

from __future__ import annotations

import re

from newsparse.annotation import Argument, Mention, Span
from newsparse.events.layout import Layout
from newsparse.events.roles import Candidate
from newsparse.events.types import EventType
from newsparse.events.words import Word, find_words

_POINTS = re.compile(r"(?:约|近|逾|超)?\d[\d,，.]*\s?(?:多|余)?点(?!\d|钟)")
_PRICE_BEFORE = re.compile(r"(?:收报|报|收于|收在|作收|收盘价?为?|做收|现价|收市报|每股|来到|失守|升至|跌至|涨至|以)[^，。]{0,2}$")
_TARGET = re.compile(r"目标价[^，。]{0,16}$")
_STOCKY = re.compile(r"股价|收报|收盘|收市|开盘|开市|盘中|早盘|午盘|尾盘|盘前|盘后|作收|高开|低开|涨停|跌停|美股|港股|台股|日股|个股|股票")
_REACH = 6
_BACK = 40


def read_moves(layout: Layout, event_type: EventType) -> list[Candidate]:
    """Candidate events of a type of shape "moves" (market)."""
    words = find_words(layout, event_type)
    if not any(w.group in ("up", "down", "target", "stock") for w in words):
        return []
    words = [w for w in words if w.group in ("index", "up", "down") or not layout.name_over(w.start, w.end)]
    candidates: list[Candidate] = []
    last_market = -9
    for verb in words:
        if verb.group not in ("up", "down"):
            continue
        index = layout.clause_at(verb.start)
        sentence = layout.clauses[index].sentence
        candidate = _read(layout, event_type, verb, words, index, sentence - last_market <= 1)
        if candidate:
            candidates.append(candidate)
            last_market = sentence
    return candidates + _targets(layout, event_type, words)


def _read(
    layout: Layout, event_type: EventType, verb: Word, words: list[Word], index: int, going: bool
) -> Candidate | None:
    clause = layout.clauses[index]
    sentence = layout.article.sentences[clause.sentence]
    change, price = _change(layout, verb, clause.end)
    securities = _securities(layout, verb, words, sentence[0])
    if not securities:
        return None
    stocky = bool(_STOCKY.search(layout.text, *sentence))
    if isinstance(securities[0], Mention) and not (stocky or going):
        return None
    if change is None and price is None:
        return None
    arguments = [Argument("security", s, "nearest before the move") for s in securities]
    if change is not None:
        arguments.append(Argument("change", change, "after the move"))
    price = price or _price(layout, index, verb)
    if price is not None:
        arguments.append(Argument("price", price, "quoted price"))
    arguments.append(
        Argument("direction", verb.group, f"trigger:{layout.article.text[verb.start : verb.end]}")
    )
    return Candidate(
        event_type, _span(layout, verb.start, verb.end), index, clause.sentence, arguments
    )


def _span(layout: Layout, start: int, end: int) -> Span:
    return Span(start, end, layout.article.text[start:end])


def _change(
    layout: Layout, verb: Word, limit: int
) -> tuple[Mention | Span | None, Mention | Span | None]:
    """How far it moved, and where to (升至40077點 states a price, 升73點 a change)."""
    to = layout.text[verb.end : verb.end + 1] in ("至", "到") or layout.text[verb.end - 1] in "至到"
    clause = layout.clauses[layout.clause_at(verb.start)]
    for mention in clause.mentions:
        if mention.label not in ("PERCENT", "MONEY"):
            continue
        after = verb.end <= mention.start <= verb.end + _REACH
        before = mention.label == "PERCENT" and 0 <= verb.start - mention.end <= 1
        if after or before:
            if mention.label == "MONEY" and to:
                return None, mention
            return mention, None
    match = _POINTS.search(layout.text, verb.end, min(limit, verb.end + 14))
    if match and match.start() - verb.end <= _REACH:
        span = _span(layout, *match.span())
        return (None, span) if to else (span, None)
    return None, None


def _securities(
    layout: Layout, verb: Word, words: list[Word], begin: int
) -> list[Mention | Span]:
    """The company or index nearest before the verb, with the list it stands in."""
    anchors: list[tuple[int, Mention | Word]] = [
        (m.end, m)
        for m in layout.mentions
        if m.label == "COMPANY" and max(begin, verb.start - _BACK * 2) <= m.start and m.end <= verb.start
    ]
    anchors += [
        (w.end, w)
        for w in words
        if w.group in ("index", "other")
        and max(begin, verb.start - _BACK * 2) <= w.start
        and w.end <= verb.start
    ]
    if not anchors:
        return []
    anchors.sort(key=lambda a: a[0])
    nearest = anchors[-1][1]
    if isinstance(nearest, Word):
        if nearest.group == "other":
            return []
        return [_span(layout, nearest.start, nearest.end)]
    found: list[Mention | Span] = [nearest]
    for _, earlier in reversed(anchors[:-1]):
        last = found[-1]
        if (
            isinstance(earlier, Mention)
            and isinstance(last, Mention)
            and layout.joined(earlier, last)
        ):
            found.append(earlier)
        else:
            break
    return found[::-1]


def _price(layout: Layout, index: int, verb: Word) -> Mention | Span | None:
    """A quoted price in the verb's clause or next to it: 收報39806點，跌196點."""
    sentence = layout.clauses[index].sentence
    for near in (index, index - 1, index + 1):
        if not 0 <= near < len(layout.clauses) or layout.clauses[near].sentence != sentence:
            continue
        clause = layout.clauses[near]
        for mention in clause.mentions:
            tail = layout.text[max(clause.start, mention.start - 8) : mention.start]
            if mention.label == "MONEY" and _PRICE_BEFORE.search(tail):
                return mention
        for match in _POINTS.finditer(layout.text, clause.start, clause.end):
            tail = layout.text[max(clause.start, match.start() - 8) : match.start()]
            if _PRICE_BEFORE.search(tail):
                return _span(layout, *match.span())
    return None


def _targets(layout: Layout, event_type: EventType, words: list[Word]) -> list[Candidate]:
    """Target prices: 目標價由48元上調至50元 (the last sum of the clause is the new one)."""
    candidates = []
    for word in words:
        if word.group != "target":
            continue
        index = layout.clause_at(word.start)
        clause = layout.clauses[index]
        sums = [m for m in clause.mentions if m.label == "MONEY" and m.start >= word.end]
        names = [m for m in clause.mentions if m.label == "COMPANY" and m.end <= word.start]
        security = names[-1] if names else layout.main
        if not sums or security is None:
            continue
        arguments = [
            Argument("security", security, "nearest before the target"),
            Argument("target_price", sums[-1], "after 目标价"),
        ]
        near = layout.text[clause.start : clause.end]
        for direction, verbs in (("up", ("上调", "调升", "调高", "上修")), ("down", ("下调", "调降", "调低", "下修"))):
            if any(v in near for v in verbs):
                arguments.append(Argument("direction", direction, "cue"))
        candidates.append(
            Candidate(event_type, _span(layout, word.start, word.end), index, clause.sentence, arguments)
        )
    return candidates
