"""A network that has been shipped, taught further kinds of text: it needs no teacher."""

from __future__ import annotations

import copy
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
from training.tagger.network import DILATIONS, Network, partial_loss
from training.tagger.windows import Flat

TUNE = 1e-3  # highest rate of learning
_SENTENCES, _GOLD = 0.4, 0.1  # what they weigh beside what the network said before
# Between the network before (0) and after (1): the middle keeps nearly all it knew of the news and
# most of what it learned (Wortsman et al. 2022, Robust fine-tuning of zero-shot models).
_MIDDLE = 0.5
_CONVOLUTION = "onnx::Conv_"


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


def tune(
    network: Network, plain: Flat, gold: Flat, sentences: Flat, steps: int, windows: int,
    report: Report,
) -> None:  # fmt: skip
    """Learn what some annotated sentences say, and to say of the news what was said before.

    The weights that come out are halfway between those before and those learned.
    """
    before = copy.deepcopy(network).requires_grad_(False)
    network.train()
    for norm in network.norms:
        norm.eval()  # it does nothing, and is to do nothing
    for step in descent(network, steps, TUNE, report, "tuning", decay=0.0):
        seen = plain.inputs(plain.random(windows))
        scores = network(*seen, drop=0.05)
        far = functional.kl_div(scores, before(*seen), log_target=True, reduction="none")
        loss = far.sum(-1).mean()
        for flat, share, weight in ((sentences, 2, _SENTENCES), (gold, 4, _GOLD)):
            places = flat.random(max(1, windows // share))
            scores = network(*flat.inputs(places), drop=0.15)
            loss = loss + weight * partial_loss(scores, flat.tags(places))
        step(loss)
    network.eval()
    for now, then in zip(network.parameters(), before.parameters(), strict=True):
        now.data.lerp_(then, 1 - _MIDDLE)


def _value(stored: dict[str, NDArray[Any]], name: str) -> Tensor:
    """Weights out of their 8 bits."""
    steps = stored[f"{name}_quantized"].astype(np.float32)
    named = name if f"{name}_scale" in stored else f"{name}_quantized"  # so are those of biases
    scale, zero = stored[f"{named}_scale"], stored[f"{named}_zero_point"].astype(np.float32)
    if scale.ndim:
        shape = (-1, *[1] * (steps.ndim - 1))
        scale, zero = scale.reshape(shape), zero.reshape(shape)
    return torch.tensor((steps - zero) * scale)
