"""The rows of the name lexicons, shipped or a user's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from newsparse.annotation import NAME_LABELS, Label
from newsparse.errors import DataFileError
from newsparse.lexicon import DATA, read_table

# In order of precedence: where two files give one surface, the earlier entry comes first.
SHIPPED = (
    "positions.csv",
    "organisations.csv",
    "places.csv",
    "places_cn.csv",
    "places_known.csv",
    "places_world.csv",
    "places_lines.csv",
    "world_companies.csv",
    "companies_greater_china.csv",
    "listed_tw.csv",
    "listed_hk.csv",
    "listed_cn.csv",
    "companies_unlisted.csv",
    "products.csv",
    "people.csv",
    "people_history.csv",
    "people_general.csv",
    "managers_tw.csv",
    "people_known.csv",
)

_OPTIONAL = ("weak", "coded", "region", "codes")


class Entry(NamedTuple):
    """One row of a lexicon (a tuple: forty thousand are made at start).

    Args:
        id: listed code ("2330.TW") or readable slug.
        label: one of the name labels.
        name: canonical name.
        aliases: the other surfaces.
        weak: those surfaces that need evidence.
        coded: those surfaces that count only with the listed code behind them.
        region: home region ("TW", "HK", "CN"), or "".
        codes: further listed codes of the same company.
    """

    id: str
    label: Label
    name: str
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    coded: tuple[str, ...] = ()
    region: str = ""
    codes: tuple[str, ...] = ()

    @property
    def surfaces(self) -> tuple[str, ...]:
        """Name and aliases."""
        return (self.name, *self.aliases)


class Listed(NamedTuple):
    """A listed surface in a text, whatever it means there.

    Args:
        start, end: half-open code points.
        entries: what the lists know under this surface.
        weak: the surface is also an ordinary word or part of one.
    """

    start: int
    end: int
    entries: tuple[Entry, ...]
    weak: bool


def load_gazetteer(path: Path | str) -> list[Entry]:
    """The entries of one lexicon: ``id,label,name,aliases`` and the optional columns.

    Args:
        path: a UTF-8 CSV file; a relative path is looked up in the package's data folder first.

    Raises:
        DataFileError: unreadable file, no rows, unknown label, a surface of one character, an id
            twice.

    Example:
        >>> load_gazetteer("lexicons/world_companies.csv")[0].name
        '輝達'
    """
    entries = list(_entries(path))
    if not entries:
        raise DataFileError(path, "holds no name", "Add a row under the header")
    return entries


def shipped_lexicons() -> list[Path]:
    """The lexicon files that come with the package, in order of precedence."""
    return [DATA / "lexicons" / name for name in SHIPPED]


def _entries(path: Path | str) -> Iterator[Entry]:
    lines: dict[str, int] = {}
    rows = read_table(path, ("id", "label", "name", "aliases"), _OPTIONAL)
    for line, (key, label, name, aliases, weak, coded, region, codes) in rows:
        if not key or not name:
            raise DataFileError(path, "row without id or name", "Fill in both", line=line)
        if "\n" in name or "\n" in aliases:
            raise DataFileError(path, "a name has a line break", "Take it out", line=line)
        if label not in NAME_LABELS:
            remedy = f"Use one of {', '.join(NAME_LABELS)}"
            raise DataFileError(path, f"unknown label {label!r}", remedy, line=line)
        if key in lines:
            problem = f"id {key!r} stands already in line {lines[key]}"
            raise DataFileError(path, problem, "Join the rows or rename one", line=line)
        lines[key] = line
        entry = Entry(
            key,
            label,
            name,
            _cells(aliases),
            _cells(weak),
            _cells(coded),
            region,
            _cells(codes),
        )
        if len(name) < 2 or (entry.aliases and len(min(entry.aliases, key=len)) < 2):
            problem = f"{min(entry.surfaces, key=len)!r} is a single character"
            raise DataFileError(path, problem, "It matches far too much: drop it", line=line)
        yield entry


def _cells(cell: str) -> tuple[str, ...]:
    if not cell:
        return ()
    parts = cell.split("|")
    if "" in parts or " " in cell:
        parts = [part for part in map(str.strip, parts) if part]
    return tuple(parts)
