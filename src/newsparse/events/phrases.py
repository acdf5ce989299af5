"""The noun phrases of a clause: runs of names, and the word in front that tells their place.

A phrase is a run of mentions with little between them (騰訊 董事長 馬化騰); the word right before
it (被 由 將 向 對 與 從 在) tells where it stands towards the verb.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsparse.annotation import Mention
from newsparse.events.clauses import Clause
from newsparse.events.layout import Layout
from newsparse.text.characters import HAN

_OPENING = "「『“《 "
# A mention with the rule that put it where it stands.
Found = tuple[Mention, str]
_MARKER = re.compile(
    rf"(?P<agent>被|遭|由|经|获得?|受到?|蒙|引进|引入|引来|(?<!{HAN})拉)"
    r"|(?P<object>将|把|持有)"
    r"|(?P<to>向|给予?|予|至)"
    r"|(?P<on>对于?|就|针对)"
    r"|(?P<with>与|和|跟|同|联手|携手|联同|偕同?|伙同?|联合)"
    r"|(?P<from>从|自)"
    r"|(?P<at>在|于|赴|到|位于)"
    r"|(?P<as>为|(?<![现前历时首主原])任|成为|担任|出任)"
)
# 與美國甲簽約: where a firm is from may stand between.
_LANDS = (
    "美国|日本|德国|法国|英国|韩国|瑞士|荷兰|意大利|丹麦|瑞典|以色列|印度|俄罗斯"
    "|西班牙|加拿大|澳洲|国内|海外|全球"
)
# 將其持有的A股權轉讓: whose it is stands between.
_HELD = "(?:其所?|所)?(?:[直间]接|合计|共同)?(?:持有?|拥有)的?|其?(?:手[中上]|名下|旗下)的"
_MARKER_AT_END = re.compile(
    rf"(?:{_MARKER.pattern})(?:旗下|原|前|了|其|[时现]任|转投资|(?:全资|控股)?[子孙]公司|{_LANDS}|{_HELD})?$"
)
_MARKER_REACH = 9
# No marker ends in any other character, and few words before a name do: a glance saves the search.
_IN_MARKERS = frozenset(_MARKER_AT_END.pattern)
_KINDS = (
    "商|厂|企业|公司|集团|机构|品牌|平台|业者|巨头|券商|基金"
    "|龙头|同业|债权人|股东|银行|创投|单位|院校|大学|所|店|超商|超市|客户|买家|新创|团体"
)
_KIND_ENDS = tuple(_KINDS.split("|"))
# 與電訊商A, 被供应商B, 向飛機租賃商C: what a firm is may stand between the marker and its name.
_MARKER_WITH_KIND = re.compile(
    r"(?:(?P<agent>被|遭|由(?!于))|(?P<object>将|把)|(?P<to>向)|(?P<on>对)|(?P<with>与|和|联手|携手|伙)"
    rf"|(?P<from>从))[^，。；、：被遭由将把向对与和从的]{{1,8}}(?:{_KINDS})$"
)
# 向無塵室與機電工程大廠A: a kind of two parts.
_TO_KIND = re.compile(
    r"(?<![偏倾走面迈方导])向(?!性)[^，。；、：被遭由将把向对从的]{1,8}[与和及][^，。；、：被遭由将把向对从的]{1,8}(?:商|厂|企业|公司|集团|龙头|业者)$"
)
# 甲旗下乙, 甲轉投資的乙: whose firm it is stands before its name.
OWNED = re.compile(
    r"(?:集团|公司)?(?:旗下|下属|下辖|的?[^，。；、：对向将与为由]{0,4}?(?:子公司|孙公司|附属公司|小金鸡|转投资|投资(?=的)|控股|控制|主导)的?)[^，。；、：与和跟同及]{0,6}"
    r"|(?:公司)?(?:的)?(?:第[一二三四五]大|大|控股)?股东"
)
# 獲某某、乙投資: the first of a list may be a name that nothing recognizes.
_UNKNOWN_FIRST = re.compile(
    rf"(?<=[获由被遭])(?:(?![获由被遭将把向与和]){HAN}){{2,6}}、$|(?<=获得)(?:(?![获由被遭将把向与和]){HAN}){{2,6}}、$"
)
# 向A的競爭對手B投資: A only tells who B is, and the marker is B's.
_ATTRIBUTE = re.compile(
    r"的?[^，。；、：对向将与为由]{0,4}(?:对手|股东|供应商|代工厂|客户|伙伴|母公司|子公司|孙公司|附属公司|投资公司|创投|旗下|品牌|关系企业|所有者|拥有者|持有人|开发商|制造商|运营商|营运商|发行商|总公司)$"
)


def phrases_of(layout: Layout, clause: Clause) -> list[list[Mention]]:
    """The phrases of a whole clause, asides among them; worked out once."""
    found = layout.phrases.get(clause.start)
    if found is None:
        found = layout.phrases[clause.start] = phrases(layout, clause.mentions)
    return found


def phrases(
    layout: Layout, mentions: Sequence[Mention], *, asides: bool = True
) -> list[list[Mention]]:
    """Runs of names with nothing or little between them; without asides no 乙 of 甲（簡稱乙）."""
    runs: list[list[Mention]] = []
    for mention in mentions:
        if mention.label in ("MONEY", "PERCENT", "DATE"):
            continue
        if not asides and runs and _is_aside(layout, runs[-1][-1], mention):
            continue
        if runs and _continues(layout, runs[-1][-1], mention):
            runs[-1].append(mention)
        else:
            runs.append([mention])
    return runs


def _is_aside(layout: Layout, left: Mention, right: Mention) -> bool:
    """Whether a name stands in brackets right behind another of its kind."""
    return (
        left.label == right.label
        and layout.in_brackets(right.start)
        and not layout.in_brackets(left.start)
    )


def _continues(layout: Layout, left: Mention, right: Mention) -> bool:
    if left.label != right.label:
        gap = layout.gap(left.end, right.start)
        return len(gap) <= 2 and not _MARKER.search(gap)
    if layout.joined(left, right):
        return True
    gap = layout.gap(left.end, right.start)
    return bool(_ATTRIBUTE.match(gap) or OWNED.fullmatch(gap))


def marked_place(layout: Layout, mention: Mention, begin: int) -> str | None:
    """The place that the word right before a mention tells (被 agent, 將 object, 向 to …)."""
    wide = layout.text[max(begin, mention.start - 14) : mention.start]
    if wide.endswith("、") and mention.label in ("COMPANY", "ORG"):
        wide = _UNKNOWN_FIRST.sub("", wide)
    tail = wide[-_MARKER_REACH:].rstrip(_OPENING)
    match = _MARKER_AT_END.search(tail) if tail[-1:] in _IN_MARKERS else None
    if match is None and mention.label in ("COMPANY", "ORG"):
        wide = wide.rstrip(_OPENING)
        if not wide.endswith(_KIND_ENDS):
            return None
        if _TO_KIND.search(wide):
            return "to"
        match = _MARKER_WITH_KIND.search(wide)
    return match.lastgroup if match else None
