from __future__ import annotations

import json
import re

import pytest
import spacy
from spacy.tokens import DocBin
from typer.testing import CliRunner

from hand_made import acquisition
from newsparse import Article, Pipeline, to_frames
from newsparse.cli import app
from newsparse.errors import ArticleError, NewsparseError
from newsparse.exchange import TARGETS, export, import_gold
from newsparse.exchange.conll import conll_lines
from newsparse.exchange.documents import documents
from newsparse.exchange.gold import to_gold
from newsparse.exchange.graph import Graph, Link, Mark, to_graph
from newsparse.exchange.label_studio import from_task, interface

NEWS = [
    "騰訊擬以5億美元收購格芯\n騰訊昨日宣布，擬以約5億美元（約39億港元）收購格芯。\n"
    "主席馬化騰增持騰訊股份3%，去年收入逾6,000億元，同比增長一成。",
    "宁德时代2024年净利润增长15%\n宁德时代董事长曾毓群辞任。公司拟回购不超过30亿元股份。",
    "Björn Ommer 加盟 Stability AI，任首席科學家。\n\n𠮷野家關閉在港門店。",
    "今日無事。",
]


@pytest.fixture(scope="module")
def analyses():
    from datetime import date

    pipeline = Pipeline()
    return [
        pipeline(Article(text, id=f"news/{n}.txt", published=date(2024, 5, 16)))
        for n, text in enumerate(NEWS)
    ] + [acquisition()]


@pytest.fixture(scope="module")
def tables(analyses):
    return to_frames(analyses)


def test_tables_give_back_what_the_analysis_said(analyses, tables):
    assert list(documents(tables)) == [analysis.to_dict() for analysis in analyses]


def test_a_missing_table_is_named(tables):
    with pytest.raises(NewsparseError, match="mentions"):
        list(documents({name: t for name, t in tables.items() if name != "mentions"}))


def gold(analyses):
    """What nobody corrected, as gold: straight from the analyses."""
    return [to_gold(to_graph(analysis.to_dict()))[0] for analysis in analyses]


def test_gold_says_what_the_analysis_said(analyses):
    for row, analysis in zip(gold(analyses), analyses, strict=True):
        data = analysis.to_dict()
        assert [(m["start"], m["end"], m["label"]) for m in row["mentions"]] == [
            (m["start"], m["end"], m["label"]) for m in data["mentions"]
        ]
        ours = {m["start"]: m["entity"] for m in data["mentions"] if m["entity"]}
        theirs = {m["start"]: m["entity"] for m in row["mentions"] if "entity" in m}
        assert ours.keys() == theirs.keys()
        assert len(set(zip(ours.values(), theirs.values(), strict=True))) == len({*ours.values()})
        for event, said in zip(row["events"], data["events"], strict=True):
            assert (event["type"], event["status"]) == (said["type"], said["status"])
            roles = sorted(a["role"] for a in said["arguments"])
            assert sorted(a["role"] for a in event["args"]) == roles
            assert (event["date"] or {}).get("start") == (said["date"] or {}).get("start")
    first = gold(analyses)[0]
    amounts = [m["value"] for m in first["mentions"] if m["label"] == "MONEY"]
    assert amounts[0] == {"min": 500000000, "max": 500000000, "currency": "USD", "approx": False}
    assert amounts[-1]["max"] is None


def test_gold_has_the_form_of_the_corpus(analyses):
    for row in gold(analyses):
        assert list(row) == ["id", "region", "published", "text", "mentions", "events"]
        for mention in row["mentions"]:
            assert row["text"][mention["start"] : mention["end"]] == mention["text"]
            assert ("value" in mention) == (mention["label"] in ("MONEY", "PERCENT", "DATE"))
        for event in row["events"]:
            assert set(event) == {"type", "status", "triggers", "date", "args"}


