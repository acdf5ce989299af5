"""What a real browser makes of the pages: the report, a saved chart, an analysis in a notebook."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import newsparse
from browser import ARTICLES, chromium, corpus_report, watched
from hand_made import HOSTILE, acquisition, hostile, span
from newsparse.view.report import render_report

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def corpus_page(tmp_path_factory):
    return corpus_report(tmp_path_factory.mktemp("report"))


@pytest.fixture
def show(browser):
    with watched(browser) as open_page:
        yield open_page


def rows(page):
    return page.locator("table.events tbody tr")


def caption(page):
    return page.locator(".bar p").inner_text()


def wait_for(page, text):
    page.locator(".bar p", has_text=text).wait_for()


def test_filter_sort_and_clear(show, corpus_page):
    page = show(corpus_page)
    everything = caption(page)
    assert rows(page).count() == 100
    days = page.locator("td.source .day").all_inner_texts()
    assert days == sorted(days, reverse=True)  # the latest news first
    page.locator("#types summary").click()
    page.get_by_label(re.compile("^acquisition")).check()
    wait_for(page, " of ")
    assert set(page.locator("td button.open").all_inner_texts()) == {"acquisition"}
    page.keyboard.press("Escape")
    assert page.locator("#types").get_attribute("open") is None
    page.get_by_role("button", name="Amount", exact=True).click()
    assert page.locator("th").nth(4).get_attribute("aria-sort") == "descending"
    currencies = [cell.split()[-1] for cell in page.locator("td.amount").all_inner_texts() if cell]
    assert currencies == sorted(currencies, reverse=True)
    assert len(set(currencies)) > 1
    assert "acquisition" in caption(page)  # what the rows are filtered by, on paper too
    clear = page.get_by_role("button", name="Clear filters")
    clear.click()
    clear.wait_for(state="hidden")
    assert caption(page) == everything


def test_filters_are_folded_on_a_phone(show, corpus_page):
    page = show(corpus_page, 375)
    assert page.locator("#search").is_visible()
    assert page.locator("#company").is_hidden()
    fold = page.get_by_role("button", name="Filters")
    fold.click()
    assert fold.get_attribute("aria-expanded") == "true"
    page.locator("#company").fill("嶼川")
    page.get_by_role("button", name="Filters (1)").click()
    assert page.locator("#company").is_hidden()
    assert "company 嶼川" in caption(page)
    page.locator("#search").fill("沒有這件事")
    page.get_by_text("No event fits").wait_for()


@pytest.mark.parametrize("typed", ["嶼川", "屿川"])
def test_both_scripts_find_a_company(show, corpus_page, typed):
    page = show(corpus_page)
    page.locator("#company").fill(typed)
    wait_for(page, " of ")
    assert rows(page).count() > 3
    assert all("嶼川" in text for text in page.locator("td.what").all_inner_texts())


@pytest.mark.parametrize("typed", ["10億", "10亿", "1000m", "1,000,000,000", "1bn"])
def test_amounts_are_typed_as_people_write_them(show, corpus_page, typed):
    page = show(corpus_page)
    page.locator("#currency").select_option("USD")
    wait_for(page, " of ")
    before = caption(page)
    page.locator("#least").fill(typed)
    page.locator(".bar p").filter(has_not_text=before).wait_for()
    amounts = page.locator("td.amount").all_inner_texts()
    assert amounts
    assert all(re.search(r"\d[bt]n USD$", amount) for amount in amounts)
    assert page.locator("td.amount").first.get_attribute("title").endswith(",000 USD")
    page.locator("#least").fill("viel")
    page.locator("#least[aria-invalid=true]").wait_for()


def test_a_row_opens_its_evidence_and_gives_the_focus_back(show, corpus_page):
    page = show(corpus_page)
    page.locator("#search").fill("Polar Kite 收購")
    wait_for(page, " of ")
    opener = page.locator("td button.open", has_text="acquisition").first
    opener.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    marked = "".join(page.locator("#reader .text mark").all_inner_texts())
    assert "10億美元" in marked
    assert page.locator("#reader mark.trigger").count()
    title = page.locator("#reader mark.l-money").first.get_attribute("title")
    assert title.startswith("MONEY · 1,000,000,000 USD · ")
    article = (ARTICLES / "hk-001.txt").read_text(encoding="utf-8").split("---\n", 2)[2]
    assert page.locator("#reader .text").text_content().rstrip() == article.rstrip()
    assert page.evaluate("document.activeElement.id") == "reader-title"
    page.keyboard.press("Escape")
    assert page.locator("#reader").is_hidden()
    assert page.evaluate("document.activeElement.className") == "open"


def test_from_one_article_to_the_next(show, corpus_page):
    page = show(corpus_page)
    page.locator("td button.open").first.click()
    assert page.get_by_role("button", name="Previous").is_disabled()
    titles = [page.locator("tr.open td.source [lang]").inner_text()]
    for _ in range(3):
        page.keyboard.press("j")
        titles.append(page.locator("tr.open td.source [lang]").inner_text())
    assert titles == page.locator("td.source [lang]").all_inner_texts()[:4]
    assert page.locator("#reader-title").inner_text() == titles[-1]
    page.keyboard.press("k")
    page.get_by_role("button", name="Previous").click()
    assert page.locator("#reader-title").inner_text() == titles[1]
    assert page.locator("tr.open").evaluate("row => row.getBoundingClientRect().top") > 0


def test_without_a_mouse_every_mention_tells_its_value(show, corpus_page):
    page = show(corpus_page, 375)
    page.get_by_role("link", name="Articles").click()
    page.get_by_label("Search articles").fill("10億美元購Polar Kite")
    page.locator(".list button.open").first.click()
    assert page.locator("#reader .all td").count() == 0
    page.locator("#reader .all summary").press("Enter")
    rows = page.locator("#reader .all tr").all_inner_texts()
    assert any(re.search(r"10億美元\s+MONEY\s+1,000,000,000 USD\s+money:", row) for row in rows)


def test_marking_words_to_copy_them_opens_nothing(show, corpus_page):
    page = show(corpus_page)
    box = page.locator("td.source").first.bounding_box()
    page.mouse.move(box["x"] + 4, box["y"] + 14)
    page.mouse.down()
    page.mouse.move(box["x"] + 70, box["y"] + 14, steps=4)
    page.mouse.up()
    assert page.evaluate("getSelection().toString()")
    assert page.locator("#reader").is_hidden()


def test_names_have_pages_of_their_own(show, corpus_page):
    page = show(corpus_page)
    page.get_by_role("link", name="Names").click()
    page.get_by_label("Search names").fill("嶼川")
    page.locator(".list a").first.click()
    assert "嶼川物流" in page.locator("#view h2").inner_text()
    assert rows(page).count()
    page.locator(".list button.open").first.click()
    assert "嶼川" in page.locator("#reader .text").inner_text()
    page.go_back()
    assert page.locator("#reader").is_hidden()
    assert page.get_by_label("Search names").input_value() == "嶼川"
    page.get_by_label("Search names").fill("")
    page.get_by_label("Kind").select_option("person")
    assert "company" not in page.locator(".list").inner_text()


def test_charts_follow_the_filters(show, corpus_page):
    page = show(corpus_page)
    page.get_by_role("link", name="Charts").click()
    assert page.locator("figure").count() == 5
    assert page.locator("figure svg rect").count() > 100
    assert page.locator(".moves li").count() == 25
    assert "object" not in page.locator(".charts").inner_text()
    page.locator("#statuses summary").click()
    page.get_by_label(re.compile("^denied")).check()
    page.locator("h2", has_text=re.compile(r"Charts of \d\d? events")).wait_for()
    styles = page.locator("figure rect[class^=s-]").evaluate_all(
        "all => all.map(r => r.className.baseVal)"
    )
    assert set(styles) == {"s-denied"}


def test_the_filtered_rows_come_as_csv(show, corpus_page):
    page = show(corpus_page)
    page.locator("#person").fill("高思齊")
    wait_for(page, " of ")
    number = rows(page).count()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    raw = Path(download.value.path()).read_text(encoding="utf-8-sig")
    records = list(csv.DictReader(io.StringIO(raw)))
    assert len(records) == number
    assert all("高思齊" in "".join(record.values()) for record in records)
    path = ARTICLES / f"{records[0]['article_id']}.txt"
    article = path.read_text(encoding="utf-8").split("---\n", 2)[2]
    start, end = int(records[0]["evidence_start"]), int(records[0]["evidence_end"])
    assert records[0]["evidence"].startswith(article[start:end].strip())


def test_markup_in_an_article_shows_as_text_and_runs_nowhere(show, tmp_path):
    path = tmp_path / "report.html"
    path.write_text(render_report(newsparse.to_frames([hostile()]), HOSTILE), encoding="utf-8")
    page = show(path)
    page.locator("td button.open").click()
    assert page.locator("#reader .text").text_content() == hostile().article.text
    marked = "".join(page.locator("#reader mark").all_text_contents())
    assert marked == hostile().article.text
    assert page.locator("#reader .trigger").text_content() == "收購"  # behind 😀, in code points
    assert page.locator("#reader a[target]").count() == 0  # no link for javascript:
    for view in ("names", "charts", "articles", "name/0"):
        page.evaluate("view => { location.hash = '#/' + view; }", view)
        page.wait_for_timeout(50)
    assert page.evaluate("window.broken") is None


def test_cells_that_a_spreadsheet_would_run_are_made_texts(show, tmp_path):
    event = replace(acquisition().events[0], statements=(span("騰訊"),), date=None)
    article = replace(acquisition().article, id="=1+1", published=date(2024, 1, 1))
    analysis = replace(acquisition(), article=article, events=(event,))
    path = tmp_path / "report.html"
    path.write_text(render_report(newsparse.to_frames([analysis])), encoding="utf-8")
    page = show(path)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    record = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()[1]
    # the date is that of the article: the event states none
    assert record.startswith('"\'=1+1","V1","2024-01-01","","acquisition"')
    assert ',"騰訊; 紅杉",' in record
    assert ',500000000,,"USD",' in record


@pytest.mark.parametrize("width", [375, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_view_fits_and_is_accessible(show, corpus_page, width, scheme):
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    page = show(corpus_page, width, color_scheme=scheme)
    for view in ("events", "charts", "names", "articles", "name/0", "reader"):
        if view == "reader":
            page.goto(corpus_page.as_uri() + "#/events")
            page.locator("td button.open").first.click()
        else:
            page.evaluate("view => { location.hash = '#/' + view; }", view)
        page.wait_for_timeout(100)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, view
        found = axe.run(page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in found] == [], view


def test_print_shows_every_filtered_row_and_no_controls(show, corpus_page):
    page = show(corpus_page)
    total = int(re.match(r"\d+", caption(page))[0])
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert rows(page).count() == total
    assert page.locator("form").is_hidden()
    assert page.get_by_role("button", name="Download CSV").is_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_analysis_in_a_notebook_shows_the_article_as_published(show, tmp_path, scheme):
    path = tmp_path / "cell.html"
    style = "color-scheme: light dark; background: canvas; color: canvastext"
    cell = acquisition()._repr_html_()
    page_text = f'<!doctype html><meta charset="utf-8"><body style="{style}">{cell}</body>'
    path.write_text(page_text, encoding="utf-8")
    page = show(path, color_scheme=scheme)
    assert page.locator(".entities").inner_text() == acquisition().article.text
    mark = page.locator("mark").first
    assert mark.evaluate("m => getComputedStyle(m, '::after').content") == '"COMPANY"'
    colours = "m => [getComputedStyle(m).color, getComputedStyle(document.body).color]"
    assert len(set(mark.evaluate(colours))) == 1


def test_a_saved_chart_is_drawn_without_network(show, tmp_path):
    from newsparse import charts

    tables = newsparse.to_frames([newsparse.analyze("騰訊以5億美元收購格芯。")])
    page = show(charts.save(charts.money_flows(tables), tmp_path / "chart.html"))
    page.locator("#vega-chart canvas, #vega-chart svg, canvas").first.wait_for()
