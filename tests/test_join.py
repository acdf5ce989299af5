"""Lists, rules and tagger joined: what stands, what yields, and that nothing is cut."""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest

from newsparse.annotation import NAME_LABELS, VALUE_LABELS, Article, Label, Mention
from newsparse.pipeline import Pipeline
from newsparse.recognize.join import _best, _prefer_heads, _prefer_longer, _recur, join_names
from newsparse.recognize.lexicons import Entry, Listed
from newsparse.recognize.name_signs import signs
from newsparse.recognize.names import NameRules
from newsparse.recognize.proposals import Key, propose
from newsparse.recognize.tag_paths import TAGS
from newsparse.recognize.tagger import Tagging
from newsparse.text.simplify import simplify

TEXT = "昶德公布財報，昶德去年虧損3億元。"


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


def mention(text: str, name: str, label: Label, rule: str, nth: int = 0) -> Mention:
    start = -1
    for _ in range(nth + 1):
        start = text.index(name, start + 1)
    return Mention(start, start + len(name), label, name, rule)


def blank(text: str, *names: tuple[int, int, Label]) -> Tagging:
    """A tagger that is sure of these names and of nothing else."""
    scores = np.full((len(text), len(TAGS)), -12.0, np.float32)
    scores[:, 0] = -0.01
    for start, end, label in names:
        parts = "S" if end - start == 1 else "B" + "I" * (end - start - 2) + "E"
        for place, part in enumerate(parts, start):
            scores[place, 0] = -6
            scores[place, TAGS.index(f"{part}-{label}")] = -0.01
    return Tagging(scores)


def listed(start: int, end: int, label: Label, *, weak: bool) -> Listed:
    entry = Entry("listed", label, "listed")
    return Listed(start, end, (entry,), weak)


# --- proposals


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("赤峰黃金證券部工作人員表示，金價上漲。", "赤峰黃金"),
        ("海棠嶺電機证券事务代表表示。", "海棠嶺電機"),
        ("大東方控股股東增持。", "大東方"),
    ],
)
def test_what_belongs_to_the_word_behind_is_no_part_of_a_name(
    pipeline: Pipeline, text: str, name: str
) -> None:
    companies = [m.text for m in pipeline(Article(text)).mentions if m.label == "COMPANY"]
    assert companies == [name]


def test_all_sources_propose() -> None:
    article = Article(TEXT)
    found = [mention(TEXT, "昶德", "COMPANY", "suffix:公司")]
    tagged: list[tuple[int, int, Label]] = [(0, 2, "COMPANY"), (4, 6, "PRODUCT")]
    possible = [listed(4, 6, "PRODUCT", weak=True), listed(9, 11, "PLACE", weak=True)]
    proposals = propose(article, [], found, tagged, possible)
    sources = {key: p.sources for key, p in proposals.items()}
    assert sources[0, 2, "COMPANY"] == ["suffix", "tagger"]
    assert sources[4, 6, "PRODUCT"] == ["tagger"]
    assert (9, 11, "PLACE") not in sources  # listed, but an ordinary word here
    assert sources[7, 9, "COMPANY"] == ["echo"]


def test_the_first_finder_names_the_rule() -> None:
    found = [mention(TEXT, "昶德", "COMPANY", "suffix:公司")]
    proposals = propose(Article(TEXT), [], found, [(0, 2, "COMPANY")], [])
    assert proposals[0, 2, "COMPANY"].rule == "suffix:公司"


def test_echoes_are_found_in_every_place_and_label() -> None:
    text = "AB公司、AB公司、AB公司"
    tagged: list[tuple[int, int, Label]] = [(0, 4, "COMPANY"), (5, 9, "ORG")]
    keys = propose(Article(text), [], [], tagged, [])
    assert [key for key in keys if key[0] == 10] == [(10, 14, "COMPANY"), (10, 14, "ORG")]


def test_single_characters_have_no_echo() -> None:
    keys = propose(Article("美方與美方"), [], [], [(0, 1, "PLACE")], [])
    assert list(keys) == [(0, 1, "PLACE")]


