"""Where the articles are: files, folders, archives and standard input, in a fixed order."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import BufferedReader, RawIOBase
from pathlib import Path, PurePosixPath
from tempfile import TemporaryFile
from typing import IO, cast

from newsparse.corpus.archive import members, open_archive
from newsparse.corpus.documents import DOCUMENTS
from newsparse.corpus.meter import Meter
from newsparse.corpus.record import Failure
from newsparse.corpus.rows import TABLES
from newsparse.errors import ArticleError, DataFileError
from newsparse.store.listing import listed
from newsparse.store.places import LISTING

ARCHIVE = ".zip"
SUFFIXES = (*DOCUMENTS, *TABLES, ARCHIVE)
STDIN = "-"
_CHUNK = 1 << 20
# Hidden files, and those by which Word says that it has another one open.
_PASSED_OVER = (".", "~$")


@dataclass(frozen=True, slots=True)
class File:
    """A file that may hold articles.

    Args:
        path: as messages name it.
        name: the path below the folder given, without suffix: the id of its article.
        suffix: its kind, small letters.
        open: gives its bytes.
    """

    path: str
    name: str
    suffix: str
    open: Callable[[], IO[bytes]]


def find_files(
    paths: Sequence[Path | str],
    *,
    leave_out: Iterable[Path] = (),
    meter: Meter | None = None,
) -> Iterator[File | Failure]:
    """The files to read, in the order given, folders in name order, archives member by member.

    Hidden files and Word's lock files are passed over, files of other kinds and the tables that
    newsparse wrote named as skipped. Where paths overlap, no file comes twice. "-" is standard
    input: JSON lines, a web page or the text of one article.

    Args:
        paths: files and folders.
        leave_out: files and folders that are not read (the output of an earlier run).
        meter: opens the files, and so knows how much of them was read.
    """
    meter = meter or Meter()
    stop = {os.path.realpath(path) for path in leave_out}
    seen: set[str] = set()
    for entry in paths:
        if str(entry) == STDIN:
            yield _stdin()
            continue
        for found in _walk(Path(entry), Path(entry), stop):
            if isinstance(found, Failure):
                yield found
                continue
            if len(paths) > 1:
                real = os.path.realpath(found)
                if real in seen:
                    continue
                seen.add(real)
            yield from _open_up(found, Path(entry), meter)


def _walk(path: Path, top: Path, stop: set[str]) -> Iterator[Path | Failure]:
    if os.path.realpath(path) in stop:
        return
    # by os.path, which takes what may not be looked at for something that is not there
    if path != top and os.path.islink(path) and os.path.isdir(path):
        yield Failure(shown(path), "is a link to a folder", skipped=True)
        return
    if os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path):
        # reading a pipe that nobody writes to would never end
        yield Failure(shown(path), "is a pipe, socket or device", skipped=path != top)
        return
    if not os.path.isdir(path):
        yield path
        return
    try:
        entries = sorted(os.listdir(path))
    except OSError as error:
        yield Failure(shown(path), f"cannot be read ({error.strerror})")
        return
    tables = _tables(path) if LISTING in entries else ()
    if tables:
        yield Failure(shown(path / LISTING), "lists tables of newsparse, not read", skipped=True)
    for entry in entries:
        if not entry.startswith(_PASSED_OVER) and entry not in tables:
            yield from _walk(path / entry, top, stop)


def _tables(folder: Path) -> Collection[str]:
    """What newsparse itself wrote into a folder."""
    try:
        return {LISTING, *listed(folder)}
    except DataFileError:  # a file of articles, by its name
        return ()


def _open_up(path: Path, top: Path, meter: Meter) -> Iterator[File | Failure]:
    """A file as it is, an archive as its members."""
    below = path.relative_to(top) if path != top else Path(path.name)
    name = shown(below.with_suffix(""))
    suffix = path.suffix.lower()
    try:
        os.lstat(path)
    except OSError as error:
        yield Failure(shown(path), f"cannot be read ({error.strerror})", id=name)
        return
    if suffix not in SUFFIXES:
        reason = f"is none of {' '.join(SUFFIXES)}"
        yield Failure(shown(path), reason, id=name, skipped=path != top)
    elif suffix != ARCHIVE:
        yield File(shown(path), name, suffix, partial(meter.open, path))
    else:
        try:
            yield from _members(path, name, meter)
        except ArticleError as error:
            yield Failure(shown(path), str(error), id=name)
        except OSError as error:
            yield Failure(shown(path), f"cannot be read ({error.strerror})", id=name)


def _members(path: Path, name: str, meter: Meter) -> Iterator[File | Failure]:
    with meter.open(path) as file, open_archive(file) as archive:
        for member, info in members(archive):
            where, pure = f"{shown(path)}/{member}", PurePosixPath(member)
            inside = f"{name}/{pure.with_suffix('')}"
            suffix = pure.suffix.lower()
            if isinstance(info, ArticleError):
                yield Failure(where, str(info), id=inside)
            elif suffix not in SUFFIXES:
                yield Failure(where, f"is none of {' '.join(SUFFIXES)}", id=inside, skipped=True)
            else:
                yield File(where, inside, suffix, partial(archive.open, info))


@contextmanager
def seekable(file: IO[bytes], suffix: str) -> Iterator[IO[bytes]]:
    """A file of which the reader can jump to and fro, where its kind asks for that.

    Jumping back in an archive means unpacking it again from the start, so that .parquet is copied.
    """
    if suffix != ".parquet" or isinstance(file, BufferedReader):
        yield file
        return
    with TemporaryFile() as copy:
        while chunk := file.read(_CHUNK):
            copy.write(chunk)
        copy.seek(0)
        yield copy


def _stdin() -> File:
    stream = BufferedReader(cast(RawIOBase, sys.stdin.buffer))
    begun = stream.peek(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    suffix = {b"{": ".jsonl", b"[": ".json", b"<": ".html"}.get(begun, ".txt")
    return File("standard input", "stdin", suffix, lambda: stream)


def shown(path: Path) -> str:
    """A path as text that can be written; a file name need not be UTF-8."""
    return path.as_posix().encode(errors="surrogateescape").decode(errors="replace")
