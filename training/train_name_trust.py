"""Learn how far to trust lists, rules and tagger about names.

    python training/train_name_trust.py --articles GOLD MODEL WEIGHTS [--articles …] [--write]

Fits the weights of ``src/newsparse/data/lexicons/name_trust.csv`` by logistic regression over the
signs of ``newsparse.recognize.name_signs``. Each ``--articles`` names gold articles (a file, or a
folder of .jsonl files), a folder with a tagger, and one with weights of the name rules. Neither
should have SEEN the articles (learn both on others with ``python -m training.tagger`` and
``training.names``): they are far surer of articles they were trained on, and would be trusted too
much. Rules learned on fewer articles are in turn worse than those shipped. The table is from

    --articles HELD.jsonl FOLD FOLD_WEIGHTS --articles HELD.jsonl FOLD SHIPPED/lexicons
    --articles corpus/gold SHIPPED/model SHIPPED/lexicons  (this one twice)

where FOLD and FOLD_WEIGHTS were learned without the held articles.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from newsparse.annotation import Article
from newsparse.lexicon import DATA
from newsparse.pipeline import VALUES
from newsparse.recognize import scores, tagger
from newsparse.recognize.gazetteer import Gazetteer
from newsparse.recognize.name_signs import TABLE, signs
from newsparse.recognize.names import NameRules
from newsparse.recognize.overlaps import resolve
from newsparse.recognize.proposals import Key, propose

HEADER = """\
# what: how far each sign speaks for a proposed name (log-odds), see recognize/name_signs.py
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
    described = signs(article.simplified, proposals, tagging, tagged)
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


def described(gold: Path, model: Path, weights: Path) -> list[tuple[dict[str, float], bool]]:
    """The proposals in some gold articles, made with this tagger and these weights of rules."""
    tagger.MODEL, scores.WEIGHTS = model, weights
    lists, rules = Gazetteer(), NameRules()
    files = sorted(gold.glob("*.jsonl")) if gold.is_dir() else [gold]
    rows = [json.loads(line) for path in files for line in path.open(encoding="utf-8")]
    return [pair for row in rows for pair in examples(row, lists, rules)]


def main(argv: list[str] | None = None) -> int:
    """Fit, report, and write the table if asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--articles", type=Path, nargs=3, action="append", required=True,
        metavar=("GOLD", "MODEL", "WEIGHTS"),
    )  # fmt: skip
    parser.add_argument("--write", action="store_true", help="write the table")
    options = parser.parse_args(argv)
    pairs = []
    for group in options.articles:  # in a process of its own, for the models stay loaded
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            pairs += pool.submit(described, *group).result()
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
