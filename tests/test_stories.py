"""Things and stories across articles: made-up reports through the real pipeline."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pandas as pd
import pytest

from newsparse import Article, Pipeline, to_frames
from newsparse.stories import STORY_TABLES, join_entities, relate
from newsparse.stories.columns import story_frame

DAY = date(2024, 5, 16)


NAMES = """id,label,name,aliases
mine:1,COMPANY,海棠精密,
mine:2,COMPANY,澄川半導體,
mine:3,COMPANY,嶼川物流,
"""


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory) -> Pipeline:
    """Knows the made-up companies: what is tested here is what comes after."""
    path = tmp_path_factory.mktemp("names") / "names.csv"
    path.write_text(NAMES, "utf-8")
    return Pipeline(gazetteers=[path])


@pytest.fixture
def across(pipeline):
    """The tables across articles given as (days after the first, text) or text."""

    def run(*told, window_days=None):
        pairs = [(0, t) if isinstance(t, str) else t for t in told]
        return relate(
            to_frames(
                pipeline.pipe(
                    Article(
                        text,
                        id=f"a{n}",
                        published=None if days is None else DAY + timedelta(days=days),
                        source=f"報{n}",
                    )
                    for n, (days, text) in enumerate(pairs)
                )
            ),
            window_days=window_days,
        )

    return run


def groups(found, kind="acquisition"):
    """The articles of each story of a type."""
    events = found["story_events"]
    events = events[events["type"] == kind]
    return [list(dict.fromkeys(g["article_id"])) for _, g in events.groupby("story_id", sort=False)]


DEAL = "海棠精密昨日宣布，將以{}收購澄川半導體。"


def test_reports_of_one_deal_are_one_story_in_either_script(across):
    found = across(DEAL.format("5億美元"), (1, "海棠精密昨日宣布，将以约5亿美元收购澄川半导体。"))
    assert groups(found) == [["a0", "a1"]]
    story = found["stories"].iloc[0]
    assert story["story_id"] == "acquisition:a0:V1"
    assert story["participants"] == "澄川半導體; 海棠精密"
    assert (story["articles"], story["originals"], story["sources"]) == (2, 2, 2)
    assert story["first_seen"] == pd.Timestamp(DAY)
    assert story["last_seen"] == pd.Timestamp(DAY + timedelta(days=1))
    assert (story["figure_min"], story["figure_unit"]) == (5e8, "USD")
    assert story["conflicts"] == 0
    assert pd.isna(story["novelty_days"])


def test_other_partners_are_another_story(across):
    found = across(DEAL.format("5億美元"), "海棠精密昨日宣布，將以5億美元收購嶼川物流。")
    assert groups(found) == [["a0"], ["a1"]]


def test_the_window(across):
    reports = [(0, DEAL.format("5億美元")), (8, DEAL.format("5億美元"))]
    assert groups(across(*reports)) == [["a0"], ["a1"]]
    assert groups(across(*reports, window_days=8)) == [["a0", "a1"]]
    between = [reports[0], (4, DEAL.format("5億美元")), reports[1]]
    assert groups(across(*between)) == [["a0", "a1", "a2"]]


def test_novelty_counts_from_the_last_report_of_the_story_before(across):
    found = across(
        (0, DEAL.format("5億美元")), (2, DEAL.format("5億美元")), (40, DEAL.format("9億美元"))
    )
    stories = found["stories"]
    assert stories["novelty_days"].tolist()[1] == 38
    assert stories["previous_story"].tolist()[1] == "acquisition:a0:V1"


def test_other_amounts_soon_after_are_a_conflict_that_is_shown(across):
    found = across(DEAL.format("5億美元"), DEAL.format("6億美元"), (1, DEAL.format("6億美元")))
    assert groups(found) == [["a0", "a1", "a2"]]
    story = found["stories"].iloc[0]
    assert story["conflict"] == "amount: 5億美元 (1) / 6億美元 (2)"
    assert story["figure"] == "6億美元"
    versions = found["story_conflicts"]
    assert versions["value_min"].tolist() == [5e8, 6e8]
    assert versions["article_ids"].tolist() == ["a0", "a1; a2"]


@pytest.mark.parametrize(("days", "amount"), [(4, "6億美元"), (0, "80億美元")])
def test_other_amounts_later_or_of_another_order_are_another_story(across, days, amount):
    found = across((0, DEAL.format("5億美元")), (days, DEAL.format(amount)))
    assert groups(found) == [["a0"], ["a1"]]
    assert found["story_conflicts"].empty


def test_another_currency_is_no_conflict(across):
    found = across(DEAL.format("5億美元"), DEAL.format("39億港元"))
    assert groups(found) == [["a0", "a1"]]
    assert found["story_conflicts"].empty


def test_a_denial_is_a_conflict_of_status(across):
    found = across("海棠精密收購澄川半導體。", (1, "海棠精密否認收購澄川半導體。"))
    assert groups(found) == [["a0", "a1"]]
    assert found["stories"]["conflict"].tolist() == ["status: actual (1) / denied (1)"]
    assert found["stories"]["status"].tolist() == ["denied"]


def test_results_of_one_quarter_by_other_names_of_the_metric(across):
    found = across(
        "海棠精密公布，2024年第一季營收42.8億元，年增6%。",
        "海棠精密2024年第一季營業收入42.8億元，按年增長6%。",
        "海棠精密公布，2024年第二季營收43.1億元，年增2%。",
    )
    assert groups(found, "earnings") == [["a0", "a1"], ["a2"]]


def test_one_position_under_its_regional_names(across):
    found = across(
        "海棠精密昨日宣布，委任陳志明為財務總監。",
        "海棠精密昨日宣布，委任陳志明為首席財務官。",
        "海棠精密昨日宣布，委任陳志明為董事長。",
    )
    assert groups(found, "personnel") == [["a0", "a1"], ["a2"]]


def test_days_tell_market_moves_apart(across):
    found = across(
        (0, "海棠精密16日股價上漲5%，收報120元。"),
        (0, "海棠精密今日股價上升5%。"),
        (4, "海棠精密20日股價上漲5%，收報131元。"),
    )
    assert groups(found, "market") == [["a0", "a1"], ["a2"]]


def test_undated_reports_join_each_other_only(across):
    found = across(
        (0, DEAL.format("5億美元")), (None, DEAL.format("5億美元")), (None, DEAL.format("5億美元"))
    )
    assert groups(found) == [["a0"], ["a1", "a2"]]
    assert found["stories"]["first_seen"].isna().tolist() == [False, True]


def test_copies_are_reports_but_do_not_count(across):
    text = (
        DEAL.format("5億美元") + "雙方董事會已經批准這項交易，預計年底完成，屆時將裁撤重複的部門。"
    )
    found = across(
        text,
        (1, "（轉載）" + text),
        (1, "海棠精密昨日宣布，將以5億美元收購澄川半導體，有待股東批准。"),
    )
    story = found["stories"].iloc[0]
    assert (story["articles"], story["originals"], story["sources"]) == (3, 2, 2)
    events = found["story_events"].query("type == 'acquisition'")
    assert events["copy_of"].fillna("").tolist() == ["", "a0", ""]


def test_a_listed_code_joins_all_names(across):
    found = across("台積電昨日宣布回購。", "台灣積體電路製造昨日宣布回購。", "TSMC昨日宣布回購。")
    clusters = found["entity_clusters"].set_index("cluster_id")
    assert clusters.loc["2330.TW", ["articles", "basis"]].tolist() == [3, "code"]
    assert set(found["entity_links"]["cluster_id"]) >= {"2330.TW"}


def clusters(*entities, label="COMPANY"):
    """The clusters of one-entity articles: each its names, or (names, code, company beside it)."""
    told = [e if isinstance(e, tuple) else (e, None, None) for e in entities]
    rows, mentions = [], []
    for n, (names, code, beside) in enumerate(told):
        name = max(names.split("; "), key=len)
        rows.append((f"a{n}", "E1", label, name, names, code, 2))
        mentions.append((f"a{n}", 10, 13, label, "E1", "rule"))
        if beside:
            rows.append((f"a{n}", "E2", "COMPANY", beside, beside, None, 1))
            mentions.append((f"a{n}", 5, 9, "COMPANY", "E2", "rule"))
    empty = to_frames([])
    names = ("article_id", "entity_id", "label", "name", "aliases", "kb", "mentions")
    tables = {
        "articles": empty["articles"],
        "entities": pd.DataFrame(rows, columns=list(names)),
        "mentions": pd.DataFrame(
            mentions, columns=["article_id", "start", "end", "label", "entity_id", "rule"]
        ).astype({"rule": "string"}),
    }
    found, links = join_entities(tables)
    found = found.set_index("cluster_id")
    joined = links[links["entity_id"] == "E1"].groupby("cluster_id", sort=False)["article_id"]
    return {name: found.loc[name] for name in found.index}, [list(group) for _, group in joined]


def test_full_names_but_for_script_and_legal_form():
    found, joined = clusters("澄川半導體", "澄川半导体股份有限公司", "澄川半導體 ", "澄川電子")
    assert joined == [["a0", "a1", "a2"], ["a3"]]
    assert found["company:澄川半导体股份有限公司"]["basis"] == "name"


def test_a_short_name_of_one_thing_joins_it():
    found, joined = clusters("澄川半導體; 澄川", "澄川", "澄川")
    assert joined == [["a0", "a1", "a2"]]
    assert found["company:澄川"]["basis"] == "alias"


def test_a_short_name_of_two_things_stays_apart_with_the_reason():
    found, joined = clusters("澄川半導體; 澄川", "澄川物流; 澄川", "澄川")
    assert joined == [["a0"], ["a1"], ["a2"]]
    assert found["company:澄川"]["apart"] == "a name of several: 澄川半導體, 澄川物流"
    assert pd.isna(found["company:澄川物流"]["apart"])


def test_a_name_that_two_listed_companies_have_stays_apart():
    found, joined = clusters(("華新", "1605.TW", None), ("華新", "2492.TW", None), "華新")
    assert joined == [["a0"], ["a1"], ["a2"]]
    assert found["company:華新"]["apart"] == "a name of several: 華新 [1605.TW], 華新 [2492.TW]"


def test_a_name_of_one_listed_company_is_that_company():
    found, joined = clusters(("華新; 華新麗華", "1605.TW", None), "華新麗華", "華新")
    assert joined == [["a0", "a1", "a2"]]
    assert list(found) == ["1605.TW"]


def test_people_of_one_name_are_joined_by_the_company_beside_them():
    found, joined = clusters(
        ("陳志明", None, "海棠精密"),
        ("陈志明", None, "海棠精密"),
        ("陳志明", None, "嶼川物流"),
        ("陳志明", None, None),
        label="PERSON",
    )
    assert joined == [["a0", "a1"], ["a2"], ["a3"]]
    people = [cluster for cluster in found.values() if cluster["label"] == "PERSON"]
    assert [p["apart"] for p in people] == [
        "3 of this name, no company or body beside it in common",
        "3 of this name, no company or body beside it in common",
        "3 of this name, no company or body beside it",
    ]
    assert [p.name for p in people] == ["person:陳志明", "person:陳志明~2", "person:陳志明~3"]


def test_a_foreign_full_name_needs_no_company():
    _, joined = clusters("雷納德·史密斯", "雷纳德・史密斯", "史密斯", label="PERSON")
    assert joined == [["a0", "a1"], ["a2"]]


def test_no_articles_give_the_same_columns_and_types():
    found = relate(to_frames([]))
    assert list(found) == ["entity_clusters", "entity_links", "duplicates", "stories",
                           "story_events", "story_conflicts"]  # fmt: skip
    for name, frame in found.items():
        assert frame.dtypes.equals(story_frame(name, []).dtypes)
        assert frame.columns.tolist() == [column for column, _ in STORY_TABLES[name]]


def test_the_order_of_articles_within_a_day_does_not_matter_for_the_groups(across):
    texts = [DEAL.format("5億美元"), DEAL.format("約5億美元"), DEAL.format("逾4.9億美元")]
    assert groups(across(*texts)) == [["a0", "a1", "a2"]]
    assert groups(across(*reversed(texts))) == [["a0", "a1", "a2"]]


def test_a_thousand_events_of_one_company_on_one_day(pipeline):
    """No square of them: one article repeated with other amounts."""
    tables = to_frames([pipeline(Article(DEAL.format("5億美元"), id="x", published=DAY))])
    many = {
        name: pd.concat([frame.assign(article_id=f"x{n}") for n in range(1000)], ignore_index=True)
        for name, frame in tables.items()
        if len(frame)
    }
    amounts = many["arguments"]["role"] == "amount"
    sizes = [1e6 * 1.01**n * 3 ** (n % 7) for n in range(amounts.sum())]
    many["arguments"].loc[amounts, "value_min"] = sizes
    many["arguments"].loc[amounts, "value_max"] = sizes
    started = time.monotonic()
    found = relate({**tables, **many})
    assert len(found["story_events"]) == 1000
    assert time.monotonic() - started < 20  # some 2 s; all pairs would take minutes
