"""Builds the lexicons of listed companies, managers and Chinese places from published lists.

    python training/build_lexicons.py listings FOLDER

FOLDER holds twse_equities.csv and tpex_equities.csv (twstock), hk_listings.json,
a_share_company.csv, tw_company_goodinfo.json and admin_{provinces,cities,areas}.json. Writes
listed_{tw,hk,cn}.csv, managers_tw.csv and places_cn.csv; run lexicon_trust.py afterwards.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from newsparse.lexicon import DATA
from newsparse.text.simplify import simplify

OUT = DATA / "lexicons"
COLUMNS = ("id", "label", "name", "aliases", "region", "codes")
_COMPANY = re.compile(r"(?:股份)?(?:有限(?:责任|責任)?)?公司$")
_GROUP = re.compile(r"(?:集團|集团|控股|國際|国际|投控)+$")
_BRACKETS = re.compile(r"\s*[(（]\s*[^)）]*[)）]\s*|'[AB]'|\s+")
# What mainland companies put before their own name: 深圳市優必選科技
_SEAT = re.compile(
    r"^(?:北京|上海|天津|重慶|重庆|深圳|廣州|广州|杭州|蘇州|苏州|南京|武漢|武汉|成都|寧波|宁波"
    r"|無錫|无锡|浙江|江蘇|江苏|廣東|广东|山東|山东|福建|安徽|湖南|湖北|四川|河南|河北|江西|陝西|陕西"
    r"|遼寧|辽宁|珠海|東莞|东莞|廈門|厦门|青島|青岛|合肥|長沙|长沙|西安|香港)(?:市|省)?"
)
_TRADE = re.compile(
    r"(?:生物科技|生物製藥|生物制药|生物技術|生物技术|信息技術|信息技术|智能科技|醫療科技|医疗科技|科技"
    r"|醫藥|医药|製藥|制药|藥業|药业|生物|醫療|医疗|服務|服务|實業|实业|地產|地产|置業|置业|能源|教育"
    r"|電子|电子|技術|技术|健康|食品|網絡|网络|金融|電氣|电气|機械|机械|材料|新材料|汽車|汽车)$"
)


def write(name: str, what: str, source: str, rows: Iterable[tuple[str, ...]]) -> None:
    """Write one lexicon, with its provenance header."""
    with open(OUT / name, "w", encoding="utf-8", newline="") as file:
        file.write(f"# {what}\n# source: {source}\n# licence: facts, not subject to copyright\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        count = 0
        for row in rows:
            writer.writerow(row)
            count += 1
    print(name, count)


def surfaces(names: Iterable[str]) -> list[str]:
    """The names without repetitions (in Simplified form), single characters and blanks."""
    seen: dict[str, str] = {}
    for name in names:
        name = name.strip(" ,.")
        if len(name) > 1 and "|" not in name and _GROUP.sub("", _COMPANY.sub("", name)):
            seen.setdefault(simplify(name), name)
    return list(seen.values())


def company_forms(full: str) -> Iterator[str]:
    """What a registered name is shortened to by leaving the legal form away.

    The legal form itself is no surface: the recognizer adds a 股份有限公司 that follows.
    """
    full = re.sub(r"\s+", "", full)
    for base in dict.fromkeys((_COMPANY.sub("", full), _COMPANY.sub("", _BRACKETS.sub("", full)))):
        yield base
        core = _GROUP.sub("", base)
        if core != base and len(core) > 1 and not _SEAT.fullmatch(core):
            yield core


def taiwan(folder: Path) -> Iterator[tuple[str, ...]]:
    """TWSE and TPEx shares (no warrants, funds or notes), with the fuller names."""
    known = {
        row["股票代號"]: row
        for row in json.loads((folder / "tw_company_goodinfo.json").read_text())
    }
    done: set[str] = set()
    for name, suffix in (("twse_equities.csv", "TW"), ("tpex_equities.csv", "TWO")):
        with open(folder / name, encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                if row["type"] in ("股票", "創新板", "臺灣存託憑證(TDR)"):
                    done.add(row["code"])
                    yield _taiwanese(f"{row['code']}.{suffix}", row["name"], known.get(row["code"]))
    for code, row in known.items():
        if code not in done:
            suffix = "TW" if row["上市上櫃"] == "上市" else "TWO"
            yield _taiwanese(f"{code}.{suffix}", row["股票名稱"], row)


def _taiwanese(key: str, short: str, more: dict[str, str] | None) -> tuple[str, ...]:
    plain = re.sub(r"(?:-?(?:KY創?|創|DR)|\*)+$", "", short)
    names = [plain]
    names += [_GROUP.sub("", plain)] if len(_GROUP.sub("", plain)) > 2 else []
    if more:
        old = re.sub(r"(?:-?KY創?|-?創|\*)+$", "", more["股票名稱"])
        names += [old, *company_forms(more["公司名稱"])]
        english = (more["英文簡稱"] or "").strip()
        if len(english) > 2:
            names.append(english)
    names = surfaces(names) or [short]
    return key, "COMPANY", names[0], "|".join(names[1:]), "TW", ""


def mainland(
    folder: Path, hong_kong: dict[str, tuple[str, list[str]]]
) -> Iterator[tuple[str, ...]]:
    """A shares, with the Hong Kong code and names of those listed there too."""
    rows: dict[str, tuple[str, list[str]]] = {}
    with open(folder / "a_share_company.csv", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            code, full = row["stock_code"], re.sub(r"\s+", "", row["company_name"])
            short = re.sub(r"\s+", "", row["stock_name"]).replace("Ａ", "A").replace("Ｂ", "B")
            short = re.sub(
                r"^(?:\*?ST|S|N|XD|DR|XR)(?=[\u4e00-\u9fff])|(?:-[UWV]+|[AB]|退)$", "", short
            )
            exchange = "SH" if code[0] in "69" else "BJ" if code[0] in "48" else "SZ"
            if code[0] in "29" and code[:2] in ("20", "90"):
                rows.setdefault(full, (f"{code}.{exchange}", []))  # B shares: the A share comes too
            else:
                rows[full] = (f"{code}.{exchange}", [])
            rows[full][1][:0] = [short, row["stock_name"].replace(" ", "")]
    for full, (key, shorts) in rows.items():
        names = [*shorts, _COMPANY.sub("", full), _GROUP.sub("", _COMPANY.sub("", full))]
        code, more = hong_kong.pop(simplify(full), ("", []))
        names = surfaces([n for n in [*names, *more] if not _SEAT.fullmatch(n)])
        yield key, "COMPANY", names[0], "|".join(names[1:]), "CN", code


def hong_kong_names(folder: Path) -> dict[str, tuple[str, list[str]]]:
    """Simplified registered name → code and names, of what is listed in Hong Kong."""
    found: dict[str, tuple[str, list[str]]] = {}
    for row in json.loads((folder / "hk_listings.json").read_text()):
        full = re.sub(r"\s+", "", row["zhName"])
        names = list(company_forms(full))
        for name in list(names):
            seat = _SEAT.match(name)
            bare = _GROUP.sub("", _TRADE.sub("", name[seat.end() :] if seat else name))
            if len(bare) > 2:
                names.append(bare)
        found.setdefault(simplify(full), (f"{row['symbol']:04d}.HK", surfaces(names)))
    return found


def managers(folder: Path) -> Iterator[tuple[str, ...]]:
    """Chairmen, general managers and spokesmen of Taiwan's listed companies."""
    firms: dict[str, list[str]] = defaultdict(list)
    for row in json.loads((folder / "tw_company_goodinfo.json").read_text()):
        for office in ("董事長", "總經理", "發言人"):
            for name in re.split(r"[,，、]", row[office] or ""):
                name = re.sub(r"[(（].*", "", name).strip()
                if re.fullmatch(r"[\u4e00-\u9fff]{3}", name):
                    firms[name].append(row["股票代號"])
    for name in firms:
        yield name, "PERSON", name, "", "TW", ""


