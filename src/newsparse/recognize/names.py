"""Names that no list knows, all kinds together."""

from __future__ import annotations

from collections.abc import Sequence

from newsparse.annotation import Article, Mention
from newsparse.recognize.glosses import find_glossed
from newsparse.recognize.latin import find_latin_names
from newsparse.recognize.organisations import find_organisations
from newsparse.recognize.people import find_people
from newsparse.recognize.quoted import find_quoted


class NameRules:
    """Finds people, companies, organisations, places and products that no list knows."""

    def __call__(self, article: Article, known: Sequence[Mention]) -> list[Mention]:
        """The names found, given what lists and value rules found already."""
        people = find_people(article, known)
        named = [*people, *find_organisations(article, [*known, *people])]
        named += find_latin_names(article, [*known, *named])
        named += find_quoted(article, [*known, *named])
        return [*named, *find_glossed(article, [*known, *named])]
