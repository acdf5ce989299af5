"""Names that nobody bears, so that the network cannot learn them by heart."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from newsparse.lexicon import read_table
from newsparse.recognize.person_evidence import surnames

_HAN = re.compile("[\u4e00-\u9fff]+")
# What Japanese given names are often written with.
_JAPANESE = "一二三太郎介助子美和明健平正直隆浩康信夫雄男也之香奈惠里纪代枝佳织真由优千秋春夏光宏"
_SITES: list[str] = [
    *"河山湖岛江溪谷岭峰湾港镇县区村乡市州省郡站路街巷里寺宫庙门城桥塔洞关",
    *(
        "公园",
        "广场",
        "体育场",
        "机场",
        "山脉",
        "半岛",
        "群岛",
        "高原",
        "平原",
        "盆地",
        "海峡",
        "校区",
    ),
    *("大桥", "水库", "车站", "火车站", "码头", "新区", "古镇", "教堂", "植物园"),
]
_LONGEST_PART = 5


@dataclass(frozen=True, slots=True)
class Inventor:
    """Makes up people and places from the characters of real ones."""

    surnames: list[str]
    given: list[str]
    steps: dict[str, list[str]]  # in transliterations: character → those that follow it
    latin: list[str]
    syllables: list[str]

    def person(self) -> str:
        """A personal name in Chinese characters."""
        kind = random.random()
        if kind < 0.55:
            length = 1 if random.random() < 0.45 else 2
            return random.choice(self.surnames) + "".join(random.choices(self.given, k=length))
        if kind < 0.65:
            family = random.choice(sorted(surnames("japanese")))
            return family + "".join(random.choices(_JAPANESE, k=random.choice((1, 2, 2))))
        parts = 1 if kind < 0.85 else 2 if kind < 0.96 else 3
        return "·".join(self.spelled() for _ in range(parts))

    def latin_person(self) -> str:
        """A personal name in Latin letters."""
        words = random.choices(self.latin, k=1 if random.random() < 0.4 else 2)
        return " ".join(word.capitalize() for word in words)

    def place(self) -> str:
        """A place: a spelled one, or one that ends in what it is."""
        if random.random() < 0.5:
            head = self.spelled()
            return head if random.random() < 0.6 else f"{head}{random.choice(_SITES)}"
        head = "".join(random.choices(self.syllables, k=1 if random.random() < 0.15 else 2))
        return head + random.choice(_SITES)

    def spelled(self) -> str:
        """A foreign word as Chinese spells it: 普雷斯顿."""
        name = last = ""
        while len(name) < _LONGEST_PART:
            last = random.choice(self.steps[last])
            if not last and len(name) > 1:
                break
            name += last
        return name


def inventor(people: Iterable[str], places: Iterable[str]) -> Inventor:
    """Learn from real names, Simplified."""
    own = surnames()
    given: list[str] = []
    family: list[str] = []
    steps: dict[str, list[str]] = defaultdict(list)
    for name in sorted(people):
        if name[0] in own and 2 <= len(name) <= 3 and _HAN.fullmatch(name):
            family.append(name[0])
            given += name[1:]
        elif len(name) > 3:
            for part in name.split("·"):
                if _HAN.fullmatch(part) and len(part) > 1:
                    for before, after in zip(("", *part), (*part, ""), strict=True):
                        steps[before].append(after)
    rows = read_table("lexicons/name_latin_given.csv", ("given",))
    latin = [word for _, (words,) in rows for word in words.split()]
    syllables = [c for name in sorted(places) if _HAN.fullmatch(name) for c in name[:2]]
    return Inventor(family, given, steps, latin, syllables)
