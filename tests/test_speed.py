"""The speed benchmark: fixed texts, fair turns, a check that fails when something is slower."""

from __future__ import annotations

import doctest
import importlib
import json
import logging
import os
import pkgutil
import re
import xml.etree.ElementTree as ElementTree
from itertools import islice
from types import SimpleNamespace

import benchmarks.speed
import numpy as np
import pytest
from benchmarks.speed import check, growth, history, page, processes, texts
from benchmarks.speed.__main__ import main
from benchmarks.speed.chart import draw
from benchmarks.speed.others import JIEBA, quiet
from benchmarks.speed.run import SMALL, Size, measure
from benchmarks.speed.stages import UNTAGGED, VALUES_ALONE, WHOLE, stages
from benchmarks.speed.timing import TURN, Timing, Way, each, every_turn, one_core, take_turns

from newsparse.recognize.gazetteer import Gazetteer, load_gazetteer

MODULES = [module.name for module in pkgutil.iter_modules(benchmarks.speed.__path__)]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    module = importlib.import_module(f"benchmarks.speed.{name}")
    assert not doctest.testmod(module).failed


# --- texts


@pytest.mark.parametrize("script", texts.SCRIPTS)
def test_texts_are_fixed_and_all_different(script):
    articles = texts.sample(100_000, script)
    assert articles == texts.sample(100_000, script)
    assert len({article.text for article in articles}) == len(articles)
    assert {article.script for article in articles} == {script}
    assert 100_000 <= sum(len(article.text) for article in articles) < 105_000


def test_variation_keeps_what_an_article_is():
    first, again = (next(islice(texts.generated("Hant"), n, None)) for n in (20, 80))
    assert first.text != again.text
    assert first.text[: first.body_start].count("\n") == 1
    assert first.published == again.published
    shared = set(first.text) & set(again.text)
    assert len(shared) > 0.7 * len(set(first.text))


def test_drawn_dates_are_dates():
    text = "\n".join(article.text for article in texts.sample(60_000, "Hans"))
    for pattern, low, high in (
        (r"(\d+)月", 1, 12),
        (r"(\d+)日", 1, 28),
        (r"(20\d\d)年", 2015, 2026),
    ):
        found = [int(digits) for digits in re.findall(pattern, text)]
        assert found
        assert all(low <= figure <= high for figure in found)


# --- timing


