"""Articles from files and folders: what stands in them, one by one, in a fixed order."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from zipfile import BadZipFile

from newsparse.annotation import Article
from newsparse.corpus.columns import Columns, Fields
from newsparse.corpus.documents import DOCUMENTS, most_bytes, read_document
from newsparse.corpus.find import File, find_files, seekable
from newsparse.corpus.index import Index
from newsparse.corpus.meter import Meter
from newsparse.corpus.record import Failure, Options, Record, make_record
from newsparse.corpus.rows import read_rows
from newsparse.errors import ArticleError, NewsparseError
from newsparse.published import publication_day
from newsparse.text.script import Region

# Of a fingerprint: among a billion articles two are alike by chance once in 10^20.
MARK_BYTES = 16
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Item:
    """One article as it stands in a file, not read yet.

    Args:
        path: the file, as messages name it.
        line: its line or row, if the file holds many articles.
        name: its id, if it states none.
        content: the fields of a row, or the bytes of a file.
        suffix: the kind of that file.
    """

    path: str
    line: int | None
    name: str
    content: Fields | bytes
    suffix: str = ""

    @property
    def size(self) -> int:
        """About how much there is to read."""
        return len(self.content if isinstance(self.content, bytes) else self.content.text)

    @property
    def fingerprint(self) -> bytes:
        """Differs wherever anything that the rows of the tables come from differs.

        The path is no part of it: it stands in failures only, and those are tried again.
        """
        content = self.content if isinstance(self.content, bytes) else repr(self.content).encode()
        head = repr((self.name, self.suffix)).encode()
        return blake2b(head + content, digest_size=MARK_BYTES).digest()

    def record(self, options: Options) -> Record:
        """The article.

        Raises:
            ArticleError: it cannot be read.
        """
        fields = (
            read_document(self.content, self.suffix, options.columns)
            if isinstance(self.content, bytes)
            else self.content
        )
        return make_record(fields, self.path, self.line, self.name, options)

    def failure(self, reason: str) -> Failure:
        """That this article gave none, and why."""
        return Failure(self.path, reason, self.line, self.name)


def read_articles(
    paths: Iterable[Path | str] | Path | str,
    *,
    published: date | str | None = None,
    region: Region | None = None,
    columns: Columns | None = None,
) -> Iterator[Article | Failure]:
    r"""The articles of files and folders, one by one, in a fixed order.

    An article's id is its own, else its path relative to the folder given, without suffix (in a
    file of many with ``:line``); an id seen before gets ``~2``, ``~3``.

    Args:
        paths: files and folders (``newsparse.corpus.find``).
        published: publication date of articles that do not state their own, as for Article.
        region: home region of articles that do not state their own.
        columns: columns of tables and JSON that their names do not tell.

    Yields:
        An Article, or a Failure for each file or row that holds none; reading always goes on.

    Example:
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp())
        >>> _ = (folder / "a.txt").write_bytes("騰訊擬收購格芯。".encode("big5"))
        >>> _ = (folder / "b.txt").write_bytes("騰訊擬收購格芯。".encode() + b"\xff")
        >>> for item in read_articles(folder):
        ...     print(item.text if isinstance(item, Article) else item.reason.split(".")[0])
        騰訊擬收購格芯。
        is not all UTF-8 (byte 0xFF at offset 24)
    """
    options = Options(publication_day(published), region, columns or Columns())
    unique_id = id_keeper()
    given = [paths] if isinstance(paths, (str, Path)) else list(paths)
    for item in read_items(given, options.columns):
        if isinstance(item, Failure):
            yield item
            continue
        try:
            record = item.record(options)
            yield record.article(unique_id(record.id))
        except NewsparseError as error:
            yield item.failure(str(error))


def read_items(
    paths: Sequence[Path | str],
    columns: Columns,
    *,
    leave_out: Iterable[Path] = (),
    meter: Meter | None = None,
) -> Iterator[Item | Failure]:
    """Like ``read_articles``, but only bytes and cells, which workers make articles of.

    Args:
        paths: files and folders.
        columns: columns of tables and JSON that their names do not tell.
        leave_out: files and folders that are not read (the output of an earlier run).
        meter: opens the files, and so knows how much of them was read.
    """
    for file in find_files(paths, leave_out=leave_out, meter=meter):
        if isinstance(file, Failure):
            yield file
            continue
        try:
            yield from _document(file) if file.suffix in DOCUMENTS else _rows(file, columns)
        except ArticleError as error:
            yield Failure(file.path, str(error), id=file.name)
        except OSError as error:
            yield Failure(file.path, f"cannot be read ({error.strerror})", id=file.name)
        except (BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            yield Failure(file.path, f"cannot be unpacked ({error})", id=file.name)


def _document(file: File) -> Iterator[Item]:
    most = most_bytes(file.suffix)
    with file.open() as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        raise ArticleError(
            f"has more than {most:,} bytes, too many for one article. Split it into articles, or "
            "give a .jsonl file with one article per line"
        )
    yield Item(file.path, None, file.name, content, file.suffix)


def _rows(file: File, columns: Columns) -> Iterator[Item | Failure]:
    _log.info("reading %s", file.path)
    with file.open() as stream, seekable(stream, file.suffix) as rows:
        for number, fields in read_rows(rows, file.suffix, columns):
            name = f"{file.name}:{number}"
            if isinstance(fields, ArticleError):
                yield Failure(file.path, str(fields), number, name)
            else:
                yield Item(file.path, number, name, fields)


def id_keeper() -> Callable[[str], str]:
    """A function that makes ids unique: two desks may both number their articles from 1.

    Example:
        >>> unique = id_keeper()
        >>> unique("1"), unique("1"), unique("2")
        ('1', '1~2', '2')
    """
    copies = Index()

    def unique(wanted: str) -> str:
        free, key = wanted, _key(wanted)
        while not copies.add(_key(free), 1):
            count = copies[key] + 1
            copies.update([(key, count)])
            free = f"{wanted}~{count}"
        return free

    return unique


def _key(article_id: str) -> bytes:
    return article_id.encode(errors="surrogatepass")  # of file names that are no UTF-8
