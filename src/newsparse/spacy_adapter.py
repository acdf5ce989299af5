"""newsparse inside a spaCy pipeline; the only module that imports spaCy.

    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    nlp.add_pipe("newsparse", config={"region": "TW"})
    doc = nlp("騰訊擬以5億美元收購格芯。")

The component fills ``doc.ents`` (spans that overlap after they were widened to whole tokens are
dropped, the longest stays), ``doc.spans["newsparse"]`` (all of them) and
``doc.user_data["newsparse"]``: ``Analysis.to_dict()``, plain data that survives ``to_bytes`` and
``n_process``. Offsets in that data are exact; those of spans are the nearest whole tokens around.
A document's own publication date is read from ``doc.user_data["published"]`` ("2024-03-24").
"""

from __future__ import annotations

from datetime import date

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from newsparse.annotation import Article
from newsparse.pipeline import Pipeline
from newsparse.text.script import Region

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
    return NewsparseComponent(
        pipeline, date.fromisoformat(published) if published else None, region
    )


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
        own = doc.user_data.get("published")
        published = date.fromisoformat(own) if own else self._published
        analysis = self._pipeline(Article(doc.text, published=published, region=self._region))
        codes = {entity.id: entity.kb for entity in analysis.entities}
        spans: list[Span] = []
        for mention in analysis.mentions:
            span = doc.char_span(
                mention.start,
                mention.end,
                label=mention.label,
                kb_id=codes.get(mention.entity or "") or "",
                alignment_mode="expand",
                span_id=mention.entity or "",
            )
            if span is not None:
                spans.append(span)
        doc.set_ents(filter_spans(spans))
        doc.spans[KEY] = spans
        doc.user_data[KEY] = analysis.to_dict()
        return doc
