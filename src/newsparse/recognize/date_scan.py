"""The date phrases of a text where they stand, neighbours joined to ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from newsparse.recognize.date_finder import finder
from newsparse.recognize.date_phrase import Phrase
from newsparse.recognize.date_phrases import read_phrase
from newsparse.text.characters import GAP

_SPACES = " \u00a0\u2009\u202f\u3000"
_CLAUSE_STARTS = frozenset("，。；：、！？,;:（(「“\n在于将计料约待需等到，")
_CLOCK = "(?:(?:凌晨|早上|上午|中午|下午|晚上|晚间)?[0-9零]{1,2}(?:[:：][0-9]{2})?[时点]?)?"
_CLOCK_AFTER = re.compile(f"{GAP}*(?:{_CLOCK})")
_TO = "(?:至|到|[-–—－~～〜]{1,2})"
_JOINT = re.compile(f"{GAP}*{_CLOCK}{GAP}*{_TO}{GAP}*")
_BETWEEN = re.compile(r"[和与跟]")
_RANGE_RULES = frozenset(
    {
        "year", "roc_year", "relative_year", "stated_year", "short_year", "half", "quarter",
        "month", "part_of_month", "day", "slash_day", "bare_day", "weekday", "picked",
        "relative_day", "relative_month", "relative_part_of_month", "part_of_year", "season",
        "holiday", "lunar_day",
    }
)  # fmt: skip


class Found(NamedTuple):
    """A phrase and where it stands."""

    start: int
    end: int
    phrase: Phrase
    last: Phrase | None = None  # second end of a range


def find_phrases(key: str, *, taiwan: bool) -> list[Found]:
    """The phrases of a Simplified text, in order.

    Args:
        key: the text.
        taiwan: years of the Republic and days like 10/24 are meant.

    Example:
        >>> found = find_phrases("去年停牌，8月3日至9月1日", taiwan=False)
        >>> [(f.start, f.end, f.phrase.rule) for f in found]
        [(0, 2, 'relative_year'), (5, 14, 'day')]
    """
    return list(_join(key, _scan(key, taiwan)))


def _scan(key: str, taiwan: bool) -> Iterator[Found]:
    """The phrases, as they stand."""
    search = finder().search
    end = 0
    while match := search(key, end):
        family = match.lastgroup
        assert family is not None
        start, end = match.span(family)
        if family in ("slash", "roc_year") and not taiwan:
            continue
        phrase = read_phrase(family, match[family])
        if phrase is None or (phrase.roc and not taiwan):
            continue
        if phrase.span is not None and _counts_from_elsewhere(key, start, phrase.span):
            continue
        if phrase.year_shift is not None and key.startswith("同期", end):
            yield Found(start, end + 2, Phrase("same_period", year_shift=phrase.year_shift))
            continue
        yield Found(start, end, phrase)


def _counts_from_elsewhere(key: str, start: int, span: tuple[str, int, int, str]) -> bool:
    """条例刊宪8个月后 counts from what is said before it, not from publication."""
    kind, _, count, _ = span
    before = key[max(0, start - 3) : start].rstrip(_SPACES)
    return (
        kind in ("后", "coming") and count > 0 and before != "" and before[-1] not in _CLAUSE_STARTS
    )


def _join(key: str, found: Iterator[Found]) -> Iterator[Found]:
    """Ranges: two neighbours with 至 or a dash between them become one."""
    held: Found | None = None
    for next_one in found:
        if held is not None:
            gap = key[held.end : next_one.start] if next_one.start - held.end <= 12 else ""
            if (
                gap
                and held.last is None
                and (
                    _JOINT.fullmatch(gap)
                    or (_BETWEEN.fullmatch(gap) and key.startswith("之间", next_one.end))
                )
                and held.phrase.rule in _RANGE_RULES
                and next_one.phrase.rule in _RANGE_RULES
            ):
                end = next_one.end
                if any(c in "0123456789零" for c in gap):  # 4月20日11时至4月25日17时 is one stretch
                    end = _clock_end(key, end)
                held = Found(held.start, end, held.phrase, next_one.phrase)
                continue
            yield held
        held = next_one
    if held is not None:
        yield held


def _clock_end(key: str, end: int) -> int:
    match = _CLOCK_AFTER.match(key, end)
    return match.end() if match is not None and match.group().strip() else end
