"""The report page: what it holds."""

from __future__ import annotations

import json
import re

import pytest
from typer.testing import CliRunner

import newsparse
from browser import corpus_report
from hand_made import HOSTILE, TEXT, acquisition, hostile, twice
from newsparse.annotation import Analysis, Article
from newsparse.cli import app
from newsparse.corpus.batch import extract
from newsparse.errors import NewsparseError
from newsparse.view.report import render_report
from newsparse.view.report_data import page_data


@pytest.fixture(scope="module")
def corpus_page(tmp_path_factory):
    return corpus_report(tmp_path_factory.mktemp("report"))


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
    assert data["values"][article[7][5 * 6 + 4]] == [
        *("≥ 500,000,000 USD", 500_000_000, None, "USD", "≥ 500m USD")
    ]
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


def test_a_missing_table_is_named(tmp_path):
    news = tmp_path / "a.txt"
    news.write_text("騰訊收購格芯。", "utf-8")
    extract(news, tmp_path / "out")
    (tmp_path / "out" / "entities.parquet").unlink()
    page = tmp_path / "page.html"
    result = CliRunner().invoke(app, ["report", str(tmp_path / "out"), "-o", str(page)])
    assert result.exit_code == 2
    assert result.stderr.startswith("error: there is no table entities. Give what")
    assert not page.exists()


def test_articles_that_share_an_id_are_refused():
    with pytest.raises(NewsparseError, match="share the id 'a'"):
        render_report(twice(newsparse.to_frames([acquisition()])))


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


def test_the_command_replaces_only_a_page_of_its_own(tmp_path):
    article = tmp_path / "a.txt"
    article.write_text("騰訊收購格芯。", encoding="utf-8")
    extract(article, tmp_path / "out")
    for path in (article, tmp_path / "out" / "events.parquet"):
        before = path.read_bytes()
        result = CliRunner().invoke(app, ["report", str(tmp_path / "out"), "-o", str(path)])
        assert result.exit_code == 2
        assert result.stderr == f"error: {path} is no page of newsparse's. Choose another place\n"
        assert path.read_bytes() == before
    (tmp_path / "page.html").touch()
    for title in ("first", "second"):
        command = ["report", str(tmp_path / "out"), "-o", str(tmp_path / "page.html")]
        assert CliRunner().invoke(app, [*command, "--title", title]).exit_code == 0
        assert f"<h1>{title}</h1>" in (tmp_path / "page.html").read_text("utf-8")


def test_a_place_that_cannot_be_written_to_is_told_with_a_remedy(tmp_path):
    article = tmp_path / "a.txt"
    article.write_text("騰訊收購格芯。", encoding="utf-8")
    extract(article, tmp_path / "out")
    place = str(article / "page.html")  # in a file, where root cannot write either
    result = CliRunner().invoke(app, ["report", str(tmp_path / "out"), "-o", place])
    assert result.exit_code == 2
    assert result.stderr.startswith(f"error: {place} cannot be written to (")
    assert "choose another place" in result.stderr
