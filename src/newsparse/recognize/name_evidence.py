"""What stands around a listed name: word boundaries, tails that belong to it, evidence for it."""

from __future__ import annotations

import re
from string import ascii_letters, digits

from newsparse.text.characters import HAN

# （2330） (2330-TW) （03690.HK） (NVDA-US) （600519，股吧）: a listed code in brackets
_CODE_AFTER = re.compile(
    r"""
    \s?[*＊]?(?:-?(?:KY|DR|创))?\s?[(（]\s?(?:股票|证券)?(?:代[码号])?(?:编号)?[:：]?\s?
    (?:(?:港股|US|HK|SH|SZ|TW)[:：.]?\s?)?
    (?P<code>\d{4,6}
      |(?:(?:NASDAQ|NYSE|US)[:：]?\s?)?[A-Z]{2,5}(?=[-.](?:US|HK|TW))
      |(?<=[:：])[A-Z]{1,5})
    """,
    re.VERBOSE,
)
_BRACKET_REACH = 8  # characters: its bracket opens within them
# 招商證券（香港）: where a house of its own is at home.
_AT_HOME = re.compile(
    "[（(](?:香港|中国|国际|台湾|澳门|新加坡|亚洲)[）)](?:证券|商?银行?|控股|公司)?"
)
# What belongs to a company's name when it follows at once: 昱捷公司, Meta 公司, 富驛KY, 長華*
_COMPANY_TAIL = re.compile(
    rf"""
      [（(]{HAN}{{2,4}}[）)]{HAN}{{0,10}}?有限公司
    | (?:集团|控股|投控|股份|科技|国际|实业|企业|电子|生技|工业|开发|建设|投资|健康|汽车|能源)*
      (?:(?:股份)?有限公司|(?:(?<=[A-Za-z0-9])\s)?公司(?!治理|债|法|章程|税|所))
    | (?:集团|投控|金控)(?:公司)?(?!军)
    | -?KY(?![A-Za-z])创?
    | -创(?!\w)
    | (?<={HAN})[AB](?![A-Za-z0-9股轮])
    | \*(?!\*)
    """,
    re.VERBOSE,
)
# A trade behind a short name is the fuller name (懷特生技, 台興電子) where the sentence goes on as
# after a name; 台積電科技論壇 and 鴻海電子業務 go on otherwise.
_TRADE_TAIL = re.compile(
    r"""
    (?:生技|电子|科技|工程|精密|国际|投顾|投信|证券|建设|开发|投资控股|实业|工业|生医|制药|光电|半导体
      |材料|能源|资讯|药业|药机|医疗|人寿|营造|企业|食品|钢铁|化工|纺织|航空|电机|机械|电力|汽车|地产
      |创投|资产管理|医药|生物|物流|期货|产险){1,2}
    (?=[，。、；：:,()（）「」《》\s*]|公告|表示|指出|宣布|公布|昨|今|去年|董事|总经理|执行|总裁|创办|创始|股价
      |旗下|营收|自结|的|在|与|和|及|于|将|也|已|是|为|以|向|则|因|从|拟|获|发言人|财务|第[一二三四]|\d)
    """,
    re.VERBOSE,
)
_STARRED = re.compile(r"\*?S?\*?ST$|(?<![A-Za-z])[FN]-$|\*(?=$)")
# Words that only a company's name can stand before: 幸福营收, 大同董事长, 统一股价
_COMPANY_AFTER = re.compile(
    r"(?:前|现任|新任|原|台湾区|中国区)?"
    r"(?:董事长|董座|总经理|副总|总裁|执行长|营运长|财务长|发言人|创办人|创始人|首席|CEO|CFO"
    r"|董事会|股东会|法说会|员工|旗下|股价|股票|股权|收盘|营收|合并营收|自结|财报|净利|获利|盈利"
    r"|税后|毛利|每股|EPS|配息|配股|除权|除息|现金股利|股利|股息|市值|大股东|母公司|子公司|转投资"
    r"|官方|官网|门市|总部|厂区|新厂|产品线|订单|出货|产能|接单|法人|持股|减资|增资|私募|库藏股"
    r"|公告|宣布|公布|指出|表示|回应)"
)
_COMPANY_BEFORE = re.compile(
    r"(?:厂|商|龙头|大厂|公司|业者|集团旗下|旗下|子公司|母公司|股东|巨头|投资人|个股如|类股)$"
    rf"|(?:{HAN}{{2}}股)$"
)
_TITLE_BEFORE = re.compile(
    r"(?:长|裁|席|理|官|监|师|人|员|委|书记|总统|相|王|特首|先生|女士)[\s：:]?$"
)
_TITLE_AFTER = re.compile(
    r"\s?(?:先生|女士|表示|指出|认为|强调|说|称|透露|今|昨|曾|在|则|也|担任|出任|接任|获|将|，|、)"
)
_STARRED_ENDS = frozenset("T-*\n")
_ASCII_WORD = frozenset(ascii_letters + digits)
# 林志超 is a person, not the listed 志超: common surnames that are no ordinary words themselves
_SURNAMES = frozenset("陈林黄张李王吴刘蔡杨许郑谢郭洪邱曾廖赖徐周叶苏庄吕江何萧罗简钟詹沈彭卢潘魏")


