r"""All steps from the data to the network for sentences, with one command.

    python -m training.tagger.reproduce --gold train.jsonl training/annotated/learn.jsonl \
        --news FOLDER --ner FOLDER --sentences training/annotated/encyclopaedia.txt \
        --held dev.jsonl training/annotated/test.jsonl --apart training/annotated/trust.jsonl \
        --out PREPARED

The options are those of ``training.tagger.prepare`` and a few more. The teachers take an
accelerator some minutes; ``--small`` tries all the steps out on any machine, and teaches nothing
worth having.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from training.tagger import __main__ as steps
from training.tagger import export, prepare

from newsparse.recognize import tagger

_SMALL = {
    "teach": "--windows 6 --width 64 --layers 1 --reading 2 --teaching 2 --teachers 1",
    "learn": "--windows 6 --learning 4",
    "tune": "--windows 2 --tuning 2",
}


def main(argv: list[str] | None = None) -> int:
    """Prepare, teach, learn twice, tune and put the network into a folder; returns 0."""
    formatter = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=formatter, parents=[prepare.arguments()]
    )
    parser.add_argument("--into", type=Path, default=tagger.SENTENCES, help="for the network")
    parser.add_argument("--like-on-news", type=Path, default=tagger.MODEL / "tagger.onnx")
    parser.add_argument("--small", action="store_true", help="try the steps out")
    options = parser.parse_args(argv)
    out: Path = options.out

    def step(name: str, kept: str, *more: str | Path) -> None:
        small = _SMALL[name].split() if options.small else []
        steps.main([name, str(out), *small, *map(str, more), "--keep", str(out / kept)])

    prepare.prepare(options)
    step("teach", "said.pt")
    for name, seed in (("first.pt", "2"), ("second.pt", "3")):
        step("learn", name, "--said", out / "said.pt", "--seed", seed)
    like = [out / "first.pt", out / "second.pt", "--like-on-news", options.like_on_news]
    step("tune", "sentences.pt", "--begin", out / "first.pt", "--like", *like)
    return export.main([str(out / "sentences.pt"), str(out), "--out", str(options.into)])


if __name__ == "__main__":
    sys.exit(main())
