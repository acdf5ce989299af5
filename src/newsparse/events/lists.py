"""What is said of a list, shared out among its members: 甲、乙營收分別年增12%及5%."""

from __future__ import annotations

from collections.abc import Sequence

from newsparse.annotation import Argument


def part(arguments: Sequence[Argument], number: int, members: int) -> list[Argument]:
    """The arguments of one member of a list.

    Roles with as many fillers as the list has members give each its own; the others go to all.

    Args:
        arguments: what is said of the whole list.
        number: which member, from 0.
        members: how many there are.
    """
    own: list[Argument] = []
    for role in dict.fromkeys(a.role for a in arguments):
        fillers = [a for a in arguments if a.role == role]
        own += fillers[number : number + 1] if len(fillers) == members > 1 else fillers
    return own
