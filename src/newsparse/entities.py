"""Mentions → entities: which surfaces of an article name the same thing.

Surfaces of one label are joined when a list or a bracket has one code for them (2330), when a
bracket or 「簡稱」 says so, or when one is a short form of the other and of no other name in the
article: a head (富春 / 富春控股), an abbreviation (東鋼 / 東和鋼鐵), a last name (科恩 / 瑞安 ·
科恩), or for public bodies a tail (聯準會 / 美國聯準會). Two names that the lists keep apart stay
apart, and a shareholder stays apart from the firm named before it: 富春公告，控股股東富春集團減持.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from newsparse.annotation import Article, Entity, Label, Mention
from newsparse.lexicon import read_table
from newsparse.recognize.brands import brand
from newsparse.recognize.name_evidence import code_after
from newsparse.text.simplify import simplify

_FAMILIAR = "老小"  # before a surname
LINKED: tuple[Label, ...] = ("PERSON", "COMPANY", "ORG", "PRODUCT")
_KB_RULE = "gazetteer:"
_LISTED_CODE = re.compile(r"[0-9A-Z]{1,6}\.(?:TW|TWO|HK|SH|SZ|BJ|US)")
# 「台灣積體電路製造（TSMC）」「富春控股集團（以下簡稱「富春」）」: what may stand between the two
# names of one thing; 、 and 和 never do.
_GLOSS = re.compile(r"\s?[(（](?:英文名?|原名|前稱|前称|即|又稱|又称)?[:：]?\s?[「“\"]?")
_ABBREVIATED = re.compile(
    r"[^。；;\n]{0,12}?(?:簡稱|简称|下稱|下称|又稱|又称|稱為|称为)[「“\"：:]?[「“\"]?"
)
_SEPARATORS = re.compile(r"[\s··•‧・.]+")
_LATIN = re.compile(r"[A-Za-z]")
# Melvanto / Melvanto AG, RCB / RCB銀行: what may follow a Latin name that is the same firm's.
_LEGAL = re.compile(r"\s(?:ag|se|s\.?a\.?|n\.?v\.?|gmbh|plc|llc|ltd\.?|b\.?v\.?|asa?|oyj?|spa|kk)")
_WORD = re.compile(r"\s[a-z]+")
_BARE_TAIL = re.compile(r"(?:股份|有限)*公司|集团")
_COMPANY = "公司"
_BRACKETED = re.compile(r"[(（][^)）]*[)）]")
# 富春公告，公司控股股東富春集團: whose shares those are was named before
_HELD_BY = re.compile(
    r"(?:股東|股东|母公司|一致行動人|一致行动人|實控人|实控人|實際控制人|实际控制人)$"
)
_HOLDS = re.compile(r"(?:旗下|所?持有的?|控股|全?資?资?子公司)")


@dataclass(slots=True)
class _Name:
    """All occurrences of one surface under one label."""

    label: Label
    key: str
    places: list[int] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)


def link(
    article: Article, mentions: Sequence[Mention]
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """Join mentions into entities.

    Args:
        article: where they stand.
        mentions: resolved mentions, sorted by start.

    Returns:
        The mentions with ``entity`` set on every PERSON, COMPANY, ORG and PRODUCT, and the
        entities in order of first mention. ``Entity.name`` is the fullest surface; ``kb`` a
        listed code.

    Example:
        >>> text = "富春控股公布業績。富春預計明年轉虧為盈。"
        >>> from newsparse.annotation import Mention
        >>> full = Mention(0, 4, "COMPANY", "富春控股", "rule")
        >>> short = Mention(9, 11, "COMPANY", "富春", "rule")
        >>> _, entities = link(Article(text), [full, short])
        >>> [(e.name, e.aliases) for e in entities]
        [('富春控股', ('富春控股', '富春'))]
    """
    names = _names(article, mentions)
    joined = _Joined(names)
    _keep_holders_apart(article, mentions, names, joined)
    for join in (_join_codes, _join_glosses, _join_short_forms):
        join(article, mentions, names, joined)
    return _assemble(mentions, names, joined)


def _names(article: Article, mentions: Sequence[Mention]) -> list[_Name]:
    names: dict[tuple[Label, str], _Name] = {}
    for place, mention in enumerate(mentions):
        if mention.label in LINKED:
            key = _key(article.simplified[mention.start : mention.end])
            name = names.get((mention.label, key))
            if name is None:
                name = names[mention.label, key] = _Name(mention.label, key)
            name.places.append(place)
            if mention.rule.startswith(_KB_RULE):
                name.codes.add(mention.rule[len(_KB_RULE) :])
    return list(names.values())


def _key(surface: str) -> str:
    return " ".join(surface.split()).casefold()


class _Joined:
    """Union–find over names; refuses to join what the lists tell apart."""

    def __init__(self, names: Sequence[_Name]) -> None:
        self._parent = list(range(len(names)))
        self._codes = [set(name.codes) for name in names]
        self._members = [{i} for i in range(len(names))]
        self._others: list[set[int]] = [set() for _ in names]

    def root(self, i: int) -> int:
        while self._parent[i] != i:
            i = self._parent[i]
        return i

    def join(self, i: int, j: int, *, sure: bool = False) -> None:
        a, b = sorted((self.root(i), self.root(j)))
        if a != b and (sure or not self.apart(a, b)):
            self._parent[b] = a
            self._codes[a] |= self._codes[b]
            self._members[a] |= self._members[b]
            self._others[a] |= self._others[b]

    def keep_apart(self, i: int, j: int) -> None:
        """Two names that the article tells apart."""
        self._others[i].add(j)
        self._others[j].add(i)

    def apart(self, i: int, j: int) -> bool:
        a, b = self.root(i), self.root(j)
        if self._members[a] & self._others[b]:
            return True
        one, other = self._codes[a], self._codes[b]
        return bool(one) and bool(other) and one.isdisjoint(other)


def _keep_holders_apart(
    article: Article, mentions: Sequence[Mention], names: list[_Name], joined: _Joined
) -> None:
    """Keep a holder from the firm it holds where both have one stem: 富春控股股東富春集團."""
    owner = {place: i for i, name in enumerate(names) for place in name.places}
    firms = [place for place in sorted(owner) if mentions[place].label == "COMPANY"]
    for before, place in pairwise(firms):
        one, other = owner[before], owner[place]
        held, holder = mentions[before], mentions[place]
        between = article.text[held.end : holder.start]
        if "。" in between or "\n" in between:
            continue
        if one != other and (_HELD_BY.search(between) or _HOLDS.fullmatch(between)):
            joined.keep_apart(one, other)
            for i, name in enumerate(names):  # 富春集團 is 富春集團有限公司, and not 富春
                longer = len(name.key) > len(names[one].key)
                if longer and _same_firm(name.key, names[other].key):
                    joined.keep_apart(one, i)


def _join_codes(
    article: Article, mentions: Sequence[Mention], names: list[_Name], joined: _Joined
) -> None:
    """Join what the lists know under one code, or a bracket gives it: momo富邦媒 (8454)."""
    first: dict[str, int] = {}
    for i, name in enumerate(names):
        for code in sorted(name.codes):
            joined.join(first.setdefault(code, i), i)
    numbered = {code.partition(".")[0].lstrip("0"): i for code, i in first.items()}
    for i, name in enumerate(names):
        if name.label == "COMPANY" and not name.codes:
            told = (code_after(article.text, mentions[place].end) for place in name.places)
            for number in filter(None, told):
                joined.join(numbered.setdefault(number.lstrip("0"), i), i)


def _join_glosses(
    article: Article, mentions: Sequence[Mention], names: list[_Name], joined: _Joined
) -> None:
    owner = {place: i for i, name in enumerate(names) for place in name.places}
    for place, (one, other) in enumerate(pairwise(mentions)):
        if one.label != other.label or place not in owner or other.start - one.end > 20:
            continue
        between = article.text[one.end : other.start]
        is_gloss = _GLOSS.fullmatch(between) and article.text[other.end : other.end + 2].strip(
            ' 」”"'
        )[:1] in ("）", ")", "，", ",", "；")
        if is_gloss or (("稱" in between or "称" in between) and _ABBREVIATED.fullmatch(between)):
            joined.join(owner[place], owner[place + 1])


def _join_short_forms(
    article: Article, mentions: Sequence[Mention], names: list[_Name], joined: _Joined
) -> None:
    """Join each short form to the one longer name it fits; to none when several things fit."""
    at = {(name.label, name.key): i for i, name in enumerate(names)}
    alike: dict[Label, list[tuple[int, str]]] = {}
    for i, name in enumerate(names):
        alike.setdefault(name.label, []).append((i, name.key))
    for i, short in enumerate(names):
        fits = _SHORT_FORMS[short.label]
        length = len(short.key)
        longer = [
            j
            for j, key in alike[short.label]
            if len(key) > length and fits(short.key, key) and not joined.apart(i, j)
        ]
        for j in longer:
            if short.label == "COMPANY" and _BARE_TAIL.fullmatch(names[j].key, len(short.key)):
                joined.join(i, j)  # 友達集團 is 友達 whatever else is called 友達…
        # 中兴公司, beside 中兴, is not the other firm that a list has under that very name
        suffixed = at.get((short.label, short.key + _COMPANY))
        if suffixed is not None and short.label == "COMPANY":
            joined.join(i, suffixed, sure=True)
        # 能率 fits 能率國際 and 能率網通: a short form of several things is none of them, unless
        # one of these is itself the short form of the rest (建達國際 / 建達國際公司).
        longer = [j for j in longer if joined.root(j) != joined.root(i)]
        longest = max(longer, key=lambda j: len(names[j].key), default=None)
        if longest is not None and (
            len({joined.root(j) for j in longer}) == 1
            or all(fits(names[j].key, names[longest].key) or j == longest for j in longer)
        ):
            joined.join(i, longest)


def _is_company_short(short: str, full: str) -> bool:
    if short[:1] not in full:  # any short form has its characters from the full one
        return False
    if _LATIN.match(short):
        rest = full[len(short) :] if full.startswith(short) else ""
        if rest.startswith(" "):  # Larkfield Bay / Larkfield Bay Storage
            of_two_words = " " in short and _WORD.fullmatch(rest) is not None
            return of_two_words or _is_tail(rest[1:]) or _LEGAL.fullmatch(rest) is not None
        return not _LATIN.match(rest) and _is_tail(rest)
    plain = _BRACKETED.sub("", full)
    if full.startswith(short):  # 友达 / 友达光电, and, as in Taiwan, 国泰金 / 国泰金控
        inside = len(short) > 2 and _is_tail(full[len(short) - 1 :])
        return plain == full and (inside or _is_tail(full[len(short) :]))
    if plain.find(short) > 0 and len(short) >= 3 and _is_tail(plain.partition(short)[2]):
        return True  # 北京富电绿能科技股份有限公司 / 富电绿能
    if 2 <= len(short) <= 5 and short[0] == full[0] and _is_abbreviation(short, full):
        return True
    return len(full) > len(short) and _is_branded(short, full)


def _is_branded(short: str, full: str) -> bool:
    """富澜 / 苏州富澜清洁用品有限公司, and 富澜集团 where that is a group."""
    word = brand(full)
    if not word or not short.startswith(word):
        return False
    tail = short[len(word) :]
    return not tail or (tail in full and _is_tail(tail))


def _same_firm(one: str, other: str) -> bool:
    return _is_company_short(one, other) or _is_company_short(other, one)


def _is_abbreviation(short: str, full: str) -> bool:
    """Every character of ``short`` in order in ``full``, at least two positions apart in one place.

    台化 is no abbreviation of 台塑化, though its characters are there in order: an abbreviation
    takes a character from each word, and so leaves out at least two.
    """
    rest = iter(full)
    return len(full) >= len(short) + 2 and all(char in rest for char in short)


def _is_public_short(short: str, full: str) -> bool:
    if len(short) < 2 or _LATIN.match(short):
        return False
    # 东港县人民政府 / 东港县政府, 东港高新区管理委员会 / 高新区管委会
    full = full.replace("人民政府", "政府").replace("管理委员会", "管委会")
    if full.endswith(short):
        return True
    return len(short) <= 4 and short[-1] == full[-1] and _is_abbreviation(short, full)


def _is_person_short(short: str, full: str) -> bool:
    parts = [part for part in _SEPARATORS.split(full) if part]
    if len(parts) > 1:
        return short in (parts[0], parts[-1])
    if len(short) == 2 and short[0] in _FAMILIAR:  # 老范 / 范德春
        return full[0] == short[1] and full != short
    return len(short) == 1 and full.startswith(short)


def _is_product_short(short: str, full: str) -> bool:
    return len(short) >= 2 and full.endswith(" " + short)


_SHORT_FORMS: dict[Label, Callable[[str, str], bool]] = {
    "COMPANY": _is_company_short,
    "ORG": _is_public_short,
    "PERSON": _is_person_short,
    "PRODUCT": _is_product_short,
}


@cache
def _tails() -> re.Pattern[str]:
    words = "\n".join(cells[0] for _, cells in read_table("lexicons/company_tails.csv", ("tail",)))
    tails = sorted(set(simplify(words).casefold().split("\n")), key=len, reverse=True)
    return re.compile(rf"(?:\s?(?:{'|'.join(map(re.escape, tails))}))+")


def _is_tail(rest: str) -> bool:
    return _tails().fullmatch(rest) is not None


def _assemble(
    mentions: Sequence[Mention], names: list[_Name], joined: _Joined
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    groups: dict[int, list[_Name]] = {}
    for i, name in enumerate(names):
        groups.setdefault(joined.root(i), []).append(name)
    linked = list(mentions)
    entities = []
    for n, group in enumerate(groups.values(), start=1):
        places = sorted([place for name in group for place in name.places])
        surfaces = tuple(dict.fromkeys([mentions[place].text for place in places]))
        entity = Entity(
            id=f"E{n}",
            label=group[0].label,
            name=max(surfaces, key=len),
            aliases=surfaces,
            kb=_kb([code for name in group for code in sorted(name.codes)]),
        )
        entities.append(entity)
        for place in places:
            m = linked[place]
            linked[place] = Mention(m.start, m.end, m.label, m.text, m.rule, m.value, entity.id)
    return tuple(linked), tuple(entities)


def _kb(codes: Iterable[str]) -> str | None:
    return next((code for code in codes if _LISTED_CODE.fullmatch(code)), None)
