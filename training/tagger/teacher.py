"""The teacher: a transformer that reads half a page at a time, too slow to ship.

It learns to guess hidden characters of plain news, then the tags; what it says of plain news is
what the small network learns from.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional
from training.tagger.windows import LENGTH

from newsparse.recognize.tag_paths import TAGS
from newsparse.recognize.tagger import LISTED

_SOURCES = 5  # annotation habits: 0 ours, then one per outside data set
_HEAD = 64  # width of one head of attention


class Teacher(nn.Module):
    """Characters → log-probabilities of the tags, or of the characters themselves."""

    def __init__(self, characters: int, width: int, layers: int) -> None:
        super().__init__()
        self.character = nn.Embedding(characters, width)
        self.shape = nn.Embedding(8, width)
        self.source = nn.Embedding(_SOURCES, width)
        self.listed = nn.Linear(LISTED, width, bias=False)
        self.blocks = nn.ModuleList(_Block(width) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.guess = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.LayerNorm(width))
        self.bias = nn.Parameter(torch.zeros(characters))
        self.out = nn.Linear(width, len(TAGS))
        self.apply(_begin)
        turns = 10_000.0 ** (-torch.arange(0, _HEAD, 2) / _HEAD)
        angles = torch.arange(LENGTH)[:, None] * turns
        self.register_buffer("cos", angles.cos(), persistent=False)
        self.register_buffer("sin", angles.sin(), persistent=False)

    def states(
        self, character: Tensor, shape: Tensor, listed: Tensor, source: Tensor, drop: float
    ) -> Tensor:
        """One vector per character."""
        state = self.character(character) + self.shape(shape) + self.source(source)
        state = functional.dropout(state + self.listed(listed), drop, self.training)
        for block in self.blocks:
            state = block(state, self.cos, self.sin, drop)
        return self.norm(state)

    def forward(
        self, character: Tensor, shape: Tensor, listed: Tensor, source: Tensor, drop: float = 0.0
    ) -> Tensor:
        """Log-probabilities of the tags, (windows, LENGTH, tags)."""
        scores = self.out(self.states(character, shape, listed, source, drop))
        return functional.log_softmax(scores.float(), -1)

    def guesses(self, states: Tensor) -> Tensor:
        """Scores of every character of the alphabet, for the vectors of hidden ones."""
        return self.guess(states) @ self.character.weight.T + self.bias


class _Block(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.before, self.after = nn.LayerNorm(width), nn.LayerNorm(width)
        self.asked = nn.Linear(width, 3 * width)
        self.told = nn.Linear(width, width)
        self.wide, self.narrow = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, state: Tensor, cos: Tensor, sin: Tensor, drop: float) -> Tensor:
        shape = (*state.shape[:2], -1, _HEAD)
        query, key, value = (
            part.view(shape).transpose(1, 2) for part in self.asked(self.before(state)).chunk(3, -1)
        )
        told = functional.scaled_dot_product_attention(
            _turned(query, cos, sin), _turned(key, cos, sin), value
        )
        told = self.told(told.transpose(1, 2).flatten(2))
        state = state + functional.dropout(told, drop, self.training)
        step = self.narrow(functional.gelu(self.wide(self.after(state))))
        return state + functional.dropout(step, drop, self.training)


def _turned(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Rotary positions (Su et al. 2021): the angle between two vectors tells their distance."""
    left, right = x.chunk(2, -1)
    cos, sin = cos.to(x.dtype), sin.to(x.dtype)
    return torch.cat((left * cos - right * sin, right * cos + left * sin), -1)


def _begin(module: nn.Module) -> None:
    if isinstance(module, nn.Linear | nn.Embedding):
        nn.init.normal_(module.weight, std=0.02)
    if isinstance(module, nn.Linear) and module.bias is not None:
        nn.init.zeros_(module.bias)
