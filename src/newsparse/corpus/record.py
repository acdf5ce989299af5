"""An article as it stands in a file, before it is analysed, and what goes wrong on the way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import get_args

from newsparse.annotation import Article
from newsparse.errors import ArticleError
from newsparse.text.script import Region

# The longest news features run to some 50,000 characters; a "line" far beyond that is an archive
# or a dump, which would keep one worker busy for minutes and yield one useless row.
MAX_CHARACTERS = 1_000_000
# Headlines of the outlets we read stay under 50 characters; a lead sentence is longer or ends in 。
_LONGEST_TITLE = 64
_NO_TITLE_END = "。；，、：;,"
_DATE = re.compile(
    r"""\s*(?P<year>\d{4})
        (?: (?P<month>\d\d)(?P<day>\d\d)
          | \s*[-/.年]\s*(?P<month_>\d{1,2})\s*[-/.月]\s*(?P<day_>\d{1,2})\s*日?
        )
        (?:[T\s].*)?""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, line or article that gave no analysis, and why.

    Args:
        path: the file.
        reason: what is wrong and what to do about it.
        line: 1-based line of the file, where one line is to blame.
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
class Fields:
    """What a file says about one article, each field as written."""

    text: str
    id: str | None = None
    title: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller says about articles whose file does not say it."""

    published: date | None = None
    region: Region | None = None


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

    def article(self) -> Article:
        """The article itself, with its derived keys."""
        return Article(
            self.text,
            id=self.id,
            published=self.published,
            published_basis=self.published_basis,
            source=self.source,
            url=self.url,
            region=self.region,
            body_start=self.body_start,
        )


def make_record(
    fields: Fields, path: str, line: int | None, article_id: str, basis: str, options: Options
) -> Record:
    """Check an article's fields and settle what the file leaves open.

    Args:
        fields: as they stand in the file.
        path: the file, for messages.
        line: its line, if the file holds many articles.
        article_id: unique id for the run.
        basis: what to call the file's own date ("field", "front matter").
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
    written = fields.published
    return Record(
        path=path,
        line=line,
        id=article_id,
        text=text,
        published=parse_date(written) if written else options.published,
        published_basis=basis if written else ("option" if options.published else None),
        source=fields.source or None,
        url=fields.url or None,
        region=parse_region(fields.region) if fields.region else options.region,
        body_start=find_body(text) if title is None else len(title) + 1,
    )


def parse_date(text: str) -> date:
    """The day of a written date or date-time, as the outlet wrote it (no time-zone shift).

    Raises:
        ArticleError: no date, or one that is not in the calendar.

    Example:
        >>> parse_date("2024-03-24T23:10:00+08:00"), parse_date("2024年3月24日")
        (datetime.date(2024, 3, 24), datetime.date(2024, 3, 24))
    """
    match = _DATE.fullmatch(text)
    if match is not None:
        month, day = match["month"] or match["month_"], match["day"] or match["day_"]
        try:
            return date(int(match["year"]), int(month), int(day))
        except ValueError:
            pass
    raise ArticleError(f"published {text[:40]!r} is no date. Write it as 2024-03-24")


def parse_region(text: str) -> Region:
    """A home region.

    Raises:
        ArticleError: none of HK, TW, CN.

    Example:
        >>> parse_region("hk")
        'HK'
    """
    for region in get_args(Region):
        if text.strip().upper() == region:
            return region  # type: ignore[no-any-return]
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
    head, newline, rest = text.partition("\n")
    line = head.strip()
    if not newline or not rest.strip() or not line or len(line) > _LONGEST_TITLE:
        return 0
    return 0 if line[-1] in _NO_TITLE_END else len(head) + 1


def check_encodable(name: str, text: str) -> None:
    """Refuse half a surrogate pair, which JSON can smuggle in and no file format can hold.

    Raises:
        ArticleError: there is one.
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ArticleError(
            f"{name} holds half a surrogate pair (U+{ord(text[error.start]):04X}) at character "
            f"{error.start}. Write the whole character, or remove it"
        ) from error
