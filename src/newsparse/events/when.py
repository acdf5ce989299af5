"""The date of an event: the expression that governs its trigger, or the day it was announced."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Literal

from newsparse.annotation import DateRange, Mention
from newsparse.events.clauses import Clause
from newsparse.events.layout import Layout

_COMPARED = ("较", "比")
# 截至去年9月底負債11億元，其中對甲銀行的聯貸已違約: up to when figures are counted dates no deed.
_AS_OF = ("截至", "截止")
_CLOSE = re.compile(r"[^，。；]{0,4}(?:收[盘市])")
# 和解談判已於8月告吹, 試飛將於下週進行: a date behind the trigger whose verb is the trigger's own.
_HELD = re.compile(r"(?:[^，。；、的]{0,4}(?:[将定订拟]|预[计定])|[^，。；、的]{0,12}已)[于在]")
# 即日生效, said yesterday, is yesterday.
_AT_ONCE = "即"
# 自公告日起六個月內: a term that begins with the day named or with the announcement.
_MONTHS = re.compile(r"起(?:计|的|之后)?(?P<months>\d{1,2}|[一二三四六九]|十二?)个月内")
_COUNTS = {"一": 1, "二": 2, "三": 3, "四": 4, "六": 6, "九": 9, "十": 10, "十二": 12}
# 自去年3月起停牌 dates the event; 自去年6月21日至今共取得 does not.
_SINCE = "自"
_UNTIL_NOW = re.compile(r"起?(?:至|迄|以来|到)")
# 是4月10日以來首次: since when it is a record
_SINCE_WHEN = re.compile(r"起?以来的?(?:首|最|新|次|第)")
_TO_DATE = re.compile(r"以来|至今|迄今|截至目前")
# 通過去年度股利: the year that the figures are of is not the day of the event.
_FIGURES = re.compile(
    r"[度的全之年]{0,3}(?:每股|财[报测务]|股利|股息|盈余|盈利|业绩|营[收业]|合并|税后|获利|赚|纯利|收入|净利"
    r"|非公开|定向增发|定增|配股|公开发行|股权激励|年报|季报|年度报告|年度营|报告|中期业绩|末期|EPS|首[家次度个]|第[一二三四五六七八九十\d]+[家次个起])"
)
# 預計年底前送樣, 目標今年第三季推出: what the trigger began is done by then.
_EXPECTED = re.compile(r"预计|预定|目标|最快|料于|料在|可望|有望|力争|争取|拟于")
_SOON = 4
_STOP = "；"
# 回收去年9月至11月生產的電池: when the thing was made.
_MADE = re.compile(r"间?(?:所)?(?:生产|制造|出厂)")
# 因地盤本月3日倒塌，禁止該公司投標: the date of the cause is not that of what follows.
_BECAUSE, _CAUSE = "因", re.compile(r"[^，。；]{0,14}?(?<!原)因(?![此应而素])")
# 公告提名名單，股東臨時會10月14日召開: what is voted on there happens there.
_MEETING = re.compile(r"股东(?:临时|常|大|特别)*会|改选")
# 收購期間自3月13日至5月2日, 買回期限為…
_TERM = re.compile(r"期[间限][^，。；]{0,3}$")
_SAME_DAY = re.compile(r"同[日天]|当[日天](?!地)")
# 下季起合辦航線；另斥資12億美元租用客機: another matter, with a date of its own if any.
_ANOTHER = re.compile(r"另(?!类|案)|此外|同时|至于|其余|其他")
Basis = Literal["governing", "effective", "expected", "announced", ""]
_ANNOUNCED = re.compile(
    r"宣布|公告|公布|发布|披露|表示|指出|消息|报道|讯|召开|举行|通过|决议|收报|收盘|获悉|电"
)
# 1月10日晚間，甲公司（…）發布: how long the evening, and how far the verb may be.
_EVENING, _SAYS = 6, 40
_SESSION_DAY = re.compile(r"收[报市盘高低跌涨升红黑]|收[于在]|终场|[开走][高低]|股价|盘[中后]|大盘")
_SESSION = re.compile(r"收|盘|终场|今|开高|开低")
# 任期兩年，下月1日起生效: a date behind the trigger that says from when it holds.
_EFFECTIVE = re.compile(r"[^，。]{0,3}(?:起|生效)")
# An announcement further down than this sentence is another story.
_LEAD = 3
# How many clauses away from the trigger a date may stand.
_NEAR = 12


class Calendar:
    """The dates of one article, for finding those of its events."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._announced: list[tuple[int, DateRange]] = []
        self._sessions: list[tuple[int, DateRange]] = []
        self._meetings: list[DateRange] = []
        self._terms: list[tuple[int, DateRange]] = []
        self._dates: dict[int, list[Mention]] = {}
        for clause in layout.clauses:
            dates = [m for m in clause.mentions if isinstance(m.value, DateRange)]
            if dates:
                self._dates[clause.start] = self._dated(dates)
                self._enter(clause, dates)

    def _enter(self, clause: Clause, dates: list[Mention]) -> None:
        """Note what the dates of a clause are: of an announcement, a session, a plan's term."""
        text = self._layout.text
        for mention in dates:
            value = mention.value
            if (
                isinstance(value, DateRange)
                and value.start != value.end
                and _TERM.search(text, clause.start, mention.start)
            ):
                self._terms.append((clause.sentence, value))
        days = [m.value for m in self._dates[clause.start]]
        day = next(
            (
                d
                for d in reversed(days)
                if isinstance(d, DateRange) and d.start == d.end and d.start
            ),
            None,
        )
        if day is None:
            return
        if self.ahead(day):
            if _MEETING.search(text, clause.start, clause.end):
                self._meetings.append(day)
            return
        if self._announces(clause, dates):
            self._announced.append((clause.sentence, day))
        if _SESSION_DAY.search(text, clause.start, clause.end):
            self._sessions.append((clause.sentence, day))

    def _announces(self, clause: Clause, days: list[Mention]) -> bool:
        """Whether a clause announces, or dates the one that does: 1月10日晚間，甲發布…."""
        text, stop = self._layout.text, self._layout.article.sentences[clause.sentence][1]
        if _ANNOUNCED.search(text, clause.start, clause.end):
            return True
        if clause.end - days[-1].end > _EVENING or days[0].start > clause.start + 2:
            return False
        return bool(_ANNOUNCED.search(text, clause.end, min(stop, clause.end + _SAYS)))

    def date_of(self, index: int, start: int, end: int) -> tuple[DateRange | None, Basis]:
        """Date of an action whose trigger is ``start:end``, and what it rests on."""
        if day := self._held(index, start, end) or self.governing(index, start):
            return day, "governing"
        if day := self._effective(index):
            return day, "effective"
        if day := self.expected(index):
            return day, "expected"
        day = self.announced(index)
        return day, "announced" if day else ""

    def _held(self, index: int, start: int, end: int) -> DateRange | None:
        """The date behind a trigger that is the subject of the next verb: 試飛將於下週進行.

        Not where its clause names a date before it.
        """
        dated = self._dates.get(self._layout.clauses[index].start)
        if not dated or dated[0].end <= start:
            return None
        first = dated[0]
        held = first.start >= end and _HELD.fullmatch(self._layout.text, end, first.start)
        return first.value if held and isinstance(first.value, DateRange) else None

    def months(self, index: int, start: int) -> DateRange | None:
        """The term of a plan told in months before its trigger: 自公告日起六個月內減持."""
        begin = self._layout.article.sentences[self._layout.clauses[index].sentence][0]
        found = _MONTHS.search(self._layout.text, begin, start)
        if found is None:
            return None
        first = self.governing(self._layout.clause_at(found.start()), found.start())
        first = first or self.announced(index)
        if first is None or first.start is None or first.start != first.end:
            return None
        months = found.group("months")
        last = _later(first.start, _COUNTS.get(months) or int(months))
        return DateRange(first.start, last, edtf=f"{first.start}/{last}")

    def term(self, sentence: int) -> DateRange | None:
        """The stretch a plan is given, in its sentence or the next: 收購期間3月13日至5月2日."""
        at = bisect_left(self._terms, sentence, key=lambda found: found[0])
        if at < len(self._terms) and self._terms[at][0] <= sentence + 1:
            return self._terms[at][1]
        return None

    def meeting(self) -> DateRange | None:
        """The day ahead on which shareholders will vote on what is proposed."""
        return self._meetings[0] if self._meetings else None

    def of_ending(self, trigger: int, start: int, end: int) -> DateRange | None:
        """The date of words of ending in a clause behind the trigger's: 上月底終止, 4月撤訴."""
        index = self._layout.clause_at(start)
        dated = self._dates.get(self._layout.clauses[index].start, []) if index > trigger else []
        before = [m for m in dated if m.end <= start]
        value = before[-1].value if before else None
        return value if isinstance(value, DateRange) else None

    def session(self, sentence: int) -> DateRange | None:
        """The day of publication where a sentence tells how a session went: 收盤, 盤中, 終場."""
        published = self._layout.article.published
        span = self._layout.article.sentences[sentence]
        if published is None or not _SESSION.search(self._layout.text, *span):
            return None
        at = bisect_right(self._sessions, sentence, key=lambda found: found[0])
        if at:  # 港股昨日反彈 … 甲公司升6%，收報7.85元
            return self._sessions[at - 1][1]
        return DateRange(published, published, edtf=published.isoformat())

    def announced(self, index: int) -> DateRange | None:
        """The day of the announcement that a clause belongs to."""
        if not self._announced:
            return None
        sentence = self._layout.clauses[index].sentence
        at = bisect_right(self._announced, sentence, key=lambda found: found[0])
        if at:
            return self._announced[at - 1][1]
        return next((day for number, day in self._announced if number <= _LEAD), None)

    def _dated(self, dates: Sequence[Mention]) -> list[Mention]:
        """Those dates of a clause that can be an event's."""
        text = self._layout.text
        return [
            m
            for m in dates
            if isinstance(m.value, DateRange)
            and not text[max(0, m.start - 2) : m.start].endswith(_COMPARED)
            and not (
                text[max(0, m.start - 2) : m.start] in _AS_OF and not _CLOSE.match(text, m.end)
            )
            and not (text[m.start - 1 : m.start] == _SINCE and _UNTIL_NOW.match(text, m.end))
            and not (m.value.start != m.value.end and _FIGURES.match(text, m.end))
            and not _MADE.match(text, m.end)
            and not _SINCE_WHEN.match(text, m.end)
        ]

    def governing(self, index: int, start: int) -> DateRange | None:
        """The nearest date before the trigger in its clause, then in the clauses before it."""
        text, another = self._layout.text, False
        sentence = self._layout.clauses[index].sentence
        for back in range(index, max(-1, index - _NEAR), -1):
            clause = self._layout.clauses[back]
            if clause.sentence != sentence:
                break
            dated = self._dates.get(clause.start, [])
            before = [m for m in dated if m.end <= start]
            if back < index:
                because = text.find(_BECAUSE, clause.start, clause.end) >= 0
                if because and _CAUSE.match(text, clause.start, clause.end):
                    continue
                # 明年加薪4.2% 夥甲開航線: a headline may hold several stories
                story = text[clause.end - 1].isspace() and dated and dated[-1].end < clause.end - 3
                if story or _ANOTHER.match(text, clause.end):
                    another = True
            if not before and _SAME_DAY.search(text, clause.start, min(clause.end, start)):
                return self._last_day(clause.start)
            # 與大學共建的中心將於5月上線: what stands behind the trigger dates another verb.
            chosen = before[-1] if before else (dated[0] if dated and back < index else None)
            if (
                chosen
                and isinstance(chosen.value, DateRange)
                and not (another and self.ahead(chosen.value))
            ):
                if chosen.text.startswith(_AT_ONCE) and (day := self.announced(index)):
                    return day
                return self._so_far(chosen, chosen.value)
        return None

    def _so_far(self, mention: Mention, value: DateRange) -> DateRange:
        """A period that runs, as far as it is told: 今年以來下跌87% is until today."""
        today = self._layout.article.published
        if today is None or not value.start or not value.end or not value.start < today < value.end:
            return value
        if not _TO_DATE.match(self._layout.text, mention.end):
            return value
        return DateRange(value.start, today, edtf=f"{value.start}/{today}")

    def _last_day(self, before: int) -> DateRange | None:
        """The last single day named before a place of the text: what 同日 means there."""
        for mention in reversed(self._layout.between(0, before)):
            value = mention.value
            if isinstance(value, DateRange) and value.start and value.start == value.end:
                return value
        return None

    def expected(self, index: int) -> DateRange | None:
        """The date at which what a clause tells is to be done: 設立子公司, 預計今年Q2開幕."""
        text, sentence = self._layout.text, self._layout.clauses[index].sentence
        for clause in self._layout.clauses[index + 1 : index + _SOON]:
            if clause.sentence != sentence:
                break
            if _EXPECTED.search(text, clause.start, clause.end):
                dated = self._dates.get(clause.start, [])
                value = dated[0].value if dated else None
                return value if isinstance(value, DateRange) else None
        return None

    def ahead(self, value: DateRange | None) -> bool:
        """Whether a date lies behind the day of publication."""
        published = self._layout.article.published
        first = value and (value.start or value.end)
        return bool(published and first and first > published)

    def _effective(self, index: int) -> DateRange | None:
        sentence = self._layout.clauses[index].sentence
        for clause in self._layout.clauses[index + 1 : index + _NEAR]:
            if clause.sentence != sentence:
                break
            # 甲指控乙抄襲；新版規則今起施行: a headline may hold several stories.
            if sentence == 0 and self._layout.text[clause.start - 1] == _STOP:
                break
            for mention in self._dates.get(clause.start, ()):
                if _EFFECTIVE.match(self._layout.text, mention.end, clause.end):
                    if mention.text.startswith(_AT_ONCE):
                        return self.announced(index) or mention.value  # type: ignore[return-value]
                    return mention.value if isinstance(mention.value, DateRange) else None
        return None


def _later(day: date, months: int) -> date:
    """The day so many months later, or the last one of its month."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
