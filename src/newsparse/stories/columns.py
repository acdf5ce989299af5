"""Rows across articles as frames."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from newsparse.tables import STORY_TABLES, arrow_table

if TYPE_CHECKING:
    import pandas as pd


def story_frame(name: str, rows: Iterable[tuple[object, ...]]) -> pd.DataFrame:
    """Rows of one of these tables as a frame with its fixed types.

    Example:
        >>> story_frame("entity_links", []).columns.tolist()
        ['article_id', 'entity_id', 'cluster_id']
    """
    frame: pd.DataFrame = arrow_table(STORY_TABLES[name], list(rows)).to_pandas()
    return frame
