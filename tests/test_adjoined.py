"""Names side by side that are one."""

import pytest

from newsparse import analyze


@pytest.mark.parametrize(
    ("text", "house"),
    [
        ("台塑美國的工廠重啟，帶動台塑美國轉投資收益季增。", "台塑美國"),
        ("微软中国宣布裁员。", "微软中国"),
        ("渣打銀行香港兼大灣區行政總裁表示看好。", "渣打銀行香港"),
    ],
)
def test_a_house_of_a_firm_is_one_name(text: str, house: str) -> None:
    found = [m for m in analyze(text).mentions if m.text == house]
    assert [m.label for m in found] == ["COMPANY"] * text.count(house)


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("蘋果中國區銷量下滑。", "蘋果"),
        ("台積電日本子公司成立。", "台積電"),
        ("蘋果中國、美國銷量均下滑。", "蘋果"),
    ],
)
def test_the_country_is_told_apart_where_it_is_spoken_of(text: str, firm: str) -> None:
    labels = {(m.text, m.label) for m in analyze(text).mentions}
    assert (firm, "COMPANY") in labels
    assert any(label == "PLACE" for _, label in labels)


def test_a_foreign_name_whose_dot_was_lost_is_one() -> None:
    found = analyze("该公司由迈克尔？法里德创办，迈克尔？法里德任首席执行官。").mentions
    assert [m.text for m in found if m.label == "PERSON"] == ["迈克尔？法里德"] * 2


def test_two_people_asked_after_stay_two() -> None:
    found = analyze("你认识马云？马化腾呢。").mentions
    assert [m.text for m in found if m.label == "PERSON"] == ["马云", "马化腾"]
