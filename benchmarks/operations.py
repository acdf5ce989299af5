"""Runs over many files: memory, throughput, kill -9, hostile files, encodings.

    python -m benchmarks.operations scale [--articles 1000] [--speed-articles 1000] [--jobs 1 2]
    python -m benchmarks.operations kill [--articles 1000] [--times 5]
    python -m benchmarks.operations hostile [--files 1000]
    python -m benchmarks.operations encodings [--files 300]

Articles are put together from the paragraphs of corpus/articles, 400 characters each, no two
alike. Every command prints what it measured as one JSON object and exits with 1 if it shows less
than it must. The figures of full-sized runs are in docs/operations.md.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks.hostile_files import HOSTILE
from newsparse.annotation import Article
from newsparse.corpus.read import read_articles
from newsparse.errors import ArticleError
from newsparse.store import read_tables

ARTICLES = Path(__file__).parent.parent / "corpus" / "articles"
CHARACTERS = 400
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "gb18030", "big5", "big5hkscs")
_FRONT_MATTER = re.compile(r"---\n.*?\n---\n", re.DOTALL)
# Runs the command line, then says how much memory this process, not its workers, has held.
_MEASURED = """
import resource, sys
from newsparse.cli import main
if __name__ == "__main__":
    try:
        main()
    finally:
        print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)
