"""Where dates stand: one pattern that finds them all, over the Simplified key.

The name of the group that matched ("calendar", "day", "week", "span" ...) is the family by which
``date_phrases`` takes the surface apart. The pattern is built for speed: a set of first characters
lets the engine skip most of a text, a glance at what follows a number drops amounts, and every
repetition is bounded, so that a search stays linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from newsparse.recognize.date_grammar import (
    CHINESE,
    CLOSE,
    COUNT,
    DASH,
    DAY_NO,
    DIGITS,
    EDGE,
    LOOSE,
    MONTH_NO,
    ONES,
    OPEN,
    TO,
    WEEK,
    WEEKDAY,
    YEAR_4,
    D,
    S,
    date_words,
    either,
    heads,
    holiday_names,
    place_patterns,
    word_shifts,
    year_pattern,
)

# what dates begin with beside numbers and listed words: characters that much may follow, and pairs
_HEADS = "今去明前后本这上下同首末头第QH近几数昨周"
_PAIRS = (
    "西元 公元 FY 民国 元月 正月 腊月 当月 农历 阴历 大年 年初 年底 年末 年中 年内 月初 月底 月末 "
    "春季 春天 夏季 夏天 秋季 秋天 冬季 冬天 暑假 暑期 寒假 过去 未来 往后 最近 "
    "多年 半个 半年 半月 星期 礼拜"
)
# what may follow a number that begins a date
_UNITS = "-年月日号季周天个星礼半财会世至到、~～〜–—－‐"
_LOOSE_UNITS = "[多余几]个?[年月周天星礼]"  # not 20多亿


@cache
def finder() -> re.Pattern[str]:
    """The pattern: search, then take the group named by ``lastgroup``."""
    words = {*_PAIRS.split(), *date_words(), *holiday_names()}
    named = either(word for word in words if word[0] in CHINESE)
    pairs = either({word[:2] for word in words if word[0] not in CHINESE + _HEADS})
    first = f"[{DIGITS}{CHINESE}{_HEADS}{heads(words)}]"
    # a look at the first character is much cheaper than an attempt at the family
    families = "|".join(
        f"(?=[{begins}])(?P<{name}>{pattern})" if begins else f"(?P<{name}>{pattern})"
        for name, begins, pattern in _families()
    )
    # the one set of characters in front is what lets the engine skip; the rest looks from there
    return re.compile(
        rf"""
        {first}(?<=(?=
            (?: (?=[{DIGITS}])
                (?<![0-9０-９第])(?<![0-9０-９][.:：/／])
                (?={D}{{1,4}}{S}(?:[{_UNITS}/／.QqH及和与]|{_LOOSE_UNITS})|20[0-4]{D}(?:[01]{D}[0-3]{D}|{S}[第上下全首前]))
                (?!(?<=[0-9],)[0-9]{{3}}(?![0-9]))
              | (?=[{CHINESE}])
                (?<![0-9一二三四五六七八九十百千万第.])
                (?=[{CHINESE}]{{1,4}}{S}(?:[{_UNITS}]|{_LOOSE_UNITS})|{named})
              | (?=[{_HEADS}]|{pairs})
            )
            (?:{families})
        ){first})
        """,
        re.VERBOSE,
    )


def _families() -> Iterator[tuple[str, str, str]]:
    """Name, first characters (empty: too many to tell), and pattern."""
    yield "numeric", DIGITS, rf"(?<![A-Za-z])(?:{_numeric()})"
    places = place_patterns()
    after = f"(?:{places['number']}|{places['word']}|{places['after_year']})"
    # a month right after a year that is none is a part of a length of time: 判刑6年6月
    bare = r"(?<![0-9一二三四五六七八九十]年)(?<![连每满判刑近])"
    yield (
        "calendar",
        "",
        rf"(?:{year_pattern()}(?:的?{S}{after})?"
        rf"|{bare}{places['number']}|{places['word']}|{places['alone']}){EDGE}?",
    )
    slash = r"(?:1[0-2]|0?[1-9])[/／](?:3[01]|[12][0-9]|0?[1-9])日?(?![0-9０-９/／%.A-Za-z人])"
    yield "slash", DIGITS, rf"(?:(?<![-A-Za-z约近逾占超])|(?<=/[0-9]{{2}}-)){slash}"
    yield "span", f"过未往今最近几数多半上下前后{DIGITS}{CHINESE}", f"(?:{'|'.join(_spans())})"
    day = rf"(?:{D}{{1,2}}|[二三]?十{ONES}?)"
    yield (
        "bare_day",
        f"{DIGITS}二三十",
        rf"(?<![近前后每逾约共连隔头首满过达历经续])(?<!连[升跌涨挫扬弹红黑买卖])(?:{day}{S}日?{TO})?{day}{S}日"
        rf"(?!期|以来[最新首]|新[高低]|均|线|内|游|间|累|年化|移动|平均|里|连|以上|之内|来|票|元|圆){EDGE}?",
    )
    # 12号 is a day only where nothing else can be numbered: not in 79号, 1号线
    yield (
        "numbered_day",
        DIGITS,
        r"(?<![^，。；、 \n于在至到从])[0-3]?[0-9]号"
        r"(?=$|[，。；）)]|上午|下午|早|晚|凌晨|在|将|公布|宣布|召开|起|前|至|到)",
    )
    yield (
        "roc_year",
        DIGITS,
        rf"(?<![近逾约达过满])[4-9]{D}年(?:(?={TO}1?{D}{{2}}年)|(?![来期的以内前后多代龄历]))",
    )
    yield from _days_and_weeks()
    century = rf"(?:[上本]|{D}{{2}}|十{ONES}|二十一?)世纪{S}"
    ten = rf"(?:{D}0|[二三四五六七八九]十)"
    yield (
        "decade",
        f"上本{DIGITS}{CHINESE}",
        rf"(?:{century})?{ten}{S}年代(?:初期?|中期|末期?|前期|后期)?",
    )
    lunar_day = rf"(?:初(?:{ONES}|十)|{DAY_NO}[日号]?)"
    yield (
        "lunar",
        "农阴正腊大",
        rf"(?:农历|阴历){S}(?:[正冬腊]|{MONTH_NO})月{S}{lunar_day}|[正腊]月{S}{lunar_day}"
        rf"|大年(?:初{ONES}|三十|夜)",
    )
    recent = word_shifts("recent")
    yield "recent", heads(recent), rf"{either(recent)}(?!本|期|的[一人])"


def _numeric() -> str:
    """2024-03-01, 110/08/24, 2024Q3, 1H24, 2016-2018, 20240307."""
    parted = "|".join(rf"{mark}{D}{{1,2}}{mark}{D}{{1,2}}" for mark in ("-", "/", "[.]", "／"))
    month = "(?:0[1-9]|1[0-2])"
    end = "(?![0-9A-Za-z])"
    return "|".join(
        [
            rf"(?:{YEAR_4}|1[01]{D}|[89]{D})(?:{parted})(?![0-9/.]|-(?!{YEAR_4}))",
            rf"{YEAR_4}[.]{month}-{YEAR_4}[.]{month}(?![0-9.])",
            rf"(?:19|20){D}{{2}}{S}(?:{DASH}|至|到){S}(?:19|20){D}{{2}}(?![0-9年月.,%A-Za-z-])",
            rf"20[0-4]{D}{month}(?:0[1-9]|[12]{D}|3[01])(?![0-9A-Za-z.,%-])",
            rf"1[01]{D}/{D}{{2}}/{D}{{2}}(?![/-])",
            rf"{YEAR_4}{S}[Qq][1-4]{end}|{YEAR_4}{S}H[12]{end}",
            rf"[1-4]Q(?:20)?{D}{{2}}{end}|[12]H(?:20)?{D}{{2}}{end}",
        ]
    )


def _spans() -> Iterator[str]:
    """Counted time: 过去三年, 近5日, 上两周, 后三天, 五年前."""
    unit = rf"(?:年|季度|季|月|{WEEK}|天|日)"
    ago = (
        rf"{S}(?:个[半多余]?)?{S}(?:年|月|{WEEK}|天)[半多余]?{S}"
        r"[之以]?(?:前(?![往期三二])|后)"
    )
    many = rf"(?:{COUNT}(?:{TO}|、))?(?:{LOOSE}|[半多]){S}(?:个半?)?{S}{unit}(?:(?<=年)半(?!导))?"
    near = rf"{S}(?:{COUNT}、?)?{COUNT}{S}个?{S}{unit}(?!期|[来]?[的新高低历之经首])"
    yield rf"(?:过去|未来|往后|今后){S}的?[约近]?{S}{many}"
    yield rf"最近{near}|近(?<![创有达将立了为逾写约隔附最接靠将]近){near}"
    yield rf"[几数](?<![0-9多]数)十?{ago}"
    yield r"多(?<![0-9一二三四五六七八九十百千许很太差最]多)年[之以]?前(?![往期三二])"
    yield rf"半(?<![上下前后大小每个]半){ago}"
    yield (
        rf"[上下](?<![以之身晚楼马地线网早北]上)(?<![以之旗手名线麾]下){S}{COUNT}{S}"
        rf"(?:个{S}月|个?{S}(?:{WEEK}|季度)|天)(?!期|前|后)"
    )
    yield (
        rf"[前后](?<![之此以最今然随目往先前背幕]后)(?<![之此以目提往年月日]前){S}{COUNT}{S}"
        rf"(?:个?{S}{WEEK}|天|年)(?!期|前|后|[大强])"
    )
    yield rf"后(?<![之此以最今然随背]后){S}{COUNT}{S}个{S}月(?!期|前|后)"
    yield rf"(?:{COUNT}{TO})?{LOOSE}{ago}"


def _days_and_weeks() -> Iterator[tuple[str, str, str]]:
    """昨(5)日, 今天, 上周五(7/30), and 今 or 昨 alone before a verb of news."""
    month_day = rf"(?:{MONTH_NO}{S}[月/／]{S})?{DAY_NO}{S}[日号]?"
    bracket = rf"(?:{S}{OPEN}{S}{month_day}{S}{CLOSE}(?:{S}日)?)"
    days = [*word_shifts("day"), *word_shifts("trading-day")]
    stated = word_shifts("stated-day")
    no_title = r"(?![^《\n]{0,12}》)"  # 《明日之后》, 《星期六问责》
    yield (
        "day",
        heads([*days, *stated]),
        rf"(?:[今昨明前]{bracket}|{either(days)}(?![本头]){no_title}{bracket}?"
        rf"|{either(stated)}(?!冲)){EDGE}?",
    )
    which = rf"(?:上上|下下|[本这今上下](?<![日基]本)){S}个?{WEEK}(?!年|期|转|边|刊)"
    bare = r"(?:周(?<![每一二两三四五六七八九十几0-9逢]周)|星期(?<!日[（(]星期)|礼拜)"
    yield (
        "week",
        "上下本这今周星礼",
        rf"(?:[上下]半周|{which}(?:末|{WEEK}?{WEEKDAY}(?![流级线类次个家]))?{bracket}?"
        rf"|{bare}{WEEKDAY}(?![围鸣岳大]){no_title}{bracket}?){EDGE}?",
    )
    said = "公布|公告|宣布|召开|举行|表示|发布|完成|开盘|收盘|将|举办|净"
    listed = "起|上市|上柜|挂牌"
    yield (
        "bare_now",
        "今昨明",
        rf"今(?<![至迄如当现古自而从于目到]今)"
        rf"(?={said}|{listed}|指[挥控出]|股东会|早?盘|，|在|开|搜|登|法说|判|证实|说明|强调|称|再|则|一度"
        rf"|约谈|出席|赴|大?涨|大?跌|重挫|正式|起诉|收|与|由|对|向|回应|透露|核准|通过|推出|启动|签|召)"
        rf"|昨(?<![0-9]昨)(?![今非是])"
        rf"|明(?<![0-9A-Za-z表证说声发文光鲜透分精聪昆黎]明)"
        rf"(?={listed}|停牌|除息|除权|复牌|开标|登场)",
    )