def test_doccano_there_and_back(analyses, tables, tmp_path):
    path = tmp_path / "a.jsonl"
    assert export(tables, "doccano", path) == len(analyses)
    # doccano numbers texts and spans anew, gives its own "id" and drops no extra key
    rows = [json.loads(line) for line in path.read_text("utf-8").split("\n")[:-1]]
    for n, row in enumerate(rows):
        row["id"] = n + 70
        row["Comments"] = []
        for part in row["entities"]:
            part["id"] += 500
        for part in row["relations"]:
            part |= {"from_id": part["from_id"] + 500, "to_id": part["to_id"] + 500}
        row["entities"].reverse()
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    corrected = import_gold(path, "doccano")
    assert corrected.gold == gold(analyses)
    assert corrected.unread == []


def test_label_studio_there_and_back(analyses, tables, tmp_path):
    path = tmp_path / "tasks.json"
    export(tables, "label-studio", path)
    tasks = json.loads(path.read_text("utf-8"))
    for task in tasks[1:]:
        task["annotations"] = [{"id": 1, "result": task["predictions"][0]["result"]}]
    path.write_text(json.dumps(tasks), encoding="utf-8")
    corrected = import_gold(path, "label-studio")
    assert corrected.untouched == 1
    assert corrected.gold == gold(analyses)[1:]
    interface_file = path.with_suffix(".xml").read_text("utf-8")
    assert '<Label value="acquisition"' in interface_file
    assert '<Relation value="acquirer"/>' in interface_file


def test_corrections_come_through(analyses, tables, tmp_path):
    path = tmp_path / "a.jsonl"
    export(tables, "doccano", path)
    row = json.loads(path.read_text("utf-8").split("\n")[0])
    text = row["text"]
    numbers = {(text[s["start_offset"] : s["end_offset"]], s["label"]): s for s in row["entities"]}
    # a planned deal is corrected to a rumoured one, an amount is drawn wider, a name is added
    trigger = next(s for s in row["entities"] if s["label"] == "acquisition/planned")
    trigger["label"] = "acquisition/rumored"
    amount = numbers["約39億港元", "MONEY"]
    at = text.index("股份3%")
    row["entities"].append(
        {"id": 900, "label": "PERCENT", "start_offset": at, "end_offset": at + 4}
    )
    amount["start_offset"] += 1
    row["entities"].append({"id": 901, "label": "ORG", "start_offset": at, "end_offset": at + 2})
    row["relations"].append({"id": 99, "from_id": trigger["id"], "to_id": 901, "type": "seller"})
    path.write_text(json.dumps(row), encoding="utf-8")
    corrected = import_gold(path, "doccano")
    (fixed,) = corrected.gold
    event = next(e for e in fixed["events"] if e["type"] == "acquisition")
    assert event["status"] == "rumored"
    assert {"role": "seller", "texts": ["股份"]} in event["args"]
    money = next(m for m in fixed["mentions"] if m["text"] == "39億港元")
    assert money["value"] == {
        "min": 3900000000,
        "max": 3900000000,
        "currency": "HKD",
        "approx": False,
    }
    assert corrected.unread == [f"{fixed['id']}: PERCENT 股份3% at {at}"]
    assert any(m["text"] == "股份" and m["entity"] == "股份" for m in fixed["mentions"])


def test_a_value_corrected_in_label_studio_wins():
    task = {
        "data": {"text": "籌得5億。", "region": "HK"},
        "annotations": [
            {"id": 1, "was_cancelled": True, "result": []},
            {
                "id": 2,
                "result": [
                    region("a", "label", labels=["MONEY"]),
                    region("a", "detail", text=['{"min": "5e8", "max": null, "currency": "TWD"}']),
                ],
            },
        ],
    }
    row, _ = to_gold(from_task(task))
    assert row["mentions"][0]["value"] == {"min": 500000000, "max": None, "currency": "TWD"}
    task["annotations"][1]["result"][1]["value"]["text"] = ["half a billion"]
    with pytest.raises(ArticleError, match="half a billion"):
        from_task(task)


