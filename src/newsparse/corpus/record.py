"""An article as it stands in a file, before it is analysed, and what goes wrong on the way."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from newsparse.annotation import Article
from newsparse.corpus.columns import Columns, Fields
from newsparse.corpus.published import settle_date
from newsparse.errors import ArticleError, NewsparseError
from newsparse.text.script import REGIONS, Region

# The longest news features run to some 50,000 characters; a "line" far beyond that is an archive
# or a dump, which would keep one worker busy for minutes and yield one useless row.
MAX_CHARACTERS = 1_000_000
# Headlines of the outlets we read stay under 50 characters; a lead sentence is longer or ends in 。
_LONGEST_TITLE = 64
_NO_TITLE_END = "。；，、：;,"
_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, line or article that gave no analysis, and why.

    Args:
        path: the file.
        reason: what is wrong and what to do about it.
        line: 1-based line of the file or row of the table, where one is to blame.
        id: the article's id, once it has one.
        skipped: a file left alone because it is no article file; not an error.

    Example:
        >>> str(Failure("news.jsonl", "field text is missing", line=3))
        'news.jsonl:3: field text is missing'
    """

    path: str
    reason: str
    line: int | None = None
    id: str | None = None
    skipped: bool = False

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller says about articles whose file does not say it.

    Args:
        published: publication date.
        region: home region.
        columns: columns of tables and JSON that their names do not tell.

    Raises:
        NewsparseError: the region is unknown, or columns are no Columns.
    """

    published: date | None = None
    region: Region | None = None
    columns: Columns = field(default_factory=Columns)

    def __post_init__(self) -> None:
        if self.region is not None and self.region not in REGIONS:
            raise NewsparseError(f"region {self.region!r} is unknown. Use HK, TW or CN")
        if not isinstance(self.columns, Columns):
            raise NewsparseError(
                f"columns {self.columns!r} is no Columns. Give Columns(text='報道')"
            )


@dataclass(frozen=True, slots=True)
class Record:
    """One article and where it came from; cheap to make and to send to a worker process."""

    path: str
    line: int | None
    id: str
    text: str
    published: date | None
    published_basis: str | None
    source: str | None
    url: str | None
    region: Region | None
    body_start: int

    def article(self, article_id: str | None = None) -> Article:
        """The article itself, with its derived keys."""
        return Article(
            self.text,
            id=article_id or self.id,
            published=self.published,
            published_basis=self.published_basis,
            source=self.source,
            url=self.url,
            region=self.region,
            body_start=self.body_start,
        )


def make_record(fields: Fields, path: str, line: int | None, name: str, options: Options) -> Record:
    """Check an article's fields and settle what the file leaves open.

    Args:
        fields: as they stand in the file.
        path: the file, for messages.
        line: its line or row, if the file holds many articles.
        name: the article's id if it states none: the file's name with its folders.
        options: the caller's date and region, for articles without their own.

    Raises:
        ArticleError: no text, too long a text, or a field that cannot be read.
    """
    if not fields.text.strip():
        raise ArticleError("the article is empty")
    title = fields.title if fields.title and fields.title.strip() else None
    text = fields.text if title is None else f"{title}\n{fields.text}"
    if len(text) > MAX_CHARACTERS:
        raise ArticleError(
            f"the article has {len(text):,} characters, more than {MAX_CHARACTERS:,}. "
            "Split the file into articles"
        )
    published, basis = settle_date(fields.published, fields.basis, text, name, options.published)
    return Record(
        path=path,
        line=line,
        id=fields.id or name,
        text=text,
        published=published,
        published_basis=basis,
        source=fields.source or None,
        url=fields.url or None,
        region=parse_region(fields.region) if fields.region else options.region,
        body_start=find_body(text) if title is None else len(title) + 1,
    )


def parse_region(text: str) -> Region:
    """A home region.

    Raises:
        ArticleError: none of HK, TW, CN.

    Example:
        >>> parse_region("hk")
        'HK'
    """
    for region in REGIONS:
        if text.strip().upper() == region:
            return region
    raise ArticleError(f"region {text[:40]!r} is unknown. Use HK, TW or CN")


def find_body(text: str) -> int:
    r"""Where the body begins, if the first line looks like a headline; else 0.

    A headline is short, does not end like a sentence, and something follows it.

    Example:
        >>> find_body("騰訊擬收購格芯\n騰訊昨日宣布，擬以5億美元收購格芯。")
        8
        >>> find_body("騰訊昨日宣布收購格芯。\n交易額5億美元。")
        0
    """
    end = _LINE_END.search(text)
    if end is None or not text[end.end() :].strip():
        return 0
    line = text[: end.start()].strip()
    if not line or len(line) > _LONGEST_TITLE or line[-1] in _NO_TITLE_END:
        return 0
    return end.end()
