"""Train the tagger and write it into the package.

    python -m training.tagger --gold train.jsonl --ner FOLDER --news FOLDER [--out FOLDER]

``--gold``: articles with offsets in our labels, as in corpus/gold. ``--ner``: a folder with
cluener.train.jsonl.gz, msra.train.jsonl.gz, resume.train.jsonl.gz, as far as there. ``--news``:
a folder of .jsonl.gz files of plain news (``title``, ``text``). On two cores the full run takes
about an hour; ``--pretraining 0 --epochs 1`` without ``--ner`` and ``--news`` takes a minute.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import warnings
from pathlib import Path

import numpy as np
import torch

from newsparse.recognize.gazetteer import Gazetteer
from newsparse.recognize.tagger import LISTED, MODEL
from training.tagger.data import (
    gold_examples,
    outside_examples,
    read_alphabet,
    read_lines,
    read_news,
)
from training.tagger.fit import pretrain, train
from training.tagger.network import Encoder, Network


def main(argv: list[str] | None = None) -> int:
    """Train; returns 0."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--ner", type=Path)
    parser.add_argument("--news", type=Path)
    parser.add_argument("--without", type=Path, help="gold articles to leave out of the news")
    parser.add_argument("--pretraining", type=int, default=2000, help="steps (0: none)")
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=MODEL)
    options = parser.parse_args(argv)
    random.seed(options.seed)
    np.random.seed(options.seed)
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)  # more threads change the order of sums, and so the result
    options.out.mkdir(parents=True, exist_ok=True)

    news = read_news(options.news.glob("*.jsonl.gz"), options.without) if options.news else []
    texts = news or [row["text"] for path in options.gold for row in read_lines(path)]
    write_alphabet(read_alphabet(texts), options.out)
    encoder = Encoder(characters=len(read_alphabet(texts)) + 3)
    if news and options.pretraining:
        pretrain(encoder, news, options.pretraining, report)
    gazetteer = Gazetteer()
    examples = [example for path in options.gold for example in gold_examples(path, gazetteer)]
    if options.ner:
        examples += outside_examples(options.ner, gazetteer)
    network = Network(encoder)
    report(f"{len(examples)} examples")
    train(network, examples, options.epochs, report)
    export(network, options.out / "tagger.onnx")
    report(f"written to {options.out}")
    return 0


def report(line: str) -> None:
    """Print at once."""
    print(line, flush=True)


def write_alphabet(alphabet: str, folder: Path) -> None:
    """The characters the network knows, in order of their numbers (from 3)."""
    data = json.dumps({"characters": alphabet}, ensure_ascii=False)
    (folder / "alphabet.json").write_text(data + "\n", "utf-8")


def export(network: Network, path: Path) -> None:
    """Write the network as ONNX, its embeddings in half precision: they are nine tenths of it."""
    network.eval()
    one = torch.ones(1, 8, dtype=torch.long)
    names = ["character", "left", "right", "shape", "listed"]
    for name in ("character", "bigram"):
        table = getattr(network.encoder, name)
        table.weight.data = table.weight.data.half()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter speaks of its own successor
        torch.onnx.export(
            network,
            (one, one, one, one, torch.zeros(1, 8, LISTED)),
            str(path),
            input_names=names,
            output_names=["scores"],
            dynamic_axes={name: {1: "length"} for name in [*names, "scores"]},
            opset_version=17,
            dynamo=False,
        )


if __name__ == "__main__":
    sys.exit(main())
