"""Which of the sums around a trigger is the deal's: not its price per share, not a valuation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from newsparse.annotation import Mention, Money
from newsparse.events.clauses import Clause
from newsparse.events.layout import Layout

_UNIT = r"股|坪|平方[米公尺呎]{0,2}|平米|呎|尺|亩|户|间|公?吨|公斤|桶|盎司|辆|台|部|瓶|单位"
# Words that make a sum something else than the deal's amount: 以每股20元收購, 估值達50億美元.
_OTHER_SUM = re.compile(
    rf"(?:估值(?![，。；、]?(?:融资|募|筹|完成|获))|市值|[净料大]赚|每股[^，。；、]{{0,6}}|每(?:{_UNIT})|股价|目标价|营收|收入|盈利|净利|获利|收益|利益|亏损|营业额|资本额|注册资本|总资产|产值|身价"
    r"|(?:认购|认股|发行|承销|申购|转换|换股|行使|行权|收盘|开盘|配股|配售|供股|招股|底)价|现价"
    r"|净值|盈余|EPS|纯益|减损|损失|负债|面额|售价|均价|单价|作价约合|面值|年薪|时薪|派|派发|配发|派息|配息|股息|股利|红利|现汇率约合|约合|折合|累计[^，。；]{0,4}[得中]标金额)(?:[^，。；、]{0,4})$"
)
# 甲減持乙，被罰款600萬元: a fine is no sum of the deal.
_FINED = re.compile(r"(?:罚款?|罚没|没收|赔偿|判赔)[^，。；、]{0,4}$")
# 轉讓價4元/股, 其中1億元用於新廠
_NOT_THE_DEALS = re.compile(rf"\s?[/／]\s?(?:{_UNIT})|(?:[将拟]?用于)")
# 以1億元，從甲旗下的乙，收購丙: a clause that only tells from whom or through whom.
_ASIDE = re.compile(r"[从向自由经]|[通透]过")
# 出售甲，股價跌1%: no share of a company
_MOVED = re.compile(
    r"(?:[涨跌升挫](?!至)|成长|增长|衰退|年增|年减|溢价|折[让价])[幅了]?(?:约|近|逾|超过?|达)*$"
)
_PRICE_PER_SHARE = re.compile(r"(?:平均|交易|成交)?(?:每股|每单位|均价|单价)[^，。；]{0,16}[，,]")
_EACH = re.compile(r"每(?:股|单位)(?:作价|代价|现金|价格|要约价|为|以){0,3}$")
_FROM, _TO = ("由", "从", "自", "由约", "从约"), ("至", "到", "成", "至约", "到约")
# 甲收購乙；丙募得3億元: what follows is told of somebody else.
_SEMICOLON = "；"


def nearest_sum(
    layout: Layout,
    index: int,
    start: int,
    end: int,
    labels: tuple[str, ...],
    free: Callable[[Mention], bool],
    *,
    fines: bool,
) -> tuple[Mention, str] | None:
    """The nearest sum or share of a trigger's clause, else of the clauses around it.

    Args:
        layout: the article.
        index: the trigger's clause.
        start: where the trigger begins.
        end: where it ends.
        labels: what it may be labelled.
        free: whether a mention with such a label may be taken.
        fines: whether a fine may be meant.
    """
    for near, rule in _reach(layout, index):
        clause = layout.clauses[near]
        options = [
            m
            for m in clause.mentions
            if m.label in labels
            and free(m)
            and not layout.in_brackets(m.start)
            and not _is_restated(m)
            and not _NOT_THE_DEALS.match(layout.text, m.end)
            and not (m.label == "PERCENT" and _MOVED.search(layout.text, clause.start, m.start))
            and not _is_other(layout, clause, m)
            and not (not fines and _FINED.search(layout.text, clause.start, m.start))
        ]
        # 由150億元調高至393億元: what it was before is no sum of the deal
        last = max((m.start for m in options if m.label == "MONEY"), default=-1)
        if layout.text.endswith(_TO, 0, last):
            options = [m for m in options if m.start >= last or not _was(layout, m)]
        if layout.text[end - 1] in "至到" and any(m.label == "PERCENT" for m in options):
            options = [m for m in options if m.start >= end] or options  # 由8.2%增至8.5%
        if options:
            best = min(options, key=lambda m: min(abs(m.start - end), abs(start - m.end)))
            return best, f"nearest:{rule}"
    return None


def price_per_share(
    layout: Layout, index: int, free: Callable[[Mention], bool]
) -> tuple[Mention, str] | None:
    """What is paid for each share, where no sum of the deal is told: 提出以每股12元收購乙."""
    for near, _ in _reach(layout, index):
        for mention in layout.clauses[near].mentions:
            if mention.label == "MONEY" and free(mention):
                begin = max(layout.clauses[near].start, mention.start - 8)
                if _EACH.search(layout.text, begin, mention.start):
                    return mention, "per share"
    return None


def _is_other(layout: Layout, clause: Clause, mention: Mention) -> bool:
    """Whether a sum is not the deal's; 29% in 以每股20元收購乙29%股權 is its stake all the same."""
    found = _OTHER_SUM.search(layout.text, max(clause.start, mention.start - 10), mention.start)
    return found is not None and (mention.label == "MONEY" or not found[0].startswith("每"))


def _was(layout: Layout, mention: Mention) -> bool:
    """Whether a sum is what another one was before: 由150億元調高至393億元."""
    return mention.label == "MONEY" and layout.text.endswith(_FROM, 0, mention.start)


def _reach(layout: Layout, index: int) -> Iterator[tuple[int, str]]:
    """The clause itself, and the nearest before and behind it that may tell its sum."""
    yield index, "clause"
    clauses = layout.clauses
    sentence = clauses[index].sentence
    for step in (-1, 1):
        near = index + step
        while 0 <= near < len(clauses) and clauses[near].sentence == sentence:
            if not (
                _restates(clauses[near])  # 以10億美元，約合78億港元，收購…
                or _prices(layout, near)  # 買進3張，每股20元，總金額6萬元
                or (step < 0 and _ASIDE.match(layout.text, clauses[near].start))
            ):
                if _SEMICOLON not in _between(layout, *sorted((near, index))):
                    yield near, "next clause"
                break
            near += step


def _prices(layout: Layout, index: int) -> bool:
    """Whether a clause tells nothing but what a share costs."""
    clause = layout.clauses[index]
    return _PRICE_PER_SHARE.match(layout.text, clause.start, clause.end) is not None


def _between(layout: Layout, first: int, last: int) -> str:
    """The text from the end of one clause to the start of another."""
    return layout.text[layout.clauses[first].end - 1 : layout.clauses[last].start]


def _is_restated(mention: Mention) -> bool:
    """An amount that says another one in a second currency."""
    return isinstance(mention.value, Money) and mention.value.converts is not None


def _restates(clause: Clause) -> bool:
    """A clause that holds nothing but such amounts."""
    return bool(clause.mentions) and all(map(_is_restated, clause.mentions))
