"""What is learned, in four steps: to read, the tags, what the teacher says, and to say it too."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager

import torch
from torch import Tensor, nn
from torch.nn import functional
from training.tagger.network import Network, partial_loss
from training.tagger.teacher import Teacher
from training.tagger.windows import LENGTH, Flat

from newsparse.recognize.tag_paths import TAGS

READ, TEACH, LEARN = 8e-4, 2e-4, 3e-3  # highest rates of learning
_MASK = 2
_HIDDEN = 0.2  # of the characters, to be guessed
_SPANS = (1, 1, 2, 2, 3, 4)  # lengths of hidden stretches: words rather than characters
_RISING = 0.05  # share of the steps until the full rate
_MARGIN = LENGTH // 8  # characters at the borders of a window that the teacher is not asked about
_EVERY = 200
Report = Callable[[str], None]


def read(teacher: Teacher, plain: Flat, steps: int, windows: int, report: Report) -> None:
    """Learn to guess hidden stretches of plain news."""
    teacher.train()
    spans = torch.tensor(_SPANS, device=plain.character.device)
    for step in descent(teacher, steps, READ, report, "reading"):
        places = plain.random(windows)
        truth, _, _, shape, listed = plain.inputs(places, noise=0, withheld=1)
        begins = torch.rand(truth.shape, device=truth.device) < _HIDDEN / spans.float().mean()
        lengths = spans[torch.randint(len(_SPANS), truth.shape, device=truth.device)] * begins
        hidden = begins
        for back in range(1, max(_SPANS)):
            hidden = hidden | functional.pad(lengths, (back, 0))[:, :-back].gt(back)
        shown = truth.masked_fill(hidden, _MASK)
        with _half(truth):
            states = teacher.states(
                shown, shape.masked_fill(hidden, 0), listed, torch.zeros_like(truth), 0.0
            )
            scores = teacher.guesses(states[hidden])
            step(functional.cross_entropy(scores.float(), truth[hidden]))


def teach(
    teacher: Teacher, gold: Flat, others: Sequence[Flat], steps: int, windows: int, report: Report
) -> None:
    """Learn the tags: of our own articles, and half as many of each other text.

    Of outside data sets only what their annotation says.
    """
    teacher.train()
    for step in descent(teacher, steps, TEACH, report, "teaching"):
        chosen = [(gold, gold.random(windows))]
        chosen += [(flat, flat.random(windows // 2)) for flat in others]
        seen = zip(*(flat.inputs(places) for flat, places in chosen), strict=True)
        character, _, _, shape, listed = map(torch.cat, seen)
        source = torch.cat([flat.source[places] for flat, places in chosen]).long()
        with _half(character):
            scores = teacher(character, shape, listed, source, drop=0.1)
        step(partial_loss(scores, torch.cat([flat.tags(places) for flat, places in chosen])))


@torch.no_grad()
def label(teachers: Sequence[Teacher], plain: Flat, windows: int) -> Tensor:
    """What the teachers say on average, (characters, tags); each judged in its surroundings."""
    said = torch.empty(len(plain), len(TAGS), dtype=torch.float16, device=plain.character.device)
    for places, kept in _covering(plain, windows):
        character, _, _, shape, listed = plain.inputs(places, noise=0, withheld=0)
        total: Tensor | float = 0.0
        for teacher in teachers:
            teacher.eval()
            with _half(character):
                total = total + teacher(character, shape, listed, torch.zeros_like(character)).exp()
        scores = (total / len(teachers)).clamp_min(1e-7).log()
        said[places[kept]] = scores[kept].half()
    return said


def learn(
    network: Network, plain: Flat, said: Tensor, annotated: Sequence[Flat], steps: int,
    windows: int, report: Report,
) -> None:  # fmt: skip
    """Learn to say what the teacher says, and what our own annotation says."""
    network.train()
    for step in descent(network, steps, LEARN, report, "learning"):
        places = plain.random(windows)
        told = said[places].float()
        scores = network(*plain.inputs(places), drop=0.05)
        far = functional.kl_div(scores, told, log_target=True, reduction="none").sum(-1).mean()
        for flat in annotated:
            places = flat.random(max(1, windows // 4))
            scores = network(*flat.inputs(places), drop=0.15)
            far = far + 0.25 * partial_loss(scores, flat.tags(places))
        step(far)
    network.eval()


def descent(
    model: nn.Module, steps: int, rate: float, report: Report, name: str, decay: float = 0.01
) -> Iterator[Callable[[Tensor], None]]:
    """One step after another, each to be called with its loss."""
    fused = next(model.parameters()).is_cuda
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=rate, betas=(0.9, 0.98), weight_decay=decay, fused=fused
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min(1.0, (n + 1) / (_RISING * steps)) * max(0.01, 1 - n / steps)
    )
    total: Tensor | float = 0.0

    def step(loss: Tensor) -> None:
        nonlocal total
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        total = total + loss.detach()

    for number in range(1, steps + 1):
        yield step
        if number % _EVERY == 0 or number == steps:
            mean = float(total) / ((number - 1) % _EVERY + 1)
            if not math.isfinite(mean):
                raise FloatingPointError(f"{name}: the loss is no longer finite; lower the rate")
            report(f"{name} {number}/{steps}: {mean:.4f}")
            total = 0.0


def _covering(plain: Flat, windows: int) -> Iterator[tuple[Tensor, Tensor]]:
    """Windows that cover a text, and which of their characters each is asked about."""
    device = plain.character.device
    last = len(plain) - LENGTH
    starts = torch.arange(0, last + LENGTH - 2 * _MARGIN, LENGTH - 2 * _MARGIN, device=device)
    for batch in starts.clamp_max(last).unique().split(windows):
        places = batch[:, None] + torch.arange(LENGTH, device=device)
        kept = torch.ones_like(places, dtype=torch.bool)
        kept[:, :_MARGIN] = (batch == 0)[:, None]
        kept[:, -_MARGIN:] = (batch == last)[:, None]
        yield places, kept


def _half(like: Tensor) -> AbstractContextManager[object]:
    """Half precision where the device has it."""
    return torch.autocast(like.device.type, torch.bfloat16, enabled=like.is_cuda)
