"""mkdocs: the table of data files, made from the headers of the files themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "src" / "newsparse" / "data"
MARK = "<!-- data files -->"
_KEYS = ("source", "licence", "what")


def header(path: Path) -> dict[str, str]:
    """The ``# key: value`` lines a data file starts with; other comments together as "what"."""
    stated: dict[str, str] = {}
    for line in path.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            break
        key, colon, value = line[1:].partition(":")
        if colon and key.strip() in _KEYS:
            stated[key.strip()] = value.strip()
        elif "what" not in stated and not colon:
            stated["what"] = line[1:].strip()
    return stated


def table() -> str:
    """The files, what is in them, where it comes from, and on what terms."""
    lines = ["| file | what | source | licence |", "|---|---|---|---|"]
    for path in sorted(path for kind in ("csv", "toml") for path in DATA.rglob(f"*.{kind}")):
        stated = header(path)
        cells = [stated.get(key, "").replace("|", "\\|") for key in ("what", "source", "licence")]
        if path.suffix == ".toml":
            cells[0] = cells[0] or f"The event type {path.stem}, with its examples."
        lines.append(f"| `{path.relative_to(DATA).as_posix()}` | {' | '.join(cells)} |")
    return "\n".join(lines)


def on_page_markdown(markdown: str, **_: Any) -> str:
    """What mkdocs calls for each page."""
    return markdown.replace(MARK, table()) if MARK in markdown else markdown
