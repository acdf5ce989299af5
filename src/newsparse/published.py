"""The day an article is from, in whatever form a caller holds it."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from newsparse.errors import ArticleError

# Hong Kong, Taiwan and the mainland share their clock: 昨日 of a report is a day of that clock.
HOME_CLOCK = timezone(timedelta(hours=8))


def publication_day(published: date | str | None) -> date | None:
    """A date, a time or an ISO string as the day of publication.

    Args:
        published: a date; a datetime or pandas Timestamp, of which one with a time zone is taken
            to the clock of Hong Kong, Taiwan and the mainland (UTC+8); "2024-05-16",
            "2024/5/16" or "2024-05-16T23:30:00Z"; None, NaT, NaN or "" where nobody knows.

    Raises:
        ArticleError: it is none of these.

    Example:
        >>> publication_day("2024-05-16T23:30:00Z")
        datetime.date(2024, 5, 17)
    """
    if published is None or published == "" or published != published:  # NaT and NaN differ
        return None
    if isinstance(published, str):
        published = _parsed(published)
    if isinstance(published, datetime):
        return (published.astimezone(HOME_CLOCK) if published.tzinfo else published).date()
    if not isinstance(published, date):
        raise _refused(published)
    return published


def _parsed(written: str) -> datetime:
    try:
        return datetime.fromisoformat(written.strip())
    except ValueError:
        pass
    try:
        return datetime.strptime(written.strip().replace("/", "-"), "%Y-%m-%d")  # 2024/5/6
    except ValueError as error:
        raise _refused(written) from error


def _refused(published: object) -> ArticleError:
    return ArticleError(
        f"publication date {published!r} is no date. Give a date, or a string such as 2024-05-16"
    )
