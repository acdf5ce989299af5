"""Article → Analysis: the whole flow on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache, partial
from itertools import chain
from pathlib import Path

from newsparse.annotation import LABELS, Analysis, Article, Mention, Recognizer
from newsparse.entities import link
from newsparse.errors import AlignmentError, ArticleError
from newsparse.events.match import find_events_of_each
from newsparse.events.types import load_event_types
from newsparse.garbage import uncollected
from newsparse.published import publication_day
from newsparse.recognize.dates import recognize_dates
from newsparse.recognize.gazetteer import Gazetteer
from newsparse.recognize.join import join_names
from newsparse.recognize.money import recognize_money
from newsparse.recognize.names import NameRules
from newsparse.recognize.overlaps import resolve
from newsparse.recognize.percent import recognize_percent
from newsparse.recognize.tagger import tag
from newsparse.text.script import Region

_BATCH = 20_000  # characters that every step works on before the next one does
VALUES: tuple[Recognizer, ...] = (recognize_money, recognize_percent, recognize_dates)


class Pipeline:
    """Reads articles: recognizers find mentions, mentions link to entities, events join them.

    Args:
        gazetteers: CSV files of the caller's own names (``id,label,name,aliases``), or one such
            file; they take precedence over the shipped lists.
        event_types: a TOML file or folder of event types used instead of the shipped ones.
        recognizers: callables that find further mentions; they take precedence over ours.
        tagger: whether the learned tagger has a say about names. Without it lists and rules
            decide alone: a seventh faster, but fewer names that no list knows are found.

    Raises:
        DataFileError: a gazetteer or event-type file is wrong.
        AlignmentError: (of a call) a caller's recognizer returns what is no mention of the text.

    Example:
        >>> pipeline = Pipeline()
        >>> analysis = pipeline(Article("騰訊擬以5億美元收購格芯。"))
        >>> [(event.type, event.status) for event in analysis.events]
        [('acquisition', 'planned')]
    """

    def __init__(
        self,
        *,
        gazetteers: Sequence[Path | str] | Path | str = (),
        event_types: Path | str | None = None,
        recognizers: Sequence[Recognizer] = (),
        tagger: bool = True,
    ) -> None:
        self._own: list[Recognizer] = [partial(_found_by, find) for find in recognizers]
        if isinstance(gazetteers, Path | str):
            gazetteers = [gazetteers]
        if gazetteers:
            self._own.append(Gazetteer(map(Path, gazetteers)))
        self._lists = Gazetteer()
        self._name_rules = NameRules()
        self._tagger = tagger
        self._event_types = load_event_types(event_types)

    def __call__(self, article: Article) -> Analysis:
        """Analyse one article."""
        return next(self.pipe([article]))

    def pipe(self, articles: Iterable[Article]) -> Iterator[Analysis]:
        """Analyse articles in order, lazily but for some 20,000 characters read ahead.

        A quarter faster than a call for each: every step works on several articles while its code
        and tables are at hand in the processor.
        """
        batch: list[Article] = []
        characters = 0
        for article in articles:
            if not isinstance(article, Article):
                raise ArticleError(f"{article!r:.40} is no Article. Make one: Article(text, id=…)")
            batch.append(article)
            characters += len(article.text)
            if characters >= _BATCH:
                yield from self._read(batch)
                batch, characters = [], 0
        if batch:
            yield from self._read(batch)

    @uncollected()
    def _read(self, articles: Sequence[Article]) -> list[Analysis]:
        """Step by step, each for all articles."""
        values = [[find(article) for article in articles] for find in (*self._own, *VALUES)]
        settled = [resolve(chain(*found)) for found in zip(*values, strict=True)]
        mentions = list(map(_resolved, settled, self._names(articles, settled)))
        linked, entities = zip(*map(link, articles, mentions), strict=True)
        events = find_events_of_each(articles, linked, self._event_types)
        return list(map(Analysis, articles, linked, entities, events))

    def _names(
        self, articles: Sequence[Article], settled: Sequence[Sequence[Mention]]
    ) -> list[list[Mention]]:
        """The names of each article, beside the values and the caller's own names."""
        listed, possible = zip(*map(self._lists.read, articles), strict=True)
        known = map(_resolved, settled, listed)
        if not self._tagger:
            return list(map(_together, listed, map(self._name_rules, articles, known)))
        keys = [article.simplified for article in articles]
        taggings = list(map(tag, keys, possible))
        outside = [tagging.outside() for tagging in taggings]
        ruled = map(self._name_rules, articles, known, outside)
        found = list(map(_together, listed, ruled))
        return list(map(join_names, articles, settled, found, taggings, possible))


def analyze(
    article: Article | str,
    *,
    id: str = "",  # noqa: A002 -- as in Article
    published: date | str | None = None,
    region: Region | None = None,
    source: str | None = None,
) -> Analysis:
    """Analyse one article with the shipped lists and event types.

    Args:
        article: the article, or its text exactly as published (title line first, if any). What
            follows is said of a text; an Article says it itself.
        id: its name in tables.
        published: publication date (a date, a time or "YYYY-MM-DD"), for relative dates.
        region: home region, "HK", "TW" or "CN"; detected from the text otherwise.
        source: outlet.

    Raises:
        ArticleError: an option is none of these, or is given beside an Article.

    Example:
        >>> analysis = analyze("台積電昨日宣布與索尼合資設廠。", published="2024-05-16")
        >>> [(mention.text, mention.label) for mention in analysis.mentions]
        [('台積電', 'COMPANY'), ('昨日', 'DATE'), ('索尼', 'COMPANY')]
    """
    if not isinstance(article, Article):
        article = Article(
            article, id=id, published=publication_day(published), region=region, source=source
        )
    elif id or published or region or source:
        raise ArticleError(
            "id, published, region and source are said of a text. Give them to the Article"
        )
    return _shipped()(article)


def _found_by(find: Recognizer, article: Article) -> list[Mention]:
    """What a caller's recognizer finds, each a mention of the text."""
    found = find(article)
    for m in found:
        stands = m.start >= 0 and article.text.startswith(m.text, m.start)
        if not (stands and m.text and m.end - m.start == len(m.text)):
            problem = f"{m.text!r} does not stand at {m.start}:{m.end}"
        elif m.label not in LABELS:
            problem = f"label {m.label!r} is unknown (known: {', '.join(LABELS)})"
        else:
            continue
        raise AlignmentError(f"{find!r} found in article {article.id!r}: {problem}. Correct it")
    return found


def _together(some: Iterable[Mention], others: Iterable[Mention]) -> list[Mention]:
    return [*some, *others]


def _resolved(some: Iterable[Mention], others: Iterable[Mention]) -> Sequence[Mention]:
    return resolve([*some, *others])


@cache
def _shipped() -> Pipeline:
    return Pipeline()
