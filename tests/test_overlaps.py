"""The overlap policy."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from newsparse.annotation import LABELS, VALUE_LABELS, Label, Mention
from newsparse.recognize.overlaps import resolve

TEXT = "日本政府去年撥28億歐元予台積電"


def _m(name: str, label: Label, rule: str = "list") -> Mention:
    start = TEXT.index(name)
    return Mention(start, start + len(name), label, name, rule)


def test_the_longest_stays() -> None:
    assert [m.text for m in resolve([_m("日本", "PLACE"), _m("日本政府", "ORG")])] == ["日本政府"]


def test_the_first_given_stays_among_equals() -> None:
    mine, theirs = _m("台積電", "COMPANY", "mine"), _m("台積電", "ORG", "theirs")
    assert resolve([mine, theirs]) == (mine,)
    assert resolve([theirs, mine]) == (theirs,)


def test_no_name_cuts_a_value() -> None:
    money = _m("28億歐元", "MONEY")
    assert resolve([_m("億歐", "ORG"), _m("歐元予台積電", "COMPANY"), money]) == (money,)


def test_a_name_may_contain_a_value() -> None:
    whole = _m("日本政府去年撥28億歐元", "PRODUCT")
    assert resolve([_m("去年", "DATE"), whole]) == (whole,)


_mentions = st.builds(
    lambda start, length, label: Mention(start, start + length, label, "x" * length, "r"),
    st.integers(0, 30),
    st.integers(0, 8),
    st.sampled_from(LABELS),
)


@given(st.lists(_mentions, max_size=12))
def test_nothing_overlaps_and_every_value_or_its_rival_stays(mentions: list[Mention]) -> None:
    stay = resolve(mentions)
    assert stay == resolve(stay)
    assert all(a.end <= b.start for a, b in pairwise(stay))
    covered = {i for m in stay for i in range(m.start, m.end)}
    for m in mentions:
        if m.label in VALUE_LABELS and m.start < m.end:
            assert covered & set(range(m.start, m.end))
