"""newsparse: structured event tables from Chinese news.

>>> import newsparse
>>> analysis = newsparse.analyze("騰訊擬以5億美元收購格芯。")
>>> analysis.events[0].type
'acquisition'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

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
)
from newsparse.errors import AlignmentError, ArticleError, DataFileError, NewsparseError
from newsparse.garbage import loading

if TYPE_CHECKING:
    from newsparse import charts
    from newsparse.pipeline import Pipeline, analyze
    from newsparse.recognize.durations import Duration
    from newsparse.recognize.numbers import Number
    from newsparse.recognize.values import values
    from newsparse.store import read_tables
    from newsparse.tables import to_frames

__version__ = "0.1.0"

__all__ = [
    "AlignmentError",
    "Analysis",
    "Argument",
    "Article",
    "ArticleError",
    "DataFileError",
    "DateRange",
    "Duration",
    "Entity",
    "Event",
    "Mention",
    "Money",
    "NewsparseError",
    "Number",
    "Percent",
    "Pipeline",
    "Span",
    "analyze",
    "charts",
    "read_tables",
    "to_frames",
    "values",
]

# Loaded at first use: rules and lists are not needed to import the types.
_HOMES = {
    "Duration": "newsparse.recognize.durations",
    "Number": "newsparse.recognize.numbers",
    "Pipeline": "newsparse.pipeline",
    "analyze": "newsparse.pipeline",
    "read_tables": "newsparse.store",
    "to_frames": "newsparse.tables",
    "values": "newsparse.recognize.values",
}


def __getattr__(name: str) -> Any:
    if name == "charts":
        return import_module("newsparse.charts")
    if name in _HOMES:
        with loading():
            globals()[name] = getattr(import_module(_HOMES[name]), name)
        return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES, "charts"})
