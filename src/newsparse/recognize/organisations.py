"""Companies, public bodies and places that no list knows, by what their names end in."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log

from newsparse.annotation import Article, Mention
from newsparse.recognize.name_evidence import at_home
from newsparse.recognize.scores import PAD, Shaped, added, load_weights
from newsparse.recognize.suffixed import (
    BEGINNING,
    ENDING,
    LONGEST,
    PASSED,
    Ending,
    beginning_keys,
    beginnings,
    break_words,
    ending_keys,
    endings,
    generic,
    registered,
    suffix_labels,
)

Span = tuple[int, int]

# Log-odds, chosen for an even balance of misses and false finds on the development articles (those
# of docs/names.md, whose figures are so much too kind to the rules).
_ACCEPT = {"COMPANY": -0.5, "ORG": -0.5, "PLACE": -0.2}
_BEHIND_PLACE = 0.5  # the candidate begins where a place ends (日本|富澜科技集团)
_STARTS_LISTED = 0.7  # the candidate begins with a listed place or name (日本|政府, 台积电|集团)
_SEATED = 2.5  # nothing stands between a listed place and its body (宜昌市|政府)
_HOPELESS = -8.5  # no start makes up for such an ending
_ATTACHED = 4.0  # the suffix follows a listed company (富澜|公司)
_ECHO = -2.5  # a further occurrence of an accepted name needs only this

# 美国|加州, 湖南省|常德市, 美国|共和党: the second stands alone.
_SPLIT_FROM_PLACE = frozenset("省市县区州镇乡村路街道党湖江河山") | {"大道", "街道", "特区"}
# What no other name begins before and goes on beyond, by the kind of name.
_BLOCKING = frozenset(("PERSON", "MONEY", "PERCENT", "DATE"))
_BLOCKING_COMPANIES = _BLOCKING | {"COMPANY", "POSITION"}
_BLOCKING_PLACES = _BLOCKING_COMPANIES | {"PLACE"}
_BODIES_OF_COMPANIES = frozenset(
    ("基金会", "工会", "大学", "学院", "医院", "研究院", "研究所", "中学", "联盟", "论坛", "大会")
)


def find_organisations(
    article: Article, known: Sequence[Mention], given: Shaped | None = None
) -> list[Mention]:
    """Names with a telling last word.

    Args:
        article: the article.
        known: what lists and value rules have found; their edges are never crossed.
        given: the article's text, shaped.

    Example:
        >>> article = Article("實密科技股份有限公司昨日向經濟部投資審議委員會提出申請。")
        >>> [(m.text, m.label) for m in find_organisations(article, [])]
        [('實密科技股份有限公司', 'COMPANY'), ('經濟部投資審議委員會', 'ORG')]
    """
    shaped, within = given or Shaped.of(article.simplified)
    odds = _odds(shaped, within, known)
    labels = suffix_labels()
    accepted = {
        shaped[start:end]
        for (start, end), (value, cut) in odds.items()
        if value > _ACCEPT[labels[shaped[cut:end]]]
    }
    pad, text = len(PAD), article.text
    found: list[Mention] = []
    taken = bytearray(len(shaped))
    ranked = sorted(
        odds.items(), key=lambda item: (-(item[0][1] - item[0][0]) - item[1][0], item[0])
    )
    for (start, end), (_, cut) in ranked:
        surface = shaped[start:end]
        if surface not in accepted or 1 in taken[start:end]:
            continue
        taken[start:end] = b"\1" * (end - start)
        begin, stop = start - pad, end - pad
        suffix = shaped[cut:end]
        if labels[suffix] == "COMPANY":
            stop = at_home(article.simplified, stop)
        found.append(Mention(begin, stop, labels[suffix], text[begin:stop], f"suffix:{suffix}"))
    return sorted(found, key=lambda m: m.start)


def _odds(shaped: str, within: str, known: Sequence[Mention]) -> dict[Span, tuple[float, int]]:
    """Log-odds and start of the suffix of the best candidate for each end."""
    listed = _Listed(shaped, known)
    weights = load_weights("name_suffixed.csv")
    of_ending, of_beginning = weights.tables(ENDING), weights.tables(BEGINNING)
    of_passed = weights.features[PASSED]
    odds: dict[Span, tuple[float, int]] = {}
    for ending in endings(shaped, within):
        if not listed.may_end(ending):
            continue
        value = weights.bias + added(of_ending, ending_keys(shaped, ending))
        if value < _HOPELESS:
            continue
        choices: list[tuple[float, int]] = []
        for start, passed in beginnings(shaped, ending, within, listed.first_start(ending)):
            value += sum([of_passed.get(character, 0.0) for character in passed])
            bonus = listed.bonus(start, ending)
            if bonus is not None:
                own = added(of_beginning, beginning_keys(shaped, ending, start))
                choices.append((value + bonus + own, start))
        if choices:
            # The starts share the odds that there is a name at all; the likeliest one has it.
            together = log(sum(exp(choice) for choice, _ in choices))
            if together > _ECHO:
                odds[max(choices)[1], ending.end] = (together, ending.cut)
    return odds


class _Listed:
    """What the names found before allow."""

    def __init__(self, shaped: str, known: Sequence[Mention]) -> None:
        pad = len(PAD)
        self._shaped = shaped
        self._inside = bytearray(len(shaped) + 1)  # cutting here would split a known name
        self._begins: dict[int, Mention] = {}
        self._place_ends: set[int] = set()
        for m in known:
            begin, stop = m.start + pad, m.end + pad
            self._inside[begin + 1 : stop] = b"\1" * (stop - begin - 1)
            self._begins[begin] = m
            if m.label == "PLACE":
                self._place_ends.add(stop)

    def may_end(self, ending: Ending) -> bool:
        """No known name is split there."""
        return not self._inside[ending.end]

    def first_start(self, ending: Ending) -> int:
        """Where a known name begins that a name with this ending cannot run into: 督促|富澜公司."""
        blocking = _BLOCKING
        if ending.label == "PLACE":
            blocking = _BLOCKING_PLACES
        elif ending.label == "COMPANY" and not registered(ending.suffix):
            blocking = _BLOCKING_COMPANIES  # 广州市|万科|房地产有限公司
        begins = self._begins
        for start in range(ending.cut - 1, max(0, ending.cut - LONGEST), -1):
            if start in begins and begins[start].label in blocking:
                return start
        return 0

    def bonus(self, start: int, ending: Ending) -> float | None:
        """What a known name at this start adds; None if the name may not start there."""
        if self._inside[start]:
            return None
        cut, _, suffix, label = ending
        first = self._begins.get(start)
        length = 0 if first is None else first.end - first.start
        if first is None or start + length > ending.end:
            if generic(self._shaped[start:cut], suffix):
                return None
            foreign = self._shaped[start - 2 : start] in break_words("foreign")
            return _BEHIND_PLACE if foreign or start in self._place_ends else 0.0
        rest = self._shaped[start + length : cut]
        if label == "COMPANY" and generic(rest, suffix) and first.text[-1] not in "省市縣县":
            # 美国公司, 中国生技公司 could be any company there; 台积电公司 is one.
            return _ATTACHED if first.label == "COMPANY" and start + length == cut else None
        match first.label:
            case "PLACE":
                stacked = suffix in _SPLIT_FROM_PLACE and start + length < cut
                if stacked:
                    return None
                seated = label == "ORG" and start + length == cut and len(suffix) > 1
                return _SEATED if seated else _STARTS_LISTED
            case "COMPANY":
                if label == "COMPANY":
                    return _ATTACHED if start + length == cut else _STARTS_LISTED
                own_body = label == "ORG" and suffix in _BODIES_OF_COMPANIES
                return _STARTS_LISTED if own_body else None
            case "ORG":
                return _STARTS_LISTED if label != "PLACE" else None
            case _:
                return None  # 周文棋|盼望公司, 昨日|集团
