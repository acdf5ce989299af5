"""Many articles through a pipeline, where one that fails costs no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeAlias, TypeVar

from newsparse.annotation import Analysis, Article
from newsparse.errors import DataFileError, NewsparseError

MadeT = TypeVar("MadeT")
Analyzer: TypeAlias = Callable[[Article], Analysis]


def attempt_each(
    analyze: Analyzer, makers: Iterable[Callable[[], Article]], *, one_by_one: bool = False
) -> Iterator[Analysis | str]:
    """The analysis of each article, or the reason why there is none, in order.

    Args:
        analyze: analyses an article; if it is a ``Pipeline``, its ``pipe`` takes them all.
        makers: each makes one article.
        one_by_one: finish each article before the next is made.

    Raises:
        DataFileError, ImportError: the caller's data or the installation is wrong: no article
            would pass.

    Example:
        >>> from newsparse import Pipeline
        >>> makers = [lambda: Article("格芯裁員。"), lambda: Article(1 / 0)]
        >>> found = attempt_each(Pipeline(), makers)
        >>> next(found).events[0].type, next(found)
        ('workforce', 'could not be analysed (ZeroDivisionError: division by zero)')
    """
    if one_by_one:
        for make in makers:
            article = _attempt(make)
            yield article if isinstance(article, str) else _attempt(partial(analyze, article))
        return
    articles = [_attempt(make) for make in makers]
    pipe = getattr(analyze, "pipe", partial(map, analyze))
    analyses = iter(pipe(article for article in articles if isinstance(article, Article)))
    for article in articles:
        if isinstance(article, str):
            yield article
            continue
        try:
            outcome = next(analyses)
        except Exception:  # ends them all: this one and those behind it are analysed alone
            outcome = _attempt(partial(analyze, article))
        yield outcome


def _attempt(make: Callable[[], MadeT]) -> MadeT | str:
    try:
        return make()
    except (DataFileError, ImportError):
        raise
    except NewsparseError as error:
        return str(error)
    except Exception as error:
        return f"could not be analysed ({type(error).__name__}: {error})"
