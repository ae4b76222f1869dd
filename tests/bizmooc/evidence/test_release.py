"""Released figures, watched at every step by somebody who wants to know one person's answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizmooc.evidence.release import LOWEST_THRESHOLD, STEP, Release, after_change, may_show
from tests.support.properties import quick

# Who comes (True) and who goes (False); going is skipped while nobody is there.
histories = st.lists(st.booleans() | st.just(True), max_size=80)


def _watch(history):
    """What each step shows: (changes so far, people released or 0), and the states behind."""
    state, changes = Release(), 0
    for joins in history:
        if not joins and not state.people:
            continue
        changes += 1
        state, is_released = after_change(state, joined=int(joins), left=int(not joins))
        yield changes, state, is_released


@quick
@given(histories)
def test_two_released_states_never_differ_by_fewer_changes_than_a_step(history):
    released_at = [changes for changes, _state, is_released in _watch(history) if is_released]
    assert all(later - earlier >= STEP for earlier, later in zip(released_at, released_at[1:], strict=False))


@quick
@given(histories)
def test_what_is_shown_was_released_and_never_of_a_group_below_the_lowest_threshold(history):
    shown = 0
    for _changes, state, is_released in _watch(history):
        if is_released:
            shown = state.people
        assert state.released_people in (0, shown)
        assert state.released_people == 0 or state.people >= LOWEST_THRESHOLD
        assert state.released_people == 0 or state.released_people >= LOWEST_THRESHOLD


@quick
@given(histories, st.integers(-3, 30))
def test_no_threshold_shows_fewer_people_than_the_lowest_or_than_it_says(history, threshold):
    for _changes, state, _is_released in _watch(history):
        if may_show(state.released_people, threshold):
            assert state.released_people >= max(threshold, LOWEST_THRESHOLD)


def test_a_growing_group_is_released_in_steps():
    states = list(_watch([True] * 17))
    assert [changes for changes, _state, is_released in states if is_released] == [5, 10, 15]
    assert states[-1][1] == Release(people=17, changes=2, released_people=15)


def test_somebody_who_leaves_a_group_at_the_threshold_takes_the_figures_with_them():
    *_before, (_changes, state, is_released) = _watch([True] * 5 + [False])
    assert (state.released_people, is_released) == (0, False)
    assert not may_show(state.released_people, LOWEST_THRESHOLD)


def test_one_person_who_goes_and_one_who_comes_are_two_changes():
    *_before, (_changes, state, _is_released) = _watch([True] * 10 + [False, True])
    assert state == Release(people=10, changes=2, released_people=10)


@pytest.mark.parametrize(
    ("people", "threshold", "shown"), [(4, 1, False), (5, 1, True), (9, 10, False), (10, 10, True)]
)
def test_thresholds(people, threshold, shown):
    assert may_show(people, threshold) is shown