def test_values_are_never_cut() -> None:
    text = "去年投資28億歐元，億歐參與"
    money = Mention(4, 9, "MONEY", "28億歐元", "money")
    tagged: list[tuple[int, int, Label]] = [(6, 8, "COMPANY"), (3, 6, "PRODUCT"), (2, 9, "ORG")]
    keys = propose(Article(text), [money], [], tagged, [])
    assert (6, 8, "COMPANY") not in keys
    assert (3, 6, "PRODUCT") not in keys
    assert (2, 9, "ORG") in keys  # 2025年展望 may hold its year
    assert (10, 12, "COMPANY") in keys


def test_names_of_the_caller_are_left_alone() -> None:
    own = Mention(0, 2, "PRODUCT", "昶德", "mine")
    tagged: list[tuple[int, int, Label]] = [(0, 2, "COMPANY"), (0, 4, "ORG"), (1, 3, "PERSON")]
    keys = propose(Article(TEXT), [own], [], tagged, [])
    assert not [key for key in keys if key[0] < 2]


@pytest.mark.parametrize(
    ("text", "name", "stands"),
    [
        ("潯科與Audio業者合作", "Audi", False),
        ("採用MOSFET元件", "SFET", False),
        ("發表vivoX200手機", "vivo", True),
        ("鋼鐵股走高", "鋼鐵股", False),
        ("鑽石巨頭出售礦場", "鑽石巨頭", False),
        ("光通訊需求強勁", "光通訊", False),
        ("潯源控股走高", "潯源控股", True),
    ],
)
def test_a_company_is_a_whole_word_and_not_a_kind(text: str, name: str, stands: bool) -> None:
    start = text.index(name)
    tagged: list[Key] = [(start, start + len(name), "COMPANY")]
    assert (tagged[0] in propose(Article(text), [], [], tagged, [])) is stands


def test_a_verb_before_a_listed_company_is_none_of_it() -> None:
    text = "公司拉昶德入夥"
    keys = propose(
        Article(text), [], [], [(2, 5, "COMPANY")], [listed(3, 5, "COMPANY", weak=False)]
    )
    assert list(keys) == [(3, 5, "COMPANY")]


def test_a_body_by_rule_is_no_company_to_the_tagger() -> None:
    text = "昶南大學今日宣布"
    found = [mention(text, "昶南大學", "ORG", "suffix:大学")]
    proposals = propose(Article(text), [], found, [(0, 4, "COMPANY")], [])
    assert {key: p.sources for key, p in proposals.items()} == {(0, 4, "ORG"): ["suffix", "tagger"]}


# --- weighing


def test_agreement_speaks_for_a_name() -> None:
    text = "據悉昶德宣布，該案昶德已知"
    by_rule = mention(text, "昶德", "COMPANY", "suffix:公司")
    article = Article(text)
    alone = join_names(article, [], [by_rule], blank(text), [])
    names: list[tuple[int, int, Label]] = [(2, 4, "COMPANY"), (9, 11, "COMPANY")]
    together = join_names(article, [], [by_rule], blank(text, *names), [])
    assert [m.start for m in together] == [2, 9]
    assert len(alone) < 2


def test_a_work_stands_without_its_marks() -> None:
    text = "昶南影業參與發行《海邊的來信》，已經公映"
    names: list[tuple[int, int, Label]] = [(8, 15, "PRODUCT")]
    (found,) = join_names(Article(text), [], [], blank(text, *names), [])
    assert (found.start, found.text) == (9, "海邊的來信")


def test_a_name_stands_without_the_half_of_a_pair_of_marks() -> None:
    text = "下稱“昶南”，推出《海邊的來信2"
    names: list[tuple[int, int, Label]] = [(3, 6, "COMPANY"), (9, 16, "PRODUCT")]
    found = join_names(Article(text), [], [], blank(text, *names), [])
    assert [(m.start, m.text) for m in found] == [(3, "昶南"), (10, "海邊的來信2")]


