"""Who fills which role of a trigger's frame, and why."""

from __future__ import annotations

import re

from newsparse.annotation import Argument, Mention
from newsparse.events.brokers import speaks
from newsparse.events.carried import another_acts, carried, carried_sentence, header, others_act
from newsparse.events.demands import complete, of_state
from newsparse.events.event_type import Role
from newsparse.events.goods import by_kind
from newsparse.events.layout import Layout
from newsparse.events.lists import counted
from newsparse.events.phrases import Found
from newsparse.events.places import Placed, place_mentions
from newsparse.events.slots import ENDS, KIN, Slots
from newsparse.events.wording import described, listed_with, nearest, worded

# What brokers tell of others: listings, plants, rounds, dividends.
_OTHERS_DO = frozenset(("exchange", "project", "investee", "per_share"))
_OWN_PLANS = ("将", "拟", "计划", "会", "已", "正", "公司", "集团", "该行", "旗下")
_PERSON, _COMPANY = "person", "company"
_APPOINTS = (
    "指派",
    "任命",
    "委任",
    "提名",
    "委派",
    "聘任",
    "推荐",
    "推举",
    "指定",
    "钦点",
    "延揽",
    "邀请",
)
# 甲是乙的合作夥伴
_IS = re.compile(
    r"(?:也|亦|还|已|正|均|都)?(?:是|为|成为|系)(?:全球|中国|国内|美国|德国|日本|法国|英国|韩国)?"
)


class Reader(Slots):
    """Fills the roles of one trigger."""

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
        for role, pattern in plan.described:
            if filled.get(role.name, 0) < role.least:
                self._describe(role, pattern)
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

    def _fill(self, role: Role, placed: Placed, place: str) -> None:
        held = self._count.get(role.name, 0)
        if held and not (role.many and (place == "with" or held < role.least)):
            return
        for mention, rule in placed.get(place):
            if place == "subject" and mention.start in self._partners:
                continue
            if rule == "topic" and role.labels == ("PERSON",) and _acts(self.layout, placed, role):
                continue  # 甲遺缺由乙接任: who is named before 由 takes nothing over
            if mention.end < self.start and _takes_no_post(self.layout, role, mention):
                continue  # 甲由乙指派就任, 由甲的姪子乙接任, 甲委任乙出任
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

    def _fill_carried(self, role: Role) -> None:
        enough = self._count.get(role.name, 0) >= role.least
        if not role.labels or (enough and not self._only_partners(role)):
            return
        if another_acts(self.layout, self.clause, self.start):
            return  # 甲說，政府推出「X」
        if (
            role.name == _COMPANY
            and _PERSON in self.type.by_name
            and of_state(self.layout, self.arguments)
        ):
            return  # 甲主席認為，乙連任行政長官後政策不變
        told = role.pattern and described(self.layout, role, self.clause, self.start)
        if told:
            listed = counted(self.layout, told[0], role.labels)
            for member in listed:
                self._put(role, member, "counted")
            if not listed:
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
        if found and self._free(role, found[0]) and not self._only_says(found[0]):
            self._put_all(role, *found)

    def _describe(self, role: Role, pattern: str) -> None:
        """Words of the clause for a role that too few names fill: 與|20餘家品牌|達成合作."""
        found = nearest(self.layout, pattern, self.clause, (self.start, self.end))
        if found:
            start, end = found
            date = self.layout.name_over(start, start + 1)
            begin = date.end if date and date.label == "DATE" else start  # 第二|季線材
            self._put_span(role, begin, end, "described:kind")

    def _only_partners(self, role: Role) -> bool:
        """Whether all told are those dealt with: 公司擬與乙、丙設立合資公司 is by three."""
        rules = [a.rule for a in self.arguments if a.role == role.name]
        return role.least > 1 and all(":with" in rule for rule in rules)

    def _go_on(self, role: Role) -> None:
        """Who is spoken of, where the clause names nobody else for a role: 甲虧損，去年乙入主."""
        if not ENDS.match(self.layout.text, self.end):
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
            if role.onward and role.name not in self._count:
                self._claim(role, self._onward())
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
            return None if self._only_says(found[0]) else found
        people = _PERSON in self.type.by_name
        # 金管局：林若川退休 is of its own staff, 國台辦：… of others
        found = header(self.layout, self.index, role.labels) if people else None
        if found and self._free(role, found[0]):
            return found
        # 林若川接任董事長。海棠精密公布…: whose chair it is may be told afterwards
        topic = self.layout.topic_at(self.start, ahead=people)
        if topic is None or not self._free(role, topic) or self._only_says(topic):
            return None
        return topic, "main company"

    def _only_says(self, company: Mention) -> bool:
        """Whether a broker tells of others: 甲預料，有四隻新股上市; but 甲表示，將設分行."""
        if _OTHERS_DO.isdisjoint(self.type.by_name) or not speaks(self.layout, company):
            return False
        return not self.layout.text.startswith(_OWN_PLANS, self.clause.start)


def _acts(layout: Layout, placed: Placed, role: Role) -> bool:
    """Whether one of a role's kind stands behind 由."""
    agents = [m for m, rule in placed.get("subject") if rule == "agent"]
    return any(m.label in role.labels and not _takes_no_post(layout, role, m) for m in agents)


def _takes_no_post(layout: Layout, role: Role, agent: Mention) -> bool:
    """Whether a person puts another into office (甲委任乙出任) or only tells whose kin 乙 is."""
    if role.labels != ("PERSON",):
        return False
    text = layout.text
    return text.startswith(_APPOINTS, agent.end) or KIN.match(text, agent.end) is not None
