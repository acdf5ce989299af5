"""Decides which listed surfaces need evidence, from unlabelled news and a word list.

    python training/lexicon_trust.py NEWS.jsonl.gz... [--gold TRAIN.jsonl]

A surface is ``weak`` if it is an ordinary word (jieba's dictionary says so and company words stand
next to it too rarely), or if it usually straddles the borders of words (jieba cuts the sentence
elsewhere). It is ``coded`` - counts with its listed code only - if even 公司 behind it proves
nothing (机器人公司). Gold articles, where given, overrule what they show often enough. Writes the
columns ``weak`` and ``coded`` of every lexicon, and ordinary_words.csv: the words seen around the
surfaces that contain or overlap one.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import jieba
from ahocorasick_rs import AhoCorasick, MatchKind

from newsparse.lexicon import DATA
from newsparse.recognize.lexicons import SHIPPED, Entry, load_gazetteer
from newsparse.recognize.name_evidence import code_after, inside_latin_word, is_company
from newsparse.text.simplify import encodable, simplify

OUT = DATA / "lexicons"
SAMPLES = 80  # contexts cut into words per surface: enough for a share to within ±0.1
WINDOW = 8  # characters to each side: jieba decides on words of up to 6
NAMELIKE = ("nz", "nt", "ns", "nr", "nrt", "nrfg", "eng", "j")
# Fixed phrases around a name that the dictionary lacks.
PHRASES = (
    "碳中和",
    "中和反应",
    "地平线以",
    "微信息",
    "新加坡币",
    "日本人",
    "人民币",
    "美国人",
    "中国人",
)
COUNTY = re.compile("[县旗]$")
COLUMNS = ("id", "label", "name", "aliases", "weak", "coded", "region", "codes")
# Thresholds chosen on the training articles.
COMPANY_SHARE = 0.30  # an ordinary word is a company if so many of its occurrences show it
KNOWN_SHARE = 0.06  # the same for a company listed by hand, unless the word is a common one
RARE, COMMON = 60, 1500  # frequencies in jieba's dictionary: 波音 363, 苹果 1334, 理想 3988
ALIGNED = 0.60  # a surface whose borders are word borders less often than this straddles words
PHRASE_SHARE = 0.03  # a longer surface with company words next to it more seldom is a phrase
LOCAL_ALIGNED = 0.7  # outside Taiwan, a Taiwanese short name straddling words more often is weak
CODED_SHARE = 0.15  # so many articles with "X公司" must name X's code or a fuller form


def documents(paths: list[Path]) -> Iterator[tuple[bool, str]]:
    """Whether the article is Taiwanese (by the name of its file), and its simplified text."""
    for path in paths:
        taiwanese = "_tw" in path.name
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                yield taiwanese, encodable(simplify(f"{row.get('title') or ''}\n{row['text']}"))


def is_cjk(text: str) -> bool:
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
        self.around: Counter[str] = Counter()

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
                        known and place < end < after
                    ):  # 国内地产: 国内; 创科技: the piece to 科技's end
                        if place >= start:
                            self.around[text[start:after]] += 1
                        else:
                            self.around[word] += 1
                        straddled = True
                    elif known and place < start < after:
                        self.around[word] += 1
                        straddled = True
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


def main() -> None:
    """Read the news, decide, rewrite the lexicons."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("news", type=Path, nargs="+")
    parser.add_argument("--gold", type=Path)
    args = parser.parse_args()
    tables = {name: load_gazetteer(OUT / name) for name in SHIPPED}
    entries: dict[str, list[tuple[str, str]]] = defaultdict(list)
    key_of: dict[str, str] = {}
    for rows in tables.values():
        for entry in rows:
            for surface in entry.surfaces:
                key_of[surface] = key = simplify(surface)
                entries[key].append((entry.label, entry.id))
    frequency, speech = word_list()
    evidence = Evidence(dict(entries))
    evidence.read(documents(args.news))
    evidence.segment(frequency)
    gold = gold_counts(args.gold, evidence.keys) if args.gold else {}
    dump = open("/tmp/w/gaz/trust.tsv", "w")

    def verdict(name: str, entry: Entry, surface: str) -> str:
        label, key_id, canonical = entry.label, entry.id, entry.name
        curated = surface in known
        key = key_of[surface]
        seen = evidence.seen[key]
        share = evidence.as_company[key] / seen if seen else 0.0
        aligned = evidence.aligned(key, True, False)
        docs = evidence.company_docs[key]
        proved = evidence.proved_docs[key] / docs if docs else 0.0
        ordinary = frequency.get(key, 0) > RARE and speech.get(key) not in NAMELIKE
        common = frequency.get(key, 0) > COMMON
        right, wrong = gold.get((label, key), (0, 0))
        judged = right + wrong
        result = ""
        if label == "POSITION" or surface == canonical and label == "PLACE":
            pass
        elif is_cjk(key) and len(key) < 5:
            if label == "COMPANY":
                enough = KNOWN_SHARE if curated and not common else COMPANY_SHARE
                if ordinary:
                    result = "" if share >= enough and aligned >= ALIGNED else "weak"
                    if result and not curated and docs >= 3 and proved < CODED_SHARE:
                        result = "coded"
                elif aligned < (0.3 if curated else ALIGNED) and seen > 2 and share < COMPANY_SHARE:
                    result = "weak"
                elif len(key) == 2 and seen < 3 and not curated:
                    result = "weak"
            elif label == "PLACE" and name == "places_cn.csv" and COUNTY.search(canonical):
                result = "weak"  # 惠民 for 惠民县: hardly ever without 县, and so often a word
            elif (ordinary and len(key) < 4) or (aligned < ALIGNED and seen > 2):
                result = "weak"
        elif label == "COMPANY" and key.isascii() and len(key) < 5 and not curated:
            result = "weak"
        if label == "COMPANY" and len(key) > 3 and not curated and not result:
            plain = evidence.is_phrase(key, frequency, speech)
            if plain and seen >= 5 and share < PHRASE_SHARE and proved < CODED_SHARE:
                result = "coded"  # 未来发展: a phrase, whatever company bears it as a name
        if judged >= 3 and right / judged >= 0.75:
            result = ""
        elif judged >= 3 and right / judged < 0.4 and not result:
            result = "weak"
        if (
            not result
            and name == "companies_greater_china.csv"
            and key_id.endswith((".TW", ".TWO"))
        ):
            if ordinary or evidence.aligned(key, False) < LOCAL_ALIGNED:
                result = "weak"  # 统一 outside Taiwan; listed_tw.csv vouches for it at home
        dump.write(
            f"{label}\t{key}\t{seen}\t{share:.2f}\t{aligned:.2f}\t{docs}\t{proved:.2f}"
            f"\t{frequency.get(key, 0)}\t{speech.get(key)}\t{right}\t{wrong}\t{result}\n"
        )
        return result

    known = {
        surface
        for name in ("world_companies.csv", "companies_greater_china.csv")
        for entry in tables[name]
        for surface in entry.surfaces
    }
    for name, rows in tables.items():
        with open(OUT / name, encoding="utf-8") as file:
            head = [line for line in file if line.startswith("#")]
        with open(OUT / name, "w", encoding="utf-8", newline="") as file:
            file.writelines(head)
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            for entry in rows:
                verdicts = {s: verdict(name, entry, s) for s in entry.surfaces}
                weak, coded = (
                    "|".join(s for s in verdicts if verdicts[s] == v) for v in ("weak", "coded")
                )
                aliases, codes = "|".join(entry.aliases), "|".join(entry.codes)
                writer.writerow(
                    (entry.id, entry.label, entry.name, aliases, weak, coded, entry.region, codes)
                )
    with open(OUT / "ordinary_words.csv", "w", encoding="utf-8", newline="") as file:
        file.write(
            "# Ordinary words that contain or overlap a listed name, which is not found in them\n"
            "# source: words of the jieba dictionary, chosen by training/lexicon_trust.py\n"
            "# licence: MIT (jieba)\nword\n"
        )
        words = {word for word, count in evidence.around.items() if count > 1}
        for word in sorted((words | set(PHRASES)) - set(entries)):
            file.write(f"{word}\n")
    dump.close()


if __name__ == "__main__":
    main()