def divisions(folder: Path) -> Iterator[tuple[str, ...]]:
    """Provinces, prefectures, counties and districts of the mainland, with and without 省 市 縣."""
    done: set[str] = set()
    for level in ("provinces", "cities", "areas"):
        for row in json.loads((folder / f"admin_{level}.json").read_text()):
            name = row["name"]
            if name in done or len(name) < 3 or name.endswith("辖区") or name.startswith("省直辖"):
                continue
            done.add(name)
            short = re.sub(r"(?:特别行政区|[省市县盟旗]|地区|林区|新区)$", "", name)
            short = re.sub(r"(?:[\u4e00-\u9fff]{1,4}族)+自治[州区]?$", "", short)
            keep = level != "areas" or name.endswith(("市", "县"))
            aliases = [short] if keep and len(short) > 1 and short != name else []
            # a district's short name (尚志 for 尚志市) is no place in other regions' articles
            region = "CN" if level == "areas" else ""
            yield name, "PLACE", name, "|".join(aliases), region, ""


def listings(folder: Path) -> None:
    """Write the lexicons that come from published lists."""
    hong_kong = hong_kong_names(folder)
    write(
        "listed_tw.csv",
        "Companies listed on TWSE and TPEx.",
        "TWSE and TPEx listings as in twstock (MIT); names from a goodinfo.tw list (MIT)",
        taiwan(folder),
    )
    write(
        "listed_cn.csv",
        "Companies listed in Shanghai, Shenzhen and Beijing.",
        "public list of A-share codes, short and registered names",
        mainland(folder, hong_kong),
    )
    write(
        "listed_hk.csv",
        "Companies listed in Hong Kong and not on the mainland.",
        "public list of Hong Kong listings (MIT)",
        (
            (
                code,
                "COMPANY",
                _best(names),
                "|".join(n for n in names if n != _best(names)),
                "HK",
                "",
            )
            for code, names in hong_kong.values()
            if names
        ),
    )
    write(
        "managers_tw.csv",
        "Chairmen, general managers and spokesmen of Taiwan's listed companies.",
        "public list of company data from goodinfo.tw (MIT)",
        managers(folder),
    )
    write(
        "places_cn.csv",
        "Administrative divisions of mainland China.",
        "public list of administrative divisions (WTFPL)",
        divisions(folder),
    )


def _best(names: list[str]) -> str:
    return min(names[:2], key=len)


if __name__ == "__main__":
    listings(Path(sys.argv[2]))
