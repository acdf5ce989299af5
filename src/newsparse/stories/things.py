"""One thing over many articles: the entities of a folder joined into clusters.

Within an article ``newsparse.entities`` has joined the surfaces of one thing. Across articles the
evidence is thinner, and joined is only what one of these says:

    code     both carry one listed code, or one id of a list (nvidia, fed)
    name     the fullest name is the same, but for case, space, script and 公司, 集團 at its end
    alias    the name is known as a shorter name of exactly one cluster (富春, of 富春控股)
    context  a person's name, and beside both a company or body that is one thing

A name that fits several clusters stays apart from all of them, and a Chinese personal name of two
or three characters, which many people share, is joined by context only; ``apart`` says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from newsparse.stories.beside import bodies_beside
from newsparse.stories.columns import story_frame
from newsparse.stories.looks import Thing, needs_context, read_things
from newsparse.stories.unions import Unions
from newsparse.tables.rows import JOIN

if TYPE_CHECKING:
    import pandas as pd

# Reasons name so many of the things a name fits.
_NAMED = 4


def join_entities(
    tables: Mapping[str, pd.DataFrame], copy_of: Mapping[str, str] | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Join the entities of a folder.

    Args:
        tables: ``entities``, ``mentions`` and ``articles``, as ``read_tables`` gives them.
        copy_of: article_id of each copy to that of its original, so that copies do not count
            as further articles.

    Returns:
        The clusters, in order of first article, and the links from entities to them.
        ``cluster_id`` is the code (2330.TW), or label and name (company:富春控股); it does not
        change when articles are added, as long as the most frequent name stays.

    Example:
        >>> from newsparse import analyze, to_frames
        >>> tables = to_frames([analyze("騰訊昨日公布業績。"), analyze("腾讯控股昨日宣布回购。")])
        >>> clusters, links = join_entities(tables)
        >>> clusters[["cluster_id", "articles", "basis"]].values.tolist()
        [['0700.HK', 2, 'code']]
    """
    copy_of = copy_of or {}
    entities = tables["entities"]
    rows = list(
        zip(*(entities[c].tolist() for c in ("article_id", "entity_id", "mentions")), strict=True)
    )
    things = read_things(entities, tables["mentions"])
    unions, basis, apart = _join_things(things)
    places = _Places(things, unions, basis, apart, len(rows))
    _join_people(places, rows, tables["mentions"], copy_of)
    return _frames(places, rows, tables["articles"], copy_of)


def _join_things(things: list[Thing]) -> tuple[Unions, list[str], dict[int, str]]:
    """Joins by code, name and alias; what each thing joined by; why some stay apart."""
    unions = Unions(len(things))
    basis = ["code" if thing.code else "name" for thing in things]
    first: dict[tuple[str, str], int] = {}
    for i, thing in enumerate(things):
        if thing.code:
            unions.join(first.setdefault(("code", thing.code), i), i)
        elif not needs_context(thing):
            unions.join(first.setdefault((thing.label, thing.key), i), i)
    owners: dict[tuple[str, str], list[int]] = {}
    for i, thing in enumerate(things):
        if thing.code or not needs_context(thing):
            for key in thing.keys:
                owners.setdefault((thing.label, key), []).append(i)
    apart: dict[int, str] = {}
    uncoded = [i for i, t in enumerate(things) if not t.code and not needs_context(t)]
    coded = {unions.root(i) for i, t in enumerate(things) if t.code}
    for i in sorted(uncoded, key=lambda i: (-len(things[i].key), i)):
        thing, own = things[i], unions.root(i)
        if own in coded or own in apart:
            continue
        others = {
            unions.root(j): j
            for j in reversed(owners.get((thing.label, thing.key), []))
            if unions.root(j) != own
        }
        if len(others) == 1:
            (other,) = others
            if other in coded:
                coded.add(min(own, other))
            unions.join(own, other)
            basis[own] = basis[i] = "alias"
        elif others:
            apart[own] = _fits_several(things[j] for j in sorted(others.values()))
    # a root may have moved since its reason was noted
    return unions, basis, {unions.root(i): reason for i, reason in apart.items()}


def _fits_several(things: Iterable[Thing]) -> str:
    names = [t.name if t.code is None else f"{t.name} [{t.code}]" for t in things]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"a name of several: {', '.join(names[:_NAMED])}{more}"


