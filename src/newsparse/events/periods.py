"""Which dates are reporting periods, which only compare, and which period a figure belongs to."""

from __future__ import annotations

import re
from typing import TypeGuard

from newsparse.annotation import DateRange, Mention, Span
from newsparse.events.layout import Layout

_PERIOD_DAYS = 25
_PERIOD_WORDS = re.compile(r"年|季|月|度|Q\d")
_AS_OF = re.compile(r"(?:截至|截止至?|(?<![增减升降跌涨高低大小元%成])至|于)\s?$")
_STOPS = "，。；"
# 6月底出租率有93%: what is counted on a day.
_STOCKS = (
    "出租率",
    "入住率",
    "负债",
    "净负债",
    "资产",
    "总资产",
    "现金",
    "手头",
    "持有现金",
    "存款",
    "贷款",
    "不良",
    "总借贷",
    "借贷",
    "资本充足",
)
_CLOSING = re.compile(r"(?:3月31|6月30|9月30|12月31)日$|(?:3 月 31|6 月 30|9 月 30|12 月 31) 日$")
_AGAINST = (
    "较",
    "较于",
    "相对",
    "比起",
    "比",
    "与",
    "跟",
    "由",
    "从",
    "高于",
    "低于",
    "优于",
    "逊于",
    "超过",
    "超越",
    "胜过",
    "赢过",
    "不如",
    "不及",
)
_WITH, _COMPARED_WITH = ("和", "同"), re.compile(r"[^，。；]{0,24}?(?:相[较比]|比较)")
# 去年同期為4.27億元 states a figure of its own; 較去年同期 only compares.
_SAME_PERIOD = "同期"
_STATES = re.compile(
    r"(?:归属于?(?:上市公司|母公司)?(?:股东|所有者)的?|的|则|分别|仅|只|约|近|逾|为|是|有|录得|净?亏损?|盈利|获利|净赚|赚|净利润?|纯利|收入|营收|净损)*"
)
# 創近12季新高: how far back a record reaches is the period of no figure.
_STRETCH = re.compile(r"近\s?[\d一二两三四五六七八九十]+\s?(?:个?[年季])")
# 8月營收為今年最高, 8月法說時預估: a date that ranks a figure or dates a meeting.
_NO_PERIOD = (
    "同期",
    "相比",
    "相较",
    "比较",
    "最高",
    "次高",
    "新高",
    "最低",
    "新低",
    "来最",
    "来新",
    "来次",
    "以来最",
    "以来新",
    "以来次",
    "法说",
    "法人说明会",
    "股东会",
    "股东常会",
    "董事会",
)
# 全年 is a period of its own unless a year was just named (今年營收…, 全年…).
_WHOLE_YEAR, _WHOLE = "全年", ("", "全年", "整年", "整年度")
_WITHIN, _RESULTS = ("年内", "期内"), ("溢利", "利润", "收入", "盈利", "亏损", "净")
_BEFORE_METRIC = (*_WHOLE, "的")  # 優於首季的每股純益1.2元
_YEAR_DAYS = 360
_YEAR_REACH = 10
_REACH = 40
# A period that is to hold for the whole article is named in its first lines.
_HEAD = 2000
_JOINTS = "及和、与"
NOW = "now"  # the rule of 目前 for a period
_NOW = re.compile(r"(?P<now>目前)[^，。；：、预看估计料]{0,8}$")
LOOSE = ("carried period", "period of the article", "period of the sentence")


def is_period(layout: Layout, mention: Mention) -> bool:
    """Whether a date is a reporting period: not a day, not the base of a comparison."""
    value = mention.value
    if value is None:
        if not _named_period(mention):
            return False
    elif not isinstance(value, DateRange) or value.start is None or value.end is None:
        return False
    elif (value.end - value.start).days < _PERIOD_DAYS:
        return _as_of(layout, mention)
    if layout.key(mention) in _WITHIN and layout.text.startswith(_RESULTS, mention.end):
        return False  # 2025年收入410億元；年內溢利46億元: of the period told of
    if mention.text.endswith(("報告期", "报告期", "同期")) and len(mention.text) <= 4:
        return False
    if _STRETCH.match(layout.text, mention.start, mention.end):
        return False
    if _right_before(layout, mention).endswith(_AGAINST):
        return False
    return not layout.text.startswith(_NO_PERIOD, mention.end)


def _as_of(layout: Layout, mention: Mention) -> bool:
    """Whether a day closes the books: 截至去年6月底，總借貸2502億元."""
    if mention.text.endswith(("底", "末")) and layout.text.startswith(_STOCKS, mention.end):
        return True  # 6月底出租率有93%
    if not _AS_OF.search(layout.text, max(0, mention.start - 3), mention.start):
        return False
    return mention.text.endswith(("底", "末")) or bool(_CLOSING.search(mention.text))


def compared_period(layout: Layout, mention: Mention) -> bool:
    """Whether a date is the period that a figure is compared with: 由2022年, 較去年同期."""
    if mention.label != "DATE" or not _held_against(layout, mention):
        return False
    if mention.value is None:
        return _named_period(mention)
    if not isinstance(mention.value, DateRange):
        return False
    start, end = mention.value.start, mention.value.end
    return start is not None and end is not None and (end - start).days >= _PERIOD_DAYS


