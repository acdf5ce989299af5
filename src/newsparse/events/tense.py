"""What the dates and numbers of a statement say about time: that it can only lie ahead.

全年收入可達90億元，毛利率維持在24%以上: the second metric has no cue of its own, but a year that
still runs cannot be closed, and a company that states a range (28億至31億元) gives an outlook.
"""

from __future__ import annotations

from newsparse.annotation import DateRange, Mention, Money, Percent
from newsparse.events.layout import Layout
from newsparse.events.roles import Candidate

# 今年累計營收, 前三季: what has come in so far this year is a fact.
_SO_FAR = ("累计", "累积", "至今", "迄今", "以来", "截至", "前")
_BEFORE = 8
# A month that runs (本月推出) may hold what is done; a longer stretch is what is to be done.
_STRETCH = 45


def foretold(layout: Layout, candidate: Candidate) -> bool:
    """Whether a statement can only be an outlook.

    Args:
        layout: the article.
        candidate: one statement of an event.
    """
    if candidate.type.shape == "action":
        return _stretches_ahead(layout, candidate)
    if candidate.type.shape != "figures":
        return False
    published = layout.article.published
    for argument in candidate.fillers("period"):
        period = argument.filler
        if not (published and isinstance(period, Mention) and isinstance(period.value, DateRange)):
            continue
        if period.value.end is None or period.value.end <= published:
            continue
        around = layout.text[max(0, period.start - _BEFORE) : period.end + _BEFORE]
        if not any(word in around for word in _SO_FAR):
            return True
    return any(
        isinstance(a.value, Money | Percent)
        and None not in (a.value.min, a.value.max)
        and a.value.min != a.value.max
        for a in candidate.fillers("amount")
    )


def _stretches_ahead(layout: Layout, candidate: Candidate) -> bool:
    """Whether the date is a deadline or a stretch to come: 未來7年投資, 年內設立, 年底前增設."""
    published, when = layout.article.published, candidate.date
    if published is None or when is None or when.end is None or when.end <= published:
        return False
    if when.start is None:
        return True
    return when.start >= published and (when.end - when.start).days > _STRETCH
