"""What a change in percent is measured against: 按年升12%, 季減3%, 12%的同比增幅.

The words are in ``lexicons/comparisons.csv``. Works on the simplified key.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, get_args

from newsparse.errors import DataFileError
from newsparse.lexicon import DATA, read_table
from newsparse.recognize.numerals import DIGITS, SPACE
from newsparse.text.simplify import simplify
from newsparse.value import Comparison

TABLE = "lexicons/comparisons.csv"
_KINDS = ("mark", "change", "base", "latin")
_BEFORE = "before"  # the period before the one the sentence names
_WINDOW = 60  # characters before a percentage that are read; a clause is rarely longer
_PERIOD_REACH = 200  # how far back 環比 looks for the period it compares
_LONGEST_GAP = 26

# 5月增, 去年減, 近年增, 第三季增: there the word belongs to what stands before it
_NOT_AFTER = (
    rf"(?<![\d０-９{DIGITS}十百千几多数半整今去明后前全上下当次翌每近同连往逐历新旧合均化周个该首末第本单旺淡"
    "春夏秋冬初底常早晚青少老成][年季月周])"
)
# 按年利率, 按月供款, 年增发, 年减持
_NOT_BEFORE = (
    r"(?!利|息|化|(?<=按[年季月周])率|付|供|支|派|还|收取|薪|转|租|计息|复|发|资|持|补|设|聘|值|级)"
)
_RELATION = "较比跟与和同于超过起"  # 较去年, 比上季, 高于上月, 超过上年
_STATED_YEAR = r"(?:(?:民国)?[\d０-９一二三四五六七八九〇零百]{2,5}(?=年)|[去上前](?=年))?"
_NO_PERIOD_END = (
    rf"(?!\d{{1,2}}[月日]|[{DIGITS}十]{{1,2}}[月日]|[底末初终第下上中Q]|[{DIGITS}]季|年)"
)
_CLAUSE_END = re.compile(r"[。；;！？!?\n]|[，,](?!\d{3})")
_STEP = re.compile(r"(?:相比|相较|比较|计算?|来看|来说|而言)?[，,]")
_FIGURE = re.compile(
    r"的?[^，,。；\n]{0,4}\d[^，。；\n增升涨减降跌]{0,12}，"
)  # 较去年同期的3亿元，增5%
_LEVEL = re.compile(r"[至到](?:了)?\Z")  # 同比升至35%: where it stands, not by how much it rose
_RATE = re.compile("[率幅速]")
_CHANGE = re.compile("[增升涨扬长减降跌挫滑缩少高低多扩改变]")
_SHARE = re.compile("占")
# 分別增12%、15%, 升12%及跌3%, 增1.2億元，增幅12%
_LISTED = re.compile(
    rf"(?:[、/／]|以?及|[和与或]){SPACE}?(?:分别)?(?:大?幅?[增升涨减降跌][长加少幅]?)?"
)
_BY_HOW_MUCH = re.compile(r"[，,]?[增升涨减降跌]幅(?:[为达约]|高达)*\Z")
_PERIOD = re.compile(
    rf"""(?P<hoh>[上下]半年) | (?P<qoq>季|Q[1-4]|[1-4]Q)
      | (?P<mom>月(?!{SPACE}?\d|[{DIGITS}十]|[初中底末])) | (?P<wow>周(?![年边转期大])|星期)""",
    re.VERBOSE,
)


class _Words(NamedTuple):
    """The table as patterns.

    Args:
        before: the words that may stand before a percentage; the group, if any, is "base".
        after: those right behind one: 的同比增幅, （按年）, YoY.
        meaning: comparison by word, Latin ones in capitals.
    """

    before: re.Pattern[str]
    after: re.Pattern[str]
    meaning: dict[str, str]


def find_comparisons(text: str, places: Sequence[tuple[int, int]]) -> list[Comparison | None]:
    """What each percentage is measured against; None where the words around it do not say.

    Args:
        text: simplified key.
        places: where the percentages stand, in order.

    Example:
        >>> text = "盈利按年升12%，毛利率35%，按季跌3%"
        >>> find_comparisons(text, [(5, 8), (12, 15), (19, 21)])
        ['yoy', None, 'qoq']
    """
    words, found, pending = _words(), list[Comparison | None](), list[Comparison]()
    last = 0
    for start, end in places:
        comparison: Comparison | None = None
        if behind := words.after.match(text, end):
            comparison, pending = _meaning(text, end, _word(behind)), []
        elif marked := _marks(text, start, last, found[-1] if found else None):
            comparison, *pending = marked
        elif found and found[-1] and _LISTED.fullmatch(text, last, start):
            comparison = pending.pop(0) if pending else found[-1]
        else:
            pending = []
        found.append(comparison)
        last = end
    return found


def _marks(text: str, start: int, last: int, previous: Comparison | None) -> list[Comparison]:
    """The comparison that the clause before a percentage states, and further ones after it.

    Two marks side by side share out what follows: 按年及按季分别跌17.4%及7.5%.
    """
    opens = max(0, start - _WINDOW)
    marks = list(_words().before.finditer(text, opens, start))
    if not marks:
        return []
    mark = marks[-1]
    gap = text[mark.end() : start]
    if not _governs(mark, gap, beyond=mark.end() < last, previous=previous):
        return []
    said = [_meaning(text, mark.start(), _word(mark))]
    if len(marks) > 1 and _LISTED.fullmatch(text, marks[-2].end(), mark.start()):
        said.insert(0, _meaning(text, marks[-2].start(), _word(marks[-2])))
        if "分别" not in gap:  # 按年及按季均升5%
            return []
    return [comparison for comparison in said if comparison]


def _governs(mark: re.Match[str], gap: str, *, beyond: bool, previous: Comparison | None) -> bool:
    """Whether the words between a mark and a percentage leave the percentage under the mark."""
    step = _STEP.match(gap) or (_FIGURE.match(gap) if mark.lastgroup == "base" else None)
    if step:
        gap = gap[step.end() :]
    amount = _BY_HOW_MUCH.search(gap)
    clause = gap[: amount.start()] if amount else gap
    if len(gap) > _LONGEST_GAP or _CLAUSE_END.search(clause) or _SHARE.search(gap):
        return False
    if _LEVEL.search(gap) and not _RATE.search(gap):
        return False
    if mark.lastgroup == "base":  # 较去年同期的15%下降3个百分点
        return _CHANGE.search(gap) is not None and not (beyond and previous)
    return not beyond and (not _RATE.search(gap) or _CHANGE.search(mark[0] + gap) is not None)


def _word(match: re.Match[str]) -> str:
    return match[match.lastgroup or 0]


def _meaning(text: str, at: int, word: str) -> Comparison | None:
    meaning = _words().meaning[word.upper()]
    if meaning != _BEFORE:
        return _COMPARISONS[meaning]
    named = list(_PERIOD.finditer(text, max(0, at - _PERIOD_REACH), at))
    return _COMPARISONS[named[-1].lastgroup or ""] if named else None


_COMPARISONS: dict[str, Comparison] = {name: name for name in get_args(Comparison)}


@cache
def _words() -> _Words:
    rows = list(read_table(TABLE, ("word", "comparison", "kind")))
    keys = simplify("\n".join(cells[0] for _, cells in rows)).split("\n")
    by_kind: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    meaning: dict[str, str] = {}
    for key, (line, (_, comparison, kind)) in zip(keys, rows, strict=True):
        if comparison not in {*_COMPARISONS, _BEFORE} or kind not in _KINDS:
            raise DataFileError(
                DATA / TABLE,
                f"comparison is {comparison!r}, kind {kind!r}",
                f"Write one of {', '.join((*_COMPARISONS, _BEFORE))} and of {', '.join(_KINDS)}",
                line=line,
            )
        meaning[key.upper()] = comparison
        by_kind[kind].append(key)
    base = _one_of(by_kind["base"])
    latin = rf"(?<![A-Za-z])(?i:{_one_of(by_kind['latin'])})(?![A-Za-z])"
    names = by_kind["mark"] + by_kind["change"]
    alone = rf"(?:{_one_of(names)}){_NOT_BEFORE}"
    # begins with one character class and looks back to see which it was, as NUMERAL does
    firsts = "".join(sorted({name[0] for name in names}))
    rest = "|".join(
        rf"(?<={first}){_NOT_AFTER}(?:{_one_of([n[1:] for n in names if n[0] == first])})"
        for first in firsts
    )
    letters = "".join(sorted({c for name in by_kind["latin"] for c in (name[0], name[0].lower())}))
    return _Words(
        re.compile(
            rf"""[{_RELATION}{firsts}{letters}]
            (?: (?<=[{_RELATION}]){_STATED_YEAR}(?P<base>{base}){_NO_PERIOD_END}
              | (?:{rest}){_NOT_BEFORE}
              | (?<=[{letters}])(?<![A-Za-z].)(?i:{_one_of([w[1:] for w in by_kind["latin"]])})
                (?![A-Za-z]) )""",
            re.VERBOSE,
        ),
        re.compile(
            rf"""{SPACE}?的(?P<of>{alone})
              | {SPACE}?[(（](?P<aside>{alone}|{latin})(?=[)）,，])
              | {SPACE}?(?P<latin>{latin})""",
            re.VERBOSE,
        ),
        meaning,
    )


def _one_of(words: list[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w)))
