"""CoNLL columns: character, offset, entity, BIO tag; a line per character.

Characters and not words, because one name in fourteen of corpus/gold does not sit on the
boundaries of jieba's words. White space has no line; the offset column tells where it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from newsparse.text.segment import split_sentences


def conll_lines(document: Mapping[str, Any]) -> Iterator[str]:
    r"""The lines of one article, with an empty line after each sentence.

    Args:
        document: in the form of ``Analysis.to_dict``; its mentions do not overlap.

    Example:
        >>> from newsparse import analyze
        >>> list(conll_lines(analyze("騰訊。").to_dict()))[1:]
        ['騰\t0\tE1\tB-COMPANY', '訊\t1\tE1\tI-COMPANY', '。\t2\t_\tO', '']
    """
    text = document["text"]
    tags = ["O"] * len(text)
    entities = ["_"] * len(text)
    for mention in document["mentions"]:
        for at in range(mention["start"], mention["end"]):
            tags[at] = ("B-" if at == mention["start"] else "I-") + mention["label"]
            entities[at] = mention["entity"] or "_"
    yield f"# id = {document['id']}".rstrip()
    for start, end in split_sentences(text):
        lines = [
            f"{text[at]}\t{at}\t{entities[at]}\t{tags[at]}"
            for at in range(start, end)
            if not text[at].isspace()
        ]
        if lines:
            yield from lines
            yield ""
