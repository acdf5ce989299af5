"""The words of the field, as small frozen values.

Offsets are half-open code points into ``Article.text`` as published:
``article.text[m.start:m.end] == m.text`` for everything that has a place in the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Protocol, get_args, runtime_checkable

from newsparse.errors import AlignmentError, ArticleError
from newsparse.published import publication_day
from newsparse.slotted import quick
from newsparse.text.characters import narrow_letters
from newsparse.text.script import REGIONS, Home, Region, Script, detect_home, detect_script
from newsparse.text.segment import split_sentences, split_words
from newsparse.text.simplify import simplify
from newsparse.value import DateRange, Money, Percent, Value, value_dict

__all__ = [
    "LABELS",
    "NAME_LABELS",
    "STATUSES",
    "VALUE_LABELS",
    "Analysis",
    "Argument",
    "Article",
    "DateRange",
    "Entity",
    "Event",
    "Label",
    "Mention",
    "Money",
    "Percent",
    "Recognizer",
    "Span",
    "Status",
    "Value",
    "value_dict",
]

Label = Literal[
    "PERSON", "COMPANY", "ORG", "PLACE", "PRODUCT", "POSITION", "MONEY", "PERCENT", "DATE"
]
NAME_LABELS: tuple[Label, ...] = ("PERSON", "COMPANY", "ORG", "PLACE", "PRODUCT", "POSITION")
VALUE_LABELS: tuple[Label, ...] = ("MONEY", "PERCENT", "DATE")
LABELS: tuple[Label, ...] = NAME_LABELS + VALUE_LABELS
Status = Literal["actual", "planned", "rumored", "denied", "terminated", "hypothetical"]
STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, slots=True)
class Article:
    """One article exactly as published; the text is never edited.

    Args:
        text: title line, newline, body; or a body alone.
        id: unique within a run.
        published: publication date; relative dates have no value without it. A time or an ISO
            string is taken as its day, see ``newsparse.published``.
        published_basis: where ``published`` comes from ("field", "option", "front matter", ...).
        source: outlet.
        url: where it was published.
        region: home region, if the caller knows it; detected otherwise.
        body_start: offset where the body begins (0 when there is no title line).

    Derived (not part of repr or equality):
        script: "Hant" or "Hans".
        home: home region with the basis of the decision; sets currency and calendar.
        simplified: matching key, same length and offsets as ``text``; never output.
        sentences: half-open spans, in order.

    Raises:
        ArticleError: text or id is no string, ``published`` no date, or ``region`` unknown.
        AlignmentError: the simplified key would not keep the offsets.

    Example:
        >>> article = Article("騰訊擬以5億美元收購格芯。")
        >>> article.simplified
        '腾讯拟以5亿美元收购格芯。'
        >>> article.script
        'Hant'
    """

    text: str
    id: str = ""
    published: date | None = None
    published_basis: str | None = None
    source: str | None = None
    url: str | None = None
    region: Region | None = None
    body_start: int = 0
    script: Script = field(init=False, repr=False, compare=False)
    home: Home = field(init=False, repr=False, compare=False)
    simplified: str = field(init=False, repr=False, compare=False)
    sentences: tuple[tuple[int, int], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        set_derived = object.__setattr__
        for name, given in (("text", self.text), ("id", self.id), ("source", self.source or "")):
            if not isinstance(given, str):
                raise ArticleError(f"the {name} of an article is {given!r}. Give a string")
        if self.region is not None and self.region not in REGIONS:
            raise ArticleError(f"region {self.region!r} is unknown. Known: {', '.join(REGIONS)}")
        set_derived(self, "published", publication_day(self.published))
        script = detect_script(self.text)
        home = detect_home(self.text, script, region=self.region, source=self.source)
        config = {"HK": "hk2s", "TW": "tw2s", "CN": "t2s"}[home.region]
        simplified = narrow_letters(simplify(self.text, config))
        if len(simplified) != len(self.text):
            raise AlignmentError(
                f"article {self.id!r}: the simplified key has {len(simplified)} characters, "
                f"the text {len(self.text)}. Please report the article."
            )
        set_derived(self, "script", script)
        set_derived(self, "home", home)
        set_derived(self, "simplified", simplified)
        set_derived(self, "sentences", split_sentences(self.text))

    def words(self) -> tuple[Span, ...]:
        """The words of the text, cut by jieba on demand; names and amounts stay whole.

        Example:
            >>> [word.text for word in Article("騰訊擬以5億美元收購格芯。").words()]
            ['騰訊', '擬以', '5億美元', '收購', '格芯', '。']
        """
        places = split_words(self.simplified, self.sentences)
        return tuple(Span(start, end, self.text[start:end]) for start, end in places)


@quick
@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the article's text."""

    start: int
    end: int
    text: str


