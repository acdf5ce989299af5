"""Names that the article itself explains: defined short forms, heads of long names, codes.

長榮航太科技股份有限公司（下稱長榮航太） defines one name by another; a company named in full
once goes by its first words afterwards; and what stands before （6182） is a company.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from newsparse.annotation import Article, Label, Mention
from newsparse.recognize.companions import companions, has_ordinary_pair
from newsparse.recognize.scores import common_words
from newsparse.recognize.suffixed import break_words, generic, suffix_labels
from newsparse.text.characters import HAN

_DEFINITION = re.compile(
    r"[（(][^（()）。\n]{0,12}?(?:以下|下)?(?:简称|合称|统称|下称|以下称|又称|前称|原名|旧称)(?:为|作)?[：:]?"
    r"[「『“\"‘《]?(?P<name>[^「」『』“”\"‘’《》（）()，,。；;、\n]{2,12})[」』”\"’》]?[^（()）。\n]{0,6}[）)]"
)
_CODE = re.compile(
    r"[（(](?:行情[0-9]{6}[^（()）]{0,6}|[A-Z0-9]{1,6}-(?:US|TW|HK)|(?:[0-9]{4,6}|[A-Z]{1,5})\.(?:HK|TW|TWO|SZ|SH|US|O|N|KS|T)|0?[0-9]{4}|[036][0-9]{5})[）)]",
    re.IGNORECASE,
)
_BEFORE_CODE = re.compile(r"(?P<name>(?:[^\W\d_]|[*\-]){2,10}) ?\Z")
_NO_NAME = re.compile("公告|公布|股票|概念股|讯息|信息|基金|(?:ETF|etf|[今去明年])$")
_LEAD = re.compile(f"[及与和如因由向对在是的将]{HAN}{{2}}")
_CLASS = re.compile(r"-?KY$|-?[A-Z]{1,2}$")
_CODED_LENGTHS = (4, 3, 2)  # listed companies' short names, in characters
_DEFINED_LABELS = ("COMPANY", "ORG", "PERSON", "PRODUCT", "PLACE")
# 岳嵐科 for 岳嵐科技, 昱澄電 for 昱澄電子: two characters and the first of the trade
_TRADE = re.compile("(?:科技|电子|电机|光电|光学|金控|金融控股|半导体)")
_SHORTEST_RARE = 3  # a head of two characters must recur or begin the article's other names


def find_glossed(article: Article, named: Sequence[Mention]) -> list[Mention]:
    """Further occurrences of names under the forms that the article gives them.

    Args:
        article: the article.
        named: everything found so far.

    Example:
        >>> text = "廣昕昶德科技有限公司（下稱「昶德」）公布財報，昶德去年虧損。"
        >>> full = Mention(0, 10, "COMPANY", text[:10], "suffix:有限公司")
        >>> [m.text for m in find_glossed(Article(text), [full])]
        ['昶德', '昶德']
    """
    key = article.simplified
    taken = bytearray(len(key))
    for m in named:
        taken[m.start : m.end] = b"\1" * (m.end - m.start)
    forms: dict[str, tuple[Label, str]] = {}
    for name, label in _defined(key, named):
        forms.setdefault(name, (label, "gloss:defined"))
    for name in _coded(key, taken):
        forms.setdefault(name, ("COMPANY", "gloss:code"))
    for name in companions(key, named, taken):
        forms.setdefault(name, ("COMPANY", "gloss:companion"))
    for name, label in _heads(key, named):
        forms.setdefault(name, (label, "gloss:head"))
    for name in _traded(key, named):
        forms.setdefault(name, ("COMPANY", "gloss:trade"))
    found: list[Mention] = []
    for name in sorted(forms, key=lambda n: (-len(n), n)):
        label, rule = forms[name]
        places = [p for p in _occurrences(key, name) if 1 not in taken[p : p + len(name)]]
        if rule == "gloss:head" and len(name) < _SHORTEST_RARE and len(places) < 2:
            continue
        for start in places:
            end = start + len(name)
            taken[start:end] = b"\1" * len(name)
            found.append(Mention(start, end, label, article.text[start:end], rule))
    return sorted(found, key=lambda m: m.start)


def _defined(key: str, named: Sequence[Mention]) -> Iterator[tuple[str, Label]]:
    """Short forms in brackets after the name they stand for."""
    ends = {m.end: m.label for m in named if m.label in _DEFINED_LABELS}
    for match in _DEFINITION.finditer(key):
        label = ends.get(match.start()) or ends.get(match.start() - 1)
        name = match["name"].strip()
        if label is not None and not _plain(name):
            yield name, label


def _coded(key: str, taken: bytearray) -> Iterator[str]:
    """Names before a listing code that no list knows.

    All that stands between punctuation and code, if it is short; else the longest last part that
    the article uses elsewhere (此次三圆（4416）, and 三圆 again).
    """
    for code in _CODE.finditer(key):
        match = _BEFORE_CODE.search(key, max(0, code.start() - 11), code.start())
        if match is None:
            continue
        start, end = match.span("name")
        run = key[start:end]
        if taken[end - 1] or _NO_NAME.search(run):
            continue
        if _LEAD.match(run):
            run = run[1:]
        share_class = _CLASS.search(run)
        core = run[: share_class.start()] if share_class else run
        ending = run[len(core) :]
        alone = len(core) <= _CODED_LENGTHS[0] and not key[end - len(run) - 1].isalpha()
        tails = [core[-n:] + ending for n in _CODED_LENGTHS if n < len(core)]
        again = [t for t in tails if key.count(t) > key.count(run)]
        for name in [run] if alone else again[:1]:
            if len(name) > 1 and not _plain(name):
                yield name


@cache
def _tail() -> re.Pattern[str]:
    """The last word of a full name, which its short form leaves out."""
    suffixes = [s for s, label in suffix_labels().items() if label == "COMPANY"]
    return re.compile(f"(?:{'|'.join(sorted([*suffixes, *break_words('tail')]))})\\Z")


def _heads(key: str, named: Sequence[Mention]) -> Iterator[tuple[str, Label]]:
    """First words of companies named in full: 昶德 and 广昕昶德 of 广昕昶德科技有限公司."""
    places = tuple(sorted({key[m.start : m.end] for m in named if m.label == "PLACE"}))
    for m in named:
        if m.label != "COMPANY" or m.end - m.start < 4:
            continue
        head = key[m.start : m.end]
        if head.endswith("基金"):
            continue
        full = "有限" in head or m.rule.startswith("gazetteer")
        while (tail := _tail().search(head, 2)) is not None:
            head = head[: tail.start()]
            if full or not has_ordinary_pair(head):
                yield from _usable(head, places)


def _traded(key: str, named: Sequence[Mention]) -> Iterator[str]:
    """Two characters and the first of the trade, as Taiwanese news shortens names."""
    for m in named:
        if m.label == "COMPANY" and (trade := _TRADE.match(key, m.start + 2, m.end)):
            yield key[m.start : trade.start() + 1]


def _usable(head: str, places: tuple[str, ...]) -> Iterator[tuple[str, Label]]:
    forms = [head, *(head[len(p) :].lstrip("市省县") for p in places if head.startswith(p))]
    for form in forms:
        if 2 <= len(form) <= 8 and not _plain(form) and form not in places:
            yield form, "COMPANY"


def _plain(name: str) -> bool:
    """An ordinary word, an acronym (AI), or no more than a kind of company (本公司, 新能源)."""
    acronym = len(name) <= 3 and name.isascii()
    return acronym or name in common_words() or generic(name.removesuffix("公司"), "公司")


def _occurrences(key: str, name: str) -> Iterator[int]:
    at = key.find(name)
    while at >= 0:
        yield at
        at = key.find(name, at + len(name))
