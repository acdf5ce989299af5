"""mkdocs: the table of data files from their headers, the help of the commands from themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "src" / "newsparse" / "data"
MARK = "<!-- data files -->"
COMMANDS = "<!-- commands -->"
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


def commands() -> str:
    """Every command with its help, as the command line gives it."""
    from typer.main import get_command
    from typer.testing import CliRunner

    from newsparse.cli import app

    def told(name: str) -> str:
        runner = CliRunner(env={"COLUMNS": "80"})
        text = runner.invoke(app, [name, "--help"], prog_name="newsparse").stdout
        return f"## newsparse {name}\n\n```text\n{text.strip()}\n```"

    return "\n\n".join(told(name) for name in get_command(app).commands)


def on_page_markdown(markdown: str, **_: Any) -> str:
    """What mkdocs calls for each page."""
    for mark, made in ((MARK, table), (COMMANDS, commands)):
        if mark in markdown:
            markdown = markdown.replace(mark, made())
    return markdown
