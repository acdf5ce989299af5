"""``newsparse stories``: tables beside those of a run."""

from __future__ import annotations

import duckdb
import pytest
from typer.testing import CliRunner

from newsparse.cli import app
from newsparse.corpus.batch import extract
from newsparse.store import query, read_tables
from newsparse.stories import STORY_TABLES, relate
from newsparse.stories.columns import story_frame


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A folder with a run over two reports of one deal."""
    folder = tmp_path_factory.mktemp("stories")
    (folder / "a.txt").write_text("騰訊擬以5億美元收購格芯。", "utf-8")
    (folder / "b.txt").write_text("腾讯控股拟以约5亿美元收购格芯。", "utf-8")
    extract([folder], folder / "out")
    return folder / "out"


def test_the_tables_stand_beside_the_others(run):
    before = read_tables(run)
    result = CliRunner().invoke(app, ["stories", str(run)])
    assert result.exit_code == 0, result.output
    assert "1 of them told by several articles" in result.output
    after = read_tables(run)
    assert set(after) - set(before) <= set(STORY_TABLES) <= set(after)
    expected = relate(before)
    for name in STORY_TABLES:
        assert after[name].equals(expected[name]), name
        assert after[name].dtypes.equals(story_frame(name, []).dtypes)


def test_into_a_database(run, tmp_path):
    database = tmp_path / "news.duckdb"
    extract([run.parent / "a.txt", run.parent / "b.txt"], database)
    for _ in range(2):
        result = CliRunner().invoke(app, ["stories", str(database)])
        assert result.exit_code == 0, result.output
        tables = read_tables(database)
        assert len(tables["story_events"]) == 2
        assert len(tables["events"]) == 2


def test_another_place(run, tmp_path):
    for place in (tmp_path / "stories.duckdb", tmp_path / "stories"):
        result = CliRunner().invoke(app, ["stories", str(run), "-o", str(place)])
        assert result.exit_code == 0, result.output
        assert len(read_tables(place)["story_events"]) == 2


def test_tables_of_others_are_not_replaced(run, tmp_path):
    place, folder = tmp_path / "own.duckdb", tmp_path / "own"
    with duckdb.connect(str(place)) as connection:
        connection.execute("CREATE TABLE stories AS SELECT 'mine' AS story_id")
    folder.mkdir()
    (folder / "stories.parquet").write_text("mine")
    for out in (place, folder):
        result = CliRunner().invoke(app, ["stories", str(run), "-o", str(out)])
        assert result.exit_code == 2
        assert "newsparse" in result.stderr
    with duckdb.connect(str(place)) as connection:
        assert connection.execute("FROM stories").fetchall() == [("mine",)]
    assert (folder / "stories.parquet").read_text() == "mine"


def test_no_tables_is_an_error(tmp_path):
    result = CliRunner().invoke(app, ["stories", str(tmp_path)])
    assert result.exit_code == 2
    assert "Traceback" not in result.output


@pytest.mark.parametrize("name", ["stories", "stories.duckdb"])
def test_stories_alone_can_be_queried_but_tell_no_stories(run, tmp_path, name):
    place = tmp_path / name
    CliRunner().invoke(app, ["stories", str(run), "-o", str(place)])
    result = CliRunner().invoke(app, ["query", str(place), "SELECT story_id FROM stories"])
    assert (result.exit_code, "acquisition:a:V1" in result.output) == (0, True), result.output
    result = CliRunner().invoke(app, ["stories", str(place)])
    assert result.exit_code == 2
    assert "there is no table articles" in result.output


def test_a_further_run_removes_the_stories_of_the_run_before(tmp_path):
    news, out = tmp_path / "a.txt", tmp_path / "out"
    news.write_text("騰訊擬以5億美元收購格芯。", "utf-8")
    extract(news, out)
    CliRunner().invoke(app, ["stories", str(out)])
    (out / "own.parquet").write_bytes((out / "stories.parquet").read_bytes())
    news.write_text("騰訊否認收購格芯。", "utf-8")
    result = CliRunner().invoke(app, ["extract", str(news), "-o", str(out)])
    assert f"newsparse stories {out} tells them anew" in result.output
    tables = read_tables(out)
    assert not STORY_TABLES.keys() & tables.keys()
    assert "own" in tables  # nobody but its owner removes it
    assert (
        "tells them anew"
        not in CliRunner().invoke(app, ["extract", str(news), "-o", str(out)]).output
    )


@pytest.mark.parametrize("arguments", [[], ["-o"]])
@pytest.mark.parametrize(
    "format_options",
    [
        *(["--format", name] for name in ("parquet", "csv", "jsonl", "duckdb")),
        ["--format", "csv", "--bom"],
    ],
    ids=" ".join,
)
def test_beside_tables_of_any_format_they_are_written_like_those(
    run, tmp_path, format_options, arguments
):
    out = tmp_path / "out"
    articles = [str(run.parent / name) for name in ("a.txt", "b.txt")]
    CliRunner().invoke(app, ["extract", *articles, "-o", str(out), *format_options])
    before = read_tables(out)
    kept = {path: path.read_bytes() for path in out.iterdir() if path.is_file()}
    for _ in range(2):
        place = [str(out)] if arguments else []
        result = CliRunner().invoke(app, ["stories", str(out), *arguments, *place])
        assert result.exit_code == 0, result.output
    after = read_tables(out)
    assert len(after["story_events"]) == 2
    for name, frame in before.items():
        assert after[name].equals(frame), name
    for path, content in kept.items():  # analyses.jsonl is no table
        if path.suffix not in (".duckdb", ".json"):
            assert path.read_bytes() == content, path
    marked = {path.read_bytes()[:3] == b"\xef\xbb\xbf" for path in out.glob("*.csv")}
    assert marked <= {"--bom" in format_options}
    answer = query(out, "SELECT count(*) AS n FROM deals JOIN story_events USING (article_id)")
    assert answer["n"].tolist() == [2]
