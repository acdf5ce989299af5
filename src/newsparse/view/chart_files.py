"""Charts to files, without network: HTML complete in itself, SVG, PNG with Chinese glyphs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from newsparse.errors import NewsparseError
from newsparse.view.palette import FONTS


def save(chart: Any, path: Path | str, *, fonts: Path | str | None = None, scale: int = 2) -> Path:
    """Write a chart to a file, without network.

    Args:
        chart: any Altair chart.
        path: ends in .html (interactive, complete in itself), .svg or .png.
        fonts: a folder of font files to use besides the installed ones, for .png.
        scale: pixels of a .png per unit of the chart.

    Raises:
        NewsparseError: another ending; or a .png where no font has Chinese characters.

    Example:
        >>> import newsparse, tempfile
        >>> from newsparse.charts import status_mix
        >>> chart = status_mix(newsparse.to_frames([newsparse.analyze("騰訊擬收購格芯。")]))
        >>> save(chart, Path(tempfile.mkdtemp()) / "status.svg").read_text()[:4]
        '<svg'
    """
    try:
        import vl_convert as vega
    except ImportError as error:
        raise NewsparseError(
            "saving charts needs vl-convert. Install it with: pip install 'newsparse[charts]'"
        ) from error
    path = Path(path)
    spec = chart.to_json()
    match path.suffix.lower():
        case ".html":
            path.write_text(vega.vegalite_to_html(spec, bundle=True), encoding="utf-8")
        case ".svg":
            path.write_text(vega.vegalite_to_svg(spec), encoding="utf-8")
        case ".png":
            if fonts:
                vega.register_font_directory(str(fonts))
            if not has_chinese(vega):
                raise NewsparseError(
                    f"{path}: no installed font has Chinese characters. Install one (Debian and "
                    "Ubuntu: fonts-noto-cjk), give fonts=FOLDER, or save as .svg or .html"
                )
            path.write_bytes(vega.vegalite_to_png(spec, scale=scale))
        case _:
            raise NewsparseError(f"{path}: a chart is saved as .html, .svg or .png")
    return path


def has_chinese(vega: Any) -> bool:
    """Whether two characters come out as two pictures: without a font both are the same box."""
    drawn = {
        vega.svg_to_png(
            '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">'
            f'<text y="16" font-family="{FONTS}">{character}</text></svg>'
        )
        for character in "騰讯"
    }
    return len(drawn) == 2
