"""Additive scores for name candidates: the evidence of each feature, read from a data file.

A candidate ("the three characters 魏哲家 after 长 and before 表示") is described by features such
as ``M哲`` (哲 as the first given character) or ``R表示`` (what follows). Each feature has a weight
in a CSV file, learned by logistic regression; the sum says how much the candidate looks like a
name. Unknown features weigh nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

from newsparse.lexicon import DATA, read_table
from newsparse.text.characters import CharacterMap, code_points, text_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PAD = "\n\n\n\n"
BLANK = "\0"
WEIGHTS = DATA / "lexicons"
_WORDS = "lexicons/name_words.csv"
_CLASSES = (
    ("0123456789０１２３４５６７８９", "0" * 20),
    ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "A" * 26),
    ("abcdefghijklmnopqrstuvwxyz", "a" * 26),
    ("()<>[],:;!?•‧・․∙\u00a0", "（）＜＞［］，：；！？····· "),
)


def shape(text: str) -> str:
    """The text in classes: digits 0, Latin letters A and a, one form of each mark; padded.

    Offsets shift by ``len(PAD)``, so that context can be read beyond either end.

    Example:
        >>> shape("董事長Tim(49)")[4:-4]
        '董事長Aaa（00）'
    """
    return f"{PAD}{_classes()(text)}{PAD}"


@cache
def _classes() -> CharacterMap:
    forms: dict[str, str] = {}
    for characters, classes in _CLASSES:
        forms |= zip(characters, classes, strict=True)
    return CharacterMap(forms)


class Shaped(NamedTuple):
    """A shaped text, and the same with ``BLANK`` for every character that is in no name."""

    text: str
    within: str

    @classmethod
    def of(cls, text: str, outside: NDArray[np.bool_] | None = None) -> Shaped:
        r"""Shape a text.

        Args:
            text: the simplified key.
            outside: for each character, whether it is surely in no name, if anything is known.

        Example:
            >>> import numpy as np
            >>> Shaped.of("王小明說", np.array([False, False, False, True])).within.strip()
            '王小明\x00'
        """
        shaped = shape(text)
        if outside is None:
            return cls(shaped, shaped)
        codes = code_points(shaped).copy()
        inner = codes[len(PAD) : -len(PAD)]
        inner[outside & (inner != ord("）"))] = ord(BLANK)  # …合伙企业（有限合伙） ends in one
        return cls(shaped, text_of(codes))


class Weights(NamedTuple):
    """The weights of a model: a bias, and of each feature, named by a letter, those of its keys."""

    bias: float
    features: dict[str, dict[str, float]]

    def total(self, evidence: Iterable[str]) -> float:
        """What pieces of evidence, each a feature with its key, add to the log-odds."""
        return sum([self.features[piece[0]].get(piece[1:], 0.0) for piece in evidence])

    def tables(self, features: str) -> tuple[dict[str, float], ...]:
        """The weights of some features, for ``added``."""
        return tuple(self.features[feature] for feature in features)


def added(tables: Iterable[dict[str, float]], keys: Iterable[str]) -> float:
    """What the keys of as many features add to the log-odds.

    Example:
        >>> added(({"哲": 0.5}, {"家": 0.25}), ("哲", "嘉"))
        0.5
    """
    return sum(map(_weight, tables, keys, repeat(0.0)))


_weight = dict[str, float].get


@cache
def load_weights(file: str) -> Weights:
    """The weights of a model file in ``WEIGHTS``; columns feature, keys, weight.

    ``keys`` holds the values of one feature that share a weight, separated by spaces; the space
    itself is written ␣ and a line end ¶.
    """
    bias = 0.0
    features: dict[str, dict[str, float]] = defaultdict(dict)
    for _, (feature, keys, weight) in read_table(WEIGHTS / file, ("feature", "keys", "weight")):
        value = float(weight)
        if feature == "bias":
            bias = value
            continue
        for key in keys.split(" "):
            features[feature][key.replace("␣", " ").replace("¶", "\n")] = value
    return Weights(bias, features)


@cache
def common_words() -> dict[str, str]:
    """Ordinary two- and three-character words and their frequency band ("1" rare to "3")."""
    words = {}
    for _, (head, band, tails) in read_table(_WORDS, ("head", "band", "tails")):
        for tail in tails:
            words[head + tail] = band
    return words
