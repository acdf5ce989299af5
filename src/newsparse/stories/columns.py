"""The columns of the tables across articles, as ``newsparse.tables.columns`` writes them down."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from newsparse.tables import Columns, arrow_table

if TYPE_CHECKING:
    import pandas as pd

STORY_TABLES: dict[str, Columns] = {
    "entity_clusters": (
        ("cluster_id", "text"),
        ("label", "text"),
        ("name", "text"),
        ("kb", "text"),
        ("aliases", "text"),
        ("basis", "text"),
        ("apart", "text"),
        ("articles", "count"),
        ("originals", "count"),
        ("mentions", "count"),
        ("first_seen", "date"),
        ("last_seen", "date"),
    ),
    "entity_links": (
        ("article_id", "text"),
        ("entity_id", "text"),
        ("cluster_id", "text"),
    ),
    "duplicates": (
        ("article_id", "text"),
        ("original_id", "text"),
        ("kind", "text"),
        ("similarity", "number"),
        ("contained", "number"),
        ("published", "date"),
        ("original_published", "date"),
        ("source", "text"),
        ("original_source", "text"),
    ),
    "stories": (
        ("story_id", "text"),
        ("type", "text"),
        ("participants", "text"),
        ("participant_ids", "text"),
        ("status", "text"),
        ("first_seen", "date"),
        ("last_seen", "date"),
        ("articles", "count"),
        ("originals", "count"),
        ("sources", "count"),
        ("novelty_days", "integer"),
        ("previous_story", "text"),
        ("figure", "text"),
        ("figure_min", "number"),
        ("figure_max", "number"),
        ("figure_unit", "text"),
        ("conflicts", "count"),
        ("conflict", "text"),
        ("first_article_id", "text"),
        ("first_event_id", "text"),
        ("evidence", "text"),
    ),
    "story_events": (
        ("story_id", "text"),
        ("type", "text"),
        ("article_id", "text"),
        ("event_id", "text"),
        ("status", "text"),
        ("published", "date"),
        ("source", "text"),
        ("copy_of", "text"),
    ),
    "story_conflicts": (
        ("story_id", "text"),
        ("type", "text"),
        ("role", "text"),
        ("text", "text"),
        ("value_min", "number"),
        ("value_max", "number"),
        ("unit", "text"),
        ("originals", "count"),
        ("article_ids", "text"),
        ("first_seen", "date"),
    ),
}


def story_frame(name: str, rows: Iterable[tuple[object, ...]]) -> pd.DataFrame:
    """Rows of one of these tables as a frame with its fixed types.

    Example:
        >>> story_frame("entity_links", []).columns.tolist()
        ['article_id', 'entity_id', 'cluster_id']
    """
    frame: pd.DataFrame = arrow_table(STORY_TABLES[name], list(rows)).to_pandas()
    return frame