def test_a_dotted_name_is_what_rule_and_tagger_see_together() -> None:
    text = "據悉葉普根尼·盧申科宣布"
    by_rule = mention(text, "根尼·盧申科", "PERSON", "person:dotted")
    names: list[tuple[int, int, Label]] = [(2, 8, "PERSON")]
    (found,) = join_names(Article(text), [], [by_rule], blank(text, *names), [])
    assert (found.start, found.text) == (2, "葉普根尼·盧申科")


def test_the_last_word_of_a_person_is_that_person() -> None:
    text = "Orla Fenwick 表示看好，Fenwick 與昶德合作"
    found = [mention(text, "Orla Fenwick", "PERSON", "latin")]
    second = text.rindex("Fenwick")
    found.append(Mention(second, second + 7, "PERSON", "Fenwick", "latin"))
    names: list[tuple[int, int, Label]] = [(0, 12, "PERSON"), (second, second + 7, "COMPANY")]
    stand = join_names(Article(text), [], found, blank(text, *names), [])
    assert [(m.text, m.label) for m in stand] == [("Orla Fenwick", "PERSON"), ("Fenwick", "PERSON")]


def test_a_title_stands_without_what_is_said_of_it() -> None:
    text = "何秀琴出任新主席，與新能源主管會面"
    names: list[tuple[int, int, Label]] = [(5, 8, "POSITION"), (10, 15, "POSITION")]
    title = Mention(6, 8, "POSITION", "主席", "gazetteer:主席")
    found = join_names(Article(text), [], [title], blank(text, *names), [])
    assert [m.text for m in found] == ["主席", "新能源主管"]


def test_weak_surfaces_need_support() -> None:
    text = "追求幸福的生活"
    possible = [listed(2, 4, "COMPANY", weak=True)]
    assert join_names(Article(text), [], [], blank(text), possible) == []
    supported = join_names(Article(text), [], [], blank(text, (2, 4, "COMPANY")), possible)
    assert [m.text for m in supported] == ["幸福"]


def test_an_echo_needs_the_name_itself() -> None:
    """A further occurrence stands if the first is sure and the tagger finds it likely."""
    text = "昶德公司公布財報，昶德公司亦指出看好。"
    names: list[tuple[int, int, Label]] = [(0, 4, "COMPANY")]
    tagging = blank(text, *names)
    for place, part in zip(range(9, 13), "BIIE", strict=True):
        tagging.scores[place, TAGS.index(f"{part}-COMPANY")] = -0.7  # likely, though not likeliest
    found = join_names(Article(text), [], [], tagging, [])
    assert [(m.start, m.rule) for m in found] == [(0, "tagger"), (9, "echo")]


def test_a_sure_name_stands_wherever_it_may() -> None:
    text = "潯科總經理許蔚表示，潯科推動擴產，總經理說潯科技術領先。"
    odds: dict[Key, float] = {
        (0, 2, "COMPANY"): 1.4,
        (2, 5, "POSITION"): 2.0,
        (10, 12, "COMPANY"): -0.6,
        (17, 20, "POSITION"): -0.5,
        (21, 23, "COMPANY"): -3.5,
    }
    _recur(text, odds)
    assert [key[0] for key, value in odds.items() if value > 0] == [0, 2, 10]


def test_of_companies_that_begin_alike_the_longest_stands() -> None:
    text = "群翰顯示昨與群翰15簽約"
    odds: dict[Key, float] = {
        (0, 2, "COMPANY"): 1.3,
        (0, 4, "COMPANY"): 0.5,
        (6, 8, "COMPANY"): 1.3,
        (6, 10, "COMPANY"): 0.5,
    }
    _prefer_longer(text, odds)
    assert _best(odds) == [(0, 4, "COMPANY"), (6, 8, "COMPANY")]


def test_a_person_has_the_longer_name_where_that_is_surer_elsewhere() -> None:
    text = "劉湯蕙心說，劉湯蕙心指磋商已終止；林若川說，林若川流不息。"
    odds: dict[Key, float] = {
        (0, 4, "PERSON"): 3.6,
        (6, 9, "PERSON"): 1.6,
        (6, 10, "PERSON"): 1.2,
        (17, 20, "PERSON"): 3.0,
        (22, 25, "PERSON"): 1.5,
        (22, 26, "PERSON"): 1.0,
    }
    _prefer_longer(text, odds)
    assert _best(odds) == [
        (0, 4, "PERSON"),
        (6, 10, "PERSON"),
        (17, 20, "PERSON"),
        (22, 25, "PERSON"),
    ]


