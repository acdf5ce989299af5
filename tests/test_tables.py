from __future__ import annotations

import pickle
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from hand_made import TEXT, acquisition
from newsparse.annotation import Analysis, Argument, Article, Mention, Money
from newsparse.errors import DataFileError
from newsparse.events.event_type import EventType, Role
from newsparse.events.types import load_event_types
from newsparse.tables import arrow_table, table_columns, to_arrow, to_frames, wide_columns
from newsparse.tables.columns import COLUMNS

KINDS = {
    "text": "string",
    "count": "int64",
    "integer": "Int64",
    "number": "float64",
    "flag": "boolean",
    "date": "datetime64[ms]",
}


@pytest.mark.parametrize("analyses", [[], [acquisition()]], ids=["no rows", "rows"])
def test_every_table_has_its_columns_and_types_with_and_without_rows(analyses):
    frames = to_frames(analyses)
    layouts = table_columns(load_event_types())
    assert list(frames) == [name for name in layouts if name != "failures"]
    for name, frame in frames.items():
        found = [(column, str(dtype)) for column, dtype in frame.dtypes.items()]
        assert found == [(column, KINDS[kind]) for column, kind in layouts[name]], name


def test_no_column_of_a_table_is_named_twice():
    for name, columns in table_columns(load_event_types()).items():
        names = [column for column, _ in columns]
        assert len(names) == len(set(names)), name


def test_wide_table_of_an_acquisition():
    row = to_frames([acquisition()])["acquisition"].iloc[0]
    assert row["article_id"] == "a"
    assert row["event_id"] == "V1"
    assert row["published"] == pd.Timestamp("2024-03-24")
    assert row["status"] == "planned"
    assert row["acquirer"] == "騰訊; 紅杉"
    assert row["acquirer_id"] == "E1; E2"
    assert row["acquirer_kb"] == "0700.HK; "
    assert row["target"] == row["target_name"] == "格芯"
    assert pd.isna(row["target_kb"])
    assert row["amount"] == "逾5億美元"
    assert row["amount_min"] == 5e8
    assert pd.isna(row["amount_max"])
    assert row["amount_currency"] == "USD"
    assert not row["amount_approx"]
    assert row["date_start"] == pd.Timestamp("2024-05-01")
    assert row["date_end"] == pd.Timestamp("2024-05-31")
    assert (row["trigger"], row["status_cue"]) == ("收購", "擬")
    assert row["statements"] == 2
    assert TEXT[row["evidence_start"] : row["evidence_end"]] == row["evidence"]
    assert pd.isna(row["seller"])


@pytest.mark.parametrize("table", ["mentions", "arguments", "statements"])
def test_offsets_lead_back_to_the_text(table):
    frames = to_frames([acquisition()])
    merged = frames[table].merge(frames["articles"], on="article_id", suffixes=("", "_article"))
    assert len(merged) > 0
    for row in merged.itertuples():
        assert row.text_article[row.start : row.end] == row.text


def test_events_table_places_trigger_and_cue():
    row = to_frames([acquisition()])["events"].iloc[0]
    assert TEXT[row["trigger_start"] : row["trigger_end"]] == row["trigger"]
    assert TEXT[row["status_cue_start"] : row["status_cue_end"]] == row["status_cue"]
    assert row["date_edtf"] == "2024-05"


def test_article_row_has_title_counts_and_home():
    row = to_frames([acquisition()])["articles"].iloc[0]
    assert row["title"] == "騰訊擬收購格芯"
    assert row["text"] == TEXT
    assert (row["characters"], row["mentions"], row["events"]) == (len(TEXT), 7, 1)
    assert row["script"] == "Hant"


def test_entities_count_their_mentions():
    frame = to_frames([acquisition()])["entities"].set_index("entity_id")
    assert frame["mentions"].to_dict() == {"E1": 2, "E2": 1, "E3": 2}
    assert frame.loc["E1", "kb"] == "0700.HK"


