"""Files that are one article: plain text, Markdown, a web page, a Word document.

    ---
    published: 2024-03-24
    source: 明報
    ---
    騰訊擬收購格芯
    騰訊昨日宣布，……

Text and Markdown may begin with a front matter, as above (or in TOML, between lines of +++), of
which lines of other forms than "key: value" are passed over; what stands after it is the article,
never edited, line ends included. Of a web page it is what trafilatura takes for the main text.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from io import BytesIO

from newsparse.corpus.columns import Columns, Fields
from newsparse.corpus.encoding import decode
from newsparse.corpus.record import MAX_CHARACTERS
from newsparse.errors import ArticleError

# UTF-8 needs at most 4 bytes per character. Pages carry scripts and styles, documents pictures.
_MOST_TEXT = MAX_CHARACTERS * 4
_MOST_MARKUP = 20_000_000
_FENCE = re.compile(r"(?P<fence>---|\+\+\+)[ \t]*\r?\n")  # of YAML and of TOML
_LINE = re.compile(r"[^\n]*\n?")
_FRONT_MATTER_LINE = re.compile(
    r"""(?P<quote>["']?)(?P<key>\w[\w\ ./-]*)(?P=quote)[ \t]*[:：=][ \t]*
        (?:[|>][-+]?$)? (?P<value>.*)""",  # "title: >" has its value in the lines below
    re.VERBOSE,
)
# Blank lines, comments, and what belongs to the key before: lists, indented lines, brackets.
_FRONT_MATTER_FILLING = re.compile(r"[ \t]|[-#\[\]{}]|\r?\n")


def most_bytes(suffix: str) -> int:
    """The size up to which a file of this kind is read."""
    return _MOST_TEXT if suffix in (".txt", ".md") else _MOST_MARKUP


def read_document(data: bytes, suffix: str, columns: Columns) -> Fields:
    r"""The article in a file.

    Args:
        data: the file.
        suffix: one of ``DOCUMENTS``.
        columns: front-matter keys that their names do not tell.

    Raises:
        ArticleError: it cannot be read.

    Example:
        >>> data = "---\n日期: 2024-03-24\n---\n騰訊收購格芯。".encode()
        >>> fields = read_document(data, ".md", Columns())
        >>> fields.text, fields.published, fields.basis
        ('騰訊收購格芯。', '2024-03-24', 'front matter')
    """
    return DOCUMENTS[suffix](data, columns)


def _text(data: bytes, columns: Columns) -> Fields:
    """Front matter apart from the text; a text that merely begins with --- stays whole."""
    text = decode(data)
    opening = _FENCE.match(text)
    if opening is None:
        return Fields(text)
    found: dict[str, str] = {}
    for line in _LINE.finditer(text, opening.end()):
        if found and line[0].rstrip() == opening["fence"]:
            known = {name: found[key] for name, key in columns.find(found).items()}
            return Fields(**known | {"text": text[line.end() :]}, basis="front matter")
        key = _FRONT_MATTER_LINE.fullmatch(line[0].rstrip())
        if key is not None:
            found.setdefault(key["key"].strip(), key["value"].strip("\"'"))
        elif not _FRONT_MATTER_FILLING.match(line[0]):
            break
    return Fields(text)


def _page(data: bytes, columns: Columns) -> Fields:
    """The main text of a web page; scripts, menus and comments are left behind."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what fails we say ourselves
    # extensive_search would take any date of the page for the day of publication
    found = bare_extraction(
        decode(data),
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if not isinstance(found, Document) or not found.text:
        raise ArticleError("no article was found on the page. Save its text as .txt")
    return Fields(
        found.text,
        title=_apart(found.title, found.text),
        published=found.date,
        source=found.sitename,
        url=found.url,
        basis="metadata",
    )


def _apart(title: str | None, text: str) -> str | None:
    """The title, unless the text begins with it."""
    return None if title and text.startswith(title) else title


def _word(data: bytes, columns: Columns) -> Fields:
    """The paragraphs and table rows of a Word document, one line each."""
    from docx import Document
    from docx.table import Table

    from newsparse.corpus.archive import open_archive

    open_archive(BytesIO(data))  # a .docx is an archive, and may be a bomb
    try:
        document = Document(BytesIO(data))
        lines = [
            "\t".join(cell.text for row in block.rows for cell in row.cells)
            if isinstance(block, Table)
            else block.text
            for block in document.iter_inner_content()
        ]
    except Exception as error:  # whatever a broken document makes of its reader
        raise ArticleError(f"is no Word document that can be read ({error})") from error
    return Fields("\n".join(lines))


DOCUMENTS: dict[str, Callable[[bytes, Columns], Fields]] = {
    ".txt": _text,
    ".md": _text,
    ".html": _page,
    ".htm": _page,
    ".docx": _word,
}
