"""Articles to measure with: those of corpus/articles, over and over, no two alike.

All are in one script. Each time an article comes round, its figures are others, its sentences
begin at another one, and one in ten is left out, so that nothing remembered from an earlier
article helps. What is drawn depends on the script and the number of the article alone.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import count, pairwise
from pathlib import Path

from newsparse import Article
from newsparse.corpus.read import read_articles
from newsparse.text.script import Script
from newsparse.text.segment import split_sentences
from newsparse.text.simplify import simplify

ARTICLES = Path(__file__).parent.parent.parent / "corpus" / "articles"
PUBLISHED = date(2024, 5, 16)
SCRIPTS: tuple[Script, ...] = ("Hant", "Hans")
_LEFT_OUT = 0.1  # of the sentences
# Other digits, but dates that a calendar has: 3月24日, 昨（15）日, 2024年, 民國114年
_FIGURE = re.compile(
    r"""
    (?P<year> (?<!\d) (?: 19 | 20 ) \d\d (?=年|/|-) )
    | (?P<minguo> (?<!\d) 1[01]\d (?=年) )
    | (?P<month> (?<!\d) \d{1,2} (?=月) )
    | (?P<day> (?<!\d) \d{1,2} (?= [)）]? [日號号] ) )
    | (?P<digits> \d+ )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Model:
    """An article of the corpus, in the script that is wanted."""

    text: str
    published: date
    source: str | None


def sample(characters: int, script: Script = "Hant") -> list[Article]:
    """The first articles that hold so many characters together.

    Example:
        >>> articles = sample(2_000, "Hans")
        >>> sum(len(article.text) for article in articles) >= 2_000
        True
        >>> {article.script for article in articles}
        {'Hans'}
        >>> articles == sample(2_000, "Hans")
        True
    """
    articles: list[Article] = []
    for article in generated(script):
        if characters <= 0:
            break
        articles.append(article)
        characters -= len(article.text)
    return articles


def generated(script: Script) -> Iterator[Article]:
    """Articles without end."""
    models = _models(script)
    for number in count():
        model = models[number % len(models)]
        text = vary(model.text, random.Random(f"{script} {number}"))
        yield Article(
            text,
            id=f"{script}-{number}",
            published=model.published,
            source=model.source,
            body_start=text.find("\n") + 1,
        )


def vary(text: str, chance: random.Random) -> str:
    r"""The article with other figures and its sentences in another order.

    Title and first sentence stay where they are: an article begins with what it is about.

    Example:
        >>> vary("標題\n首句。二。三3.2%。\n四，3月24日。", random.Random(5))
        '標題\n首句。四，12月21日。二。三9.1%。\n'
    """
    title, line_end, body = text.partition("\n")
    starts = [start for start, _ in split_sentences(body)]
    pieces = [body[start:stop] for start, stop in pairwise((*starts, len(body)))]
    first, rest = pieces[:1], pieces[1:]
    if rest:
        begin = chance.randrange(len(rest))
        rest = [*rest[begin:], *rest[:begin]]
        kept = [piece for piece in rest if chance.random() >= _LEFT_OUT]
        rest = kept or rest[:1]
    return _FIGURE.sub(lambda hit: _other(hit, chance), title + line_end + "".join(first + rest))


def _other(hit: re.Match[str], chance: random.Random) -> str:
    match hit.lastgroup:
        case "year":
            return str(chance.randint(2015, 2026))
        case "minguo":
            return str(chance.randint(104, 115))
        case "month":
            return str(chance.randint(1, 12))
        case "day":
            return str(chance.randint(1, 28))
    digits = hit[0]
    first = "0" if digits.startswith("0") else str(chance.randint(1, 9))
    return first + "".join(str(chance.randrange(10)) for _ in digits[1:])


@cache
def _models(script: Script) -> tuple[Model, ...]:
    convert = simplify if script == "Hans" else _to_traditional()
    models = []
    for article in read_articles(ARTICLES):
        if not isinstance(article, Article):
            raise FileNotFoundError(f"{article.path}: {article.reason}")
        text = article.text if article.script == script else convert(article.text)
        models.append(Model(text, article.published or PUBLISHED, article.source))
    return tuple(models)


def _to_traditional() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("s2hk").convert
    return convert
