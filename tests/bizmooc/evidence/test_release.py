"""Released figures: steps of whole groups, small cells joined."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizmooc.evidence.release import LOWEST_THRESHOLD, Verdict, may_show, step_of, to_join, verdict


@pytest.mark.parametrize(
    ("untold", "people", "released", "expected"),
    [
        (0, 0, 0, Verdict.KEEP),
        (9, 9, 0, Verdict.KEEP),
        (10, 10, 0, Verdict.RENEW),
        (9, 19, 10, Verdict.KEEP),
        (10, 20, 10, Verdict.RENEW),
        # Who left and who came do not make up for each other.
        (5, 20, 10, Verdict.KEEP),
        (10, 12, 20, Verdict.RENEW),
        (0, 10, 20, Verdict.KEEP),
        (0, 9, 20, Verdict.WITHDRAW),
        (0, 0, 10, Verdict.WITHDRAW),
    ],
)
def test_a_copy_tells_of_a_step_of_people_nobody_has_told_of(untold, people, released, expected):
    assert verdict(untold, people, released, 10) is expected


@given(st.lists(st.booleans(), max_size=200), st.integers(5, 12))
def test_each_copy_holds_a_step_of_people_that_no_earlier_one_holds(joins, step):
    """Whoever comes is new; whoever goes is the one who came first."""
    members, shown, told, number = [], frozenset(), set(), 0
    for joins_now in joins:
        if joins_now:
            number += 1
            members.append(number)
        elif members:
            members.pop(0)
        due = verdict(len(set(members) - told), len(members), len(shown), step)
        renewed = {Verdict.RENEW: frozenset(members), Verdict.WITHDRAW: frozenset(), Verdict.KEEP: shown}[due]
        if due is Verdict.RENEW:
            assert len(renewed - told) >= step
            told |= renewed
        shown = renewed


def test_the_smallest_cells_are_joined_when_four_steps_wait():
    people = {"a": 109, "b": 7, "c": 6, "d": 39, "e": 29, "f": 8}
    assert to_join({"a": 9, "b": 7, "c": 6, "d": 9, "e": 8, "f": 0}, people, 10) == []
    assert to_join({"a": 9, "b": 7, "c": 6, "d": 9, "e": 9, "f": 0}, people, 10) == ["c", "b"]


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(0, 9), max_size=8))
def test_joined_cells_hold_a_step_of_people_or_none(waiting):
    chosen = to_join(waiting, {cell: 10 + count for cell, count in waiting.items()}, 10)
    assert bool(chosen) is (sum(waiting.values()) >= 40)
    assert not chosen or sum(waiting[cell] for cell in chosen) >= 10


def test_the_lowest_threshold_holds_whatever_an_author_sets():
    assert step_of(1) == LOWEST_THRESHOLD
    assert step_of(30) == 30
    assert not may_show(4, 1)
    assert may_show(10, 10)
    assert not may_show(10, 11)
