"""Article → Analysis: the whole flow on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from newsparse.annotation import Analysis, Article, Recognizer
from newsparse.entities import link
from newsparse.events.match import find_events
from newsparse.events.types import load_event_types
from newsparse.recognize.dates import recognize_dates
from newsparse.recognize.gazetteer import Gazetteer
from newsparse.recognize.join import join_names
from newsparse.recognize.money import recognize_money
from newsparse.recognize.names import NameRules
from newsparse.recognize.overlaps import resolve
from newsparse.recognize.percent import recognize_percent
from newsparse.recognize.tagger import tag
from newsparse.text.script import Region

VALUES: tuple[Recognizer, ...] = (recognize_money, recognize_percent, recognize_dates)


class Pipeline:
    """Reads articles: recognizers find mentions, mentions link to entities, events join them.

    Args:
        gazetteers: CSV files of the caller's own names (``id,label,name,aliases``); they take
            precedence over the shipped lists.
        event_types: a TOML file or folder of event types used instead of the shipped ones.
        recognizers: callables that find further mentions; they take precedence over ours.
        tagger: whether the learned tagger has a say about names. Without it lists and rules
            decide alone: about twice as fast, but fewer names that no list knows are found.

    Raises:
        DataFileError: a gazetteer or event-type file is wrong.

    Example:
        >>> pipeline = Pipeline()
        >>> analysis = pipeline(Article("騰訊擬以5億美元收購格芯。"))
        >>> [(event.type, event.status) for event in analysis.events]
        [('acquisition', 'planned')]
    """

    def __init__(
        self,
        *,
        gazetteers: Sequence[Path | str] = (),
        event_types: Path | str | None = None,
        recognizers: Sequence[Recognizer] = (),
        tagger: bool = True,
    ) -> None:
        self._own: list[Recognizer] = list(recognizers)
        if gazetteers:
            self._own.append(Gazetteer(map(Path, gazetteers)))
        self._lists = Gazetteer()
        self._name_rules = NameRules()
        self._tagger = tagger
        self._event_types = load_event_types(event_types)

    def __call__(self, article: Article) -> Analysis:
        """Analyse one article."""
        settled = resolve(m for find in (*self._own, *VALUES) for m in find(article))
        listed = self._lists(article)
        known = resolve([*settled, *listed])
        if self._tagger:
            possible = list(self._lists.possible(article.simplified))
            tagging = tag(article.simplified, possible)
            ruled = self._name_rules(article, known, tagging.outside())
            found = join_names(article, settled, [*listed, *ruled], tagging, possible)
        else:
            found = [*listed, *self._name_rules(article, known)]
        mentions = resolve([*settled, *found])
        linked, entities = link(article, mentions)
        events = find_events(article, linked, self._event_types)
        return Analysis(article, linked, entities, events)

    def pipe(self, articles: Iterable[Article]) -> Iterator[Analysis]:
        """Analyse articles one after the other, lazily and in order."""
        return map(self, articles)


def analyze(
    article: Article | str,
    *,
    published: date | str | None = None,
    region: Region | None = None,
    source: str | None = None,
) -> Analysis:
    """Analyse one article with the shipped lists and event types.

    Args:
        article: the article, or its text exactly as published (title line first, if any).
        published: publication date (a date or "YYYY-MM-DD"), for relative dates.
        region: home region, "HK", "TW" or "CN"; detected from the text otherwise.
        source: outlet.

    Example:
        >>> analysis = analyze("台積電昨日宣布與索尼合資設廠。", published="2024-05-16")
        >>> [(mention.text, mention.label) for mention in analysis.mentions]
        [('台積電', 'COMPANY'), ('昨日', 'DATE'), ('索尼', 'COMPANY')]
    """
    if isinstance(article, str):
        if isinstance(published, str):
            published = date.fromisoformat(published)
        article = Article(article, published=published, region=region, source=source)
    return _shipped()(article)


@cache
def _shipped() -> Pipeline:
    return Pipeline()
