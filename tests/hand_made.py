"""Analyses made by hand, and a small stand-in for the pipeline that makes them from any text."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pandas as pd

from newsparse.annotation import (
    Analysis,
    Argument,
    Article,
    DateRange,
    Entity,
    Event,
    Mention,
    Money,
    Span,
)
from newsparse.errors import ArticleError

TEXT = "騰訊擬收購格芯\n騰訊及紅杉擬於5月以逾5億美元收購格芯。"
ARTICLE = Article(TEXT, id="a", published=date(2024, 3, 24), source="明報", body_start=8)


def span(text: str, start: int = 0) -> Span:
    at = TEXT.index(text, start)
    return Span(at, at + len(text), text)


def acquisition(article: Article = ARTICLE) -> Analysis:
    """Two buyers, one listed; an amount with an open side; a date; two statements."""
    money = Money(Decimal("500000000"), None, "USD", False, "symbol")
    may = DateRange(date(2024, 5, 1), date(2024, 5, 31), edtf="2024-05", relative=True)

    def mention(text, label, start=0, **more):
        place = span(text, start)
        return Mention(place.start, place.end, label, text, f"rule:{text}", **more)

    buyer = mention("騰訊", "COMPANY", 8, entity="E1")
    partner = mention("紅杉", "COMPANY", entity="E2")
    target = mention("格芯", "COMPANY", 8, entity="E3")
    amount = mention("逾5億美元", "MONEY", value=money)
    when = mention("5月", "DATE", value=may)
    head = (
        mention("騰訊", "COMPANY", entity="E1"),
        mention("格芯", "COMPANY", entity="E3"),
    )
    event = Event(
        "V1",
        "acquisition",
        "planned",
        span("收購"),
        span("擬"),
        may,
        (
            Argument("acquirer", buyer, "subject"),
            Argument("acquirer", partner, "joined"),
            Argument("target", target, "object"),
            Argument("amount", amount, "amount"),
        ),
        (Span(0, 8, TEXT[0:8]), Span(8, len(TEXT), TEXT[8:])),
    )
    entities = (
        Entity("E1", "COMPANY", "騰訊", ("騰訊",), "0700.HK"),
        Entity("E2", "COMPANY", "紅杉", ("紅杉",)),
        Entity("E3", "COMPANY", "格芯", ("格芯",)),
    )
    return Analysis(article, (*head, buyer, partner, when, amount, target), entities, (event,))


def stand_in(article: Article) -> Analysis:
    """Finds 騰訊 and says a deal was made wherever 收購 follows; fails on 壞 and 禁."""
    if "壞" in article.text:
        raise ZeroDivisionError("division by 壞")
    if "禁" in article.text:
        raise ArticleError("the article is barred. Leave it out")
    mentions = tuple(
        Mention(m.start(), m.end(), "COMPANY", m.group(), "stand-in", entity="E1")
        for m in re.finditer("騰訊|腾讯", article.text)
    )
    entities = tuple(Entity("E1", "COMPANY", m.text, (m.text,)) for m in mentions[:1])
    deal = re.search("收[購购]", article.text) if mentions else None
    events = ()
    if deal:
        place = Span(*deal.span(), deal.group())
        whole = Span(0, len(article.text), article.text)
        buyer = Argument("acquirer", mentions[0], "stand-in")
        events = (Event("V1", "acquisition", "actual", place, None, None, (buyer,), (whole,)),)
    return Analysis(article, mentions, entities, events)


def make_stand_in():
    return stand_in


HOSTILE = "<script>window.broken = 1</script><img src=x onerror=window.broken=1>&lt;b&gt;</div>"


def hostile() -> Analysis:
    """騰訊 acquires, in an article full of markup, behind a character of two UTF-16 units."""
    text = f"😀{HOSTILE}\n=騰訊收購。{HOSTILE}"
    article = Article(text, id=HOSTILE, source=HOSTILE, url="javascript:alert(1)", body_start=86)
    return stand_in(article)


def twice(tables):
    """Tables that tell of every article two times, as no run of ours makes them."""
    return {name: pd.concat([frame, frame], ignore_index=True) for name, frame in tables.items()}
