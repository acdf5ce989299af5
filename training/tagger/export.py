"""The trained network as the files that the package ships."""

from __future__ import annotations

import json
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
from training.tagger.network import Network

from newsparse.recognize.tagger import LISTED

Inputs = dict[str, NDArray[Any]]
_CALIBRATION = 300  # examples that show the range of each layer's values
_NAMES = ["character", "left", "right", "shape", "listed"]


def write_alphabet(alphabet: str, folder: Path) -> None:
    """The characters the network knows, in order of their numbers (from 3)."""
    data = json.dumps({"characters": alphabet}, ensure_ascii=False)
    (folder / "alphabet.json").write_text(data + "\n", "utf-8")


def export(network: Network, shown: Sequence[Inputs], path: Path) -> None:
    """Write the network as ONNX: convolutions in 8 bits, embeddings in half precision.

    Args:
        network: the trained network; its embeddings are halved in place.
        shown: real inputs, from which the ranges of the 8-bit values are read.
        path: the file.
    """
    network.eval()
    for table in (network.encoder.character, network.encoder.bigram):
        table.weight.data = table.weight.data.half()
    one = torch.ones(1, 8, dtype=torch.long)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter speaks of its own successor
        plain, prepared = Path(folder) / "plain.onnx", Path(folder) / "prepared.onnx"
        torch.onnx.export(
            network,
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
            _Reader(shown[:_CALIBRATION]),
            quant_format=QuantFormat.QDQ,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,  # 7 bits: older processors would overflow, and answer otherwise
            op_types_to_quantize=["Conv", "Relu", "Add", "MatMul"],
        )


class _Reader(CalibrationDataReader):  # type: ignore[misc]
    def __init__(self, shown: Sequence[Inputs]) -> None:
        self._shown = iter(shown)

    def get_next(self) -> dict[str, Any] | None:
        inputs = next(self._shown, None)
        return inputs and {name: array[None] for name, array in inputs.items()}
