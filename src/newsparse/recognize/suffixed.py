"""Candidates for names that end in a telling word (…公司, …委員會, …園區), and the evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from newsparse.annotation import Label
from newsparse.lexicon import read_table, words_of_kind
from newsparse.recognize.scores import BLANK, common_words
from newsparse.text.characters import HAN
from newsparse.text.simplify import encodable

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

# The features of an ending, of a start, and of each character between a start and its ending.
ENDING, BEGINNING, PASSED = "rRqsefG", "NnbBClLKpw", "i"
LONGEST = 16  # characters before the suffix: 滨海经济技术开发区（保税港区）管理|委员会

# 本公司 and 破局 are no names; in 红阳能源报收7元 a share closes, no newspaper writes.
_LOOKALIKE = re.compile(
    "[本该贵各](?:公司|集团)|[破战结骗布格僵政大全时饭]局|.报[收价告道导名以出到答销考]"
)
_PLACE_INSIDE = re.compile(rf"（{HAN}{{2,6}}\Z")
_COUNTS = "0万亿千百十几数多余"
# 大东方|控股股东, 赤峰黄金|证券部: what would end a name belongs to the word behind it.
_GOES_ON = re.compile(
    "控股(?=股东|[子孙]公司|权|地位|比例)"
    "|证券(?=部(?![分门署队长下])|(?:事务|法务|投资)部|事务代表|代码|简称)"
)
_LOOKAHEAD = 4


@cache
def suffix_labels() -> dict[str, Label]:
    """Suffix → label."""
    rows = read_table("lexicons/name_suffixes.csv", ("label", "suffix"))
    return {suffix: label for _, (label, suffix) in rows}  # type: ignore[misc]


@cache
def _automaton() -> tuple[AhoCorasick, tuple[str, ...]]:
    from ahocorasick_rs import AhoCorasick

    suffixes = tuple(sorted(suffix_labels(), key=lambda s: (-len(s), s)))
    return AhoCorasick(suffixes), suffixes


# What is so called is described and not named: 钢铁股, 钻石巨头.
_DESCRIBED = ("股", "巨头", "龙头", "巨擘", "业者", "大厂", "厂商", "双雄", "三雄")
_COUNTED = tuple(f"{number}大" for number in "两二三四五六七八九十")  # 五大金控
# 时代 ends names of companies but says of no kind: 新时代证券
_ALSO_NAMES = frozenset(("时代",))


def break_words(kind: str) -> frozenset[str]:
    """The words of one kind in ``name_breaks.csv``."""
    return words_of_kind("lexicons/name_breaks.csv", kind)


@cache
def _never() -> re.Pattern[str]:
    return re.compile("|".join(sorted(break_words("never"), key=lambda w: (-len(w), w))))


@cache
def _foreign() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(sorted(break_words('foreign')))})..")


@cache
def _generic() -> re.Pattern[str]:
    kinds = [s for s, label in suffix_labels().items() if label == "COMPANY" and len(s) > 1]
    words = sorted(break_words("generic")) + sorted(kinds)
    # What a conjunction joins is judged by its last part: 高科技業者与|生物科技公司.
    return re.compile(f"(?>.*[与和及的])?+{_one_of(words)}*")


@cache
def _kinds_alone() -> re.Pattern[str]:
    kinds = {s for s, label in suffix_labels().items() if label == "COMPANY"} - _ALSO_NAMES
    words = sorted(word for word in break_words("generic") | kinds if len(word) > 1)
    return re.compile(f"[本各大小新老]?{_one_of(words)}+")


def _one_of(words: list[str]) -> str:
    """One of many words, after a look at the first character: most names begin with none."""
    first = "".join(sorted({word[0] for word in words}))
    return f"(?:(?=[{first}])(?:{'|'.join(words)}))"


def names_nobody(name: str) -> bool:
    """Whether what looks like a company's name says only of what kind it is, or is no name at all.

    Example:
        >>> [names_nobody(name) for name in ("商业银行", "钢铁股", "五大金控", "大新银行")]
        [True, True, True, False]
    """
    return (
        name in break_words("nobody")
        or name.startswith(_COUNTED)
        or (name.endswith(_DESCRIBED) and not name.endswith("控股"))
        or not (name[0].isalnum() or name[0] == "*")  # *ST碧瀾 is marked so by its exchange
        or _kinds_alone().fullmatch(name) is not None
    )


def generic(body: str, suffix: str) -> bool:
    """Whether a body before this suffix names a kind of company or place and no particular one.

    Example:
        >>> generic("生物科技", "公司"), generic("富春", "控股"), generic("铁路", "车站")
        (True, False, True)
    """
    label = suffix_labels()[suffix]
    if label == "PLACE":
        return body in break_words("site")
    if label != "COMPANY" or registered(suffix):
        return False
    return _generic().fullmatch(body) is not None


def registered(suffix: str) -> bool:
    """Whether only the registered name of one company ends so (深圳新能源服务有限公司)."""
    return "有限" in suffix or suffix == "分公司"


class Ending(NamedTuple):
    """A telling last word, e.g. 委员会, and what it says the name is of."""

    cut: int
    end: int
    suffix: str
    label: Label


class Beginning(NamedTuple):
    """A possible start, and what the characters passed since the one before say."""

    start: int
    passed: list[str]


def endings(shaped: str, within: str) -> Iterator[Ending]:
    """Where names with a telling last word may end; ``within`` has blanks where there is none."""
    labels = suffix_labels()
    automaton, suffixes = _automaton()
    longest: dict[int, tuple[int, str]] = {}  # end: 公司 gives way to 有限公司
    for number, cut, end in automaton.find_matches_as_indexes(encodable(within), overlapping=True):
        if cut < longest.get(end, (end,))[0]:
            longest[end] = (cut, suffixes[number])
    for end, (cut, suffix) in sorted(longest.items()):
        if len(suffix) == 1 and shaped[cut - 1] in _COUNTS:
            continue  # 200万部
        if _LOOKALIKE.match(shaped, cut - 1) or goes_on(shaped, end):
            continue
        yield Ending(cut, end, suffix, labels[suffix])


def ending_keys(shaped: str, ending: Ending) -> tuple[str, ...]:
    """What surrounds the last word: of the features ``ENDING``, in their order."""
    band = common_words().get
    cut, end, suffix, _ = ending
    return (
        shaped[end],
        shaped[end : end + 2],
        band(shaped[end - 1 : end + 1], "0") + band(shaped[end - 1 : end + 2], "0"),
        suffix,
        shaped[cut - 1],
        band(shaped[cut - 1 : cut + 1], "0") + band(shaped[cut - 2 : cut + 1], "0"),
        shaped[cut - 2 : cut],
    )


def goes_on(text: str, end: int) -> bool:
    """Whether the word before this place is a part of a longer one, and no end of a name.

    Example:
        >>> goes_on("大东方控股股东增持", 5), goes_on("大东方控股增持", 5)
        (True, False)
    """
    return _GOES_ON.match(text, max(0, end - 2)) is not None


def own_end(text: str, start: int, end: int) -> int:
    """Where a name ends that may have taken in a part of the word behind it.

    Example:
        >>> own_end("赤峰黄金证券部人士", 0, 7), own_end("东方证券部分业务", 0, 4)
        (4, 4)
    """
    longer = _GOES_ON.search(text, start + 1, end + _LOOKAHEAD)
    return longer.start() if longer and longer.start() < end else end


def beginnings(shaped: str, ending: Ending, within: str, first: int = 0) -> Iterator[Beginning]:
    """Where a name with this ending may start, from right to left, but not before ``first``."""
    cut, _, suffix, label = ending
    foreign_apart = suffix == "党" or label == "COMPANY"
    floor = max(cut - LONGEST, within.rfind(BLANK, 0, cut) + 1)
    for stop in _never().finditer(shaped, floor, cut):
        floor = stop.end()
    if suffix != "分公司":  # one company inside another is its branch, or two names
        floor = max(floor, shaped.rfind("公司", floor, cut) + 2)
    floor = max(floor, first)
    passed: list[str] = []
    opening = -1  # where the bracket begins that is being passed
    for start in range(cut - 1, floor - 1, -1):
        own, before = shaped[start], shaped[start - 1]
        if opening >= 0:  # the place in 富澜（上海）有限公司 says nothing about the name
            opening = -1 if start == opening else opening
            continue
        if own == "）":
            inside = _PLACE_INSIDE.search(shaped, floor, start)
            if inside is None:
                return
            opening = inside.start()
            continue
        if not (own.isalnum() or own in "·&-"):
            return
        passed.append(own)
        if not own.isalnum() or (own in "Aa0" and before in "Aa0"):
            continue
        if foreign_apart and _foreign().match(shaped, start, cut):
            continue  # 日本|罗姆半导体集团: the country is a place of its own
        yield Beginning(start, passed)
        passed = []


def beginning_keys(shaped: str, ending: Ending, start: int) -> tuple[str, ...]:
    """What surrounds a start, and how long the name is that begins there.

    Of the features ``BEGINNING``, in their order.
    """
    band = common_words().get
    cut, end, suffix, _ = ending
    return (
        str(cut - start),
        f"{min(cut - start, 5)}{suffix}",
        shaped[start],
        shaped[start : start + 2],
        shaped[start : start + 3],
        shaped[start - 1],
        shaped[start - 2 : start],
        shaped[start - 3 : start],
        band(shaped[start - 1 : start + 1], "0") + band(shaped[start - 2 : start + 1], "0"),
        band(shaped[start:cut], "0") + band(shaped[start:end], "0"),
    )
