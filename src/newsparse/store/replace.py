"""Files that are there whole or not at all: a temporary name, a flush to the disk, a rename."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from newsparse.errors import NewsparseError


@contextlib.contextmanager
def writing(place: Path) -> Iterator[None]:
    """Whatever keeps a file from being written, told with a remedy.

    Raises:
        NewsparseError: a full disk, a folder that is read-only, and so on.
    """
    try:
        yield
    except OSError as error:
        raise NewsparseError(
            f"{place} cannot be written to ({error.strerror or error}). Make room, or choose "
            "another place"
        ) from error


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path whose file takes the place of ``path`` when it is complete and on disk.

    Example:
        >>> import tempfile
        >>> path = Path(tempfile.mkdtemp()) / "a.txt"
        >>> with replacing(path) as temporary:
        ...     _ = temporary.write_text("whole")
        >>> path.read_text(), temporary.exists()
        ('whole', False)
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        put_in_place(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def put_in_place(temporary: Path, path: Path) -> None:
    """Rename a complete file, once its bytes, and then its name, are on the disk."""
    _flush(temporary, os.O_RDWR)
    os.replace(temporary, path)
    if os.name != "nt":  # Windows opens no folders, and needs no such thing
        _flush(path.parent, os.O_RDONLY)


def _flush(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
