"""The columns of the tables across articles, which ``newsparse stories`` makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsparse.tables.columns import Columns

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
