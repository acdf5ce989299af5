"""Which mention stays where several claim the same characters."""

from __future__ import annotations

from collections.abc import Iterable

from newsparse.annotation import Mention


def resolve(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions that stay: longest first, then in the order given; sorted by place."""
    chosen: list[Mention] = []
    ordered = sorted(enumerate(mentions), key=lambda x: (-(x[1].end - x[1].start), x[0]))
    end = max((m.end for _, m in ordered), default=0)
    taken = bytearray(end)
    for _, m in ordered:
        if any(taken[m.start : m.end]):
            continue
        taken[m.start : m.end] = b"\1" * (m.end - m.start)
        chosen.append(m)
    return tuple(sorted(chosen, key=lambda m: m.start))
