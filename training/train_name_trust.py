"""Learn how far to trust lists, rules and tagger about names.

    python training/train_name_trust.py GOLD.jsonl… --model FOLDER --weights FOLDER [--write]

Fits the weights of ``src/newsparse/data/lexicons/name_trust.csv`` by logistic regression over the
signs of ``newsparse.recognize.join``. ``--model`` is a folder with a tagger that has NOT seen the
gold given here (train one with ``python -m training.tagger`` on other articles), ``--weights`` one
with weights of the name rules (``python -m training.names … --out``) that have not either: both are
far surer of articles they were trained on, and would be trusted too much.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from newsparse.annotation import Article
from newsparse.lexicon import DATA
from newsparse.pipeline import VALUES
from newsparse.recognize import scores, tagger
from newsparse.recognize.gazetteer import Gazetteer
from newsparse.recognize.join import TABLE, Key, propose, signs
from newsparse.recognize.names import NameRules
from newsparse.recognize.overlaps import resolve

HEADER = """\
# what: how far each sign speaks for a proposed name (log-odds), see newsparse/recognize/join.py
# source: training/train_name_trust.py on articles annotated for this project, corpus/gold among
#   them, with a tagger that had not seen them
# licence: Apache-2.0
sign,weight
"""
_STRENGTH = 0.1  # of the penalty on large weights; 0.03 to 0.3 give the same within 0.003 F1


def examples(row: dict[str, Any], lists: Gazetteer, rules: NameRules) -> Iterator[
    tuple[dict[str, float], bool]
]:  # fmt: skip
    """The proposals of one gold article: their signs, and whether each is right."""
    published = row.get("published")
    article = Article(row["text"], published=published and date.fromisoformat(published))
    settled = resolve(m for find in VALUES for m in find(article))
    listed = lists(article)
    possible = list(lists.possible(article.simplified))
    tagging = tagger.tag(article.simplified, possible)
    ruled = rules(article, resolve([*settled, *listed]), tagging.outside())
    tagged = tagging.spans(article.sentences)
    proposals = propose(article, settled, [*listed, *ruled], tagged, possible)
    described = signs(article, proposals, tagging, tagged)
    for key, found in zip(proposals, described, strict=True):
        right = is_right(row["mentions"], key)
        if right is not None:
            yield found, right


def is_right(gold: list[dict[str, Any]], key: Key) -> bool | None:
    """Whether gold has this name; None where gold leaves it open."""
    start, end, label = key
    for m in gold:
        if (m["start"], m["end"]) == (start, end) and label in (m["label"], *m.get("alt", ())):
            return None if m.get("optional") else True
    touching = (m for m in gold if m["start"] < end and start < m["end"])
    return None if any(m.get("optional") for m in touching) else False


def main(argv: list[str] | None = None) -> int:
    """Fit, report, and write the table if asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=scores.WEIGHTS)
    parser.add_argument("--write", action="store_true", help="write the table")
    options = parser.parse_args(argv)
    tagger.MODEL, scores.WEIGHTS = options.model, options.weights
    lists, rules = Gazetteer(), NameRules()
    rows = [json.loads(line) for path in options.gold for line in path.open(encoding="utf-8")]
    pairs = [pair for row in rows for pair in examples(row, lists, rules)]
    vectorizer = DictVectorizer()
    inputs = vectorizer.fit_transform([found for found, _ in pairs])
    right = [answer for _, answer in pairs]
    model = LogisticRegression(C=_STRENGTH, max_iter=5000, fit_intercept=False)
    model.fit(inputs, right)
    print(f"{len(pairs)} proposals, {sum(right)} right; "
          f"the sum decides {model.score(inputs, right):.3f} of them rightly")  # fmt: skip
    if options.write:
        weights = zip(vectorizer.feature_names_, model.coef_[0], strict=True)
        lines = [f"{sign},{weight:.3f}\n" for sign, weight in weights if abs(weight) >= 0.0005]
        (DATA / TABLE).write_text(HEADER + "".join(lines), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
