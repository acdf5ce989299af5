"""Speed: what the pipeline costs, next to ``jieba.cut`` and other tools on the same text and core.

    python -m benchmarks.speed                              everything; about ten minutes
    python -m benchmarks.speed --small                      the same in small, to see that it works
    python -m benchmarks.speed --json F --record --page     keep it: file, history, documentation
    python -m benchmarks.speed --from F --page              the page again, from a file kept before
    python -m benchmarks.speed --check                      fails where we became slower; a minute
    python -m benchmarks.speed --pin                        the pace that --check holds us to

Machines differ, and a shared one differs from minute to minute. So nothing is judged by seconds:
every tool takes the same articles in turns of some 20,000 characters, in one process on one core,
and what counts is how it stands to ``jieba.cut`` there. Times are processor times.

- ``texts`` makes the articles, ``timing`` measures, ``stages`` and ``others`` are what is measured;
- ``growth`` varies the length of articles and of a list of names;
- ``processes`` measures start-up, memory and worker processes;
- ``run`` does all of it; ``history``, ``check``, ``page`` and ``chart`` are what comes of it.
"""

from __future__ import annotations

from benchmarks.speed.texts import ARTICLES, PUBLISHED, sample

__all__ = ["ARTICLES", "PUBLISHED", "sample"]