def inside_latin_word(text: str, start: int, end: int) -> bool:
    """Whether a Latin edge of the surface goes on beyond it (Meta in Metaverse)."""
    if text[start] in _ASCII_WORD and text[start - 1 : start] in _ASCII_WORD:
        return True
    return text[end - 1] in _ASCII_WORD and text[end : end + 1] in _ASCII_WORD


def after_surname(text: str, start: int) -> bool:
    """Whether a surname stands right before, so that a short surface may be a given name."""
    return start > 0 and text[start - 1] in _SURNAMES


def before_surname(text: str, end: int) -> bool:
    """Whether a surname follows, so that a title may be somebody's (董事林志超)."""
    return text[end : end + 1] in _SURNAMES and text[end + 1 : end + 2] > "\u3400"


def company_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The company's name with what belongs to it: 公司, 集團, a trade, *ST before, -KY behind.

    Example:
        >>> company_span("昱捷公司宣布", 0, 2), company_span("昱捷公司治理", 0, 2)
        ((0, 4), (0, 2))
        >>> company_span("怀特生技董事长", 0, 2), company_span("怀特生技业务", 0, 2)
        ((0, 4), (0, 2))
    """
    starred = None
    if text[start - 1 : start] in _STARRED_ENDS:
        starred = _STARRED.search(text, max(0, start - 4), start)
    tail = _COMPANY_TAIL.match(text, end) or _AT_HOME.match(text, end)
    if not tail and end - start < 5 and text[end - 1] > "\u3400":
        tail = _TRADE_TAIL.match(text, end)
    return starred.start() if starred else start, tail.end() if tail else end


def at_home(text: str, end: int) -> int:
    """Where a company's name ends, with the bracket that tells which house of it is meant.

    Example:
        >>> at_home("招商证券（香港）公布", 4), at_home("招商证券（6099）公布", 4)
        (8, 4)
    """
    bracket = _AT_HOME.match(text, end)
    return bracket.end() if bracket else end


def code_after(text: str, end: int) -> str:
    """The listed code that follows in brackets, or "".

    Example:
        >>> code_after("幸福(1108)", 2), code_after("美团（03690.HK）", 2), code_after("幸福的", 2)
        ('1108', '03690', '')
    """
    near = text[end : end + _BRACKET_REACH]
    if "(" not in near and "（" not in near:
        return ""
    match = _CODE_AFTER.match(text, end)
    return match["code"] if match else ""


def is_company(text: str, start: int, end: int) -> bool:
    """Whether the words around show that a company is meant.

    Example:
        >>> is_company("幸福（1108）今日", 0, 2), is_company("追求幸福生活", 2, 4)
        (True, False)
    """
    return bool(
        _CODE_AFTER.match(text, end)
        or _COMPANY_TAIL.match(text, end)
        or _COMPANY_AFTER.match(text, end)
        or _COMPANY_BEFORE.search(text, max(0, start - 4), start)
    )


def is_person(text: str, start: int, end: int) -> bool:
    """Whether the words around show that a person is meant."""
    return bool(
        _TITLE_BEFORE.search(text, max(0, start - 3), start) or _TITLE_AFTER.match(text, end)
    )
