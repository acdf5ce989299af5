"""Which companies and bodies stand beside a person's name."""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

# 「海棠精密（1234）董事長兼執行長陳志明」: so far a name may stand from its employer's.
_REACH = 25
_BODIES = ("COMPANY", "ORG")


def bodies_beside(
    mentions: pd.DataFrame, people: Set[tuple[str, str]]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """The companies and bodies named within 25 characters of some people.

    Args:
        mentions: the table.
        people: (article_id, entity_id) of those asked for.

    Returns:
        (article_id, entity_id) of the person to entity ids of the same article, in order.

    Example:
        >>> from newsparse import analyze, to_frames
        >>> found = to_frames([analyze("騰訊總裁劉熾平昨日表示，業務增長理想。")])
        >>> ids = {e.name: e.entity_id for e in found["entities"].itertuples()}
        >>> beside = bodies_beside(found["mentions"], {("1", ids["劉熾平"])})
        >>> beside["1", ids["劉熾平"]] == (ids["騰訊"],)
        True
    """
    articles = {article for article, _ in people}
    wanted = mentions[
        mentions["label"].isin(["PERSON", *_BODIES])
        & mentions["entity_id"].notna()
        & mentions["article_id"].isin(articles)
    ]
    columns = ("article_id", "label", "entity_id", "start", "end")
    by_article: dict[str, tuple[list[tuple[str, int, int]], list[tuple[str, int, int]]]] = {}
    for article, label, entity, start, end in zip(
        *(wanted[c].tolist() for c in columns), strict=True
    ):
        persons, bodies = by_article.setdefault(article, ([], []))
        if label in _BODIES:
            bodies.append((entity, start, end))
        elif (article, entity) in people:
            persons.append((entity, start, end))
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for article, (persons, bodies) in by_article.items():
        for person, start, end in persons:
            near = [b for b, s, e in bodies if s <= end + _REACH and e >= start - _REACH]
            old = found.get((article, person), ())
            found[article, person] = tuple(dict.fromkeys((*old, *near)))
    return found