def test_the_head_of_a_full_name_stands_before_its_place() -> None:
    text = "广州万澜称，广州万澜集团设在广州，广州市民不知。"
    odds: dict[Key, float] = {
        (0, 2, "PLACE"): 2.0,
        (0, 4, "COMPANY"): -0.5,
        (6, 12, "COMPANY"): 2.5,
        (14, 16, "PLACE"): 2.0,
        (14, 16, "COMPANY"): -3.0,
        (17, 20, "PLACE"): 1.0,
        (17, 21, "COMPANY"): -3.0,
    }
    _prefer_heads(text, odds)
    assert _best(odds) == [
        (0, 4, "COMPANY"),
        (6, 12, "COMPANY"),
        (14, 16, "PLACE"),
        (17, 20, "PLACE"),
    ]


def test_signs_name_what_speaks() -> None:
    article = Article(TEXT)
    tagged: list[tuple[int, int, Label]] = [(0, 4, "COMPANY")]
    proposals = propose(article, [], [mention(TEXT, "昶德", "ORG", "suffix:x")], tagged, [])
    by_key = dict(
        zip(proposals, signs(article.simplified, proposals, blank(TEXT), tagged), strict=True)
    )
    inside = by_key[0, 2, "ORG"]
    assert inside["by suffix ORG"] == inside["length 2"] == inside["inside a tagged name"] == 1
    assert by_key[7, 9, "ORG"]["article: suffix"] == 1
    assert "inside a tagged name" not in by_key[0, 4, "COMPANY"]


# --- choosing


def test_the_best_set_without_overlaps() -> None:
    """Against all sets of names, tried one by one."""
    random = np.random.default_rng(3)
    for _ in range(50):
        odds: dict[tuple[int, int, Label], float] = {}
        for _ in range(8):
            start = int(random.integers(0, 10))
            label: Label = NAME_LABELS[int(random.integers(0, 2))]
            odds[start, start + int(random.integers(1, 5)), label] = float(random.normal())
        chosen = _best(odds)
        assert chosen == sorted(chosen)
        assert all(a[1] <= b[0] for a, b in pairwise(chosen))
        most = max(
            sum(odds[key] for key in some)
            for n in range(len(odds) + 1)
            for some in combinations(odds, n)
            if all(a[1] <= b[0] or b[1] <= a[0] for a, b in combinations(some, 2))
        )
        assert sum(odds[key] for key in chosen) == pytest.approx(most)


def test_nothing_stands_against_the_odds() -> None:
    assert _best({(0, 2, "COMPANY"): -0.1, (0, 2, "ORG"): 0.0}) == []
    assert _best({}) == []


# --- in the pipeline

ARTICLE = (
    "台積電董事長魏哲家表示，將投資28億歐元在德國德勒斯登設廠。實密科技股份有限公司"
    "總經理何秀琴指出，實密科技去年營收成長3成，何秀琴看好需求。"
)


def test_scripts_agree(pipeline: Pipeline) -> None:
    ours, theirs = (
        [(m.start, m.end, m.label) for m in pipeline(Article(text, region="TW")).mentions]
        for text in (ARTICLE, simplify(ARTICLE))
    )
    assert ours == theirs
    assert len(ours) > 10


def test_mentions_are_apart_in_order_and_in_the_text(pipeline: Pipeline) -> None:
    mentions = pipeline(Article(ARTICLE)).mentions
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert all(ARTICLE[m.start : m.end] == m.text and m.rule for m in mentions)
    assert {m.label for m in mentions} & set(VALUE_LABELS)


