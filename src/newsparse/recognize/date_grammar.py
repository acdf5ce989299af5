"""Where dates stand: the pattern that finds them, over the Simplified key.

One scan with one pattern; the name of the outer group that matched ("calendar", "day", "week",
"span" ...) says how ``date_phrases`` takes the surface apart. Every alternative begins with a
character that few others begin with, every repetition is bounded, so a scan stays linear.
"""

from __future__ import annotations

import re
from functools import cache

from newsparse.lexicon import read_table
from newsparse.text.simplify import simplify

S = r"[ \u00a0\u2009\u202f\u3000]{0,2}"
D = r"[0-9０-９]"
CD = "[〇零○Ｏ一二三四五六七八九]"  # Chinese digits, one after the other: 二〇二四
CN = "[一二三四五六七八九十廿卅两]"
OPEN, CLOSE = "[(（]", "[)）]"
TO = rf"{S}(?:至|到|[-‐–—－~～〜]{{1,2}}){S}"

COUNT = rf"(?:{D}{{1,3}}|{CN}{{1,3}})"
MONTH_NO = rf"(?:{D}{{1,2}}|十[一二]?|[一二三四五六七八九])"
DAY_NO = rf"(?:{D}{{1,2}}|[二三]十[一二三四五六七八九]?|十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?|[一二三四五六七八九])"
QUARTER_NO = "[一二三四1-4１-４]"

# 3月中国 and 今年中标 are no 中: only what ends a phrase or opens a clause may follow
MIDDLE = r"中(?=[，。、；：！？,.;)）」』（( \n]|$|前|后|起|至|到|将|可|推|完|投|公布|开始|左右|旬)"
START = "初(?![步次级始选审判赛创衷婚])"
EARLY_LATE = rf"(?:(?:上中|中下|上|中|下)旬|{START}|底|末|{MIDDLE})"

YEAR_4 = rf"(?:(?:1[0-9]|2[01]){D}{{2}}|[１２]{D}{{3}})"
FISCAL = "(?:(?:会计|财政|财务)年度?|财年)"
YEAR_UNIT = rf"(?:{FISCAL}|年度?份?)"
# 前 after a date is a deadline, unless it begins another word: 前往 前夕 前三季 前总裁
BEFORE = (
    rf"(?:{S}(?:或|及)?(?:之|以)?前(?![往来夕后總总副任身述首一二三四五六七八九十0-9两几数半线端锋景瞻进期者所面度])"
    rf"|{S}(?:至今|迄今))"
)
WEEKDAY = "[一二三四五六日天]"
CLOSED_TITLE = r"(?![^《\n]{0,12}》)"


def words(unit: str) -> str:
    """Alternation of the words of one unit in date_words.csv, longest first."""
    return "(?:" + "|".join(sorted(word_shifts(unit), key=lambda w: (-len(w), w))) + ")"


@cache
def word_shifts(unit: str) -> dict[str, int]:
    """Words of one unit with their distance from publication (今天 0, 昨天 -1)."""
    rows = [(row[0], row[1], int(row[2])) for _, row in _rows()]
    return {word: shift for word, of, shift in rows if of == unit}


@cache
def _rows() -> tuple[tuple[int, tuple[str, ...]], ...]:
    return tuple(read_table("lexicons/date_words.csv", ("word", "unit", "shift")))


@cache
def holiday_names() -> tuple[str, ...]:
    """Names of holidays and festivals, longest first."""
    columns = ("name", "rule", "days"), ("region",)
    rows = [row[0] for _, row in read_table("lexicons/holidays.csv", *columns)]
    return tuple(sorted(set(simplify("\n".join(rows)).split("\n")), key=lambda w: (-len(w), w)))


