"""An article laid out for reading events: what stands where, and who it is about."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property, partial

from newsparse.annotation import Article, Mention, Span
from newsparse.events.clauses import Clause, cut_into_clauses
from newsparse.events.digest import is_nameless, items_of
from newsparse.events.sources import without_sources
from newsparse.text.characters import HAN
from newsparse.text.simplify import encodable

_OPENS = re.compile(r"[（(\[【\s]")
_BRACKETED = re.compile(r"[（(\[【][^）)\]】]{0,40}[）)\]】]|\s+-\s+KY|\s+")
_JOINS = re.compile(
    r"(?:[、／/]+|和|及|与|，?以及|跟|暨|联?同|偕同?|伙同?|联手|携手?|联合|&|或|等)(?:(?:及|和)其)?"
    r"(?:[^，。；、：]{0,8}(?:模型|系统|平台|产品|服务|芯片|晶片|手机|车款|游戏|新药|疫苗|软件|软体|人|商|厂|企业|集团|公司|银行|基金|师|者|员|任|前|原|子公司|股东|旗下|其|创投|机构))?$"
)
_HOLDING = re.compile(r"^的?\d[\d.]*[%％]的?(?:股权|股份)")
_AGED = re.compile(r"现年\d+岁的?")  # 董事長甲和現年53歲社長乙
# MG 07、某某 4X、智己 LS8: models that no list has, and makers
_MODELS = re.compile(rf"^(?:、[^、，。；：]{{2,14}}(?=、))+|(?<=、){HAN}{{2,4}}$")
_CODE = re.compile(r"(?<![\d.])\d{4}$")  # 1101甲及1102乙: a listing code before a name of the list
_BRACKETS = re.compile(r"[（(][^（()）\n]{0,80}[）)]")
# What an outlet adds under an article; nothing in it is stated by the article.
_BOILERPLATE = re.compile(
    r"编者按|免责声明|仅供参考|不构成|相关阅读|延伸阅读|看更多|【其他新闻】|新闻来源"
    r"|未经授权(?!的?(?:外部)?(?:访问|存取))|下载APP|欢迎订阅|点击订阅|立即订阅|免费订阅|即可订阅|扫码订阅|请订阅"
    r"|订阅(?:本|我们|电子报|频道)|更多\S{2,10}报导"
)
# 更多鉅亨報導: the headlines of other articles follow.
_TAIL = re.compile(
    r"更多\S{2,8}报导"
    r"|\n(?:延伸阅读|相关阅读)[：:]?[ \u3000]*\n(?:[^\n。]{2,70}(?:\n+|\Z))+\Z"
)
_PART_OF, _OF_ITS = "[母子分资属孙技险券空]", "债|章程|治理|法|派"
_NOMINAL_SUBJECT = re.compile(
    rf"公司(?<!{_PART_OF}公司)(?<!归属于上市公司)(?<!归属上市公司)(?!{_OF_ITS})|集团(?<!{_PART_OF}集团)(?!{_OF_ITS})"
    rf"|该(?<!{_PART_OF}该)(?:行|企业|股|厂)(?!{_OF_ITS})|它(?!们)"
    rf"|(?<=[年季月度期，。；：\n])[投金]控(?!股|{_OF_ITS})"
)
# An article about this many firms may be about none of them in particular.
_MANY_FIRMS = 4
# The tag of an item names what follows and is no statement of its own.
_TAG = re.compile(r"^[ \u3000]*【[^】\n]{1,8}】", re.M)
_QUOTES = tuple("「『“《")
_FORMERLY = re.compile(r"(?<![日此目年月周天先之以提])前$")
_STAFF = re.compile(
    r"[^，。；、：的]{0,6}?(?:员工|工程师|骨干|高管|团队|研究员|科学家|程序员|成员)"
)
_BACKS = re.compile(r"[^，。；：获由被完轮]{0,14}?(?:领投|跟投|参投|独家投资)")
_BACKS_REACH = 18  # characters in which its 投 stands
_OWN = re.compile(r"(?:集团|公司)?(?:旗下|子公司|孙公司|附属公司)的?[「“]?")
# A filing's own hints on how to fill it in: 異動情形（請輸入「辭職」或「新任」）, （如質押情形）
_HINT = (
    "请输入",
    "请填入",
    "请择一",
    "请列示",
    "请分别",
    "请注明",
    "如质押",
    "如合并",
    "如招标",
    "如坐落",
)
# The fields of a filing on a deal: what stands there fills roles of what its subject line tells.
_FORM = re.compile(
    r"1[.、．] ?(?:契约种类[:：]?.{0,12}|标的物之?名称|证券名称"
    r"|事实发生日[:：].{0,24}2[.、．] ?本次新增)"
)
NAMES = frozenset(("PERSON", "COMPANY", "ORG", "PLACE", "PRODUCT", "POSITION"))


class Layout:
    """Clauses and mentions of one article, and the company it is mainly about.

    Attributes:
        article, text: the article and its Simplified key.
        mentions: all of them, in order.
        clauses: in order, never crossing a sentence.
        tail: where the headlines of other articles begin.
        form: where the numbered fields of a filing on a deal begin.
        headed: whether the first sentence is a headline, and not a whole sentence of the text.
        main: first mention of the company that the headline or lead is about, if there is one.
    """

    def __init__(self, article: Article, mentions: Sequence[Mention]) -> None:
        self.article = article
        self.text = encodable(article.simplified)  # the automata over it need UTF-8
        self._starts = [m.start for m in mentions]
        self._ends = [m.end for m in mentions]
        self._all = mentions
        self._added: dict[int, bool] = {}  # sentence: whether it is the outlet's own addition
        self._anaphors: dict[tuple[int, int], bool] = {}  # whether 公司 opens these stretches
        # (clause, labels, for figures): who is carried on there, and by which rule
        self.carried: dict[tuple[int, tuple[str, ...], bool], tuple[Mention, str] | None] = {}
        self.phrases: dict[int, list[list[Mention]]] = {}  # of clauses, by where these begin
        self.crowds: dict[tuple[int, int], bool] = {}  # whether a stretch opens with a crowd
        self.brackets = [m.span() for m in _BRACKETS.finditer(self.text)]
        self._bracket_starts = [start for start, _ in self.brackets]
        self.mentions = without_sources(self.text, mentions)
        self._kept_starts = [m.start for m in self.mentions]
        cuts_name = partial(_inside, self._starts, self._ends)
        in_brackets = self.in_brackets if self.brackets else None
        self.clauses = cut_into_clauses(article, self.text, self.mentions, cuts_name, in_brackets)
        self._clause_starts = [c.start for c in self.clauses]
        tails = "更多" in self.text or "阅读" in self.text
        tail = _TAIL.search(self.text) if tails else None
        self.tail = tail.start() if tail else len(self.text)
        form = _FORM.search(self.text)
        self.form = form.end() if form else len(self.text)
        first = self.article.sentences[0][1] if self.article.sentences else 0
        self.headed = not self.text.endswith("。", 0, first)
        self.main = self._main_company()
        self._tags = [m.span() for m in _TAG.finditer(self.text)] if "【" in self.text else []
        self._items = items_of(self.text, self._firms)
        self._topics: dict[int, Mention | None] = {}  # of its items, by where these begin

    def _firms(self, start: int, end: int) -> set[str]:
        """The companies named in a stretch of the text."""
        named = (m for m in self.between(start, end) if m.label == "COMPANY")
        return {m.entity or m.text for m in named}

    def span(self, start: int, end: int) -> Span:
        """What stands between two places, as published."""
        return Span(start, end, self.article.text[start:end])

    def key(self, place: Span | Mention) -> str:
        """The simplified form of what stands at a place."""
        return self.text[place.start : place.end]

    def name_over(self, start: int, end: int) -> Mention | None:
        """The name that covers part of a span: 投资 in 鼎翊投资 is no trigger."""
        i = bisect_left(self._ends, start + 1)
        if i < len(self._all) and self._starts[i] < end:
            return self._all[i]
        return None

    def between(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin within a stretch of the text."""
        starts = self._kept_starts
        return self.mentions[bisect_left(starts, start) : bisect_left(starts, end)]

    def boilerplate(self, sentence: int) -> bool:
        """Whether a sentence is the outlet's own addition (＊編者按, 延伸閱讀)."""
        added = self._added.get(sentence)
        if added is None:
            added = bool(_BOILERPLATE.search(self.text, *self.article.sentences[sentence]))
            self._added[sentence] = added
        return added

    def tagged(self, at: int) -> bool:
        """Whether a position falls inside the tag of an item (【中标】)."""
        return bool(self._tags) and any(start <= at < end for start, end in self._tags)

    def item_at(self, at: int) -> int:
        """Where the item of a digest that holds a position begins; -1 elsewhere."""
        i = bisect_right(self._items, at) - 1
        return self._items[i] if i >= 0 else -1

    def topic_at(self, at: int, *, ahead: bool = False) -> Mention | None:
        """Who 公司 is at a position: the first company of a digest's item, else the main one.

        ``ahead`` lets it be one that the article names only further on.
        """
        topic = self._topic_of(self.item_at(at), at, ahead=ahead)
        return None if topic is None or self._in_another_story(topic.start, at) else topic

    def _topic_of(self, start: int, at: int, *, ahead: bool) -> Mention | None:
        if start < 0:
            # 到廣州投資 … 銀行推出匯款服務: a firm first named further on is not spoken of yet
            known = ahead or self.main is None or self.main.start < max(at + 1, self._lead_end)
            return self.main if known else None
        if start not in self._topics:
            after = bisect_right(self._items, start)
            stop = self._items[after] if after < len(self._items) else len(self.text)
            item = self.between(start, stop)
            self._topics[start] = next((m for m in item if m.label == "COMPANY"), None)
        return self._topics[start]

    def _in_another_story(self, one: int, other: int) -> bool:
        """Whether a headline of several stories tells of two places in different ones."""
        begin, end = min(one, other), max(one, other)
        title = self.article.sentences[0][1] if self.headed else 0
        return end < title and self.text.find("；", begin, end) >= 0

    def unnamed(self, at: int) -> bool:
        """Whether a position falls inside an item of a list that has lost its names."""
        start = self.item_at(at)
        return start >= 0 and is_nameless(self.text, start) and self.topic_at(at) is None

    def in_brackets(self, at: int) -> bool:
        """Whether a position falls inside a bracketed aside."""
        i = bisect_right(self._bracket_starts, at) - 1
        return i >= 0 and self.brackets[i][0] < at < self.brackets[i][1]

    def hinted(self, at: int) -> bool:
        """Whether a position falls inside a bracket that says how to fill in a form."""
        i = bisect_right(self._bracket_starts, at) - 1
        if i < 0 or not self.brackets[i][0] < at < self.brackets[i][1]:
            return False
        return self.text.startswith(_HINT, self.brackets[i][0] + 1)

    def clause_at(self, position: int) -> int:
        """Index of the clause that holds a position."""
        return bisect_right(self._clause_starts, position, 1) - 1

    def gap(self, start: int, end: int) -> str:
        """The words between two places, without bracketed asides and white space."""
        return _bare(self.text[start:end])

    def joined(self, left: Mention, right: Mention, labels: Sequence[str] = ()) -> bool:
        """Whether two mentions of one label, or of some labels, stand in a list: A、B及C."""
        same = left.label == right.label or (left.label in labels and right.label in labels)
        if not same or not 0 < right.start - left.end <= 40:
            return False
        i, parts, at = bisect_left(self._starts, left.end), [], left.end
        while i < len(self._all) and self._all[i].end <= right.start:
            if self._all[i].label in NAMES:
                parts.append(self.text[at : self._all[i].start])
                at = self._all[i].end
            i += 1
        parts.append(self.text[at : right.start])
        gap = _bare("".join(parts))
        if gap[-1:].isdigit():
            gap = _CODE.sub("", gap)
        if "股" in gap:  # 收購甲68%股權、乙47%股權
            gap = _HOLDING.sub("", gap)
        if right.label == "PERSON":
            gap = _AGED.sub("", gap)
        elif right.label == "PRODUCT":
            gap = _MODELS.sub("", gap)
        return len(gap) <= 11 and bool(_JOINS.match(gap))

    @cached_property
    def round_up(self) -> bool:
        """Whether an article tells of many firms in turn, and little of its main one."""
        firms = Counter(m.entity or m.text for m in self.mentions if m.label == "COMPANY")
        if len(firms) < _MANY_FIRMS or self.main is None:
            return False
        return firms[self.main.entity or self.main.text] * _MANY_FIRMS <= firms.total()

    def anaphor(self, clause: Clause, end: int) -> bool:
        """Whether 公司 / 該公司 / 集團 opens the clause before ``end``."""
        opening = clause.start, min(end, clause.start + 10)
        found = self._anaphors.get(opening)
        if found is None:
            found = self._anaphors[opening] = self._is_anaphor(*opening)
        return found

    def _is_anaphor(self, start: int, end: int) -> bool:
        match = _NOMINAL_SUBJECT.search(self.text, start, end)
        if match is None:
            return False
        at = match.end() + (self.text[match.end() : match.end() + 1] in _QUOTES)
        name = self.name_over(at, at + 1)
        return name is None or name.label != "COMPANY"  # 大模型公司「甲」 is 甲, and nobody else

    def _main_company(self) -> Mention | None:
        """The company of the headline; else the one that the first two sentences keep naming."""
        companies = [m for m in self.mentions if m.label == "COMPANY"]
        self._lead_end = 0
        if not companies:
            return None
        counts = Counter(m.entity or m.text for m in companies)
        title_end = self.article.sentences[0][1] if self.article.sentences else 0
        lead_end = self.article.sentences[min(2, len(self.article.sentences) - 1)][1]
        self._lead_end = lead_end
        for limit in (title_end, lead_end, len(self.text)):
            near = [m for m in companies if m.end <= limit and not self.beside(m)]
            # 金莱特拟收购福玛特: who acts stands first, however often the target is named.
            if near:
                most = max(counts[m.entity or m.text] for m in near)
                at = next(i for i, m in enumerate(near) if counts[m.entity or m.text] * 2 >= most)
                # 甲集團旗下乙完成融資: whose firm it is stands before its name
                while at + 1 < len(near) and _OWN.fullmatch(
                    self.gap(near[at].end, near[at + 1].start)
                ):
                    at += 1
                return near[at]
        return None

    def beside(self, company: Mention) -> bool:
        """Whether a firm only tells who another is: 甲領投, 獲甲旗下基金領投, 前甲高管創業."""
        if self._formerly(company):
            return True
        backs = self.text.find("投", company.end, company.end + _BACKS_REACH) >= 0
        return backs and _BACKS.match(self.text, company.end) is not None

    def left(self, company: Mention) -> bool:
        """Whether a firm is the one that people told of were with before: 前甲工程師創業."""
        if not self._formerly(company):
            return False
        after = self.name_over(company.end + 1, company.end + 2)
        titled = after is not None and after.label == "POSITION" and after.start <= company.end + 1
        return titled or _STAFF.match(self.text, company.end) is not None

    def _formerly(self, company: Mention) -> bool:
        start = company.start
        return (
            self.text.startswith("前", start - 1)
            and _FORMERLY.search(self.text, max(0, start - 2), start) is not None
        )


def _inside(starts: Sequence[int], ends: Sequence[int], at: int) -> int | None:
    """Where the stretch begins that a position falls inside, if one does."""
    i = bisect_left(starts, at) - 1
    return starts[i] if i >= 0 and at < ends[i] else None


def _bare(words: str) -> str:
    """Some words without bracketed asides and white space."""
    if words.isalnum() or not _OPENS.search(words):
        return words
    return _BRACKETED.sub("", words)
