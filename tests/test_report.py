"""The report page: what it holds, and what a real browser makes of it."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

import newsparse
from browser import chromium
from hand_made import TEXT, acquisition, span, stand_in
from newsparse.annotation import Analysis, Article
from newsparse.cli import app
from newsparse.corpus.batch import extract
from newsparse.errors import NewsparseError
from newsparse.view.report import render_report
from newsparse.view.report_data import page_data

ARTICLES = Path(__file__).parent.parent / "corpus" / "articles"
HOSTILE = "<script>window.broken = 1</script><img src=x onerror=window.broken=1>&lt;b&gt;</div>"


def hostile() -> Analysis:
    """騰訊 acquires, in an article full of markup, behind a character of two UTF-16 units."""
    text = f"😀{HOSTILE}\n=騰訊收購。{HOSTILE}"
    article = Article(text, id=HOSTILE, source=HOSTILE, url="javascript:alert(1)", body_start=86)
    return stand_in(article)


@pytest.fixture(scope="module")
def corpus_page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    assert extract([ARTICLES], folder / "tables").failures == []
    path = folder / "report.html"
    path.write_text(render_report(newsparse.read_tables(folder / "tables")), encoding="utf-8")
    return path


def page_json(page: str) -> dict:
    return json.loads(re.search(r'id="data">(.*?)</script>', page, re.DOTALL)[1])


def test_the_page_holds_texts_as_published_and_places_that_fit_them():
    data = page_data(newsparse.to_frames([acquisition()]))
    [article], [event] = data["articles"], data["events"]
    assert article[6] == TEXT
    assert [data["types"][event[2]], data["statuses"][event[3]]] == ["acquisition", "planned"]
    assert TEXT[slice(*event[4])] == "收購"
    assert TEXT[slice(*event[5])] == "擬"
    assert [TEXT[slice(*place)] for place in event[8]] == [TEXT[:8], TEXT[8:]]
    # by the number of the mention: 騰訊 and 紅杉 are the third and the fourth
    fillers = [(data["roles"][role], mention) for role, _, mention in event[9]]
    assert fillers == [("acquirer", 2), ("acquirer", 3), ("target", 6), ("amount", 5)]
    assert data["values"][article[7][5 * 6 + 4]] == ["≥ 500,000,000 USD", 5e8, None, "USD"]
    flat, at, surfaces = article[7], 0, []
    for gap, length in zip(flat[::6], flat[1::6], strict=True):
        surfaces.append(TEXT[at + gap : at + gap + length])
        at += gap + length
    assert surfaces == ["騰訊", "格芯", "騰訊", "紅杉", "5月", "逾5億美元", "格芯"]


def test_one_company_in_both_scripts_is_one_name():
    texts = ["騰訊收購格芯。", "腾讯收购格芯。", "碧澜電通收購格芯。", "碧瀾电通收购格芯。"]
    pipeline = newsparse.Pipeline()
    analyses = [pipeline(Article(text, id=str(at))) for at, text in enumerate(texts)]
    names = [entity[1] for entity in page_data(newsparse.to_frames(analyses))["entities"]]
    assert names.count("騰訊") == 1
    assert "腾讯" not in names


@pytest.mark.parametrize("analyses", [[], [Analysis(Article("無事"), (), (), ())]])
def test_nothing_to_show(analyses):
    page = render_report(newsparse.to_frames(analyses))
    assert page_json(page)["events"] == []


def test_markup_in_an_article_stays_text():
    page = render_report(newsparse.to_frames([hostile()]), HOSTILE)
    assert page.count("<script") == page.count("</script>") == 2
    assert "<img" not in page
    assert page_json(page)["articles"][0][0] == HOSTILE


def test_the_policy_names_the_hashes_of_the_script_and_the_style_sheet():
    page = render_report(newsparse.to_frames([]))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert not re.search(r"(src|href)=.?https?:", page)


def test_a_thousand_articles_stay_below_five_megabytes(corpus_page):
    """The corpus is twice as full of events as the news of three outlets: 9.6 to 4.6 each."""
    page = corpus_page.read_text(encoding="utf-8")
    rows = len(re.search(r'id="data">(.*?)</script>', page, re.DOTALL)[1].encode())
    articles = len(page_json(page)["articles"])
    assert len(page.encode()) - rows + rows * 1_000 / articles < 5_000_000


def test_articles_that_share_an_id_are_refused():
    with pytest.raises(NewsparseError, match="share the id 'a'"):
        render_report(newsparse.to_frames([acquisition(), acquisition()]))


@pytest.mark.parametrize("store", ["tables", "news.duckdb"])
def test_command(tmp_path, store):
    (tmp_path / "a.txt").write_text("騰訊收購格芯。", encoding="utf-8")
    extract([tmp_path / "a.txt"], tmp_path / store)
    out = tmp_path / "pages" / "report.html"
    command = ["report", str(tmp_path / store), "-o", str(out), "--title", "春季 <2024>"]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    assert "open it in a browser" in result.output
    assert "<h1>春季 &lt;2024&gt;</h1>" in out.read_text(encoding="utf-8")
    (tmp_path / "empty").mkdir()
    nothing = CliRunner().invoke(app, ["report", str(tmp_path / "empty"), "-o", str(out)])
    assert nothing.exit_code == 2
    assert "error:" in nothing.output


# -- in a browser ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture
def show(browser):
    """Opens a page; afterwards there was no error, no request to elsewhere, no sideways scroll."""
    seen, pages = [], []

    def open_page(path, width=1280, **more):
        context = browser.new_context(viewport={"width": width, "height": 800}, **more)
        context.set_default_timeout(8_000)
        page = context.new_page()
        page.on("console", lambda message: seen.append(message.text))
        page.on("pageerror", lambda error: seen.append(str(error)))
        outside = re.compile("^(?!file:|data:|blob:)")
        page.on("request", lambda r: outside.match(r.url) and seen.append(r.url))
        page.goto(path.as_uri())
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        page.context.close()
    assert seen == []


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
    page.get_by_role("button", name="Clear").click()
    wait_for(page, everything)


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
    assert all(re.search(r"\d,\d{3},\d{3},\d{3} USD$", amount) for amount in amounts)
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
    assert page.get_by_label("Search names").is_visible()


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
    assert record.startswith('"\'=1+1","V1","2024-01-01"')
    assert ',"騰訊; 紅杉",' in record
    assert ',500000000,,"USD",' in record


@pytest.mark.parametrize("width", [375, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_view_fits_and_is_accessible(show, corpus_page, width, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
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
        bad = [
            (v["id"], v["nodes"][0]["html"])
            for v in found
            if v["impact"] in ("serious", "critical")
        ]
        assert bad == [], view


def test_print_shows_every_filtered_row_and_no_controls(show, corpus_page):
    page = show(corpus_page)
    total = int(re.match(r"\d+", caption(page))[0])
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert rows(page).count() == total
    assert page.locator("form").is_hidden()
    assert page.get_by_role("button", name="Download CSV").is_hidden()
