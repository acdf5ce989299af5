"""Who fills which role of a trigger's frame, and why."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from newsparse.annotation import Argument, Mention, Span
from newsparse.events.carried import carried, carried_sentence, header, others_act
from newsparse.events.demands import complete, of_state
from newsparse.events.goods import by_kind
from newsparse.events.layout import Layout
from newsparse.events.lists import others_of_list
from newsparse.events.marks import cue_of
from newsparse.events.phrases import Found
from newsparse.events.places import Placed, place_mentions
from newsparse.events.plan import VALUES, plan_of
from newsparse.events.sums import nearest_sum, price_per_share
from newsparse.events.types import EventType, Frame, Role
from newsparse.events.wording import compiled, described, listed_with, worded

_SHARE = ("PERCENT",)
_POST = ("POSITION",)
_PERSON, _AMOUNT, _TARGET = "person", "amount", "target"
# 甲是乙的合作夥伴
_IS = re.compile(
    r"(?:也|亦|还|已|正|均|都)?(?:是|为|成为|系)(?:全球|中国|国内|美国|德国|日本|法国|英国|韩国)?"
)
# 某微信公眾號發表文章: who has an account there brings nothing out.
_ACCOUNT = re.compile(r"[》」”]?(?:官方)?(?:公众号|官微|视频号|账号|帐号|社群|粉丝专页|频道)")
# 乙入主後, 乙入主取得四成股權; but 乙入主白宮 has an object of its own.
_ENDS = re.compile(r"[^\w]|[后前時时]|之[前后]|以[来后]|至今|迄今|取得|拿下|经营|满?\d+年|$")
# A marked filler (投后估值…) is looked for this far from the trigger.
_CUE_REACH = 160
_FORM_REACH = 700


class Reader:
    """Fills the roles of one trigger."""

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

    def read(self) -> list[Argument] | None:
        """The arguments, or None where a required role stays empty."""
        plan, filled = self.plan, self._count
        if plan.in_sentence and not self._labels_told():
            return None
        for role in self.type.cued:
            self._claim(role, self.clause.mentions)
        placed = place_mentions(self.layout, self.index, self.start, self.end, self.stop, plan)
        if plan.deals and not placed.get("object"):
            self._partners = {m.start for m, _ in placed.get("with")}
        for role in self.type.kinded:
            for start, end, rule in by_kind(self.layout, role, self.clause, self.start, self.end):
                self._put_span(role, start, end, rule)
                self._taken.update(m.start for m in self.layout.between(start, end))
        for place, role in plan.placed:
            if place in placed.places:
                self._fill(role, placed, place)
        for place, role in plan.carried:
            if place == "subject" or placed.passive:
                self._fill_carried(role)
        for name in self.frame.goes_on:
            if name not in filled:
                self._go_on(self.type.role(name))
        if self._hopeless():
            return None
        for role in plan.told:
            if role.name not in filled:
                self._fill_late(role)  # no product in 推出以來: nothing else need be looked for
                if role.name not in filled:
                    return None
        for role, groups in plan.late:
            if role.name not in filled:
                self._fill_late(role)
                for names in groups:
                    if filled.keys().isdisjoint(names):
                        return None
        if not complete(self.layout, self.type, self.frame, self.arguments, filled):
            return None
        rule = f"trigger:{self.layout.article.text[self.start : self.end]}"
        for name, word in self.frame.set.items():
            self._add(Argument(name, word, rule))
        return self.arguments

    def _labels_told(self) -> bool:
        """Whether the sentence names what only a mention in it can tell."""
        if self.layout.form < len(self.layout.text):
            return True
        labels = {m.label for m in self.layout.between(*self._sentence())}
        return not any(labels.isdisjoint(needed) for needed in self.plan.in_sentence)

    def _hopeless(self) -> bool:
        """Whether a role that must be filled is empty and will stay so."""
        plan, filled = self.plan, self._count
        for role in plan.in_clause:
            if role.name not in filled:
                return True
        for role in plan.several:
            if 0 < filled.get(role.name, 0) < role.least:
                return True
        return any(role.name not in filled and not self._spoken_of(role) for role in plan.spoken_of)

    def _free(self, role: Role, mention: Mention) -> bool:
        if mention.label not in role.labels or mention.start in self._taken:
            return False
        only = self.frame.only
        if only and mention.label not in only.get(role.name, role.labels):
            return False
        if mention.label == "PRODUCT" and _ACCOUNT.match(self.layout.text, mention.end):
            return False
        if role.like and not compiled(role.like).search(self.layout.key(mention)):
            return False
        return mention.label in VALUES or (mention.entity or mention.text) not in self._entities

    def _add(self, argument: Argument) -> None:
        self.arguments.append(argument)
        self._count[argument.role] = self._count.get(argument.role, 0) + 1

    def _put(self, role: Role, mention: Mention, rule: str) -> None:
        self._add(Argument(role.name, mention, rule))
        self._taken.add(mention.start)
        self._entities.add(mention.entity or mention.text)

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
                self._put_all(role, mention, f"cue:{cue}")
                if not role.many:
                    break

    def _fill(self, role: Role, placed: Placed, place: str) -> None:
        held = self._count.get(role.name, 0)
        if held and not (role.many and (place == "with" or held < role.least)):
            return
        for mention, rule in placed.get(place):
            if place == "subject" and mention.start in self._partners:
                continue
            if rule == "topic" and role.labels == ("PERSON",) and _acts(placed, role):
                continue  # 甲遺缺由乙接任: who is named before 由 takes nothing over
            if self._free(role, mention):
                self._put_all(role, mention, rule)
                if place != "subject" or not self._is_one(role, mention):
                    return

    def _is_one(self, role: Role, mention: Mention) -> bool:
        """Whether it is told what somebody else is to a subject: 甲是乙的合作夥伴."""
        return self._count[role.name] < role.least and any(
            m.end < mention.start and _IS.fullmatch(self.layout.text, m.end, mention.start)
            for m in self.clause.mentions
        )

    def _put_all(self, role: Role, mention: Mention, rule: str) -> None:
        """A filler, and for a role with many the rest of the list it stands in."""
        self._put(role, mention, rule)
        if role.many:
            for other in others_of_list(self.layout, mention, role.labels):
                partner = other.start in self._partners
                if self._free(role, other) and not (partner and rule == "subject"):
                    self._put(role, other, f"{rule}+list")

    def _fill_carried(self, role: Role) -> None:
        enough = self._count.get(role.name, 0) >= role.least
        if not role.labels or (enough and not self._only_partners(role)):
            return
        told = role.pattern and described(self.layout, role, self.clause, self.start)
        if told:
            self._put_span(role, *told, "described")
            return
        first = role.labels[:1]
        if role.main and any(a.rule == "described" for a in self.arguments):
            # 股東甲減持公司股份；另一股東減持3%: whose shareholder that is, the article tells
            topic = self.layout.topic_at(self.start)
            if topic:
                if self._free(role, topic):
                    self._put(role, topic, "main company")
                return
        found = carried(self.layout, self.index, first)
        # 紅帽公司基於Linux提供服務，並被IBM收購: a product is taken over only if no firm is.
        if not role.main and (first != ("COMPANY",) or not found):
            found = carried(self.layout, self.index, role.labels)
        if found and self._free(role, found[0]):
            self._put_all(role, *found)

    def _only_partners(self, role: Role) -> bool:
        """Whether all told are those dealt with: 公司擬與乙、丙設立合資公司 is by three."""
        rules = [a.rule for a in self.arguments if a.role == role.name]
        return role.least > 1 and all(":with" in rule for rule in rules)

    def _go_on(self, role: Role) -> None:
        """Who is spoken of, where the clause names nobody else for a role: 甲虧損，去年乙入主."""
        if not _ENDS.match(self.layout.text, self.end):
            return
        labels = role.labels[:1]
        found = carried(self.layout, self.index, labels)
        found = found or carried_sentence(self.layout, self.index, labels)
        topic = self.layout.topic_at(self.start)
        if found is None and topic is not None:
            found = topic, "main company"
        if found and self._free(role, found[0]):
            self._put(role, *found)

    def _fill_late(self, role: Role) -> None:
        # 完成2亿元A轮融资，由A领投，B、C跟投，投后估值10亿元: marked in the clauses around.
        if role.after or role.before:
            self._claim(role, self._around())
            if role.name in self._count:
                return
        if role.words or role.pattern or role.rest or role.trigger:
            found_text = worded(
                self.layout, role, self.clause, (self.start, self.end), self.type.labels
            )
            if found_text:
                self._put_span(role, *found_text)
                if role.many and found_text[2] == "pattern":
                    for span in listed_with(self.layout, role, self.clause, *found_text[:2]):
                        self._put_span(role, *span, "pattern+list")
        if role.labels and role.name not in self._count:
            if role.name in self.plan.sums:
                if not role.after or role.near:
                    self._fill_value(role)
            elif role.near:
                self._fill_near(role)
        if role.back and role.name not in self._count:
            self._fill_back(role)
        if role.name in self.plan.from_afar and role.name not in self._count:
            self._fill_from_afar(role)

    def _fill_from_afar(self, role: Role) -> None:
        """Whoever is spoken of around a clause that names nobody for a role."""
        if of_state(self.layout, self.arguments):
            return
        found = self._spoken_of(role)
        if found and found[1] == "main company":
            self._put(role, *found)
        elif found:
            self._put_all(role, *found)

    def _spoken_of(self, role: Role) -> Found | None:
        if role.name not in self.plan.from_afar:
            return None
        if others_act(self.layout, self.index, self.start):
            return None
        found = carried_sentence(self.layout, self.index, role.labels[:1])
        if found and self._free(role, found[0]):
            return found
        people = _PERSON in self.type.by_name
        # 金管局：林若川退休 is of its own staff, 國台辦：… of others
        found = header(self.layout, self.index, role.labels) if people else None
        if found and self._free(role, found[0]):
            return found
        # 林若川接任董事長。海棠精密公布…: whose chair it is may be told afterwards
        topic = self.layout.topic_at(self.start, ahead=people)
        return (topic, "main company") if topic and self._free(role, topic) else None

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

    def _sentence(self) -> tuple[int, int]:
        return self.layout.article.sentences[self.clause.sentence]

    def _put_span(self, role: Role, start: int, end: int, rule: str) -> None:
        span = Span(start, end, self.layout.article.text[start:end])
        self._add(Argument(role.name, span, rule))

    def _fill_value(self, role: Role) -> None:
        found = nearest_sum(
            self.layout,
            self.index,
            self.start,
            self.end,
            role.labels,
            lambda m: self._free(role, m),
        )
        if found is None and role.name == _AMOUNT and _TARGET in self.type.by_name:
            found = price_per_share(self.layout, self.index, lambda m: self._free(role, m))
        if found:
            self._put(role, *found)

    def _fill_back(self, role: Role) -> None:
        """The nearest mention before the clause, within the sentence and the one before it."""
        taken = role.labels == _POST and self.frame.needs == (role.name,)
        if taken and not (
            _ENDS.match(self.layout.text, self.end)
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

    def _fill_near(self, role: Role) -> None:
        options = [m for m in self.clause.mentions if self._free(role, m)]
        if role.like and not options:
            options = [m for m in self._around() if self._free(role, m)]
        if options:
            best = min(options, key=lambda m: min(abs(m.start - self.end), abs(self.start - m.end)))
            self._put(role, best, "nearest")


def _acts(placed: Placed, role: Role) -> bool:
    """Whether one of a role's kind stands behind 由."""
    return any(m.label in role.labels and rule == "agent" for m, rule in placed.get("subject"))
