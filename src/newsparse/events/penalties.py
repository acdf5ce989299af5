"""What a list of penalties says of each name, as in 對甲處以40萬元罰款；對乙給予警告，並處以60萬元.

The verbs further on in each part name nobody; the part goes on until somebody else is named with
對, and a sum in it is of that part alone.
"""

from __future__ import annotations

from newsparse.annotation import Argument, Mention
from newsparse.events.candidate import FROM_AFAR
from newsparse.events.event_type import EventType, Role
from newsparse.events.layout import Layout
from newsparse.events.lists import others_of_list
from newsparse.events.phrases import marked_place

_ON = "on"
_FAR = 12
_CUE = 10


def own_part(
    layout: Layout, event_type: EventType, index: int, arguments: list[Argument]
) -> list[Argument]:
    """The arguments with the name and the sum of the part that the trigger stands in.

    Args:
        layout: the article.
        event_type: what the trigger may express; a type without pairs of name and sum stays.
        index: the trigger's clause.
        arguments: the fillers found.
    """
    if not event_type.pairs:
        return arguments
    who, what = (event_type.role(name) for name in event_type.pairs)
    opening = _opening(layout, who, index)
    if opening is None:
        return arguments
    first, named = opening
    told = [a for a in arguments if a.role == who.name]
    if told and all(a.rule in FROM_AFAR for a in told):
        listed = [named, *others_of_list(layout, named, who.labels)]
        rest = [a for a in arguments if a.role != who.name]
        arguments = [*(Argument(who.name, m, "object of the part") for m in listed), *rest]
    begin, stop = layout.clauses[first].start, _stop(layout, who, index)
    sums = [a for a in arguments if a.role == what.name]
    if all(a.span and begin <= a.span[0] < stop for a in sums) and sums:
        return arguments
    rest = [a for a in arguments if a.role != what.name]
    own = next((m for m in layout.between(begin, stop) if _marked(layout, what, m)), None)
    return [*rest, Argument(what.name, own, "sum of the part")] if own else rest


def _opening(layout: Layout, who: Role, index: int) -> tuple[int, Mention] | None:
    """The clause that opens the part and whom it names: the last one before with 對."""
    sentence = layout.clauses[index].sentence
    for back in range(index, max(-1, index - _FAR), -1):
        clause = layout.clauses[back]
        if clause.sentence != sentence:
            return None
        named = _with_on(layout, who, back)
        if named:
            return back, named
    return None


def _with_on(layout: Layout, who: Role, index: int) -> Mention | None:
    clause = layout.clauses[index]
    return next(
        (
            m
            for m in clause.mentions
            if m.label in who.labels and marked_place(layout, m, clause.start) == _ON
        ),
        None,
    )


def _stop(layout: Layout, who: Role, index: int) -> int:
    """Where the part ends: at the next 對, or with the sentence."""
    sentence = layout.clauses[index].sentence
    for ahead in range(index + 1, min(len(layout.clauses), index + _FAR)):
        if layout.clauses[ahead].sentence != sentence:
            break
        if _with_on(layout, who, ahead):
            return layout.clauses[ahead].start
    return layout.article.sentences[sentence][1]


def _marked(layout: Layout, what: Role, mention: Mention) -> bool:
    """Whether a word that marks the sum stands at it: 處以40萬元, 40萬元罰款."""
    if mention.label not in what.labels:
        return False
    left = layout.text[max(0, mention.start - _CUE) : mention.start].rstrip("人民币共计 约")
    return left.endswith(what.after) or layout.text.startswith(what.before, mention.end)
