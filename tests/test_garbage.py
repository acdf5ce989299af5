"""Python's search for garbage: put off, and taken up again."""

from __future__ import annotations

import gc

import pytest

from newsparse import Article, Mention, Pipeline
from newsparse.garbage import loading, uncollected


def test_garbage_is_looked_for_again_after_loading() -> None:
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_and_after_a_file_that_cannot_be_loaded() -> None:
    with pytest.raises(ValueError, match="row"), uncollected():
        raise ValueError("row")
    assert gc.isenabled()


def test_who_switched_the_search_off_finds_it_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_portion_of_articles_is_read_without_it() -> None:
    seen = []

    def look(article: Article) -> list[Mention]:
        seen.append(gc.isenabled())
        if article.id == "bad":
            raise ValueError("bad")
        return []

    pipeline = Pipeline(recognizers=[look])
    pipeline(Article("騰訊收購格芯。"))
    with pytest.raises(ValueError, match="bad"):
        pipeline(Article("騰訊收購格芯。", id="bad"))
    assert seen == [False, False]
    assert gc.isenabled()


def test_what_is_loaded_is_no_longer_young() -> None:
    with loading():
        loaded = [[number] for number in range(10)]
    assert gc.isenabled()
    young = {id(thing) for old in (0, 1) for thing in gc.get_objects(generation=old)}
    assert young.isdisjoint(map(id, loaded))


def test_what_a_program_has_frozen_stays_frozen() -> None:
    gc.freeze()
    try:
        with loading():
            pass
        assert gc.get_freeze_count()
    finally:
        gc.unfreeze()
