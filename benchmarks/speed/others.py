"""What people would run instead, over the same articles.

``jieba.cut`` is the standard everything is compared with. JioNLP and cutword are compared where
they are installed (``pip install '.[bench]'``). Both are made for Simplified text and get the
simplified key.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from importlib.util import find_spec
from typing import Any

from benchmarks.speed.timing import Way, each, every_turn
from newsparse import Article

JIEBA = "jieba.cut"
# Slow ways take one turn in so many, so that a run ends within minutes.
_SOME, _FEW = 5, 25
# On Traditional text posseg goes at a thousand characters a second: unknown words cost it most.
_FEWEST = slice(0, 24, 4)  # articles


def jieba_cut(articles: Sequence[Article], places: Sequence[int]) -> Way:
    """Word segmentation with jieba as it comes."""
    import jieba

    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    return each(JIEBA, lambda n: list(jieba.cut(articles[n].text)), places)


def others(articles: Sequence[Article]) -> Iterator[Way]:
    """The others that are installed."""
    import jieba.posseg
    import spacy
    from opencc import OpenCC

    sizes = [len(article.text) for article in articles]
    some, few = ([n for turn in every_turn(sizes, n) for n in turn] for n in (_SOME, _FEW))
    fewest = range(len(articles))[_FEWEST]
    yield each("jieba.posseg.cut", lambda n: list(jieba.posseg.cut(articles[n].text)), fewest)
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    yield each("spaCy blank zh, jieba", lambda n: nlp(articles[n].text), some)
    convert = OpenCC("t2s").convert
    yield each("opencc t2s", lambda n: convert(articles[n].text), some)
    if find_spec("cutword"):
        cut = _cutword()
        yield each("cutword", lambda n: cut(articles[n].simplified), some)
    if find_spec("jionlp"):
        jio = _jionlp()
        yield each("JioNLP money", lambda n: jio.extract_money(articles[n].simplified), some)
        yield each("JioNLP time", lambda n: jio.extract_time(articles[n].simplified), few)


def _cutword() -> Any:
    with quiet():
        from cutword import Cutter

        return Cutter().cutword


def _jionlp() -> Any:
    with quiet():
        import jionlp

        jionlp.ner.extract_time("今天")  # loads what it needs
        return jionlp.ner


@contextmanager
def quiet() -> Iterator[None]:
    """Without what others print and log, such as errors they have got over."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
            yield
    finally:
        logging.disable(before)
