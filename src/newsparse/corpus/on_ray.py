"""A folder's run on a Ray cluster: ``newsparse extract --engine ray``.

Every Ray worker has a process of its own under watch, as the workers of a run on one machine are:
there too an article that crashes its process, or takes too long, is one failure.
"""

from __future__ import annotations

import logging
import os
import pickle
from collections.abc import Iterator
from functools import cache
from typing import Any

from newsparse.corpus.analyst import Done, Plan, Task, give_up
from newsparse.corpus.pool import Portion, Worker
from newsparse.errors import NewsparseError


def run_on_ray(
    portions: Iterator[Portion[Task]], plan: Plan, jobs: int, timeout: float
) -> Iterator[Done]:
    """Work on the portions of a run on the Ray cluster there is, else on one of this machine.

    Workers write parts as in a run on one machine: the folder of the tables must be on a disk that
    all nodes see. Parts that a node was writing when it died are done again by another.

    Args:
        portions: what there is to do; taken as processors become free.
        plan: what every worker works by.
        jobs: processors to use; all of the cluster if 0.
        timeout: seconds that one article may take.

    Raises:
        NewsparseError: Ray is not installed, or cannot go on.
    """
    try:
        import ray
    except ImportError as error:
        raise NewsparseError("Ray is not installed. pip install 'newsparse[scale]'") from error
    return _done(ray, portions, pickle.dumps((plan, timeout)), jobs)


def _done(ray: Any, portions: Iterator[Portion[Task]], shipped: bytes, jobs: int) -> Iterator[Done]:
    ours = not ray.is_initialized()
    under_way: list[Any] = []
    try:
        if ours:
            os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # else Ray reports to its makers
            ray.init(include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
        work = ray.remote(_work)
        most = jobs or int(ray.cluster_resources().get("CPU", 1))
        for portion in portions:
            under_way.append(work.remote(shipped, portion))
            if len(under_way) == most:
                yield _next(ray, under_way)
        while under_way:
            yield _next(ray, under_way)
    except ray.exceptions.RayTaskError as error:
        raise error.cause from error
    except (ray.exceptions.RayError, ConnectionError) as error:
        raise NewsparseError(f"Ray cannot go on: {error}") from error
    finally:
        if ours:
            ray.shutdown()


def _next(ray: Any, under_way: list[Any]) -> Done:
    """The result that comes first; it is no longer under way."""
    (finished, *_), under_way[:] = ray.wait(under_way)
    done: Done = ray.get(finished)
    return done


def _work(shipped: bytes, portion: Portion[Task]) -> Done:
    return _worker(shipped).work(portion)


@cache
def _worker(shipped: bytes) -> Worker[Task, Done]:
    """One process for all portions that come to a Ray worker: loading the data takes a second."""
    plan, timeout = pickle.loads(shipped)
    return Worker(plan, give_up, timeout)
