"""Put a trained network into the package.

python -m training.tagger.export network.pt PREPARED [--alphabet alphabet.json] [--out FOLDER]
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from numpy.typing import NDArray
from onnxruntime.quantization import (
    CalibrationDataReader,
    QuantFormat,
    QuantType,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn
from torch.nn import functional
from training.tagger import windows
from training.tagger.network import Network, kept
from training.tagger.windows import LENGTH

from newsparse.recognize import tagger
from newsparse.recognize.tagger import LISTED

Inputs = dict[str, NDArray[Any]]
_CALIBRATION = 300  # windows that show the range of each layer's values
_NAMES = ["character", "left", "right", "shape", "listed"]


def main(argv: list[str] | None = None) -> int:
    """Write tagger.onnx and alphabet.json; returns 0."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("network", type=Path)
    parser.add_argument("prepared", type=Path)
    parser.add_argument("--alphabet", type=Path, help="of a network that was tuned by another one")
    parser.add_argument("--out", type=Path, default=tagger.MODEL)
    options = parser.parse_args(argv)
    prepared = options.prepared / "alphabet.json"
    alphabet = options.alphabet or prepared
    network = kept(options.network)
    gold = windows.load(options.prepared / "gold.npz", torch.device("cpu"))
    count = min(_CALIBRATION, len(gold) // LENGTH)
    places = torch.arange(count * LENGTH).view(count, LENGTH)
    character, _, _, shape, listed = gold.inputs(places, noise=0, withheld=0)
    character = windows.numbers(*map(windows.alphabet_in, (alphabet, prepared)))[character]
    seen = (character, *windows.pairs(character), shape, listed)
    shown = [tensor.numpy() for tensor in seen]
    options.out.mkdir(parents=True, exist_ok=True)
    export(network, [dict(zip(_NAMES, arrays, strict=True)) for arrays in zip(*shown, strict=True)],
           options.out / "tagger.onnx")  # fmt: skip
    shutil.copy(alphabet, options.out)
    return 0


class _Flat(nn.Module):
    """The network as it runs best in 8 bits: every layer a convolution, which has its own bias.

    The embeddings are brought to the range of the lists' signs (-1 to 1), for all of them share the
    steps of one 8-bit scale.
    """

    def __init__(self, network: Network) -> None:
        super().__init__()
        tables = (network.character, network.bigram, network.bigram, network.shape)
        scales = [table.weight.detach().abs().max() for table in tables]
        character, bigram, _, shape = (
            nn.Embedding.from_pretrained(table.weight.detach() / scale)
            for table, scale in zip(tables, scales, strict=True)
        )
        self.tables = nn.ModuleList([character, bigram, bigram, shape])
        self.convolutions, self.norms = network.convolutions, network.norms
        widths = [table.embedding_dim for table in tables]
        parts = network.inner.weight.detach().split(widths, dim=1)
        scaled = [part * scale for part, scale in zip(parts, scales, strict=True)]
        weight = torch.cat([*scaled, network.listed.weight.detach()], 1)
        self.inner = _pointwise(weight, network.inner.bias.detach())
        self.out = _pointwise(network.out.weight.detach(), network.out.bias.detach())

    def forward(
        self, character: Tensor, left: Tensor, right: Tensor, shape: Tensor, listed: Tensor
    ) -> Tensor:
        """As the network."""
        inputs = zip(self.tables, (character, left, right, shape), strict=True)
        known = [table(numbers) for table, numbers in inputs]
        state = self.inner(torch.cat([*known, listed], -1).transpose(1, 2))
        for convolution, norm in zip(self.convolutions, self.norms, strict=True):
            state = state + functional.relu(norm(convolution(state)))
        return functional.log_softmax(self.out(state).transpose(1, 2), -1)


def _pointwise(weight: Tensor, bias: Tensor) -> nn.Conv1d:
    """A linear layer as a convolution of one character."""
    layer = nn.Conv1d(weight.shape[1], weight.shape[0], 1)
    layer.weight.data, layer.bias.data = weight[:, :, None], bias
    return layer


def export(network: Network, shown: Sequence[Inputs], path: Path) -> None:
    """Write the network as ONNX, values in 8 bits and weights in 7.

    Args:
        network: the trained network.
        shown: real inputs, from which the ranges of the 8-bit values are read.
        path: the file.
    """
    network.eval()
    one = torch.ones(1, 8, dtype=torch.long)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter speaks of its own successor
        plain, prepared = Path(folder) / "plain.onnx", Path(folder) / "prepared.onnx"
        torch.onnx.export(
            _Flat(network).eval(),
            (one, one, one, one, torch.zeros(1, 8, LISTED)),
            str(plain),
            input_names=_NAMES,
            output_names=["scores"],
            dynamic_axes={name: {1: "length"} for name in [*_NAMES, "scores"]},
            opset_version=17,
            dynamo=False,
        )
        quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
        quantize_static(
            str(prepared),
            str(path),
            _Reader(shown),
            quant_format=QuantFormat.QDQ,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,  # 7 bits: older processors would overflow, and answer otherwise
            op_types_to_quantize=["Conv", "Relu", "Add", "Gather", "Concat"],
        )


class _Reader(CalibrationDataReader):  # type: ignore[misc]
    def __init__(self, shown: Sequence[Inputs]) -> None:
        self._shown = iter(shown)

    def get_next(self) -> dict[str, Any] | None:
        inputs = next(self._shown, None)
        return inputs and {name: array[None] for name, array in inputs.items()}


if __name__ == "__main__":
    sys.exit(main())
