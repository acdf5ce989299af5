"""Train the tagger on what ``training.tagger.prepare`` made, in three steps.

    python -m training.tagger teach PREPARED --keep said.pt
    python -m training.tagger learn PREPARED --said said.pt --keep network.pt
    python -m training.tagger tune PREPARED --begin network.pt --like network.pt other.pt --keep …

The teachers, transformers, learn to read and then to tag; a network that can ship learns from what
they say of all text, and from our own annotation. The last step goes on with such a network: it
learns what several say on average, in half an hour on two processor cores. Then
``training.tagger.export`` puts it into the package. With the sizes given here the first step takes
an accelerator some minutes; small ones (``--width 64 --layers 1 --reading 0 --teaching 2``) try the
scripts out on any machine.
"""

from __future__ import annotations

import argparse
import copy
import sys
import time
from pathlib import Path

import torch
from training.tagger import windows
from training.tagger.fit import label, learn, read, teach
from training.tagger.held import agreement
from training.tagger.network import Network, keep
from training.tagger.teacher import Teacher
from training.tagger.tune import Reader, Weights, tune
from training.tagger.windows import Flat

_DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def main(argv: list[str] | None = None) -> int:
    """Train; returns 0."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    steps = parser.add_subparsers(required=True)
    teaching = steps.add_parser("teach", help="train the teacher")
    teaching.add_argument("--width", type=int, default=512)
    teaching.add_argument("--layers", type=int, default=10)
    teaching.add_argument("--reading", type=int, default=4400, help="steps")
    teaching.add_argument("--teaching", type=int, default=1000, help="steps")
    teaching.add_argument("--teachers", type=int, default=3, help="taught apart from each other")
    teaching.add_argument("--windows", type=int, default=128, help="per step")
    teaching.set_defaults(run=_teach)
    learning = steps.add_parser("learn", help="train the network that ships")
    learning.add_argument("--said", type=Path, required=True, help="what the teachers said")
    learning.add_argument("--width", type=int, default=64)
    learning.add_argument("--learning", type=int, default=6900, help="steps")
    learning.add_argument("--windows", type=int, default=128, help="per step")
    learning.set_defaults(run=_learn)
    tuning = steps.add_parser("tune", help="teach it other kinds of text")
    tuning.add_argument("--begin", type=Path, required=True, help="the network to go on with")
    tuning.add_argument("--like", type=Path, nargs="+", required=True, help="say what these say")
    tuning.add_argument("--like-on-news", type=Path, nargs="*", default=[], help="of news alone")
    tuning.add_argument("--tuning", type=int, default=5000, help="steps")
    tuning.add_argument("--windows", type=int, default=24, help="per step")
    weights = Weights()
    tuning.add_argument("--said", type=float, default=weights.said, help="weight of sentences")
    tuning.add_argument("--annotated", type=float, default=weights.sentences, help="theirs")
    tuning.add_argument("--way", type=float, default=1.0, help="how far to go from what it was")
    tuning.set_defaults(run=_tune)
    for step in (teaching, learning, tuning):
        step.add_argument("prepared", type=Path)
        step.add_argument("--keep", type=Path, required=True, help="where to put what was learned")
        step.add_argument("--device", type=torch.device, default=torch.device(_DEVICE))
        step.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    torch.manual_seed(options.seed)
    torch.set_float32_matmul_precision("high")
    options.run(options)
    return 0


def _teach(options: argparse.Namespace) -> None:
    teacher = Teacher(_characters(options.prepared), options.width, options.layers)
    teacher = _compiled(teacher.to(options.device))
    gold, others, plain = _texts(options)
    if options.reading:
        read(teacher, plain, options.reading, options.windows, _report)
    teachers = []
    for _ in range(options.teachers):
        teachers.append(_compiled(copy.deepcopy(teacher)))
        teach(teachers[-1], gold, others, options.teaching, options.windows // 3, _report)
        for held in _held(options):
            scores = label(teachers[-1:], windows.load(held, options.device), options.windows)
            _report(f"{held.stem}  {agreement(scores, held.with_suffix('.json'))}")
    torch.save(label(teachers, plain, options.windows).cpu(), options.keep)
    _report(f"said of {len(plain)} characters")


def _learn(options: argparse.Namespace) -> None:
    gold, others, plain = _texts(options)
    said = torch.load(options.said, map_location=options.device)
    network = Network(_characters(options.prepared), options.width).to(options.device)
    ours = [gold, *(flat for flat in others if not flat.source.any())]
    learn(network, plain, said, ours, options.learning, options.windows, _report)
    keep(network, options.keep)
    _finish(options)


def _tune(options: argparse.Namespace) -> None:
    (gold,), sentences = _there(options, "gold"), _there(options, "sentences")
    if not sentences:
        raise SystemExit(f"{options.prepared} has no sentences; prepare some (--sentences)")
    news = windows.joined(_there(options, "news", "outside") or [gold])
    learner, *like = (_reader(options, path) for path in (options.begin, *options.like))
    of_news = [_reader(options, path) for path in options.like_on_news]
    weights = Weights(options.said, options.annotated)
    before = copy.deepcopy(learner.network)
    tune(learner, news, [*like, *of_news], sentences[0], like, gold, weights,
         options.tuning, options.windows, _report)  # fmt: skip
    for now, was in zip(learner.network.parameters(), before.parameters(), strict=True):
        now.data.lerp_(was.data, 1 - options.way)
    keep(learner.network, options.keep)
    _finish(options, learner)


def _reader(options: argparse.Namespace, path: Path) -> Reader:
    return Reader(path, _alphabet(options.prepared), options.device)


def _finish(options: argparse.Namespace, reader: Reader | None = None) -> None:
    """Report on a network that was kept."""
    reader = reader or _reader(options, options.keep)
    for held in _held(options):
        flat = windows.load(held, options.device)
        everything = torch.arange(len(flat), device=options.device)[None]
        for withheld in (0, 1):
            with torch.no_grad():
                scores = reader.scores(flat.inputs(everything, noise=0, withheld=withheld))[0]
            seen = "without lists" if withheld else "with lists"
            _report(f"{held.stem} {seen}  {agreement(scores, held.with_suffix('.json'))}")


def _held(options: argparse.Namespace) -> list[Path]:
    return sorted(options.prepared.glob("held-*.npz"))


def _compiled(teacher: Teacher) -> Teacher:
    if next(teacher.parameters()).is_cuda:
        for block in teacher.blocks:
            block.compile()
    return teacher


def _texts(options: argparse.Namespace) -> tuple[Flat, list[Flat], Flat]:
    """Our annotation, other annotated text, and all text about which the teacher is asked."""
    (gold,) = _there(options, "gold")
    others = _there(options, "sentences", "outside")
    return gold, others, windows.joined([*_there(options, "news"), *others] or [gold])


def _there(options: argparse.Namespace, *names: str) -> list[Flat]:
    """Those of some parts that were prepared."""
    paths = [options.prepared / f"{name}.npz" for name in names]
    return [windows.load(path, options.device) for path in paths if path.exists()]


def _characters(prepared: Path) -> int:
    return len(_alphabet(prepared)) + windows.SPECIAL


def _alphabet(prepared: Path) -> str:
    return windows.alphabet_in(prepared / "alphabet.json")


_BEGUN = time.monotonic()


def _report(line: str) -> None:
    """Print at once."""
    print(f"{time.monotonic() - _BEGUN:6.0f} s  {line}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
