"""Events of the tables as reports: who takes part, by cluster; which amounts; when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from newsparse.stories.figures import Figure, make_figure
from newsparse.stories.rules import StoryRule, same_words
from newsparse.stories.words import in_simplified

if TYPE_CHECKING:
    import pandas as pd

_NO_WORD = re.compile(r"[\W_]+")
# 「A輪」 and 「A輪融資」 are one round, 「A轮」 and 「Pre-A轮」 two.
_ROUND_TAIL = re.compile(r"(?:轮|股权)*融资$|轮$")
_WHOLE = re.compile(r"^(?:合并|总|全年|累计)(?=..)")
_COLUMNS = (
    "article_id", "event_id", "role", "text", "label", "entity_id", "value_min", "value_max",
    "currency", "unit", "approx", "date_start", "date_end",
)  # fmt: skip


@dataclass(slots=True)
class Report:
    """One event of one article.

    Args:
        place: its row in the table ``events``.
        day: publication date as an ordinal; None if unknown.
        event_day: the one day on which it happened, where the article states it.
        fillers: what fills each role of the rule: cluster ids, periods, or compared words.
        figures: the amounts in the rule's figure roles.
        names: cluster ids of the participants that are names, in order of roles.
    """

    place: int
    article: str
    event: str
    type: str
    status: str
    day: int | None
    event_day: int | None
    source: str | None
    copy_of: str | None
    evidence: str
    fillers: dict[str, frozenset[str]] = field(default_factory=dict)
    figures: dict[str, tuple[Figure, ...]] = field(default_factory=dict)
    names: tuple[str, ...] = ()


def read_reports(
    tables: Mapping[str, pd.DataFrame],
    links: pd.DataFrame,
    rules: Mapping[str, StoryRule],
    copy_of: Mapping[str, str],
) -> list[Report]:
    """The events whose type has a rule, in the order of the table."""
    reports = {(report.article, report.event): report for report in _events(tables, rules, copy_of)}
    clusters = {
        (article, entity): cluster
        for article, entity, cluster in zip(
            *(links[c].tolist() for c in ("article_id", "entity_id", "cluster_id")), strict=True
        )
    }
    arguments = tables["arguments"]
    keys = {
        word: _ROUND_TAIL.sub("", _NO_WORD.sub("", plain)).casefold() or word
        for word, plain in in_simplified(arguments["text"].tolist()).items()
    }
    same = same_words()
    fillers: dict[tuple[str, str], dict[str, dict[str, bool]]] = {}
    figures: dict[tuple[str, str], dict[str, list[Figure]]] = {}
    for (
        article, event, role, text, label, entity, low, high, currency, unit, approx, start, end,
    ) in zip(*(arguments[c].tolist() for c in _COLUMNS), strict=True):  # fmt: skip
        report = reports.get((article, event))
        if report is None:
            continue
        rule = rules[report.type]
        if role in rule.figures:
            figure = make_figure(text, low, high, _text(currency), _text(unit), approx is True)
            if figure is not None:
                figures.setdefault((article, event), {}).setdefault(role, []).append(figure)
        elif role in rule.agree or any(role == need for need, _ in rule.needs):
            cluster = clusters.get((article, entity)) if isinstance(entity, str) else None
            key = cluster or keys[text]
            if _text(label) == "DATE":
                if _missing(start) or _missing(end):
                    continue  # 近日: no period that another report could contradict
                key = f"{start:%Y-%m-%d}/{end:%Y-%m-%d}"
            elif cluster is None:
                key = same.get((role, _WHOLE.sub("", key)), _WHOLE.sub("", key))
            roles = fillers.setdefault((article, event), {})
            roles.setdefault(role, {})[key] = cluster is not None
    for at, report in reports.items():
        rule = rules[report.type]
        filled = fillers.get(at, {})
        report.fillers = {role: frozenset(found) for role, found in filled.items()}
        report.figures = {role: tuple(found) for role, found in figures.get(at, {}).items()}
        report.names = tuple(
            dict.fromkeys(
                key
                for role in (*(need for need, _ in rule.needs), *rule.agree)
                for key, is_name in filled.get(role, {}).items()
                if is_name
            )
        )
    return list(reports.values())


def _events(
    tables: Mapping[str, pd.DataFrame],
    rules: Mapping[str, StoryRule],
    copy_of: Mapping[str, str],
) -> Iterator[Report]:
    articles = tables["articles"]
    told = {
        article: (day, source)
        for article, day, source in zip(
            *(articles[c].tolist() for c in ("article_id", "published", "source")), strict=True
        )
    }
    columns = (
        "article_id", "event_id", "type", "status", "date_start", "date_end", "date_vague",
        "evidence",
    )  # fmt: skip
    events = tables["events"]
    for place, (article, event, kind, status, start, end, vague, evidence) in enumerate(
        zip(*(events[c].tolist() for c in columns), strict=True)
    ):
        if kind not in rules:
            continue
        published, source = told[article]
        one_day = not _missing(start) and start == end and vague is not True
        yield Report(
            place=place,
            article=article,
            event=event,
            type=kind,
            status=status,
            day=None if _missing(published) else published.toordinal(),
            event_day=start.toordinal() if one_day else None,
            source=_text(source),
            copy_of=copy_of.get(article),
            evidence=_text(evidence) or "",
        )


def _text(cell: Any) -> str | None:
    return cell if isinstance(cell, str) else None


def _missing(cell: Any) -> bool:
    import pandas as pd

    return bool(pd.isna(cell))
