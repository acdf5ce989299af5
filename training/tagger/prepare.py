r"""Turn articles and lists into what the networks read: flat arrays, in a folder.

    python -m training.tagger.prepare --gold train.jsonl training/annotated/learn.jsonl \
        --news FOLDER --ner FOLDER --held dev.jsonl training/annotated/test.jsonl \
        --sentences training/annotated/encyclopaedia.txt \
        --apart training/annotated/trust.jsonl --out PREPARED

``--gold``: articles in our labels, with their text, as in corpus/gold, or annotations of articles
that are in ``--news``, as in training/annotated. ``--ner``: a folder with cluener.train.jsonl.gz,
msra.train.jsonl.gz, resume.train.jsonl.gz, as far as there. ``--news``: a folder of .jsonl.gz files
of plain news (``id``, ``title``, ``text``). ``--held``: gold to measure on; it is taken out of the
news, as is that of ``--apart``. ``--sentences``: annotated text of other kinds, sentence by
sentence. ``tune`` goes on with a network that is there, and so needs its ``--alphabet``.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path
from typing import Any

import numpy as np
from training.tagger import windows
from training.tagger.data import (
    gold_examples,
    gold_rows,
    news_examples,
    outside_examples,
    outside_names,
    outside_texts,
    read_alphabet,
    read_news,
)
from training.tagger.swap import collect

from newsparse.annotation import NAME_LABELS
from newsparse.recognize import tagger
from newsparse.recognize.gazetteer import Gazetteer
from newsparse.text.simplify import simplify


def main(argv: list[str] | None = None) -> int:
    """Prepare; returns 0."""
    formatter = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=formatter, parents=[arguments()]
    )
    prepare(parser.parse_args(argv))
    return 0


def arguments() -> argparse.ArgumentParser:
    """What there is to say about the data."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--ner", type=Path)
    parser.add_argument("--news", type=Path)
    parser.add_argument("--held", type=Path, nargs="*", default=[])
    parser.add_argument("--apart", type=Path, nargs="*", default=[])
    parser.add_argument("--sentences", type=Path, nargs="*", default=[])
    parser.add_argument("--alphabet", type=Path, help="alphabet.json to keep; else a new one")
    parser.add_argument("--swaps", type=int, default=10, help="versions with other names")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    return parser


def prepare(options: argparse.Namespace) -> None:
    """Write the arrays, the alphabet, and the names that are to be found in what is held out."""
    random.seed(options.seed)
    np.random.seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)

    def rows(path: Path) -> list[dict[str, Any]]:
        return list(gold_rows(path, options.news))

    gold = [row for path in options.gold for row in rows(path)]
    sentences = [row for path in options.sentences for row in rows(path)]
    held = {path.stem: rows(path) for path in options.held}
    apart = [row["text"] for part in (*held.values(), *map(rows, options.apart)) for row in part]
    news = read_news(options.news, apart) if options.news else []
    texts = news or [row["text"] for row in gold]
    if options.ner:
        texts = texts + outside_texts(options.ner)  # characters that no news of today has
    texts = texts + [simplify(row["text"]) for row in sentences]
    if options.alphabet:
        data = options.alphabet.read_text("utf-8")
    else:
        data = json.dumps({"characters": read_alphabet(texts)}, ensure_ascii=False) + "\n"
    (options.out / "alphabet.json").write_text(data, "utf-8")
    tagger.MODEL = options.out  # the characters that features() knows from here on
    gazetteer = Gazetteer()
    names = collect(outside_names(options.ner) if options.ner else ())
    for part, name in ((gold, "gold"), (sentences, "sentences")):
        if part:
            examples = list(gold_examples(part, gazetteer, names, options.swaps))
            if part is sentences:  # side by side, the versions of one would give its names away
                random.shuffle(examples)
            windows.save(examples, options.out / f"{name}.npz")
    if options.ner:
        outside = outside_examples(options.ner, gazetteer, names)
        windows.save(outside, options.out / "outside.npz")
    if news:
        windows.save(news_examples(news, gazetteer), options.out / "news.npz")
    for name, part in held.items():
        arrays = options.out / f"held-{name}.npz"
        windows.save(gold_examples(part, gazetteer, names, 0), arrays)
        spans = [[_span(m) for m in row["mentions"] if m["label"] in NAME_LABELS] for row in part]
        sizes = [len(row["text"]) + 1 for row in part]
        content = json.dumps({"sizes": sizes, "names": spans})
        arrays.with_suffix(".json").write_text(content, "utf-8")


def _span(mention: dict[str, Any]) -> tuple[int, int, list[str], bool]:
    labels = [mention["label"], *mention.get("alt", ())]
    return mention["start"], mention["end"], labels, mention.get("optional", False)


if __name__ == "__main__":
    sys.exit(main())
