"""The learned tagger: valid names, in place, the same in both scripts and every time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from newsparse.annotation import NAME_LABELS, Article, Label
from newsparse.recognize import tagger
from newsparse.recognize.gazetteer import Gazetteer
from newsparse.recognize.tag_paths import TAGS
from newsparse.recognize.tagger import LISTED, Tagging, features, tag
from newsparse.text.simplify import simplify

ROOT = Path(__file__).parent.parent
TEXT = (
    "台積電董事長魏哲家昨日表示，將在日本熊本縣設廠。實密科技股份有限公司總經理何秀琴說，看好需求。"
)


def tagged(text: str) -> list[tuple[str, Label]]:
    article = Article(text)
    found = tag(article.simplified, Gazetteer().possible(article.simplified))
    return [(text[start:end], label) for start, end, label in found.spans(article.sentences)]


def scored(*paths: str) -> Tagging:
    """A tagging in which these tags, one per character, are the likeliest."""
    scores = np.full((len(paths), len(TAGS)), -5.0, np.float32)
    for place, name in enumerate(paths):
        scores[place, TAGS.index(name)] = -0.1
    return Tagging(scores)


def test_finds_names_of_several_kinds() -> None:
    found = tagged(TEXT)
    assert ("台積電", "COMPANY") in found
    assert ("魏哲家", "PERSON") in found
    assert ("何秀琴", "PERSON") in found
    assert ("總經理", "POSITION") in found
    assert ("實密科技股份有限公司", "COMPANY") in found


def test_scripts_agree() -> None:
    other = [(simplify(name), label) for name, label in tagged(TEXT)]
    assert tagged(simplify(TEXT)) == other


def test_same_input_same_output() -> None:
    article = Article(TEXT)
    listed = list(Gazetteer().possible(article.simplified))
    first, second = tag(article.simplified, listed), tag(article.simplified, listed)
    assert np.array_equal(first.scores, second.scores)


def test_log_probabilities() -> None:
    scores = tag(simplify(TEXT), []).scores
    assert scores.shape == (len(TEXT), len(TAGS))
    assert np.allclose(np.exp(scores).sum(axis=1), 1, atol=1e-3)


@pytest.mark.parametrize(
    "text", ["", "\n", "a", "。", "\ud83d\ude00台積電", "\udc00\ud800", "😀" * 5, "台" * 3000]
)
def test_survives_odd_texts(text: str) -> None:
    assert tag(text, []).scores.shape == (len(text), len(TAGS))


def test_characters_outside_the_basic_plane_keep_the_offsets() -> None:
    assert ("魏哲家", "PERSON") in tagged("𠮷😀台積電董事長魏哲家表示")


def test_sentences_are_read_one_by_one() -> None:
    found = scored("B-PERSON", "E-PERSON", "B-PERSON", "E-PERSON")
    assert found.spans([(0, 2), (2, 4)]) == [(0, 2, "PERSON"), (2, 4, "PERSON")]
    assert found.spans([(2, 4)]) == [(2, 4, "PERSON")]


def test_single_characters() -> None:
    assert scored("O", "S-PLACE", "O").spans([(0, 3)]) == [(1, 2, "PLACE")]


@pytest.mark.parametrize(
    ("path", "sentences"),
    [
        (["B-PERSON", "O", "O"], [(0, 3)]),
        (["O", "I-PERSON", "E-PERSON"], [(0, 3)]),
        (["B-PERSON", "E-COMPANY", "O"], [(0, 3)]),
        (["B-PERSON", "I-PERSON", "I-PERSON"], [(0, 3)]),  # never ends
        (["B-PERSON", "I-PERSON", "E-PERSON"], [(0, 2), (2, 3)]),  # cut by a sentence's end
    ],
)
def test_torn_names_are_mended(path: list[str], sentences: list[tuple[int, int]]) -> None:
    spans = scored(*path).spans(sentences)
    last = 0
    for start, end, label in spans:
        assert last <= start < end
        assert any(s <= start and end <= e for s, e in sentences)
        assert label in NAME_LABELS
        last = end


def test_mending_takes_the_likeliest_valid_path() -> None:
    """Against all paths of four characters with two labels, tried one by one."""
    random = np.random.default_rng(5)
    some = [t for t in range(len(TAGS)) if t < 9]
    for _ in range(20):
        scores = np.full((4, len(TAGS)), -50, np.float32)
        scores[:, some] = random.normal(size=(4, len(some)))
        scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))  # as the network gives them
        best, names = max(_valid_paths(scores, some))
        found = Tagging(scores).spans([(0, 4)])
        assert found == names, best


def _valid_paths(
    scores: np.ndarray[tuple[int, int], np.dtype[np.float32]], some: list[int]
) -> list[tuple[float, list[tuple[int, int, Label]]]]:
    paths: list[tuple[float, int, list[tuple[int, int, Label]]]] = [(0.0, 0, [])]
    for place, row in enumerate(scores):
        longer = []
        for total, open_since, names in paths:
            for number in some:
                label: Label = NAME_LABELS[(number - 1) // 4]
                part = TAGS[number][0]
                # open_since: place of the B, one up and signed with its label's number
                inside, of = divmod(open_since, 10)
                if (part in "IE") != bool(open_since) or (part in "IE" and of != (number - 1) // 4):
                    continue
                ended = names
                opened = open_since
                if part == "B":
                    opened = (place + 1) * 10 + (number - 1) // 4
                if part == "E":
                    ended, opened = [*names, (inside - 1, place + 1, label)], 0
                if part == "S":
                    ended = [*names, (place, place + 1, label)]
                longer.append((total + float(row[number]), opened, ended))
        paths = longer
    return [(total, names) for total, opened, names in paths if not opened]


def test_log_probabilities_of_names() -> None:
    found = scored("B-PERSON", "I-PERSON", "E-PERSON", "S-PLACE", "O")
    names: list[tuple[int, int, Label]] = [
        (0, 3, "PERSON"),
        (3, 4, "PLACE"),
        (0, 2, "PERSON"),
        (1, 3, "PERSON"),
        (0, 4, "COMPANY"),
    ]
    assert found.log_probabilities(names) == pytest.approx([-0.3, -0.1, -5.1, -5.1, -12.0])
    assert found.log_probabilities([]) == []


def test_lists_are_seen() -> None:
    listed = list(Gazetteer().possible("台积电董事长"))
    marks = features("台积电董事长", listed)["listed"]
    company = 3 * NAME_LABELS.index("COMPANY")
    assert marks.shape == (6, LISTED)
    assert marks[0, company] == marks[1, company + 1] == marks[2, company + 2] == 1
    assert not marks[3:, company : company + 3].any()


def test_loads_only_when_used() -> None:
    code = "import sys, newsparse; sys.exit('onnxruntime' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_about_a_sentence_a_second_network_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []
    session = tagger._session
    monkeypatch.setattr(tagger, "_session", lambda model: asked.append(model) or session(model))
    for text in (TEXT, TEXT * 4):
        tag(simplify(text), [])
    assert asked == [tagger.MODEL, tagger.SENTENCES, tagger.MODEL]


def test_training_writes_a_model_that_loads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    torch = pytest.importorskip("torch")
    pytest.importorskip("onnx")
    monkeypatch.syspath_prepend(str(ROOT))
    from training.tagger import export, reproduce
    from training.tagger.__main__ import main
    from training.tagger.tune import restored

    gold, some = ROOT / "corpus" / "gold", tmp_path / "some.txt"
    sentences = (ROOT / "training" / "annotated" / "encyclopaedia.txt").read_text("utf-8")
    some.write_text("\n".join(sentences.splitlines()[:60]), "utf-8")
    shipped, other, model = tagger.MODEL, tagger.SENTENCES, tmp_path / "model"
    monkeypatch.setattr(tagger, "MODEL", tagger.MODEL)  # it is pointed at the alphabet prepared
    monkeypatch.setattr(tagger, "SENTENCES", model)
    asked = ["--gold", str(gold / "hk.jsonl"), "--held", str(gold / "cn.jsonl"), "--swaps", "1"]
    asked += ["--sentences", str(some)]
    asked += ["--alphabet", str(shipped / "alphabet.json"), "--out", str(tmp_path)]
    foreign = str(other / "tagger.onnx")
    assert reproduce.main([*asked, "--small", "--into", str(model), "--like-on-news", foreign]) == 0
    told = capsys.readouterr().out
    for line in ("teaching 2/2", "learning 4/4", "tuning 2/2", "held-cn with lists  all"):
        assert line in told
    tagger.MODEL = model
    found = tag("台积电董事长魏哲家表示", [])
    assert np.allclose(np.exp(found.scores).sum(axis=1), 1, atol=1e-3)
    # a network of another alphabet goes on with that one
    kept, went_on = str(tmp_path / "sentences.pt"), str(tmp_path / "went_on.pt")
    small = ["--tuning", "1", "--windows", "2", "--said", "0.1", "--annotated", "0", "--way", "0.5"]
    prepared = [str(tmp_path), "--begin", foreign, "--like", foreign, kept, "--keep", went_on]
    main(["tune", *prepared, *small])
    to = ["--alphabet", str(other / "alphabet.json"), "--out", str(tmp_path / "gone_on")]
    assert export.main([went_on, str(tmp_path), *to]) == 0
    assert (tmp_path / "gone_on" / "alphabet.json").read_bytes() == (
        other / "alphabet.json"
    ).read_bytes()
    tagger.MODEL = tagger.SENTENCES = tmp_path / "gone_on"
    after = tag("台积电董事长魏哲家表示", [])
    tagger.MODEL = tagger.SENTENCES = other
    before = tag("台积电董事长魏哲家表示", [])
    assert np.abs(np.exp(after.scores) - np.exp(before.scores)).max() < 0.2
    # out of its 8 bits the shipped network says what it says within them, nearly always
    tagger.MODEL = tagger.SENTENCES = shipped
    again = restored(shipped / "tagger.onnx")
    inputs = features("台积电董事长魏哲家表示", list(Gazetteer().possible("台积电董事长")))
    names = ("character", "left", "right", "shape", "listed")
    asked_again = again(*(torch.from_numpy(inputs[name])[None] for name in names))
    told_so = np.exp(tag("台积电董事长魏哲家表示", Gazetteer().possible("台积电董事长")).scores)
    assert np.abs(asked_again[0].exp().detach().numpy() - told_so).max() < 0.05
