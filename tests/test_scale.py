"""The batch callable: alone, and in each engine; its tables are those of a run over files."""

from __future__ import annotations

import os
import pickle
import shutil
import sys
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from typer.testing import CliRunner

from newsparse.cli import app
from newsparse.corpus import batch
from newsparse.corpus.batch import extract
from newsparse.corpus.columns import Columns
from newsparse.errors import NewsparseError
from newsparse.scale import AnalyzeBatch, run_on_ray, typed, unpack
from newsparse.store import read_tables
from test_batch_resume import make_dangerous, make_dead

ARTICLES = Path(__file__).parent.parent / "corpus" / "articles"
TABLES = ("articles", "mentions", "entities", "events", "arguments", "statements")


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    """Twelve articles, one of them empty."""
    texts = [path.read_text("utf-8") for path in sorted(ARTICLES.glob("*.txt"))[:11]]
    return pd.DataFrame(
        {
            "id": [f"n{n}" for n in range(12)],
            "text": [*texts[:5], "", *texts[5:]],
            "published": ["2024-05-16"] * 11 + [None],
            "source": ["甲報", None] * 6,
        }
    )


@pytest.fixture(scope="module")
def local(frame, tmp_path_factory) -> dict[str, pd.DataFrame]:
    """The tables of ``newsparse extract`` over the same articles."""
    folder = tmp_path_factory.mktemp("scale")
    frame.to_json(folder / "news.jsonl", orient="records", lines=True, force_ascii=False)
    extract([folder / "news.jsonl"], folder / "out")
    return read_tables(folder / "out")


def assert_same(found: dict[str, pd.DataFrame], local: dict[str, pd.DataFrame]) -> None:
    for name, expected in local.items():
        if name != "failures":  # a file says its path and line
            assert_frame_equal(found[name], expected, obj=name)
    assert found["failures"]["reason"].tolist() == local["failures"]["reason"].tolist()


def test_one_batch_gives_the_tables_of_a_run(frame, local):
    assert_same(unpack(AnalyzeBatch()(frame)), local)


def test_a_single_table(frame, local):
    for name in TABLES:
        assert_frame_equal(AnalyzeBatch(name)(frame), local[name])


def test_batches_in_any_order(frame, local):
    analyze = AnalyzeBatch()
    packed = [analyze(frame[at : at + 5]) for at in (10, 5, 0)]
    assert_same(unpack(pd.concat(packed), order=frame["id"]), local)


def test_pickled_it_carries_no_dictionaries(frame):
    analyze = AnalyzeBatch("events")
    before = analyze(frame)
    assert len(pickle.dumps(analyze)) < 2_000
    assert_frame_equal(pickle.loads(pickle.dumps(analyze))(frame), before)


def test_no_articles():
    empty = pd.DataFrame({"id": [], "text": []})
    assert AnalyzeBatch("events")(empty).empty
    assert unpack(AnalyzeBatch()(empty))["events"].dtypes.equals(
        AnalyzeBatch("events").empty().dtypes
    )


def test_cells_of_every_kind():
    frame = pd.DataFrame(
        {
            "編號": [7, 8],
            "正文": ["騰訊昨日收購格芯。", "騰訊昨日收購格芯。"],
            "發布時間": pd.to_datetime(["2024-05-16T08:00:00", None]),
            "來源": ["明報", float("nan")],
        }
    )
    articles = AnalyzeBatch("articles")(frame)
    assert articles["article_id"].tolist() == ["7", "8"]
    assert articles["published"].tolist() == [pd.Timestamp("2024-05-16"), pd.NaT]
    assert articles["source"].isna().tolist() == [False, True]


def test_a_frame_without_ids_is_refused():
    with pytest.raises(NewsparseError, match="no column of ids"):
        AnalyzeBatch()(pd.DataFrame({"text": ["騰訊收購格芯。"]}))
    found = AnalyzeBatch("articles", columns=Columns(id="k", text="t"))(
        pd.DataFrame({"k": ["x"], "t": ["騰訊收購格芯。"]})
    )
    assert found["article_id"].tolist() == ["x"]


def test_an_unknown_table_is_refused():
    with pytest.raises(NewsparseError, match="no table 'deals'"):
        AnalyzeBatch("deals")


def test_dask(frame, local):
    dd = pytest.importorskip("dask.dataframe")
    ddf = dd.from_pandas(frame, npartitions=3)
    for name in TABLES:
        analyze = AnalyzeBatch(name)
        found = ddf.map_partitions(analyze, meta=analyze.empty()).compute(scheduler="processes")
        assert_frame_equal(typed(name, found), local[name])
    analyze = AnalyzeBatch()
    packed = ddf.map_partitions(analyze, meta=analyze.empty()).compute(scheduler="processes")
    assert_same(unpack(packed, order=frame["id"]), local)


