from __future__ import annotations

import json

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from newsparse.spacy_adapter import Words, blank
from newsparse.spacy_adapter import mention as behind

TEXT = "騰訊擬以5億美元收購格芯。\n騰訊董事會昨日通過。"


@pytest.fixture(scope="module", params=["char", "jieba", "words"])
def nlp(request):
    return make(request.param)


def make(segmenter: str, **config):
    config = {"published": "2024-03-24", **config}
    if segmenter == "words":
        return blank(**config)
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": segmenter}}})
    nlp.add_pipe("newsparse", config=config)
    return nlp


def test_entities_spans_and_data(nlp):
    doc = nlp(TEXT)
    assert doc.text == TEXT
    found = [(ent.label_, ent.text) for ent in doc.ents]
    for label, surface in (("COMPANY", "騰訊"), ("COMPANY", "格芯"), ("DATE", "昨日")):
        assert any(kind == label and surface in text for kind, text in found), found
    assert len(doc.spans["newsparse"]) >= len(doc.ents)
    data = doc.user_data["newsparse"]
    assert all(TEXT[m["start"] : m["end"]] == m["text"] for m in data["mentions"])
    assert data["events"][0]["type"] == "acquisition"


def test_spans_cover_their_mentions_and_name_the_entity(nlp):
    doc = nlp(TEXT)
    mentions = doc.user_data["newsparse"]["mentions"]
    entities = {e["id"]: e["kb"] for e in doc.user_data["newsparse"]["entities"]}
    assert len(doc.spans["newsparse"]) == len(mentions)
    for span, mention in zip(doc.spans["newsparse"], mentions, strict=True):
        assert span.start_char <= mention["start"]
        assert span.end_char >= mention["end"]
        assert span.label_ == mention["label"]
        assert behind(span) == mention
        assert span.kb_id_ == (entities.get(mention["entity"]) or "")


def test_all_of_it_survives_bytes(nlp):
    doc = nlp(TEXT)
    back = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert back.user_data["newsparse"] == doc.user_data["newsparse"]
    assert [(e.text, e.label_) for e in back.ents] == [(e.text, e.label_) for e in doc.ents]
    assert len(back.spans["newsparse"]) == len(doc.spans["newsparse"])


def test_the_published_date_of_a_document_wins(nlp):
    doc = nlp.make_doc(TEXT)
    doc.user_data["published"] = "2020-01-02"
    doc = nlp(doc)
    dates = [m["value"] for m in doc.user_data["newsparse"]["mentions"] if m["label"] == "DATE"]
    assert dates[0]["start"] == "2020-01-01"


def test_options_reach_the_pipeline(tmp_path):
    names = tmp_path / "names.csv"
    names.write_text("id,label,name,aliases\nm1,PRODUCT,甲骨星,\n", encoding="utf-8")
    doc = make("char", region="HK", gazetteers=[str(names)])("甲骨星售價3元。")
    data = doc.user_data["newsparse"]
    assert [(m["text"], m["label"]) for m in data["mentions"]] == [
        ("甲骨星", "PRODUCT"),
        ("3元", "MONEY"),
    ]
    assert data["mentions"][1]["value"]["currency"] == "HKD"


def test_ids_of_spans_lead_to_values(nlp):
    doc = nlp(TEXT)
    for spans in (doc.ents, doc.spans["newsparse"]):
        amount = next(behind(span) for span in spans if span.label_ == "MONEY")
        assert amount["text"] == "5億美元"
        assert amount["value"]["min"] == "500000000"
    assert [behind(span)["label"] for span in doc.ents] == [span.label_ for span in doc.ents]
    with pytest.raises(KeyError, match="騰訊"):
        behind(nlp.make_doc(TEXT).char_span(0, 2, alignment_mode="expand"))


def test_all_of_it_survives_a_docbin(nlp, tmp_path):
    doc = nlp(TEXT)
    DocBin(docs=[doc], store_user_data=True).to_disk(tmp_path / "a.spacy")
    (back,) = DocBin().from_disk(tmp_path / "a.spacy").get_docs(spacy.blank("zh").vocab)
    plain = json.loads(json.dumps(back.user_data["newsparse"]))
    assert plain == doc.user_data["newsparse"]
    assert [(e.text, e.label_, e.id_) for e in back.ents] == [
        (e.text, e.label_, e.id_) for e in doc.ents
    ]
    pairs = zip(back.spans["newsparse"], doc.spans["newsparse"], strict=True)
    assert all(behind(one)["start"] == behind(other)["start"] for one, other in pairs)


def test_worker_processes(nlp):
    docs = list(nlp.pipe([TEXT] * 4, n_process=2, batch_size=2))
    alone = nlp(TEXT)
    for doc in docs:
        assert doc.user_data["newsparse"] == alone.user_data["newsparse"]
        assert doc.user_data["newsparse"]["events"]
        assert [(e.text, behind(e)["value"]) for e in doc.ents] == [
            (e.text, behind(e)["value"]) for e in alone.ents
        ]


def test_words_are_whole_in_either_script():
    words = [token.text for token in Words(spacy.blank("zh").vocab)("騰訊收購Stability AI。")]
    assert words == ["騰訊", "收購", "Stability AI", "。"]
    doc = blank()(TEXT)
    exact = [(behind(e)["start"], behind(e)["end"]) for e in doc.ents]
    assert [(e.start_char, e.end_char) for e in doc.ents] == exact


def test_entities_of_components_before_are_replaced():
    nlp = spacy.blank("zh")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GPE", "pattern": "騰訊擬"}])
    nlp.add_pipe("newsparse")
    assert {e.label_ for e in nlp(TEXT).ents} <= {"COMPANY", "MONEY", "DATE"}


def test_the_pipeline_can_be_saved(nlp, tmp_path):
    nlp.to_disk(tmp_path)
    doc = spacy.load(tmp_path)(TEXT)
    assert doc.user_data["newsparse"] == nlp(TEXT).user_data["newsparse"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "。", "Only Latin.", "甲\u200b乙\xa0丙  丁"])
def test_odd_texts(nlp, text):
    doc = nlp(text)
    assert doc.text == text
    assert doc.user_data["newsparse"]["text"] == text


def test_the_factory_is_known_without_importing_newsparse():
    from importlib.metadata import entry_points

    (entry,) = entry_points(group="spacy_factories", name="newsparse")
    assert entry.value == "newsparse.spacy_adapter:create"
    (entry,) = entry_points(group="spacy_tokenizers", name="newsparse.words.v1")
    assert entry.value == "newsparse.spacy_adapter:create_words"
