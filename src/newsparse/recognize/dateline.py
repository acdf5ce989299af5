"""The dateline: the day a report says it was written, 3月5日讯, or a line that is only a date."""

from __future__ import annotations

import re
from datetime import date, timedelta

from newsparse.text.characters import GAP, HAN

_HEAD = 300  # a dateline stands in the first lines
_SPACES = re.compile(GAP)
# begins with one character class and looks from there, so that a search skips to the digits
_DATELINE = re.compile(
    r"[0-9](?<=(?=(?:(?P<year>20[0-9]{2})年)?"
    r"(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日(?:消息|讯|电|报道)).)"
)
_DAY = r"(?P<year>20[0-9]{2})[-/.年](?P<month>[0-9]{1,2})[-/.月](?P<day>[0-9]{1,2})日?"
# How the names of outlets end.
_OUTLET = "(?:网|报|社|台|刊|财经|新闻|证券|科技|在线|频道|客户端)"
# A line of its own: the day, maybe the time, and who wrote or printed it. Without such a word the
# line may tell of anything that happens that day; an outlet is known as one by a time before it.
_BYLINE = re.compile(
    rf"""
    (?:^|\n)[^\n]{{0,12}}?{_DAY}
    (?:[(（]?(?:星期|周)[一二三四五六日天][)）]?)?
    (?P<time>[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?)?
    (?: [|｜/／·]?
        (?: (?:来源|稿源|出处|作者|记者(?!会)|责编|责任编辑|(?:编辑|[文图])[:：/／]|阅读|浏览|字号)
            [^\n。！？]{{0,40}}
          | (?(time)[^\n。！？，、；]{{0,10}}{_OUTLET})
        )
    )?
    (?=\n|$)
    """,
    re.VERBOSE,
)
# Before the first sentence: （香港，2024年5月16日）
_IN_BRACKETS = re.compile(
    rf"(?:^|\n)[(（](?:{HAN}{{2,8}}[，,、])?{_DAY}(?:[，,、]{HAN}{{2,8}})?[)）]"
)


def stated_dateline(key: str) -> date | None:
    r"""The day in a dateline that names its year, from a Simplified text.

    Example:
        >>> stated_dateline("某公司裁员\n本报2024年3月5日讯 公司昨日宣布……")
        datetime.date(2024, 3, 5)
        >>> stated_dateline("某公司裁员\n2024-03-05 10:30 来源：某网\n公司昨日宣布……")
        datetime.date(2024, 3, 5)
    """
    head = _SPACES.sub("", key[:_HEAD])
    match = _DATELINE.search(head)
    if match is None or match["year"] is None:
        match = _BYLINE.search(head) or _IN_BRACKETS.search(head)
    if match is None:
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def today(key: str, published: date) -> date:
    """The day the writer calls today: of the dateline, if that is next to the day of publication.

    Sites abroad and night desks publish under a date of a day before or after.

    Example:
        >>> today("某站5月2日消息，昨天……", date(2026, 5, 1))
        datetime.date(2026, 5, 2)
    """
    match = _DATELINE.search(_SPACES.sub("", key[:_HEAD]))
    if match is None:
        return published
    said = (int(match["month"]), int(match["day"]))
    near = [published + timedelta(days=days) for days in (0, 1, -1)]
    return next((day for day in near if (day.month, day.day) == said), published)
