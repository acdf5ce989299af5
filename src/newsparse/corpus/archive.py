"""Archives: their members one by one, read where they lie. Nothing is unpacked to disk."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from newsparse.corpus.encoding import decode
from newsparse.errors import ArticleError

# Text shrinks to a third, generated pages to a fiftieth; a bomb to a thousandth and less.
_MOST_TIMES = 200
# Below this even a thousandfold file does no harm.
_HARMLESS = 100_000_000
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


def open_archive(file: IO[bytes]) -> zipfile.ZipFile:
    """A .zip file that is safe to read.

    The sizes it states are those of its directory; zipfile reads no member beyond them.

    Raises:
        ArticleError: no archive, or one that would unpack to far more than it is.

    Example:
        >>> from io import BytesIO
        >>> open_archive(BytesIO(b"PK"))
        Traceback (most recent call last):
        newsparse.errors.ArticleError: is no .zip archive that can be read (File is not a zip file)
    """
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ArticleError(f"is no .zip archive that can be read ({error})") from error
    check_ratio(
        sum(info.compress_size for info in archive.infolist()),
        sum(info.file_size for info in archive.infolist()),
    )
    return archive


def check_ratio(packed: int, unpacked: int) -> None:
    """Refuse what would unpack to far more than it is.

    Raises:
        ArticleError: it would.

    Example:
        >>> check_ratio(1_000_000, 150_000_000)
        >>> check_ratio(100_000, 150_000_000)  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        newsparse.errors.ArticleError: would unpack from 100,000 to 150,000,000 bytes, ...
    """
    if unpacked > max(_HARMLESS, packed * _MOST_TIMES):
        raise ArticleError(
            f"would unpack from {packed:,} to {unpacked:,} bytes, as a zip bomb does. If it is "
            "none, unpack it first"
        )


def members(archive: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo | ArticleError]]:
    """The files of an archive in name order, with what is wrong about those we do not touch."""
    named = ((_name(info), info) for info in archive.infolist() if not info.is_dir())
    for name, info in sorted(named, key=lambda pair: pair[0]):
        path = PurePosixPath(name)
        if any(part.startswith((".", "~$", "__MACOSX")) and part != ".." for part in path.parts):
            continue
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            yield name, ArticleError("has a name that leads out of the archive. Rename it")
        elif info.flag_bits & _ENCRYPTED:
            yield name, ArticleError("is encrypted. Unpack the archive first")
        elif path.suffix.lower() == ".zip":
            yield name, ArticleError("is an archive within an archive. Unpack it first")
        else:
            yield name, info


def _name(info: zipfile.ZipInfo) -> str:
    """The name; archives made on a Chinese Windows write it in its own encoding and do not say."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        return decode(info.filename.encode("cp437"))
    except (UnicodeEncodeError, ArticleError):
        return info.filename
