"""Personal names that no list knows: Chinese names and transliterations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from newsparse.annotation import Article, Mention
from newsparse.recognize.person_evidence import (
    CONTEXT,
    chinese_candidates,
    chinese_name_odds,
    chinese_weights,
    context_keys,
    foreign_candidates,
    foreign_name_odds,
    foreign_weights,
    spelled,
)
from newsparse.recognize.scores import PAD, Shaped, added
from newsparse.text.characters import HAN

Span = tuple[int, int]
_DOT = re.compile(" ?· ?")
# 山 is no usual character of transliterations, but 山姆 stands alone before the dot.
_WORD_BEFORE = re.compile(rf"(?<!{HAN})[长在是由与和对向将让被]?({HAN}{{1,5}})\Z")
_WORD_AFTER = re.compile(
    rf"({HAN}{{1,5}}?)(?:(?!{HAN})|(?=表示|指出|认为|强调|透露|坦言|说明|宣布|相信|预期|预计|日前|近日|今[日天]|昨[日天]))"
)
_NUMBER = frozenset("0一二三四五六七八九十百千万亿○〇零")

# Log-odds, chosen for an even balance of misses and false finds on the development articles (those
# of docs/names.md, whose figures are so much too kind to the rules).
_ACCEPT = -0.6
_ECHO = -4.5  # an occurrence of a surface that is accepted elsewhere needs only this
_HOPELESS = -6.0  # no context makes up for such a name
_WITNESS = -2.0  # occurrences this likely speak for their surface (许凯 seven times, 许凯携 once)
_OVERREACH = 2.0  # 许凯离 takes in a character that the other occurrences of 许凯 lack
_TITLE = 1.0  # a known position title touches the candidate
_VOUCHED = 1.5  # 、 joins the candidate to a person
_DOTTED = -2.5  # the two halves around a dot together
_LISTED = 5.0  # a listed name as one part of a dotted one
_AROUND = 1.0  # what a candidate needs to swallow a listed name (大同 in 陈大同)


def find_people(
    article: Article, known: Sequence[Mention], given: Shaped | None = None
) -> list[Mention]:
    """Personal names in Chinese characters.

    Args:
        article: the article.
        known: what lists and value rules have found; titles are evidence, other names block.
        given: the article's text, shaped.

    Example:
        >>> article = Article("安泰國際董事長魏哲家表示，瑞安·科恩將出任顧問。")
        >>> [m.text for m in find_people(article, [])]
        ['魏哲家', '瑞安·科恩']
    """
    shaped, within = given or Shaped.of(article.simplified)
    odds = _odds(shaped, within, known)
    pad = len(PAD)
    heard = _by_surface(shaped, odds)
    taken = bytearray(len(shaped))
    found: list[tuple[Span, str]] = []
    if "·" in shaped:
        listed = {(m.start + pad, m.end + pad): _LISTED for m in known if m.label == "PERSON"}
        edges = {m.end + pad for m in known}
        dotted = [s for s in _join_dotted(shaped, odds | listed, edges) if s not in listed]
        for start, end in (*listed, *dotted):
            _hear_parts(shaped[start:end], heard)
        for span in dotted:
            _take(span, "person:dotted", taken, found)
    ranked = sorted(odds.items(), key=lambda item: (-heard[shaped[slice(*item[0])]], item[0]))
    for span, value in ranked:
        surface_odds = heard[shaped[slice(*span)]]
        if surface_odds > _ACCEPT:
            _take(span, "person" if value > _ACCEPT else "person:echo", taken, found)
    _take_listed(shaped, odds, taken, found)
    text = article.text
    return [
        Mention(start - pad, end - pad, "PERSON", text[start - pad : end - pad], rule)
        for (start, end), rule in sorted(found)
    ]


def _odds(shaped: str, within: str, known: Sequence[Mention]) -> dict[Span, float]:
    """Log-odds of the candidates that known names do not rule out."""
    pad = len(PAD)
    after_title = {m.end + pad for m in known if m.label == "POSITION"}
    before_title = {m.start + pad for m in known if m.label == "POSITION"}
    taken = {(m.start + pad, m.end + pad) for m in known}
    inside = bytearray(len(shaped) + 1)  # a name with an edge there would cut a known one
    cover = bytearray(len(shaped))
    for start, end in taken:
        inside[start + 1 : end] = b"\1" * (end - start - 1)
        cover[start:end] = b"\1" * (end - start)
    odds: dict[Span, float] = {}
    chinese, foreign = chinese_weights().tables(CONTEXT), foreign_weights().tables(CONTEXT)
    for start, given, end in _candidates(within):
        if inside[start] or inside[end] or (start, end) in taken:
            continue
        if given is None:
            value = foreign_name_odds(shaped[start:end])
        else:
            value = chinese_name_odds(shaped[start:given], shaped[given:end])
        if value < _HOPELESS:
            continue
        context = foreign if given is None else chinese
        value += added(context, context_keys(shaped, start, end))
        if value < _ECHO:
            continue
        if start in after_title or end in before_title:
            value += _TITLE
        if value < _AROUND and 1 in cover[start:end]:
            continue
        if value > odds.get((start, end), _ECHO):
            odds[start, end] = value
    return odds


def _candidates(within: str) -> Iterator[tuple[int, int | None, int]]:
    """Where a name may start, where the given name of a Chinese one does, and where it ends."""
    yield from chinese_candidates(within)
    for start, end in foreign_candidates(within):
        yield start, None, end


def _by_surface(shaped: str, odds: dict[Span, float]) -> defaultdict[str, float]:
    """Log-odds of each surface: its best occurrence, raised by the other likely ones."""
    values: dict[str, list[float]] = {}
    for (start, end), value in odds.items():
        if value > _WITNESS:
            values.setdefault(shaped[start:end], []).append(value)
    heard: defaultdict[str, float] = defaultdict(lambda: _ECHO)
    for surface, group in values.items():
        heard[surface] = max(group) + 0.5 * (len(group).bit_length() - 1)
    for surface, group in values.items():
        shorter = surface[:-1]
        if len(values.get(shorter, ())) > 2 * len(group) and heard[shorter] > _ACCEPT:
            heard[surface] -= _OVERREACH
    return heard


def _hear_parts(name: str, heard: dict[str, float]) -> None:
    """Let 阿特曼 stand for 山姆·阿特曼 elsewhere."""
    parts = _DOT.split(name)
    if len(parts) > 1:
        for part in parts:
            if len(part) >= 2:
                heard[part] = max(heard.get(part, _ECHO), 1.0)


def _join_dotted(shaped: str, odds: dict[Span, float], edges: set[int]) -> list[Span]:
    """Names of two or more parts (瑞安·科恩); ``edges``: where known names end (财务官|道格)."""
    starts: dict[int, Span] = {}
    ends: dict[int, Span] = {}
    for span in sorted(odds, key=lambda s: odds[s]):
        starts[span[0]] = span
        ends[span[1]] = span
    joined: list[Span] = []
    for match in _DOT.finditer(shaped):
        before, after = match.span()
        if shaped[before - 1] in _NUMBER and shaped[after] in _NUMBER:
            continue  # 二·二亿元
        word = _WORD_BEFORE.search(shaped, before - 7, before)
        beginning = (
            word.start(1)
            if word
            else max((e for e in edges if before - 5 <= e < before), default=None)
        )
        length = 0 if beginning is None else spelled(shaped[beginning:before], last=True)
        left = _part(ends.get(before), (before - length, before), odds)
        word = _WORD_AFTER.match(shaped, after)
        length = 0 if word is None else spelled(word[1], last=False)
        right = _part(starts.get(after), (after, after + length), odds)
        if left is None or right is None or left[1] + right[1] < _DOTTED:
            continue
        if joined and joined[-1][1] >= left[0][1]:  # 约翰·F·肯尼迪: a further part
            joined[-1] = (joined[-1][0], right[0][1])
        else:
            joined.append((left[0][0], right[0][1]))
    return joined


def _part(span: Span | None, word: Span, odds: dict[Span, float]) -> tuple[Span, float] | None:
    """One half of a dotted name and its log-odds; a word that stands alone is even odds."""
    if word[0] < word[1] and (span is None or odds[span] < _WITNESS):
        return word, 0.0
    return None if span is None else (span, odds[span])


def _take_listed(
    shaped: str, odds: dict[Span, float], taken: bytearray, found: list[tuple[Span, str]]
) -> None:
    """In 李成、王文、赵光 each name vouches for its neighbours."""
    edges = {end for (_, end), _ in found} | {start for (start, _), _ in found}
    for span, value in sorted(odds.items(), key=lambda item: (-item[1], item[0])):
        if value + _VOUCHED <= _ACCEPT:
            return
        start, end = span
        after = shaped[start - 1] == "、" and start - 1 in edges
        before = shaped[end] == "、" and end + 1 in edges
        if (after or before) and _take(span, "person:listed", taken, found):
            edges |= {start, end}


def _take(span: Span, rule: str, taken: bytearray, found: list[tuple[Span, str]]) -> bool:
    start, end = span
    if 1 in taken[start:end]:
        return False
    taken[start:end] = b"\1" * (end - start)
    found.append((span, rule))
    return True
