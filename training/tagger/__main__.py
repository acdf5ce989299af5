"""Train the tagger and write it into the package.

    python -m training.tagger --gold train.jsonl --ner FOLDER --news FOLDER [--out FOLDER]

With ``--keep network.pt`` it also keeps what it learned in full precision. From there, a further
run goes on (for some epochs more, at a lower ``--rate``) without beginning again:

    python -m training.tagger --gold train.jsonl --ner FOLDER --start network.pt --epochs 2

``--gold``: articles with offsets in our labels, as in corpus/gold. ``--ner``: a folder with
cluener.train.jsonl.gz, msra.train.jsonl.gz, resume.train.jsonl.gz, as far as there. ``--news``:
a folder of .jsonl.gz files of plain news (``title``, ``text``). On two cores the full run takes
about an hour; ``--pretraining 0 --epochs 1`` without ``--ner`` and ``--news`` takes a minute.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

import numpy as np
import torch
from training.tagger.data import (
    gold_examples,
    outside_examples,
    outside_names,
    outside_texts,
    read_alphabet,
    read_lines,
    read_news,
)
from training.tagger.export import export, write_alphabet
from training.tagger.fit import RATE, pretrain, train
from training.tagger.network import Encoder, Network
from training.tagger.swap import collect

from newsparse.recognize import tagger
from newsparse.recognize.gazetteer import Gazetteer


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
    parser.add_argument("--swaps", type=int, default=6, help="versions with other names")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=RATE, help="of learning, at its highest")
    parser.add_argument("--start", type=Path, help="a network kept by an earlier run")
    parser.add_argument("--keep", type=Path, help="where to keep the network")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=tagger.MODEL)
    options = parser.parse_args(argv)
    random.seed(options.seed)
    np.random.seed(options.seed)
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)  # more threads change the order of sums, and so the result
    options.out.mkdir(parents=True, exist_ok=True)

    start = torch.load(options.start) if options.start else None
    news = read_news(options.news.glob("*.jsonl.gz"), options.without) if options.news else []
    texts = news or [row["text"] for path in options.gold for row in read_lines(path)]
    if options.ner:
        texts += outside_texts(options.ner)  # characters that no news of today has
    alphabet = start["alphabet"] if start else read_alphabet(texts)
    write_alphabet(alphabet, options.out)
    tagger.MODEL = options.out  # the characters that features() knows from here on
    network = Network(Encoder(characters=len(alphabet) + 3))
    if start:
        network.load_state_dict(start["network"])
    elif news and options.pretraining:
        pretrain(network.encoder, news, options.pretraining, report)
    gazetteer = Gazetteer()
    names = collect(outside_names(options.ner) if options.ner else ())
    examples = [
        example
        for path in options.gold
        for example in gold_examples(path, gazetteer, names, options.swaps)
    ]
    if options.ner:
        examples += outside_examples(options.ner, gazetteer, names)
    report(f"{len(examples)} examples")
    train(network, examples, options.epochs, options.rate, report)
    if options.keep:
        torch.save({"alphabet": alphabet, "network": network.state_dict()}, options.keep)
    export(network, [e.inputs for e in examples if e.source == 0], options.out / "tagger.onnx")
    report(f"written to {options.out}")
    return 0


def report(line: str) -> None:
    """Print at once."""
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
