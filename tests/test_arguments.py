"""What callers hand in: any form of a day is taken, anything wrong is refused with its remedy."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pandas as pd
import pytest

import newsparse
from newsparse import Article, Mention, Pipeline
from newsparse.errors import AlignmentError, ArticleError

TEXT = "騰訊昨日宣布收購格芯。"
DAY = date(2024, 5, 16)


@pytest.mark.parametrize(
    "published",
    [
        DAY,
        datetime(2024, 5, 16, 9, 30),
        datetime(2024, 5, 15, 23, 30, tzinfo=UTC),
        pd.Timestamp("2024-05-16 09:30"),
        pd.Timestamp("2024-05-15 23:30", tz="UTC"),
        "2024-05-16",
        "2024/5/16",
        "2024-05-16T10:00:00",
        "2024-05-15T23:30:00Z",
    ],
)
def test_a_day_in_any_form(published):
    article = Article(TEXT, published=published)
    assert article.published == DAY
    assert type(article.published) is date
    (yesterday,) = (v for v in newsparse.values(TEXT, published=published))
    assert yesterday.value.start == date(2024, 5, 15)
    assert newsparse.analyze(TEXT, published=published).article == article


@pytest.mark.parametrize("published", [None, "", pd.NaT, float("nan")])
def test_no_day(published):
    assert Article(TEXT, published=published).published is None


@pytest.mark.parametrize("published", ["16 May", "2024-13-01", 20240516])
def test_what_is_no_day_is_refused(published):
    with pytest.raises(ArticleError, match=f"{published}.* is no date"):
        Article(TEXT, published=published)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": None}, "text of an article is None. Give a string"),
        ({"text": b"x"}, "Give a string"),
        ({"text": TEXT, "id": 7}, "id of an article is 7"),
        ({"text": TEXT, "source": float("nan")}, "source of an article is nan"),
        ({"text": TEXT, "region": "hk"}, "region 'hk' is unknown. Known: HK, TW, CN"),
    ],
)
def test_wrong_fields_of_an_article_are_refused(fields, said):
    with pytest.raises(ArticleError, match=said):
        Article(**fields)


def test_only_articles_are_analysed():
    with pytest.raises(ArticleError, match="is no Article"):
        Pipeline()(TEXT)
    with pytest.raises(ArticleError, match="text of an article is None"):
        newsparse.analyze(None)
    with pytest.raises(ArticleError, match="Give them to the Article"):
        newsparse.analyze(Article(TEXT), published="2024-05-16")


@pytest.mark.parametrize(
    ("mention", "said"),
    [
        (Mention(0, 2, "PRODUCT", "格芯", "own"), "'格芯' does not stand at 0:2"),
        (Mention(0, 200, "COMPANY", TEXT, "own"), "does not stand at 0:200"),
        (Mention(0, 200, "COMPANY", "格芯", "own"), "does not stand at 0:200"),
        (Mention(-2, 2, "COMPANY", "", "own"), "does not stand"),
        (Mention(0, 2, "FOO", "騰訊", "own"), "label 'FOO' is unknown"),
    ],
)
def test_mentions_of_a_recognizer_are_of_the_text(mention, said):
    def find(article: Article) -> list[Mention]:
        return [mention]

    pipeline = Pipeline(recognizers=[find])
    with pytest.raises(AlignmentError, match=said):
        pipeline(Article(TEXT))


def test_one_gazetteer_needs_no_list(tmp_path):
    path = tmp_path / "names.csv"
    path.write_text("id,label,name,aliases\nx,PRODUCT,昨日,\n", "utf-8")
    for given in (path, str(path), [path]):
        found = Pipeline(gazetteers=given)(Article(TEXT)).mentions
        assert ("昨日", "PRODUCT") in [(m.text, m.label) for m in found]


def test_articles_without_an_id_are_numbered():
    tables = newsparse.to_frames([newsparse.analyze(TEXT), newsparse.analyze("聯發科裁員。")])
    assert tables["articles"]["article_id"].tolist() == ["1", "2"]
    assert set(tables["events"]["article_id"]) <= {"1", "2"}


def test_two_articles_of_one_id_are_refused():
    analysis = newsparse.analyze(TEXT, id="a")
    with pytest.raises(ArticleError, match="two articles have the id 'a'"):
        newsparse.to_frames([analysis, analysis])


def test_a_spacy_document_may_hold_a_date():
    import spacy

    nlp = spacy.blank("zh")
    nlp.add_pipe("newsparse")
    doc = nlp.make_doc(TEXT)
    doc.user_data["published"] = DAY
    doc = nlp(doc)
    (value,) = (m["value"] for m in doc.user_data["newsparse"]["mentions"] if m["label"] == "DATE")
    assert value["start"] == "2024-05-15"