@pytest.fixture(scope="module")
def ray():
    ray = pytest.importorskip("ray")
    variables = {"PYTHONPATH": os.pathsep.join(sys.path)}  # so that workers find this folder
    ray.init(
        num_cpus=2,
        include_dashboard=False,
        log_to_driver=False,
        runtime_env={"env_vars": variables},
    )
    yield ray
    ray.shutdown()


def test_ray_data(ray, frame, local):
    data = ray.data.from_pandas(frame).repartition(3)
    packed = data.map_batches(AnalyzeBatch(), batch_format="pandas").to_pandas()
    assert_same(unpack(packed, order=frame["id"]), local)
    events = data.map_batches(AnalyzeBatch("events"), batch_format="pandas").to_pandas()
    assert len(events) == len(local["events"])


@pytest.fixture
def news(tmp_path) -> Path:
    """Six articles and an empty one."""
    folder = tmp_path / "news"
    folder.mkdir()
    for path in sorted(ARTICLES.glob("*.txt"))[:6]:
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "empty.txt").write_bytes(b"")
    return folder


def assert_same_files(first: Path, second: Path) -> None:
    here, there = read_tables(first), read_tables(second)
    assert here.keys() == there.keys()
    for name, expected in here.items():
        assert_frame_equal(there[name], expected, obj=name)


def test_a_folder_on_ray(ray, news, tmp_path, monkeypatch):
    monkeypatch.setattr(batch, "_PORTION_ARTICLES", 2)
    extract(news, tmp_path / "here")
    assert len(read_tables(tmp_path / "here")["failures"]) == 1
    first = extract(news, tmp_path / "there", runner=run_on_ray, jobs=2)
    assert (first.articles, first.reused) == (6, 0)
    assert_same_files(tmp_path / "here", tmp_path / "there")
    assert extract(news, tmp_path / "there", runner=run_on_ray).reused == 6


def test_the_command_line_on_ray(ray, news, tmp_path):
    extract(news, tmp_path / "here")
    command = ["extract", str(news), "-o", str(tmp_path / "there"), "--engine", "ray"]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 1, result.output
    assert "empty.txt: the article is empty" in result.output
    assert_same_files(tmp_path / "here", tmp_path / "there")


def test_articles_that_crash_or_hang_on_ray_are_failures(ray, tmp_path):
    for name, text in {"1": "騰訊收購。", "2": "騰訊崩", "3": "騰訊掛", "4": "騰訊收購。"}.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    run = partial(extract, tmp_path, tmp_path / "out", make_pipeline=make_dangerous, timeout=1.5)
    summary = run(runner=run_on_ray, jobs=1)
    assert summary.articles == 2
    assert [failure.reason.split(" (")[0].split(". ")[0] for failure in summary.failures] == [
        "the process that analysed it died",
        "took more than 1.5 seconds",
    ]


def test_what_a_worker_says_comes_through_ray_as_it_is(ray, tmp_path):
    (tmp_path / "a.txt").write_text("騰訊收購。", "utf-8")
    with pytest.raises(NewsparseError, match=r"^a worker process cannot go on"):
        extract(tmp_path, tmp_path / "out", make_pipeline=make_dead, runner=run_on_ray)


@pytest.mark.parametrize("engine", ["ray", "rya"])
def test_an_engine_that_is_not_there(engine, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    (tmp_path / "a.txt").write_text("騰訊收購。", "utf-8")
    command = ["extract", str(tmp_path), "-o", str(tmp_path / "out"), "--engine", engine]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 2
    expected = "pip install 'newsparse[scale]'" if engine == "ray" else "'local', 'ray'"
    assert expected in result.output
    assert "Traceback" not in result.output


def test_spark(frame, local, monkeypatch):
    sql = pytest.importorskip("pyspark.sql")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    spark = (
        sql.SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.pyspark.enabled", "true")
        .getOrCreate()
    )
    try:
        table = spark.createDataFrame(frame.astype(object).where(frame.notna(), None))
        analyze = AnalyzeBatch()
        packed = table.mapInPandas(analyze.over, schema=analyze.spark_schema()).toPandas()
        assert_same(unpack(packed, order=frame["id"]), local)
        for name in ("events", "acquisition", "arguments"):
            analyze = AnalyzeBatch(name)
            found = table.mapInPandas(analyze.over, schema=analyze.spark_schema()).toPandas()
            assert_frame_equal(typed(name, found), local[name], obj=name)
    finally:
        spark.stop()
