"""Job titles beyond the list: 首席數位轉型官, 資深研究部協理, 駐美大使."""

from __future__ import annotations

import re

from newsparse.text.characters import HAN

# Fields of work, which a department or a title is of; trades end names of companies as well.
_WORK = """研究|投资|财务|会计|业务|营业|营销|行销|市场|销售|研发|人力资源|人事|法务|资讯|企划|生产
    |采购|公关|公共关系|经纪|稽核|审计|内控|技术|产品|营运|运营|行政|品质|工程|风险|风险管理|战略|策略
    |品牌|零售|批发|个人|财富管理|家族财富|资产管理|数字资产|资本市场|环球市场|信贷|债券|股票|外汇|宏观
    |指数|商品|大宗商品|收益|税务|政策|硬件|硬体|软件|软体|机器学习|大模型|算法|AI|安全|内容|供应链|项目"""
_TRADE = """银行|咨询|评估|能源|电商|电子商务|数字化|数位|云端|云计算|芯片|半导体|汽车|移动产品
    |地产|物业"""
_REGION = """(?:大中华|亚太|中国|中国内地|台湾|香港|内地|华南|华东|华北|北美|欧洲|亚洲|北亚|东南亚
    |区域|国际|环球|全球)"""


def _several(words: str) -> str:
    return rf"(?:{_REGION}区?[及与和]?)*(?:{words})(?:[及与和、]?(?:{words}))*"


_UNIT = "(?:部门|业务部|部|总处|总管理处|事业部|事业群|业务|产品线|条线)"
# What may stand before a listed title and belongs to it.
_BEFORE = re.compile(
    rf"""(?:
      联席|共同|联合|执行|高级|资深|常务|代理|署理|候任|名誉|荣誉|终身|特别|助理|首席|副|准
    | {_REGION}区(?:分会|业务)?
    | (?:{_several(f"{_WORK}|{_TRADE}")}|{_REGION}){_UNIT}(?:{HAN}{{2}}组)?
    | (?:投资)?产品(?:部|线)
    | {HAN}{{2}}(?:事业部|管理中心|行业)
    )+$""",
    re.VERBOSE,
)
# last characters of those: a quick look before the search
_LAST = frozenset("席同合行级深务理任誉身别副准区会门部处群组心业线\n")
# 硬件负责人, AI 负责人, 收益策略主管, 外汇分析师; but 品牌 + CEO
_FIELD = re.compile(
    rf"(?:首席|高级|资深)?{_several(_WORK)}(?:{_UNIT}|管理|线)?(?:高级|首席|联席)?\s?$",
    re.VERBOSE,
)
_BOARD = re.compile(r"(?:董事会|执委会|执行委员会|(?:薪酬|审计|审计与内控|提名|战略|科学)委员会)$")
_BOARD_HEADS = ("主席", "副主席")
_FIELD_HEADS = ("负责人", "主管", "高管", "分析师", "策略师", "策略员")
_COMPOSED = re.compile(
    rf"""首席[^\W\da-z_]{{1,8}}?(?:执行官|官|科学家|经济学家|经济师|策略师|分析师|顾问|代表|总裁|主管|设计师)
    |   驻{HAN}{{1,4}}?(?:大使|总领事|特别代表)
    """,
    re.VERBOSE,
)


def title_start(text: str, start: int, after: int = 0) -> int:
    """Where a title begins that ends with the listed title at ``start``, no earlier than ``after``.

    Example:
        >>> title_start("投顾研究部协理", 5)
        2
    """
    reach = max(after, start - 14)
    before = None
    if text.startswith(_FIELD_HEADS, start):
        before = _FIELD.search(text, reach, start)
    elif text.startswith(_BOARD_HEADS, start):
        before = _BOARD.search(text, reach, start)
    if not before and text[start - 1 : start] in _LAST:
        before = _BEFORE.search(text, reach, start)
    return before.start() if before else start


def composed_titles(text: str) -> list[tuple[int, int]]:
    """Titles made by rule rather than listed, as spans.

    Example:
        >>> composed_titles("首席数位转型官王五")
        [(0, 7)]
    """
    return [match.span() for match in _COMPOSED.finditer(text)]
