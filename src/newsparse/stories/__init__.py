"""Across articles: the things, the copies and the stories of a whole folder.

    entity_clusters   one row per thing, joined over all articles, with what it was joined by
    entity_links      one row per entity of an article: the cluster it belongs to
    duplicates        one row per article that is a copy of another
    stories           one row per story: events of several articles that are one
    story_events      one row per event: the story it belongs to
    story_conflicts   one row per version, where the reports of a story contradict each other

All are made from the tables of a run by pure functions, frames in, frames out: ``relate`` makes
all six; ``find_duplicates``, ``join_entities`` and ``find_stories`` are its steps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from newsparse.errors import require_tables
from newsparse.stories.duplicates import copies, find_duplicates
from newsparse.stories.tell import find_stories
from newsparse.stories.things import join_entities
from newsparse.tables import STORY_TABLES

if TYPE_CHECKING:
    import pandas as pd

    from newsparse.events.event_type import EventType

__all__ = [
    "NEEDED_TABLES",
    "STORY_TABLES",
    "find_duplicates",
    "find_stories",
    "join_entities",
    "relate",
]

# Column by column, so that a caller need not load the rest of a large run.
NEEDED_TABLES: dict[str, tuple[str, ...]] = {
    "articles": ("article_id", "published", "source", "region", "text"),
    "mentions": ("article_id", "start", "end", "label", "entity_id", "rule"),
    "entities": ("article_id", "entity_id", "label", "name", "aliases", "kb", "mentions"),
    "events": (
        "article_id", "event_id", "type", "status", "date_start", "date_end", "date_vague",
        "evidence",
    ),
    "arguments": (
        "article_id", "event_id", "role", "text", "label", "entity_id", "value_min", "value_max",
        "currency", "unit", "approx", "date_start", "date_end",
    ),
}  # fmt: skip


def relate(
    tables: Mapping[str, pd.DataFrame],
    *,
    event_types: Sequence[EventType] | None = None,
    window_days: int | None = None,
) -> dict[str, pd.DataFrame]:
    """All tables across articles.

    Args:
        tables: what ``read_tables`` or ``to_frames`` gives; the columns in NEEDED_TABLES are used.
        event_types: the types in use; the shipped ones if not given.
        window_days: how long after its latest report a story stays open; 7 if not given.

    Returns:
        Table name to frame, with the columns of STORY_TABLES.

    Raises:
        NewsparseError: a table is missing.

    Example:
        >>> from datetime import date
        >>> from newsparse import Article, Pipeline, to_frames
        >>> texts = ["騰訊擬以5億美元收購格芯。", "腾讯控股昨日宣布，将以约5亿美元收购格芯。"]
        >>> found = relate(to_frames(Pipeline().pipe(
        ...     Article(text, id=str(n), published=date(2024, 5, 16 + n))
        ...     for n, text in enumerate(texts))))
        >>> found["stories"][["story_id", "participants", "articles"]].values.tolist()
        [['acquisition:0:V1', '格芯; 腾讯控股', 2]]
    """
    require_tables(tables, NEEDED_TABLES)
    duplicates = find_duplicates(tables["articles"])
    copy_of = copies(duplicates)
    clusters, links = join_entities(tables, copy_of)
    return {
        "entity_clusters": clusters,
        "entity_links": links,
        "duplicates": duplicates,
        **find_stories(
            tables, clusters, links, copy_of, event_types=event_types, window_days=window_days
        ),
    }
