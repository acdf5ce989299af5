"""Texts end to end as flat arrays, and the windows on them that networks learn from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional
from training.tagger.data import Example

from newsparse.recognize.tag_paths import TAGS
from newsparse.recognize.tagger import BIGRAMS, LISTED, PRIME

LENGTH = 512  # characters in a window
SPECIAL = 3  # padding, unknown, mask: the numbers before those of characters
_UNKNOWN, _MASK = 1, 2
_NOISE = 0.05  # characters hidden, as unknown ones are in real articles
_WITHHELD = 0.25  # windows without what the lists know: most names of tomorrow are in no list

Inputs = tuple[Tensor, Tensor, Tensor, Tensor, Tensor]  # as the network takes them


@dataclass(frozen=True, slots=True)
class Flat:
    """Many texts end to end, one entry per character.

    Attributes:
        character: numbers of the alphabet.
        shape: classes of ``shape_class``.
        listed: what the lists know there, one bit per column of ``features``.
        allowed: tags that the annotation allows, one bit each; 0 where nothing is known.
        source: 0 for our own annotation, else the number of the outside data set.
    """

    character: Tensor
    shape: Tensor
    listed: Tensor
    allowed: Tensor
    source: Tensor

    def __len__(self) -> int:
        return len(self.character)

    def random(self, count: int) -> Tensor:
        """Places of some windows, (count, LENGTH)."""
        device = self.character.device
        starts = torch.randint(0, len(self) - LENGTH + 1, (count, 1), device=device)
        return starts + torch.arange(LENGTH, device=device)

    def inputs(self, places: Tensor, noise: float = _NOISE, withheld: float = _WITHHELD) -> Inputs:
        """What a network sees of some windows: character, left, right, shape, lists."""
        character = self.character[places].long()
        if noise:
            hidden = torch.rand(places.shape, device=places.device) < noise
            character = character.masked_fill(hidden, _MASK)
        listed = _bits(self.listed[places], LISTED).float()
        if withheld:
            listed *= torch.rand(len(places), 1, 1, device=places.device) >= withheld
        return (character, *pairs(character), self.shape[places].long(), listed)

    def tags(self, places: Tensor) -> Tensor:
        """The tags allowed in some windows, (windows, LENGTH, tags)."""
        return _bits(self.allowed[places], len(TAGS))


def pairs(character: Tensor) -> tuple[Tensor, Tensor]:
    """The buckets of each character with its left and with its right neighbour."""
    padded = functional.pad(character, (1, 1))
    both = (padded[:, :-1] * PRIME + padded[:, 1:]) % BIGRAMS
    return both[:, :-1], both[:, 1:]


def alphabet_in(path: Path) -> str:
    """The characters in an alphabet.json, in the order of their numbers."""
    characters: str = json.loads(path.read_text("utf-8"))["characters"]
    return characters


def numbers(own: str, alphabet: str) -> Tensor:
    """The numbers that one alphabet has for those of another; unknown where it lacks it."""
    places = {character: place for place, character in enumerate(own, SPECIAL)}
    found = [places.get(character, _UNKNOWN) for character in alphabet]
    return torch.tensor([*range(SPECIAL), *found])


def save(examples: Iterable[Example], path: Path) -> None:
    """Write examples end to end."""
    columns: dict[str, list[NDArray[Any]]] = {}
    for example in examples:
        size = len(example.allowed)
        for name, column in {
            "character": example.inputs["character"].astype(np.int16),
            "shape": example.inputs["shape"].astype(np.uint8),
            "listed": _packed(example.inputs["listed"] > 0),
            "allowed": _packed(example.allowed),
            "source": np.full(size, example.source, np.uint8),
        }.items():
            columns.setdefault(name, []).append(column)
    np.savez_compressed(path, **{name: np.concatenate(c) for name, c in columns.items()})


def load(path: Path, device: torch.device) -> Flat:
    """Read what ``save`` wrote."""
    with np.load(path) as arrays:
        return Flat(**{name: torch.from_numpy(arrays[name]).to(device) for name in arrays.files})


def joined(parts: Iterable[Flat]) -> Flat:
    """Several as one."""
    parts = list(parts)
    return Flat(*(torch.cat([getattr(p, name) for p in parts]) for name in Flat.__slots__))


def _packed(columns: NDArray[Any]) -> NDArray[Any]:
    weights = (1 << np.arange(columns.shape[1])).astype(np.int32)
    return columns.astype(np.int32) @ weights


def _bits(packed: Tensor, count: int) -> Tensor:
    return (packed[..., None] >> torch.arange(count, device=packed.device) & 1).bool()