@cache
def parts() -> dict[str, str]:
    """The pieces of a calendar phrase: a year, and a place within the year."""
    relative = rf"(?:{words('year')}|{words('stated-year')})"
    year = "|".join(
        [
            # 2023/24財政年度, 2015-17年, 101至103年, 2021年
            rf"(?:(?:西元|公元|FY){S})?{YEAR_4}{S}(?:年?度?{TO}(?:{YEAR_4}|{D}{{2}}){S}|[/／]{D}{{2,4}}{S})?{YEAR_UNIT}",
            rf"(?:{D}{{3}}年?{TO})?1[0-4]{D}{S}年(?:度|份)?",
            rf"民国{S}(?:{D}{{1,3}}|{CN}{{1,3}}|元){S}年(?:度|份)?",
            rf"[一二]{CD}{{2,3}}年(?:度|份)?(?:{TO}[一二]{CD}{{2,3}}年)?",
            rf"(?:[零〇○]{CD}|[0０]{D}){S}年",
            rf"(?:{CD}{{2}}|{D}{{2}})年(?={S}{MONTH_NO}{S}月)",
            # 今(2021)年, 去（2018）年度; 今明两年
            rf"[今去明前]{S}{OPEN}{S}{D}{{2,4}}{S}{CLOSE}{S}年(?:度|份)?",
            r"今、?明[两二]?年",
            rf"(?<![过])(?:[本上今去明下]|上一|下一|同一){S}{FISCAL}",
            rf"(?<![之目今此最以近未日过不文相种]){relative}(?:度|份)?",
            rf"(?<=通过){words('year')}(?:度|份)?",
        ]
    )
    month = rf"(?:(?:{MONTH_NO}{S}月?{TO})?{MONTH_NO}{S}月(?:份)?|(?<![百千万亿港美欧日0-9])元月(?:份)?)"
    day = rf"(?:{DAY_NO}{S}[日号]?{TO})?{DAY_NO}{S}(?:[日号]|(?={S}[前起至止晚早凌上下，。,)）]|{S}$))"
    month_word = rf"(?<![以日旗种些不])(?:{words('month')})(?!球)"
    return {
        "year": f"(?:{year})",
        "half": "(?:(?:上|下|前|后)半年(?!来)度?|半年度|[上下]半财年)",
        "quarter": (
            rf"(?:第{S}{QUARTER_NO}{S}(?:(?:、|{TO})第?{S}{QUARTER_NO}{S})?季度?|{QUARTER_NO}{S}季度"
            rf"|[首末]季度?|(?<![A-Za-z0-9])(?:Q[1-4](?![A-Za-z0-9])|[1-4]Q(?![A-Za-z])))(?:{START}|末|底)?"
        ),
        "relative_quarter": rf"(?<![日以]){words('quarter')}(?:{START}|末|底)?",
        "first": rf"(?:(?:首|前|头){S}{COUNT}{S}(?:个)?{S}(?:月(?:份)?|季度?)|首个?月)",
        "month": rf"(?:{month}|{month_word})(?:的?{S}(?:{day}|{EARLY_LATE}))?",
        "year_part": rf"(?:中旬|{START}|底|末|中期|{MIDDLE})",
        "late": "(?:稍后|稍晚|晚些时候|较后时间|较早时?|早些时候)",
        "season": "(?:[春夏秋冬]季|[春夏秋冬](?=[，。、）)])|暑假|暑期|寒假)",
        "holiday": "(?:" + "|".join(holiday_names()) + ")",
    }


