"""Amounts of money in an article, with value and currency."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from newsparse.annotation import Article, Mention, Money
from newsparse.recognize.amount_currency import decide_currency, home_currency
from newsparse.recognize.amount_joins import find_amounts
from newsparse.recognize.amounts import LOCAL, Amount, currency_before, stands_alone
from newsparse.recognize.bare_amounts import is_bare_amount, is_counted
from newsparse.recognize.bounds import bound, look_before
from newsparse.recognize.numerals import DIGITS, SPACE

# a minus before an amount; after a digit or a unit the dash is a range, but not in EPS-1.46元
_SIGN = re.compile(
    rf"(?:(?<=EPS)|(?<![\d{DIGITS}元币股A-Za-z–－−-]))(?:(?<!正)负|[-－−]){SPACE}?\Z"
)
_SIGN_ENDS = frozenset("负-－− \t\u00a0\u3000")
# 2角 or 5分 alone: money where a price is spoken of
_PRICE = re.compile(
    r"(?:[每一]股|[派股]息|[价卖收费贵便宜付花赚赔亏省欠算罚]|[只就还]要|不到|不足|元|块)[^，。\n]{0,1}\Z"
)
# 原油跌67分，收在每桶77.2美元; a score that rises 11分 has no price after it
_MOVE = re.compile(r"[涨跌升降扬]\Z")
# 10億美元（約78億港元）, 5500万英镑（IT之家注：现汇率约合4.99亿元人民币）, 10億美元，折合78億港元;
# not 5億美元（其中3億港元已付）
_BRACKET = re.compile(
    r"""[^\d，。；\n(（]{0,4}[(（]
    (?:(?!其中|另|包括|含|[去上前]年|同期|每|加上|不足|原)[^\d。；\n)）]){0,14}\Z""",
    re.VERBOSE,
)
_WORTH = re.compile(r"[，,]?(?:折合|折算[为成]?|相当于)(?:[约近逾])?")
_ABOUT_WORTH = re.compile(r"[，,]?约合")
_AND_ALSO = re.compile(r"(?:[、，,/／或及和]|以及)(?:约合?)?")
_LIST = re.compile(r"[、和及与](?:约|近|逾)?|[^，。；\n\d]{0,3}至(?:约|近|接近)?")
_NEAR = 30  # within one sentence of a market report
_UNIT = re.compile("[百千万亿兆]+")
_OPENING, _CLOSING = ("(", "（"), (")", "）")
_PER = ("/", "／")
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
    amounts = _listed(text, found, [_is_money(text, a, known) for a in found])
    home = home_currency(article, [a.currency for a in amounts if a.currency])
    mentions: list[Mention] = []
    for i, amount in enumerate(amounts):
        currency, basis = decide_currency(article, amounts, i, known, home)
        mention = _mention(article, amount, currency, basis)
        mentions.append(_linked(text, mentions[-1], mention) if mentions else mention)
    return mentions


def _linked(text: str, first: Mention, second: Mention) -> Mention:
    """An amount, linked to the one before it if it says that one again in another currency."""
    assert isinstance(first.value, Money)
    assert isinstance(second.value, Money)
    if (
        second.start - first.end >= _NEAR
        or first.value.currency == second.value.currency
        or not _says_again(text, first, second)
    ):
        return second
    # 3億英鎊（約4億美元、31億港元）: both restate the first
    restated = first.value.converts or (first.start, first.end)
    return replace(second, rule="money:conversion", value=replace(second.value, converts=restated))


def _says_again(text: str, first: Mention, second: Mention) -> bool:
    assert isinstance(first.value, Money)
    gap = first.end, second.start
    if text.startswith(_PER, second.end):
        return False  # 現金股利1811萬元(1.5元/股)
    if first.value.converts and _AND_ALSO.fullmatch(text, *gap):
        return True
    return bool(
        _BRACKET.fullmatch(text, *gap)
        or _WORTH.fullmatch(text, *gap)
        or _ABOUT_WORTH.fullmatch(text, first.end, second.start + 2)
    )


def _is_money(text: str, amount: Amount, known: Mapping[str, str]) -> bool:
    if _UNIT.fullmatch(amount.numeral) and _bracketed(text, amount):
        return False  # 營業收入(百萬元): what the figures of a table are counted in
    if amount.rule == "coins":
        return _are_coins(text, amount)
    if amount.currency is not None:
        return True
    return amount.large and is_bare_amount(
        text, amount.start, amount.end, known=amount.numeral in known
    )


def _bracketed(text: str, amount: Amount) -> bool:
    """Whether brackets hold an amount and nothing else."""
    return text.startswith(_CLOSING, amount.end) and text.endswith(_OPENING, 0, amount.start)


def _listed(text: str, found: list[Amount], money: list[bool]) -> list[Amount]:
    """The amounts that are money, and what a list adds to one: 收入为4.8亿、2.86亿及5亿元."""
    for step in (1, -1):
        order = range(len(found)) if step == 1 else range(len(found) - 1, -1, -1)
        for i in order:
            j = i - step
            if money[i] or not (0 <= j < len(found) and money[j]) or not found[i].large:
                continue
            first, second = (found[j], found[i]) if step == 1 else (found[i], found[j])
            gap = _LIST.fullmatch(text, first.end, second.start)
            money[i] = gap is not None and not is_counted(text, found[i].end)
    return [a for a, yes in zip(found, money, strict=True) if yes]


def _are_coins(text: str, amount: Amount) -> bool:
    if not stands_alone(text, amount):
        return False
    if amount.start == 0 and _WHOLE_TEXT.match(text, amount.end):
        return True
    if amount.unit == "仙":
        return amount.numeral[0].isdigit()
    if amount.unit == "块" and amount.numeral == "一":
        return False
    if _MOVE.search(text, max(0, amount.start - 1), amount.start):
        return "块" in amount.unit or "元" in text[amount.end : amount.end + _NEAR]
    return _PRICE.search(text, max(0, amount.start - 8), amount.start) is not None


def _mention(article: Article, amount: Amount, currency: str | None, basis: str | None) -> Mention:
    text = article.simplified
    signed = None
    if text[amount.start - 1 : amount.start] in _SIGN_ENDS:
        signed = _SIGN.search(text, max(0, amount.start - 2), amount.start)
    start = signed.start() if signed else amount.start
    place = bound(text, start, amount.end, amount.quantity)
    low, high = place.low, place.high
    if signed:
        low, high = (None if side is None else -side for side in (high, low))
    start = place.start
    bounded = start < amount.start and amount.currency in (None, LOCAL)
    if bounded and (named := currency_before(text, start)):  # 人民币约5.2亿元
        start, currency, basis = *named, "symbol"
        start, kinds = look_before(text, start)  # 约新台币逾25亿元
        place = place._replace(approx=place.approx or "about" in kinds)
    return Mention(
        start,
        place.end,
        "MONEY",
        article.text[start : place.end],
        f"money:{amount.rule}",
        Money(low, high, currency, place.approx, basis),
    )