def region(key, name, start=2, end=4, **value):
    return {
        "id": key,
        "from_name": name,
        "type": name,
        "value": {"start": start, "end": end, "text": "5億", **value},
    }


def test_offsets_counted_in_utf16_units_are_understood():
    task = {
        "data": {"text": "𠮷5億"},
        "annotations": [{"id": 1, "result": [region("a", "label", labels=["MONEY"])]}],
    }
    assert [(m.start, m.end) for m in from_task(task).marks] == [(1, 3)]
    task["data"]["text"] = "全然不同"
    with pytest.raises(ArticleError, match="5億"):
        from_task(task)


def test_surfaces_spelt_alike_are_one_entity_without_a_link():
    text = "王明說，李王說，王明董事長與王說。"
    marks = [Mark(0, 2, "PERSON"), Mark(8, 10, "PERSON"), Mark(14, 15, "PERSON")]
    row, _ = to_gold(Graph("a", text, None, "HK", marks, [Link(0, 2, "same")]))
    assert [m["entity"] for m in row["mentions"]] == ["王明", "王明", "王明"]
    row, _ = to_gold(Graph("a", text, None, "HK", marks, []))
    assert [m["entity"] for m in row["mentions"]] == ["王明", "王明", "王"]


def test_conll_gives_back_the_mentions(analyses):
    for analysis in analyses:
        data = analysis.to_dict()
        found: list[list] = []
        for line in conll_lines(data):
            if not line or line.startswith("# id"):
                continue
            character, at, entity, tag = line.split("\t")
            assert data["text"][int(at)] == character
            if tag.startswith("B-"):
                found.append([int(at), int(at) + 1, tag[2:], entity])
            elif tag.startswith("I-"):
                assert found[-1][2:] == [tag[2:], entity]
                found[-1][1] = int(at) + 1
        assert found == [
            [m["start"], m["end"], m["label"], m["entity"] or "_"] for m in data["mentions"]
        ]
        visible = sum(not c.isspace() for c in data["text"])
        assert sum("\t" in line for line in conll_lines(data)) == visible


_T_LINE = re.compile(r"T\d+\t(?P<label>\S+) (?P<places>[\d ;]+)\t(?P<surface>.*)")


def test_brat_files(analyses, tables, tmp_path):
    export(tables, "brat", tmp_path / "brat")
    names = {path.name for path in (tmp_path / "brat").iterdir()}
    assert names == {"annotation.conf", "articles.json"} | {
        f"{name}.{kind}"
        for name in ("news_0.txt", "news_1.txt", "news_2.txt", "news_3.txt", "a")
        for kind in ("txt", "ann")
    }
    text = (tmp_path / "brat" / "news_0.txt.txt").read_text("utf-8")
    assert text == NEWS[0]
    lines = (tmp_path / "brat" / "news_0.txt.ann").read_text("utf-8").splitlines()
    marks = [match for line in lines if (match := _T_LINE.fullmatch(line))]
    assert len(marks) > len(analyses[0].mentions)
    for match in marks:
        pieces = [tuple(map(int, place.split())) for place in match["places"].split(";")]
        assert " ".join(text[start:end] for start, end in pieces) == match["surface"]
    events = [line for line in lines if line.startswith("E")]
    assert any("acquisition:T" in line and " acquirer:T" in line for line in events)
    assert any(line.startswith("A") and line.endswith(" planned") for line in lines)
    configuration = (tmp_path / "brat" / "annotation.conf").read_text("utf-8")
    for section in ("entities", "relations", "events", "attributes"):
        assert f"[{section}]" in configuration


