"""The roles of one trigger as they are filled: what is taken, and what stands near."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from newsparse.annotation import Argument, Mention, Money
from newsparse.events.event_type import EventType, Frame, Role
from newsparse.events.layout import Layout
from newsparse.events.lists import others_of_list
from newsparse.events.marks import cue_of
from newsparse.events.plan import VALUES, plan_of
from newsparse.events.sums import nearest_sum, price_per_share
from newsparse.events.wording import compiled, is_like

_SHARE = ("PERCENT",)
_POST = ("POSITION",)
_PLANT = re.compile(
    r"(?:位于|在)?[^\W\d_A-Za-z设建两等]{0,12}?(?:厂房|厂区|厂)(?=[，。；、\s]|$|的|等)"
)
_AMOUNT, _TARGET, _SELLER = "amount", "target", "seller"
_PUNISHED = frozenset(("authority", "defendant"))  # roles of events that fines are the sums of
# 乙入主後, 乙入主取得四成股權; but 乙入主白宮 has an object of its own.
ENDS = re.compile(r"[^\w]|[后前时]|之[前后]|以[来后]|至今|迄今|取得|拿下|经营|满?\d+年|$")
# 某微信公眾號發表文章, 發布「X」論文: an account there, or a paper on it, is not the product.
_ASIDE = re.compile(
    r"[》」”’']*(?:官方)?(?:公众号|官微|视频号|账号|帐号|社群|粉丝专页|频道)"
    r"|[》」”’']*的?(?:新|首支|首个|官方|最新)?(?:论文|战略|白皮书|报告|预告|排行榜|榜单|研发文化|文化|宣传片|海报|剧照|渲染图)"
)
# 由甲的姪子乙接掌: 甲 only tells who 乙 is.
KIN = re.compile(
    r"[的之](?:[长次三四五幺独]?[子女](?!公司)|儿子|女儿|侄|妻|夫人|丈夫|太太|弟|兄|哥|姐|妹|父|母|孙|堂|表|外甥|女婿|媳)"
)
# 已上架甲: the store where something stands for sale has not made it.
_MAKER, _STOCKS = "company", ("上架", "上架于", "登陆", "登录", "登上")
# A marked filler (投后估值…) is looked for this far from the trigger.
_CUE_REACH = 160
_FORM_REACH = 700
# How far behind its sentence 售價 may still tell a price, unless another thing is named first.
_ONWARD, _THINGS = 240, frozenset(("COMPANY", "PRODUCT"))


class Slots:
    """The roles of one trigger, and who fills them."""

    def __init__(
        self,
        layout: Layout,
        event_type: EventType,
        frame: Frame,
        index: int,
        start: int,
        end: int,
        stop: int,
    ) -> None:
        self.layout, self.type, self.frame = layout, event_type, frame
        self.index, self.start, self.end, self.stop = index, start, end, stop
        self.clause = layout.clauses[index]
        self.plan = plan_of(event_type, frame)
        self.arguments: list[Argument] = []
        self._count: dict[str, int] = {}
        self._taken: set[int] = set()  # where the mentions taken begin
        self._entities: set[str] = set()
        self._partners: set[int] = set()
        self._near: Sequence[Mention] | None = None

    def _free(self, role: Role, mention: Mention) -> bool:
        if mention.label not in role.labels or mention.start in self._taken:
            return False
        only = self.frame.only
        if only and mention.label not in only.get(role.name, role.labels):
            return False
        text = self.layout.text
        if mention.label == "PRODUCT" and _ASIDE.match(text, mention.end):
            return False
        if role.aside and compiled(role.aside).match(text, mention.end):
            return False
        if mention.label == "PERSON" and KIN.match(text, mention.end):
            return False
        if role.name == _MAKER and self.type.kinded and text.endswith(_STOCKS, 0, mention.start):
            return False
        if role.like and not is_like(role.like, self.layout.key(mention)):
            return False
        return mention.label in VALUES or (mention.entity or mention.text) not in self._entities

    def _add(self, argument: Argument) -> None:
        self.arguments.append(argument)
        self._count[argument.role] = self._count.get(argument.role, 0) + 1

    def _put(self, role: Role, mention: Mention, rule: str) -> None:
        sold = role.name == _TARGET and _SELLER in self.type.by_name
        plant = _PLANT.match(self.layout.text, mention.end) if sold else None
        if plant:  # 收購甲廣州工廠: the plant is bought, and 甲 sells it
            self._put_span(role, mention.start, plant.end(), rule)
            if not self._count.get(_SELLER):
                self._add(Argument(_SELLER, mention, "owner of the plant"))
        else:
            self._add(Argument(role.name, mention, rule))
        self._taken.add(mention.start)
        self._entities.add(mention.entity or mention.text)

    def _put_span(self, role: Role, start: int, end: int, rule: str) -> None:
        span = self.layout.span(start, end)
        self._add(Argument(role.name, span, rule))

    def _put_all(self, role: Role, mention: Mention, rule: str) -> None:
        """A filler, and for a role with many the rest of the list it stands in."""
        self._put(role, mention, rule)
        if role.many:
            for other in others_of_list(self.layout, mention, role.labels):
                partner = other.start in self._partners
                if self._free(role, other) and not (partner and rule == "subject"):
                    self._put(role, other, f"{rule}+list")

    def _claim(self, role: Role, mentions: Sequence[Mention]) -> None:
        """The mentions that stand right behind or before the words that mark a role."""
        labels = role.labels
        mentions = [m for m in mentions if m.label in labels]
        if not mentions:
            return
        behind = self.plan.behind[role.name]
        if labels == _SHARE:  # 持有3股（占4.78%）的股東擬減持1股（占2.14%）: behind the verb
            first = bisect_left(mentions, self.end, key=attrgetter("start"))
            mentions = [*mentions[first:], *mentions[:first]]
        for mention in mentions:
            if not self._free(role, mention):
                continue
            cue = cue_of(self.layout, role, mention, behind)
            if cue:
                self._put_all(role, self._original(mention), f"cue:{cue}")
                if not role.many:
                    break

    def _original(self, mention: Mention) -> Mention:
        """The amount that one in a second currency restates: 開出4億歐元（約合30億元）罰金."""
        if not isinstance(mention.value, Money) or mention.value.converts is None:
            return mention
        return next(iter(self.layout.between(*mention.value.converts)), mention)

    def _around(self) -> Sequence[Mention]:
        """The mentions of the sentence within reach of the trigger and outside its clause."""
        if self._near is None:
            begin, stop = self._sentence()
            begin, stop = max(begin, self.start - _CUE_REACH), min(stop, self.end + _CUE_REACH)
            self._near = self.layout.between(begin, self.clause.start)
            self._near += self.layout.between(self.clause.end, stop)
            if self.layout.form < len(self.layout.text):  # 契約相對人：…; 交易總金額：…
                first = max(stop, self.layout.form)
                self._near += self.layout.between(first, first + _FORM_REACH)
        return self._near

    def _onward(self) -> list[Mention]:
        """The mentions of what follows the sentence, until it is about something else."""
        end = self._sentence()[1]
        found: list[Mention] = []
        for mention in self.layout.between(end, end + _ONWARD):
            other = mention.label in _THINGS and mention.entity not in self._entities
            if other or self.layout.item_at(mention.start) != self.layout.item_at(self.start):
                break
            found.append(mention)
        return found

    def _sentence(self) -> tuple[int, int]:
        return self.layout.article.sentences[self.clause.sentence]

    def _fill_value(self, role: Role) -> None:
        found = nearest_sum(
            self.layout,
            self.index,
            self.start,
            self.end,
            role.labels,
            lambda m: self._free(role, m),
            fines=not _PUNISHED.isdisjoint(self.type.by_name),
        )
        if found is None and role.name == _AMOUNT and _TARGET in self.type.by_name:
            found = price_per_share(self.layout, self.index, lambda m: self._free(role, m))
        if found:
            self._put(role, *found)

    def _fill_near(self, role: Role) -> None:
        options = [m for m in self.clause.mentions if self._free(role, m)]
        if role.like and not options:
            options = [m for m in self._around() if self._free(role, m)]
        if options:
            best = min(options, key=lambda m: min(abs(m.start - self.end), abs(self.start - m.end)))
            self._put(role, best, "nearest")

    def _fill_back(self, role: Role) -> None:
        """The nearest mention before the clause, within the sentence and the one before it."""
        taken = role.labels == _POST and self.frame.needs == (role.name,)
        if taken and not (
            ENDS.match(self.layout.text, self.end)
            or self.layout.text.startswith(("者", "名单"), self.end)
        ):
            return  # 擔任裁判, 接任後: what follows the verb is the post, if no known one
        for back in range(self.index - 1, -1, -1):
            clause = self.layout.clauses[back]
            if clause.sentence < self.clause.sentence - 1:
                return
            for mention in reversed(clause.mentions):
                if self._free(role, mention):
                    self._put(role, mention, "back")
                    return
