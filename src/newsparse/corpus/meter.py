"""How much of the input has been read, for those who wait."""

from __future__ import annotations

import os
from collections.abc import Iterable
from io import BufferedReader, FileIO
from pathlib import Path
from typing import Any

_BUFFER = 1 << 16


class Meter:
    """Counts the bytes read of files it opens.

    Attributes:
        total: bytes there are to read; 0 as long as nobody asked.
        read: bytes read.

    Example:
        >>> meter = Meter()
        >>> meter.measure([__file__])
        >>> with meter.open(Path(__file__)) as file:
        ...     _ = file.read()
        >>> meter.share
        1.0
    """

    def __init__(self) -> None:
        self.total = self.read = 0

    @property
    def share(self) -> float:
        """The part that is read, 0 where the whole is not known."""
        return min(1.0, self.read / self.total) if self.total else 0.0

    def measure(self, paths: Iterable[Path | str]) -> None:
        """Sum up what there is to read."""
        for path in map(Path, paths):
            if os.path.isdir(path):
                for folder, _, files in os.walk(path):
                    self.total += sum(_size(os.path.join(folder, file)) for file in files)
            else:
                self.total += _size(path)

    def open(self, path: Path) -> BufferedReader:
        """A file whose reading is counted."""
        return BufferedReader(_Counted(path, self), _BUFFER)


class _Counted(FileIO):
    def __init__(self, path: Path, meter: Meter) -> None:
        super().__init__(path, "rb")
        self._meter = meter

    def readinto(self, buffer: Any, /) -> int | None:
        count = super().readinto(buffer)
        self._meter.read += count or 0
        return count

    def readall(self) -> bytes:
        data = super().readall()
        self._meter.read += len(data)
        return data


def _size(path: Path | str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0
