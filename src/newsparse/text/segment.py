"""Sentences and words of a text, as half-open spans.

Nothing is lost: every character that is not white stands in exactly one sentence and, of a
sentence, in exactly one word. White are Unicode's spaces (with NBSP and U+3000) and the zero-width
characters.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import jieba

Span = tuple[int, int]

_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
_WHITE = _ZERO_WIDTH + "".join(c for c in map(chr, range(0x3001)) if c.isspace())
_LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_FULL_STOPS = "。！？｡"
_CLOSERS = "」』”’〞）)】〕］]》〉\"'"
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
# One character class first: the regex engine then skips to the next candidate at full speed.
_CANDIDATE = re.compile(
    rf"[{_LINE_ENDS}{_FULL_STOPS}!?.](?P<more>[{_FULL_STOPS}!?.…]*)(?P<closers>[{re.escape(_CLOSERS)}]*)"
)
_LATIN_TAIL = re.compile(rf"(?<![{_LATIN}.&'’-])[{_LATIN}][{_LATIN}.&'’-]*\Z")
_ABBREVIATION = re.compile(
    r"""(?ix) [a-z] | .*\..* |
    inc|corp|co|ltd|plc|llc|bros|mfg|intl|dept|univ|assn|
    mr|mrs|ms|dr|prof|sr|jr|st|gen|col|sen|rep|gov|hon|rev|
    no|nos|vol|vs|etc|approx|est|fig|eq|al|cf|ca|
    jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"""
)
_LIST_MARK = re.compile(r"(?:\A|[\W\da-zA-Z_])[一二三四五六七八九十]{1,3}\Z")
_LONGEST, _COMMAS = 2000, "，；、,; "
_TITLE_LIMIT = 30  # the longest film or book title looked at for an inner ！ or ？


def split_sentences(text: str) -> tuple[Span, ...]:
    r"""The sentences, in order, without the white around them.

    A line break ends a sentence, so a title or a list line is one of its own. 。！？ end one with
    the closing quotes and brackets after them, but not inside 《你好！李煥英》, and not when the
    quotation is a word of the sentence (喊出「衝！」的口號). A half-width full stop ends one before
    white space only, and not after a digit (3.5), abbreviation (Inc.) or initial (U.S.). An
    ellipsis never does. Where 2,000 characters hold no end, one is made, behind a comma if there
    is any: all that is read sentence by sentence then takes time in proportion to the text.

    Example:
        >>> text = "台積電漲\n台積電（TSMC Co. Ltd.）漲3.5元。「好！」他說"
        >>> [text[start:end] for start, end in split_sentences(text)]
        ['台積電漲', '台積電（TSMC Co. Ltd.）漲3.5元。', '「好！」他說']
    """
    spans = []
    start = 0
    for hit in _CANDIDATE.finditer(text):
        if text[hit.start()] in _LINE_ENDS:
            end = hit.start() + 1
        elif _ends_sentence(text, hit):
            end = hit.end()
        else:
            continue
        spans.append((start, end))
        start = end
    spans.append((start, len(text)))
    return tuple(_trimmed(text, _bounded(text, spans)))


def _bounded(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    for start, end in spans:
        while end - start > _LONGEST:
            comma = max(text.rfind(mark, start + 1, start + _LONGEST) for mark in _COMMAS)
            at = comma + 1 if comma > 0 else start + _LONGEST
            yield start, at
            start = at
        yield start, end


def _trimmed(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    for start, end in spans:
        piece = text[start:end].rstrip(_WHITE)
        kept = piece.lstrip(_WHITE)
        if kept:
            start += len(piece) - len(kept)
            yield start, start + len(kept)


def _ends_sentence(text: str, hit: re.Match[str]) -> bool:
    before = text[max(0, hit.start() - 1) : hit.start()]
    after = text[hit.end() : hit.end() + 1]
    stops = text[hit.start()] + hit["more"]
    closers = hit["closers"]
    ends_here = not after or after in _WHITE
    if stops.strip(".…") == "":
        return len(stops) == 1 and ends_here and _is_period(text, hit.start(), before)
    if after and after in "，、：；,;:":
        return False
    if "。" in stops or "｡" in stops:
        return not (closers and after == "的")
    if before.isascii() and before.isalnum() and not closers and not ends_here:
        return False  # Yahoo!奇摩, https://x.hk/a?id=1
    if closers:
        return ends_here or after in "「『“‘（【《"
    return not _inside_title(text, hit.start())


def _inside_title(text: str, at: int) -> bool:
    """Between 《 and 》 of one title: 《你好！李煥英》."""
    opened = text.rfind("《", max(0, at - _TITLE_LIMIT), at)
    if opened < 0 or text.find("》", opened, at) >= 0:
        return False
    return text.find("》", at, at + _TITLE_LIMIT) >= 0


def _is_period(text: str, at: int, before: str) -> bool:
    """Whether a lone full stop before white space ends a sentence."""
    if not before or before.isdigit() or before in _WHITE:
        return False
    context = text[max(0, at - 24) : at]
    if latin := _LATIN_TAIL.search(context):
        return _ABBREVIATION.fullmatch(latin[0]) is None
    return _LIST_MARK.search(context) is None


_GAP = "[ \u00a0\u2009\u202f]"
_CAPITAL = "A-Z\u00c0-\u00d6\u00d8-\u00de"
_TOKEN = rf"""(?: (?:Inc|Corp|Co|Ltd|Bros|Mrs?|Ms|Dr|St|Jr|Sr|No)\.
    | [{_CAPITAL}]\.(?={_GAP}?[{_CAPITAL}])                      # J. K. Rowling
    | [{_LATIN}][{_LATIN}0-9]*(?:[.&'’+_/-][{_LATIN}0-9]+)*      # GPT-4, AT&T, A+H
      (?:\+{{1,2}} | (?<=\.[{_CAPITAL}])\.)? )"""  # Disney+, U.S.
_COUNTED = f"{_GAP}?[年月日号时点分秒元万亿个名家人款项次岁倍成只股%％]"
_MONEY = "(?:[美港欧日英韩澳加]?元|人民币|新台币)"
_WHOLE = re.compile(
    rf"""
    (?P<latin>
      (?:\d+(?:\.\d+)?[.-]?)? {_TOKEN}                           # 5G, 00700.HK
      (?: {_GAP} (?: (?:of|de|van|von|der|and|for|the|&){_GAP} )?
          (?: (?=[{_CAPITAL}]){_TOKEN}                           # Björn Ommer
            | \d+(?:\.\d+)?[{_LATIN}]* (?![\d.,{_LATIN}]|{_COUNTED}) )  # iPhone 15 Pro
      )*
    )
    | (?P<date> \d{{2,4}}(?P<mark>[/.-])\d{{1,2}}(?P=mark)\d{{1,2}} (?!\d) )      # 109/08/10
    | (?P<number>
      [+-]?\d+ (?:[,，]\d{{3}})* (?:\.\d+)?
      (?: {_GAP}? (?: [%％‰] | 个?百分点 | {_MONEY}
                    | [十百千万亿兆]+ {_GAP}? (?:{_MONEY}|股|人|吨|平方米)? ) )?
    )
    """,
    re.VERBOSE,
)


def split_words(simplified: str, sentences: Iterable[Span]) -> tuple[Span, ...]:
    """The words of the sentences, in order.

    Latin names with their inner spaces, product names with digits and numbers with their units
    stay whole; the rest is cut by jieba.

    Args:
        simplified: the Simplified key of a text.
        sentences: spans of its sentences.

    Example:
        >>> key = "Björn Ommer用Stable Diffusion 3，耗资1,948亿元"
        >>> [key[start:end] for start, end in split_words(key, [(0, len(key))])]
        ['Björn Ommer', '用', 'Stable Diffusion 3', '，', '耗资', '1,948亿元']
    """
    words: list[Span] = []
    for start, end in sentences:
        done = start
        for whole in _WHOLE.finditer(simplified, start, end):
            if whole.end() - whole.start() == 1:
                continue  # A股, T恤 and 3月 are words of jieba's
            words += _cut(simplified, done, whole.start())
            words.append(whole.span())
            done = whole.end()
        words += _cut(simplified, done, end)
    return tuple(words)


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    if start == end:
        return
    for word in _tokenizer().cut(text[start:end]):
        if word.strip(_WHITE):
            yield start, start + len(word)
        start += len(word)


@cache
def _tokenizer() -> jieba.Tokenizer:
    """A jieba tokenizer of our own, with jieba's dictionary.

    jieba's start-up logs to stderr and loads a cache from a guessable name in the shared temporary
    folder; reading the dictionary here does neither.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes and pkg_resources in jieba 0.42.1
        import jieba

    fields = (files("jieba") / "dict.txt").read_text("utf-8").split()
    words = fields[0::3]
    counts = list(map(int, fields[1::3]))
    frequencies = dict(zip(words, counts, strict=True))
    # jieba wants every beginning of a word as a key: it stops at the first one that is missing.
    for word in words:
        for length in range(len(word) - 1, 0, -1):
            if word[:length] in frequencies:
                break
            frequencies[word[:length]] = 0
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = frequencies, sum(counts), True
    return tokenizer
