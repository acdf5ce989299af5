"""Where dates stand: the pattern that finds them, over the Simplified key.

One search with one pattern; the name of the group that matched ("calendar", "day", "week",
"span" ...) is the family by which ``date_phrases`` takes the surface apart. It is built for speed:
a set of first characters lets the engine skip most of a text, a glance at what follows a number
drops amounts, and every repetition is bounded, so that a search stays linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby

from newsparse.lexicon import read_table
from newsparse.text.simplify import simplify

S = r"[ \u00a0\u2009\u202f\u3000]{0,2}"
D = r"[0-9０-９]"
CD = "[〇零○Ｏ一二三四五六七八九]"  # Chinese digits, one after the other: 二〇二四
CN = "[一二三四五六七八九十廿卅两]"
OPEN, CLOSE = "[(（]", "[)）]"
DASH = r"[-‐–—－~～〜]{1,2}"
TO = rf"{S}(?:至|到|{DASH}){S}"
COUNT = rf"(?:{D}{{1,3}}|{CN}{{1,3}})"
MONTH_NO = rf"(?:{D}{{1,2}}|十[一二]?|[一二三四五六七八九])"
ONES = "[一二三四五六七八九]"
DAY_NO = rf"(?:{D}{{1,2}}|[二三]?十{ONES}?|廿{ONES}?|卅一?|{ONES})"
QUARTER_NO = "[一二三四1-4１-４]"
WEEK = "(?:周|星期|礼拜)"
WEEKDAY = "[一二三四五六日天]"
# 3月中国 and 今年中标 are no 中, 9月初步 no 初
MIDDLE = r"中(?=[，。、；：！？,.;)）」』（( \n]|$|前|后|起|至|到|将|可|推|完|投|公布|开始|左右|旬)"
START = "初(?![步次级始选审判赛衷婚]|创(?![下新]))"
FISCAL = "(?:(?:会计|财政|财务)年度?|财年)"
YEAR_4 = rf"(?:(?:1[0-9]|2[01]){D}{{2}}|[１２]{D}{{3}})"
# 前 after a date is a deadline, unless it begins another word: 前往 前夕 前三季 前总裁
EDGE = (
    rf"(?:{S}[或及]?[之以]?前(?![往来夕后總总副任身述首一二三四五六七八九十0-9两几数半线端锋景瞻进期者所面度])"
    rf"|{S}[至迄]今(?![年日天晚早晨季])|来(?<=[今去]年来)(?![自年源往到]))"
)


@cache
def word_shifts(unit: str) -> dict[str, int]:
    """Words of one unit with their distance from publication (今天 0, 昨天 -1)."""
    return {word: shift for word, of, shift, _ in _date_words() if of == unit}


@cache
def _date_words() -> tuple[tuple[str, str, int, str], ...]:
    columns = ("word", "unit", "shift"), ("not_after",)
    rows = read_table("lexicons/date_words.csv", *columns)
    return tuple((word, unit, int(shift), wrong) for _, (word, unit, shift, wrong) in rows)


@cache
def _not_after() -> dict[str, str]:
    """Letters before a word that make it part of another one: 目前年, 日本年, 之前日."""
    return {word: wrong for word, _, _, wrong in _date_words() if wrong}


@cache
def holiday_names() -> frozenset[str]:
    """Names of holidays and festivals."""
    rows = read_table("lexicons/holidays.csv", ("name", "rule", "days"), ("region",))
    return frozenset(simplify("\n".join(name for _, (name, *_) in rows)).split("\n"))


def either(words: Iterable[str]) -> str:
    """Alternation of words by first character, longest first, none inside another word.

    Example:
        >>> either(["今天", "今日", "前天"]).count("今(?:")
        1
    """
    ordered = sorted(words, key=lambda word: (word[0], -len(word), word))
    heads = [
        f"{head}(?:{'|'.join(_guarded(word) for word in group)})"
        for head, group in groupby(ordered, key=lambda word: word[0])
    ]
    return f"(?:{'|'.join(heads)})"


def _guarded(word: str) -> str:
    wrong = _not_after().get(word)
    return word[1:] + (f"(?<![{wrong}]{word})" if wrong else "")


@cache
def year_patterns() -> dict[str, str]:
    """How a year is written, by the kind of its first character."""
    unit = rf"(?:{FISCAL}|年度?份?|(?={S}(?:第{S})?{QUARTER_NO}{S}季|{S}半年度))"
    four = rf"{YEAR_4}{S}(?:年?度?{TO}(?:{YEAR_4}|{D}{{2}}){S}|[/／]{D}{{2,4}}{S})?{unit}"
    digit = (
        rf"{four}|(?:{D}{{3}}年?{TO})?1[0-4]{D}{S}年(?!代)[度份]?|[0０]{D}{S}年(?!代)(?:{TO}{D}{{2}}年)?"
        rf"|{D}{{2}}年(?={S}{MONTH_NO}{S}月)"
        rf"|[12]{D}年(?={S}(?:Q[1-4]|H[12]|第?[一二三四1-4]季|[上下]半年|全年|[前首]{COUNT}个?[月季]|年?[初底末]))"
    )
    # digit by digit, unless it means "two or three": 三三年, 五八年
    pair = "(?!一二|二三|三四|三五|四五|五六|六七|七八|八九)"
    chinese = (
        rf"[一二]{CD}{{2,3}}年[度份]?(?:{TO}[一二]{CD}{{2,3}}年)?|[零〇○]{CD}年"
        rf"|{CD}{{2}}年(?={S}{MONTH_NO}{S}月)|{pair}{ONES}{CD}年(?!代)"
    )
    relative = either([*word_shifts("year"), *word_shifts("stated-year")])
    word = (
        rf"(?:西元|公元|FY){S}{four}|民国{S}(?:{D}{{1,3}}|{CN}{{1,3}}|元){S}年[度份]?"
        rf"|[今去明前]{S}{OPEN}{S}{D}{{2,4}}{S}{CLOSE}{S}年[度份]?|今、?明[两二]?年"
        rf"|[本上今去明下同]一?{S}{FISCAL}|{relative}[度份]?"
    )
    return {"digit": f"(?:{digit})", "chinese": f"(?:{chinese})", "word": f"(?:{word})"}


@cache
def place_patterns() -> dict[str, str]:
    """Places within a year: a half, a quarter, a month with or without days, 年底, a holiday."""
    number = rf"(?:{MONTH_NO}{S}月?{TO})?{MONTH_NO}{S}月份?"
    word = rf"{either(word_shifts('month'))}(?!球)"
    clipped = rf"(?={S}[前起至止晚早凌上下出，。,)）]|{S}$)"  # 7月15前, 10月22出生
    day = rf"(?:{DAY_NO}{S}[日号]?(?:{TO}|{S}、{S}))?{DAY_NO}{S}(?:[日号]|{clipped})"
    part = rf"(?:(?:上中|中下|上|中|下)旬|[上下]半月|{START}|底|末|{MIDDLE})"
    week = rf"(?:第{S}{COUNT}|最后一){S}个?{S}{WEEK}{WEEKDAY}?"
    within = rf"(?:的?{S}(?:{day}|{part}|{week}|[前首]{COUNT}{S}[天日]))?"
    quarter = (
        rf"(?:第{S}{QUARTER_NO}{S}(?:(?:、|{TO})第?{S}{QUARTER_NO}{S})?季度?|[首末]季度?"
        rf"|Q(?<![A-Za-z0-9]Q)[1-4](?![A-Za-z0-9]))(?:{START}|末|底)?"
    )
    number_quarter = rf"(?:{QUARTER_NO}{S}季度|[1-4]Q(?![A-Za-z]))(?:{START}|末|底)?"
    # 前一季 is the one before, and 目前7月 no 前7月
    first = rf"(?:[首前头](?<![目之此以提]前)(?!{S}一个?[月季]){S}{COUNT}{S}个?{S}(?:月份?|季度?)|首个?月)"
    return {
        "number": rf"(?:{number}{within}|{number_quarter})",
        "word": (
            rf"(?:[上下前后]半年(?!来)度?|上个半年|{quarter}|{first}|{word}{within}"
            rf"|元(?<![百千万亿港美欧日0-9]元)月份?{within}|[春夏秋冬][季天]|[上下]半月|{either(holiday_names())}"
            rf"|(?:{either(word_shifts('quarter'))})(?:{START}|末|底)?|暑[假期]|寒假)"
        ),
        "after_year": (
            rf"(?:半年度|中期|[上下]半财年|中旬|年?(?:{START}|底|末|{MIDDLE}|内)|稍后|稍晚|晚些时候|较后时间"
            rf"|较早时?|早些时候|[春夏秋冬]|暑期?"
            rf"|第{S}{COUNT}{S}个?{S}(?:月|{WEEK})|(?:[前首]|最后){S}{COUNT}{S}个?(?:天|{WEEK}))"
        ),
        "alone": (
            rf"(?:年(?<![0-9一二三四五六七八九十今去明]年)(?:{START}|底|末|{MIDDLE}|中(?<=[于在至到]年中)|内(?<![0-9一二两三四五六七八九十几数]年内))"
            rf"|月(?<![0-9一二三四五六七八九十]月)(?:{START}|底|末(?!端)))"
        ),
    }


def _spans() -> tuple[str, str]:
    """Counted time: beginning with a word (过去三年), with a number (五年前)."""
    unit = rf"(?:年|季度|季|月|{WEEK}|天|日)"
    ago = rf"{S}个?(?:半)?(?:年|月|{WEEK}|天){S}[之以]?(?:前(?![往期三二])|后)"
    many = rf"(?:{COUNT}(?:{TO}|、))?(?:{COUNT}|[几数多]){S}个?{S}{unit}"
    near = rf"{S}(?:{COUNT}、?)?{COUNT}{S}个?{S}{unit}(?!期|[来]?[的新高低历之经首])"
    word = (
        rf"(?:过去|未来|往后){S}的?[约近]?{S}{many}|最近{near}"
        rf"|近(?<![创有达将立了为逾写约隔附最接靠将]近){near}|[几数](?<![0-9多]数){ago}"
        rf"|[上下](?<![以之身晚楼马地线网早北]上)(?<![以之旗手名线麾]下){S}{COUNT}{S}(?:个{S}月|个?{S}(?:{WEEK}|季度)|天)(?!期|前|后)"
        rf"|[前后](?<![之此以最今然随目往先前背幕]后)(?<![之此以目提往年月日]前){S}{COUNT}{S}(?:个?{S}{WEEK}|天|年)(?!期|前|后|[大强])"
        rf"|后(?<![之此以最今然随背]后){S}{COUNT}{S}个{S}月(?!期|前|后)"
    )
    return word, rf"(?:{COUNT}{TO})?{COUNT}{ago}"


def _words() -> Iterator[tuple[str, str]]:
    """Families that begin with a word."""
    years, places = year_patterns(), place_patterns()
    after = f"(?:{places['number']}|{places['word']}|{places['after_year']})"
    yield (
        "calendar_word",
        rf"(?:{years['word']}(?:的?{S}{after})?|{places['word']}|{places['alone']}){EDGE}?",
    )
    yield "span_word", _spans()[0]
    month_day = rf"(?:{MONTH_NO}{S}[月/／]{S})?{DAY_NO}{S}[日号]?"
    bracket = rf"(?:{S}{OPEN}{S}{month_day}{S}{CLOSE}(?:{S}日)?)"
    yield (
        "day",
        rf"(?:[今昨明前]{bracket}"
        rf"|{either(word_shifts('day'))}(?![本头])(?![^《\n]{{0,12}}》){bracket}?"
        rf"|{either(word_shifts('stated-day'))}(?!冲))",
    )
    tail = rf"(?!年|期|转|边|遭|全|围|身|报)(?:末|{WEEK}?{WEEKDAY}(?![流级线类次个家]))?"
    yield (
        "week",
        rf"(?:[上下]半周|(?:上上|下下|[本这今上下](?<![日基]本)){S}个?{WEEK}{tail}{bracket}?"
        rf"|(?:周(?<![每一二两三四五六七八九十几0-9逢]周)|星期(?<!日[（(]星期)|礼拜){WEEKDAY}(?![围鸣岳大]|[^《\n]{{0,12}}》){bracket}?)",
    )
    yield (
        "decade",
        rf"[上本]世纪{S}(?:{D}0|{ONES}十){S}年代(?:初期?|中期|末期?|前期|后期)?",
    )
    ten = rf"(?:初(?:{ONES}|十)|{DAY_NO}[日号]?)"
    yield (
        "lunar",
        rf"(?:农历|阴历){S}(?:[正冬腊]|{MONTH_NO})月{S}{ten}|[正腊]月{S}{ten}|大年(?:初{ONES}|三十|夜)",
    )
    yield "recent", rf"{either(word_shifts('recent'))}(?!本|期|的[一人])"
    said = "(?:公布|公告|宣布|召开|举行|表示|发布|完成|开盘|收盘|将|举办|净)"
    yield (
        "bare_now",
        rf"今(?<![至迄如当现古自而从于目到]今)(?={said}|指[挥控]|股东会|盘|早盘|起|上市|上柜|挂牌|，|在|开|搜|登|法说)"
        rf"|昨(?<![0-9]昨)(?={said}|则|收|股|盘|与|在|，|指|开)"
        r"|明(?<![0-9A-Za-z表证说声发文光鲜透分精聪昆黎]明)(?=起|停牌|挂牌|上市|上柜|除息|除权|复牌|开标|登场)",
    )


def _numbers(kind: str) -> Iterator[tuple[str, str]]:
    """Families that begin with a number, in Arabic ("digit") or Chinese figures."""
    places = place_patterns()
    after = f"(?:{places['number']}|{places['word']}|{places['after_year']})"
    bare = r"(?<![0-9一二三四五六七八九十]年)(?<![连每满判刑近])"
    yield (
        f"calendar_{kind}",
        rf"(?:{year_patterns()[kind]}(?:的?{S}{after})?|{bare}{places['number']}){EDGE}?",
    )
    yield f"span_{kind}", _spans()[1]
    ten = rf"{D}0" if kind == "digit" else "[二三四五六七八九]十"
    century = rf"(?:{D}{{2}}|十[一二三四五六七八九]|二十一?)世纪{S}"
    yield f"decade_{kind}", rf"(?:{century})?{ten}{S}年代(?:初期?|中期|末期?|前期|后期)?"
    day = rf"{D}{{1,2}}" if kind == "digit" else "[二三]?十[一二三四五六七八九]?"
    yield (
        f"bare_day_{kind}",
        rf"(?<![近前后每逾约共连隔头首满过达历经续])(?:{day}{S}日?{TO})?{day}{S}日"
        rf"(?!期|均|线|内|游|间|累|年化|移动|平均|里|连|以上|之内|来|票|元|圆){EDGE}?",
    )


@cache
def finder() -> re.Pattern[str]:
    """The pattern: search, then take the group named by ``lastgroup``."""
    parted = "|".join(rf"{mark}{D}{{1,2}}{mark}{D}{{1,2}}" for mark in ("-", "/", "[.]", "／"))
    numeric = rf"""(?:
        (?:{YEAR_4}|1[01]{D}|[89]{D})(?:{parted})(?![0-9/.]|-(?!{YEAR_4}))
      | {YEAR_4}[.](?:0[1-9]|1[0-2])-{YEAR_4}[.](?:0[1-9]|1[0-2])(?![0-9.])
      | (?:19|20){D}{{2}}{S}(?:{DASH}|至|到){S}(?:19|20){D}{{2}}(?![0-9年月.,%A-Za-z-])
      | 20[0-4]{D}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]{D}|3[01])(?![0-9A-Za-z.,%-])
      | 1[01]{D}/{D}{{2}}/{D}{{2}}(?![/-])
      | {YEAR_4}{S}[Qq][1-4](?![0-9A-Za-z]) | {YEAR_4}{S}H[12](?![0-9A-Za-z])
      | [1-4]Q(?:20)?{D}{{2}}(?![0-9A-Za-z]) | [12]H(?:20)?{D}{{2}}(?![0-9A-Za-z]))"""
    slash = r"(?:1[0-2]|0?[1-9])[/／](?:3[01]|[12][0-9]|0?[1-9])日?(?![0-9０-９/／%.A-Za-z人])"
    roc_year = (
        rf"(?<![近逾约达过满])[4-9]{D}年(?:(?={TO}1?{D}{{2}}年)|(?![来期的以内前后多代龄历]))"
    )
    # 12号 is a day only where nothing else can be numbered: not in 79号, 1号线
    numbered = (
        r"(?<![^，。；、 \n于在至到从])[0-3]?[0-9]号"
        r"(?=$|[，。；）)]|上午|下午|早|晚|凌晨|在|将|公布|宣布|召开|起|前|至|到)"
    )
    digit = _groups(
        [
            ("numeric", rf"(?<![A-Za-z]){numeric}"),
            *_numbers("digit"),
            ("slash", rf"(?:(?<![-A-Za-z约近逾占超])|(?<=/[0-9]{{2}}-)){slash}"),
            ("roc_year", roc_year),
            ("bare_day", numbered),
        ]
    )
    first = f"[{FIRST_DIGITS}{FIRST_CHINESE}{_first_of_words()}]"
    # one set of characters in front is what lets the engine skip; the real pattern looks from there
    return re.compile(
        rf"""
        {first}(?<=(?=
            (?=[{FIRST_DIGITS}])
            (?={D}{{1,4}}{S}[-年月日号季周天个星礼半财会世至到、/／.QqH~～〜–—－‐]|20[0-4]{D}[01]{D}[0-3]{D})
            (?<![0-9０-９第])(?<![0-9０-９][.:：/／])(?!(?<=[0-9],)[0-9]{{3}}(?![0-9]))
            (?:{digit})
          | (?=[{FIRST_CHINESE}])
            (?=[〇零○Ｏ一二三四五六七八九十廿卅两]{{1,4}}{S}[-年月日号季周天个星礼半财会世至到、~～〜–—－‐])
            (?<![0-9一二三四五六七八九十百千万第.])
            (?:{_groups(_numbers("chinese"))})
          | (?=[{_first_of_words()}])
            (?:{_groups(_words())})
        ){first})
        """,
        re.VERBOSE,
    )


FIRST_DIGITS = "0-9０-９"
FIRST_CHINESE = "〇零○一二三四五六七八九十廿卅两"


def _first_of_words() -> str:
    listed = [word[0] for word, *_ in _date_words()] + [name[0] for name in holiday_names()]
    return "".join(
        sorted(
            {
                *listed,
                *"西公F民今去明前农阴正腊大后本上下同首末头第Q元春夏秋冬暑寒年月过未往近最几数昨周星礼",
            }
        )
    )


def _groups(families: Iterable[tuple[str, str]]) -> str:
    return "|".join(f"(?P<{name}>{pattern})" for name, pattern in families)
