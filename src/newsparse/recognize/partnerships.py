"""Registered partnerships, whose names end in their form: 東港云岫創業投資中心（有限合夥）."""

from __future__ import annotations

import re

from newsparse.annotation import Article, Mention

_FORM = "合伙"
_NAME = re.compile(r"[\w·（）()]{4,36}?[（(](?:有限|普通|特殊普通)合伙[）)]")
# 股東|東港云岫…, 新增|東港云岫…, 公司向|東港云岫…: what leads up to a name and is no part of it.
_LEADS = re.compile(
    r".*(?:股东|新增|旗下|合伙人|受让方|转让方|交易对方|投资方|认购方|发起人|机构|代表|平台|公司|认购|设立了?|成立了?"
    r"|签署了?|签订了?|参与投资|出资|收购|持有|通过|根据|[欠由与和及向为系即的给将对被]|[）)](?!有限公司)(?=.*[（(]))(?=.{6})"
)


def find_partnerships(article: Article) -> list[Mention]:
    """Names of partnerships.

    Args:
        article: the article.

    Example:
        >>> article = Article("股东苏州云岫创业投资中心（有限合伙）拟减持。")
        >>> [m.text for m in find_partnerships(article)]
        ['苏州云岫创业投资中心（有限合伙）']
    """
    key = article.simplified
    if _FORM not in key:
        return []
    found = []
    for match in _NAME.finditer(key):
        start, end = match.span()
        body = key[start : key.rfind("合伙", start, end) - 3]
        lead = _LEADS.match(body)
        start += lead.end() if lead else 0
        found.append(Mention(start, end, "COMPANY", article.text[start:end], "suffix:合伙"))
    return found
