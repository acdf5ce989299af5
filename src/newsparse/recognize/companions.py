"""Unknown companies in the company of known words: enumerations and describing nouns.

Who stands in one list with companies is a company (台達電、昶德及駿樺), and so is who is called
one (供應商昶德、子公司駿樺，) or raises money (昶德完成數億元融資).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from newsparse.annotation import Mention
from newsparse.recognize.scores import common_words
from newsparse.recognize.suffixed import generic, suffix_labels
from newsparse.text.characters import HAN

_ITEM = rf"{HAN}{{2,5}}"
_STOP = "、，,。；;（(）)」』 \n"
_NEXT_ITEM = re.compile(rf"(?:、|,\s?|和|及|与|以及)(?P<name>{_ITEM}?)(?=[、及和与等{_STOP}]|以及)")
_ITEM_BEFORE = re.compile(rf"(?:[、及和与]|[{_STOP}])(?P<name>{_ITEM})、\Z")
# Each word begins with a plain character, so that the engine skips to the first of them.
_CALLED = re.compile(
    r"(?:子公司|母公司|关系企业|转投资|厂者|业者|厂商|大厂|客户|供应商|供货商|代工厂|龙头|对手|"
    r"疫苗厂|药厂|车厂|同业|品牌商?|券商|新创|独角兽|科技巨头|电商|零售商|运营商|开发商)"
    rf"(?P<name>{_ITEM})(?=[{_STOP}]|等[0-9两三四五六多数]*[家间大])"
)
_LEAD = re.compile("[^、]{0,4}(?:来自|包括|[由与为向给如有是对])")
_COUNT = re.compile(
    r"等[0-9两三四五六七八九十多数]*[家间大]?"
    r"(?:公司|企业|厂商|业者|银行|券商|药厂|车厂|上市公司)"
)
_COUNTED = re.compile(rf"{_ITEM}(?:、{_ITEM})+\Z")
# What who raises money is followed by; to be compiled with re.VERBOSE.
RAISES = r"""
    (?:[（(][^（()）\n]{1,24}[）)])?
    (?:，?[于在]?(?:近日|日前|近期|今日|昨日|[今去]年)|[0-9]+月(?:[0-9]+日)?)?
    (?:正式|已经?|再次?|连续|相继|先后|顺利|又|对外|官宣|宣布|确认|首次)*
    (?:完成|获得?|拿下|斩获)[^，。；\n]{0,18}?(?:融资|战略投资)
"""
_RAISING = re.compile(rf"(?P<name>{_ITEM}?){RAISES}", re.VERBOSE)
_REACH = 60  # characters of a list before its count


@cache
def _no_name() -> re.Pattern[str]:
    """Words that are no part of a short company name."""
    bodies = [s for s, label in suffix_labels().items() if label != "COMPANY" and len(s) > 1]
    return re.compile(
        "|".join(sorted(bodies)) + "|[的了是在有为将已被把对从于并而及与和其等个家间项种款类者们]|"
        "[0一二两三四五六七八九十百千万亿多数越压增减之亦签]|议价|向好|研报|承租|市占|入局|跨界|也|公司|厂商|业者|企业|集团|市场|产业|产品|服务|业务|技术"
    )


def companions(key: str, named: Sequence[Mention], taken: bytearray) -> Iterator[str]:
    """Companies that only their neighbours give away, in Simplified form.

    Args:
        key: the article in Simplified form.
        named: everything found so far.
        taken: for each character, 1 if it is in one of those names.

    Example:
        >>> text = "订单来自昶德、骏桦等3家公司。昶德看好，骏桦保守。"
        >>> list(companions(text, [], bytearray(len(text))))
        ['昶德', '骏桦']
    """
    spans: list[tuple[int, int]] = [m.span("name") for m in _CALLED.finditer(key)]
    for count in _COUNT.finditer(key):
        match = _COUNTED.search(key, max(0, count.start() - _REACH), count.start())
        if match is None:
            continue
        cue = _LEAD.match(key, match.start())
        start = match.start() if cue is None else cue.end()
        for part in key[start : match.end()].split("、"):
            spans.append((start, start + len(part)))
            start += len(part) + 1
    walked: set[int] = set()  # each company of a list would walk to its end again
    for company in (m for m in named if m.label == "COMPANY"):
        at = company.end
        while at not in walked and (item := _NEXT_ITEM.match(key, at)) is not None:
            walked.add(at)
            spans.append(item.span("name"))
            at = item.end()
        if key.endswith("、", 0, company.start):
            before = _ITEM_BEFORE.search(key, max(0, company.start - 7), company.start)
            if before is not None:
                spans.append(before.span("name"))
    raising = _RAISING.match(key)  # in the headline
    if raising is not None:
        spans.append(raising.span("name"))
    seen: set[str] = set()
    for start, end in spans:
        name = key[start:end]
        if 1 in taken[start:end] or name in seen:
            continue
        seen.add(name)
        if _may_be_a_name(name) and (len(name) > 2 or key.count(name) > 1):
            yield name


def _may_be_a_name(name: str) -> bool:
    return not (_no_name().search(name) or generic(name, "公司") or has_ordinary_pair(name))


def has_ordinary_pair(name: str) -> bool:
    """Whether an ordinary word is in it (增购|伺服器, 物理|智能).

    Example:
        >>> has_ordinary_pair("物理智能"), has_ordinary_pair("昶德")
        (True, False)
    """
    words = common_words()
    return any(name[i : i + 2] in words for i in range(len(name) - 1))
