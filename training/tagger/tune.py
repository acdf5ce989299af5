"""A network taught further: to say what several networks say on average, and annotated text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor, nn
from torch.nn import functional
from training.tagger.fit import Report, descent
from training.tagger.network import DILATIONS, Network, kept, partial_loss
from training.tagger.windows import Flat, Inputs, numbers, pairs

TUNE = 1.5e-3  # highest rate of learning
# What sentences of other kinds weigh beside the news: what is said of them, and their annotation;
# and the annotation of our articles.
_SAID, _SENTENCES, _GOLD = 0.4, 0.2, 0.1
_CONVOLUTION = "onnx::Conv_"


class Elder:
    """A network that is asked what it says, by the alphabet it learned.

    Args:
        path: a network that ``learn`` or ``tune`` kept, of the alphabet of what was prepared; or a
            tagger.onnx with its alphabet.json beside it.
        alphabet: the characters of what was prepared.
    """

    def __init__(self, path: Path, alphabet: str) -> None:
        self._numbers: Tensor | None = None
        if path.suffix == ".onnx":
            self.network = restored(path)
            own = json.loads(path.with_name("alphabet.json").read_text("utf-8"))["characters"]
            if own != alphabet:
                self._numbers = numbers(own, alphabet)
        else:
            self.network = kept(path)

    def to(self, device: torch.device) -> Elder:
        """Itself, on a device and for asking only."""
        self.network = self.network.to(device).requires_grad_(False)
        if self._numbers is not None:
            self._numbers = self._numbers.to(device)
        return self

    @property
    def foreign(self) -> bool:
        """Whether it learned another alphabet."""
        return self._numbers is not None

    def __call__(self, inputs: Inputs) -> Tensor:
        """Probabilities of the tags."""
        character, left, right, shape, listed = inputs
        if self._numbers is not None:
            character = self._numbers[character]
            left, right = pairs(character)
        scores: Tensor = self.network(character, left, right, shape, listed)
        return scores.exp()


def tune(
    network: Network, news: Flat, of_news: Sequence[Elder], sentences: Flat,
    of_sentences: Sequence[Elder], gold: Flat, steps: int, windows: int, report: Report,
) -> None:  # fmt: skip
    """Learn to say of news and of sentences what others say, and what their annotation says."""
    network.train()
    for norm in network.norms:
        norm.eval()  # it has seen enough; of one that was restored it is to do nothing
    for step in descent(network, steps, TUNE, report, "tuning", decay=0.0):
        loss = _far(network, of_news, news.inputs(news.random(windows)))
        some = sentences.inputs(sentences.random(max(1, windows // 2)))
        loss = loss + _SAID * _far(network, of_sentences, some)
        for flat, weight in ((sentences, _SENTENCES), (gold, _GOLD)):
            places = flat.random(max(1, windows // 4))
            scores = network(*flat.inputs(places), drop=0.15)
            loss = loss + weight * partial_loss(scores, flat.tags(places))
        step(loss)
    network.eval()


def _far(network: Network, elders: Sequence[Elder], seen: Inputs) -> Tensor:
    """How far a network is from what some others say on average (Hinton et al. 2015)."""
    with torch.no_grad():
        told = torch.stack([elder(seen) for elder in elders]).mean(0).clamp_min(1e-7).log()
    scores = network(*seen, drop=0.05)
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
