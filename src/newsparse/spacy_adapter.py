"""newsparse inside a spaCy pipeline; no step of the analysis itself imports spaCy.

    nlp = spacy.load(...)                       # or newsparse.spacy_adapter.blank()
    nlp.add_pipe("newsparse", config={"region": "TW"})
    doc = nlp("騰訊擬以5億美元收購格芯。")
    doc.user_data["newsparse"]["events"]        # plain data
    mention(doc.ents[0])["value"]               # and so is what lies behind a span

The component fills ``doc.spans["newsparse"]`` (every mention), ``doc.ents`` (spans that overlap
after they were widened to whole tokens are dropped, the longest stays; entities of components
before it are replaced) and ``doc.user_data["newsparse"]``: ``Analysis.to_dict()``, plain data that
survives ``to_bytes``, ``DocBin(store_user_data=True)`` and ``n_process``. Offsets in that data are
exact; those of spans are the nearest whole tokens around. ``span.id_`` ("M3") is the place among
the mentions in that data, ``span.kb_id_`` the listed code. A document's own publication date is
read from ``doc.user_data["published"]`` ("2024-03-24").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import chain, pairwise
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.util import DummyTokenizer, filter_spans, registry
from spacy.vocab import Vocab

from newsparse.annotation import Article
from newsparse.pipeline import Pipeline
from newsparse.published import publication_day
from newsparse.text.script import Region
from newsparse.text.segment import split_words

KEY = "newsparse"


@Language.factory(
    KEY,
    default_config={"published": None, "region": None, "gazetteers": [], "event_types": None},
    assigns=["doc.ents", "doc.spans", "doc.user_data", "token.ent_iob", "token.ent_type"],
)
def create(
    nlp: Language,
    name: str,
    published: str | None,
    region: Region | None,
    gazetteers: list[str],
    event_types: str | None,
) -> NewsparseComponent:
    """Make the component; spaCy calls this for ``nlp.add_pipe("newsparse")``.

    Args:
        nlp: the pipeline it is added to.
        name: its name there.
        published: publication date ("2024-03-24") of documents without their own.
        region: home region ("HK", "TW", "CN"); detected if not given.
        gazetteers: CSV files of the caller's own names.
        event_types: a TOML file or folder used instead of the shipped event types.
    """
    pipeline = Pipeline(gazetteers=gazetteers, event_types=event_types)
    return NewsparseComponent(pipeline, publication_day(published), region)


class NewsparseComponent:
    """Analyses a Doc's text; see the module's docstring for what it sets.

    Example:
        >>> import spacy
        >>> nlp = spacy.blank("zh")
        >>> _ = nlp.add_pipe("newsparse")
        >>> [(ent.text, ent.label_) for ent in nlp("騰訊擬以5億美元收購格芯。").ents][:2]
        [('騰訊', 'COMPANY'), ('5億美元', 'MONEY')]
    """

    def __init__(
        self, pipeline: Pipeline, published: date | None = None, region: Region | None = None
    ) -> None:
        self._pipeline = pipeline
        self._published = published
        self._region: Region | None = region

    def __call__(self, doc: Doc) -> Doc:
        """Analyse one document."""
        own = publication_day(doc.user_data.get("published"))
        article = Article(doc.text, published=own or self._published, region=self._region)
        return annotate(doc, self._pipeline(article).to_dict())


@registry.tokenizers("newsparse.words.v1")  # type: ignore[untyped-decorator]
def create_words() -> Callable[[Language], Words]:
    """Make the tokenizer; spaCy calls this where a config names ``newsparse.words.v1``."""
    return lambda nlp: Words(nlp.vocab)


class Words(DummyTokenizer):
    """A tokenizer: jieba's words of the text, Latin names and amounts whole.

    jieba knows words as Simplified script writes them, so it is given the Simplified key, which
    has the same offsets: spaCy's own jieba tokens cut 騰訊收購格芯 into 騰訊收 購格 芯.

    Example:
        >>> [token.text for token in Words(Vocab())("騰訊收購格芯。")]
        ['騰訊', '收購', '格芯', '。']
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Cut a text into tokens."""
        article = Article(text)
        return _cut(self.vocab, text, split_words(article.simplified, article.sentences))


def blank(**config: Any) -> Language:
    """An empty Chinese pipeline over ``Words``, with newsparse in it.

    Args:
        config: options of the component (``create``): published, region, gazetteers, event_types.

    Example:
        >>> [ent.text for ent in blank()("騰訊收購格芯。").ents]
        ['騰訊', '格芯']
    """
    tokens = {"@tokenizers": "newsparse.words.v1"}
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": tokens}})
    nlp.add_pipe(KEY, config=config)
    return nlp


def annotate(doc: Doc, data: Mapping[str, Any]) -> Doc:
    """Put an article's results on a Doc of its text.

    Args:
        doc: whose text is ``data["text"]``.
        data: in the form of ``Analysis.to_dict``.
    """
    codes = {entity["id"]: entity["kb"] for entity in data["entities"]}
    spans: list[Span] = []
    for number, found in enumerate(data["mentions"]):
        span = doc.char_span(
            found["start"],
            found["end"],
            label=found["label"],
            kb_id=codes.get(found["entity"]) or "",
            alignment_mode="expand",
            span_id=f"M{number}",
        )
        if span is not None:
            spans.append(span)
    doc.set_ents(filter_spans(spans))
    doc.spans[KEY] = spans
    doc.user_data[KEY] = dict(data)
    return doc


def mention(span: Span) -> dict[str, Any]:
    """What lies behind a span of ``doc.ents`` or ``doc.spans["newsparse"]``.

    Returns:
        The mention as in ``Analysis.to_dict``: exact offsets, label, value, entity, rule.

    Raises:
        KeyError: the span is none of newsparse's.

    Example:
        >>> doc = blank()("騰訊擬以5億美元收購格芯。")
        >>> mention(doc.ents[1])["value"]["currency"]
        'USD'
    """
    number = span.id_.removeprefix("M")
    if KEY not in span.doc.user_data or not number.isdecimal():
        raise KeyError(f"{span.text!r} is no span of newsparse")
    found: dict[str, Any] = span.doc.user_data[KEY]["mentions"][int(number)]
    return found


def to_docbin(articles: Iterable[Mapping[str, Any]]) -> DocBin:
    """Articles in spaCy's own file format, ready for ``spacy train``.

    Tokens are jieba's words, cut where a mention begins or ends, so that every mention is whole
    tokens and trains a tagger with its exact bounds.

    Args:
        articles: in the form of ``Analysis.to_dict``.

    Example:
        >>> from newsparse import analyze
        >>> docs = to_docbin([analyze("騰訊擬以5億美元收購格芯。").to_dict()])
        >>> [ent.text for doc in docs.get_docs(spacy.blank("zh").vocab) for ent in doc.ents]
        ['騰訊', '5億美元', '格芯']
    """
    vocab = spacy.blank("zh").vocab
    docs = DocBin(store_user_data=True)
    for data in articles:
        article = Article(data["text"])
        places = list(split_words(article.simplified, article.sentences))
        places += [(found["start"], found["end"]) for found in data["mentions"]]
        docs.add(annotate(_cut(vocab, article.text, places), data))
    return docs


def _cut(vocab: Vocab, text: str, places: Iterable[tuple[int, int]]) -> Doc:
    """A Doc with a token boundary at both ends of every place; its text is that text."""
    cuts = sorted({0, len(text), *chain.from_iterable(places)})
    words: list[str] = []
    spaces: list[bool] = []
    for start, end in pairwise(cuts):
        if text[start:end] == " " and words and not spaces[-1]:
            spaces[-1] = True
        else:
            words.append(text[start:end])
            spaces.append(False)
    return Doc(vocab, words=words, spaces=spaces)
