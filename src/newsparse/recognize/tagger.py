"""The learned tagger: for every character, how likely it is part of which kind of name.

Small convolutional networks over characters (see ``data/model/MODEL_CARD.md``), trained by
``python -m training.tagger``: one for articles, and one that is asked as well about a sentence or
two by themselves, which may be of any kind. They read the simplified key, so both scripts share
them, and see what the lists know as a feature. They give probabilities, not decisions: which names
stand is decided with the other evidence in ``join.py``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsparse.annotation import NAME_LABELS, Label
from newsparse.lexicon import DATA
from newsparse.recognize.lexicons import Listed
from newsparse.recognize.tag_paths import TAGS, likeliest, torn_pairs
from newsparse.text.characters import code_points

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MODEL = DATA / "model"  # the network for articles
SENTENCES = MODEL / "sentences"  # the one asked as well about a sentence or two
BIGRAMS = 1 << 17  # buckets that pairs of neighbouring characters are hashed into
PRIME = 5003  # spreads the first character of a pair over the buckets
# Per label: a listed name begins, goes on, ends here; and: that name is also an ordinary word.
LISTED = 3 * len(NAME_LABELS) + 1
_NUMBERS = {label: number for number, label in enumerate(NAME_LABELS)}
_UNKNOWN = 1
_RARE = 0x2FFFF  # code point that stands for those beyond all Han characters with a number
_BRIEF = 150  # characters; more than a sentence or two
_SHARE = 0.4  # of the network for articles in what both say of one
_STRETCH = 2048  # characters at a time: memory stays small on long articles
_SEEN = 20  # characters to either side that a score can depend on: 16 by layers, 1 by pairs
_SURELY_OUTSIDE = -0.02  # log-probability; no rule looks there, a torn name is mended up to there
_FLOOR = -12.0  # log-probability below which a character is simply not that


@dataclass(frozen=True, slots=True)
class Tagging:
    """Log-probabilities of the tags, one row per character."""

    scores: NDArray[np.float32]

    def spans(self, sentences: Iterable[tuple[int, int]]) -> list[tuple[int, int, Label]]:
        """The likeliest names, sentence by sentence."""
        import numpy as np

        scores = self.scores
        best = scores.argmax(axis=1)
        marked: list[int] = np.flatnonzero(best).tolist()  # most characters are in no name
        if not marked:
            return []
        torn: list[int] = np.flatnonzero(torn_pairs()[best[:-1], best[1:]]).tolist()
        outside = self.outside().tobytes()
        path: list[int] = best.tolist()
        return likeliest(path, marked, torn, outside, self.scores, sentences)

    def outside(self) -> NDArray[np.bool_]:
        """For each character, whether the tagger is sure that it is in no name."""
        outside: NDArray[np.bool_] = self.scores[:, 0] > _SURELY_OUTSIDE
        return outside

    def log_probabilities(self, names: Sequence[tuple[int, int, Label]]) -> list[float]:
        """How likely exactly these characters are a name of this kind, for each name."""
        score = self.scores.item
        found: list[float] = []
        for start, end, label in names:
            begin = 1 + 4 * _NUMBERS[label]  # and I, E and S behind it
            if end - start == 1:
                found.append(score(start, begin + 3))
                continue
            longer = score(start, begin) + score(end - 1, begin + 2)
            for place in range(start + 1, end - 1):
                longer += score(place, begin + 1)
            found.append(max(longer, _FLOOR))
        return found


def tag(simplified: str, listed: Iterable[Listed]) -> Tagging:
    """Tag a text.

    Args:
        simplified: the article's simplified key.
        listed: what the lists know in it.

    Example:
        >>> tag("台积电董事长魏哲家表示", []).spans([(0, 11)])
        [(0, 3, 'COMPANY'), (3, 6, 'POSITION'), (6, 9, 'PERSON')]
    """
    import numpy as np

    if not simplified:
        return Tagging(np.zeros((0, len(TAGS)), np.float32))
    known = list(listed)
    scores = _scores(simplified, known, MODEL)
    if is_brief(simplified):
        own = _scores(simplified, known, SENTENCES)
        scores = np.log(_SHARE * np.exp(scores) + (1 - _SHARE) * np.exp(own))
    return Tagging(scores)


def _scores(simplified: str, listed: Sequence[Listed], model: Path) -> NDArray[np.float32]:
    """What one network says of a text."""
    import numpy as np

    inputs = features(simplified, listed, model)
    scores = np.empty((len(simplified), len(TAGS)), np.float32)
    for start in range(0, len(simplified), _STRETCH):
        scores[start : start + _STRETCH] = _run(_session(model), inputs, start)
    return scores


def is_brief(text: str) -> bool:
    """Whether a text is no article but a sentence or two."""
    return len(text) < _BRIEF


def _run(session: Any, inputs: dict[str, NDArray[Any]], start: int) -> NDArray[np.float32]:
    """The scores of one stretch, read with what the network sees around it."""
    begin = max(0, start - _SEEN)
    window = slice(begin, start + _STRETCH + _SEEN)
    (scores,) = session.run(None, {name: array[None, window] for name, array in inputs.items()})
    own: NDArray[np.float32] = scores[0, start - begin : start - begin + _STRETCH]
    return own


def features(
    simplified: str, listed: Iterable[Listed], model: Path | None = None
) -> dict[str, NDArray[Any]]:
    """What a network sees: arrays with one row per character.

    Args:
        simplified: the text.
        listed: what the lists know in it.
        model: the folder of the network; by default that for articles.
    """
    import numpy as np

    characters, shapes = _alphabet(model or MODEL)
    codes = np.minimum(code_points(simplified), _RARE)
    ids = characters[codes].astype(np.int64)
    padded = np.concatenate(([0], ids, [0]))
    pairs = (padded[:-1] * PRIME + padded[1:]) % BIGRAMS
    marks = np.zeros((len(ids), LISTED), np.float32)
    for start, end, entries, weak in listed:
        for entry in entries:
            column = 3 * _NUMBERS[entry.label]
            marks[start, column] = 1
            marks[start + 1 : end - 1, column + 1] = 1
            marks[end - 1, column + 2] = 1
        if weak:
            marks[start:end, -1] = 1
    return {
        "character": ids,
        "left": pairs[:-1],
        "right": pairs[1:],
        "shape": shapes[codes].astype(np.int64),
        "listed": marks,
    }


def shape_class(character: str) -> int:
    """0 is kept for padding; 1 digit, 2 lower, 3 upper, 4 Han, 5 space, 6 line end, 7 other."""
    if character in "0123456789０１２３４５６７８９":
        return 1
    if "a" <= character <= "z":
        return 2
    if "A" <= character <= "Z":
        return 3
    if "一" <= character <= "鿿":
        return 4
    if character in " \u00a0\u3000":
        return 5
    return 6 if character == "\n" else 7


@cache
def _alphabet(model: Path) -> tuple[NDArray[np.uint16], NDArray[np.uint8]]:
    """Code point → character number, and → shape class."""
    import numpy as np

    alphabet: str = json.loads((model / "alphabet.json").read_text("utf-8"))["characters"]
    characters = np.full(_RARE + 1, _UNKNOWN, np.uint16)
    for number, character in enumerate(alphabet, start=3):  # 0 padding, 1 unknown, 2 mask
        characters[ord(character)] = number
    for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        characters[ord(upper)] = characters[ord(upper.lower())]
    shapes = np.full(_RARE + 1, 7, np.uint8)
    shapes[0x4E00:0xA000] = 4
    for code in (*range(0x80), 0xA0, 0x3000, *range(0xFF10, 0xFF1A)):
        shapes[code] = shape_class(chr(code))
    return characters, shapes


@cache
def _session(model: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # one core per worker
    options.enable_cpu_mem_arena = False  # it would keep what the longest article needed
    return onnxruntime.InferenceSession(
        str(model / "tagger.onnx"), options, providers=["CPUExecutionProvider"]
    )
