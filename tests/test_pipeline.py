"""Many articles at once are what each is alone, and one that fails costs no other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsparse import Article, Mention, Pipeline, pipeline
from newsparse.corpus.attempt import attempt_each
from newsparse.corpus.read import read_articles
from newsparse.errors import ArticleError, DataFileError
from newsparse.pipeline import analyze

ARTICLES = Path(__file__).parent.parent / "corpus" / "articles"


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    found = list(read_articles(ARTICLES))
    return [article for article in found if isinstance(article, Article)]


@pytest.mark.parametrize("characters", [1, 1_500, 10_000, 10**9])
@pytest.mark.parametrize("tagger", [True, False])
def test_a_batch_of_any_size_changes_nothing(articles, characters, tagger, monkeypatch):
    monkeypatch.setattr(pipeline, "_BATCH", characters)
    read = Pipeline(tagger=tagger)
    some = articles[::4]
    assert [a.to_dict() for a in read.pipe(some)] == [read(article).to_dict() for article in some]


def test_articles_are_read_as_they_are_asked_for():
    drawn = []

    def endless() -> Iterator[Article]:
        while True:
            drawn.append(len(drawn))
            yield Article("騰訊擬以5億美元收購格芯。" * 400)

    first = next(Pipeline().pipe(endless()))
    assert first.events
    assert len(drawn) == 4  # 5,600 characters each


def test_no_articles():
    assert list(Pipeline().pipe([])) == []


def make(text: str):
    def article() -> Article:
        if text == "no article":
            raise ArticleError("the article is empty. Leave it out")
        return Article(text)

    return article


def breaks_on_stars(article: Article) -> list[Mention]:
    if "*" in article.text:
        raise ZeroDivisionError("division by a star")
    return []


@pytest.mark.parametrize("one_by_one", [False, True])
def test_one_that_fails_costs_no_other(one_by_one):
    texts = ["騰訊收購格芯。", "no article", "騰訊*收購格芯。", "格芯裁員。"]
    read = Pipeline(recognizers=[breaks_on_stars])
    first, second, third, fourth = attempt_each(read, map(make, texts), one_by_one=one_by_one)
    assert first.to_dict() == analyze(texts[0]).to_dict()
    assert second == "the article is empty. Leave it out"
    assert third == "could not be analysed (ZeroDivisionError: division by a star)"
    assert fourth.to_dict() == analyze(texts[3]).to_dict()


def wants_its_data(article: Article) -> list[Mention]:
    raise DataFileError("own.csv", "is wrong", "Mend it")


@pytest.mark.parametrize("one_by_one", [False, True])
def test_what_no_article_would_pass_ends_it(one_by_one):
    read = Pipeline(recognizers=[wants_its_data])
    with pytest.raises(DataFileError, match="Mend it"):
        list(attempt_each(read, map(make, ["騰訊收購格芯。"]), one_by_one=one_by_one))


def test_wide_letters_are_read_as_plain_ones() -> None:
    text = "ＡＭＤ與台積電簽署合作協議。聯電ＥＰＳ達１０.５元。"
    analysis = analyze(text)
    assert [(m.text, m.label) for m in analysis.mentions if m.text == "ＡＭＤ"] == [
        ("ＡＭＤ", "COMPANY")
    ]
    assert {e.type for e in analysis.events} == {"partnership", "earnings"}
    assert all(text[m.start : m.end] == m.text for m in analysis.mentions)
