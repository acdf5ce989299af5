r"""Learn how far to trust lists, rules and tagger about names.

    python -m training.train_name_trust --articles corpus/gold training/annotated/trust.jsonl \
        training/annotated/encyclopaedia_trust.txt --news FOLDER [--write]

Fits the weights of ``src/newsparse/data/lexicons/name_trust.csv`` by logistic regression over the
signs of ``newsparse.recognize.name_signs``. ``--articles``: gold articles (a file, or a folder of
.jsonl files), or annotations of articles that are in ``--news``. The tagger and the rules in the
package should not have SEEN them: they are far surer of articles they were trained on, and would
be trusted too much. What these articles say little about stays near the weights of ``--start``,
which were learned on other articles, with an earlier tagger that had not seen those. Sentences by
themselves (``training/annotated/encyclopaedia_trust.txt``) change nothing for articles: of them,
and of the sentences of the articles, is learned how much more or less a sign weighs where there is
no article around it; with ``--brief`` that alone, which leaves articles as they are.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import expit
from sklearn.feature_extraction import DictVectorizer
from training.tagger.data import gold_rows

from newsparse.annotation import Article
from newsparse.lexicon import DATA, read_table
from newsparse.pipeline import VALUES
from newsparse.recognize import tagger
from newsparse.recognize.gazetteer import Gazetteer
from newsparse.recognize.name_signs import IN_BRIEF, TABLE, signs
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
# On moving away from the start: of articles, of sentences; 10 and 30 give the same within 0.002 F1.
_PENALTY, _PENALTY_IN_BRIEF = 10.0, 30.0


def examples(row: dict[str, Any], lists: Gazetteer, rules: NameRules) -> Iterator[
    tuple[dict[str, float], bool]
]:  # fmt: skip
    """The proposals of one gold article: their signs, and whether each is right."""
    published = row.get("published")
    article = Article(row["text"], published=published and date.fromisoformat(published))
    settled = resolve(m for find in VALUES for m in find(article))
    listed, possible = lists.read(article)
    tagging = tagger.tag(article.simplified, possible)
    ruled = rules(article, resolve([*settled, *listed]), tagging.outside())
    tagged = tagging.spans(article.sentences)
    proposals = propose(article, settled, [*listed, *ruled], tagged, possible)
    described = signs(article.simplified, proposals, tagging, tagged)
    for key, found in zip(proposals, described, strict=True):
        right = is_right(row["mentions"], key)
        if right is not None:
            yield found, right


def sentences(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The sentences of a gold article, each as an article by itself."""
    for start, end in Article(row["text"]).sentences:
        moved = [
            m | {"start": m["start"] - start, "end": m["end"] - start}
            for m in row["mentions"]
            if start <= m["start"] and m["end"] <= end
        ]
        yield row | {"text": row["text"][start:end], "mentions": moved}


def is_right(gold: list[dict[str, Any]], key: Key) -> bool | None:
    """Whether gold has this name; None where gold leaves it open."""
    start, end, label = key
    for m in gold:
        if (m["start"], m["end"]) == (start, end) and label in (m["label"], *m.get("alt", ())):
            return None if m.get("optional") else True
    touching = (m for m in gold if m["start"] < end and start < m["end"])
    return None if any(m.get("optional") for m in touching) else False


def fitted(
    inputs: csr_matrix, right: NDArray[Any], start: NDArray[Any], penalty: float
) -> NDArray[Any]:
    """The weights that explain the answers best, drawn towards those of the start."""

    def loss(weights: NDArray[Any]) -> tuple[float, NDArray[Any]]:
        odds, moved = inputs @ weights, weights - start
        value = np.logaddexp(0, odds).sum() - right @ odds + penalty / 2 * moved @ moved
        return value, inputs.T @ (expit(odds) - right) + penalty * moved

    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 5000})
    weights: NDArray[Any] = found.x
    return weights


def learned(
    pairs: list[tuple[dict[str, float], bool]], weights: dict[str, float], penalty: float
) -> dict[str, float]:
    """The weights of the signs that some proposals show; none where there are no proposals."""
    if not pairs:
        return {}
    vectorizer = DictVectorizer()
    inputs = vectorizer.fit_transform([found for found, _ in pairs])
    right = np.array([answer for _, answer in pairs], float)
    signs_seen = vectorizer.feature_names_
    start = np.array([weights.get(sign, 0.0) for sign in signs_seen])
    found = fitted(inputs, right, start, penalty)
    decided = ((inputs @ found > 0) == right).mean()
    print(f"{len(pairs)} proposals, {right.sum():.0f} right; "
          f"the sum decides {decided:.3f} of them rightly")  # fmt: skip
    return dict(zip(signs_seen, found.tolist(), strict=True))


def main(argv: list[str] | None = None) -> int:
    """Fit, report, and write the table if asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, nargs="+", required=True)
    parser.add_argument("--news", type=Path)
    parser.add_argument("--start", type=Path, default=DATA / TABLE)
    parser.add_argument("--brief", action="store_true", help="what is apart in sentences, alone")
    parser.add_argument("--write", action="store_true", help="write the table")
    options = parser.parse_args(argv)
    lists, rules = Gazetteer(), NameRules()
    gold = [row for path in options.articles for row in gold_rows(path, options.news)]
    weights = {s: float(w) for _, (s, w) in read_table(options.start, ("sign", "weight"))}
    more = {s.removeprefix(IN_BRIEF): w for s, w in weights.items() if s.startswith(IN_BRIEF)}
    usual = {s: w for s, w in weights.items() if not s.startswith(IN_BRIEF)}

    def pairs(rows: Iterable[dict[str, Any]]) -> list[tuple[dict[str, float], bool]]:
        return [pair for row in rows for pair in examples(row, lists, rules)]

    if not options.brief:
        articles = pairs(row for row in gold if not tagger.is_brief(row["text"]))
        usual |= learned(articles, usual, _PENALTY)
    there = {s: usual.get(s, 0.0) + more.get(s, 0.0) for s in {**usual, **more}}
    parts = [part for row in gold for part in sentences(row) if tagger.is_brief(part["text"])]
    alone = learned(pairs(parts), there, _PENALTY_IN_BRIEF)
    more |= {s: w - usual.get(s, 0.0) for s, w in alone.items()}
    weights = usual | {f"{IN_BRIEF}{s}": w for s, w in more.items()}
    if options.write:
        lines = [f"{sign},{w:.3f}\n" for sign, w in sorted(weights.items()) if abs(w) >= 0.0005]
        (DATA / TABLE).write_text(HEADER + "".join(lines), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
