"""A real browser for the tests that are marked "browser", and pages to open in it.

They run when asked for (``pytest -m browser``); then a missing Playwright or Chromium is a failure.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import newsparse
from newsparse.corpus.batch import extract
from newsparse.view.report import render_report

ARTICLES = Path(__file__).parent.parent / "corpus" / "articles"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
)
# What a page that is complete in itself may ask for.
_OWN = re.compile("^(file|data|blob):")


def corpus_report(folder: Path) -> Path:
    """The report of the corpus."""
    assert extract([ARTICLES], folder / "tables").failures == []
    path = folder / "report.html"
    path.write_text(render_report(newsparse.read_tables(folder / "tables")), encoding="utf-8")
    return path


@contextmanager
def chromium() -> Iterator[object]:
    """A headless browser."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.fail("no Chromium is installed. On Debian: apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def watched(browser) -> Iterator[object]:
    """A function that opens a page; afterwards there was no error, no request to elsewhere, and
    nothing to scroll to sideways.
    """
    seen, pages = [], []

    def open_page(path, width=1280, **more):
        context = browser.new_context(viewport={"width": width, "height": 800}, **more)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("console", lambda message: seen.append(message.text))
        page.on("pageerror", lambda error: seen.append(str(error)))
        page.on("request", lambda r: _OWN.match(r.url) or seen.append(r.url))
        page.goto(path.as_uri())
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        page.context.close()
    assert seen == []
