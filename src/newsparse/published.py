"""The day an article is from, in whatever form a caller holds it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

from newsparse.errors import ArticleError

# Hong Kong, Taiwan and the mainland share their clock: 昨日 of a report is a day of that clock.
_HOME_CLOCK = timezone(timedelta(hours=8))
# 2024-03-24, 2024/3/24, 2024年3月24日, 20240324, of the Republic 113年3月24日; a time may follow.
_DATE = re.compile(
    r"""\s*(?:
            (?P<compact>\d{8}) (?:\d{4}|\d{6})?
          | (?: (?P<year>\d{4}) | (?:中[華华])?民[國国]\s*(?P<roc>\d{2,3}) | (?P<roc_>1\d\d) )
            \s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?
        )
        (?P<rest>(?:(?:(?<=日)|[T\s]).*)?)""",
    re.VERBOSE | re.DOTALL,
)
_TIME = re.compile(
    r"""(?P<hour>\d\d?):(?P<minute>\d\d)[:.\d]*\s*
        (?: (?:UTC|GMT)?(?P<shift>[-+](?:\d\d|\d(?!\d))):?(?P<minutes>\d\d)? | Z | UTC | GMT )""",
    re.VERBOSE,
)
# Seconds since 1970, or their thousandths and less, of the years from 2001 to 2033.
_EPOCH = re.compile(r"\s*(?P<seconds>1\d{9})(?:\d{3}){0,3}(?:\.\d*)?\s*")
# What programs write where there is no date.
_NO_DATE = frozenset(("nat", "nan", "none", "null", "n/a", "na", "-", "--", "—", ""))
_REPUBLIC = 1911  # the year before its first


def publication_day(published: date | str | None) -> date | None:
    """A date, a time or a string as the day of publication.

    Args:
        published: a date; a datetime or pandas Timestamp, of which one with a time zone is taken
            to the clock of Hong Kong, Taiwan and the mainland (UTC+8); a string as for
            ``parse_date``; None, NaT, NaN or "" where nobody knows.

    Raises:
        ArticleError: it is none of these.

    Example:
        >>> publication_day("2024-05-16T23:30:00Z")
        datetime.date(2024, 5, 17)
    """
    if published is None or published != published:  # NaT and NaN differ from themselves
        return None
    if isinstance(published, str):
        return None if published.strip().casefold() in _NO_DATE else parse_date(published)
    if isinstance(published, datetime):
        return _day_here(published)
    if not isinstance(published, date):
        raise _refused(published)
    return published


def parse_date(text: str) -> date:
    """The day of a written date or date-time.

    A time that states its zone is taken to the clock of Hong Kong, Taiwan and the mainland (UTC+8);
    one that does not is taken as it stands.

    Args:
        text: year, month and day with - / . or 年月日 between them, or without, the year also of
            the Republic (113年3月24日); a date of RSS (Sun, 24 Mar 2024 10:00:00 GMT); seconds
            since 1970. A day that may be a month (3/4/2024) is none of these.

    Raises:
        ArticleError: no date, or one that is not in the calendar.

    Example:
        >>> parse_date("2024-03-24T23:10:00+08:00"), parse_date("2024年3月24日")
        (datetime.date(2024, 3, 24), datetime.date(2024, 3, 24))
        >>> parse_date("2024-03-24T23:10:00Z"), parse_date("1711235400")
        (datetime.date(2024, 3, 25), datetime.date(2024, 3, 24))
    """
    try:
        if epoch := _EPOCH.fullmatch(text):
            return datetime.fromtimestamp(int(epoch["seconds"]), _HOME_CLOCK).date()
        match = _DATE.fullmatch(text)
        if match is not None:
            return _on_our_clock(_day(match), match["rest"])
        from email.utils import parsedate_to_datetime  # slow to load, and seldom needed

        return _day_here(parsedate_to_datetime(text))
    except (ValueError, OverflowError) as error:
        raise _refused(text[:40]) from error


def _day_here(moment: datetime) -> date:
    return (moment.astimezone(_HOME_CLOCK) if moment.tzinfo else moment).date()


def _day(match: re.Match[str]) -> date:
    if compact := match["compact"]:
        return date(int(compact[:4]), int(compact[4:6]), int(compact[6:]))
    roc = match["roc"] or match["roc_"]
    year = int(roc) + _REPUBLIC if roc else int(match["year"])
    return date(year, int(match["month"]), int(match["day"]))


def _on_our_clock(day: date, rest: str) -> date:
    """The day here, by the time and zone that stand behind a day; the same if none do."""
    time = _TIME.search(rest)
    if time is None:
        return day
    shift = timedelta(hours=int(time["shift"] or 0))
    shift += timedelta(minutes=int(time["minutes"] or 0)) * (-1 if shift < timedelta() else 1)
    hour, minute = int(time["hour"]), int(time["minute"])
    return _day_here(datetime(day.year, day.month, day.day, hour, minute, tzinfo=timezone(shift)))


def _refused(published: object) -> ArticleError:
    return ArticleError(f"published {published!r} is no date. Write it as 2024-03-24")
