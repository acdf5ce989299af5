"""Digests: articles of many items, each about a firm of its own, and the headings over them."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

# A digest tells one company per paragraph: 【中标】云岫建工…, 1.云岫科技:…, ★海棠精密:…
_ITEM = re.compile(
    r"^[ \u3000]*(?:【|[★☆●■◆▲▼※◎•·▪－\-–—]|\d{1,2}[.、．)）]\s?(?!\d)"
    r"|[一二三四五六七八九十]{1,3}、)",
    re.M,
)
# 1、：去年净利增长37%；2、：…: a list whose names were links, and are lost
_NAMELESS = re.compile(r"(?<!\d)\d{1,2}[、.]\s?[：:]")
_LOST = ("、：", "、:", ".：", ".:", "、 ：", ". ：")
_DIGEST = 3
_HEADLINES = "；"
_LINE_END = re.compile(r"\n+")
_HEADING = 40
_STOPS = "。！？；…”」：，"

Firms = Callable[[int, int], set[str]]


def items_of(text: str, firms: Firms) -> list[int]:
    """Where the items of a digest begin; nowhere in an article about one thing.

    Args:
        text: the article's Simplified key.
        firms: the companies named in a stretch of it.
    """
    if any(mark in text for mark in _LOST):
        nameless = [m.start() for m in _NAMELESS.finditer(text)]
        if len(nameless) >= _DIGEST:
            return nameless
    items = [m.start() for m in _ITEM.finditer(text)]
    if len(items) >= _DIGEST and _told_by_firm(items, len(text), firms):
        return items
    title_end = text.find("\n")
    # not so a paragraph of figures that opens a text without a title
    titled = not text.endswith("。", 0, title_end)
    several = titled and text.count(_HEADLINES, 0, max(title_end, 0)) >= _DIGEST - 1
    if not several and text.count("\n") < 2 * _DIGEST:
        return []
    # 甲收購乙；丙裁員；丁上市: a heading (a short line) opens the item that follows it
    lines = [0, *(m.end() for m in _LINE_END.finditer(text, title_end)), len(text)]
    short = [e - s <= _HEADING and text[e - 2] not in "。！？”" for s, e in pairwise(lines)]
    if not several and not _headed_by_firms(lines, short, firms):
        return []
    return [s for i, s in enumerate(lines[:-1]) if i == 0 or not short[i - 1]]


def _told_by_firm(items: list[int], end: int, firms: Firms) -> bool:
    """Whether half the items name a company; the numbered fields of a filing do not."""
    named = sum(bool(firms(start, stop)) for start, stop in pairwise([*items, end]))
    return named * 2 >= len(items)


def _headed_by_firms(lines: list[int], short: list[bool], firms: Firms) -> bool:
    """Whether headings that each name another firm open the items of an untitled digest."""
    heads = [
        firms(*lines[i : i + 2]) for i in range(len(short) - 1) if short[i] and not short[i + 1]
    ]
    named = [h for h in heads if h]
    if len(named) < _DIGEST or len(named) * 3 < len(heads) * 2:
        return False
    return len(set().union(*named)) >= len(named)


def is_heading(text: str, begin: int, end: int) -> bool:
    """Whether a sentence is a short line that no stop closes, set like a headline."""
    if end - begin > _HEADING or not end < len(text) or text[end - 1] in _STOPS:
        return False
    return text[begin - 1 : begin] == "\n" and text[end] == "\n"


def is_nameless(text: str, start: int) -> bool:
    """Whether an item of a list has lost the name it told of."""
    return _NAMELESS.match(text, start) is not None