def test_brat_there_and_back(analyses, tables, tmp_path):
    export(tables, "brat", tmp_path)
    by_id = {row["id"]: row for row in gold(analyses)}
    corrected = import_gold(tmp_path, "brat")
    assert {row["id"]: row for row in corrected.gold} == by_id
    assert corrected.unread == []
    # brat writes lines in an order of its own
    for path in tmp_path.glob("*.ann"):
        lines = path.read_text("utf-8").splitlines()
        path.write_text("\n".join(sorted(lines, reverse=True)), encoding="utf-8")
    again = {row["id"]: row for row in import_gold(tmp_path, "brat").gold}
    for key, row in by_id.items():
        assert again[key]["mentions"] == row["mentions"]
        events = [json.dumps(event, sort_keys=True) for event in again[key]["events"]]
        assert sorted(events) == sorted(json.dumps(e, sort_keys=True) for e in row["events"])


def test_corrections_in_brat_come_through(analyses, tables, tmp_path):
    export(tables, "brat", tmp_path)
    path = tmp_path / "news_0.txt.ann"
    lines = path.read_text("utf-8")
    amount = re.search(r"(T\d+)\tMONEY (\d+) (\d+)\t約39億港元\n", lines)
    key, start, end = amount[1], int(amount[2]), int(amount[3])
    lines = lines.replace(amount[0], f"{key}\tMONEY {start + 1} {end}\t39億港元\n")
    lines = lines.replace(" planned\n", " rumored\n")
    lines += "#99\tAnnotatorNotes T1\tis this right?\n#98\tAnnotatorNotes T1\t{odd}\n"
    path.write_text(lines, encoding="utf-8")
    fixed = next(row for row in import_gold(tmp_path, "brat").gold if row["id"] == "news/0.txt")
    assert fixed["events"][0]["status"] == "rumored"
    money = next(m for m in fixed["mentions"] if m["text"] == "39億港元")
    assert money["value"]["min"] == 3_900_000_000
    assert money["value"]["approx"] is False


def test_a_brat_folder_of_somebody_else(tmp_path):
    (tmp_path / "a.txt").write_text("騰訊收購格芯", encoding="utf-8")
    marks = "T1\tCOMPANY 0 2\t騰訊\nT2\tCOMPANY 4 6\t格芯\nT3\tacquisition 2 4\t收購\n"
    (tmp_path / "a.ann").write_text(
        f"{marks}E1\tacquisition:T3 target2:T2 acquirer:T1\n", encoding="utf-8"
    )
    (row,) = import_gold(tmp_path, "brat").gold
    assert (row["id"], row["published"]) == ("a", None)
    (event,) = row["events"]
    assert (event["type"], event["status"]) == ("acquisition", "actual")
    assert [(a["role"], a["texts"]) for a in event["args"]] == [
        ("target", ["格芯"]),
        ("acquirer", ["騰訊"]),
    ]
    (tmp_path / "a.ann").write_text("E1\tacquisition:T9\n", encoding="utf-8")
    with pytest.raises(ArticleError, match=r"a\.ann: is not as brat exports it .*T9"):
        import_gold(tmp_path, "brat")
    (tmp_path / "a.ann").unlink()
    with pytest.raises(NewsparseError, match=r"no \.ann files"):
        import_gold(tmp_path, "brat")


def test_docbin_holds_exact_entities_and_all_data(analyses, tables, tmp_path):
    export(tables, "docbin", tmp_path / "news.spacy")
    docs = list(DocBin().from_disk(tmp_path / "news.spacy").get_docs(spacy.blank("zh").vocab))
    for doc, analysis in zip(docs, analyses, strict=True):
        assert doc.text == analysis.article.text
        assert [(e.start_char, e.end_char, e.label_) for e in doc.ents] == [
            (m.start, m.end, m.label) for m in analysis.mentions
        ]
        # spaCy's DocBin gives lists back as tuples
        assert json.loads(json.dumps(doc.user_data["newsparse"])) == analysis.to_dict()
        assert len(doc.spans["newsparse"]) == len(analysis.mentions)


