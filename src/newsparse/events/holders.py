"""Shareholders listed each with the company whose shares they trade.

甲董事長乙、丙大股東丁都在12月加碼1,500張 is two purchases. In 甲大股東乙買進600張、丙董事丁300張
the second one has a number of its own and no verb.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from newsparse.annotation import Argument, Mention, Span
from newsparse.events.candidate import Candidate
from newsparse.events.clauses import Clause
from newsparse.events.layout import Layout

_HOLDER, _COMPANY, _SHARES = "holder", "company", "shares"
_ROLES = frozenset((_HOLDER, _COMPANY, _SHARES))
# What ties a shareholder to the company named right before.
_TIE = re.compile(
    r"(?:的|旗下|公司)?(?:原|前|副|大|主要|控股|法人|独立|第[一二]大|董事|股东|董事长|监察人|总经理"
    r"|执行长|财务长|副总|经理|董座|总座|代表人|创办人|创始人)+"
)
_COUNT = re.compile(
    r"(?:则|也|亦)?(?:买进|加码|增持|减持|卖出|敲进)?"
    r"(?P<count>(?:约|近|逾|超过)?[\d,，.]+(?:万|亿|千)?\s?[股张])(?:持股|股票|股份)?"
)
_NEXT = re.compile(r"(?:、|及|和|与|以及|，)+")


def each_holder(layout: Layout, candidate: Candidate) -> list[Candidate]:
    """A candidate as one per shareholder where the list names a company for each.

    Args:
        layout: the article.
        candidate: a statement; of a type without shareholders it stays as it is.
    """
    if not candidate.type.by_name.keys() >= _ROLES:
        return [candidate]
    held = candidate.fillers(_HOLDER) + candidate.fillers(_COMPANY)
    spans = {a.span for a in held}
    for argument in held[:1]:
        if argument.span is None:
            return [candidate]
        clause = layout.clauses[layout.clause_at(argument.span[0])]
        pairs = _pairs(layout, clause)
        if len(pairs) > 1 and any((m.start, m.end) in spans for pair in pairs for m in pair[:2]):
            return [_of(candidate, *pair) for pair in pairs]
    return [candidate]


def _pairs(layout: Layout, clause: Clause) -> list[tuple[Mention, Mention, Span | None]]:
    """The list of a clause: company, shareholder, and the number of shares if each has one."""
    names = [m for m in clause.mentions if m.label in ("COMPANY", "PERSON")]
    pairs: list[tuple[Mention, Mention, Span | None]] = []
    end = -1
    for company, holder in pairwise(names):
        if company.label != "COMPANY" or company.start < end:
            continue
        if not _TIE.fullmatch(layout.gap(company.end, holder.start)):
            continue
        if pairs and not _NEXT.fullmatch(layout.gap(end, company.start)):
            pairs = []
        count = _COUNT.match(layout.text, holder.end)
        span = None
        end = holder.end
        if count:
            first, last = count.span("count")
            span, end = layout.span(first, last), count.end()
        pairs.append((company, holder, span))
    return pairs


def _of(candidate: Candidate, company: Mention, holder: Mention, count: Span | None) -> Candidate:
    own: dict[str, Mention | Span] = {_HOLDER: holder, _COMPANY: company}
    if count:
        own[_SHARES] = count
    kept = [a for a in candidate.arguments if a.role not in own]
    listed = [Argument(role, filler, "list of shareholders") for role, filler in own.items()]
    return replace(candidate, arguments=[*listed, *kept])