"""


def generated(count: int, seed: int = 1) -> Iterator[str]:
    """Articles of sentences of our own, all different."""
    chance = random.Random(seed)
    texts = (path.read_text("utf-8") for path in sorted(ARTICLES.glob("*.txt")))
    sentences = [
        sentence
        for text in texts
        for sentence in re.findall(r"[^。\n]{10,}。", _FRONT_MATTER.sub("", text, count=1))
    ]
    for number in range(count):
        text = f"第{number}則：本報2024年3月{number % 28 + 1}日訊 "
        while len(text) < CHARACTERS:
            text += chance.choice(sentences)
        yield text


def write_jsonl(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        for text in generated(count):
            file.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")


def extract(source: Path, out: Path, *options: str) -> subprocess.Popen[str]:
    script = out.with_name("measured.py")  # workers start from it: no -c
    script.write_text(_MEASURED)
    command = [sys.executable, str(script), "extract", str(source), "-o", str(out), "-q", *options]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


def scale(folder: Path, articles: int, speed_articles: int, jobs: list[int]) -> dict[str, Any]:
    """Peak memory of the parent for a tenth of the articles and for all; speed by jobs."""
    most = jobs[-1]
    wanted = {(articles // 10, most), (articles, most), *((speed_articles, n) for n in jobs)}
    runs = {run: measured(folder, *run) for run in sorted(wanted)}
    few, many = runs[articles // 10, most], runs[articles, most]
    one, several = runs[speed_articles, jobs[0]], runs[speed_articles, most]
    found: dict[str, Any] = {
        **{f"{count} articles, {n} jobs": figures for (count, n), figures in runs.items()},
        "memory ratio": round(many["parent peak MB"] / few["parent peak MB"], 2),
        "speed ratio": round(several["characters/s"] / one["characters/s"], 2),
        "tables alike": alike(*(folder / f"out-{speed_articles}-{n}" for n in jobs)),
        "load average": round(os.getloadavg()[0], 1),
    }
    found["passed"] = found["memory ratio"] <= 1.3 and found["tables alike"]
    if found["load average"] <= most + 0.5:  # on a machine that others use, speed says little
        found["passed"] &= found["speed ratio"] >= 1.7
    return found


def measured(folder: Path, articles: int, jobs: int) -> dict[str, int | float]:
    """One run over so many articles."""
    source = folder / f"{articles}.jsonl"
    if not source.exists():
        write_jsonl(source, articles)
    out = folder / f"out-{articles}-{jobs}"
    started = time.monotonic()
    _, said = extract(source, out, "--jobs", str(jobs)).communicate()
    seconds = time.monotonic() - started
    return {
        "seconds": round(seconds, 1),
        "characters/s": round(articles * CHARACTERS / seconds),
        "parent peak MB": int(said.split()[-1]),
    }


def kill(folder: Path, articles: int, times: int) -> dict[str, Any]:
    """Kill the run at random moments, go on each time, compare with a run nobody disturbed."""
    source = folder / "in.jsonl"
    write_jsonl(source, articles)
    started = time.monotonic()
    extract(source, folder / "whole", "--jobs", "2").communicate()
    whole = time.monotonic() - started
    chance = random.Random(7)
    out = folder / "out"
    parts, unreadable, killed = [], 0, 0
    while killed < times:
        process = extract(source, out, "--jobs", "2")
        time.sleep(chance.uniform(0, whole))
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            killed += 1
        else:  # it was done: begin anew
            for path in (out / ".parts").glob("*.arrow"):
                path.unlink()
        process.communicate()
        parts.append(len(list((out / ".parts").glob("*.arrow"))))
        for path in out.glob("*.parquet"):
            try:
                pd.read_parquet(path)
            except Exception:
                unreadable += 1
    extract(source, out, "--jobs", "2").communicate()
    same = alike(folder / "whole", out)
    left = [path.name for path in (*out.iterdir(), *(out / ".parts").iterdir()) if is_left(path)]
    return {
        "articles": articles,
        "killed": killed,
        "parts after each": parts,
        "unreadable tables": unreadable,
        "tables alike": same,
        "half-written files left": left,
        "passed": same and not unreadable and not left,
    }


def is_left(path: Path) -> bool:
    return ".tmp" in path.suffixes


def hostile(folder: Path, files: int) -> dict[str, Any]:
    """Damaged and hostile files among good ones: each reported, the good ones read."""
    chance = random.Random(3)
    source = folder / "in"
    source.mkdir()
    texts = list(generated(50))
    for number in range(files):
        kind, make = list(HOSTILE.items())[number % len(HOSTILE)]
        suffix, data = make(chance.choice(texts), chance)
        (source / f"{number:04}-{kind.replace(' ', '-')}{suffix}").write_bytes(data)
    for number in range(5):
        (source / f"good-{number}.txt").write_text(texts[number], encoding="utf-8")
    process = extract(source, folder / "out", "--timeout", "10")
    _, said = process.communicate()
    tables = read_tables(folder / "out")
    read = set(tables["articles"]["article_id"].str.split("[:/]").str[0])
    below = tables["failures"]["path"].str.removeprefix(f"{source}/")
    failed = {Path(path.split("/")[0]).stem for path in below}
    given = {path.stem for path in source.iterdir()}
    kinds = Counter(name[5:] for name in given & read if not name.startswith("good"))
    return {
        "files": files,
        "exit code": process.returncode,
        "tracebacks": said.count("Traceback"),
        "reported": len(given & failed),
        "unaccounted for": sorted(given - read - failed)[:5],
        "read as articles": dict(kinds),
        "good ones read": sum(name.startswith("good") for name in read),
        "passed": process.returncode == 1
        and given <= read | failed
        and not kinds
        and "Traceback" not in said,
    }


def encodings(folder: Path, files: int) -> dict[str, Any]:
    """Files in six encodings: how many come back as they were."""
    right: Counter[str] = Counter()
    wrong = []
    texts = [
        _FRONT_MATTER.sub("", path.read_text("utf-8"), count=1)
        for path in sorted(ARTICLES.glob("*.txt"))
    ]
    chance = random.Random(4)
    chosen = []
    for number in range(files):
        encoding = ENCODINGS[number % len(ENCODINGS)]
        text = chance.choice([text for text in texts if fits(text, encoding)])
        chosen.append((text[: chance.randrange(60, len(text))], encoding))
    for number, (text, encoding) in enumerate(chosen):
        path = folder / f"{number}.txt"
        path.write_bytes(text.encode(encoding))
        (article,) = read_articles(path)
        if isinstance(article, Article) and article.text == text:
            right[encoding] += 1
        else:
            wrong.append(encoding)
    share = right.total() / len(chosen)
    return {
        "files": len(chosen),
        "right": right,
        "wrong": wrong,
        "share": round(share, 4),
        "others, same files": {
            name: round(sum(guessed(text, e, guess) for text, e in chosen) / len(chosen), 4)
            for name, guess in DETECTORS.items()
        },
        "passed": share >= 0.99,
    }


def _charset_normalizer(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return best.encoding if best else None


DETECTORS: dict[str, Callable[[bytes], str | None]] = {"charset-normalizer": _charset_normalizer}


def guessed(text: str, encoding: str, guess: Callable[[bytes], str | None]) -> bool:
    data = text.encode(encoding)
    try:
        return data.decode(guess(data) or "ascii").removeprefix("\ufeff") == text
    except (UnicodeDecodeError, LookupError, ArticleError):
        return False


def fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def alike(first: Path, *others: Path) -> bool:
    """Whether stores hold the same tables, row for row."""
    tables = read_tables(first)
    return all(
        tables.keys() == (found := read_tables(other)).keys()
        and all(table.equals(found[name]) for name, table in tables.items())
        for other in others
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    defaults: dict[str, dict[str, Any]] = {
        "scale": {"articles": 1000, "speed-articles": 1000, "jobs": [1, 2]},
        "kill": {"articles": 1000, "times": 5},
        "hostile": {"files": 1000},
        "encodings": {"files": 300},
    }
    for name, options in defaults.items():
        command = commands.add_parser(name)
        for option, default in options.items():
            many = "+" if isinstance(default, list) else None
            command.add_argument(f"--{option}", type=int, default=default, nargs=many)
    arguments = vars(parser.parse_args())
    run = {"scale": scale, "kill": kill, "hostile": hostile, "encodings": encodings}
    with tempfile.TemporaryDirectory() as folder:
        found = run[arguments.pop("command")](Path(folder), **arguments)  # type: ignore[operator]
    print(json.dumps(found, ensure_ascii=False, indent=1))
    sys.exit(not found["passed"])


if __name__ == "__main__":
    main()
