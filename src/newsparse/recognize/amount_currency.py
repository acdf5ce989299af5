"""Which currency an amount is in, and what decided it: its words, the article, or the region."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from newsparse.annotation import Article
from newsparse.recognize.amounts import LOCAL, Amount
from newsparse.recognize.currencies import by_country, currencies

_OF_REGION = {"HK": "HKD", "TW": "TWD", "CN": "CNY"}
# 收报3.2元 and 主板成交3771億元 in a Hong Kong paper are never renminbi
_QUOTE = re.compile(r"(?:股价|收报|现报|报收?|收市|[收升跌涨]至|至|见|每股(?:作价|定价)?)\Z")
_TURNOVER = re.compile(r"(?:成交|沽空)[^，。\n\d]{0,6}\Z")
_NAMES = r"人民币|港元|港币|新台币|台币|美元|美金|澳门元|欧元|日元|日圆|英镑|新加坡元"
_BRACKET = re.compile(rf"[(（](?P<name>{_NAMES})[)）,，]")  # 5億元（人民幣）
_CLAUSE_END = re.compile(r"[，,。；;！？!?\n（(]")
_CLAUSE = 60  # no clause is longer; keeps a page of figures cheap
_NEAR = 30  # within one sentence of a market report
# begins with one character class and looks back to see which it was, as NUMERAL does
_STATED = re.compile(
    rf"""[{"".join(sorted({name[0] for name in _NAMES.split("|")}))}以除单](?<=(?=
        (?P<a>{_NAMES})[，,、.．;；\s]{{0,2}}(?:以?下|后)同
      | 以下(?:金额|币值)?[均皆]?[为以](?P<b>{_NAMES})
      | 除[^。\n]{{0,10}}外[^。\n]{{0,14}}[以为均](?P<c>{_NAMES})
      | 单位[:：][^\n]{{0,4}}?(?P<d>{_NAMES})
    ).)""",
    re.VERBOSE,
)


def home_currency(article: Article, written: list[str]) -> tuple[str, str]:
    """Currency of a bare 元, and its basis ("context" or "region").

    A statement in the article (人民幣，下同) wins. A Hong Kong article that writes renminbi out
    and never its own dollar (內銀純利360億元人民幣 … 撥備90億元) means renminbi throughout.

    Args:
        article: the article.
        written: codes of the amounts whose currency is written out.

    Example:
        >>> home_currency(Article("發行3,520億元(人民幣,下同)", region="TW"), [])
        ('CNY', 'context')
        >>> home_currency(Article("罚款五元"), [])
        ('CNY', 'region')
    """
    if stated := _STATED.search(article.simplified):
        name = next(filter(None, stated.groups()))
        return currencies().codes[name], "context"
    region = article.home.region
    if region == "HK" and "CNY" in written and "HKD" not in written:
        return "CNY", "context"
    return _OF_REGION[region], "region"


def decide_currency(
    article: Article,
    amounts: Sequence[Amount],
    i: int,
    known: Mapping[str, str],
    home: tuple[str, str],
) -> tuple[str | None, str | None]:
    """The currency of one amount and what decided it.

    Args:
        article: the article.
        amounts: its amounts of money, in order.
        i: which one.
        known: currencies of large numerals that are written out elsewhere in the article.
        home: what a bare 元 means there.
    """
    text, amount = article.simplified, amounts[i]
    code = amount.currency
    if code is None:
        code = known.get(amount.numeral) or _neighbour(text, amounts, i)
        if code and code != LOCAL:
            return code, "context"
    elif code == "?":
        code = by_country(amount.unit, text, amount.start)
        return code, "context" if code else None
    elif code != LOCAL:
        return code, "symbol"
    elif named := _BRACKET.match(text, amount.end):
        return currencies().codes[named["name"]], "symbol"
    elif amount.rule == "coins" and (code := _priced_in(amounts, i)):
        return code, "context"
    if article.home.region == "HK" and _is_quote(text, amount):
        return "HKD", "region"
    return home


def _is_quote(text: str, amount: Amount) -> bool:
    """Whether an amount stands where a share price, or the market's turnover, stands."""
    cue = _TURNOVER if amount.large else _QUOTE
    return cue.search(text, max(0, amount.start - 9), amount.start) is not None


def _around(amounts: Sequence[Amount], i: int) -> Iterator[Amount]:
    """The other amounts within a clause's length, those before first."""
    for step in (-1, 1):
        j = i + step
        while 0 <= j < len(amounts) and abs(amounts[j].start - amounts[i].start) < _CLAUSE:
            yield amounts[j]
            j += step


def _priced_in(amounts: Sequence[Amount], i: int) -> str | None:
    """The currency of the price that coins change: 原油跌67分，收在每桶77.2美元."""
    for amount in _around(amounts, i):
        ahead = amount.start - amounts[i].end
        if 0 < ahead < _NEAR and amount.currency not in (None, LOCAL, "?"):
            return amount.currency
    return None


def _neighbour(text: str, amounts: Sequence[Amount], i: int) -> str | None:
    """The currency written in the same clause: 估值从50亿升至100亿美元."""
    amount = amounts[i]
    near = (
        a
        for a in _around(amounts, i)
        if a.currency not in (None, LOCAL, "?")
        and not _CLAUSE_END.search(text, min(a.end, amount.end), max(a.start, amount.start))
    )
    nearest = min(near, key=lambda a: abs(a.start - amount.start), default=None)
    return nearest.currency if nearest else None
