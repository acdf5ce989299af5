"""The network that ships: embeddings, a stack of dilated convolutions, a layer of tags."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from newsparse.recognize.tag_paths import TAGS
from newsparse.recognize.tagger import BIGRAMS, LISTED

DILATIONS = (1, 2, 4, 8, 1)  # sees 16 characters to either side
_CHARACTER, _BIGRAM, _SMALL = 96, 24, 8


class Network(nn.Module):
    """Characters → log-probabilities of the tags."""

    def __init__(self, characters: int, width: int) -> None:
        super().__init__()
        self.character = nn.Embedding(characters, _CHARACTER, padding_idx=0)
        self.bigram = nn.Embedding(BIGRAMS, _BIGRAM)
        self.shape = nn.Embedding(8, _SMALL)
        nn.init.normal_(self.character.weight, std=0.3)
        nn.init.normal_(self.bigram.weight, std=0.1)
        self.inner = nn.Linear(_CHARACTER + 2 * _BIGRAM + _SMALL, width)
        self.listed = nn.Linear(LISTED, width, bias=False)
        self.convolutions = nn.ModuleList(
            nn.Conv1d(width, width, 3, padding=d, dilation=d) for d in DILATIONS
        )
        self.norms = nn.ModuleList(nn.BatchNorm1d(width) for _ in DILATIONS)
        self.out = nn.Linear(width, len(TAGS))

    def forward(
        self, character: Tensor, left: Tensor, right: Tensor, shape: Tensor, listed: Tensor,
        drop: float = 0.0,
    ) -> Tensor:  # fmt: skip
        """Shapes (texts, length) and, of ``listed``, (texts, length, LISTED); gives (…, tags)."""
        parts = [self.character(character), self.bigram(left), self.bigram(right),
                 self.shape(shape)]  # fmt: skip
        inner = functional.dropout(torch.cat(parts, -1), drop, self.training)
        marks = functional.dropout(listed, drop / 2, self.training)
        state = (self.inner(inner) + self.listed(marks)).transpose(1, 2)
        for convolution, norm in zip(self.convolutions, self.norms, strict=True):
            step = functional.relu(norm(convolution(state)))
            state = state + functional.dropout(step, drop, self.training)
        state = functional.dropout(state.transpose(1, 2), drop, self.training)
        return functional.log_softmax(self.out(state), -1)


def keep(network: Network, path: Path) -> None:
    """Write a network to a file."""
    state = {name: tensor.cpu() for name, tensor in network.state_dict().items()}
    torch.save({"width": network.out.in_features, "state": state}, path)


def kept(path: Path) -> Network:
    """The network in a file that ``keep`` wrote."""
    content = torch.load(path, map_location="cpu")
    network = Network(len(content["state"]["character.weight"]), content["width"])
    network.load_state_dict(content["state"])
    return network.eval()


def partial_loss(scores: Tensor, allowed: Tensor) -> Tensor:
    """Negative log-likelihood where several tags may be right.

    Args:
        scores: log-probabilities, (texts, length, tags).
        allowed: which tags the annotation allows for each character, same shape; of a character
            with none nothing is known. A data set that does not annotate products allows every
            product tag where it says "outside"; one that does not tell companies from bodies
            allows both.
    """
    told = allowed.any(-1)
    return -torch.logsumexp(scores.masked_fill(~allowed, -1e9), -1)[told].mean()
