"""Job titles beyond the list: 首席數位轉型官, 資深研究部協理, 駐美大使."""

from __future__ import annotations

import re

# What may stand before a listed title and belongs to it.
_BEFORE = re.compile(
    r"""(?:
      联席|共同|联合|执行|高级|资深|常务|代理|署理|候任|名誉|荣誉|终身|特别|助理|首席|副|准
    | (?:大中华|亚太|中国|台湾|华南|华东|华北|北美|欧洲|亚洲|区域)区(?:分会|业务)?
    | (?:研究|投资|财务|会计|业务|营业|营销|行销|市场|销售|研发|人力资源|法务|资讯|企划|生产|采购
        |公关|经纪|稽核|技术|产品|营运|运营|投资产品|行政|品质|工程|风险|战略|策略|财务会计)
      (?:部门|部|总处|总管理处|事业部|事业群)(?:[\u4e00-\u9fff]{2}组)?
    | [\u4e00-\u9fff]{2}(?:事业部|管理中心|行业)
    )+$""",
    re.VERBOSE,
)
# last characters of those: a quick look before the search
_LAST = frozenset("席同合行级深务理任誉身别副准区会门部处群组心业\n")
# 硬件负责人, AI 负责人, 收益策略主管; but 品牌 + CEO
_FIELD = re.compile(
    r"""(?:研究|投资|财务|会计|业务|营运|销售|研发|硬件|硬体|软件|软体|机器学习|AI|项目|技术|产品|市场
      |营销|公关|品牌|人事|行政|数字资产|家族财富|收益策略|大模型|算法|安全|内容|供应链)
      (?:业务|管理)?\s?$""",
    re.VERBOSE,
)
_BOARD = re.compile(r"(?:董事会|执委会|(?:薪酬|审计|提名|战略|科学)委员会)$")
_BOARD_HEADS = ("主席", "副主席")
_FIELD_HEADS = ("负责人", "主管", "高管")
_COMPOSED = re.compile(
    r"""首席[\u4e00-\u9fffA-Z]{1,8}?(?:执行官|官|科学家|经济学家|经济师|策略师|分析师|顾问|代表|总裁|主管|设计师)
    |   驻[\u4e00-\u9fff]{1,4}?(?:大使|总领事|特别代表)
    """,
    re.VERBOSE,
)


def title_start(text: str, start: int) -> int:
    """Where a title begins that ends with the listed title at ``start``.

    Example:
        >>> title_start("投顾研究部协理", 5)
        2
    """
    if text.startswith(_FIELD_HEADS, start):
        kind = _FIELD
    elif text.startswith(_BOARD_HEADS, start):
        kind = _BOARD
    elif text[start - 1 : start] in _LAST:
        kind = _BEFORE
    else:
        return start
    before = kind.search(text, max(0, start - 14), start)
    return before.start() if before else start


def composed_titles(text: str) -> list[tuple[int, int]]:
    """Titles made by rule rather than listed, as spans.

    Example:
        >>> composed_titles("首席数位转型官王五")
        [(0, 7)]
    """
    return [match.span() for match in _COMPOSED.finditer(text)]