@cache
def finder() -> re.Pattern[str]:
    """The pattern; ``lastgroup`` of a match names the family."""
    p = parts()
    after_year = "|".join(
        p[name]
        for name in ("half", "quarter", "first", "month", "year_part", "late", "season", "holiday")
    )
    alone = "|".join(
        [
            rf"[上下]半年(?!来)度?|{p['quarter']}|{p['first']}|{p['month']}|{p['relative_quarter']}",
            rf"(?<![0-9一二三四五六七八九十今去明]{{1}})年(?:{START}|底|末|{MIDDLE})",
            rf"(?<![0-9一二三四五六七八九十])月(?:{START}|底|末(?!端))",
            p["season"],
            p["holiday"],
        ]
    )
    digit_free = r"(?<![0-9０-９A-Za-z.,/／])(?<![0-9][:：])"
    bracket = rf"(?:{S}{OPEN}{S}(?:{MONTH_NO}{S}[月/／]{S})?{DAY_NO}{S}[日号]?{S}{CLOSE}(?:{S}日)?)"
    return re.compile(
        rf"""
        (?P<numeric>{digit_free}(?:
            (?:{YEAR_4}|1[01]{D}|[89]{D})(?P<sep>[-/.／]){D}{{1,2}}(?P=sep){D}{{1,2}}(?![0-9/.-])
          | {YEAR_4}{S}[Qq][1-4](?![0-9A-Za-z]) | {YEAR_4}{S}H[12](?![0-9A-Za-z])
          | [1-4]Q(?:20)?{D}{{2}}(?![0-9A-Za-z]) | [12]H(?:20)?{D}{{2}}(?![0-9A-Za-z])
        ))
      | (?P<calendar>(?<![0-9０-９.第])(?:
            {p["year"]}(?:的?{S}(?:{after_year}))?
          | {alone}
        )(?:{BEFORE})?)
      | (?P<slash>(?<![0-9０-９A-Za-z./／%-])(?:1[0-2]|0?[1-9])[/／](?:3[01]|[12][0-9]|0?[1-9])(?![0-9０-９/／%.A-Za-z]))
      | (?P<span>
            (?:过去|未来|往后){S}(?:的)?(?:约|近)?{S}(?:{COUNT}(?:{TO}|、)?)?(?:{COUNT}|几|数|多){S}(?:个)?{S}(?:年|季度|季|月|周|星期|天|日)
          | (?<![创有达将立了为逾写约隔附最接靠将])(?:近|最近){S}(?:{COUNT}、?)?{COUNT}{S}(?:个)?{S}(?:年|季度|月|周|星期|天|日)(?!期|[来]?[的新高低历之经首])
          | (?<![0-9０-９.多])(?:{COUNT}{TO})?(?:{COUNT}|几|数){S}(?:个)?(?:年|月|周|星期|天){S}(?:之|以)?(?:前(?![往期三二])|后)
        )
      | (?P<day>
            [今昨明前]{S}{OPEN}{S}(?:{MONTH_NO}{S}[月/／]{S})?{DAY_NO}{S}日?{S}{CLOSE}(?:{S}日)?
          | (?<![0-9目此之以日月生先天提从]){words("day")}(?![本头]){CLOSED_TITLE}{bracket}?
          | {words("stated-day")}
        )
      | (?P<week>
            (?:(?<![日基资])(?:上上|下下|[本这今上下]){S}个?(?:周|星期|礼拜)(?!年|期|转|边|遭|全|围|身|报)(?:末|(?:周|星期|礼拜)?{WEEKDAY}(?![流级线类次个家]))?{bracket}?
          | (?<![每一二两三四五六七八九十几0-9逢])(?:周|星期|礼拜){WEEKDAY}(?![围鸣岳]){bracket}?)
        )
      | (?P<recent>(?<![0-9一二三四五六七八九十今昨明生节翌当同接靠拉])(?:{words("recent")})(?!本|的[一人])|新近)
      | (?P<bare_now>(?<![至迄如当现古自而从于目到])今(?=公布|公告|宣布|召开|举行|表示|发布|指挥|完成|股东会|盘|早盘|起|上市|上柜|挂牌|将|举办|净|，|在|开|搜|登|法说)
          |(?<![0-9])昨(?=公布|公告|宣布|召开|举行|表示|发布|则|收|股|盘|完成|与|在|，|指|将|举办|开))
      | (?P<bare_day>(?<![0-9０-９一二三四五六七八九十近前后每逾约共连隔头首满过第达期历经.])(?:{D}{{1,2}}{S}日?{TO})?(?:{D}{{1,2}}|[二三]?十[一二三四五六七八九]?){S}日(?!期|均|线|内|游|间|累|年化|移动|平均|里|连|以上|之内|来|票|元|圆)(?:{BEFORE})?)
      | (?P<roc_year>(?<![0-9０-９.近逾约达过满])[4-9]{D}年(?![来期的以内前后多])) 
        """,
        re.VERBOSE,
    )
