"""The price that a security stands at: 收報39806點, 來到31.2元, 攻上漲停，達814元."""

from __future__ import annotations

import re

from newsparse.annotation import Mention, Span
from newsparse.events.layout import Layout
from newsparse.events.markets import is_mark
from newsparse.events.words import Word

Filler = Mention | Span
POINTS = re.compile(
    r"(?:约|近|逾|超)?(?:\d[\d,，.]*|[一二两三四五六七八九]万(?:[一二三四五六七八九]千)?|(?<=[约近逾超])[百千])"
    r"\s?(?:多|余)?点(?![\d钟子]|多钟)"
)
# 收52.9元, 報19.36元, 每桶78.4美元: what stands right before a quoted price.
_QUOTED = re.compile(
    r"(?:(?:(?<![高低营])收|报|每桶|每盎司|均价|现价)(?:于|在|为|至|市)?|(?:[涨跌升挫扬]|[开走][高低])(?:了|约|近|逾)?[\d,.]+\s?(?:点、为|(?:点|港?元|美元|日圆)，?至(?:每股)?)|(?<!最[高低])来到|[下上]探(?:至|到)?|[％%][至到])\s?$"
)
# 美元指數尾市報104.14: an index without 點.
_LEVEL = re.compile(
    r"(?:(?<=报)|(?P<to>(?<=[％%][至到])|(?<=[％%] [至到] )|(?<=[％%] [至到])))"
    r"\d{2,4}\.\d{1,3}(?![\d点%元美日])"
)
# 攻上漲停，達814元
_REACHED = re.compile(r"(?:股价)?[达报收]\s?(?:每股)?\s?")
# 大漲2.5元、收盤價48.2元: the close is told behind its word
_LISTS = re.compile("[、，]")
# 終場以16.9元收紅
_CLOSED_AT = re.compile(r"收[红黑高低涨跌升]")
# 營收102億元 is no price of a share.
_SUM = re.compile(r"[億亿萬万兆]")
_HUGE = re.compile(r"[億亿兆]")
_ON_FROM = re.compile(r"\s?(?:上|下)?[涨跌升降](?:至|到)")
# 以27日收盤價48.15元計算，殖利率達6.2%: what is reckoned with is no price of the day.
_RECKONED = re.compile(r"(?:来|的基础)?(?:计算|估算|推算|换算|试算|计(?!价))")
_TODAY = 10
_MOVES = re.compile(r"[涨跌升降挫扬泻]")
_MOVED_BY = re.compile(r"[涨跌升降挫扬泻]$")


def quoted_price(
    layout: Layout, index: int, words: list[Word], securities: list[Filler]
) -> Filler | None:
    """The price next to 收報, 作收, 報: 收報39806點，跌196點."""
    sentence = layout.clauses[index].sentence
    mark: Filler | None = None
    share = any(isinstance(s, Mention) and s.label == "COMPANY" for s in securities)
    sums = _SUM if share else _HUGE  # a coin stands at 5萬美元
    told = ("close",) if share else ("close", "level")
    of_index = any(layout.key(s).endswith("指数") for s in securities)
    for near in (index, index + 1, index - 1):
        if not 0 <= near < len(layout.clauses) or layout.clauses[near].sentence != sentence:
            continue
        clause = layout.clauses[near]
        if near != index and _of_another(layout, near, index, words, securities):
            continue
        closes = [w for w in words if w.group in told and clause.start <= w.start < clause.end]
        prices = [m for m in clause.mentions if m.label == "MONEY"]
        quoted = [m for m in prices if not sums.search(m.text)]
        points = [m.span() for m in POINTS.finditer(layout.text, clause.start, clause.end)]
        for close in closes:
            for mention in quoted:
                if _ON_FROM.match(layout.text, mention.end):
                    continue  # 由收盤價8元漲至收盤價10元
                today = layout.text.find("今", max(0, close.start - _TODAY), close.start) >= 0
                if not today and _RECKONED.match(layout.text, mention.end):
                    continue
                if 0 <= mention.start - close.end <= 3:
                    if _MOVED_BY.search(layout.text, close.end, mention.start):
                        continue  # 收盤再跌1.3元 is how far
                    return mention
                if 0 <= close.start - mention.end <= 2 and not _LISTS.match(
                    layout.text, mention.end
                ):
                    return mention
            for start, end in points:
                if _MOVES.search(layout.text, close.end, start):
                    continue  # 收盤上漲200點 is how far, not where to
                if start < close.start and _MOVES.search(layout.text, max(0, start - 3), start):
                    continue  # 小漲50點作收
                if 0 <= start - close.end <= 3 or 0 <= close.start - end <= 2:
                    if not is_mark(layout, start):
                        return layout.span(start, end)
                    mark = mark or layout.span(start, end)  # 失守18000點，收報17799點
        begin = min(clause.start, layout.clauses[index].start)  # 收漲5元，至385元
        for mention in quoted:
            if _QUOTED.search(layout.text, max(begin, mention.start - 16), mention.start):
                return mention
            if layout.text.endswith("以", 0, mention.start) and _CLOSED_AT.match(
                layout.text, mention.end
            ):
                return mention
            if _REACHED.fullmatch(layout.text, clause.start, mention.start):
                return mention
        for start, end in points:
            if _QUOTED.search(layout.text, max(begin, start - 16), start):
                return layout.span(start, end)
        level = _LEVEL.search(layout.text, clause.start, clause.end) if of_index else None
        if level and (near >= index or level["to"] is None):
            # not 美元指數回升0.5%至98.8，帶動公債走弱
            return layout.span(*level.span())
    return mark


def _of_another(
    layout: Layout, near: int, index: int, words: list[Word], securities: list[Filler]
) -> bool:
    """Whether a clause tells of another security: 道瓊收盤報40000點，標普漲0.3%.

    A clause before the move that names none goes on about the one named before it: 甲走低，
    收在107.5元；乙也有1%漲幅.
    """
    own = {s.entity or s.text if isinstance(s, Mention) else s.text for s in securities}
    told = _named_in(layout, near, words)
    labels = (
        ("COMPANY", "PRODUCT")
        if any(getattr(s, "label", "") == "COMPANY" for s in securities)
        else ("PRODUCT",)
    )
    while near < index and not told and near and _same(layout, near - 1, index):
        near -= 1
        told = _named_in(layout, near, words, labels)
    # 台股指數 is 台股
    return bool(told) and not any(a in b or b in a for a in told for b in own)


def _same(layout: Layout, one: int, other: int) -> bool:
    return layout.clauses[one].sentence == layout.clauses[other].sentence


def _named_in(
    layout: Layout, index: int, words: list[Word], labels: tuple[str, ...] = ("COMPANY", "PRODUCT")
) -> set[str]:
    clause = layout.clauses[index]
    names = [m for m in clause.mentions if m.label in labels]
    return {key for m in names for key in (m.entity, m.text) if key} | {
        layout.article.text[w.start : w.end]
        for w in words
        if w.group == "index" and clause.start <= w.start < clause.end
        if layout.name_over(w.start, w.end) is None
    }
