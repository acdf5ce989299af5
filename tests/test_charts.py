"""The tables behind the charts, the charts, and the files they are saved to."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest

import newsparse
from hand_made import ARTICLE, acquisition, twice
from newsparse.annotation import Article
from newsparse.errors import NewsparseError
from newsparse.view import chart_files
from newsparse.view.flows import Payment, event_dates, who_paid_whom
from newsparse.view.moves import moves

pytest.importorskip("altair", reason="pip install 'newsparse[charts]'")
from newsparse import charts

ALL = (
    charts.timeline,
    charts.status_mix,
    charts.money_flows,
    charts.mentions_over_time,
    charts.people_moves,
)


def tables(*texts, published=date(2024, 5, 16)):
    pipeline = newsparse.Pipeline()
    articles = [Article(t, id=f"a{at}", published=published) for at, t in enumerate(texts)]
    return newsparse.to_frames(map(pipeline, articles))


def test_charts_are_loaded_at_first_use():
    code = (
        "import sys, newsparse; heavy = {'altair', 'pandas', 'spacy', 'jieba', 'onnxruntime'}\n"
        "print(sorted(heavy & set(sys.modules)), 'newsparse.charts' in sys.modules)\n"
        "print(newsparse.charts.timeline.__module__, 'charts' in dir(newsparse))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[] False", "newsparse.charts True"]


def test_without_altair_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setattr(charts, "find_spec", lambda name: None)
    for chart in ALL:
        with pytest.raises(NewsparseError, match=r"pip install 'newsparse\[charts\]'"):
            chart(tables())


def paid(*texts, **options):
    rows = who_paid_whom(tables(*texts), **options)
    return [(row.payer, row.receiver, row.amount, row.currency) for row in rows.itertuples()]


@pytest.mark.parametrize(
    ("text", "payer", "receiver"),
    [
        ("騰訊以5億美元收購格芯。", "騰訊", "格芯"),
        ("騰訊擬以5億美元收購格芯。", "騰訊", "格芯"),
        ("騰訊向小米注資5億美元。", "騰訊", "小米"),
        ("台積電向美光借款5億美元。", "美光", "台積電"),
    ],
)
def test_who_paid_whom(text, payer, receiver):
    assert paid(text) == [(payer, receiver, 5e8, "USD")]


@pytest.mark.parametrize(
    "text",
    [
        "騰訊否認以5億美元收購格芯。",  # did not happen
        "騰訊收購格芯。",  # no amount
        "騰訊與格芯合作，投資5億美元。",  # spent together, not paid to one another
        "",
    ],
)
def test_no_payment(text):
    assert paid(text) == []


def test_a_denied_deal_counts_only_where_it_is_asked_for():
    assert paid("騰訊否認以5億美元收購格芯。", statuses=["denied"]) == [
        ("騰訊", "格芯", 5e8, "USD")
    ]


def test_one_status_may_stand_without_a_list():
    text = "騰訊否認以5億美元收購格芯。"
    assert paid(text, statuses="denied") == paid(text, statuses=["denied"]) != []


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        (lambda told: who_paid_whom(told, statuses="plan"), "status 'plan' is unknown"),
        (lambda told: who_paid_whom(told, statuses=["actual", "x"]), "status 'x' is unknown"),
        (lambda told: charts.money_flows(told, currency="usd"), "currency 'usd' is unknown"),
        (lambda told: charts.money_flows(told, currency=""), "currency '' is unknown"),
        (lambda told: charts.mentions_over_time(told, label="FOO"), "label 'FOO' is unknown"),
    ],
)
def test_a_word_nobody_knows_is_refused(draw, said):
    with pytest.raises(NewsparseError, match=said):
        draw(tables("騰訊以5億美元收購格芯。"))


def test_those_who_pay_together_share_the_amount():
    rows = who_paid_whom(newsparse.to_frames([acquisition()]))
    assert rows["payer"].tolist() == ["騰訊", "紅杉"]
    assert rows["amount"].tolist() == [5e8, 5e8]
    assert rows["share"].tolist() == [2.5e8, 2.5e8]
    assert rows["parties"].tolist() == [2, 2]
    assert rows["stated"].tolist() == ["逾5億美元", "逾5億美元"]


def test_one_deal_in_two_articles_is_one_payment():
    rows = who_paid_whom(tables("騰訊以5億美元收購格芯。", "騰訊上周以5億美元收購格芯。"))
    assert rows["articles"].tolist() == [2]
    assert rows["article_id"].tolist() == ["a0"]


def test_payments_of_types_of_ones_own():
    own = {"acquisition": Payment(("target",), ("acquirer",))}
    assert paid("騰訊以5億美元收購格芯。", payments=own) == [("格芯", "騰訊", 5e8, "USD")]


def test_only_events_with_the_word_are_payments():
    only = {"acquisition": Payment(("acquirer",), ("target",), only=("target", "格芯"))}
    assert len(paid("騰訊以5億美元收購格芯。", payments=only)) == 1
    assert paid("騰訊以5億美元收購小米。", payments=only) == []


def test_columns_are_the_same_for_nothing():
    some = who_paid_whom(tables("騰訊以5億美元收購格芯。")).dtypes
    none = who_paid_whom(tables()).dtypes
    assert list(some.index) == list(none.index)
    assert none["parties"] == none["articles"] == "int64"


def test_an_event_without_a_date_has_that_of_its_article():
    dates = event_dates(tables("騰訊收購格芯。", "騰訊2023年3月24日收購格芯。"))["date"]
    assert dates.astype(str).tolist() == ["2024-05-16", "2023-03-24"]


def test_articles_that_share_an_id_are_refused():
    with pytest.raises(NewsparseError, match="share the id 'a'"):
        charts.timeline(twice(newsparse.to_frames([acquisition()])))


def test_a_move_in_two_articles_is_one_move():
    rows = moves(tables("騰訊委任陳大文為行政總裁。", "騰訊宣布委任陳大文為行政總裁。"))
    assert rows[["person", "company", "position", "action"]].values.tolist() == [
        ["陳大文", "騰訊", "行政總裁", "appoint"]
    ]
    assert rows["articles"].tolist() == [2]


@pytest.mark.parametrize("chart", ALL)
@pytest.mark.parametrize("texts", [(), ("無事。",), ("騰訊以5億美元收購格芯。",)])
def test_every_chart_is_drawn_also_for_nothing(chart, texts, tmp_path):
    svg = charts.save(chart(tables(*texts)), tmp_path / "chart.svg").read_text(encoding="utf-8")
    assert svg.startswith("<svg")


@pytest.mark.parametrize("chart", ALL)
def test_tables_are_left_as_they_were(chart):
    given = tables("騰訊以5億美元收購格芯。", "騰訊委任陳大文為行政總裁。")
    before = {name: table.copy() for name, table in given.items()}
    chart(given)
    for name, table in given.items():
        pd.testing.assert_frame_equal(table, before[name])


def test_a_status_keeps_its_colour_whatever_else_is_there():
    scales = [
        charts.status_mix(tables(text)).to_dict()["encoding"]["color"]["scale"]
        for text in ("騰訊收購格芯。", "騰訊否認收購格芯。")
    ]
    assert scales[0] == scales[1]
    assert scales[0]["domain"][:2] == ["actual", "planned"]


@pytest.mark.parametrize(
    ("days", "periods"), [(100, "2024-01-31"), (1_000, "2024-01-01"), (4_000, "2024-01-01")]
)
def test_periods_grow_with_the_span(days, periods):
    first = date(2024, 1, 31)
    analyses = [
        replace(acquisition(), article=replace(ARTICLE, id=str(at), published=day))
        for at, day in enumerate((first, first + timedelta(days)))
    ]
    rows = charts.mentions_over_time(newsparse.to_frames(analyses)).data
    assert str(rows["period"].min().date()) == periods
    # every name has a row in every period, zero where it is not mentioned
    assert len(rows) == rows["period"].nunique() * rows["name"].nunique()
    assert (rows["mentions"] == 0).any()


def test_the_timeline_begins_with_the_middle_and_says_what_lies_outside():
    days = [date(1987, 1, 1), *(date(2024, 1, 1) + timedelta(7 * n) for n in range(40))]
    analyses = [
        replace(
            acquisition(),
            article=replace(ARTICLE, id=str(at), published=day),
            events=(replace(acquisition().events[0], date=None),),
        )
        for at, day in enumerate(days)
    ]
    chart = charts.timeline(newsparse.to_frames(analyses))
    assert len(chart.data) > 1
    spec = chart.to_dict()
    assert spec["title"]["subtitle"] == "1 earlier: drag or zoom out"
    assert spec["encoding"]["x"]["scale"]["domain"][0]["year"] >= 2023
    assert "subtitle" not in charts.timeline(tables("騰訊收購格芯。")).to_dict()["title"]


def test_large_corpora_stay_below_the_limit_of_rows():
    analyses = []
    for at in range(6_000):
        event = acquisition().events[0]
        event = replace(event, date=replace(event.date, start=date(2000, 1, 1) + timedelta(at)))
        article = replace(ARTICLE, id=str(at))
        analyses.append(replace(acquisition(), article=article, events=(event,)))
    chart = charts.timeline(newsparse.to_frames(analyses))
    assert len(chart.data) < 100
    assert chart.data["events"].sum() == 6_000
    chart.to_dict()  # would raise


def test_a_saved_page_needs_no_network(tmp_path):
    path = charts.save(charts.status_mix(tables("騰訊收購格芯。")), tmp_path / "chart.html")
    page = path.read_text(encoding="utf-8")
    assert "vegaEmbed" in page
    assert not [part for part in page.split("<")[1:] if part.startswith(("script src", "link"))]


def test_a_picture_shows_chinese(tmp_path):
    vega = pytest.importorskip("vl_convert")
    if not chart_files.has_chinese(vega):
        pytest.skip("no Chinese font installed")
    chart = charts.money_flows(tables("騰訊以5億美元收購格芯。"))
    raw = charts.save(chart, tmp_path / "chart.png").read_bytes()
    assert raw.startswith(b"\x89PNG")
    other = charts.money_flows(tables("小米以5億美元收購格芯。"))
    assert charts.save(other, tmp_path / "other.png").read_bytes() != raw


def test_a_picture_of_boxes_is_refused(tmp_path, monkeypatch):
    pytest.importorskip("vl_convert")
    monkeypatch.setattr(chart_files, "has_chinese", lambda vega: False)
    with pytest.raises(NewsparseError, match="fonts-noto-cjk"):
        charts.save(charts.status_mix(tables()), tmp_path / "chart.png")
    assert not (tmp_path / "chart.png").exists()


def test_other_endings_are_refused(tmp_path):
    with pytest.raises(NewsparseError, match=r"\.html, \.svg or \.png"):
        charts.save(charts.status_mix(tables()), tmp_path / "chart.gif")
