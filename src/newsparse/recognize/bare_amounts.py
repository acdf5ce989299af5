"""Large sums whose currency is left out: 營收1.5億, 拟20亿投建, 8000萬A輪融資.

Headlines drop 元. A bare 億 or 萬 is money where the words around it are about money and nothing
follows that it could count (減持200萬股, 3億用戶).
"""

from __future__ import annotations

import re

# what a number counts; many of these also begin a word of money or a verb (3億成立, 3億本金)
_COUNTED = (
    r"[名位张户台辆吨个亩坪份件套支颗片条家场瓦座斤字册瓶杯箱枚艘架棵米尺呎桶项岁只篇步尾幢栋种单笔道间校队"
    r"袋罐盒卷幅封克双秒里程客民亿兆倍宗剂磅手店卡㎡%％+＋]"
    r"|人(?!民币|事|寿)|股(?![权息利])|天(?!使|价)|[年月](?![增减成衰薪底])|日(?!前)|时(?!值)|次(?!级|贷|债)"
    r"|本(?![金息季期])|票(?![房据])|房(?![产贷地款])|车(?![贷险])|头(?![奖寸])|升(?![至到幅穿])|成(?!立|交|为|本)"
    r"|折(?!合)|点(?!心)|度(?!过)|周(?!转)|门(?!票)|团(?!队)|批(?!准)|组(?!建|成)"
    r"|公[吨里斤顷升尺仆]|千[瓦米克]|平[方米]|立[方法]|英[里尺亩]|粉丝|用户|会员|观众|学生|员[工额]|家庭"
    r"|分[钟之]|小时|参数|级|单位|大张|盎司|加仑|毫[克升米]|公众|读者|网友|投资者|散户|旅客|游客|市民|消费者"
    r"|受益人|终端|新增|付费|载重|标准箱|像素|主摄|玩家|精兵|连署|富翁|富豪|工程|机关|关卡|大关"
    r"|[A-Za-z](?![轮+])"
)
_NOT_COUNTED = re.compile(
    rf"[ \u00a0]?(?!个亿|单[价笔]|家[族居]|种子|手续|客户|间接|里程碑|封装)(?:{_COUNTED})"
)
_NAME = re.compile("[十百千万亿兆]")  # 兆丰, 万科: one unit alone is mostly a name
_ROUND = re.compile("[十百千]+万")  # 百萬存股族, 百千萬工程
# a word of money, then perhaps a change (營業額升31%至34億), then the number
_CUE_BEFORE = re.compile(
    r"""(?:净利|净损|利润|盈利|获利|盈余|纯益|亏损?|亏掉|损失|蚀|赚|收入|营收|业绩|[业营]额|销售额|税收|毛利
      |投资|投入|投下|砸|斥资|耗资|出资|注资|增资|融资|集资|募资?|筹资?|资本|资金|资产|金额|总额|数额|额
      |估值|市值|总值|价值|产值|身价|身家|财富|[诈借放]贷|贷款|借|债|欠|罚|赔|[税货现存捐罚拨贷账备]款|工程款
      |奖金|头奖|大奖|刮中|发票|缴|捐|花费?|开价|售价|均价|房价|总价|成交|预算|成本|经费|(?<!付)费用|补[贴助]|套现
      |回购|股息|派息|再获|狂揽|年薪|月薪|薪水|底价|天价|合约|合同|拟|签|抵押|担保|保费|理赔|吸金|进账|入[帐账]
      |现金|豪赌|豪掷|曝险|票房|卖地|存货|编列|普发|退税|自备|分红|暴险)
      (?:[^。！？；，\n0-9]{0,6}|[^。！？；，\n0-9]{0,3}[\d.]{1,6}[%％倍][^。！？；，\n0-9]{0,3})\Z""",
    re.VERBOSE,
)
# 外資5天賣台股930億: in 億 what institutions trade is money, in 張 shares
_TRADED = re.compile(
    r"(?:[买卖]超|卖台股|买台股|加码|减码|回补|提款|倒货|净[买卖])[^。！？；，\n]{0,4}\Z"
)
_ORDERS = re.compile(
    r"订单[^。！？；\n0-9]{0,4}\Z"
)  # 超千亿 is money there, 突破10万 counts orders
_CUE_AFTER = re.compile(
    r"""[」』”"]?[^。！？；，,、\n0-9]{0,3}?
      (?:投[资建产入]|买下|收购|融资|资产|资金|现金|市值|估值|订单|合同|合约|[贷借]款|债[券务]|负债|罚[款单]
      |大奖|奖金|红包|纾困|天使|[A-H]\d?\+?轮|营收|净利|年薪|身家|豪宅|建厂|设厂|增资|定增|增发|补助|补贴
      |赔偿|成交|遗产|和解|原?保费|分红|退税|消费券|缺口)""",
    re.VERBOSE,
)


def is_counted(text: str, end: int) -> bool:
    """Whether something countable follows a number: 200万股, 3亿用户."""
    return _NOT_COUNTED.match(text, end) is not None


def is_bare_amount(text: str, start: int, end: int, *, known: bool = False) -> bool:
    """Whether a numeral with 万 or 亿 and no currency is a sum of money.

    Args:
        text: simplified key.
        start: where the numeral begins.
        end: where it ends.
        known: the article writes the same number with its currency elsewhere.

    Example:
        >>> is_bare_amount("去年净利1.79亿，创新高", 4, 9), is_bare_amount("减持1.79亿股", 2, 7)
        (True, False)
    """
    if _NAME.fullmatch(text, start, end) or is_counted(text, end):
        return False
    if known or _CUE_AFTER.match(text, end):
        return True
    if _ROUND.fullmatch(text, start, end):
        return False
    if "亿" in text[start:end] and (
        _ORDERS.search(text, max(0, start - 8), start)
        or _TRADED.search(text, max(0, start - 9), start)
    ):
        return True
    return _CUE_BEFORE.search(text, max(0, start - 20), start) is not None
