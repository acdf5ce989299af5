"""Data files as such: what reading them does to the process."""

from __future__ import annotations

import gc

import pytest

from newsparse.lexicon import uncollected


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
