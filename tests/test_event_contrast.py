"""What keeps statements apart that share a company: authorities, denials, posts."""

from __future__ import annotations

from datetime import date

import pytest

from newsparse.annotation import Article, Label
from newsparse.events.match import find_events
from test_events import TYPES, events_in, mentions_of, told

NAMES: dict[str, Label] = {
    "海棠精密": "COMPANY",
    "林若川": "PERSON",
    "陳望舒": "PERSON",
    "董事長": "POSITION",
    "執行長": "POSITION",
    "董座": "POSITION",
    "證監會": "ORG",
    "環保局": "ORG",
    "地檢署": "ORG",
    "調查局": "ORG",
}


def rows(text: str, name: str) -> list[dict[str, list[str]]]:
    article = Article(text, published=date(2024, 5, 14), body_start=text.find("\n") + 1)
    found = [e for e in find_events(article, mentions_of(article, NAMES), TYPES) if e.type == name]
    roles = [role.name for kind in TYPES if kind.name == name for role in kind.roles]
    return [told(e, *roles) for e in found]


def test_two_authorities_of_one_firm() -> None:
    text = "證監會對海棠精密罰款500萬元。環保局亦對海棠精密罰款。"
    assert [row["authority"] for row in rows(text, "regulatory")] == [["證監會"], ["環保局"]]


def test_one_looks_into_a_firm_and_another_fines_it() -> None:
    text = "地檢署約談海棠精密\n證監會裁罰海棠精密500萬元。"
    assert [row["authority"] for row in rows(text, "regulatory")] == [["地檢署"], ["證監會"]]


def test_the_hands_of_one_investigation() -> None:
    text = "地檢署昨日搜索海棠精密。調查局人員搜索海棠精密後帶走文件。"
    assert len(rows(text, "regulatory")) == 1


def test_one_thing_denied_and_another_done() -> None:
    text = "海棠精密廠房上月發生火災。海棠精密否認停工。"
    events = [e for e in events_in(text) if e.type == "incident"]
    assert [e.status for e in events] == ["actual", "denied"]


def test_a_rumour_denied_is_one_event() -> None:
    text = "市傳海棠精密將裁員。海棠精密否認資遣。"
    events = [e for e in events_in(text) if e.type == "workforce"]
    assert len(events) == 1


@pytest.mark.parametrize(("post", "count"), [("執行長", 2), ("董事長", 1)])
def test_two_posts_of_one_person(post: str, count: int) -> None:
    text = f"林若川接任海棠精密董事長。林若川並出任海棠精密{post}。"
    assert len(rows(text, "personnel")) == count


def test_posts_of_two_persons_in_one_clause() -> None:
    text = "林若川升任海棠精密董事長、陳望舒接任執行長。"
    found = [(row["person"], row["position"]) for row in rows(text, "personnel")]
    assert found == [(["林若川"], ["董事長"]), (["陳望舒"], ["執行長"])]


def test_two_lots_on_two_days() -> None:
    text = "海棠精密3月1日增持云岫科技2,000張。海棠精密5月2日增持云岫科技500張。"
    events = [e for e in events_in(text) if e.type == "stake_change"]
    assert [told(e, "shares")["shares"] for e in events] == [["2,000張"], ["500張"]]


@pytest.mark.parametrize("shares", ["1.3億股", "1.31億股"])
def test_a_lot_in_round_figures(shares: str) -> None:
    text = f"海棠精密增持云岫科技{shares}\n海棠精密5月2日增持云岫科技130,810,494股。"
    assert len([e for e in events_in(text) if e.type == "stake_change"]) == 1
