"""Candidates for personal names in Chinese characters, and the evidence for each.

Two kinds: Chinese names (a surname and one or two given characters) and transliterations (runs of
the characters that news uses to spell foreign names). The evidence comes in two parts: that of the
name itself is remembered from article to article, and only if it is not hopeless that of the
context is read. Positions are into a shaped text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from newsparse.lexicon import read_table
from newsparse.recognize.scores import Weights, common_words, load_weights

_SHORT = 3
_LONGEST_FOREIGN = 6  # 库蒂洛夫斯基; longer ones are written with dots
_FORMS_OF_ADDRESS = frozenset(
    ("小姐", "先生", "女士", "太太", "同事", "师傅", "老师", "同学", "医师", "律师", "总选", "家族")
)
CONTEXT = "lLKrRQpqt"  # the features of a name's context
_REMEMBERED = 1 << 15  # candidates, mostly ordinary words, that come again in the next article


@cache
def surnames(kind: str = "chinese") -> frozenset[str]:
    """Surnames of one kind ("chinese" or "japanese"), single and compound, Simplified."""
    rows = read_table("lexicons/name_surnames.csv", ("kind", "surnames"))
    return frozenset(name for _, (k, names) in rows if k == kind for name in names.split())


@cache
def _surname_start() -> re.Pattern[str]:
    """A surname's first character, and another Chinese one behind it."""
    first = "".join(sorted({name[0] for name in _all_surnames()}))
    return re.compile(f"[{first}](?=[\u3400-\U0010ffff])")


@cache
def _all_surnames() -> frozenset[str]:
    return surnames("chinese") | surnames("japanese")


def _surname_at(shaped: str, start: int) -> str | None:
    """The longest surname that begins there."""
    names = _all_surnames()
    for length in (3, 2, 1):
        name = shaped[start : start + length]
        if name in names:
            return name
    return None


@cache
def chinese_weights() -> Weights:
    """Weights of the evidence for Chinese names."""
    return load_weights("name_chinese.csv")


@cache
def foreign_weights() -> Weights:
    """Weights of the evidence for transliterations."""
    return load_weights("name_foreign.csv")


@cache
def _given_characters() -> tuple[frozenset[str], frozenset[str]]:
    """Characters with a weight of their own in given names, and those never used in them."""
    weighed = frozenset(key[0] for table in chinese_weights().tables("MEO") for key in table)
    return weighed, frozenset(chinese_weights().features["X"])


@cache
def _spelling() -> str:
    """The characters that news uses to spell foreign names."""
    return "".join(sorted(foreign_weights().features["I"]))


@cache
def _foreign_run() -> re.Pattern[str]:
    return re.compile(f"[{_spelling()}]{{2,}}")


def spelled(word: str, last: bool) -> int:
    """How many characters at one end of a word can spell a foreign name: 威廉 of 中校威廉.

    All of a word of up to three if they are no usual ones (山姆); 0 if there is no such name.

    Args:
        word: what stands on one side of the dot in a name.
        last: whether the dot is behind it.

    Example:
        >>> spelled("中校威廉", True), spelled("维尔去世后", False), spelled("山姆", True)
        (2, 2, 2)
    """
    rest = word.rstrip(_spelling()) if last else word.lstrip(_spelling())
    length = len(word) - len(rest)
    return length if length > 1 else len(word) if len(word) <= _SHORT else 0


@cache
def lookalikes() -> frozenset[str]:
    """Ordinary words that are built like personal names: 蓝白合, 高才通."""
    rows = read_table("lexicons/name_lookalikes.csv", ("words",))
    return frozenset(word for _, (words,) in rows for word in words.split())


