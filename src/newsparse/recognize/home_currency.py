"""Which currency a bare 元 means in an article, and what decided it."""

from __future__ import annotations

import re

from newsparse.annotation import Article
from newsparse.recognize.currencies import currencies

_OF_REGION = {"HK": "HKD", "TW": "TWD", "CN": "CNY"}
# 收报3.2元 and 主板成交3771億元 in a Hong Kong paper are never renminbi
_QUOTE = re.compile(r"(?:股价|收报|现报|报收?|收市|[收升跌涨]至|至|见|每股(?:作价|定价)?)\Z")
_TURNOVER = re.compile(r"(?:成交|沽空)[^，。\n\d]{0,6}\Z")
_NAMES = r"人民币|港元|港币|新台币|台币|美元|美金|澳门元|欧元|日元|日圆|英镑|新加坡元"
_STATED = re.compile(
    rf"""(?P<a>{_NAMES})[，,、.．;；\s]{{0,2}}(?:以?下|后)同
      | 以下(?:金额|币值)?[均皆]?[为以](?P<b>{_NAMES})
      | 除[^。\n]{{0,10}}外[^。\n]{{0,14}}[以为均](?P<c>{_NAMES})
      | 单位[:：][^\n]{{0,4}}?(?P<d>{_NAMES})""",
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


def is_quote(text: str, start: int, *, large: bool) -> bool:
    """Whether an amount stands where a share price, or the market's turnover, stands."""
    cue = _TURNOVER if large else _QUOTE
    return cue.search(text, max(0, start - 9), start) is not None
