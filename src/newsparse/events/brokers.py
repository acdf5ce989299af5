"""Who speaks of others' figures: brokers, banks and rating agencies."""

from __future__ import annotations

import re

from newsparse.annotation import Mention
from newsparse.events.layout import Layout

_BROKER = re.compile(
    r"(?:证券|投顾|投信|外资|研究部?|Securities|Ratings|FactSet|Factset|高盛|摩根士丹利|大摩|小摩|摩根大通|花旗|瑞银|瑞信"
    r"|美银|摩通|富瑞|招银国际|建银国际|交银国际|中银国际|农银国际|海通国际|大华继显|晨星|伯恩斯坦|申万宏源|里昂|野村|麦格理|巴克莱|杰富瑞|大和|德银|穆迪|标普|惠誉"
    r"|德勤|勤业众信|安永|毕马威|罗兵咸永道|普华永道|资诚|仲量联行|世邦魏理仕|莱坊|高力国际|戴德梁行|德意志银行)$"
)
# 甲投顧預期毛利率上升, 乙證券最新報告預估營收成長: the figures are another's.
_SPEAKS = re.compile(
    r"[^，。；、：]{0,10}?(?:预期|预估|预测|预计|估计|推估|估|认为|表示|指|看好|看淡|看待|分析|报告|料|上[调修]|下[调修]|维持|重申|给予|出具|发布(?![^，。；]{0,14}(?:业绩|[年季]报|财报|快报|预告|公告))|最新|建议|观察|强调)"
    r"|[】〗」：:]"
)

# 乙證券公布2025年業績報告: the figures are its own.
_OWN_RESULTS = (
    r"(?:[今昨][日天]?|近日|日前|晚间)?(?:发布|公布|披露|公告)[^，。；]{0,14}"
    r"(?:业绩|[年季]报|半年度?报告?|财报|快报|预告|年度报告)"
)


def is_broker(layout: Layout, mention: Mention) -> bool:
    """Whether a company is one that grades others."""
    return _BROKER.search(layout.text, mention.start, mention.end) is not None


def speaks(layout: Layout, mention: Mention) -> bool:
    """Whether a broker is named as the one who says what follows, and that not of itself."""
    if not is_broker(layout, mention) or not _SPEAKS.match(layout.text, mention.end):
        return False
    name = layout.text[mention.start : mention.end]
    return re.search(re.escape(name) + _OWN_RESULTS, layout.text) is None
