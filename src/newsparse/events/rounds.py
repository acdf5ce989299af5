"""Rounds of funding that are told investor by investor: 甲出資2,000萬元，乙出資8,000萬元 is one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsparse.events.agreement import agree, apart, share
from newsparse.events.candidate import Candidate

_LETTER, _THIS = "round", re.compile(r"(?:最?新一|本|此|[这這])[轮輪]")
_FORMS = frozenset(("現金增資", "现金增资", "現增", "现增", "私募"))
_CLOSE = 10
_TAKER, _GIVERS = "investee", ("investor", "lead_investor")
_ROUND = {_TAKER, "investor", _LETTER}


def one_round(a: Candidate, b: Candidate) -> bool:
    """Whether two investors' sums are parts of one round."""
    if abs(a.sentence - b.sentence) > 1 or not a.type.by_name.keys() >= _ROUND:
        return False
    if not (b.fillers("investor") and share(a, b, ("investee",))):
        return False
    rounds = a.fillers("round") and b.fillers("round")
    return (not rounds or share(a, b, ("round",))) and not apart(a, b)


def this_round(told: Sequence[Candidate], new: Candidate) -> bool:
    """Whether a round told by its place in time can be one told by its letter: 新一輪, A輪.

    Not where one is done and the other planned: 完成A輪融資，並將啟動新一輪融資. How shares are
    issued is no letter: 現金增資私募普通股 is one round.
    """
    words = [a.text for c in (*told, new) for a in c.fillers(_LETTER)]
    if _FORMS.issuperset(words):
        return any(abs(c.trigger.start - new.trigger.start) <= _CLOSE for c in told)
    return any(_THIS.match(w) for w in words) and any(c.status == new.status for c in told)


def turned_round(a: Candidate, b: Candidate) -> bool:
    """Whether one statement took for the company funded who funds it in the other: A輪由甲領投."""
    if a.sentence != b.sentence or not a.type.by_name.keys() >= _ROUND or apart(a, b):
        return False
    if not share(a, b, ("round",)):
        return False
    for one, other in ((a, b), (b, a)):
        taker, givers = other.fillers(_TAKER), [x for g in _GIVERS for x in other.fillers(g)]
        if not (taker and givers):
            continue
        wrong = [x for x in one.fillers(_TAKER) if any(agree(x, y) for y in givers)]
        wrong += [x for g in _GIVERS for x in one.fillers(g) if any(agree(x, y) for y in taker)]
        if wrong:
            one.arguments = [x for x in one.arguments if x not in wrong]
            return True
    return False
