"""The network: embeddings, a stack of dilated convolutions, one linear layer per character."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from newsparse.recognize.tagger import BIGRAMS, LISTED, TAGS

WIDTH = 128
DILATIONS = (1, 2, 4, 8, 1)  # sees 16 characters to either side
_CHARACTER, _BIGRAM, _SMALL = 96, 24, 8
_SOURCES = 5  # annotation habits: 0 ours, then one per outside data set


class Encoder(nn.Module):
    """Characters → one vector of WIDTH each; the part that pretraining learns."""

    def __init__(self, characters: int) -> None:
        super().__init__()
        self.character = nn.Embedding(characters, _CHARACTER, padding_idx=0)
        self.bigram = nn.Embedding(BIGRAMS, _BIGRAM)
        self.shape = nn.Embedding(8, _SMALL)
        self.source = nn.Embedding(_SOURCES, _SMALL)
        nn.init.normal_(self.character.weight, std=0.3)
        nn.init.normal_(self.bigram.weight, std=0.1)
        self.inner = nn.Linear(_CHARACTER + 2 * _BIGRAM + 2 * _SMALL, WIDTH)
        self.listed = nn.Linear(LISTED, WIDTH, bias=False)
        self.convolutions = nn.ModuleList(
            nn.Conv1d(WIDTH, WIDTH, 3, padding=d, dilation=d) for d in DILATIONS
        )
        self.norms = nn.ModuleList(nn.BatchNorm1d(WIDTH) for _ in DILATIONS)

    def forward(
        self, character: Tensor, left: Tensor, right: Tensor, shape: Tensor,
        listed: Tensor, source: Tensor, drop: float = 0.0,
    ) -> Tensor:  # fmt: skip
        """Shapes (articles, length), ``listed`` (articles, length, LISTED)."""
        parts = [self.character(character).float(), self.bigram(left).float(),
                 self.bigram(right).float(),
                 self.shape(shape), self.source(source)]  # fmt: skip
        inner = functional.dropout(torch.cat(parts, -1), drop, self.training)
        marks = functional.dropout(listed, 0.1, self.training)
        state = (self.inner(inner) + self.listed(marks)).transpose(1, 2)
        # Only batches of training are padded: the exported network has one article at a time.
        real = (character != 0).unsqueeze(1).float() if self.training else None
        state = state if real is None else state * real
        for convolution, norm in zip(self.convolutions, self.norms, strict=True):
            step = functional.relu(norm(convolution(state)))
            state = state + functional.dropout(step, drop, self.training)
            state = state if real is None else state * real
        return state.transpose(1, 2)


class Network(nn.Module):
    """Characters → log-probabilities of the tags."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.out = nn.Linear(WIDTH, len(TAGS))

    def forward(
        self, character: Tensor, left: Tensor, right: Tensor, shape: Tensor,
        listed: Tensor, source: Tensor | None = None, drop: float = 0.0,
    ) -> Tensor:  # fmt: skip
        """Shape (articles, length, tags)."""
        if source is None:
            source = torch.zeros_like(character)
        state = self.encoder(character, left, right, shape, listed, source, drop)
        state = functional.dropout(state, drop, self.training)
        return functional.log_softmax(self.out(state), -1)


def partial_loss(scores: Tensor, allowed: Tensor) -> Tensor:
    """Negative log-likelihood where several tags may be right.

    Args:
        scores: log-probabilities, (articles, length, tags).
        allowed: which tags the annotation allows for each character, same shape; a character
            with none is padding. A data set that does not annotate products allows every product
            tag where it says "outside"; one that does not tell companies from bodies allows both.
    """
    told = allowed.any(-1)
    return -torch.logsumexp(scores.masked_fill(~allowed, -1e9), -1)[told].mean()