def test_an_enumerated_word_has_no_place():
    analysis = acquisition()
    event = analysis.events[0]
    event = replace(event, arguments=(Argument("action", "file", "frame"),), status_cue=None)
    frames = to_frames([replace(analysis, events=(event,))])
    row = frames["arguments"].iloc[0]
    assert row["text"] == "file"
    assert pd.isna(row["start"])
    assert pd.isna(frames["events"].iloc[0]["status_cue"])


def test_an_event_of_an_unlisted_type_is_in_the_long_tables_only():
    frames = to_frames([acquisition()], ())
    assert "acquisition" not in frames
    assert len(frames["events"]) == 1


def test_cents_of_a_trillion_survive_and_absurd_figures_become_missing():
    def with_amount(amount: str) -> Analysis:
        money = Money(Decimal(amount), Decimal(amount), "TWD")
        mention = Mention(0, 1, "MONEY", "1", "rule", value=money)
        return Analysis(Article("1"), (mention,), (), ())

    frame = to_frames([with_amount("1000000000000.25"), with_amount("9" * 400)])["mentions"]
    assert frame["value_min"][0] == 1000000000000.25
    assert pd.isna(frame["value_min"][1])


def test_dates_far_from_today_fit():
    rows = to_frames([replace_published(1024), replace_published(9999)])["articles"]
    assert [day.year for day in rows["published"]] == [1024, 9999]


def replace_published(year: int) -> Analysis:
    from datetime import date

    return Analysis(Article("文", published=date(year, 1, 1)), (), (), ())


def test_role_labels_decide_the_columns():
    roles = (
        Role("who", ("PERSON",)),
        Role("where", ("PLACE",)),
        Role("paid", ("MONEY", "PERCENT")),
        Role("when", ("DATE",)),
        Role("action"),
    )
    columns = [name for name, _ in wide_columns(EventType("x", (), roles))]
    assert columns[4 : columns.index("date_start")] == [
        *("who", "who_name", "who_id", "who_kb", "where"),
        *("paid", "paid_min", "paid_max", "paid_approx", "paid_currency", "paid_unit"),
        *("when", "when_start", "when_end", "action"),
    ]


@pytest.mark.parametrize(
    ("event_type", "said"),
    [
        (EventType("mentions", (), (), path=Path("e.toml")), "name of another table"),
        (EventType("x", (), (Role("status"),), path=Path("e.toml")), "'status'"),
        (EventType("x", (), (Role("a", ("MONEY",)), Role("a_min")), path=Path("e.toml")), "a_min"),
        (EventType("Events", (), (), path=Path("e.toml")), "name of another table"),
        (EventType("stories", (), (), path=Path("e.toml")), "name of another table"),
        (EventType("analyses", (), (), path=Path("e.toml")), "name of another table"),
        (EventType("DEAL", (), (), path=Path("e.toml")), "in capitals or not"),
        (EventType("x", (), (Role("a"), Role("A")), path=Path("e.toml")), "'a'"),
    ],
)
def test_colliding_names_are_refused_with_the_file(event_type, said):
    with pytest.raises(DataFileError, match=r"e\.toml") as caught:
        table_columns([EventType("deal", (), ()), event_type])
    assert said in str(caught.value)


def test_arrow_tables_travel_between_processes():
    tables = to_arrow([acquisition()])
    back = pickle.loads(pickle.dumps(tables))
    assert all(back[name].equals(tables[name]) for name in tables)
    assert back["events"].to_pandas().dtypes.equals(tables["events"].to_pandas().dtypes)


def test_failures_table():
    rows = [("a.txt", None, "a", "is empty", False), ("b.jsonl", 3, None, "is no JSON", False)]
    frame = arrow_table(COLUMNS["failures"], rows).to_pandas()
    assert frame["line"].tolist() == [pd.NA, 3]
    assert str(frame["line"].dtype) == "Int64"
