"""Whether a statement is an event that a reader would record, or talk in passing.

擴產 in 受惠半導體業擴產潮 and in 公司將斥資10億元擴產 have the same trigger and fillers; what tells
them apart are many weak signs. A logistic model with readable features weighs them, trained by
``training/train_plausible.py``; types that are not in the table (a user's own) are not weighed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache

from newsparse.annotation import Percent
from newsparse.events.candidate import Candidate
from newsparse.events.layout import Layout
from newsparse.events.plausible_signs import Surroundings, features
from newsparse.lexicon import read_table

TABLE = "event_weights.csv"
# What a phrase of its kind tells beside a verb of launching is one, whatever the verb alone may be.
# X 手機上市 is a product, whoever else could be listed.
_KIND, _OF_KIND = ":kind", 1.0
_NOTHING = (False, 0.0)
# 與乙設立合資公司 is told of two firms, as 設立子公司 is told of one.
_JOINT = "合资公司"
# 甲擬出售乙85%股權: whose share of whom is handed over is told in no other news.
_SHARE_OF, _OF_SHARE = ("target", "stake"), 1.0
# 決議投資甲: a firm gets money, and no plant is built.
_FUNDING, _OF_FIRM, _TO = "funding", 1.0, "before:to"
# 出售子公司85%股權 hands over the company; 減持3% only changes a holding.
_STAKE, _TAKEOVER, _HALF, _SLIGHT = "stake_change", "acquisition", 50, 30


@cache
def _weights() -> dict[str, float]:
    return {
        feature: float(weight) for _, (feature, weight) in read_table(TABLE, ("feature", "weight"))
    }


def keep_plausible(
    layout: Layout, candidates: Sequence[Candidate], weights: Mapping[str, float] | None = None
) -> list[Candidate]:
    """The candidates that the weighed signs speak for, and those of types not weighed.

    入股 can be a funding or a stake change: of the types that read one trigger, the one with the
    greatest weight stays.

    Args:
        layout: the article.
        candidates: all statements found in it.
        weights: of the signs; those of the shipped table unless given.
    """
    weights = _weights() if weights is None else weights
    around = Surroundings.of(candidates)
    kept: list[Candidate] = []
    weighed: dict[int, tuple[bool, float, Candidate]] = {}
    for c in candidates:
        if c.type.shape != "action" or f"type={c.type.name}" not in weights:
            kept.append(c)
            continue
        if c.type.name == _STAKE and _whole(c) and _TAKEOVER in around.rivals[c.trigger.start]:
            continue
        weight = sum([weights.get(f, 0.0) for f in features(layout, c, around)])
        if _into(layout, c):
            weight += _OF_FIRM
        if c.type.name == _TAKEOVER and _STAKE in around.rivals[c.trigger.start] and _slight(c):
            weight -= _OF_SHARE
        if _share_of(c) and (_STAKE not in around.rivals[c.trigger.start] or _whole(c)):
            weight += _OF_SHARE
        joint = c.frame is not None and _JOINT in c.frame.context
        described = joint or (
            bool(c.type.kinded) and any(a.rule.endswith(_KIND) for a in c.arguments)
        )
        rival = weighed.get(c.trigger.start)
        if rival is not None and c.trigger.end != rival[2].trigger.end:
            # 成立合資公司 says more than 成立: of two words it is the weight alone that tells
            if weight > max(0.0, rival[1]):
                weighed[c.trigger.start] = (described, weight, c)
            continue
        sure = weight + _OF_KIND * described > 0
        if sure and (described, weight) > (rival or _NOTHING)[:2]:
            weighed[c.trigger.start] = (described, weight, c)
    last = -1
    for *_, c in sorted(weighed.values(), key=lambda found: found[2].trigger.start):
        if c.trigger.start >= last or c.type.name == kept[-1].type.name:
            kept.append(c)
            last = c.trigger.end
    return kept


def _into(layout: Layout, candidate: Candidate) -> bool:
    """Whether the name behind the verb or 向 tells who is put money into: 投資甲, 向甲投資."""
    if candidate.type.name != _FUNDING or not candidate.fillers("investor"):
        return False
    return any(
        a.rule == _TO or (a.span is not None and a.span[0] == candidate.trigger.end)
        for a in candidate.fillers("investee")
    )


def _share_of(candidate: Candidate) -> bool:
    """Whether a share of a company changes hands, and who buys or sells it is told at once."""
    if candidate.type.name != _TAKEOVER or not all(map(candidate.fillers, _SHARE_OF)):
        return False
    told = [*candidate.fillers("acquirer"), *candidate.fillers("seller")]
    return any(a.rule != "main company" for a in told)


def _slight(candidate: Candidate) -> bool:
    """Whether less changes hands than puts a company into other hands."""
    return any(share < _SLIGHT for share in _shares(candidate))


def _whole(candidate: Candidate) -> bool:
    """Whether half of a company or more changes hands."""
    return any(share >= _HALF for share in _shares(candidate))


def _shares(candidate: Candidate) -> list[Decimal]:
    """The shares of a company that are told to change hands, at least."""
    values = [a.value for a in candidate.fillers("stake")]
    return [v.min for v in values if isinstance(v, Percent) and v.min is not None]
