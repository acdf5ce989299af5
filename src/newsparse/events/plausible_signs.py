"""The signs by which a statement is weighed: its words, its fillers, what stands around it.

Each is a string that names it; ``newsparse.events.plausible`` weighs them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from newsparse.annotation import Mention
from newsparse.events.candidate import Candidate
from newsparse.events.event_type import EventType
from newsparse.events.layout import Layout

_SPEECH = re.compile("表示|指出|认为|称|说|强调|透露|坦言")
_REPORTED = re.compile("公告|宣布|公布|披露|获悉|报道|消息")
_BRIEF = 3
# A fine by a regulator is an event, a survey by an institute or a request by a union is not.
_BODY = re.compile(
    r"(?P<court>法院|法庭|仲裁)|(?P<police>检|警|调查局|廉政|公安)|(?P<exchange>交易所|证交所|联交所|港交所|柜买|上交所|深交所)"
    r"|(?P<office>监|局|署|部|厅|委|政府|央行|银行|FDA|SEC|当局|机关|财政|卫生|金管|发改|国务院|关税|海关)"
)
_TALK = re.compile("市场|产业|行业|需求|业者|厂商|企业|政府|全球")


@dataclass(slots=True)
class Surroundings:
    """What stands around the candidates of an article.

    Attributes:
        told: sentences per type and filler.
        rivals: types per trigger.
        company: types per clause.
    """

    told: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    rivals: dict[int, set[str]] = field(default_factory=dict)
    company: dict[int, set[str]] = field(default_factory=dict)
    _reported: dict[int, bool] = field(default_factory=dict)
    _signs: dict[int, list[str]] = field(default_factory=dict)
    _near: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, candidates: Sequence[Candidate]) -> Surroundings:
        """The surroundings of all candidates of one article."""
        around = cls()
        for candidate in candidates:
            around.rivals.setdefault(candidate.trigger.start, set()).add(candidate.type.name)
            around.company.setdefault(candidate.clause, set()).add(candidate.type.name)
            for argument in candidate.arguments:
                if isinstance(argument.filler, Mention):
                    key = (candidate.type.name, argument.entity or argument.text)
                    around.told.setdefault(key, set()).add(candidate.sentence)
        return around

    def near(self, clause: int) -> tuple[str, ...]:
        """The types that have a candidate in a clause or in those next to it."""
        if clause not in self._near:
            types = [self.company.get(clause + step, set()) for step in (-1, 0, 1)]
            self._near[clause] = tuple(sorted(set().union(*types)))
        return self._near[clause]

    def others(self, candidate: Candidate) -> tuple[str, ...]:
        """The other types that read a candidate's trigger."""
        rivals = self.rivals[candidate.trigger.start]
        if len(rivals) == 1:
            return ()
        return tuple(sorted(rivals - {candidate.type.name}))

    def _reports(self, layout: Layout, sentence: int) -> bool:
        if sentence not in self._reported:
            span = layout.article.sentences[sentence]
            self._reported[sentence] = _REPORTED.search(layout.text, *span) is not None
        return self._reported[sentence]

    def signs(self, layout: Layout, index: int) -> list[str]:
        """The signs that all candidates of a clause share."""
        if index not in self._signs:
            clause = layout.clauses[index]
            text, start, end = layout.text, clause.start, clause.end
            labels = {m.label for m in clause.mentions}
            signs = [f"sentence={min(clause.sentence, 4)}"]
            if _SPEECH.search(text, start, end):
                signs.append("speech")
            if self._reports(layout, clause.sentence):
                signs.append("reported")
            if _TALK.search(text, start, end):
                signs.append("talk")
            if "DATE" in labels:
                signs.append("dated")
            if "MONEY" in labels or "PERCENT" in labels:
                signs.append("figures")
            self._signs[index] = signs
        return self._signs[index]