@pytest.mark.parametrize(
    ("content", "source", "told"),
    [
        ("{", "doccano", "a.jsonl cannot be read"),
        ('{"text": "甲", "label": [[0, 1, "ORG"]]}', "doccano", "relation labeling"),
        ('{"text": "甲", "entities": [{"id": 1}]}', "doccano", "article 1: is not as doccano"),
        (
            '{"text": "甲", "entities": [{"id": 1, "label": "FIRM", "start_offset": 0,'
            ' "end_offset": 1}]}',
            "doccano",
            "label 'FIRM' is unknown",
        ),
        (
            '{"text": "甲", "entities": [{"id": 1, "label": "legal/likely", "start_offset": 0,'
            ' "end_offset": 1}]}',
            "doccano",
            "type/status",
        ),
        ('[{"text": "甲"}]', "label-studio", "JSON-MIN"),
    ],
)
def test_a_file_that_is_otherwise_is_told_so(tmp_path, content, source, told):
    path = tmp_path / "a.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(NewsparseError, match=re.escape(told)):
        import_gold(path, source)


def test_the_interface_escapes_names():
    graph = Graph("a", "甲", None, None, [Mark(0, 1, 'a"<b>', status="actual")])
    assert "a&quot;&lt;b&gt;" in interface([graph])


def run(*arguments: object):
    return CliRunner().invoke(app, [str(a) for a in arguments])


@pytest.mark.parametrize("target", TARGETS)
def test_the_command(tmp_path, target):
    (tmp_path / "a.txt").write_text(NEWS[0], encoding="utf-8")
    run("extract", tmp_path / "a.txt", "-o", tmp_path / "out")
    made = tmp_path / "made" / "file.json"
    result = run("export", tmp_path / "out", "--to", target, "-o", made)
    assert result.exit_code == 0, result.output
    assert "1 article" in result.stdout
    assert made.exists()
    if target in ("doccano", "brat"):
        lines = tmp_path / "gold" / "gold.jsonl"
        result = run("import", made, "--from", target, "-o", lines)
        assert result.exit_code == 0, result.output
        assert json.loads(lines.read_text("utf-8"))["text"] == NEWS[0]
    elif target == "label-studio":
        result = run("import", made, "--from", "label-studio", "-o", tmp_path / "g.jsonl")
        assert result.exit_code == 1
        assert "1 article without annotations" in result.stderr


def test_wrong_usage_of_the_commands(tmp_path):
    (tmp_path / "out").mkdir()
    result = run("export", tmp_path / "out", "--to", "doccano", "-o", tmp_path / "x")
    assert result.exit_code == 2
    assert "holds no tables" in result.stderr
    assert run("export", tmp_path / "out", "--to", "word", "-o", "x").exit_code == 2
    assert run("import", tmp_path / "no.json", "--from", "doccano", "-o", "x").exit_code == 2


@pytest.mark.parametrize("source", ["doccano", "brat"])
def test_gold_never_takes_the_place_of_what_was_corrected(tmp_path, tables, source):
    made = tmp_path / "made"
    export(tables, source, made)
    out = made if source == "doccano" else next(made.glob("*.ann"))
    before = out.read_bytes()
    result = run("import", made, "--from", source, "-o", out)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"error: {made} holds what was corrected. Choose another place")
    assert out.read_bytes() == before


@pytest.mark.parametrize("target", TARGETS)
def test_a_place_that_cannot_be_written_to_is_told_with_a_remedy(tmp_path, tables, target):
    (tmp_path / "file").write_text("x")
    with pytest.raises(NewsparseError, match=r"cannot be written to .* choose another place"):
        export(tables, target, tmp_path / "file" / "made")


def test_an_export_never_takes_the_place_of_the_results(tmp_path):
    (tmp_path / "a.txt").write_text(NEWS[0], encoding="utf-8")
    for store, file in (("out", "out/events.parquet"), ("news.duckdb", "news.duckdb")):
        run("extract", tmp_path / "a.txt", "-o", tmp_path / store)
        before = (tmp_path / file).read_bytes()
        result = run("export", tmp_path / store, "--to", "conll", "-o", tmp_path / file)
        assert result.exit_code == 2
        assert "holds the results. Choose another place" in result.stderr
        assert (tmp_path / file).read_bytes() == before
