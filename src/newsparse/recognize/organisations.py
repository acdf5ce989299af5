"""Companies, public bodies and places that no list knows, by what their names end in."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log

from newsparse.annotation import Article, Mention
from newsparse.recognize.scores import PAD, load_weights, shape, total
from newsparse.recognize.suffixed import beginnings, endings, suffix_labels

Span = tuple[int, int]

# Log-odds, chosen on held-out news for an even balance of misses and false finds.
_ACCEPT = {"COMPANY": -0.5, "ORG": -0.5, "PLACE": -0.2}
_STARTS_LISTED = 0.7  # the candidate begins with a listed place or name (日本|政府, 台积电|集团)
_HOPELESS = -8.5  # no start makes up for such an ending
_ECHO = -2.5  # a further occurrence of an accepted name needs only this


def find_organisations(article: Article, known: Sequence[Mention]) -> list[Mention]:
    """Names with a telling last word.

    Args:
        article: the article.
        known: what lists and value rules have found; their edges are never crossed.

    Example:
        >>> article = Article("實密科技股份有限公司昨日向經濟部投資審議委員會提出申請。")
        >>> [(m.text, m.label) for m in find_organisations(article, [])]
        [('實密科技股份有限公司', 'COMPANY'), ('經濟部投資審議委員會', 'ORG')]
    """
    shaped = shape(article.simplified)
    odds = _odds(shaped, known)
    labels = suffix_labels()
    accepted = {
        shaped[start:end]
        for (start, end), (value, cut) in odds.items()
        if value > _ACCEPT[labels[shaped[cut:end]]]
    }
    pad, text = len(PAD), article.text
    found: list[Mention] = []
    taken = bytearray(len(shaped))
    ranked = sorted(
        odds.items(), key=lambda item: (-(item[0][1] - item[0][0]) - item[1][0], item[0])
    )
    for (start, end), (_, cut) in ranked:
        surface = shaped[start:end]
        if surface not in accepted or any(taken[start:end]):
            continue
        taken[start:end] = b"\1" * (end - start)
        begin, stop = start - pad, end - pad
        suffix = shaped[cut:end]
        found.append(
            Mention(begin, stop, labels[suffix], text[begin:stop], f"suffix:{suffix}")
        )
    return sorted(found, key=lambda m: m.start)


def _odds(shaped: str, known: Sequence[Mention]) -> dict[Span, tuple[float, int]]:
    """Log-odds and start of the suffix of the best candidate for each end."""
    pad = len(PAD)
    inside = bytearray(len(shaped) + 1)  # positions where cutting would split a listed name
    begins: dict[int, Mention] = {}
    places: set[Span] = set()
    for m in known:
        begin, stop = m.start + pad, m.end + pad
        inside[begin + 1 : stop] = b"\1" * (stop - begin - 1)
        begins[begin] = m
        if m.label == "PLACE":
            places.add((begin, stop))
    labels = suffix_labels()
    weights = load_weights("name_suffixed.csv")
    odds: dict[Span, tuple[float, int]] = {}
    for ending in endings(shaped):
        cut, end, suffix, evidence = ending
        value = weights["bias"] + total(weights, evidence)
        if inside[end] or value < _HOPELESS:
            continue
        label = labels[suffix]
        choices: list[tuple[float, int]] = []
        for start, passed, own in beginnings(shaped, ending):
            value += total(weights, passed)
            if inside[start] or (label == "COMPANY" and (start, cut) in places):
                continue  # 美国公司, 中国企业: any company there
            bonus = 0.0
            first = begins.get(start)
            if first is not None and first.end + pad <= end:
                if first.label == "PERSON":
                    continue  # 林绍波|期望公司
                if first.label == "PLACE" or (
                    first.label in ("ORG", "COMPANY") and label != "PLACE"
                ):
                    bonus = _STARTS_LISTED
            choices.append((value + bonus + total(weights, own), start))
        if choices:
            # The starts share the odds that there is a name at all; the likeliest one has it.
            together = log(sum(exp(choice) for choice, _ in choices))
            if together > _ECHO:
                odds[max(choices)[1], end] = (together, cut)
    return odds