class _Places:
    """The clusters of entity rows: things, and people split by context."""

    def __init__(
        self,
        things: list[Thing],
        unions: Unions,
        basis: list[str],
        apart: dict[int, str],
        size: int,
    ) -> None:
        self.things = things
        self.of_row = [0] * size
        self.rows = Unions(size)
        self.basis: dict[int, str] = {}
        self.apart: dict[int, str] = {}
        self.open: dict[tuple[str, str], list[int]] = {}
        first: dict[int, int] = {}
        for i, thing in enumerate(things):
            for row in thing.rows:
                self.of_row[row] = i
            if thing.code is None and needs_context(thing):
                self.open.setdefault((thing.label, thing.key), []).extend(thing.rows)
                continue
            for row in thing.rows:
                self.rows.join(first.setdefault(unions.root(i), row), row)
        for root, row in first.items():
            if root in apart:
                self.apart[self.rows.root(row)] = apart[root]
        for i, thing in enumerate(things):
            if thing.rows and not (thing.code is None and needs_context(thing)):
                root = self.rows.root(thing.rows[0])
                ranks = ("code", "alias", "name")
                old = self.basis.get(root, "name")
                self.basis[root] = min(old, basis[i], key=ranks.index)


def _join_people(
    places: _Places,
    rows: list[tuple[str, str, int]],
    mentions: pd.DataFrame,
    copy_of: Mapping[str, str],
) -> None:
    """Join people of one name who stand beside one company or body."""
    shared = {name: sorted(found) for name, found in places.open.items()}
    wanted = {row for found in shared.values() if len(found) > 1 for row in found}
    row_of = {(article, entity): row for row, (article, entity, _) in enumerate(rows)}
    beside = bodies_beside(mentions, {rows[row][:2] for row in wanted})
    for (label, _), found in sorted(shared.items(), key=lambda item: item[1][0]):
        first: dict[Any, int] = {}
        lone = []
        for row in found:
            article, entity, _ = rows[row]
            bodies = {
                places.rows.root(row_of[article, body])
                for body in beside.get((article, entity), ())
            }
            if not bodies:
                lone.append(row)
            for context in (*sorted(bodies), copy_of.get(article, article)):
                places.rows.join(first.setdefault(context, row), row)
        roots = sorted({places.rows.root(row) for row in found})
        for row in roots:
            places.basis[row] = "context" if label == "PERSON" else "name"
            if len(roots) > 1:
                places.apart[row] = (
                    f"{len(roots)} of this name, no company or body beside it in common"
                    if row not in lone
                    else f"{len(roots)} of this name, no company or body beside it"
                )


def _frames(
    places: _Places,
    rows: list[tuple[str, str, int]],
    articles: pd.DataFrame,
    copy_of: Mapping[str, str],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    import pandas as pd

    days: dict[str, date] = {
        article: day.date()
        for article, day in zip(articles["article_id"], articles["published"], strict=True)
        if not pd.isna(day)
    }
    groups: dict[int, list[int]] = {}
    for row in range(len(rows)):
        groups.setdefault(places.rows.root(row), []).append(row)
    ids = [""] * len(rows)
    taken: set[str] = set()
    clusters = []
    for root, group in groups.items():
        things = [places.things[places.of_row[row]] for row in group]
        name = _most_common(t.name for t in things)
        label = _most_common(t.label for t in things)
        code = next((t.code for t in things if t.code), None)
        cluster = _free(code or f"{label.lower()}:{name}", taken)
        for row in group:
            ids[row] = cluster
        members = [rows[row][0] for row in group]
        seen = sorted(days[article] for article in members if article in days)
        clusters.append(
            (
                cluster,
                label,
                name,
                next((t.kb for t in things if t.kb), None),
                JOIN.join(dict.fromkeys(alias for t in things for alias in t.aliases)),
                places.basis[root],
                places.apart.get(root),
                len(set(members)),
                len({copy_of.get(article, article) for article in members}),
                sum(rows[row][2] for row in group),
                seen[0] if seen else None,
                seen[-1] if seen else None,
            )
        )
    links = [(article, entity, ids[row]) for row, (article, entity, _) in enumerate(rows)]
    return story_frame("entity_clusters", clusters), story_frame("entity_links", links)


def _most_common(names: Iterable[str]) -> str:
    """The most frequent; of equally frequent ones the longest, then the first."""
    counts = Counter(names)
    return max(counts, key=lambda name: (counts[name], len(name)))


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}~{number}"
    taken.add(free)
    return free