@quick
@dataclass(frozen=True, slots=True)
class Mention:
    """One labelled occurrence.

    Args:
        start, end: half-open code points into the article's text.
        label: one of LABELS.
        text: the surface, a slice of the article as published.
        rule: who found it, e.g. "gazetteer:2330.TW" or "money:amount".
        value: Money, Percent or DateRange for value labels, where it could be resolved.
        entity: id of the entity it names (PERSON, COMPANY, ORG, PRODUCT), once linked.
    """

    start: int
    end: int
    label: Label
    text: str
    rule: str
    value: Value | None = None
    entity: str | None = None


@quick
@dataclass(frozen=True, slots=True)
class Entity:
    """One thing named in an article; ``kb`` is a listed code such as "2330.TW"."""

    id: str
    label: Label
    name: str
    aliases: tuple[str, ...]
    kb: str | None = None


@quick
@dataclass(frozen=True, slots=True)
class Argument:
    """One filler of a role.

    Args:
        role: role name of the event type.
        filler: a Mention; a Span for text that is no mention (營收); or an enumerated word
            such as "buy" that stands for how the event was expressed.
        rule: why this filler won, e.g. "subject" or "after:向".
    """

    role: str
    filler: Mention | Span | str
    rule: str = ""

    @property
    def text(self) -> str:
        """The surface, or the enumerated word."""
        return self.filler if isinstance(self.filler, str) else self.filler.text

    @property
    def span(self) -> tuple[int, int] | None:
        """Where it stands; None for an enumerated word."""
        return None if isinstance(self.filler, str) else (self.filler.start, self.filler.end)

    @property
    def entity(self) -> str | None:
        """Id of the entity behind the filler, if it is a linked mention."""
        return self.filler.entity if isinstance(self.filler, Mention) else None

    @property
    def value(self) -> Value | None:
        """The filler's value, if it is a mention with one."""
        return self.filler.value if isinstance(self.filler, Mention) else None


@quick
@dataclass(frozen=True, slots=True)
class Event:
    """One real-world event stated in the article, however often it is repeated.

    Args:
        id: unique within the article, in order of first statement ("V1", "V2", ...).
        type: name of the event type, e.g. "acquisition".
        status: one of STATUSES.
        trigger: the words that express it, at the first statement.
        status_cue: the words that decided the status, if any did.
        date: when it happened or will happen, None where the article does not say.
        arguments: the fillers of its roles.
        statements: evidence, the sentences that state it, in order.
    """

    id: str
    type: str
    status: Status
    trigger: Span
    status_cue: Span | None
    date: DateRange | None
    arguments: tuple[Argument, ...]
    statements: tuple[Span, ...]

    def fillers(self, role: str) -> tuple[Argument, ...]:
        """The arguments in one role, in order."""
        return tuple(a for a in self.arguments if a.role == role)


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything read out of one article. Immutable and picklable."""

    article: Article
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    events: tuple[Event, ...]

    def to_dict(self) -> dict[str, Any]:
        """The analysis as JSON-ready data (numbers as decimal strings, dates as ISO text)."""
        article = self.article
        return {
            "id": article.id,
            "published": article.published and article.published.isoformat(),
            "published_basis": article.published_basis,
            "source": article.source,
            "url": article.url,
            "region": article.home.region,
            "region_basis": article.home.basis,
            "text": article.text,
            "mentions": [
                {
                    **_span(m),
                    "label": m.label,
                    "entity": m.entity,
                    "value": value_dict(m.value),
                    "rule": m.rule,
                }
                for m in self.mentions
            ],
            "entities": [
                {
                    "id": e.id,
                    "label": e.label,
                    "name": e.name,
                    "aliases": list(e.aliases),
                    "kb": e.kb,
                }
                for e in self.entities
            ],
            "events": [
                {
                    "id": e.id,
                    "type": e.type,
                    "status": e.status,
                    "trigger": _span(e.trigger),
                    "status_cue": e.status_cue and _span(e.status_cue),
                    "date": value_dict(e.date),
                    "arguments": [_argument(a) for a in e.arguments],
                    "statements": [_span(s) for s in e.statements],
                }
                for e in self.events
            ],
        }

    def _repr_html_(self) -> str:
        from newsparse.view.html import render

        return render(self.to_dict())


@runtime_checkable
class Recognizer(Protocol):
    """Finds mentions in one article. Any callable of this shape will do."""

    def __call__(self, article: Article, /) -> list[Mention]:
        """The mentions found, in any order; they may overlap."""


def _span(place: Span | Mention) -> dict[str, Any]:
    return {"start": place.start, "end": place.end, "text": place.text}


def _argument(argument: Argument) -> dict[str, Any]:
    place = argument.span
    where = {} if place is None else {"start": place[0], "end": place[1]}
    return {
        "role": argument.role,
        **where,
        "text": argument.text,
        "entity": argument.entity,
        "value": value_dict(argument.value),
        "rule": argument.rule,
    }
