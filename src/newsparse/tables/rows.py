"""One analysis as rows of the tables; the order of the cells is that of ``columns.COLUMNS``."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from newsparse.annotation import (
    Analysis,
    Argument,
    Article,
    DateRange,
    Entity,
    Event,
    Mention,
    Money,
    Percent,
    Span,
    Value,
)
from newsparse.events.event_type import Role
from newsparse.tables.columns import value_kinds

Row = tuple[Any, ...]
JOIN = "; "
_NO_SPAN: Row = (None, None, None)
# Of Markdown: # 騰訊擬收購格芯
_HEADING = re.compile(r"#{1,6}\s+")


def add_rows(
    tables: dict[str, list[Row]],
    analysis: Analysis,
    roles: Mapping[str, Sequence[Role]],
    key: str,
) -> None:
    """Append the rows of one analysis.

    Args:
        tables: the rows so far, by table.
        analysis: what to add.
        roles: the roles of each event type that has a table of its own.
        key: the article's id in the tables.
    """
    entities = {entity.id: entity for entity in analysis.entities}
    counts = Counter(mention.entity for mention in analysis.mentions)
    tables["articles"].append(_article(key, analysis))
    tables["mentions"] += [_mention(key, m, entities) for m in analysis.mentions]
    tables["entities"] += [
        (key, e.id, e.label, e.name, JOIN.join(e.aliases), e.kb, counts[e.id])
        for e in analysis.entities
    ]
    for event in analysis.events:
        tables["events"].append(_event(key, event))
        tables["arguments"] += [_argument(key, event, a, entities) for a in event.arguments]
        tables["statements"] += [
            (key, event.id, event.type, number, *_span(statement)[1:], statement.text)
            for number, statement in enumerate(event.statements, 1)
        ]
        if event.type in roles:
            tables[event.type].append(
                _wide(key, analysis.article, event, roles[event.type], entities)
            )


def _article(key: str, analysis: Analysis) -> Row:
    article = analysis.article
    return (
        key,
        _HEADING.sub("", article.text[: article.body_start].strip(), count=1) or None,
        article.published,
        article.published_basis,
        article.source,
        article.url,
        article.home.region,
        article.home.basis,
        article.script,
        len(article.text),
        len(analysis.mentions),
        len(analysis.events),
        article.text,
    )


def _mention(article_id: str, mention: Mention, entities: Mapping[str, Entity]) -> Row:
    return (
        article_id,
        mention.start,
        mention.end,
        mention.label,
        mention.text,
        *_entity(mention.entity, entities),
        *_value(mention.value),
        mention.rule or None,
    )


def _event(article_id: str, event: Event) -> Row:
    date = event.date
    return (
        article_id,
        event.id,
        event.type,
        event.status,
        *_span(event.trigger),
        *_span(event.status_cue),
        *((date.start, date.end, date.vague, date.edtf) if date else (None,) * 4),
        *_evidence(event),
    )


def _argument(
    article_id: str, event: Event, argument: Argument, entities: Mapping[str, Entity]
) -> Row:
    filler = argument.filler
    return (
        article_id,
        event.id,
        event.type,
        argument.role,
        argument.text,
        *(argument.span or (None, None)),
        filler.label if isinstance(filler, Mention) else None,
        *_entity(argument.entity, entities),
        *_value(argument.value),
        argument.rule or None,
    )


def _wide(
    key: str,
    article: Article,
    event: Event,
    roles: Sequence[Role],
    entities: Mapping[str, Entity],
) -> Row:
    cells: list[Any] = [key, event.id, article.published, event.status]
    for role in roles:
        cells += _role(role, event.fillers(role.name), entities)
    date = event.date
    cells += (date.start, date.end, date.vague) if date else _NO_SPAN
    cells += _span(event.trigger)
    cells += (event.status_cue.text if event.status_cue else None, *_evidence(event))
    return tuple(cells)


def _role(role: Role, fillers: Sequence[Argument], entities: Mapping[str, Entity]) -> list[Any]:
    names, money, percent, dates = value_kinds(role)
    cells: list[Any] = [_joined([filler.text for filler in fillers])]
    if names:
        linked = [_entity(filler.entity, entities) for filler in fillers]
        cells += [_joined([name for _, name, _ in linked])]
        cells += [_joined([entity_id for entity_id, _, _ in linked])]
        cells += [_joined([kb for _, _, kb in linked])]
    values = [filler.value for filler in fillers]
    if money or percent:
        figure = next((v for v in values if isinstance(v, (Money, Percent))), None)
        cells += (_float(figure.min), _float(figure.max), figure.approx) if figure else _NO_SPAN
        if money:
            cells.append(figure.currency if isinstance(figure, Money) else None)
        if percent:
            cells.append(figure.unit if isinstance(figure, Percent) else None)
    if dates:
        period = next((v for v in values if isinstance(v, DateRange)), None)
        cells += (period.start, period.end) if period else (None, None)
    return cells


def _joined(parts: Sequence[str | None]) -> str | None:
    """Several fillers in one cell; an empty place where one of them has no name or code."""
    return JOIN.join(part or "" for part in parts) if any(parts) else None


def _entity(entity_id: str | None, entities: Mapping[str, Entity]) -> Row:
    entity = entities.get(entity_id) if entity_id else None
    return (entity.id, entity.name, entity.kb) if entity else (entity_id, None, None)


def _span(span: Span | None) -> Row:
    return _NO_SPAN if span is None else (span.text, span.start, span.end)


def _evidence(event: Event) -> Row:
    return (len(event.statements), *_span(event.statements[0] if event.statements else None))


def _value(value: Value | None) -> Row:
    """The cells of ``columns._VALUE``, in its order."""
    match value:
        case Money(low, high, currency, approx, basis, converts):
            restated = converts and converts[0]
            figure: Row = (currency, basis, restated, None, None, approx)
            return (_float(low), _float(high), *figure) + (None,) * 4
        case Percent(low, high, approx, unit, comparison):
            figure = (None, None, None, unit, comparison, approx)
            return (_float(low), _float(high), *figure) + (None,) * 4
        case DateRange(start, end, vague, edtf, _):
            return (None,) * 8 + (start, end, vague, edtf)
        case None:
            return (None,) * 12


def _float(number: Decimal | None) -> float | None:
    """A float; None also where the figure is beyond floats (a typing error of 400 digits)."""
    return None if number is None or not math.isfinite(value := float(number)) else value
