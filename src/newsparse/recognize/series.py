"""Models of a listed series: 智界 R7, 坦克 300, 酷睿 Ultra 9."""

from __future__ import annotations

import re
from functools import cache

from newsparse.annotation import Article, Mention
from newsparse.lexicon import read_table

RULE = "series:model"
# 智界 R7, 途观 L ePro, 坦克 300; 坦克 300 輛 counts tanks, 帕薩特2024款 tells a year
_MODEL = (
    r"(?:(?:Ultra|Hi4|[A-Z][A-Z0-9]{0,7}[a-z]?)(?:[+-][A-Za-z0-9]{1,4})?|\d{1,4}[A-Z]?(?![\d.,]))"
    r"(?:[ \u00a0](?:Pro|Max|Plus|PLUS|Ultra|Hyper|Elite|DM-[ip]|EV|PHEV|GT|ePro"
    r"|[A-Z]{1,2}|[A-Z]?\d{1,4}[A-Z]{0,2}))*\+?"
    r"(?![A-Za-z0-9]|[ \u00a0]?[万亿辆台部款年月日号家位名个倍%％元美港])"
)


@cache
def _series() -> re.Pattern[str]:
    rows = read_table("lexicons/product_series.csv", ("series",))
    words = sorted({w for _, (listed,) in rows for w in listed.split()}, key=lambda w: (-len(w), w))
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})[ \u00a0]?{_MODEL}")


def find_models(article: Article) -> list[Mention]:
    """The models of series that the list holds, series and model together.

    Example:
        >>> article = Article("鴻蒙智行智界 R7 亮相，坦克 300 改款。")
        >>> [m.text for m in find_models(article)]
        ['智界 R7', '坦克 300']
    """
    return [
        Mention(*m.span(), "PRODUCT", article.text[m.start() : m.end()], RULE)
        for m in _series().finditer(article.simplified)
    ]
