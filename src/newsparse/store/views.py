"""Ready-made views for SQL: the questions that most readers of the tables begin with."""

from __future__ import annotations

from collections.abc import Collection

from newsparse.store.places import MARK

# Built on the tables that every run has, so that they hold for event types of one's own too.
_FILLERS = """
  string_agg(coalesce(g.entity_name, g.text), '; ' ORDER BY g.start)
    FILTER (WHERE g.role IN ({roles}))"""


def _fillers(*roles: str) -> str:
    return _FILLERS.format(roles=", ".join(f"'{role}'" for role in roles)).strip()


_HEAD = """
  e.article_id, e.event_id, a.published::DATE AS published, e.type, e.status"""
_FROM = """
FROM events e
JOIN articles a USING (article_id)
LEFT JOIN arguments g USING (article_id, event_id)"""
_GROUP = """
GROUP BY ALL"""
_AMOUNT = """
  any_value(g.value_min) FILTER (WHERE g.role = 'amount' AND g.label = 'MONEY') AS amount_min,
  any_value(g.value_max) FILTER (WHERE g.role = 'amount' AND g.label = 'MONEY') AS amount_max,
  any_value(g.currency) FILTER (WHERE g.role = 'amount') AS currency"""
_EVIDENCE = "e.evidence, a.title, a.source, a.url"

VIEWS: dict[str, str] = {
    # who buys, funds or commissions whom, for how much
    "deals": f"""SELECT {_HEAD},
  {_fillers("acquirer", "investor", "lead_investor", "holder", "client")} AS buyer,
  {_fillers("target", "investee", "company", "winner")} AS target,
  {_fillers("seller")} AS seller,{_AMOUNT},
  any_value(g.value_min) FILTER (WHERE g.role = 'stake') AS stake_percent,
  {_EVIDENCE}{_FROM}
WHERE e.type IN ('acquisition', 'funding', 'stake_change', 'contract_award'){_GROUP}""",
    # who comes and goes
    "people_moves": f"""SELECT {_HEAD},
  {_fillers("person")} AS person, {_fillers("action")} AS action,
  {_fillers("position")} AS position, {_fillers("company")} AS company,
  {_fillers("from_company")} AS from_company, {_EVIDENCE}{_FROM}
WHERE e.type = 'personnel'{_GROUP}""",
    # everything that has a day, in order
    "timeline": f"""SELECT coalesce(e.date_start, a.published)::DATE AS day, e.type, e.status,
  string_agg(DISTINCT coalesce(g.entity_name, g.text), '; '
    ORDER BY coalesce(g.entity_name, g.text))
    FILTER (WHERE g.label IN ('PERSON', 'COMPANY', 'ORG')) AS who,{_AMOUNT},
  {_EVIDENCE}, e.article_id, e.event_id{_FROM}{_GROUP}
HAVING day IS NOT NULL
ORDER BY day, e.article_id, e.event_id""",
}


_TABLES = {"articles", "events", "arguments"}


def create_views(tables: Collection[str]) -> str:
    """The SQL that makes the views that these tables allow.

    None without the tables of a run (a store of stories only), and none in the place of a table
    (an event type of one's own may be called ``deals``).

    Example:
        >>> create_views(["articles", "events", "arguments"]).count("CREATE VIEW")
        3
        >>> create_views(["stories"])
        ''
    """
    taken = {table.casefold() for table in tables}  # as DuckDB compares names
    wanted = {name: query for name, query in VIEWS.items() if name not in taken}
    made = wanted if _TABLES.issubset(tables) else {}
    return "".join(
        f"CREATE VIEW {name} AS {query};\nCOMMENT ON VIEW {name} IS '{MARK}';\n"
        for name, query in made.items()
    )
