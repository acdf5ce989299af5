"""Amounts of money in an article, with value and currency."""

from __future__ import annotations

import re

from newsparse.annotation import Article, Mention, Money
from newsparse.recognize.amounts import LOCAL, Amount, find_amounts, stands_alone
from newsparse.recognize.bare_amounts import is_bare_amount
from newsparse.recognize.bounds import bound
from newsparse.recognize.home_currency import home_currency, is_quote
from newsparse.recognize.numerals import SPACE

# a minus before an amount; after a digit or a unit the dash is a range
_SIGN = re.compile(rf"(?<![\d元币股A-Za-z])(?:负|[-－−]){SPACE}?\Z")
# 2角 or 5分 alone: money where a price is spoken of
_PRICE = re.compile(r"(?:[每一]股|[派股]息|[价卖收费贵涨跌]|只要)[^，。\n]{0,1}\Z")
_CLAUSE_END = re.compile(r"[，,。；;！？!?\n（(]")
_WHOLE_TEXT = re.compile(r"\s*\Z")


def recognize_money(article: Article) -> list[Mention]:
    """Every amount of money in an article, in order.

    Example:
        >>> [found] = recognize_money(Article("騰訊擬以3至5億美元入股。", region="HK"))
        >>> found.text, found.rule, found.value.min, found.value.currency
        ('3至5億美元', 'money:range', Decimal('300000000'), 'USD')
    """
    text = article.simplified
    found = find_amounts(text)
    # 花3.8亿炒股 in the title, 3.8亿元 in the body: what is money once is money everywhere
    known = {a.numeral: a.currency for a in found if a.currency and a.large}
    amounts = [a for a in found if _is_money(text, a, known)]
    home = home_currency(article, [a.currency for a in amounts if a.currency])
    return [_mention(article, a, *_currency(article, a, amounts, known, home)) for a in amounts]


def _is_money(text: str, amount: Amount, known: dict[str, str | None]) -> bool:
    if amount.rule == "coins":
        return _are_coins(text, amount)
    if amount.currency is not None:
        return True
    return amount.large and is_bare_amount(
        text, amount.start, amount.end, known=amount.numeral in known
    )


def _are_coins(text: str, amount: Amount) -> bool:
    if not stands_alone(text, amount):
        return False
    if amount.start == 0 and _WHOLE_TEXT.match(text, amount.end):
        return True
    if amount.unit == "仙":
        return amount.numeral[0].isdigit()
    return _PRICE.search(text, max(0, amount.start - 8), amount.start) is not None


def _currency(
    article: Article,
    amount: Amount,
    amounts: list[Amount],
    known: dict[str, str | None],
    home: tuple[str, str],
) -> tuple[str, str]:
    """The currency of an amount and what decided it."""
    code = amount.currency
    text = article.simplified
    if code is None:
        code = known.get(amount.numeral) or _neighbour(text, amount, amounts)
        if code and code != LOCAL:
            return code, "context"
    elif code != LOCAL:
        return code, "symbol"
    if article.home.region == "HK" and not amount.large and is_quote(text, amount.start):
        return "HKD", "region"
    return home


def _neighbour(text: str, amount: Amount, amounts: list[Amount]) -> str | None:
    """The currency written in the same clause: 估值从50亿升至100亿美元."""
    near = (
        a
        for a in amounts
        if a.currency not in (None, LOCAL)
        and not _CLAUSE_END.search(text, min(a.end, amount.end), max(a.start, amount.start))
    )
    nearest = min(near, key=lambda a: abs(a.start - amount.start), default=None)
    return nearest.currency if nearest else None


def _mention(article: Article, amount: Amount, currency: str, basis: str) -> Mention:
    text = article.simplified
    signed = _SIGN.search(text, max(0, amount.start - 2), amount.start)
    start = signed.start() if signed else amount.start
    place = bound(text, start, amount.end, amount.quantity)
    low, high = place.low, place.high
    if signed:
        low, high = (None if side is None else -side for side in (high, low))
    return Mention(
        place.start,
        place.end,
        "MONEY",
        article.text[place.start : place.end],
        f"money:{amount.rule}",
        Money(low, high, currency, place.approx, basis),
    )