def test_own_gazetteer_wins(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("id,label,name,aliases\nx1,PRODUCT,台積電董事長,\nx2,PLACE,何秀,\n", "utf-8")
    found = {m.text: m for m in Pipeline(gazetteers=[own])(Article(ARTICLE)).mentions}
    assert found["台積電董事長"].label == "PRODUCT"
    assert found["何秀"].rule == "gazetteer:x2"
    assert "台積電" not in found
    assert "何秀琴" not in found


def test_own_recognizer_wins() -> None:
    def recognizer(article: Article) -> list[Mention]:
        return [mention(article.text, "魏哲", "PRODUCT", "mine")]

    found = Pipeline(recognizers=[recognizer])(Article(ARTICLE)).mentions
    assert ("魏哲", "PRODUCT", "mine") in [(m.text, m.label, m.rule) for m in found]
    assert not [m for m in found if m.text == "魏哲家"]


@pytest.mark.parametrize("text", ["", "\n", "。", "（）", "A", "·" * 10])
def test_survives_scraps(pipeline: Pipeline, text: str) -> None:
    assert all(text[m.start : m.end] == m.text for m in pipeline(Article(text)).mentions)


@pytest.mark.parametrize("text", ["\udc00", "\ud83d公司", "公司\udc00公司"])
def test_rules_survive_lone_surrogates(text: str) -> None:
    assert all(text[m.start : m.end] == m.text for m in NameRules()(Article(text), []))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("公司任命約書亞·庫什納為董事。", "約書亞·庫什納"),
        ("葉甫根尼·普魯申科在里加開設工廠。", "葉甫根尼·普魯申科"),
        ("主教练阿里·科恩周三离职。", "阿里·科恩"),
    ],
)
def test_names_around_a_dot_are_one(pipeline: Pipeline, text: str, name: str) -> None:
    for key in (text, simplify(text)):
        people = [m.text for m in pipeline(Article(key)).mentions if m.label == "PERSON"]
        assert people == [name if key == text else simplify(name)]


def test_a_listed_index_is_named_however_it_is_called(pipeline: Pipeline) -> None:
    analysis = pipeline(Article("道指跌333點收市。道瓊斯指數收報42992點，跌333點。"))
    found = [(m.text, m.entity) for m in analysis.mentions if m.label == "PRODUCT"]
    assert found == [("道指", "E1"), ("道瓊斯指數", "E1")]
    assert len(analysis.events) == 1


def test_place_and_its_body_are_one(pipeline: Pipeline) -> None:
    text = "宜昌市政府提供配套，衡水市公安局昨日立案。"
    bodies = [m.text for m in pipeline(Article(text)).mentions if m.label == "ORG"]
    assert bodies == ["宜昌市政府", "衡水市公安局"]


def test_the_tagger_names_no_ordinary_latin_words() -> None:
    text = "NAND 與 Siltronic 漲價，CEO 樂觀"
    tagged: list[tuple[int, int, Label]] = [
        (0, 4, "COMPANY"),
        (7, 16, "COMPANY"),
        (20, 23, "POSITION"),
    ]
    assert [key[:2] for key in propose(Article(text), [], [], tagged, [])] == [(7, 16), (20, 23)]


def test_the_stars_of_a_table_are_no_names() -> None:
    text = "稅後純益" + "*" * 60 + "28" + "*" * 60
    tagging = blank(text, (4, 9, "PLACE"), (70, 73, "COMPANY"))
    article = Article(text)
    assert not propose(article, [], [], tagging.spans(article.sentences), [])


def test_a_surface_is_looked_for_without_overlaps() -> None:
    text = "哈哈" * 500
    article = Article(text)
    tagging = blank(text, (0, 2, "PERSON"))
    assert len(propose(article, [], [], tagging.spans(article.sentences), [])) == 500


def test_the_shares_of_a_listed_firm_are_no_part_of_its_name(pipeline: Pipeline) -> None:
    def firms(text: str) -> list[str]:
        return [m.text for m in pipeline(Article(text)).mentions if m.label == "COMPANY"]

    assert firms("騰訊減持京東股份。") == ["騰訊", "京東"]
    assert firms("隆基股份今日公布業績。") == ["隆基股份"]
