"""Learn the weights of the name rules and write them into ``data/lexicons``.

    python -m training.names words
    python -m training.names chinese foreign endings --gold train.jsonl --ner FOLDER [--out FOLDER]

``--gold``: articles with offsets in our labels, as in corpus/gold. ``--ner``: a folder with
msra.train.jsonl.gz, cluener.train.jsonl.gz and resume.train.jsonl.gz. Some minutes each on one
core. The other files the name rules read (surnames, suffixes, cues, words that break a name,
lookalikes, Latin words and given names) are written by hand: those files are their own source.
After a change, learn the trust in lists, rules and tagger anew (``train_name_trust.py``).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from training.names import people
from training.names.endings import endings
from training.names.words import words

from newsparse.lexicon import DATA

_LEARNED = {"chinese": people.chinese, "foreign": people.foreign, "endings": endings}


def main(argv: list[str] | None = None) -> int:
    """Learn what is asked for; returns 0."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="+", choices=["words", *_LEARNED])
    parser.add_argument("--gold", type=Path, nargs="+", default=[])
    parser.add_argument("--ner", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, default=DATA / "lexicons")
    options = parser.parse_args(argv)
    for part in options.parts:
        if part == "words":
            print("words:", words(options.out), flush=True)
        elif not options.gold or not options.ner:
            parser.error(f"{part} needs --gold and --ner")
        else:
            people.seed(options.seed)
            learned = _LEARNED[part](options.gold, options.ner, options.out)
            print(f"{part}: {learned}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
