"""Companies, products, works and media that stand between quotation marks or 《》."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsparse.annotation import Article, Label, Mention
from newsparse.recognize.companions import RAISES

_WORK = re.compile(r"《(?P<name>[^《》\n]{2,24})》")
_QUOTE = re.compile(r"[「“](?P<name>[^「」“”，。；：？！、\n]{2,14})[」”]")
# Laws, notices and contracts are no products; 《光电股》 is a section heading.
_PAPER = re.compile(
    r"[法例函书约案](?:$|[（(])|条例|办法|通知|公告|议案|协议|规定|报告$|规则|合同|意见|方案|公示|指引|决定|合作|[股件路]$|须知$|"
    r"解析|图说|相关|关于|计划$"
)
_REPORTS = re.compile(
    r"》?(?:[^。，]{0,4}(?:报道|报导|消息|专访)|指出|称|透露|披露|引述|网站|记者|显示|援引)"
)
_CITED = re.compile(r"(?:据|刊物|媒体|杂志|报章|援引|引述)[^，。]{0,4}\Z")
_SHOW_BEFORE = re.compile(
    r"(?:节目|电影|影集|电视剧|剧集|游戏|手游|小说|专辑|单曲|纪录片|动画|漫画|播客|综艺|大作|新作)[^，。]{0,3}\Z|在\Z"
)
_SHOW_AFTER = re.compile(
    r"》”?(?:节目|电影|影集|游戏|手游|小说|播客|联动|系列(?!访|专访|报|活动|讲)|续集|剧组|的?玩家"
    r"|[^，。；《》]{0,14}(?:上映|公映|上画|定档|开播|首播|票房))"
)
_PRODUCT_BEFORE = re.compile(
    r"(?:推出|推出了|发布|发布了|上线|名为|叫做|品牌|平台|产品|应用|[Aa][Pp][Pp]|游戏|服务|饮料|红酒|机器人|"
    r"模型|芯片|晶片|系列|新品|发射|火箭|软件|系统|计划|电影|节目|打造|开发|药品|新药|[茶酒车]|改名|更名为|升级为|枚)\Z"
)
_PRODUCT_AFTER = re.compile(
    r"[」”](?:平台|[Aa][Pp][Pp]|游戏|系列|模型|大模型|手机|火箭|型|机器人|产品|品牌|系统|软件|芯片|即饮|上架|独家|节目|服务|飞船|卫星|疫苗|号)"
)
# Who raises money, or has founders: 「凌栎科技」近日完成數億元融資, “眠山”創始人.
_COMPANY_AFTER = re.compile(
    f"[」”](?:{RAISES}|(?:联合|共同)?创[始办]人|CEO|董事长|总经理|[创成][立办]于)", re.VERBOSE
)
_NO_COMPANY = re.compile("^[0-9]+(?:后|年代)?$|基金会$")
# What a product is not called: sentences and slogans.
_SPEECH = re.compile(
    "[的了是在有不要会就将被把吗呢吧啊也都还与和及]|制$|策略|模式|问题|政策|行动|战略|文化|概念|现象|挑战|危机|股$"
)
_REACH = 9
_A_WORK: tuple[Label, str] = ("PRODUCT", "quoted:work")
_LONGEST_TITLE = 10


def find_quoted(article: Article, known: Sequence[Mention]) -> list[Mention]:
    """Products, works and companies in quotation marks, and media in 《》 that report something.

    Example:
        >>> article = Article("「眠山」完成融資，推出「星際飛船」，《華爾街日報》報導。")
        >>> [(m.text, m.label) for m in find_quoted(article, [])]
        [('華爾街日報', 'ORG'), ('眠山', 'COMPANY'), ('星際飛船', 'PRODUCT')]
    """
    key = article.simplified
    covered = {(m.start, m.end) for m in known}
    forms: dict[str, tuple[Label, str]] = {}
    untold: list[str] = []
    works, quotes = list(_WORK.finditer(key)), list(_QUOTE.finditer(key))
    for match in works:
        name = match["name"]
        start, end = match.span("name")
        before = key[max(0, start - 1 - _REACH) : start - 1]
        if _PAPER.search(name):
            continue
        if _REPORTS.match(key, end) or _CITED.search(before):
            forms.setdefault(name, ("ORG", "quoted:media"))
        elif _SHOW_BEFORE.search(before) or _SHOW_AFTER.match(key, end):
            forms.setdefault(name, _A_WORK)
        elif len(name) <= _LONGEST_TITLE and key[max(0, start - 2) : start - 1].strip():
            untold.append(name)
    if _A_WORK in forms.values():  # what else such an article names so is a work as well
        for name in untold:
            forms.setdefault(name, _A_WORK)
    for match in quotes:
        name = match["name"]
        start, end = match.span("name")
        before = key[max(0, start - 1 - _REACH) : start - 1]
        if _COMPANY_AFTER.match(key, end) and not _NO_COMPANY.search(name):
            forms.setdefault(name, ("COMPANY", "gloss:quoted"))
        elif not _SPEECH.search(name) and (
            _PRODUCT_BEFORE.search(before) or _PRODUCT_AFTER.match(key, end)
        ):
            forms.setdefault(name, ("PRODUCT", "quoted:product"))
    return [
        Mention(m.start("name"), m.end("name"), *_labelled(article, m, forms))
        for m in (*works, *quotes)
        if m["name"] in forms and m.span("name") not in covered
    ]


def _labelled(
    article: Article, match: re.Match[str], forms: dict[str, tuple[Label, str]]
) -> tuple[Label, str, str]:
    label, rule = forms[match["name"]]
    return label, article.text[match.start("name") : match.end("name")], rule
