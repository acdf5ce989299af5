"""The batch callable: alone, and in each engine; its tables are those of a run over files."""

from __future__ import annotations

import pickle
import shutil
import sys
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from newsparse.corpus import batch
from newsparse.corpus.batch import extract
from newsparse.corpus.columns import Columns
from newsparse.errors import NewsparseError
from newsparse.scale import AnalyzeBatch, run_on_ray, typed, unpack
from newsparse.store import read_tables

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
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    yield ray
    ray.shutdown()


def test_ray_data(ray, frame, local):
    data = ray.data.from_pandas(frame).repartition(3)
    packed = data.map_batches(AnalyzeBatch(), batch_format="pandas").to_pandas()
    assert_same(unpack(packed, order=frame["id"]), local)
    events = data.map_batches(AnalyzeBatch("events"), batch_format="pandas").to_pandas()
    assert len(events) == len(local["events"])


def test_a_folder_on_ray(ray, tmp_path, monkeypatch):
    news = tmp_path / "news"
    news.mkdir()
    for path in sorted(ARTICLES.glob("*.txt"))[:6]:
        (news / path.name).write_bytes(path.read_bytes())
    (news / "empty.txt").write_bytes(b"")
    extract([news], tmp_path / "here")
    monkeypatch.setattr(
        batch, "_analysed", lambda portions, plan, jobs, timeout: run_on_ray(portions, plan, 2)
    )
    extract([news], tmp_path / "there")
    here, there = read_tables(tmp_path / "here"), read_tables(tmp_path / "there")
    assert len(here["failures"]) == 1
    for name, expected in here.items():
        assert_frame_equal(there[name], expected, obj=name)


def test_without_ray_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(NewsparseError, match=r"newsparse\[scale\]"):
        next(run_on_ray(iter(()), None))


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
