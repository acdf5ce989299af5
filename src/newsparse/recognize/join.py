"""Which of the proposed names stand: lists, rules and tagger joined by measured trust.

The signs of every proposal (these characters, this label) add up to the log-odds that it is right
(``name_signs``). The set of names with the highest sum that do not overlap is what stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from newsparse.annotation import Article, Label, Mention
from newsparse.recognize.adjoined import adjoin
from newsparse.recognize.lexicons import Listed
from newsparse.recognize.name_signs import weigh
from newsparse.recognize.proposals import DOTS, LIST, TAGGER, Key, Proposal, propose
from newsparse.recognize.series import RULE as SERIES
from newsparse.recognize.tagger import Tagging
from newsparse.text.characters import HAN

# A personal name of two parts is written so and hardly anything else is, a partnership says in
# brackets that it is one, and a film or a game in 《》 is said to be one; there are too few of them
# in the articles for the weights to tell. Of a listed index (恒指) they can tell nothing: what the
# annotation leaves open the tagger has learned to pass over.
_DOTTED = re.compile(f"{HAN}{{1,8}}(?: ?[{DOTS}] ?{HAN}{{1,8}})+")
_FAMILY = re.compile("[A-Z][A-Za-z.'’-]*[ \u00a0](?:.*[ \u00a0])?([A-Z][a-z'’-]+[A-Za-z'’-]*)")
_CLOSES = {"《": "》", "“": "”", "「": "」", "『": "』", "〈": "〉"}
_OPENS = {closing: opening for opening, closing in _CLOSES.items()}
_BEFORE_TITLE = re.compile("[新前原現现時时]任?|候[選选]")
_DOT = re.compile(f" ?[{DOTS}] ?")
_ASCII = re.compile("[0-9A-Za-z]")
_LATIN, _APPOINTED = "latin", 4.0
_APPOINTS = ("委任", "任命", "聘任", "增聘", "委任 ", "任命 ", "聘任 ")
_FOREIGN = 2.0, 3.0  # log-odds if only a rule finds it, and if the tagger does
_SHARES = "股份"
_DEALS = re.compile(
    "(?:出售|沽售|减持|減持|增持|认购|認購|购入|購入|买入|買入|持有|抛售|拋售|沽出)[了其]?$"
)
_DEALS_REACH = 3
_LISTED_MODEL = 9.0  # log-odds: more than those of 奧迪 and of E7X together
_SAID, _SURELY = ("（有限合伙）", "quoted:work"), 3.0
_BY_LENGTH = ("COMPANY", "PERSON")
_INDEX = "指數数"  # 恒指, 加權指數: how a listed index ends
# Log-odds of a name that surely stands, and above which it then stands elsewhere in the article,
# by a hair: what lies across it may still win.
_CERTAIN, _DOUBTED, _BARELY = 1.0, -2.0, 0.1


def join_names(
    article: Article,
    settled: Sequence[Mention],
    found: Sequence[Mention],
    tagging: Tagging,
    possible: Iterable[Listed],
) -> list[Mention]:
    """The names that stand, in order and without overlaps.

    Args:
        article: the article.
        settled: values, which a name may hold but never cuts through, and names from the caller's
            own lists, which no other name touches.
        found: what our lists and name rules found.
        tagging: what the tagger makes of the article.
        possible: listed surfaces, whatever they mean here (``Gazetteer.possible``).
    """
    tagged = tagging.spans(article.sentences)
    proposals = propose(article, settled, found, tagged, possible)
    odds = weigh(article.simplified, proposals, tagging, tagged)
    _recur(article.simplified, odds)
    text = article.text
    _weigh_parted(text, proposals, odds)
    for key, proposal in proposals.items():
        if proposal.rule == SERIES:
            odds[key] = _LISTED_MODEL
        elif proposal.rule.endswith(_SAID) or (
            LIST in proposal.sources and key[2] == "PRODUCT" and text[key[1] - 1] in _INDEX
        ):
            odds[key] += _SURELY
    _prefer_heads(article.simplified, odds)
    _part_shares(text, proposals, odds)
    _prefer_longer(text, odds)
    return adjoin(text, [_bare(text, key, proposals) for key in _best(odds)])


def _bare(text: str, key: Key, proposals: dict[Key, Proposal]) -> Mention:
    """A name without what is around it: 《 and 》 of a work, a lone ”, the title in 新主席."""
    start, end, label = key
    rule = proposals[key].rule
    name = text[start:end]
    if end - start > 2 and (name[0] in _CLOSES or name[-1] in _OPENS):
        closing, opening = _CLOSES.get(name[0]), _OPENS.get(name[-1])
        if closing == name[-1]:
            start, end = start + 1, end - 1
        elif closing and closing not in name:
            start += 1
        elif opening and opening not in name:
            end -= 1
    elif (
        label == "POSITION"
        and (before := _BEFORE_TITLE.match(text, start, end))
        and (before.end(), end, label) in proposals  # 新|主席, but 新能源主管
    ):
        start = before.end()
    return Mention(start, end, label, text[start:end], rule)


def _prefer_longer(text: str, odds: dict[Key, float]) -> None:
    """Of likely companies that begin alike the longest stands: 群翰顯示 before its short form 群翰.

    Not so behind Latin letters or digits: in 小米 15 the number is of a product. Of people the
    longer name stands if it is surer somewhere than the other one is anywhere: 劉湯蕙|心指.
    """
    longest: dict[tuple[int, Label], int] = {}
    surest: dict[str, float] = {}
    for (start, end, label), value in odds.items():
        if value > 0 and label in _BY_LENGTH:
            longest[start, label] = max(end, longest.get((start, label), 0))
            if label == "PERSON":
                surest[text[start:end]] = max(value, surest.get(text[start:end], 0.0))
    for (start, end, label), value in odds.items():
        last = longest.get((start, label), 0)
        if not 0 < end < last or value <= 0:
            continue
        if label == "PERSON":
            taken = surest[text[start:last]] > surest[text[start:end]]
        else:
            taken = not _ASCII.search(text, end, last)
        if taken:
            odds[start, end, label] = 0.0


def _part_shares(text: str, proposals: dict[Key, Proposal], odds: dict[Key, float]) -> None:
    """In 減持京東股份 it is the shares of the listed 京東 that are dealt in."""
    for (start, end, label), proposal in proposals.items():
        if LIST in proposal.sources or not text.startswith(_SHARES, end - len(_SHARES)):
            continue
        issuer = start, end - len(_SHARES), label
        listed = issuer in proposals and LIST in proposals[issuer].sources
        if listed and _DEALS.search(text, max(0, start - _DEALS_REACH), start):
            odds[issuer] = max(odds[issuer], odds[start, end, label])
            odds[start, end, label] = 0.0


def _prefer_heads(text: str, odds: dict[Key, float]) -> None:
    """What a full name in the article begins with stands before the place it begins with itself.

    廣州萬瀾集團, and elsewhere 廣州萬瀾: no place, and not that of the firm's seat alone.
    """
    places = {k[0]: (k[1], v) for k, v in odds.items() if v > 0 and k[2] == "PLACE"}
    doubted = [k for k in odds if k[2] == "COMPANY" and k[1] > places.get(k[0], k[1:2])[0]]
    if not doubted:
        return
    full = [text[k[0] : k[1]] for k, value in odds.items() if value > 0 and k[2] == "COMPANY"]
    for key in doubted:
        name = text[key[0] : key[1]]
        if any(len(other) > len(name) and other.startswith(name) for other in full):
            odds[key] = max(odds[key], places[key[0]][1] + _BARELY)


def _recur(text: str, odds: dict[Key, float]) -> None:
    """What surely is a name in one place is one wherever it may be: 潯科總經理, later 潯科推動.

    Not so a position: it is a word like others in 董事會 and 總統大選.
    """
    doubted = [k for k, value in odds.items() if _DOUBTED < value <= 0 and k[2] != "POSITION"]
    if doubted:
        sure = {
            (text[start:end], label)
            for (start, end, label), value in odds.items()
            if value >= _CERTAIN
        }
        for start, end, label in doubted:
            if end - start > 1 and (text[start:end], label) in sure:
                odds[start, end, label] = _BARELY


def _weigh_parted(text: str, proposals: dict[Key, Proposal], odds: dict[Key, float]) -> None:
    """A part of a person's name is that person, whatever the tagger takes it for: Huang alone.

    A name of two parts in Chinese characters is a person's, and hardly anything else's.
    """
    parts: set[str] = set()
    for key, proposal in proposals.items():
        if key[2] != "PERSON":
            continue
        if _DOTTED.fullmatch(text, *key[:2]):
            odds[key] += _FOREIGN[TAGGER in proposal.sources]
            parts.update(_DOT.split(text[key[0] : key[1]]))
        elif _LATIN in proposal.sources and text.endswith(_APPOINTS, 0, key[0]):
            odds[key] += _APPOINTED  # 委任Maria Ramos為主席
        elif odds[key] > 0 and (family := _FAMILY.fullmatch(text, *key[:2])):
            parts.add(family[1])
    for key, proposal in proposals.items() if parts else ():
        if text[key[0] : key[1]] in parts:
            if key[2] == "PERSON":
                odds[key] += _FOREIGN[0]
            elif LIST not in proposal.sources:
                odds[key] -= _FOREIGN[1]


def _best(odds: dict[Key, float]) -> list[Key]:
    """The names of the highest total log-odds of which none overlap (interval scheduling)."""
    items = sorted((end, start, label) for (start, end, label), value in odds.items() if value > 0)
    ends = [end for end, _, _ in items]
    totals = [0.0]
    before: list[int | None] = []  # how many items come before this one, where it is taken
    for i, (end, start, label) in enumerate(items):
        earlier = bisect_right(ends, start, 0, i)
        total = totals[earlier] + odds[start, end, label]
        before.append(earlier if total > totals[i] else None)
        totals.append(max(total, totals[i]))
    chosen: list[Key] = []
    i = len(items)
    while i > 0:
        earlier_items = before[i - 1]
        if earlier_items is None:
            i -= 1
        else:
            end, start, label = items[i - 1]
            chosen.append((start, end, label))
            i = earlier_items
    return chosen[::-1]
