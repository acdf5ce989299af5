"""Which column, key or front-matter line holds what: found by its name, or told by the caller."""

from __future__ import annotations

import logging
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from newsparse.errors import ArticleError
from newsparse.text.simplify import simplify

# Names as they are met in exports, best first; headers are compared in Simplified script, small
# letters, without spaces, "_", "-" and "/".
_KNOWN: dict[str, tuple[str, ...]] = {
    "text": (
        *("text", "content", "body", "article", "articletext", "articlebody", "fulltext"),
        *("maintext", "story", "正文", "内文", "内容", "新闻内容", "文章内容", "全文", "文本"),
        *("新闻正文", "文章"),
    ),
    "title": ("title", "headline", "标题", "题目", "新闻标题", "文章标题", "主题"),
    "id": ("id", "articleid", "docid", "newsid", "guid", "uuid", "编号", "序号", "新闻编号"),
    "published": (
        *("published", "publishedat", "publisheddate", "publishdate", "publicationdate"),
        *("datepublished", "publishedtime", "publishtime", "pubdate", "date", "datetime", "time"),
        *("发布时间", "发布日期", "发表时间", "发表日期", "出版日期", "刊登日期", "发稿时间"),
        *("新闻日期", "日期", "时间", "timestamp", "createdat"),
    ),
    "source": (
        *("source", "outlet", "publisher", "media", "sitename", "site", "newspaper"),
        *("来源", "新闻来源", "媒体", "媒体名称", "出处", "报社"),
    ),
    "url": ("url", "link", "href", "网址", "链接", "连结", "原文链接", "新闻链接"),
    "region": ("region", "地区", "区域"),
}
_IGNORED = str.maketrans("", "", " _-/\u3000\ufeff")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns named by the caller; those left None are found by their names.

    Example:
        >>> Columns(text="報道").find(["編號", "標題", "報道", "發布時間"])["text"]
        '報道'
    """

    text: str | None = None
    title: str | None = None
    id: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None
    region: str | None = None

    def find(self, names: Iterable[str]) -> dict[str, str]:
        """Field name to column name, for the fields that have a column.

        Example:
            >>> Columns().find(["标题", "正文", "Publish_Date"])
            {'text': '正文', 'title': '标题', 'published': 'Publish_Date'}
        """
        return _find(self, tuple(names))

    def check(self, names: Iterable[str]) -> None:
        """Whether a table has a text, and what else the caller named; logs what is used for what.

        Raises:
            ArticleError: it does not.

        Example:
            >>> Columns(published="nope").check(["正文", "日期"])
            Traceback (most recent call last):
            newsparse.errors.ArticleError: there is no column nope (there are: 正文, 日期). Name ...
        """
        names = tuple(names)
        found, there = self.find(names), f"(there are: {', '.join(names)[:200]})"
        if "text" not in found:
            raise ArticleError(
                f"field {self.text or 'text'} is missing {there}. "
                "Every article needs a text; --text-column names its column"
            )
        for field in _KNOWN:
            told = getattr(self, field)
            if told is not None and field not in found:
                raise ArticleError(f"there is no column {told} {there}. Name one of these")
        used = ", ".join(f"{field} from {column}" for field, column in found.items())
        none = ", ".join(field for field in _KNOWN if field not in found)
        _log.info("columns: %s%s", used, f"; no column for {none}" if none else "")


@lru_cache(maxsize=64)  # every row of a table asks the same
def _find(columns: Columns, names: tuple[str, ...]) -> dict[str, str]:
    folded = {simplify(name).lower().translate(_IGNORED): name for name in reversed(names)}
    found: dict[str, str] = {}
    for field, known in _KNOWN.items():
        told = getattr(columns, field)
        if told is not None:
            if told in names:
                found[field] = told
            continue
        name = next((name for name in known if name in folded), None)
        if name is not None:
            found[field] = folded[name]
    return found


@dataclass(frozen=True, slots=True)
class Fields:
    """What a file says about one article, each field as written.

    ``basis`` says where ``published`` stands: "field", "front matter" or "metadata".
    """

    text: str
    id: str | None = None
    title: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None
    region: str | None = None
    basis: str = "field"


def row_fields(row: Mapping[str, Any], columns: Columns) -> Fields:
    """The fields of one row or JSON object; columns we do not know are passed over.

    Raises:
        ArticleError: no text, or a cell of a kind that cannot be read.

    Example:
        >>> row_fields({"正文": "騰訊收購格芯。", "編號": 7, "發布時間": None}, Columns()).id
        '7'
    """
    found = columns.find(row)
    if "text" not in found:
        columns.check(row)
    cells = {name: _cell(name, row[column]) for name, column in found.items()}
    return Fields(
        cells["text"] or "",
        id=cells.get("id"),
        title=cells.get("title"),
        published=cells.get("published"),
        source=cells.get("source"),
        url=cells.get("url"),
        region=cells.get("region"),
    )


def _cell(name: str, value: Any) -> str | None:
    """A cell as text. Numbers and dates are fine but as a text; a list or object is a mistake."""
    match value:
        case None | "":
            return None
        case float() if math.isnan(value):
            return None
        case str():
            return _encodable(name, value)
        case datetime() | date() if name == "published":
            return value.isoformat()
        case int() | float() if name != "text" and not isinstance(value, bool):
            whole = isinstance(value, float) and value.is_integer()  # as pandas has ids, with a gap
            return str(int(value) if whole else value)
    kind = type(value).__name__
    raise ArticleError(f"field {name} is no text but {kind}. Write it as a string")


def _encodable(name: str, text: str) -> str:
    """Refuse half a surrogate pair, which JSON can smuggle in and no file format can hold."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ArticleError(
            f"{name} holds half a surrogate pair (U+{ord(text[error.start]):04X}) at character "
            f"{error.start}. Write the whole character, or remove it"
        ) from error
    return text
