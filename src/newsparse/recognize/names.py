"""Names that no list knows, all kinds together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from newsparse.annotation import Article, Mention
from newsparse.recognize.glosses import find_glossed
from newsparse.recognize.latin import find_latin_names
from newsparse.recognize.organisations import find_organisations
from newsparse.recognize.partnerships import find_partnerships
from newsparse.recognize.people import find_people
from newsparse.recognize.quoted import find_quoted
from newsparse.recognize.scores import Shaped
from newsparse.recognize.series import find_models

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class NameRules:
    """Finds people, companies, organisations, places and products that no list knows.

    People come first, for no company name begins with one; Latin names know what stands before
    their bracket; short forms come last, when all full names are found.

    Example:
        >>> article = Article("實密科技股份有限公司董事長魏哲家表示看好。")
        >>> sorted((m.start, m.text, m.label) for m in NameRules()(article, []))
        [(0, '實密科技股份有限公司', 'COMPANY'), (13, '魏哲家', 'PERSON')]
    """

    def __call__(
        self, article: Article, known: Sequence[Mention], outside: NDArray[np.bool_] | None = None
    ) -> list[Mention]:
        """The names found.

        Args:
            article: the article.
            known: what lists and value rules found already.
            outside: for each character, whether it is surely in no name, if anything is known.
        """
        shaped = Shaped.of(article.simplified, outside)
        people = find_people(article, known, shaped)
        named = [*people, *find_organisations(article, [*known, *people], shaped)]
        named += find_partnerships(article)
        named += find_models(article)
        named += find_latin_names(article, [*known, *named])
        named += find_quoted(article, [*known, *named])
        return [*named, *find_glossed(article, [*known, *named])]
