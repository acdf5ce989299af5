"""The rows of the name lexicons, shipped or a user's own."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import NamedTuple, cast

from newsparse.annotation import NAME_LABELS, Label
from newsparse.errors import DataFileError
from newsparse.lexicon import DATA, read_table
from newsparse.text.simplify import simplify

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

Row = tuple[str, ...]  # the cells of a row, in the order of the fields of Entry

_REQUIRED = ("id", "label", "name", "aliases")
_LABELS: frozenset[str] = frozenset(NAME_LABELS)
_OPTIONAL = ("weak", "coded", "region", "codes")
# What shows, in the aliases of a whole file, that some cell is not as neat as those we ship.
_UNTIDY = (" |", "| ", "||", "|\n", "\n|")


class Entry(NamedTuple):
    """One row of a lexicon.

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


class Lexicon(NamedTuple):
    """What a lexicon holds, as it is searched for: of its rows few are ever met.

    Args:
        by_id: its rows.
        keys: the Simplified surfaces of each.
    """

    by_id: dict[str, Row]
    keys: list[list[str]]


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
    return list(map(entry_of, read_lexicon(path).by_id.values()))


def shipped_lexicons() -> list[Path]:
    """The lexicon files that come with the package, in order of precedence."""
    return [DATA / "lexicons" / name for name in SHIPPED]


def read_lexicon(path: Path | str) -> Lexicon:
    """The rows of one lexicon, and what to search for.

    A file is looked at as a whole, and row by row only where that shows something wrong.

    Raises:
        DataFileError: as in ``load_gazetteer``.
    """
    rows = [row for _, row in read_table(path, _REQUIRED, _OPTIONAL)]
    if not rows:
        raise DataFileError(path, "holds no name", "Add a row under the header")
    aliases = "\n".join(["", *[row[3] for row in rows], ""])
    if any(sign in aliases for sign in _UNTIDY):
        rows = [(*row[:3], "|".join(_cells(row[3])), *row[4:]) for row in rows]
    keys = _keys(rows)
    by_id = {row[0]: row for row in rows}
    sound = (
        len(keys) == len(rows) == len(by_id)
        and {row[1] for row in rows} <= _LABELS
        and min(map(len, chain.from_iterable(keys))) > 1
        and all(row[0] and "|" not in row[2] for row in rows)
    )
    if not sound:
        _refuse(path)
    return Lexicon(by_id, keys)


def _keys(rows: list[Row]) -> list[list[str]]:
    """The Simplified surfaces of rows: all texts at once."""
    surfaces = "\n".join([f"{row[2]}|{row[3]}" if row[3] else row[2] for row in rows])
    return [line.split("|") for line in simplify(surfaces).split("\n")]


def entry_of(row: Row) -> Entry:
    """The entry that a row of a lexicon tells of."""
    key, label, name, aliases, weak, coded, region, codes = row
    return Entry(
        key,
        cast("Label", label),
        name,
        _cells(aliases),
        _cells(weak),
        _cells(coded),
        region,
        _cells(codes),
    )


def _refuse(path: Path | str) -> None:
    """DataFileError at the first row that is wrong."""
    lines: dict[str, int] = {}
    for line, row in read_table(path, _REQUIRED, _OPTIONAL):
        key, label, name, aliases = row[:4]
        if not key or not name:
            raise DataFileError(path, "row without id or name", "Fill in both", line=line)
        if "\n" in name or "\n" in aliases:
            raise DataFileError(path, "a name has a line break", "Take it out", line=line)
        if "|" in name:
            remedy = "Give one name there, and the others as aliases"
            raise DataFileError(path, f"the name {name!r} holds a |", remedy, line=line)
        if label not in _LABELS:
            remedy = f"Use one of {', '.join(NAME_LABELS)}"
            raise DataFileError(path, f"unknown label {label!r}", remedy, line=line)
        if key in lines:
            problem = f"id {key!r} stands already in line {lines[key]}"
            raise DataFileError(path, problem, "Join the rows or rename one", line=line)
        lines[key] = line
        shortest = min((name, *_cells(aliases)), key=len)
        if len(shortest) < 2:
            problem = f"{shortest!r} is a single character"
            raise DataFileError(path, problem, "It matches far too much: drop it", line=line)


def _cells(cell: str) -> tuple[str, ...]:
    if not cell:
        return ()
    parts = cell.split("|")
    if "" in parts or " " in cell:
        parts = [part for part in map(str.strip, parts) if part]
    return tuple(parts)
