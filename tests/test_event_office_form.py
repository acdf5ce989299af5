"""Filings on who leaves an office and who takes it, read field by field."""

from __future__ import annotations

from datetime import date

import newsparse
from newsparse.annotation import Event

HINTS = "（請輸入法人董事、法人監察人、獨立董事、自然人董事或自然人監察人）"
HOW = "（請輸入「辭職」、「解任」、「任期屆滿」、「逝世」或「新任」）"


def filing(subject: str, *fields: str, apart: str = "") -> str:
    """A filing as sites print it: its lines run together unless they are kept apart."""
    head = [f"【公告】{subject}\n日 期：2024年03月06日", "公司名稱：台積電 (2330)"]
    body = [f"{number}.{field}" for number, field in enumerate(fields, 1)]
    return apart.join([*head, f"主 旨：{subject}", "發言人：林若川", "說 明：", *body])


def read(text: str) -> list[Event]:
    found = newsparse.analyze(text, published="2024-03-06", region="TW").events
    return [event for event in found if event.type == "personnel"]


def changes(text: str) -> set[tuple[str, str, str, str]]:
    roles = ("person", "company", "position", "action")
    return {
        (told[0], told[1], told[2], told[3])
        for event in read(text)
        for told in [["".join(a.text for a in event.fillers(role)) for role in roles]]
    }


def resignation(apart: str = "") -> str:
    return filing(
        "台積電獨立董事辭任",
        "發生變動日期:113/03/05",
        f"選任或變動人員別{HINTS}:獨立董事",
        "舊任者職稱及姓名:獨立董事/陳望舒",
        "舊任者簡歷:青嵐資本股份有限公司董事長",
        "新任者職稱及姓名:不適用",
        "新任者簡歷:不適用",
        f"異動情形{HOW}:辭職",
        "異動原因:個人因素",
        "原任期（例xx/xx/xx ~ xx/xx/xx）:111/06/09~114/06/08",
        apart=apart,
    )


def test_who_leaves_stands_in_the_field_of_the_former_holder() -> None:
    for apart in ("", "\n"):
        (event,) = read(resignation(apart))
        assert changes(resignation(apart)) == {("陳望舒", "台積電", "獨立董事", "depart")}
        assert (event.status, event.trigger and event.trigger.text) == ("actual", "舊任者")
        assert event.date
        assert event.date.start == event.date.end == date(2024, 3, 5)
        for argument in event.arguments:
            if argument.span:
                start, end = argument.span
                assert resignation(apart)[start:end] == argument.text


def test_a_list_carries_its_office_on_and_who_stays_only_comes() -> None:
    text = filing(
        "台積電股東會全面改選董事",
        "發生變動日期:113/03/05",
        f"選任或變動人員別{HINTS}:法人董事、獨立董事",
        "舊任者職稱及姓名:董事陳望舒、周硯秋獨立董事林美玲",
        "舊任者簡歷:略",
        "新任者職稱及姓名:董事陳望舒、青嵐資本(股)公司代表人黃志豪獨立董事林美玲",
        "新任者簡歷:略",
        f"異動情形{HOW}:任期屆滿",
    )
    assert changes(text) == {
        ("周硯秋", "台積電", "董事", "depart"),
        ("陳望舒", "台積電", "董事", "appoint"),
        ("黃志豪", "台積電", "董事", "appoint"),
        ("林美玲", "台積電", "獨立董事", "appoint"),
    }


def test_the_subsidiary_filed_for_has_the_office() -> None:
    text = filing(
        "代子公司青嵐資本股份有限公司改派法人董事代表人",
        "發生變動日期:113/03/05",
        "法人名稱:海棠投資股份有限公司",
        "舊任者姓名:陳望舒",
        "舊任者簡歷:海棠投資股份有限公司副總經理",
        "新任者姓名:周硯秋",
        "新任者簡歷:海棠投資股份有限公司協理",
        "異動原因:法人董事改派代表人",
        "新任生效日期:113/03/05",
    )
    assert changes(text) == {
        ("陳望舒", "青嵐資本股份有限公司", "法人董事", "depart"),
        ("周硯秋", "青嵐資本股份有限公司", "法人董事", "appoint"),
    }


def test_dismissal_and_death_are_told_by_how_it_came() -> None:
    for how, action in (("解任", "dismiss"), ("逝世", "death"), ("退休", "depart")):
        text = filing(
            "台積電會計主管異動",
            f"人員變動別{HINTS}:會計主管",
            "發生變動日期:113/03/05",
            "舊任者姓名、級職及簡歷:陳望舒/會計部經理",
            "新任者姓名、級職及簡歷:待董事會任命",
            f"異動情形{HOW}:{how}",
        )
        assert changes(text) == {("陳望舒", "台積電", "會計主管", action)}


def test_whom_a_meeting_of_shareholders_elected() -> None:
    text = filing(
        "台積電113年股東常會重要決議事項",
        "股東常會日期:113/03/05",
        "重要決議事項一、盈餘分配或盈虧撥補:通過承認112年度盈餘分派案",
        "重要決議事項四、董監事選舉:增額補選獨立董事一人，當選人:獨立董事:陳望舒",
        "重要決議事項五、其他事項:通過解除董事競業限制案",
        apart="\n",
    )
    assert changes(text) == {("陳望舒", "台積電", "獨立董事", "appoint")}
    (event,) = read(text)
    assert event.date
    assert event.date.start == date(2024, 3, 5)


def test_an_article_that_only_speaks_of_such_fields_is_no_filing() -> None:
    text = "台積電公布舊任者與新任者交接安排，陳望舒出任台積電總經理。"
    assert changes(text) == {("陳望舒", "台積電", "總經理", "appoint")}
