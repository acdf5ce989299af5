"""The day an article was published: where that can be read, best source first."""

from __future__ import annotations

import re
from datetime import date

from newsparse.published import publication_day
from newsparse.recognize.dateline import stated_dateline
from newsparse.text.simplify import simplify

# 2024-03-24-merger.txt, merger_20240324.txt, 2024/03/24/merger.txt; not the digits of a number.
_IN_NAME = re.compile(
    r"""(?<!\d)(?P<year>(?:19|20)\d\d)
        (?P<mark>[-_./年]?)(?P<month>\d\d)(?:(?P=mark)|月)(?P<day>\d\d)(?!\d)""",
    re.VERBOSE,
)
# A dateline stands at the beginning; converting whole articles here would cost a third of a read.
_HEAD = 400


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
    day = publication_day(written)
    if day is not None:
        return day, basis
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
