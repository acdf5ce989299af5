"""Decides which listed surfaces need evidence, from unlabelled news and a word list.

    python training/lexicon_trust.py NEWS.jsonl.gz... [--gold TRAIN.jsonl]

A surface is ``weak`` if it is an ordinary word (jieba's dictionary says so and company words stand
next to it too rarely), or if it usually straddles the borders of words (jieba cuts the sentence
elsewhere). It is ``coded`` - counts with its listed code only - if even 公司 behind it proves
nothing (机器人公司). Annotated articles, where given, overrule what they show often enough. Writes
the columns ``weak`` and ``coded`` of every lexicon, and hidden_names.csv: the words seen to
straddle a surface. Run it after build_lexicons.py.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from trust_evidence import NAMELIKE, Evidence, documents, gold_counts, is_cjk, word_list

from newsparse.lexicon import DATA, read_table
from newsparse.recognize.lexicons import SHIPPED, Entry, load_gazetteer
from newsparse.text.simplify import simplify

OUT = DATA / "lexicons"
COLUMNS = ("id", "label", "name", "aliases", "weak", "coded", "region", "codes")
BY_HAND = ("world_companies.csv", "companies_greater_china.csv")
COUNTY = re.compile("[县旗]$")
# Words around a name that the dictionary lacks: name, word.
PHRASES = (
    ("中和", "碳中和"),
    ("中和", "中和反应"),
    ("中和", "中和抗体"),
    ("京东方", "京东方面"),
    ("新加坡", "新加坡币"),
    ("东方", "上海东方"),
    ("山水", "桂林山水"),
    ("理工大学", "武汉理工大学"),
    ("科技大学", "北京科技大学"),
    ("上海银行", "上海银行间"),
    ("中国银行", "中国银行间"),
    ("中国银行", "中国银行业"),
    ("香港银行", "香港银行间"),
    ("香港银行", "香港银行同业"),
    ("北京银行", "北京银行业"),
    ("上海银行", "上海银行业"),
    ("人行", "个人行"),
    ("人行", "人行道"),
    ("经济通", "经济通膨"),
    ("经济通", "经济通货"),
    ("全家", "全家人"),
    ("全家", "全家福"),
    ("全家", "全家电"),
    ("大众", "让大众"),
    ("大众", "普罗大众"),
    ("大众", "社会大众"),
    ("大众", "一般大众"),
    ("大众", "大众运输"),
    ("金山", "金山银山"),
    ("宏图", "大展宏图"),
    ("新华", "新华三"),
    ("会计师", "会计师事务所"),
    ("律师", "律师事务所"),
    ("中国建筑", "建筑社区"),
    ("中国建筑", "建筑业"),
    ("中国海外", "海外购"),
    ("中国海外", "海外市场"),
    ("中国黄金", "黄金周"),
    ("中国黄金", "黄金需求"),
    ("中国黄金", "黄金消费"),
    ("中国石油", "石油需求"),
    ("中国石油", "石油消费"),
    ("中国石油", "石油进口"),
    ("中国电信", "电信设备"),
    ("中国电信", "电信业"),
    ("中国电信", "电信商"),
    ("中国电信", "电信市场"),
    ("中国电信", "电信运营商"),
    ("中国移动", "移动支付"),
    ("中国移动", "移动互联网"),
)
# Short names of listed companies that are words of every day: in the news read, their code alone
# told the company from the word.
ORDINARY = frozenset([
    "新建", "未来发展", "卓越", "新零售", "精华", "中国电影", "材料", "辣椒",
    "绿电", "巴士", "进阶", "亚洲金融", "海量数据", "港发展", "大健康", "建设发展",
    "大将", "摩登", "聚力", "正道", "百大", "长投", "国际信托", "国际资源",
    "新时代", "全域", "海湾", "新城", "中华", "无敌",
])  # fmt: skip
# Thresholds chosen on the training articles.
COMPANY_SHARE = 0.30  # an ordinary word is a company if so many of its occurrences show it
KNOWN_SHARE = 0.06  # the same for a company listed by hand, unless the word is a common one
RARE, COMMON = 60, 1500  # frequencies in jieba's dictionary: 波音 363, 苹果 1334, 理想 3988
ALIGNED = 0.60  # a surface whose borders are word borders less often than this straddles words
KNOWN_ALIGNED = 0.30  # the same for a company listed by hand
LOCAL_ALIGNED = 0.70  # outside Taiwan, a Taiwanese short name straddling words more often is weak
PHRASE_SHARE = 0.03  # a longer surface with company words next to it more seldom is a phrase
CODED_SHARE = 0.15  # so many articles with "X公司" must name X's code or a fuller form
RIGHT, WRONG, JUDGED = 0.75, 0.40, 3  # when annotated articles overrule all that


class Judge:
    """Decides for each surface: "", "weak" or "coded"."""

    def __init__(self, tables: dict[str, list[Entry]], news: list[Path], gold: Path | None) -> None:
        entries: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.key_of: dict[str, str] = {}
        for rows in tables.values():
            for entry in rows:
                for surface in entry.surfaces:
                    self.key_of[surface] = key = simplify(surface)
                    entries[key].append((entry.label, entry.id))
        self.by_hand = {s for name in BY_HAND for entry in tables[name] for s in entry.surfaces}
        self.frequency, self.speech = word_list()
        self.evidence = Evidence(dict(entries))
        self.evidence.read(documents(news))
        self.evidence.segment(self.frequency)
        self.gold = gold_counts(gold, self.evidence.keys) if gold else {}

    def __call__(self, table: str, entry: Entry, surface: str) -> str:
        """The verdict on one surface of one row."""
        key = self.key_of[surface]
        if entry.label == "COMPANY":
            result = self._company(key, surface in self.by_hand)
        elif entry.label == "POSITION" or (entry.label == "PLACE" and surface == entry.name):
            result = ""
        elif table == "places_cn.csv" and COUNTY.search(entry.name):
            result = "weak"  # 惠民 for 惠民县: hardly ever without 县, and so often a word
        else:
            result = self._other(key)
        right, wrong = self.gold.get((entry.label, key), (0, 0))
        if right + wrong >= JUDGED:
            share = right / (right + wrong)
            result = "" if share >= RIGHT else result or ("weak" if share < WRONG else "")
        abroad = table == "companies_greater_china.csv" and entry.id.endswith((".TW", ".TWO"))
        if abroad and not result and (self._ordinary(key) or self._aligned_abroad(key)):
            return "weak"  # 统一 outside Taiwan; listed_tw.csv vouches for it at home
        return result

    def hidden(self) -> dict[str, list[str]]:
        """Surface → the words that straddle it."""
        found: dict[str, set[str]] = defaultdict(set)
        for (key, word), count in self.evidence.around.items():
            labels = {label for label, _ in self.evidence.entries[key]}
            # 董事会 is no 董事, but 中国人 and 人民银行行长 still name the place, the body
            meant = word.startswith(key) and not labels & {"COMPANY", "POSITION"}
            # 美国纽约 and 美国共和党 are a place and what the place has
            place = self.evidence.entries.get(word.removesuffix(key), ())
            meant = meant or (word.endswith(key) and "PLACE" in {label for label, _ in place})
            if count > 1 and word not in self.evidence.entries and not meant:
                found[key].add(word)
        for key, word in (*PHRASES, *self._currencies()):
            found[key].add(word)
        return {key: sorted(found[key]) for key in sorted(found)}

    def _currencies(self) -> Iterator[tuple[str, str]]:
        """Places that a currency is named after, and the currency: 瑞士, 瑞士法郎."""
        columns = ("name", "currency", "factor", "place")
        for _, (name, *_) in read_table("lexicons/currencies.csv", columns):
            word = simplify(name)
            for length in range(2, len(word)):
                if "PLACE" in {label for label, _ in self.evidence.entries.get(word[:length], ())}:
                    yield word[:length], word

    def _ordinary(self, key: str) -> bool:
        return self.frequency.get(key, 0) > RARE and self.speech.get(key) not in NAMELIKE

    def _aligned_abroad(self, key: str) -> bool:
        return self.evidence.aligned(key, False) < LOCAL_ALIGNED

    def _other(self, key: str) -> str:
        if not is_cjk(key) or len(key) > 4:
            return ""
        straddles = (
            self.evidence.seen[key] > 2 and self.evidence.aligned(key, True, False) < ALIGNED
        )
        return "weak" if straddles or (self._ordinary(key) and len(key) < 4) else ""

    def _company(self, key: str, by_hand: bool) -> str:
        evidence, seen = self.evidence, self.evidence.seen[key]
        share = evidence.as_company[key] / seen if seen else 0.0
        docs = evidence.company_docs[key]
        unproved = docs == 0 or evidence.proved_docs[key] / docs < CODED_SHARE
        if key in ORDINARY and not by_hand:
            return "coded"
        if not is_cjk(key):
            return "weak" if len(key) < 5 and key.isascii() and not by_hand else ""
        if len(key) > 3 and not by_hand:
            plain = evidence.is_phrase(key, self.frequency, self.speech)
            if plain and seen > 4 and share < PHRASE_SHARE and unproved:
                return "coded"  # 未来发展: a phrase, whatever company bears it as a name
        if len(key) > 4:
            return ""
        aligned = evidence.aligned(key, True, False)
        if self._ordinary(key):
            known = by_hand and self.frequency[key] <= COMMON
            if aligned >= ALIGNED and share >= (KNOWN_SHARE if known else COMPANY_SHARE):
                return ""
            return "coded" if unproved and docs > 2 and not by_hand else "weak"
        least = KNOWN_ALIGNED if by_hand else ALIGNED
        straddles = seen > 2 and aligned < least and share < COMPANY_SHARE
        unseen = len(key) == 2 and seen < 3 and not by_hand
        return "weak" if straddles or unseen else ""


def rewrite(path: Path, rows: list[Entry], judge: Judge) -> None:
    """Write a lexicon again with the verdicts, its header kept."""
    with open(path, encoding="utf-8") as file:
        head = [line for line in file if line.startswith("#")]
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.writelines(head)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for entry in rows:
            verdicts = {s: judge(path.name, entry, s) for s in entry.surfaces}
            weak, coded = (
                "|".join(s for s in verdicts if verdicts[s] == v) for v in ("weak", "coded")
            )
            aliases, codes = "|".join(entry.aliases), "|".join(entry.codes)
            writer.writerow(
                (entry.id, entry.label, entry.name, aliases, weak, coded, entry.region, codes)
            )


def main() -> None:
    """Read the news, decide, rewrite the lexicons."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("news", type=Path, nargs="+")
    parser.add_argument("--gold", type=Path)
    args = parser.parse_args()
    tables = {name: load_gazetteer(OUT / name) for name in SHIPPED}
    judge = Judge(tables, args.news, args.gold)
    for name, rows in tables.items():
        rewrite(OUT / name, rows, judge)
    with open(OUT / "hidden_names.csv", "w", encoding="utf-8", newline="") as file:
        file.write(
            "# Listed names (in Simplified form) and the words that straddle them: no name there\n"
            "# source: words of the jieba dictionary, chosen by training/lexicon_trust.py\n"
            "# licence: MIT (jieba)\n"
        )
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name", "words"))
        writer.writerows((key, "|".join(words)) for key, words in judge.hidden().items())


if __name__ == "__main__":
    main()
