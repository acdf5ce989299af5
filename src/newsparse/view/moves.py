"""Who took or left which position: the changes of people that events state, as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from newsparse.view.flows import KEY, event_dates

if TYPE_CHECKING:
    import pandas as pd


def moves(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Changes of people: one row per person, company and action, however often reported.

    Returns:
        ``person``, ``company``, ``position``, ``action``, ``status``, ``date``, ``articles`` (how
        many report it), ``article_id`` and ``event_id`` of the first.

    Example:
        >>> import newsparse
        >>> tables = newsparse.to_frames([newsparse.analyze("騰訊委任陳大文為行政總裁。")])
        >>> moves(tables)[["person", "company", "position", "action"]].values.tolist()
        [['陳大文', '騰訊', '行政總裁', 'appoint']]
    """
    said = tables["arguments"]
    said = said[said["type"] == "personnel"]
    said = said.assign(name=said["entity_name"].fillna(said["text"]))
    rows = said.loc[said["role"] == "person", [*KEY, "name"]].rename(columns={"name": "person"})
    for role in ("company", "position", "action"):
        fillers = said.loc[said["role"] == role, [*KEY, "name"]].drop_duplicates([*KEY])
        rows = rows.merge(fillers.rename(columns={"name": role}), on=KEY, how="left")
    rows = rows.merge(event_dates(tables)[[*KEY, "status", "date"]], on=KEY)
    same = ["person", "company", "action"]
    counted = rows.groupby(same, dropna=False)["article_id"].transform("nunique")
    rows = rows.assign(articles=counted.astype("int64")).drop_duplicates(same)
    return rows[[*same, "position", "status", "date", "articles", *KEY]].reset_index(drop=True)
