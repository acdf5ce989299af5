"""What newsparse raises.

    NewsparseError
    ├── AlignmentError      the simplified key lost step with the article's text
    ├── ArticleError        an article cannot be read or analysed (also a ValueError)
    └── DataFileError       a lexicon, cue or event-type file is wrong (also a ValueError)

Every message says what failed, where, and what to do about it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from pathlib import Path


class NewsparseError(Exception):
    """Root of every error newsparse raises on purpose."""


def require_tables(tables: Container[str], needed: Iterable[str]) -> None:
    """Refuse tables of which some are missing.

    Raises:
        NewsparseError: with the names of those missing.

    Example:
        >>> require_tables({"events"}, ("events", "articles"))  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        newsparse.errors.NewsparseError: there is no table articles. Give what newsparse extract ...
    """
    missing = [name for name in needed if name not in tables]
    if missing:
        raise NewsparseError(
            f"there is no table {', '.join(missing)}. Give what newsparse extract wrote, whole"
        )


class AlignmentError(NewsparseError):
    """The simplified key and the article's text differ in length."""


class ArticleError(NewsparseError, ValueError):
    """An article cannot be read or analysed."""


class DataFileError(NewsparseError, ValueError):
    """A lexicon, cue or event-type file is wrong.

    Args:
        path: the file.
        problem: what is wrong, with the offending value.
        remedy: what to change.
        line: 1-based line number, where it is known.
    """

    def __init__(
        self, path: Path | str, problem: str, remedy: str, *, line: int | None = None
    ) -> None:
        self.path, self.line, self.problem, self.remedy = Path(path), line, problem, remedy
        where = f"{path}:{line}" if line is not None else str(path)
        super().__init__(f"{where}: {problem}. {remedy}.")

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (self.path, self.problem, self.remedy, self.line)


def _rebuild(path: Path, problem: str, remedy: str, line: int | None) -> DataFileError:
    return DataFileError(path, problem, remedy, line=line)
