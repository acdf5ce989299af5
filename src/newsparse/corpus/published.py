"""The day an article was published: where that can be read, best source first."""

from __future__ import annotations

import re
from datetime import date

from newsparse.errors import ArticleError
from newsparse.recognize.dateline import stated_dateline
from newsparse.text.simplify import simplify

_DATE = re.compile(
    r"""\s*(?P<year>\d{4})
        (?: (?P<month>\d\d)(?P<day>\d\d)
          | \s*[-/.年]\s*(?P<month_>\d{1,2})\s*[-/.月]\s*(?P<day_>\d{1,2})\s*日?
        )
        (?:[T\s].*)?""",
    re.VERBOSE | re.DOTALL,
)
# 2024-03-24-merger.txt, merger_20240324.txt, 2024/03/24/merger.txt; not the digits of a number.
_IN_NAME = re.compile(
    r"""(?<!\d)(?P<year>(?:19|20)\d\d)
        (?P<mark>[-_./年]?)(?P<month>\d\d)(?:(?P=mark)|月)(?P<day>\d\d)(?!\d)""",
    re.VERBOSE,
)
# A dateline stands at the beginning; converting whole articles here would cost a third of a read.
_HEAD = 400


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


def settle_date(
    written: str | None, basis: str, text: str, name: str, fallback: date | None
) -> tuple[date | None, str | None]:
    """The publication date and its basis.

    Args:
        written: the date the file states, if it does.
        basis: what to call that ("field", "front matter", "metadata").
        text: the article, for its dateline.
        name: the file's name with the folders it lies in.
        fallback: the caller's date. A file's time of change is never asked: it is the day of a
            download or a copy.

    Raises:
        ArticleError: the file states a date that is none.

    Example:
        >>> settle_date(None, "field", "本報2024年3月5日訊 公司昨日宣布……", "a", None)
        (datetime.date(2024, 3, 5), 'dateline')
        >>> settle_date(None, "field", "公司昨日宣布……", "2024/03/06/a", None)
        (datetime.date(2024, 3, 6), 'file name')
    """
    if written:
        return parse_date(written), basis
    day = stated_dateline(simplify(text[:_HEAD]))
    if day is not None:
        return day, "dateline"
    day = date_in_name(name)
    if day is not None:
        return day, "file name"
    return fallback, None if fallback is None else "option"


def date_in_name(name: str) -> date | None:
    """The last date in a file's name.

    Example:
        >>> date_in_name("mingpao/20240324_001"), date_in_name("no-1234567890")
        (datetime.date(2024, 3, 24), None)
    """
    found = None
    for match in _IN_NAME.finditer(name):
        try:
            found = date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            continue
    return found
