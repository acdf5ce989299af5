"""How dates are written: numbers, words, years, and places within a year, as patterns.

Over the Simplified key. Patterns here have no named groups: ``date_finder`` puts them together,
``date_places`` takes a surface apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import groupby

from newsparse.lexicon import read_table
from newsparse.text.characters import GAP
from newsparse.text.simplify import simplify

S = rf"{GAP}{{0,2}}"
D = r"[0-9０-９]"
DIGITS = "0-9０-９"
CHINESE = "〇零○Ｏ一二三四五六七八九十廿卅两"
CD = "[〇零○Ｏ一二三四五六七八九]"  # Chinese digits, one after the other: 二〇二四
CN = "[一二三四五六七八九十廿卅两]"
OPEN, CLOSE = "[(（]", "[)）]"
DASH = r"[-‐–—－~～〜]{1,2}"
TO = rf"{S}(?:至|到|{DASH}){S}"
COUNT = rf"(?:{D}{{1,3}}|{CN}{{1,3}})"
LOOSE = rf"(?:[几数]十?|{COUNT}(?:[多余]|(?<=十)几)?)"  # 几十, 十几, 20多, 两三
MONTH_NO = rf"(?:{D}{{1,2}}|十[一二]?|[一二三四五六七八九])"
ONES = "[一二三四五六七八九]"
DAY_NO = rf"(?:{D}{{1,2}}|[二三]?十{ONES}?|廿{ONES}?|卅一?|{ONES})"
QUARTER_NO = "[一二三四1-4１-４]"
WEEK = "(?:周|星期|礼拜)"
WEEKDAY = "[一二三四五六日天]"
# 3月中国 and 今年中标 are no 中, 9月初步 and 首季初见成效 no 初
MIDDLE = r"中(?=[，。、；：！？,.;)）」』（( \n]|$|前|后|起|至|到|将|可|推|完|投|公布|开始|左右|旬)"
START = "初(?![步次级始选审判赛衷婚见现具]|创(?![下新]))"
FISCAL = "(?:(?:会计|财政|财务)年度?|财年)"
YEAR_4 = rf"(?:(?:1[0-9]|2[01]){D}{{2}}|[１２]{D}{{3}})"
# 前 after a date is a deadline, unless it begins another word: 前往 前夕 前三季 前总裁
EDGE = (
    rf"(?:{S}[或及]?[之以]?前(?![往来夕后总副任身述首一二三四五六七八九十0-9两几数半线端锋景瞻进期者所面度])"
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


def date_words() -> tuple[str, ...]:
    """All words of date_words.csv."""
    return tuple(word for word, *_ in _date_words())


@cache
def _not_after() -> dict[str, str]:
    """Letters before a word that make it part of another one: 目前年, 日本年, 之前日."""
    return {word: wrong for word, _, _, wrong in _date_words() if wrong}


@cache
def holiday_names() -> frozenset[str]:
    """Names of holidays and festivals."""
    rows = read_table("lexicons/holidays.csv", ("name", "rule", "days"), ("region",))
    return frozenset(simplify("\n".join(name for _, (name, *_) in rows)).split("\n"))


def heads(words: Iterable[str]) -> str:
    """The first characters of words."""
    return "".join(sorted({word[0] for word in words}))


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
def year_pattern() -> str:
    """How a year is written."""
    # 2025第三季, 2025全年: a year without its unit
    part = rf"(?:第{S})?{QUARTER_NO}{S}季|[上下]半年|[前首]{COUNT}{S}季|半年(?:[度报]|$)"
    unit = rf"(?:{FISCAL}|年度?份?|全年|(?={S}(?:{part})))"
    # 2023及2022年: the first of two shares the unit of the second
    shared = rf"(?:19|20){D}{{2}}(?=(?:{S}[及和与、]{S}(?:19|20){D}{{2}}){{1,5}}{S}年)"
    four = rf"{YEAR_4}{S}(?:年?度?{TO}(?:{YEAR_4}|{D}{{2}}){S}|[/／]{D}{{2,4}}{S})?{unit}"
    digit = (
        rf"{four}|{shared}|(?:{D}{{3}}年?{TO})?1[0-4]{D}{S}年(?!代)[度份]?|[0０]{D}{S}年(?!代)(?:{TO}{D}{{2}}年)?"
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
        rf"|[今去明前]{S}{OPEN}{S}{D}{{2,4}}{S}{CLOSE}{S}年[度份]?|今、?明[两二]?年|明、?后[两二]?年"
        rf"|[本上今去明下同]一?{S}{FISCAL}|{relative}[度份]?"
    )
    return f"(?:(?=[{DIGITS}])(?:{digit})|(?=[{CHINESE}])(?:{chinese})|{word})"


@cache
def place_patterns() -> dict[str, str]:
    """Places within a year: a half, a quarter, a month with or without days, 年底, a holiday."""
    number = rf"(?:{MONTH_NO}{S}月?{TO})?{MONTH_NO}{S}月份?(?!怀胎)"
    named = [*word_shifts("month"), *word_shifts("stated-month")]
    word = rf"(?:{either(named)}(?!球)|当月(?=的?第|{D}{{1,2}}[日号]|[初底末]))"
    clipped = rf"(?={S}[前起至止晚早凌上下出，。,)）]|{S}$)"  # 7月15前, 10月22出生
    day = rf"(?:{DAY_NO}{S}[日号]?(?:{TO}|{S}、{S}))?{DAY_NO}{S}(?:[日号]|{clipped})"
    part = rf"(?:(?:上中|中下|上|中|下)旬|[上下]半月|{START}|底|末(?!期)|{MIDDLE})"
    week = rf"(?:第{S}{COUNT}|最后一){S}个?{S}{WEEK}{WEEKDAY}?"
    within = rf"(?:的?{S}(?:{day}|{part}|{week}|[前首]{COUNT}{S}[天日]))?"
    quarter = (
        rf"(?:第{S}{QUARTER_NO}{S}(?:(?:、|{TO})第?{S}{QUARTER_NO}{S})?财?季度?|[首末](?:个?财)?季度?"
        rf"|Q(?<![A-Za-z0-9]Q)[1-4](?![A-Za-z0-9]))(?:{START}|末(?!期)|底)?"
    )
    # H1 alone is a half only where what was earned or sold in it follows: robots are so named
    half = (
        r"H(?<![-A-Za-z0-9]H)[12](?![-A-Za-z0-9])(?:(?<=年H[12])"
        rf"|(?={S}(?:[营净]|获利|每股|EPS|税[前后]|毛利|业绩|盈余|本业|合并|转[亏盈]|亏|赚|年[增减]|优于|出货|接单|订单|拚|力拚)))"
    )
    number_quarter = rf"(?:{QUARTER_NO}{S}季度|[1-4]Q(?![A-Za-z]))(?:{START}|末(?!期)|底)?"
    # 前一季 is the one before, and 目前7月 no 前7月
    first = (
        rf"(?:[首前头](?<![目之此以提]前)(?!{S}一个?[月季]){S}{COUNT}{S}个?{S}(?:月份?|季度?)"
        r"|首个?月)"
    )
    return {
        "number": rf"(?=[{DIGITS}{CHINESE}])(?:{number}{within}|{number_quarter})",
        "word": (
            rf"(?:[上下前后]半年(?!来(?![到自]))度?|上个半年|{half}|{quarter}|{first}"
            rf"|(?:{word}|元(?<![百千万亿港美欧日0-9]元)月份?){within}|[春夏秋冬][季天]|[上下]半月"
            rf"|{either(holiday_names())}"
            rf"|(?:{either(word_shifts('quarter'))})(?:{START}|末(?!期)|底)?|暑[假期]|寒假)"
        ),
        "after_year": (
            rf"(?:半年度|中期|(?<![)）]年)(?:[一三]季|半年)(?=报)|[上下]半财年|中旬|年?(?:{START}|底|末(?!期)|{MIDDLE}|内)"
            rf"|稍后|稍晚|晚些时候|较后时间|较早时?|早些时候|[春夏秋冬]|暑期?"
            rf"|第{S}{COUNT}{S}个?{S}(?:月|{WEEK})|(?:[前首]|最后){S}{COUNT}{S}个?(?:天|{WEEK}))"
        ),
        "alone": (
            rf"(?:年(?<![0-9一二三四五六七八九十今去明]年)"
            rf"(?:{START}|底|末(?!期)|{MIDDLE}|中(?<=[于在至到]年中)|内(?<![两几数]年内))"
            rf"|月(?<![0-9一二三四五六七八九十]月)(?:{START}|底|末(?!端)))"
        ),
    }
