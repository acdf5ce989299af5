"""Models of listed series: the series and what tells the model are one name."""

import pytest

from newsparse import Article, Pipeline, analyze
from newsparse.recognize.series import find_models


@pytest.mark.parametrize(
    ("text", "models"),
    [
        ("鴻蒙智行智界 R7 亮相，坦克300改款。", ["智界 R7", "坦克300"]),
        (
            "途观 L ePro、海豹 06 DM-i 与酷睿 Ultra 9 285K 上市",
            ["途观 L ePro", "海豹 06 DM-i", "酷睿 Ultra 9 285K"],
        ),
        ("歐洲交付坦克 300 輛，坦克 50 台，瑞虎 2024 年銷量", []),
        ("坦克1.5億元，吉利銀河 Logo 公布", []),
    ],
)
def test_models(text: str, models: list[str]) -> None:
    found = find_models(Article(text))
    assert [m.text for m in found] == models
    assert all(text[m.start : m.end] == m.text for m in found)


@pytest.mark.parametrize("tagger", [True, False])
def test_they_stand_whole_beside_the_maker(tagger: bool) -> None:
    analysis = Pipeline(tagger=tagger)(Article("上汽集团将推荣威 i6、尚界 Z7。"))
    labels = [(m.text, m.label) for m in analysis.mentions]
    assert ("尚界 Z7", "PRODUCT") in labels
    assert ("上汽集团", "COMPANY") in labels


def test_a_maker_that_is_a_firm_is_told_apart() -> None:
    labels = {(m.text, m.label) for m in analyze("保时捷 911 改款。").mentions}
    assert ("保时捷", "COMPANY") in labels
