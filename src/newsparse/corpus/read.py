"""Articles from .txt and .jsonl files and folders of them.

    ---
    published: 2024-03-24
    source: 明報
    ---
    騰訊擬收購格芯
    騰訊昨日宣布，……

A .txt file is one article in UTF-8, as above or without the front matter (``published``,
``source``, ``url``, ``id``, ``region``, ``title``); its first line is the title when it looks like
one. A .jsonl file holds one article per line, ``text`` and optionally the same fields. The text
itself is never edited: what stands after the front matter is the article, line ends included.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

from newsparse.annotation import Article
from newsparse.corpus.record import (
    MAX_CHARACTERS,
    Failure,
    Fields,
    Options,
    Record,
    make_record,
)
from newsparse.errors import ArticleError, NewsparseError
from newsparse.text.script import Region

SUFFIXES = (".txt", ".jsonl")
# UTF-8 needs at most 4 bytes per character, JSON escapes up to 12.
_MOST_BYTES = MAX_CHARACTERS * 4
_LONGEST_LINE = MAX_CHARACTERS * 12
_BYTE_ORDER_MARK = "\ufeff"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_FENCE = re.compile(r"---[ \t]*\r?\n")
_FRONT_MATTER_LINE = re.compile(r"(?P<key>[A-Za-z_][\w-]*)[ \t]*[:：][ \t]*(?P<value>.*)")


def read_articles(
    paths: Iterable[Path | str] | Path | str,
    *,
    published: date | None = None,
    region: Region | None = None,
) -> Iterator[Article | Failure]:
    """The articles of files and folders, one by one, in a fixed order.

    Folders are read recursively, in name order; hidden files are passed over, files of other kinds
    are named as skipped. An article's id is its own, else its path relative to the folder given,
    without suffix (for .jsonl with ``:line``); an id seen before gets ``~2``, ``~3``.

    Args:
        paths: files and folders.
        published: publication date of articles that do not state their own.
        region: home region of articles that do not state their own.

    Yields:
        An Article, or a Failure for each file or line that holds none; reading always goes on.

    Example:
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp())
        >>> _ = (folder / "a.txt").write_text("騰訊收購格芯。", encoding="utf-8")
        >>> _ = (folder / "b.txt").write_bytes("騰訊收購格芯。".encode("big5"))
        >>> for item in read_articles([folder]):
        ...     print(item.id, "-" if isinstance(item, Article) else item.reason.split(".")[0])
        a -
        b is not UTF-8 (byte 0xC4 at offset 0)
    """
    for item in read_records(paths, Options(published, region)):
        if isinstance(item, Failure):
            yield item
            continue
        try:
            yield item.article()
        except NewsparseError as error:
            yield Failure(item.path, str(error), item.line, item.id)


def read_records(
    paths: Iterable[Path | str] | Path | str, options: Options, *, leave_out: Path | None = None
) -> Iterator[Record | Failure]:
    """Like ``read_articles``, but without the work of laying the articles out.

    Args:
        paths: files and folders.
        options: date and region of articles that do not state their own.
        leave_out: a folder that is not read (the output of an earlier run).
    """
    given = [paths] if isinstance(paths, (str, Path)) else list(paths)
    unique_id = _id_keeper()
    seen: set[str] = set()
    for found in _find(given, leave_out):
        if isinstance(found, Failure):
            yield found
            continue
        path, name = found
        real = os.path.realpath(path)
        if real in seen:
            continue
        seen.add(real)
        if path.suffix.lower() not in SUFFIXES:
            from_folder = path not in map(Path, given)
            reason = f"is neither {' nor '.join(SUFFIXES)}"
            yield Failure(_shown(path), reason, id=name, skipped=from_folder)
            continue
        read = _read_txt if path.suffix.lower() == ".txt" else _read_jsonl
        try:
            yield from read(path, name, unique_id, options)
        except ArticleError as error:
            yield Failure(_shown(path), str(error), id=name)
        except OSError as error:
            yield Failure(_shown(path), f"cannot be read ({error.strerror})", id=name)


def _find(
    given: Iterable[Path | str], leave_out: Path | None
) -> Iterator[tuple[Path, str] | Failure]:
    """Files with their ids: the path below the folder given, without suffix."""
    stop = None if leave_out is None else os.path.realpath(leave_out)
    for path in map(Path, given):
        if not path.is_dir():
            yield path, _shown(Path(path.stem))
            continue
        for file in _walk(path, stop):
            if isinstance(file, Failure):
                yield file
            else:
                yield file, _shown(file.relative_to(path).with_suffix(""))


def _walk(folder: Path, stop: str | None) -> Iterator[Path | Failure]:
    if os.path.realpath(folder) == stop:
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Failure(_shown(folder), f"cannot be read ({error.strerror})")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(folder / entry.name, stop)
        else:
            yield folder / entry.name


def _shown(path: Path) -> str:
    """A path as text that can be written; a file name need not be UTF-8."""
    return path.as_posix().encode(errors="surrogateescape").decode(errors="replace")


def _id_keeper() -> Callable[[str], str]:
    """A function that makes ids unique: two desks may both number their articles from 1."""
    taken: set[str] = set()
    counts: dict[str, int] = {}

    def unique(wanted: str) -> str:
        free = wanted
        while free in taken:
            counts[wanted] = counts.get(wanted, 1) + 1
            free = f"{wanted}~{counts[wanted]}"
        taken.add(free)
        return free

    return unique


def _read_txt(
    path: Path, name: str, unique_id: Callable[[str], str], options: Options
) -> Iterator[Record]:
    size = path.stat().st_size
    if size > _MOST_BYTES:
        raise ArticleError(
            f"has {size:,} bytes, too many for one article. Split it into articles, or give a "
            ".jsonl file with one article per line"
        )
    fields = _front_matter(_decode(path.read_bytes()))
    yield make_record(
        fields, _shown(path), None, unique_id(fields.id or name), "front matter", options
    )


def _front_matter(text: str) -> Fields:
    """Front matter apart from the text; a text that merely begins with --- stays whole."""
    opening = _FENCE.match(text)
    if opening is None:
        return Fields(text)
    found: dict[str, str] = {}
    at = opening.end()
    while True:
        closing = _FENCE.match(text, at)
        if closing is not None:
            break
        line_end = text.find("\n", at)
        match = _FRONT_MATTER_LINE.match(text, at, line_end if line_end > 0 else at)
        if match is None:
            return Fields(text)
        found[match["key"].lower()] = match["value"].strip().strip("\"'")
        at = line_end + 1
    known = {key: found[key] for key in Fields.__slots__ if key in found and key != "text"}
    return Fields(text[closing.end() :], **known)


def _read_jsonl(
    path: Path, name: str, unique_id: Callable[[str], str], options: Options
) -> Iterator[Record | Failure]:
    from newsparse.corpus.jsonl import parse_line

    with open(path, "rb") as file:
        number = 0
        while line := file.readline(_LONGEST_LINE):
            number += 1
            if len(line) == _LONGEST_LINE and not line.endswith(b"\n"):
                _skip_line(file)
                reason = f"has more than {_LONGEST_LINE:,} bytes. Split it into articles"
                yield Failure(_shown(path), reason, number, f"{name}:{number}")
                continue
            if number == 1 and (b"\0" in line or line.startswith(_UTF16_MARKS)):
                _decode(line)  # says what the file is; its other lines would only repeat it
            if not line.strip():
                continue
            article_id = f"{name}:{number}"
            try:
                fields = parse_line(_decode(line))
                article_id = unique_id(fields.id or article_id)
                yield make_record(fields, _shown(path), number, article_id, "field", options)
            except ArticleError as error:
                yield Failure(_shown(path), str(error), number, article_id)
        if number == 0:
            raise ArticleError("is empty")


def _skip_line(file: BinaryIO) -> None:
    while (rest := file.readline(_LONGEST_LINE)) and not rest.endswith(b"\n"):
        pass


def _decode(data: bytes) -> str:
    if data.startswith(_UTF16_MARKS):
        raise ArticleError("is UTF-16. Save it as UTF-8 (iconv -f UTF-16 -t UTF-8)")
    if b"\0" in data:
        raise ArticleError(f"is a binary file (zero byte at offset {data.index(0)})")
    try:
        return data.decode().removeprefix(_BYTE_ORDER_MARK)
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"is not UTF-8 (byte 0x{data[error.start]:02X} at offset {error.start}). Convert it, "
            "for example: iconv -f BIG5-HKSCS -t UTF-8 (Hong Kong, Taiwan) or iconv -f GB18030 "
            "-t UTF-8 (mainland)"
        ) from error