class Clock:
    """Stands still but for the work."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def way(self, name: str, *seconds: float, places=None) -> Way:
        def work(n: int) -> None:
            self.now += seconds[n]

        return each(name, work, range(len(seconds)) if places is None else places)


ONE_BY_ONE = ([0], [1], [2])


def test_ratios_are_of_the_turns_that_both_took():
    clock = Clock()
    ways = [clock.way("all", 1, 1, 4), clock.way("some", 0, 2, 0, places=[1])]
    timing = take_turns(ways, (10, 10, 10), 3, turns=ONE_BY_ONE, clock=clock)
    assert timing.rate("all") == 5
    assert timing.characters("some") == 10
    assert timing.ratio("some", "all") == timing.best_ratio("some", "all") == 0.5
    assert timing.ratios("some", "all") == [0.5] * 3


def test_part_of_a_turn_is_held_against_as_much_of_it():
    clock = Clock()
    ways = [clock.way("all", 1, 1, 4), clock.way("some", 0, 2, 0, places=[1])]
    timing = take_turns(ways, (10, 10, 20), 1, clock=clock)
    assert timing.ratio("some", "all") == timing.best_ratio("some", "all") == 1.5 / 2


def test_a_busy_minute_does_not_count():
    clock = Clock()
    calls = []

    def disturbed(n: int) -> None:
        calls.append(n)
        clock.now += 100 if len(calls) in (2, 6) else 1  # one turn in each of two runs

    ways = [each("disturbed", disturbed, range(3)), clock.way("steady", 1, 1, 1)]
    timing = take_turns(ways, (5, 5, 5), 4, turns=ONE_BY_ONE, clock=clock)
    assert timing.best_ratio("disturbed", "steady") == 1
    assert min(timing.ratios("disturbed", "steady")) < 0.1


def test_turns_alternate_and_change_direction():
    order = []
    ways = [each(name, lambda n, name=name: order.append((name, n)), range(4)) for name in "ab"]
    take_turns(ways, (TURN // 2,) * 4, 2)
    warm, first, second = order[:4], order[4:12], order[12:]
    assert warm == [("a", 0), ("a", 1), ("b", 0), ("b", 1)]
    assert first[:4] == warm
    assert [name for name, _ in first] == list("aabbaabb")
    assert [name for name, _ in second] == list("bbaabbaa")


def test_further_runs_are_added():
    sizes = {name: np.array([1]) for name in "ab"}
    timing = Timing(sizes, {"a": np.array([[4.0]]), "b": np.array([[2.0]])})
    more = timing.more(Timing(sizes, {"a": np.array([[1.0]]), "b": np.array([[3.0]])}))
    assert more.best_ratio("a", "b") == 2


def test_every_so_manieth_turn():
    assert every_turn((600,) * 6, 1, 1000) == [[0, 1], [2, 3], [4, 5]]
    assert every_turn((600,) * 6, 2, 1000) == [[0, 1], [4, 5]]


def test_one_core_and_back():
    if not hasattr(os, "sched_getaffinity"):
        pytest.skip("the system does not let us choose")
    before = os.sched_getaffinity(0)
    with one_core():
        assert len(os.sched_getaffinity(0)) == 1
    assert os.sched_getaffinity(0) == before


def test_quiet(capsys):
    with quiet():
        print("loading dictionaries")
        logging.error("a time that was none")
    print("heard")
    assert capsys.readouterr() == ("heard\n", "")


# --- what is measured


def test_stages_do_what_the_pipeline_does():
    articles = texts.sample(1_500)
    ways = {way.name: way for way in stages(articles, range(len(articles)))}
    from newsparse import Pipeline

    pipeline = Pipeline()
    for n, article in enumerate(articles):
        assert ways["events"].work([n]) == [pipeline(article).events]
        assert ways["entities"].work([n])[0][0] == pipeline(article).mentions
        assert all(way.work([n]) != [None] for way in ways.values())


def test_articles_of_a_length():
    articles = growth.of_length(1_234, 3)
    assert [len(article.text) for article in articles] == [1_234] * 3
    assert len({article.text for article in articles}) == 3


def test_names_of_ones_own(tmp_path):
    path = tmp_path / "names.csv"
    growth.write_names(path, 500)
    entries = load_gazetteer(path)
    assert len({entry.name for entry in entries}) == 500
    text = f"昨日{entries[7].name}表示"
    assert [hit.entries[0].id for hit in Gazetteer([path]).possible(text)] == ["own:7"]


def test_memory_of_a_child_is_its_own():
    ours = np.ones(50_000_000)  # 400 MB that a child must not be charged with
    if not processes.memory().now:
        pytest.skip("the system does not tell")
    assert processes.memory().peak > 350
    theirs = processes.in_child(processes.memory)
    assert 0 < theirs.now <= theirs.peak < 350 < ours.nbytes / 1e6


# --- history and page


def speed_of(**ratios: float) -> dict[str, dict[str, float]]:
    return {
        name: {
            "characters": 1_000,
            "rate": 200_000 * ratio,
            "best_rate": 200_000 * ratio,
            "ratio": ratio,
            "ratios": [ratio],
            "best_ratio": ratio,
        }
        for name, ratio in ratios.items()
    }


@pytest.fixture
def figures():
    rows = speed_of(**{JIEBA: 1, WHOLE: 0.4321, UNTAGGED: 0.8, VALUES_ALONE: 3, "a < b": 0.004})
    return {
        **history.circumstances(),
        "runs": 5,
        "characters": 1_000_000,
        "speed": {"Hant": rows, "Hans": rows},
        "stages": {"Hant": speed_of(money=8), "Hans": speed_of(money=7)},
        "lengths": [
            {"length": 100, "rate": 1e5, "best_rate": 1e5, "ratio": 0.5, "best_ratio": 0.5}
        ],
        "names": [
            {"names": 10_000, "load_seconds": 0.1, "memory_mb": 12, "peak_mb": 13, "rate": 1e5,
             "ratio": 0.99, "best_ratio": 0.98}
        ],
        "start": {
            name: {"median": at, "best": at}
            for at, name in enumerate(("interpreter", "import", "first event", "first row"))
        },
        "workers": {
            "articles": 4_000, "characters": 2_000_000, "seconds": {"1": 40.0, "2": 21.0},
            "speedup": 1.9, "best_speedup": 1.9,
            "worker_peak_mb": 240.4, "worker_peak_mb_at_a_tenth": 239.0,
        },
    }  # fmt: skip


def test_each_run_is_a_line_of_the_history(figures, tmp_path):
    path = tmp_path / "history.jsonl"
    assert history.read(path) == []
    history.record(figures, path)
    history.record({**figures, "commit": "abc"}, path)
    first, second = history.read(path)
    assert first["ratios"]["Hant"] == {
        WHOLE: 0.4321,
        UNTAGGED: 0.8,
        VALUES_ALONE: 3,
        "a < b": 0.004,
    }
    assert (second["commit"], second["worker_peak_mb"], second["two_workers"]) == ("abc", 240, 1.9)
    assert {"date", "version", "machine"} <= second.keys()


def test_the_page_gets_the_tables_and_keeps_its_text(figures, tmp_path):
    path = tmp_path / "performance.md"
    path.write_text(f"# Speed\n\n{page.BEGIN}\nold\n{page.END}\n\nAfter.\n", encoding="utf-8")
    page.write(figures, [history.line(figures)], path)
    text = path.read_text("utf-8")
    assert text.startswith(f"# Speed\n\n{page.BEGIN}\n\n![")
    assert text.endswith(f"{page.END}\n\nAfter.\n")
    assert "old" not in text
    assert f"| **{WHOLE}** | 86,400 | 0.43 | 0.43 |" in text
    assert "| 10,000 | 0.98 | 0.1 | 12 | 13 |" in text
    assert "### Earlier runs" in text
    page.write(figures, [history.line(figures)], path)
    assert path.read_text("utf-8") == text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert all(line.count("|") > 2 for line in rows)
    ElementTree.parse(path.with_suffix(".svg"))


def test_a_page_without_a_place_for_figures(figures, tmp_path):
    path = tmp_path / "performance.md"
    path.write_text("# Speed\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no lines"):
        page.write(figures, [], path)
    assert path.read_text("utf-8") == "# Speed\n"


def test_the_page_of_the_documentation_has_a_place_for_figures():
    text = page.PAGE.read_text("utf-8")
    assert text.count(page.BEGIN) == text.count(page.END) == 1
    assert page.PAGE.with_suffix(".svg").exists()


def test_the_chart(figures):
    chart = ElementTree.fromstring(draw(figures))
    marks = [mark for mark in chart.iter(f"{SVG}circle") if mark.find(f"{SVG}title") is not None]
    assert len(marks) == 8  # four ways, two scripts; jieba.cut is the line
    whole, slow = float(marks[0].get("cx")), float(marks[-1].get("cx"))
    one = next(line for line in chart.iter(f"{SVG}line") if line.get("class") == "one")
    assert slow < whole < float(one.get("x1"))
    texts = [text.text for text in chart.iter(f"{SVG}text")]
    assert "a < b" in texts
    assert f"{JIEBA}: 1" in texts
    assert "prefers-color-scheme: dark" in chart.find(f"{SVG}style").text


# --- the check


PINNED = {"Hant": {WHOLE: 0.40, VALUES_ALONE: 3.0}, "Hans": {WHOLE: 0.30, VALUES_ALONE: 2.5}}


@pytest.fixture
def baseline(tmp_path):
    path = tmp_path / "speed_baseline.json"
    path.write_text(json.dumps({**history.circumstances(), "ratios": PINNED}), encoding="utf-8")
    return path


def times(factor: float, script: str = "Hant", name: str = WHOLE):
    """The pinned ratios, but one takes so many times the time."""
    return {
        s: {n: r / factor if (s, n) == (script, name) else r for n, r in ways.items()}
        for s, ways in PINNED.items()
    }


@pytest.mark.parametrize(
    ("factor", "passes"), [(0.5, True), (1.0, True), (1.19, True), (1.21, False)]
)
@pytest.mark.parametrize("script", ["Hant", "Hans"])
@pytest.mark.parametrize("name", [WHOLE, VALUES_ALONE])
def test_over_a_fifth_slower_fails(factor, passes, script, name, baseline, capsys):
    assert check.check(lambda: times(factor, script, name), baseline) is passes
    told = capsys.readouterr().out
    assert ("TOO SLOW: 1.21 times the time" in told) is not passes
    assert ("run with --pin" in told) is not passes


def test_what_seems_slower_is_measured_again(baseline):
    results = [times(1.5), times(1.1)]
    assert check.check(lambda: results.pop(0), baseline)
    assert not results


def test_slower_three_times_is_slower(baseline):
    results = [times(1.5)] * 5
    assert not check.check(lambda: results.pop(), baseline)
    assert len(results) == 2


def test_a_slower_pipeline_is_found(monkeypatch, baseline, capsys):
    """Really measured, in small: as it is, then with everything done three times."""
    monkeypatch.setattr(check, "BASELINE", baseline)
    measurement = check.Measurement(characters=1_000, runs=3)
    ratios = measurement.run()
    assert set(ratios) == set(texts.SCRIPTS)
    assert all(set(ways) == set(check.CHECKED) for ways in ratios.values())
    baseline.write_text(json.dumps({**history.circumstances(), "ratios": ratios}), encoding="utf-8")
    whole = check.whole

    def three_times(articles, places):
        way = whole(articles, places)
        return Way(way.name, lambda share: [way.work(share) for _ in range(3)], places)

    monkeypatch.setattr(check, "whole", three_times)
    assert not check.check(check.Measurement(characters=1_000, runs=3).run, baseline)
    told = [line for line in capsys.readouterr().out.splitlines() if WHOLE in line]
    assert all("TOO SLOW" in line for line in told)


def test_pinned_is_what_the_check_measures():
    pinned = json.loads(check.BASELINE.read_text("utf-8"))["ratios"]
    assert {script: set(ways) for script, ways in pinned.items()} == {
        script: set(check.CHECKED) for script in texts.SCRIPTS
    }


# --- the command


def test_check_and_pin(monkeypatch, baseline, capsys):
    factors = {"now": 1.5}
    monkeypatch.setattr(check, "BASELINE", baseline)
    monkeypatch.setattr(
        check, "Measurement", lambda: SimpleNamespace(run=lambda: times(factors["now"]))
    )
    assert main(["--check"]) == 1
    assert main(["--pin"]) == 0
    assert main(["--check"]) == 0
    assert json.loads(baseline.read_text("utf-8"))["ratios"] == times(1.5)
    factors["now"] = 2.0
    assert main(["--check"]) == 1


def test_figures_kept_are_shown_again(figures, tmp_path, monkeypatch, capsys):
    kept = tmp_path / "speed.json"
    kept.write_text(json.dumps(figures), encoding="utf-8")
    monkeypatch.setattr("benchmarks.speed.__main__.measure", lambda *_: pytest.fail("measured"))
    assert main(["--from", str(kept)]) == 0
    assert capsys.readouterr().out.strip() == page.tables(figures).strip()


def test_a_run_of_everything(monkeypatch, tmp_path, capsys):
    """Everything once, very small; others than jieba are left out."""
    monkeypatch.setattr("benchmarks.speed.run.others", lambda articles: iter(()))
    size = Size(1_500, 1, (100, 500), 500, (50,), 1_000, articles=6, rounds=1)
    told = []
    measured = measure(size, told.append)
    assert len(told) == 6
    assert json.loads(json.dumps(measured)) == measured
    assert [row["length"] for row in measured["lengths"]] == [100, 500]
    assert measured["speed"]["Hant"][JIEBA]["ratio"] == 1
    assert 0 < measured["speed"]["Hans"][WHOLE]["best_ratio"] < 5
    assert measured["start"]["import"]["best"] < measured["start"]["first event"]["best"]
    assert measured["workers"]["worker_peak_mb"] > 50 or not processes.memory().now
    assert page.tables(measured).count("###") == 5
    assert history.line(measured)["ratios"]["Hant"].keys() == {WHOLE, UNTAGGED, VALUES_ALONE}


def test_small_is_smaller():
    full = Size()
    assert SMALL.characters < full.characters == 1_000_000
    assert max(full.lengths) == 50_000
    assert max(full.names) == 1_000_000
    assert full.runs == 5
