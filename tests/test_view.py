from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest

import newsparse
from hand_made import TEXT, acquisition
from newsparse.annotation import LABELS, Analysis, Article, Mention
from newsparse.view.html import render
from newsparse.view.wording import describe_value, short_number


class Page(HTMLParser):
    """Collects text outside style sheets, marks with their titles, and checks the nesting."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""
        self.marks: list[dict[str, str | None]] = []
        self.tags: set[str] = set()
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag == "mark":
            self.marks.append(dict(attrs))
        if tag == "br":
            self.text += "\n"
        else:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.text += data


def test_the_article_is_shown_as_published_with_its_mentions_marked():
    page = Page(render(acquisition().to_dict()))
    assert TEXT in page.text
    assert [mark["data-label"] for mark in page.marks] == [
        *("COMPANY", "COMPANY", "COMPANY", "COMPANY", "DATE", "MONEY", "COMPANY")
    ]
    titles = [mark["title"] for mark in page.marks]
    assert titles[0] == "COMPANY · 騰訊 (0700.HK) · rule:騰訊"
    assert titles[5] == "MONEY · ≥ 500,000,000 USD · rule:逾5億美元"
    assert titles[4] == "DATE · 2024-05-01 – 2024-05-31 · rule:5月"


def test_events_stand_beneath_with_their_evidence():
    page = Page(render(acquisition().to_dict()))
    assert "table" in page.tags
    after = page.text[page.text.index(TEXT) + len(TEXT) :]
    for part in ("acquisition 收購", "planned 擬", "acquirer 騰訊", "target 格芯"):
        assert part in after
    assert "amount 逾5億美元 = ≥ 500,000,000 USD" in after
    assert TEXT[8:] in after


def test_hovering_over_a_filler_tells_who_it_is_and_why_it_was_chosen():
    html = render(acquisition().to_dict())
    role = '<span class="np-quiet">acquirer</span>'
    assert f'<span title="騰訊 (0700.HK) · subject">{role} 騰訊</span>' in html


def test_a_value_that_the_surface_states_already_is_not_repeated():
    html = newsparse.analyze("騰訊收入增長21.3%。")._repr_html_()
    assert "21.3%</span>" in html
    assert "= 21.3" not in html


@pytest.mark.parametrize(("region", "lang"), [("HK", "zh-HK"), ("TW", "zh-TW"), (None, "zh")])
def test_the_text_is_marked_with_the_language_that_decides_how_glyphs_are_drawn(region, lang):
    html = render({"text": "直", "mentions": [], "entities": [], "events": [], "region": region})
    assert f'lang="{lang}"' in html


HOSTILE = '<script>alert("1")</script>&amp;\'<img src=x onerror=y>'


def test_everything_is_escaped():
    article = Article(HOSTILE, id=HOSTILE, source=HOSTILE)
    mention = Mention(0, len(HOSTILE), "COMPANY", HOSTILE, rule=HOSTILE)
    event = acquisition().events[0]
    hostile = replace(event, type=HOSTILE, trigger=replace(event.trigger, text=HOSTILE))
    page = Page(render(Analysis(article, (mention,), (), (hostile,)).to_dict()))
    assert page.tags <= {"div", "style", "mark", "table", "tr", "th", "td", "span", "br"}
    assert HOSTILE in page.text
    assert HOSTILE in str(page.marks[0]["title"])


def test_overlapping_and_odd_mentions_do_not_break_the_page():
    text = "騰訊控股有限公司"
    mentions = [
        {"start": 0, "end": 2, "label": "COMPANY", "text": "騰訊", "entity": "E9", "rule": ""},
        {"start": 0, "end": 8, "label": "COMPANY", "text": text, "entity": None, "rule": "x"},
        {"start": 4, "end": 8, "label": '"><b>', "text": "有限公司", "rule": "x"},
    ]
    page = Page(render({"text": text, "mentions": mentions, "entities": [], "events": []}))
    assert page.text == text
    assert len(page.marks) == 1
    page = Page(render({"text": text, "mentions": mentions[2:], "entities": [], "events": []}))
    assert page.marks[0]["data-label"] == '"><b>'


@pytest.mark.parametrize("text", ["", "\n\n", "。，！", "Only Latin", "甲\u200b\x00乙"])
def test_an_article_without_anything_in_it(text):
    analysis = Analysis(Article(text), (), (), ())
    html = analysis._repr_html_()
    assert "<table>" not in html
    html = re.sub("<style>.*</style>", "", html, flags=re.DOTALL).replace("<br>", "\n")
    assert unescape(re.sub("<[^>]*>", "", html)) == text


def test_each_label_has_a_colour_that_lets_the_page_shine_through():
    mentions = [
        {"start": at, "end": at + 1, "label": label, "text": "字", "rule": ""}
        for at, label in enumerate(LABELS)
    ]
    html = render({"text": "字" * len(LABELS), "mentions": mentions, "entities": [], "events": []})
    colours = re.findall(r'<mark style="background: (hsla\(\d+, 80%, 55%, \.\d+\))"', html)
    assert len(set(colours)) == len(LABELS)
    assert not re.search(r"[^-]color: (?!inherit)", html)


def test_what_is_copied_from_the_picture_is_the_article():
    """Labels stand in attributes, drawn by the style sheet."""
    assert ">COMPANY<" not in render(acquisition().to_dict())


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (
            {"min": "1234.5", "max": "1234.5", "currency": "TWD", "approx": True},
            "about 1,234.5 TWD",
        ),
        ({"min": None, "max": "10", "currency": None, "approx": False}, "≤ 10"),
        ({"min": "20", "max": "25", "approx": False, "unit": "%"}, "20 – 25 %"),
        ({"min": "-1234", "max": "-1234", "approx": False, "unit": "%"}, "-1,234 %"),
        ({"min": None, "max": None, "currency": "USD", "approx": False}, "USD"),
        ({"start": "2024-03-24", "end": "2024-03-24", "vague": False}, "2024-03-24"),
        ({"start": None, "end": "2024-12-31", "vague": False}, "until 2024-12-31"),
        ({"start": "2024-03-24", "end": None, "vague": True}, "from 2024-03-24 (vague)"),
    ],
)
def test_values_as_text(value, text):
    assert describe_value(value) == text


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("2024-01-01", "2024-12-31", "2024"),
        ("2024-07-01", "2024-12-31", "2024 H2"),
        ("2024-10-01", "2024-12-31", "2024 Q4"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2024-02-01", "2024-04-30", "2024-02-01 – 2024-04-30"),
        ("2023-07-01", "2024-06-30", "2023-07-01 – 2024-06-30"),
        ("2024-02-01", "2024-02-28", "2024-02-01 – 2024-02-28"),
        ("2024-02-05", "2024-02-05", "2024-02-05"),
        (None, "2024-12-31", "until 2024-12-31"),
    ],
)
def test_short_names_of_periods(start, end, text):
    assert describe_value({"start": start, "end": end, "vague": False}, short=True) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("999999", "999,999"),
        ("1000000", "1m"),
        ("78000000000", "78bn"),
        ("1234567890", "1.23bn"),
        ("-5500000", "-5.5m"),
        (3.5e12, "3.5tn"),
        (0.25, "0.25"),
    ],
)
def test_short_numbers(number, text):
    assert short_number(number) == text
