"""Names in Latin script, told apart by their words and by what stands around them.

A surface is judged once per article, on all its occurrences: ``Stability`` in one sentence is
no more than a capitalised word, but forty times before 推出, 融資 and 的 CEO it is a company.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple, cast

from newsparse.annotation import Article, Label, Mention
from newsparse.lexicon import read_table, words_of_kind

_LETTER, _REST = "[A-Za-zÀ-ɏ]", r"[A-Za-z0-9À-ɏ'’`.&+\-]*"
_WORD = _LETTER + _REST
_UNIT = "%年月日个亿万吋寸英纳奈微毫种项款家名位座条岁号届季点"  # 12 吋 is a size, no version
_VERSION = rf"[0-9]{{1,2}}\.[0-9](?![0-9.,]|[ \u00a0]?[{_UNIT}元美港倍时])"  # WhaleDrive 5.0
_NUMBER = rf"[0-9]+(?:-[0-9]+)?(?![0-9]|[.,][0-9]|[ \u00a0]?[{_UNIT}])"
_RUN = re.compile(
    rf"{_LETTER}(?<![A-Za-z0-9@/._\-].){_REST}"
    rf"(?:[ \u00a0](?:{_WORD}|{_NUMBER}|{_VERSION}))*"
)
_TOKEN = re.compile(r"[^ \u00a0]+")
_CODE = re.compile(
    r"[A-Z0-9.]+[-.](?:US|HK|TW|TWO|SZ|SH|KS|JP|T|O|N|L|DE)\b|KY\b|\*?ST\b|(?:NTD?|USD?|HKD?|RMB|CNY|EPS|EUR|JPY)[0-9].*"
)
_SCHEME = re.compile(r"(?i)(?:https?|www|ftp)\b")
_DOMAIN = re.compile(r"(?i)[a-z0-9]\.(?:com?|net|org|cn|tw|hk|gl|io)\b")
_FORM = re.compile(r"(?i)(?:gmbh|llc|llp|ltd|inc|plc|corp|pte|bhd)\.?")  # of a firm, not its name
_TITLE = re.compile(r"C[A-Z]O|EVP|SVP|VP|Dr\.?|Mr\.?|Mrs\.?|Ms\.?|Prof\.?|Sir|App|APP")
_DRIVEN = re.compile(r"(?:^| )(?:DM-[ip]|DM|EV|PHEV|EREV|REEV|BEV|HEV)$")
_CAMEL = re.compile(r"[A-Z]?[a-z]+[A-Z][A-Za-z]*|[A-Z]{2,}[a-z]{2,}")
_PLAIN = re.compile(
    r"[A-ZÀ-Þ][a-zß-ɏ'’`]+(?:[-'’][A-ZÀ-Þ]?[a-zß-ɏ]+)*|[A-Z]\.?|[A-Z]['’][A-Z]?[a-z]+"
)
_ABBREVIATED = re.compile(r"(?:Inc|Co|Corp|Ltd|Pte|Bros|[A-Z]\.[A-Z])\.\Z")
_DIGIT = re.compile(r"\d")
_NO_LETTER = "0123456789.-+"
_CHINESE_TAIL: dict[Label, re.Pattern[str]] = {
    "COMPANY": re.compile("[ \u00a0]?(?:公司|集团|控股|资本|基金|科技|银行|证券)(?!的?[首总])"),
    "PRODUCT": re.compile("系列"),
}
_LABELS: tuple[Label, ...] = ("PERSON", "COMPANY", "PRODUCT", "ORG", "PLACE")
_REACH = 8  # characters of context, and occurrences that are looked at

# By hand, in the weights of the cue file: 2 is a good cue, 1 a weak one.
_ACCEPT = 1.5
_GLOSS = 4.0  # 空中巴士公司（Airbus SE）: the name in front says what it is
_GIVEN_NAME = 2.0
_LAST_WORD = 2.5
_MADE = 1.5  # 三星 Music Studio
_NUMBERED = 1.5  # GPT-4, iPhone 15
_CAMELCASE = 1.2  # OpenRouter
_LOWER_CASE = -1.0  # pod, but momo
_ACRONYM = -0.7  # RFID, OTT: most are no names


class _Cues(NamedTuple):
    before: re.Pattern[str]
    after: re.Pattern[str]
    weights: dict[tuple[str, str], list[tuple[Label, float]]]


class _Run(NamedTuple):
    start: int
    end: int


@cache
def _cues() -> _Cues:
    weights: dict[tuple[str, str], list[tuple[Label, float]]] = defaultdict(list)
    rows = read_table("lexicons/name_latin_cues.csv", ("label", "side", "weight", "cues"))
    for _, (label, side, weight, cues) in rows:
        for cue in cues.split():
            weights[side, cue].append((cast(Label, label), float(weight)))
    sides = {
        side: "|".join(
            sorted((re.escape(c) for s, c in weights if s == side), key=lambda c: (-len(c), c))
        )
        for side in ("before", "after")
    }
    quotes = '[ \u00a0「『“"《‘（(]*'
    return _Cues(
        re.compile(f"(?:{sides['before']}){quotes}\\Z"),
        re.compile(f'[ \u00a0」』”"》’）)]*({sides["after"]})'),
        dict(weights),
    )


def _words(kind: str) -> frozenset[str]:
    return words_of_kind("lexicons/name_latin_words.csv", kind)


@cache
def _given_names() -> frozenset[str]:
    rows = read_table("lexicons/name_latin_given.csv", ("given",))
    return frozenset(name for _, (names,) in rows for name in names.split())


def find_latin_names(article: Article, known: Sequence[Mention]) -> list[Mention]:
    """People, companies, bodies and products written in Latin letters.

    Args:
        article: the article.
        known: everything found so far; a name in front of a bracket decides what is inside it.

    Example:
        >>> article = Article("執行長 Robin Rombach 表示，新創公司 OpenRouter 完成融資。")
        >>> [(m.text, m.label) for m in find_latin_names(article, [])]
        [('Robin Rombach', 'PERSON'), ('OpenRouter', 'COMPANY')]
    """
    text, simplified = article.text, article.simplified
    covered = {(m.start, m.end) for m in known}
    labelled_end = {m.end: m.label for m in known}
    labelled_start = {m.start: m.label for m in known}
    places: dict[str, list[_Run]] = defaultdict(list)
    for run in _runs(simplified):
        if tuple(run) not in covered:
            places[text[run.start : run.end].replace("\u00a0", " ")].append(run)
    people = {m.text for m in known if m.label == "PERSON" and " " in m.text}
    judged: dict[str, Label] = {}
    for surface, runs in places.items():
        scores: dict[Label, float] = defaultdict(float, _shape_scores(surface))
        if any(labelled_start.get(run.start) in ("COMPANY", "PRODUCT") for run in runs):
            scores["PERSON"] -= _GIVEN_NAME  # Google Brain
        for run in runs[:_REACH]:
            _add_context(simplified, run, scores)
            if _of_maker(simplified, run, labelled_end):
                scores["PRODUCT"] += _MADE
            gloss = _glossed(text, run, labelled_end, labelled_start)
            if gloss is not None:
                scores[gloss] += _GLOSS
        label = _decide(surface, scores)
        if label is not None:
            judged[surface] = label
            if label == "PERSON" and " " in surface:
                people.add(surface)
    for name in sorted(people):  # Mostaque alone, after Emad Mostaque
        last = name.replace("\u00a0", " ").split(" ")[-1]
        if last in places:
            judged[last] = "PERSON"
    found = [
        Mention(run.start, run.end, label, text[run.start : run.end], "latin")
        for surface, label in judged.items()
        for run in places[surface]
    ]
    return found + [
        Mention(m.start, tail.end(), m.label, text[m.start : tail.end()], "latin:suffixed")
        for m in (*known, *found)
        if m.label in _CHINESE_TAIL
        and m.text[-1].isascii()
        and (tail := _CHINESE_TAIL[m.label].match(simplified, m.end)) is not None
    ]


def _runs(simplified: str) -> Iterator[_Run]:
    """Stretches of Latin words, cut at titles (Epic CEO Tim Sweeney) and listing codes."""
    for match in _RUN.finditer(simplified):
        words = match.group()
        if _SCHEME.match(words) or ("." in words and _DOMAIN.search(words)):
            continue  # an address of the web
        first = last = None
        for token in _TOKEN.finditer(words):
            if _TITLE.fullmatch(token.group()) or _CODE.fullmatch(token.group()):
                if first is not None and last is not None:
                    yield _Run(match.start() + first, match.start() + last)
                first = None
                continue
            if first is None:
                first = token.start()
            last = token.start() + len(_bare(token.group()))
        if first is not None and last is not None:
            yield _Run(match.start() + first, match.start() + last)


def _bare(token: str) -> str:
    """The word without the punctuation after it, but Inc. with its dot."""
    token = token.rstrip("'’`-&+")
    return token if _ABBREVIATED.search(token) else token.rstrip(".")


def _shape_scores(surface: str) -> dict[Label, float]:
    """What the words themselves say."""
    words = surface.split(" ")
    last = words[-1].lower()
    scores: dict[Label, float] = {}
    if len(words) > 1:
        if last in _words("company"):
            scores["COMPANY"] = _LAST_WORD
        if last in _words("org") or words[0].lower() in _words("org"):
            scores["ORG"] = _LAST_WORD
        if (
            2 <= len(words) <= 4
            and all(_PLAIN.fullmatch(w) for w in words)
            and words[0].lower().rstrip(".") in _given_names()
        ):
            scores["PERSON"] = _GIVEN_NAME
    digits = sum(c.isdigit() for c in surface)
    if digits and words[0][0].isupper():
        scores["PRODUCT"] = _NUMBERED if len(surface) > 3 else _NUMBERED / 2  # GPT-4, but L4
        if "COMPANY" not in scores:
            scores["COMPANY"] = -_NUMBERED
    if _DRIVEN.search(surface):  # Ultra DM-i is a car, and nobody's firm
        scores["COMPANY"] = -_NUMBERED
    if len(words) == 1 and _CAMEL.fullmatch(surface):
        scores["COMPANY"] = _CAMELCASE
    if surface.islower():
        for label in _LABELS:
            scores[label] = scores.get(label, 0.0) + _LOWER_CASE
    if len(words) == 1 and surface.isupper() and not digits:
        for label in _LABELS:
            scores[label] = scores.get(label, 0.0) + _ACRONYM
    return scores


def _add_context(simplified: str, run: _Run, scores: dict[Label, float]) -> None:
    cues = _cues()
    before = cues.before.search(simplified, max(0, run.start - _REACH), run.start)
    if before is not None:
        cue = before.group().rstrip(' \u00a0「『“"《‘（(')
        for label, weight in cues.weights["before", cue]:
            scores[label] += weight
    after = cues.after.match(simplified, run.end)
    if after is not None:
        for label, weight in cues.weights["after", after[1]]:
            scores[label] += weight


def _of_maker(text: str, run: _Run, ends: dict[int, Label]) -> bool:
    """Whether a company stands right before, as in 三星 Music Studio."""
    at, name = run.start, text[run.start : run.end]
    if name.isupper() and name.isalpha():  # 三星 SDS is no product of 三星
        return False
    while at and text[at - 1] in " \u00a0":
        at -= 1
    spaced = at < run.start or _DIGIT.search(name) is not None  # 小鹏P7, but not 台积电CoWoS
    return spaced and ends.get(at) == "COMPANY"


def _glossed(
    text: str, run: _Run, ends: dict[int, Label], starts: dict[int, Label]
) -> Label | None:
    """The label of 空中巴士 for Airbus in 空中巴士（Airbus） or Airbus（空中巴士）."""
    label: Label | None = None
    if run.start >= 2 and text[run.start - 1] in "(（":
        label = ends.get(run.start - 1) or ends.get(run.start - 2)
    elif text[run.end : run.end + 1] in ("(", "（"):
        label = starts.get(run.end + 1)
    return label if label in ("PERSON", "COMPANY", "ORG", "PRODUCT", "PLACE") else None


def is_ordinary(surface: str) -> bool:
    """Whether Latin words are only words and abbreviations that name nobody.

    Example:
        >>> is_ordinary("AI"), is_ordinary("NAND"), is_ordinary("OpenRouter")
        (True, True, False)
    """
    plain = _words("word")
    return _FORM.fullmatch(surface) is not None or all(
        {w.lower(), w.lower().strip(_NO_LETTER)} & plain or w.isdigit()
        for w in surface.replace("\u00a0", " ").split(" ")
    )


def _decide(surface: str, scores: dict[Label, float]) -> Label | None:
    if not scores:
        return None
    if is_ordinary(surface):
        return None
    words = surface.split(" ")
    if (words[0].islower() and len(words) > 1) or len(surface) < 2:
        return None
    if len(words) > 4 and not any(w.lower() in _words("company") | _words("org") for w in words):
        return None
    order = _LABELS
    if not (len(words) > 1 and all(_PLAIN.fullmatch(w) for w in words)):
        gloss_only = scores.get("PERSON", 0.0) >= _GLOSS
        order = order if gloss_only else order[1:]
    best = max(order, key=lambda label: scores.get(label, 0.0))
    return best if scores.get(best, 0.0) >= _ACCEPT else None
