"""simplify: same length, equal to the package where the overlay is silent, never a crash."""

from __future__ import annotations

import time
from collections.abc import Iterator

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsparse.errors import DataFileError
from newsparse.text import simplify as module
from newsparse.text.simplify import CONFIGS, simplify

NEWS = (
    "鴻海（2317）昨（5）日公布2月合併營收達3,523.56億元，年減12.3%；法人指出，隨著新廠導入量產，"
    "下半年可望重拾成長，惟須留意匯率干擾。董事長劉揚偉表示，今年營運「乾淨俐落」，沒有藉口。",
    "港股今早反覆，恒指高開後乏力向上，滙控跌近2%。李嘉誠旗下長和系個別發展，長實獲准重建舊樓，"
    "屋宇署覆核圖則後批出建築許可。分析員認為，聯儲局立場偏鷹，后市仍須觀望，著重收息股。",
    "乾隆年間的瞭望臺、鍾馗與錢鍾書、反反覆覆的顛倒乾坤、情有獨鍾的項鍊、於世成於呼哀哉，吃口飯口吃。",
    "中国证监会5月6日公布，2023年全年乾照光电营收24.87亿元，同比增长46.42%。\n龙湖集团：后续事项待公告。",
)


def phrases(config: str) -> list[str]:
    """Every phrase of the dictionaries of a config."""
    return [key for stage in stage_entries(config) for key in stage if len(key) > 1]


def stage_entries(config: str) -> Iterator[dict[str, str]]:
    for names in module._chain(config):
        yield {k: v for name in names for k, v in module._dictionary(name).items()}


def clear() -> None:
    for cached in (module._overlay, module._dictionary, module._stage, module._stages):
        cached.cache_clear()


@pytest.fixture(scope="class")
def without_overlay() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        clear()
        patch.setattr(module, "_overlay_rows", lambda: iter(()))
        yield
    clear()


@pytest.mark.parametrize("config", CONFIGS)
class TestWithoutOverlay:
    """The compiled dictionaries do what the package does, also where phrases overlap."""

    def test_news(self, without_overlay: None, config: str) -> None:
        package = opencc.OpenCC(config)
        for text in (*NEWS, "".join(NEWS) * 3):
            assert simplify(text, config) == package.convert(text)

    def test_every_entry(self, without_overlay: None, config: str) -> None:
        package = opencc.OpenCC(config)
        keys = {key for stage in stage_entries(config) for key in stage}
        text = "\n".join(sorted(keys))
        assert simplify(text, config) == package.convert(text)

    @settings(max_examples=150, deadline=None)
    @given(data=st.data())
    def test_overlapping_phrases(
        self, without_overlay: None, config: str, data: st.DataObject
    ) -> None:
        known = phrases(config)
        letters = sorted(set("".join(known)))
        piece = st.sampled_from(known) | st.text(letters, max_size=4) | st.text(max_size=3)
        text = "".join(data.draw(st.lists(piece, max_size=12)))
        assert simplify(text, config) == opencc.OpenCC(config).convert(text)


@pytest.mark.parametrize("config", CONFIGS)
def test_equals_the_package_where_the_overlay_is_silent(config: str) -> None:
    package = opencc.OpenCC(config)
    overlaid = [key for rows in module._overlay().values() for key in rows]
    sentences = [s for text in NEWS for s in text.replace("，", "。").split("。")]
    silent = [s for s in sentences if not any(key in s for key in overlaid)]
    assert len(silent) > 10
    for sentence in silent:
        assert simplify(sentence, config) == package.convert(sentence)


@settings(max_examples=300, deadline=None)
@given(
    text=st.text(st.characters(exclude_categories=()))
    | st.text("乾隆著於臺裏藉\ud800𫜦A \u200b\xa0"),
    config=st.sampled_from(CONFIGS),
)
def test_length_stays(text: str, config: str) -> None:
    assert len(simplify(text, config)) == len(text)


@pytest.mark.parametrize(
    ("config", "text", "expected"),
    [
        ("tw2s", "他的專著、名著與原著，隨著時間卓著", "他的专著、名著与原著，随着时间卓著"),
        ("t2s", "專著 土著 卓著", "专著 土著 卓著"),
        ("tw2s", "張昇與陳志昇談昇陽、昇華", "张昇与陈志昇谈升阳、升华"),
        ("tw2s", "楊甦棣談景氣復甦", "杨甦棣谈景气复苏"),
        ("tw2s", "李祕、張鈞甯、氾水", "李祕、张钧甯、氾水"),
        ("tw2s", "吉林乾安縣的乾紅", "吉林乾安县的干红"),
        ("tw2s", "牠的姪女遭砲擊", "它的侄女遭炮击"),
        ("tw2s", "抬頭、擡頭", "抬头、抬头"),
        ("tw2s", "堃霖、美喆、宏碁", "堃霖、美喆、宏碁"),
        ("tw2s", "信用卡帳戶入帳，呆帳，帳篷", "信用卡账户入账，呆账，帐篷"),
        ("tw2s", "對於單價、高於倫敦、至於潛在", "对于单价、高于伦敦、至于潜在"),
        ("tw2s", "規畫、企畫與計畫", "规划、企划与计划"),
        ("hk2s", "隨著港鐵綫及衞生署司法覆核著名個案", "随着港铁线及卫生署司法复核著名个案"),
        ("hk2s", "郭台銘、龍應台、天台、砲台", "郭台铭、龙应台、天台、炮台"),
        ("t2s", "購買\uf969\uf97e", "购买数量"),  # compatibility ideographs from a PDF
        ("t2s", "\ud800乾隆\udfff乾淨", "\ud800乾隆\udfff干净"),
        ("t2s", "Björn Ommer, GPT-4", "Björn Ommer, GPT-4"),
        ("t2s", "", ""),
    ],
)
def test_examples(config: str, text: str, expected: str) -> None:
    assert simplify(text, config) == expected


def test_simplifying_a_phrase_twice_changes_nothing() -> None:
    # A lexicon names 毕昇 in Simplified, the article 畢昇: both must give one key.
    for phrase in module._dictionary("TSPhrases").values():
        once = simplify(phrase)
        assert simplify(once) == once


def test_unknown_config() -> None:
    with pytest.raises(ValueError, match=r"tw2sp.*Use one of t2s"):
        simplify("臺灣", "tw2sp")


def test_overlay_must_keep_the_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        module, "_overlay_rows", lambda: iter([(7, ["TSPhrases", "執行長", "首席执行官"])])
    )
    module._overlay.cache_clear()
    with pytest.raises(DataFileError, match=r"opencc_overlay\.csv:7: .*changes the length"):
        module._overlay()
    clear()


def test_overlay_names_dictionaries_in_use() -> None:
    used = {name for config in CONFIGS for names in module._chain(config) for name in names}
    assert set(module._overlay()) <= used


def test_fast_enough() -> None:
    text = "".join(NEWS) * 2000
    simplify(text, "tw2s")
    start = time.process_time()
    simplify(text, "tw2s")
    # 10 M characters/s on one core of 2020; a tenth of that still means the compiled route.
    assert len(text) / (time.process_time() - start) > 1_000_000
