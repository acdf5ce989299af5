"""Event-type files: the shipped examples, and what is said about a wrong file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from newsparse.annotation import Article, Mention
from newsparse.cli.check import check_file
from newsparse.errors import DataFileError
from newsparse.events.match import find_events
from newsparse.events.types import load_event_types
from newsparse.lexicon import DATA

NAMES = tuple(sorted(path.stem for path in (DATA / "events").glob("*.toml")))


def test_all_types_are_shipped() -> None:
    assert len(NAMES) == 18
    assert tuple(event_type.name for event_type in load_event_types()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_examples_hold(name: str) -> None:
    assert check_file(DATA / "events" / f"{name}.toml").problems == []


@pytest.mark.parametrize("name", NAMES)
def test_type_has_examples_and_look_alikes_in_both_scripts(name: str) -> None:
    (event_type,) = (t for t in load_event_types() if t.name == name)
    for wanted in (True, False):
        texts = [e.text for e in event_type.examples if e.event is wanted]
        assert len(texts) >= 2
    assert {Article(e.text).script for e in event_type.examples} == {"Hans", "Hant"}


@pytest.mark.parametrize("name", NAMES)
def test_no_word_is_idle(name: str) -> None:
    (event_type,) = (t for t in load_event_types() if t.name == name)
    triggers = {word for frame in event_type.frames for word in frame.triggers}
    for role in event_type.roles:
        assert role.makes | role.shows <= triggers
        assert [k for k in role.kinds if any(k != v and k.endswith(v) for v in role.kinds)] == []
    if triggers:
        assert [w for w in event_type.look_alikes if not _overlaps(w, triggers)] == []
    words = [word for group in event_type.words.values() for word in group]
    assert [word for word, count in Counter(words).items() if count > 1] == []


def _overlaps(look_alike: str, triggers: set[str]) -> bool:
    """Whether a trigger begins in a look-alike."""
    tails = [look_alike[at:] for at in range(len(look_alike))]
    return any(tail.startswith(t) or t.startswith(tail) for tail in tails for t in triggers)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", ["no event type", "[acquisition]"]),
        ("[deal", ["not valid TOML"]),
        ('[deal]\ntrigers = ["收购"]\nroles = {}', ["trigers", "Did you mean 'triggers'?"]),
        ('[deal.roles]\na = { labels = "COMPANY" }', ["labels", "Did you mean 'label'?"]),
        ('[deal.roles]\na = { label = "COMPNAY" }', ["COMPNAY", "Did you mean 'COMPANY'?"]),
        (
            '[[deal.frames]]\ntriggers = ["买"]\nsubject = "byer"\n'
            '[deal.roles]\nbuyer = { label = "COMPANY" }',
            ["byer", "Did you mean 'buyer'?"],
        ),
        (
            '[[deal.frames]]\ntriggers = ["买"]\nsubjekt = "a"\n[deal.roles]\na = {}',
            ["subjekt", "Did you mean 'subject'?"],
        ),
        ('[deal]\nshape = "figure"\n[deal.roles]\na = {}', ["figure", "Did you mean 'figures'?"]),
        ('[deal.roles]\na = {}\n[[deal.examples]]\nb = "x"', ["'b'", "Known"]),
        ('[deal]\ntriggers = "收购"\n[deal.roles]\na = {}', ["triggers", "list"]),
        ('[deal]\ntriggers = ["收购"]', ["roles", "required"]),
        (
            '[deal]\ntriggers = ["收购"]\n[[deal.frames]]\ntriggers = ["買", "收購"]\n'
            '[deal.roles]\na = { label = "COMPANY" }',
            ["收购", "two frames"],
        ),
        ('[deal]\ntriggers = ["买"]\nnot = ["買"]\n[deal.roles]\na = {}', ["'买'", "not"]),
        ('[deal]\ntriggers = ["买"]\nkey = ["b"]\n[deal.roles]\na = {}', ["key", "'b'"]),
        ('[deal]\ntriggers = ["买"]\npairs = ["a", "b"]\n[deal.roles]\na = {}', ["pairs", "'b'"]),
        ('[deal]\ntriggers = ["买"]\npairs = ["a"]\n[deal.roles]\na = {}', ["pairs", "two"]),
        ('[deal.roles]\na = {}\n[[deal.examples]]\na = "x"', ["example", "text"]),
        ('[deal.roles]\na = {}\n[[deal.examples]]\ntext = "x"\na = 5', ["example.a"]),
        (
            '[deal.roles]\na = {}\n[[deal.examples]]\ntext = "x"\nmentions = "x"',
            ["example", "mentions", "table"],
        ),
        (
            '[[deal.frames]]\ntriggers = ["买"]\nonly = { a = "COMPNY" }\n'
            '[deal.roles]\na = { label = "COMPANY" }',
            ["only.a", "COMPNY", "Did you mean 'COMPANY'?"],
        ),
        (
            '[deal.roles]\na = { label = "MONEY", pattern = "(" }',
            ["pattern", "regular expression"],
        ),
        (
            '[deal.roles]\na = { label = "MONEY", pattern = ["ok", "("] }',
            ["pattern", "regular expression"],
        ),
        ('["a/b".roles]\na = {}', ["'a/b'", "letters, digits"]),
        ('["../../evil".roles]\na = {}', ["'../../evil'", "letters, digits"]),
        ("['a\"b'.roles]\na = {}", ["'a\"b'", "letters, digits"]),
        ("[deal.roles]\n'a\"b' = {}", ["role 'a\"b'", "letters, digits"]),
        ('[deal.roles]\na = { label = "COMPANY" }', ["deal has no triggers", "triggers = "]),
        ("[[deal.frames]]\ntriggers = []\n[deal.roles]\na = {}", ["deal has no triggers"]),
        ('[deal]\nshape = "moves"\n[deal.roles]\na = {}', ["shape 'moves'", "no words"]),
        ('[deal]\ntriggers = [""]\n[deal.roles]\na = {}', ["deal.triggers[", "length >= 1"]),
        ('[deal]\ntriggers = ["买"]\n[deal.roles]\na = { after = "" }', ["deal.roles.a.after"]),
        (
            '[deal]\ntriggers = ["买"]\n[deal.roles]\na = {}\n'
            '[[deal.examples]]\ntext = "甲买"\nstatus = "done"',
            ["example: status 'done'", "actual, planned"],
        ),
        (
            '[deal]\ntriggers = ["买"]\n[deal.roles]\na = {}\n'
            '[[deal.examples]]\ntext = "甲买"\nmentions = { "甲" = "COMPNAY" }',
            ["example: label 'COMPNAY'", "Did you mean 'COMPANY'?"],
        ),
    ],
)
def test_wrong_file(tmp_path: Path, body: str, words: list[str]) -> None:
    path = tmp_path / "deal.toml"
    path.write_text(body, "utf-8")
    with pytest.raises(DataFileError) as caught:
        load_event_types(path)
    for word in ["deal.toml", *words]:
        assert word in str(caught.value)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="cannot be read"):
        load_event_types(tmp_path / "none.toml")


def test_a_folder_without_files(tmp_path: Path) -> None:
    (tmp_path / "deal.csv").write_text("", "utf-8")
    with pytest.raises(DataFileError, match=r"holds no \.toml file"):
        load_event_types(tmp_path)


def test_names_in_any_script_and_with_a_hyphen(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('[stock-split]\ntriggers = ["拆股"]\n[stock-split.roles]\n"公司" = {}', "utf-8")
    (event_type,) = load_event_types(path)
    assert (event_type.name, event_type.roles[0].name) == ("stock-split", "公司")


OWN = """
[sponsorship]
triggers = ["贊助", "冠名"]
[sponsorship.roles]
sponsor = { label = "COMPANY", required = true }
event_name = { label = "ORG", required = true }
amount = { label = "MONEY" }
[[sponsorship.examples]]
text = "海棠精密以300萬元贊助晚晴馬拉松。"
sponsor = "海棠精密"
event_name = "晚晴馬拉松"
amount = "300萬元"
[[sponsorship.examples]]
text = "晚晴馬拉松的路線很長。"
mentions = { "晚晴馬拉松" = "ORG" }
event = false
"""


def test_own_type_in_short_form(tmp_path: Path) -> None:
    path = tmp_path / "sponsorship.toml"
    path.write_text(OWN, "utf-8")
    assert check_file(path).problems == []
    types = load_event_types(path)
    article = Article("晚晴马拉松由海棠精密赞助。")
    mentions = [
        Mention(0, 5, "ORG", "晚晴马拉松", "test"),
        Mention(6, 10, "COMPANY", "海棠精密", "test"),
    ]
    (event,) = find_events(article, mentions, types)
    assert [(a.role, a.text) for a in event.arguments] == [
        ("sponsor", "海棠精密"),
        ("event_name", "晚晴马拉松"),
    ]


NEEDS = """
[leasing]
context = ["船"]
[[leasing.frames]]
triggers = ["租用"]
subject = "lessee"
from = "lessor"
needs = ["amount|lessee+lessor"]
[leasing.roles]
lessee = { label = "COMPANY", required = true, main = true }
lessor = { label = "COMPANY", main = true }
amount = { label = "MONEY" }
[[leasing.examples]]
text = "海棠航運從云岫海運租用兩艘貨船。"
lessee = "海棠航運"
lessor = "云岫海運"
[[leasing.examples]]
text = "海棠航運以3億元租用兩艘貨船。"
lessee = "海棠航運"
amount = "3億元"
[[leasing.examples]]
text = "海棠航運租用兩艘貨船。"
mentions = { "海棠航運" = "COMPANY" }
event = false
"""


def test_one_role_or_two_together_meet_a_need(tmp_path: Path) -> None:
    path = tmp_path / "leasing.toml"
    path.write_text(NEEDS, "utf-8")
    assert check_file(path).problems == []
    path.write_text(NEEDS.replace("+lessor", "+owner"), "utf-8")
    with pytest.raises(DataFileError, match="owner"):
        load_event_types(path)
