"""Which script an article is written in, and which home region it comes from.

The home region sets the default currency of a bare 元 and the calendar (民國). Its basis is
always stated, so that a reader of the tables can judge it.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, cast, get_args

from newsparse.text.characters import CharacterMap
from newsparse.text.simplify import encodable, traditional_characters

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

Script = Literal["Hant", "Hans"]
Region = Literal["HK", "TW", "CN"]
REGIONS: tuple[Region, ...] = get_args(Region)

_CUES = "data/text/home_cues.csv"
# Taiwanese news of this length shows a cue in 999 of 1,000 articles, Hong Kong news in 985: a
# longer text without any is likelier from Hong Kong. Shorter ones are read as Taiwan's.
_SHORT = 100


@dataclass(frozen=True, slots=True)
class Home:
    """Home region of an article and what decided it.

    Args:
        region: "HK", "TW" or "CN".
        basis: "given" by the caller; "source" field; "script" (Simplified); or the strongest kind
            of cue in the text with its words, as in "vocabulary: 本港 按年"; "default" if there
            was nothing to go by.
    """

    region: Region
    basis: str


def detect_script(text: str) -> Script:
    """Traditional if the text has more characters of that script than of the other one.

    A text with neither (中共十大) counts as Simplified.

    Example:
        >>> detect_script("台積電宣布"), detect_script("台积电宣布")
        ('Hant', 'Hans')
    """
    telling = _telling()(text)
    return "Hant" if telling.count("t") > telling.count("s") else "Hans"


def detect_home(
    text: str, script: Script, *, region: Region | None = None, source: str | None = None
) -> Home:
    """The home region: as given, else by outlet, else by the words of the text.

    Args:
        text: the article.
        script: what ``detect_script`` says of it.
        region: the region if the caller knows it.
        source: the outlet if the caller knows it.

    Example:
        >>> detect_home("本港零售額按年升3%", "Hant")
        Home(region='HK', basis='vocabulary: 按年 本港')
        >>> detect_home("全年營收5億元", "Hant", source="經濟日報")
        Home(region='TW', basis='source: 經濟日報')
    """
    if region is not None:
        return Home(region, "given")
    if source:
        named = [cue for cue in _found(source) if cue.kind == "outlet"]
        if named:
            return Home(named[0].region, f"source: {source}")
    if script == "Hans":
        return Home("CN", "script")
    found = [cue for cue in _found(text) if cue.weight]
    scores: Counter[Region] = Counter()
    for cue in found:
        scores[cue.region] += cue.weight
    if not scores:
        return Home("TW" if len(text) < _SHORT else "HK", "default")
    best = max(scores, key=lambda name: (scores[name], name))
    own = [cue for cue in found if cue.region == best]
    kinds: Counter[str] = Counter()
    for cue in own:
        kinds[cue.kind] += cue.weight
    kind = max(kinds, key=lambda name: (kinds[name], name))
    words = [cue.text for cue in own if cue.kind == kind]
    return Home(best, f"{kind}: {' '.join(words[:3])}")


@dataclass(frozen=True, slots=True)
class _Cue:
    text: str
    region: Region
    kind: str
    weight: int


def _found(text: str) -> list[_Cue]:
    """The cues in a text, each once, the weightiest first."""
    automaton, cues = _cues()
    seen = {which for which, _, _ in automaton.find_matches_as_indexes(encodable(text))}
    return sorted((cues[which] for which in seen), key=lambda cue: (-cue.weight, cue.text))


@cache
def _cues() -> tuple[AhoCorasick, list[_Cue]]:
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    lines = (files("newsparse") / _CUES).read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    cues = [
        _Cue(row["cue"], cast(Region, row["region"]), row["kind"], int(row["weight"]))
        for row in rows
    ]
    automaton = AhoCorasick(
        [cue.text for cue in cues],
        matchkind=MatchKind.LeftmostLongest,
        implementation=Implementation.DFA,
    )
    return automaton, cues


@cache
def _telling() -> CharacterMap:
    """To "t" for a Traditional character, "s" for a Simplified one, "-" for all others.

    A Simplified form that Traditional texts write as well (后 里 台) says nothing; those are the
    ones Big5 has.
    """
    telling: dict[str, str] = {}
    for traditional, simplified in traditional_characters().items():
        if traditional == simplified:
            continue
        telling.setdefault(traditional, "t")
        if not _in_big5(simplified):
            telling.setdefault(simplified, "s")
    return CharacterMap(telling, others="-")


def _in_big5(character: str) -> bool:
    try:
        character.encode("big5")
    except UnicodeEncodeError:
        return False
    return True
