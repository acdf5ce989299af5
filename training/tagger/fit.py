"""The two stages of learning: guessing masked characters in plain news, then the tags."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from training.tagger.data import Example
from training.tagger.network import WIDTH, Encoder, Network, partial_loss

from newsparse.recognize.tagger import BIGRAMS, LISTED, PRIME, TAGS, features

_MASK = 2
_STRETCH = 192  # characters per row of plain news
RATE = 2e-3
_MOST_OF_A_SET = 12_000  # examples per epoch: MSRA is large, old, and no business news
_RISING = 200  # steps until the full rate of learning
_BATCH = 6_000  # characters
Report = Callable[[str], None]


def pretrain(encoder: Encoder, news: Sequence[str], steps: int, report: Report) -> None:
    """Learn to guess 15 % of the characters of plain news from their surroundings."""
    rows = _stretches(news)
    characters = encoder.character.num_embeddings
    guess = nn.Linear(WIDTH, encoder.character.embedding_dim)
    bias = nn.Parameter(torch.zeros(characters))
    weights = [*encoder.parameters(), *guess.parameters(), bias]
    optimizer = torch.optim.Adam(weights, lr=RATE)
    encoder.train()
    total = 0.0
    for step in range(steps):
        _set_rate(optimizer, RATE, step, steps, lowest=0.05)
        chosen = rows[np.random.randint(0, len(rows), 64)]
        truth, shape = torch.from_numpy(chosen[:, 0]), torch.from_numpy(chosen[:, 1].copy())
        hidden = torch.rand(truth.shape) < 0.15
        shown = truth.masked_fill(hidden, _MASK)
        shape[hidden] = 0
        left, right = _pairs(shown)
        none = torch.zeros(*truth.shape, LISTED)
        state = encoder(shown, left, right, shape, none, torch.zeros_like(truth), 0.05)
        scores = guess(state[hidden]) @ encoder.character.weight.T + bias
        loss = functional.cross_entropy(scores, truth[hidden])
        _descend(loss, optimizer, weights)
        total += loss.item()
        if (step + 1) % 100 == 0:
            report(f"pretraining {step + 1}/{steps}: {total / 100:.3f} nats per masked character")
            total = 0.0


def train(
    network: Network, examples: Sequence[Example], epochs: int, rate: float, report: Report
) -> None:
    """Learn the tags; outside data sets only where their annotation says something."""
    plan = [batch for _ in range(epochs) for batch in _epoch(examples)]
    optimizer = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=1e-3)
    network.train()
    total = 0.0
    for step, batch in enumerate(plan):
        _set_rate(optimizer, rate, step, len(plan), lowest=0.01)
        inputs, allowed = _padded(batch)
        loss = partial_loss(network(*inputs, drop=0.25), allowed)
        _descend(loss, optimizer, list(network.parameters()))
        total += loss.item()
        if (step + 1) % 100 == 0:
            report(f"training {step + 1}/{len(plan)}: {total / 100:.4f} nats per character")
            total = 0.0
    network.eval()


def _stretches(news: Sequence[str]) -> np.ndarray[tuple[int, int, int], np.dtype[np.int64]]:
    parts = [features(text + "\n", []) for text in news]
    both = np.stack([np.concatenate([part[name] for part in parts])
                     for name in ("character", "shape")])  # fmt: skip
    count = both.shape[1] // _STRETCH
    return both[:, : count * _STRETCH].reshape(2, count, _STRETCH).transpose(1, 0, 2)


def _pairs(ids: Tensor) -> tuple[Tensor, Tensor]:
    padded = functional.pad(ids, (1, 1))
    pairs = (padded[:, :-1] * PRIME + padded[:, 1:]) % BIGRAMS
    return pairs[:, :-1], pairs[:, 1:]


def _epoch(examples: Sequence[Example]) -> Iterator[list[Example]]:
    """Batches of examples of like length, in random order."""
    by_source: dict[int, list[Example]] = {}
    for example in examples:
        by_source.setdefault(example.source, []).append(example)
    chosen: list[Example] = []
    for _, group in sorted(by_source.items()):
        chosen += random.sample(group, min(len(group), _MOST_OF_A_SET))
    chosen.sort(key=lambda e: len(e.allowed) + 20 * random.random())
    batches: list[list[Example]] = [[]]
    size = 0
    for example in chosen:
        batches[-1].append(example)
        size += len(example.allowed)
        if size > _BATCH:
            batches.append([])
            size = 0
    random.shuffle(batches)
    yield from filter(None, batches)


def _padded(batch: Sequence[Example]) -> tuple[tuple[Tensor, ...], Tensor]:
    """One batch as tensors; a few characters and some lists are withheld, as in real articles."""
    length = max(len(example.allowed) for example in batch)
    names = ("character", "left", "right", "shape")
    arrays = {name: torch.zeros(len(batch), length, dtype=torch.long) for name in names}
    listed = torch.zeros(len(batch), length, LISTED)
    source = torch.zeros(len(batch), length, dtype=torch.long)
    allowed = torch.zeros(len(batch), length, len(TAGS), dtype=torch.bool)
    for row, example in enumerate(batch):
        stop = len(example.allowed)
        for name in names:
            arrays[name][row, :stop] = torch.from_numpy(example.inputs[name])
        if random.random() > 0.25:
            listed[row, :stop] = torch.from_numpy(example.inputs["listed"])
        source[row, :stop] = example.source
        allowed[row, :stop] = torch.from_numpy(example.allowed)
    character = arrays["character"]
    character[(torch.rand(character.shape) < 0.05) & (character != 0)] = _MASK
    left, right = _pairs(character)
    return (character, left, right, arrays["shape"], listed, source), allowed


def _set_rate(
    optimizer: torch.optim.Optimizer, full: float, step: int, steps: int, lowest: float
) -> None:
    rate = full * min(1.0, (step + 1) / _RISING) * max(lowest, 1 - step / steps)
    for group in optimizer.param_groups:
        group["lr"] = rate


def _descend(loss: Tensor, optimizer: torch.optim.Optimizer, weights: list[nn.Parameter]) -> None:
    if not math.isfinite(loss.item()):
        raise FloatingPointError("the loss is no longer finite; lower the learning rate")
    optimizer.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(weights, 1.0)
    optimizer.step()