def chinese_candidates(
    shaped: str, given_characters: tuple[frozenset[str], frozenset[str]] | None = None
) -> Iterator[tuple[int, int, int]]:
    """Where a Chinese name may stand: start, start of the given name, end.

    Also names with a compound surname (欧阳明) and Hong Kong married names (林郑月娥).

    Args:
        shaped: the shaped text.
        given_characters: as the weights have them; others are passed in to learn the weights.
    """
    _, never = given_characters or _given_characters()
    single, ordinary = surnames(), lookalikes()

    def may_be_given(character: str) -> bool:
        return character not in never and character >= "\u3400" and character.isalpha()

    for match in _surname_start().finditer(shaped):
        start = match.start()
        surname = _surname_at(shaped, start)
        if surname is None:
            continue
        body = start + len(surname)
        if not may_be_given(shaped[body]):
            continue
        spans = [(body, body + 1)]
        if may_be_given(shaped[body + 1]):
            spans.append((body, body + 2))
            if body == start + 1 and shaped[body] in single and may_be_given(shaped[body + 2]):
                spans.append((body + 1, body + 3))
        for given, end in spans:
            if shaped[start:end] not in ordinary and shaped[given:end] not in _FORMS_OF_ADDRESS:
                yield start, given, end


def chinese_evidence(surname: str, given: str, weighed: frozenset[str]) -> list[str]:
    """What the characters of a Chinese name say; ``weighed`` have weights of their own."""
    band = common_words().get
    name = surname + given
    if surname in surnames("japanese"):
        parts, kind = ["J"], "J"
    else:  # 林郑月娥: 林 and 郑
        parts = [surname] if surname in surnames() else list(surname)
        kind = str(len(surname))
    evidence = [
        f"N{kind}{len(given)}",
        *["S" + part for part in parts],
        f"w{len(name)}" + band(name, "0"),
    ]
    # 暐 and 荪 are written in hardly anything but names: one weight for all such characters.
    first, *second = [c if c in weighed else "?" for c in given]
    if not second:
        return [*evidence, "O" + first]
    return [
        *evidence,
        "M" + first,
        "E" + second[0],
        "g" + band(given, "0"),
        "h" + band(name[:2], "0"),
    ]


@lru_cache(maxsize=_REMEMBERED)
def chinese_name_odds(surname: str, given: str) -> float:
    """Log-odds of a Chinese name before its context is read."""
    weighed, _ = _given_characters()
    weights = chinese_weights()
    return weights.bias + weights.total(chinese_evidence(surname, given, weighed))


def foreign_candidates(
    shaped: str, run: re.Pattern[str] | None = None
) -> Iterator[tuple[int, int]]:
    """Where a transliterated name, or one part of a dotted one, may stand."""
    for match in (run or _foreign_run()).finditer(shaped):
        first, last = match.span()
        for start in range(first, last - 1):
            for end in range(start + 2, min(start + _LONGEST_FOREIGN, last) + 1):
                yield start, end


def foreign_evidence(name: str) -> list[str]:
    """What the characters of a transliteration say."""
    band = common_words().get
    pairs = [name[i : i + 2] for i in range(len(name) - 1)]
    return [
        f"N{len(name)}",
        "B" + name[0],
        "E" + name[-1],
        *["I" + character for character in name],
        *["J" + pair for pair in pairs],
        *["v" + band(pair, "0") for pair in pairs],
        "w" + band(name, "0"),
    ]


@lru_cache(maxsize=_REMEMBERED)
def foreign_name_odds(name: str) -> float:
    """Log-odds of a transliteration before its context is read."""
    weights = foreign_weights()
    return weights.bias + weights.total(foreign_evidence(name))


def context_keys(shaped: str, start: int, end: int) -> tuple[str, ...]:
    """The neighbours, and the ordinary words that straddle an edge (提|高盛, 张文|化).

    Of the features ``CONTEXT``, in their order.
    """
    band = common_words().get
    return (
        shaped[start - 1],
        shaped[start - 2 : start],
        shaped[start - 3 : start],
        shaped[end],
        shaped[end : end + 2],
        shaped[end : end + 3],
        band(shaped[start - 1 : start + 1], "0") + band(shaped[start - 2 : start + 1], "0"),
        band(shaped[end - 1 : end + 1], "0") + band(shaped[end - 1 : end + 2], "0"),
        band(shaped[end - 2 : end + 1], "0"),
    )
