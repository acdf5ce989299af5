"""Which of many things belong together: union–find over positions."""

from __future__ import annotations


class Unions:
    """Groups of the positions 0 … n-1; a group is known by its earliest member.

    Example:
        >>> unions = Unions(3)
        >>> unions.join(2, 1)
        >>> [unions.root(i) for i in range(3)]
        [0, 1, 1]
    """

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def root(self, i: int) -> int:
        """The earliest member of the group of ``i``."""
        parent = self._parent
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    def join(self, i: int, j: int) -> None:
        """Make the groups of ``i`` and ``j`` one."""
        a, b = sorted((self.root(i), self.root(j)))
        self._parent[b] = a
