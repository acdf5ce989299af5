"""The rows of a CSV file, of which one that breaks the rules costs no other.

A quote that stands alone opens a cell that swallows every row up to the next quote, or to the end
of the file. Such a row is given up, and the lines after its first are read once more.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator

from newsparse.errors import ArticleError


def csv_records(
    lines: Iterator[str | ArticleError], mark: str, longest: int
) -> Iterator[tuple[int, list[str] | ArticleError]]:
    r"""The rows of a CSV file, the head first.

    Args:
        lines: with their ends, or what is wrong with one.
        mark: what stands between cells.
        longest: characters that a cell may have.

    Yields:
        The number of the row's last line, from 1, and its cells, none for an empty line; or the
        number of its first line and what is wrong with it.

    Raises:
        ArticleError: a cell is so long that what follows would be read out of step.

    Example:
        >>> lines = ["id,text\n", '1,"騰訊收購。\n', "2,格芯裁員。\n"]
        >>> for number, cells in csv_records(iter(lines), ",", 100):
        ...     print(number, str(cells)[:32])
        1 ['id', 'text']
        2 is no row that can be read (unex
        3 ['2', '格芯裁員。']
    """
    csv.field_size_limit(longest)
    width = 0  # cells of the head
    done = 0  # lines behind us
    doubtful = 0  # up to this line, one of another width is taken for a part of a broken row
    taken: list[str | ArticleError] = []
    again: deque[str | ArticleError] = deque()

    def take() -> Iterator[str]:
        while (line := again.popleft() if again else next(lines, None)) is not None:
            taken.append(line)
            yield "\n" if isinstance(line, ArticleError) else line

    while True:
        try:
            for cells in csv.reader(take(), delimiter=mark, strict=True):
                done += len(taken)
                wrong = next((line for line in taken if isinstance(line, ArticleError)), None)
                taken.clear()
                width = width or len(cells)
                if wrong is not None or done > doubtful or len(cells) == width:
                    yield done, wrong or cells
            return
        except csv.Error as error:
            last = done + len(taken)
            if sum(len(line) for line in taken if isinstance(line, str)) > longest:
                raise ArticleError(
                    f"cannot be read beyond line {last} ({error}); there may be a quote that is "
                    f"never closed in line {done + 1}"
                ) from error
            done += 1
            first, *rest = taken
            taken.clear()
            whole = _loosely(first, mark) if isinstance(first, str) and not rest else []
            if whole and width in (0, len(whole)):
                width = len(whole)
                yield done, whole
                continue
            again.extendleft(reversed(rest))
            doubtful = max(doubtful, last)
            after = f"; lines to {last} that have {width} cells are read as rows" if rest else ""
            yield (
                done,
                ArticleError(
                    f"is no row that can be read ({error}{after}). Put a cell that holds quotes or "
                    "line ends between quotes, and write each quote within it twice"
                ),
            )


def _loosely(line: str, mark: str) -> list[str]:
    """The cells of a line that quotes a word of a cell ("AI"概念股), if it is whole by itself."""
    try:
        cells, *after = csv.reader([line, "\n"], delimiter=mark)
    except csv.Error:
        return []
    return cells if after else []
