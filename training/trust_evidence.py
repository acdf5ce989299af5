"""What unlabelled news, a word list and annotated articles show about listed surfaces."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import jieba
from ahocorasick_rs import AhoCorasick, MatchKind

from newsparse.recognize.name_evidence import code_after, inside_latin_word, is_company
from newsparse.text.simplify import encodable, simplify

SAMPLES = 80  # contexts cut into words per surface and home: enough for a share to within ±0.1
WINDOW = 8  # characters to each side: jieba decides on words of up to 6
NAMELIKE = ("nz", "nt", "ns", "nr", "nrt", "nrfg", "eng", "j")
# A word that goes on after the name in such a way still means the name: 波音公司, 东森购物网
STILL_NAMED = re.compile("公司|集团|股份|证券|银行|投信|人寿|产险|新闻|网$|人$|籍$|市场$")


def documents(paths: list[Path]) -> Iterator[tuple[bool, str]]:
    """Whether the article is Taiwanese (by the name of its file), and its simplified text."""
    for path in paths:
        taiwanese = "_tw" in path.name
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                yield taiwanese, encodable(simplify(f"{row.get('title') or ''}\n{row['text']}"))


def is_cjk(text: str) -> bool:
    """Whether all characters are Chinese."""
    return all("\u4e00" <= c <= "\u9fff" for c in text)


class Evidence:
    """What the news show about the surfaces of the lexicons."""

    def __init__(self, entries: dict[str, list[tuple[str, str]]]) -> None:
        """Args: entries: simplified surface → (label, id) of the rows that list it."""
        self.entries = entries
        self.cutter = jieba.Tokenizer()
        self.keys = list(entries)
        self.seen: Counter[str] = Counter()
        self.as_company: Counter[str] = Counter()
        self.company_docs: Counter[str] = Counter()
        self.proved_docs: Counter[str] = Counter()
        self.samples: dict[tuple[str, bool], list[tuple[str, int]]] = defaultdict(list)
        self.straddled: Counter[tuple[str, bool]] = Counter()
        self.around: Counter[tuple[str, str]] = Counter()

    def read(self, texts: Iterator[tuple[bool, str]]) -> None:
        """Count the surfaces and keep samples of their contexts."""
        automaton = AhoCorasick(
            [encodable(k) for k in self.keys], matchkind=MatchKind.LeftmostLongest
        )
        for taiwanese, text in texts:
            ids: dict[str, set[str]] = defaultdict(set)
            claimed: set[str] = set()
            proved: set[str] = set()
            for pattern, start, end in automaton.find_matches_as_indexes(text):
                key = self.keys[pattern]
                if inside_latin_word(text, start, end):
                    continue
                self.seen[key] += 1
                samples = self.samples[key, taiwanese]
                if len(samples) < SAMPLES and len(key) < 5 and is_cjk(key):
                    left = max(0, start - WINDOW)
                    samples.append((text[left : end + WINDOW], start - left))
                if any(label == "COMPANY" for label, _ in self.entries[key]):
                    for _, code in self.entries[key]:
                        ids[code].add(key)
                    if is_company(text, start, end):
                        self.as_company[key] += 1
                        claimed.add(key)
                    if code_after(text, end):
                        proved.add(key)
            for key in claimed:
                self.company_docs[key] += 1
                fuller = any(len(ids[code]) > 1 for _, code in self.entries[key])
                self.proved_docs[key] += key in proved or fuller

    def aligned(self, key: str, *homes: bool) -> float:
        """The share of occurrences whose borders no known word straddles."""
        samples = sum(len(self.samples[key, home]) for home in homes)
        bad = sum(self.straddled[key, home] for home in homes)
        return 1 - bad / samples if samples else 1.0

    def is_phrase(self, key: str, frequency: dict[str, int], speech: dict[str, str]) -> bool:
        """Whether the surface is made of common words, and of no name."""
        words = [word for word in self.cutter.cut(key, HMM=False) if len(key) < 7]
        return bool(words) and all(
            frequency.get(word, 0) > 300 and speech[word] not in NAMELIKE for word in words
        )

    def segment(self, frequency: dict[str, int]) -> None:
        """Cut the samples into words: do known words straddle the borders of the surface?"""
        for (key, taiwanese), samples in self.samples.items():
            for text, start in samples:
                end, place = start + len(key), 0
                straddled = False
                for word in self.cutter.cut(text):
                    after = place + len(word)
                    known = word != key and frequency.get(word, 0) > 2
                    if (
                        known
                        and place < end
                        and start < after
                        and not start <= place < after <= end
                    ):
                        straddled = True
                        if not (place == start and STILL_NAMED.search(word[len(key) :])):
                            self.around[key, word] += 1
                    place = after
                self.straddled[key, taiwanese] += straddled


def word_list() -> tuple[dict[str, int], dict[str, str]]:
    """Frequency and part of speech of jieba's words."""
    frequency, speech = {}, {}
    with jieba.get_dict_file() as file:
        for line in file.read().decode("utf-8").splitlines():
            word, count, tag = line.split(" ")
            word = simplify(word)
            frequency[word], speech[word] = int(count), tag
    return frequency, speech


def gold_counts(path: Path, keys: list[str]) -> dict[tuple[str, str], list[int]]:
    """(label, surface) → how often it is annotated so, and how often not at all."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    automaton = AhoCorasick([encodable(k) for k in keys], matchkind=MatchKind.LeftmostLongest)
    with open(path, encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            text = simplify(row["text"])
            spans = {(m["start"], m["end"]): m for m in row["mentions"]}
            for pattern, start, end in automaton.find_matches_as_indexes(encodable(text)):
                if inside_latin_word(text, start, end):
                    continue
                mention = spans.get((start, end)) or spans.get((start, end + 2))
                if mention:
                    for label in (mention["label"], *mention.get("alt", ())):
                        counts[label, keys[pattern]][0] += not mention.get("optional")
                elif not any(m["start"] < end and start < m["end"] for m in row["mentions"]):
                    for label in ("COMPANY", "ORG", "PLACE", "POSITION", "PRODUCT", "PERSON"):
                        counts[label, keys[pattern]][1] += 1
    return counts
