"""The pipeline whole, in parts, and stage by stage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from benchmarks.speed.timing import Way, each
from newsparse import Article, Mention, Pipeline
from newsparse.entities import link
from newsparse.events.match import find_events
from newsparse.events.types import load_event_types
from newsparse.pipeline import VALUES
from newsparse.recognize.dates import recognize_dates
from newsparse.recognize.gazetteer import Gazetteer
from newsparse.recognize.join import join_names
from newsparse.recognize.lexicons import Listed
from newsparse.recognize.money import recognize_money
from newsparse.recognize.names import NameRules
from newsparse.recognize.overlaps import resolve
from newsparse.recognize.percent import recognize_percent
from newsparse.recognize.tagger import Tagging, tag

WHOLE = "whole pipeline"
UNTAGGED = "without tagger"
VALUES_ALONE = "values alone"
EVENTS_ALONE = "events alone"


def whole(articles: Sequence[Article], places: Sequence[int]) -> Way:
    """From the text of an article to its events, with all that comes with the package."""
    return piped(WHOLE, Pipeline(), articles, places)


def untagged(articles: Sequence[Article], places: Sequence[int]) -> Way:
    """The same without the learned tagger."""
    return piped(UNTAGGED, Pipeline(tagger=False), articles, places)


def piped(name: str, pipeline: Pipeline, articles: Sequence[Article], places: Sequence[int]) -> Way:
    """What a pipeline makes of articles as if they had just been read."""

    def work(share: Sequence[int]) -> object:
        return list(pipeline.pipe(afresh(articles[n]) for n in share))

    return Way(name, work, places)


def values(articles: Sequence[Article], places: Sequence[int]) -> Way:
    """Money, percentages and dates, from an article whose simplified key is made."""
    return each(VALUES_ALONE, lambda n: _values(articles[n]), places)


def events(articles: Sequence[Article], places: Sequence[int]) -> Way:
    """Events alone, from mentions found beforehand."""
    pipeline, types = Pipeline(), load_event_types(None)
    mentions = {n: pipeline(articles[n]).mentions for n in places}
    return each(EVENTS_ALONE, lambda n: find_events(articles[n], mentions[n], types), places)


def stages(articles: Sequence[Article], places: Sequence[int]) -> list[Way]:
    """The steps of the pipeline, each with what it is given made beforehand."""
    lists, rules, types = Gazetteer(), NameRules(), load_event_types(None)
    made = {n: _made(articles[n], lists, rules) for n in places}

    def join(n: int) -> object:
        m = made[n]
        return join_names(articles[n], m.settled, m.names, m.tagging, m.possible)

    steps: dict[str, Callable[[int], object]] = {
        "script, region, simplified key": lambda n: afresh(articles[n]),
        "money": lambda n: recognize_money(articles[n]),
        "percentages": lambda n: recognize_percent(articles[n]),
        "dates": lambda n: recognize_dates(articles[n]),
        "lists of names": lambda n: lists.read(articles[n]),
        "tagger": lambda n: tag(articles[n].simplified, made[n].possible),
        "name rules": lambda n: rules(articles[n], made[n].known, made[n].tagging.outside()),
        "joining of names": join,
        "entities": lambda n: link(articles[n], made[n].mentions),
        "events": lambda n: find_events(articles[n], made[n].linked, types),
    }
    return [each(name, step, places) for name, step in steps.items()]


@dataclass(frozen=True, slots=True)
class _Made:
    """What the stages are given for one article."""

    settled: Sequence[Mention]
    possible: list[Listed]
    known: Sequence[Mention]
    tagging: Tagging
    names: list[Mention]
    mentions: Sequence[Mention]
    linked: tuple[Mention, ...]


def _made(article: Article, lists: Gazetteer, rules: NameRules) -> _Made:
    settled = _values(article)
    listed, possible = lists.read(article)
    known = resolve([*settled, *listed])
    tagging = tag(article.simplified, possible)
    names = [*listed, *rules(article, known, tagging.outside())]
    mentions = resolve([*settled, *join_names(article, settled, names, tagging, possible)])
    linked, _ = link(article, mentions)
    return _Made(settled, possible, known, tagging, names, mentions, linked)


def afresh(article: Article) -> Article:
    """The article as if it had just been read: whatever is derived from its text is made again."""
    return replace(article)


def _values(article: Article) -> Sequence[Mention]:
    return resolve(mention for find in VALUES for mention in find(article))
