"""A network taught further: to say what several networks say on average, and annotated text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor, nn
from torch.nn import functional
from training.tagger.fit import Report, descent
from training.tagger.network import DILATIONS, Network, kept, partial_loss
from training.tagger.windows import Flat, Inputs, alphabet_in, numbers, pairs

TUNE = 1.5e-3  # highest rate of learning
_CONVOLUTION = "onnx::Conv_"


class Weights(NamedTuple):
    """What counts beside what is said of the news.

    Args:
        said: what is said of sentences of other kinds.
        sentences: the annotation of those.
        gold: the annotation of our articles.
    """

    said: float = 0.4
    sentences: float = 0.2
    gold: float = 0.1


class Reader:
    """A network, and the numbers that it has for the characters of what was prepared.

    Args:
        path: a network that ``learn`` or ``tune`` kept, of the alphabet of what was prepared; or a
            tagger.onnx with its alphabet.json beside it.
        alphabet: the characters of what was prepared.
        device: where it shall work.
    """

    def __init__(self, path: Path, alphabet: str, device: torch.device) -> None:
        self._numbers: Tensor | None = None
        if path.suffix == ".onnx":
            own = alphabet_in(path.with_name("alphabet.json"))
            if own != alphabet:
                self._numbers = numbers(own, alphabet).to(device)
        network = restored(path) if path.suffix == ".onnx" else kept(path)
        self.network = network.to(device)

    def seen(self, inputs: Inputs) -> Inputs:
        """What was prepared, in the numbers of its own alphabet."""
        character, left, right, shape, listed = inputs
        if self._numbers is not None:
            character = self._numbers[character]
            left, right = pairs(character)
        return character, left, right, shape, listed

    def scores(self, inputs: Inputs, drop: float = 0.0) -> Tensor:
        """Log-probabilities of the tags."""
        scores: Tensor = self.network(*self.seen(inputs), drop=drop)
        return scores


def tune(
    learner: Reader, news: Flat, of_news: Sequence[Reader], sentences: Flat,
    of_sentences: Sequence[Reader], gold: Flat, weights: Weights, steps: int, windows: int,
    report: Report,
) -> None:  # fmt: skip
    """Learn to say of news and of sentences what others say, and what their annotation says."""
    network = learner.network
    network.train()
    for norm in network.norms:
        norm.eval()  # it has seen enough; of one that was restored it is to do nothing
    for step in descent(network, steps, TUNE, report, "tuning", decay=0.0):
        loss = _far(learner, of_news, news.inputs(news.random(windows)))
        some = sentences.inputs(sentences.random(max(1, windows // 2)))
        loss = loss + weights.said * _far(learner, of_sentences, some)
        for flat, weight in ((sentences, weights.sentences), (gold, weights.gold)):
            places = flat.random(max(1, windows // 4))
            scores = learner.scores(flat.inputs(places), drop=0.15)
            loss = loss + weight * partial_loss(scores, flat.tags(places))
        step(loss)
    network.eval()


def _far(learner: Reader, others: Sequence[Reader], seen: Inputs) -> Tensor:
    """How far a network is from what some others say on average (Hinton et al. 2015)."""
    with torch.no_grad():
        said = torch.stack([other.scores(seen).exp() for other in others])
    told = said.mean(0).clamp_min(1e-7).log()
    scores = learner.scores(seen, drop=0.05)
    return functional.kl_div(scores, told, log_target=True, reduction="none").sum(-1).mean()


def restored(path: Path) -> Network:
    """The network in a tagger.onnx that ``export`` wrote, as far as 8 bits kept it.

    Its norms are part of the convolutions there, so that those of the network do nothing.
    """
    stored = {t.name: numpy_helper.to_array(t) for t in onnx.load(path).graph.initializer}
    names = {name.removesuffix("_quantized") for name in stored if name.endswith("_quantized")}
    number = len(_CONVOLUTION)
    convolutions = [n for n in names if n.startswith(_CONVOLUTION)]
    convolutions.sort(key=lambda name: int(name[number:]))
    tables = [_value(stored, f"tables.{i}.weight") for i in (0, 1, 3)]
    inner = _value(stored, "inner.weight").squeeze(-1)
    network = Network(len(tables[0]), len(inner))
    state = dict(network.state_dict())
    for name, table in zip(("character", "bigram", "shape"), tables, strict=True):
        state[f"{name}.weight"] = table
    seen = state["inner.weight"].shape[1]
    state["inner.weight"], state["listed.weight"] = inner[:, :seen], inner[:, seen:]
    state["inner.bias"] = _value(stored, "inner.bias")
    unmoved = (1 + nn.BatchNorm1d(1).eps) ** 0.5
    for i in range(len(DILATIONS)):
        for part, name in zip(("weight", "bias"), convolutions[2 * i : 2 * i + 2], strict=True):
            state[f"convolutions.{i}.{part}"] = _value(stored, name)
        state[f"norms.{i}.weight"] = torch.full_like(state[f"norms.{i}.weight"], unmoved)
    state["out.weight"] = _value(stored, "out.weight").squeeze(-1)
    state["out.bias"] = _value(stored, "out.bias")
    network.load_state_dict(state)
    return network.eval()


def _value(stored: dict[str, NDArray[Any]], name: str) -> Tensor:
    """Weights out of their 8 bits."""
    steps = stored[f"{name}_quantized"].astype(np.float32)
    named = name if f"{name}_scale" in stored else f"{name}_quantized"  # so are those of biases
    scale, zero = stored[f"{named}_scale"], stored[f"{named}_zero_point"].astype(np.float32)
    if scale.ndim:
        shape = (-1, *[1] * (steps.ndim - 1))
        scale, zero = scale.reshape(shape), zero.reshape(shape)
    return torch.tensor((steps - zero) * scale)
