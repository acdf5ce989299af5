"""When, where and of what commit figures are, and the file that keeps them."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

from benchmarks.speed.others import JIEBA
from newsparse import __version__
from newsparse.cli.doctor import compiled

Figures: TypeAlias = dict[str, Any]

ROOT = Path(__file__).parent.parent.parent
HISTORY = ROOT / "benchmarks" / "speed_history.jsonl"


def circumstances() -> Figures:
    """Date, version, commit, machine, and whether the inner loops are compiled."""
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M"),
        "version": __version__,
        "commit": _commit(),
        "compiled": compiled(),
        "machine": {
            "processor": _processor(),
            "cores": os.cpu_count(),
            "system": platform.system(),
            "python": platform.python_version(),
            "load": round(os.getloadavg()[0], 2),  # how much else was going on
        },
    }


def line(figures: Figures) -> Figures:
    """The short form of a run's figures: one line of the history."""
    ratios = {
        script: {name: round(way["best_ratio"], 4) for name, way in ways.items() if name != JIEBA}
        for script, ways in figures["speed"].items()
    }
    return {
        **{key: figures[key] for key in ("date", "version", "commit", "machine")},
        "characters": figures["characters"],
        "jieba_rate": {s: round(ways[JIEBA]["rate"]) for s, ways in figures["speed"].items()},
        "ratios": ratios,
        "first_row_seconds": round(figures["start"]["first row"]["median"], 2),
        "worker_peak_mb": round(figures["workers"]["worker_peak_mb"]),
        "two_workers": round(figures["workers"]["best_speedup"], 2),
    }


def record(figures: Figures, path: Path = HISTORY) -> None:
    """Append the figures of a run to the history."""
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line(figures), ensure_ascii=False) + "\n")


def read(path: Path = HISTORY) -> list[Figures]:
    """All runs recorded, the oldest first."""
    if not path.exists():
        return []
    return [json.loads(row) for row in path.read_text("utf-8").splitlines()]


def _commit() -> str:
    """The commit checked out, with a + if the package differs from it; empty outside of git."""

    def git(*words: str) -> str:
        done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    try:
        changed = git("status", "--porcelain", "--", "src")
        return git("rev-parse", "--short", "HEAD") + ("+" if changed else "")
    except (OSError, subprocess.CalledProcessError):
        return ""


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        named = re.search(r"^model name\s*:\s*(?P<name>.+)$", information.read_text(), re.MULTILINE)
        if named:
            return named["name"].strip()
    return platform.processor() or platform.machine()
