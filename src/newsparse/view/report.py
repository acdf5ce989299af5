"""One page about a whole run: complete in itself, opened from disk, nothing fetched.

What comes from articles stands in the page as JSON, and its script puts it on the page as text,
never as markup. A content security policy allows this one script and style sheet, by their
hashes, and no request at all.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsparse.lexicon import DATA
from newsparse.view.palette import FONTS, LABEL_HUES, STATUS_COLOURS
from newsparse.view.report_data import page_data

if TYPE_CHECKING:
    import pandas as pd

_FOLDER = DATA / "report"
# Stands in the head of every page, before the texts of any article.
_GENERATOR = '<meta name="generator" content="newsparse">'
_HEAD = 1_000
# In the order in which they build on one another.
_SCRIPTS = ("data", "filters", "table", "reader", "charts", "page")


def render_report(tables: Mapping[str, pd.DataFrame], title: str = "News events") -> str:
    """The report page of some tables.

    Args:
        tables: as ``newsparse.read_tables`` or ``newsparse.to_frames`` give them.
        title: heading of the page.

    Returns:
        HTML; the same for the same tables.

    Raises:
        NewsparseError: a table is missing, or articles share an id.

    Example:
        >>> import newsparse
        >>> analysis = newsparse.analyze("騰訊</script>收購格芯。")
        >>> page = render_report(newsparse.to_frames([analysis]))
        >>> page.count("</script>")  # of the data and of the script, none from the article
        2
    """
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup

    data = page_data(tables)
    environment = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True)
    style, script = _style(), _script()
    # Markup: the style sheet and script are ours; the data has no "<" left that could end it
    return environment.get_template("page.html.j2").render(
        title=title,
        counts=_counts(data),
        style=Markup(style),
        style_hash=_hash(style),
        script=Markup(script),
        script_hash=_hash(script),
        data=Markup(_json(data)),
    )


def is_report(path: Path) -> bool:
    """Whether a file is a page that ``render_report`` made."""
    with open(path, encoding="utf-8", errors="replace") as page:
        return _GENERATOR in page.read(_HEAD)


def _style() -> str:
    hues = "\n".join(f".l-{name.lower()} {{ --hue: {hue}; }}" for name, hue in LABEL_HUES.items())
    dots = "\n".join(f".s-{name} {{ --dot: {colour}; }}" for name, colour in STATUS_COLOURS.items())
    style = (_FOLDER / "style.css").read_text(encoding="utf-8")
    style = style.replace("FONT_STACK", FONTS).replace("STATUS_COLOURS", dots)
    return style.replace("LABEL_HUES", hues)


def _script() -> str:
    parts = [(_FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS]
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "})();\n"


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _json(data: Mapping[str, Any]) -> str:
    """JSON that an HTML parser reads as nothing but text: no tag, comment or entity begins in it.

    NaN and lone surrogates do not occur: floats come from finite values, texts from UTF-8 files.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _counts(data: Mapping[str, Any]) -> str:
    published = sorted(article[2] for article in data["articles"] if article[2])
    parts = [f"{len(data['articles']):,} articles", f"{len(data['events']):,} events"]
    if published:
        parts.append(f"published {published[0]} to {published[-1]}")
    return " · ".join(parts)