def features(layout: Layout, candidate: Candidate, around: Surroundings) -> list[str]:
    """The signs of a candidate, each a string that names it."""
    text, name = layout.text, candidate.type.name
    start, end = candidate.trigger.start, candidate.trigger.end
    clause = layout.clauses[candidate.clause]
    signs = [
        *_of_trigger(name, text[start:end], candidate.status, candidate.title),
        *_of_words_behind(text[end : end + 2]),
        *_of_words_before(text[max(clause.start, start - 2) : start]),
        *around.signs(layout, candidate.clause),
        *_of_neighbours(name, around.others(candidate), around.near(candidate.clause)),
        *_filled(layout, candidate),
        *_of_labels(name, frozenset([m.label for m in clause.mentions])),
    ]
    own = [a.filler for a in candidate.arguments if isinstance(a.filler, Mention)]
    if len(layout.article.sentences) > _BRIEF:  # a brief has no room to say it twice
        told = max([len(around.told[name, m.entity or m.text]) for m in own], default=0)
        signs += _of_repetition(name, min(told, 3))
    here, gap = 0, 40
    for mention in own:
        here += clause.start <= mention.start < clause.end
        between = mention.start - end if mention.start >= end else start - mention.end
        if 0 <= between < gap:
            gap = between
    place, rest = (start - clause.start) // 6, (clause.end - end) // 6
    signs += _of_places(min(place, 4), min(rest, 4), min(here, 4), gap // 4)
    return signs


# The same few signs come again and again: made once, their names are looked up the faster.
_remembered = lru_cache(maxsize=4096)


@_remembered
def _of_trigger(name: str, trigger: str, status: str, title: bool) -> tuple[str, ...]:
    return (
        "bias",
        f"type={name}",
        f"trigger={name}:{trigger}",
        f"letters={min(len(trigger), 5)}",
        f"status={status}",
        f"status={name}:{status}",
        f"title={name}:{title}",
    )


@_remembered
def _of_words_behind(words: str) -> tuple[str, ...]:
    return f"after={words[:1]}", f"after2={words}"


@_remembered
def _of_words_before(words: str) -> tuple[str, ...]:
    return f"before={words[-1:]}", f"before2={words}"


@_remembered
def _of_places(place: int, rest: int, here: int, gap: int) -> tuple[str, ...]:
    """Where the trigger stands in its clause, how many fillers stand there, and how far off."""
    return f"place={place}", f"rest={rest}", f"here={here}", f"gap={gap}"


@_remembered
def _of_repetition(name: str, told: int) -> tuple[str, ...]:
    return f"told={told}", f"told={name}:{told}"


@_remembered
def _of_labels(name: str, labels: frozenset[str]) -> tuple[str, ...]:
    return tuple(f"label={name}:{label}" for label in sorted(labels))


@_remembered
def _of_neighbours(name: str, rivals: tuple[str, ...], near: tuple[str, ...]) -> tuple[str, ...]:
    """Which other types read the same trigger, and which are told of around."""
    others = [f"near={name}/{other}" for other in near if other != name] if len(near) > 1 else []
    return *[f"rival={name}/{other}" for other in rivals], *others, f"kinds={min(len(near), 4)}"


def _filled(layout: Layout, candidate: Candidate) -> list[str]:
    """The signs of the fillers: by which rule each is found, and of what kind of body it is."""
    main, signs = layout.main, []
    filled: dict[str, str] = {}
    for argument in candidate.arguments:
        filled.setdefault(argument.role, argument.rule.partition(":")[0].partition("+")[0])
        filler = argument.filler
        if not isinstance(filler, Mention):
            continue
        if main is not None and (
            filler.text == main.text or (main.entity is not None and filler.entity == main.entity)
        ):
            signs.append("main")
        if filler.label == "ORG":
            body = _BODY.search(layout.text, filler.start, filler.end)
            kind = body.lastgroup if body else "other"
            signs.append(f"body={candidate.type.name}.{argument.role}:{kind}")
    return [*dict.fromkeys(signs), *_of_roles(candidate.type, tuple(filled.items()))]


@_remembered
def _of_roles(event_type: EventType, filled: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """The signs of the roles that are filled, each by a rule, and of those that are not."""
    name, rules = event_type.name, dict(filled)
    signs = []
    for role in event_type.roles:
        rule = rules.get(role.name, "none")
        signs.append(f"role={name}.{role.name}:{rule}")
        if role.required:
            signs.append(f"core={rule}")
        elif rule != "none":
            signs.append(f"more={rule}")
    signs.append(f"fillers={min(len(filled), 6)}")
    return tuple(dict.fromkeys(signs))
