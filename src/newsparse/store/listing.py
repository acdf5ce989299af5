"""Which files of a folder are ours: ``tables.json``, with the kinds of their columns.

A further run removes the tables of the run before that it does not write itself: those of another
format, of event types no longer in use, and the stories that were told from them. Nothing that
is not listed is ever touched.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from newsparse import __version__
from newsparse.errors import DataFileError
from newsparse.store.places import LISTING
from newsparse.store.replace import replacing
from newsparse.tables import Columns


def listed(folder: Path) -> dict[str, Columns]:
    """Our files in a folder: their names and columns, none where the format keeps them itself.

    Raises:
        DataFileError: a ``tables.json`` that is not ours.
    """
    path = folder / LISTING
    if not path.exists():
        return {}
    try:
        listing = json.loads(path.read_text("utf-8"))
        files, _ = listing["files"], listing["newsparse"]
        return {Path(name).name: tuple(map(tuple, columns)) for name, columns in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        problem = f"does not list tables of newsparse ({type(error).__name__})"
        raise DataFileError(path, problem, "Move it, or choose another folder") from error


def announce(folder: Path, files: Mapping[str, Columns]) -> None:
    """List what is about to be put in place, so that it is ours if that is broken off."""
    _list(folder, {**files, **listed(folder)})


def settle(folder: Path, files: Mapping[str, Columns], *, beside: bool) -> list[str]:
    """List what was written, and remove what an earlier run wrote and this one did not.

    Args:
        folder: where the files are.
        files: names and columns of those written.
        beside: leave the others there, and listed.

    Returns:
        The names of the files removed.

    Example:
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp())
        >>> for name in ("events.csv", "own.csv", "events.parquet"):
        ...     _ = (folder / name).write_text("")
        >>> settle(folder, {"events.csv": ()}, beside=False)
        []
        >>> settle(folder, {"events.parquet": ()}, beside=False)
        ['events.csv']
        >>> sorted(path.name for path in folder.iterdir())
        ['events.parquet', 'own.csv', 'tables.json']
    """
    earlier = listed(folder)
    gone = [name for name in earlier if name not in files and not beside]
    for name in gone:
        (folder / name).unlink(missing_ok=True)
    _list(folder, {**(earlier if beside else {}), **files})
    return gone


def _list(folder: Path, files: Mapping[str, Columns]) -> None:
    listing = {"newsparse": __version__, "files": files}
    with replacing(folder / LISTING) as temporary:
        temporary.write_text(json.dumps(listing, indent=1), "utf-8")