def _named_period(mention: Mention) -> bool:
    """Whether a date without a value is a period by its words: 去年, where no day is known."""
    return _PERIOD_WORDS.search(mention.text) is not None and "日" not in mention.text


def _right_before(layout: Layout, mention: Mention) -> str:
    """The last two characters before a mention, white space aside: 较 2024 年."""
    return layout.text[max(0, mention.start - 3) : mention.start].rstrip()[-2:]


def _held_against(layout: Layout, mention: Mention) -> bool:
    """Whether words before a date, or around it, compare: 較去年, 和去年的3億元相較."""
    if _right_before(layout, mention).endswith(_AGAINST):
        return True
    joined = layout.text.endswith(_WITH, max(0, mention.start - 1), mention.start)
    return joined and _COMPARED_WITH.match(layout.text, mention.end) is not None


def states_same_period(layout: Layout, mention: Mention, number: Mention) -> bool:
    """Whether 去年同期 dates the number behind it instead of being compared with."""
    if mention.label != "DATE" or layout.text[mention.end - 2 : mention.end] != _SAME_PERIOD:
        return False
    if _held_against(layout, mention):
        return False
    return bool(_STATES.fullmatch(layout.gap(mention.end, number.start)))


def _listed_with(layout: Layout, mention: Mention, number: Mention) -> bool:
    """Whether 去年同期 dates a figure that this one is told with: 去年同期獲利4億元及EPS 5元."""
    between = layout.between(mention.end, number.start)
    return any(
        layout.text[first.end] in _JOINTS
        and states_same_period(layout, mention, first)
        and not any(stop in layout.gap(first.end, number.start) for stop in _STOPS)
        for first in between
        if first.label == "MONEY" and first.end < number.start
    )


def period_of(
    layout: Layout, sentence: int, at: int, number: Mention | None, carried: Mention | Span | None
) -> tuple[Mention | Span, str] | None:
    """The period that a metric's figure is of, and how it was found.

    Args:
        layout: the article.
        sentence: the metric's sentence.
        at: where the metric stands.
        number: the first of its numbers.
        carried: the period of the figure before, which goes on until another is named.
    """
    if number and number.label == "MONEY":
        for mention in layout.between(max(0, at - _REACH), at):
            told = compared_period(layout, mention) or layout.key(mention).endswith(_SAME_PERIOD)
            if told and layout.gap(mention.end, at) in _BEFORE_METRIC:
                return mention, "period compared with"  # 較2019年EPS 3.19元衰退
    begin, end = layout.article.sentences[sentence]
    limit = max(at, number.start) if number else at
    dates = [m for m in layout.between(begin, end) if m.label == "DATE" and is_period(layout, m)]
    if number:
        for mention in layout.between(max(begin, number.start - _REACH), number.start):
            if states_same_period(layout, mention, number) or _listed_with(layout, mention, number):
                return mention, "same period stated"
    else:  # 客戶為年底旺季備貨，稼動率第3季回升
        for mention in dates:
            if 0 <= mention.start - at <= 1 and layout.text[at] not in _STOPS:
                return mention, "nearest period"
    before = [m for m in dates if m.end <= limit]
    if not (number and layout.in_brackets(number.start)):  # but （2018年1月為100.2億元）
        before = [m for m in before if not layout.in_brackets(m.start)] or before
    year = layout.text.rfind(_WHOLE_YEAR, max(begin, limit - _REACH), limit)
    # 毛利率15%，超越去年全年12%，稅後淨利3億元: what was outdone is over with its clause
    past = [m for m in layout.between(max(begin, year - _YEAR_REACH), year) if m.end == year]
    if past and compared_period(layout, past[-1]) and "，" in layout.text[year:limit]:
        year = -1
    if year >= 0 and (not before or before[-1].end <= year):
        named = [m for m in (*before, carried) if _is_year(m)]
        if named:
            return named[-1], "year named before"
        if past and compared_period(layout, past[-1]):
            return past[-1], "period compared with"  # 已超過去年全年營收8億元
        return layout.span(year, year + 2), "whole year"
    now = _now(layout, max([begin, *(m.end for m in before)]), at) if number else None
    if now:
        return now, NOW
    if before:
        return before[-1], "nearest period"
    if carried:
        return carried, "carried period"
    for mention in layout.between(0, min(begin, _HEAD)):
        if mention.label == "DATE" and is_period(layout, mention):
            return mention, "period of the article"
    return (dates[0], "period of the sentence") if dates else None


def _now(layout: Layout, begin: int, at: int) -> Span | None:
    """目前, where it stands right before a metric: 目前稼動率維持在95%."""
    told = _NOW.search(layout.text, max(begin, at - _REACH), at)
    return layout.span(*told.span("now")) if told else None


def _is_year(period: Mention | Span | None) -> TypeGuard[Mention]:
    value = period.value if isinstance(period, Mention) else None
    return (
        isinstance(value, DateRange)
        and value.start is not None
        and value.end is not None
        and (value.end - value.start).days >= _YEAR_DAYS
    )
