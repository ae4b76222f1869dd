"""What authors are told on the unit page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from peer_idea_board.phases import Phase
from tests.peer_idea_board.studio.saving import OWN, PAGE, SEED, author, board, told

pytestmark = pytest.mark.django_db

# A board that nothing is to be said about.
FINE = {"seeds": [PAGE]}


def test_a_board_that_works_is_not_talked_about():
    assert told(board(**FINE)) == []


def test_a_new_board_is_told_of_the_first_learners():
    [sentence] = told(board())
    assert "the first learners have nothing to give feedback on" in sentence


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"structure": "no_such"}, "“no_such” does not ship"),
        ({"structure": "own"}, "cannot be used"),
        ({"structure": "own", "own_structure": {**OWN, "parts": 5}, "seeds": []}, "cannot be used"),
        ({"olx_problems": ["Something was left out."]}, "Something was left out."),
        ({"post_quota": 0, "feedback_quota": 0}, "Nothing is asked of learners"),
        ({"post_quota": 0, "feedback_quota": 0, "participation_points": 2}, "everybody gets all points"),
        ({"feedback_quota": 1}, "some ideas will wait"),
        ({"seeds": [PAGE, {"title": 5}, "x"]}, "cannot be read, and are not shown: 2"),
        ({"seeds": [PAGE, SEED]}, "do not fit what learners are asked for: “A repair café”"),
        ({"vote_kind": "dots", "dots": 2, "dots_per_idea": 3}, "more dots than a person has"),
        ({"votes_shown": "after_close"}, "but it never closes"),
        ({"groups": "team"}, "not said which teams"),
        ({"groups": "team", "teamset": "projects"}, "People without a team share one more"),
        ({"groups": "cohort"}, "People without a cohort share one more"),
        ({"phases": {"post": {"opens_after_days": 5, "closes_after_days": 5}}}, "Posting ideas closes before it opens"),
    ],
)
def test_what_keeps_it_from_working_or_surprises_is(fields, words):
    assert [sentence for sentence in told(board(**{**FINE, **fields})) if words in sentence]


@pytest.mark.parametrize(
    "fields",
    [
        {"votes_shown": "after_close", "phases": {"vote": {"closes_after_days": 20}}},
        {"votes_shown": "after_close", "vote_kind": "none"},
        {"dots": 2, "dots_per_idea": 3},
        {"post_quota": 0},
        {"feedback_quota": 0, "post_quota": 0, "seeds": [PAGE], "participation_points": 0},
    ],
)
def test_what_is_in_order_is_not(fields):
    found = [sentence for sentence in told(board(**{**FINE, **fields})) if "Nothing is asked" not in sentence]
    assert found == []


class TestDates:
    DATED = {"vote": {"closes_at": "2027-05-01T20:30:00+00:00"}}

    def test_in_a_self_paced_course_they_are_not_used(self, campus):
        campus.self_paced = True
        [sentence] = told(board(**FINE, phases=self.DATED))
        assert "not used" in sentence

    def test_of_an_earlier_run_are_told(self, campus):
        campus.start = datetime(2028, 1, 1, tzinfo=UTC)
        [sentence] = told(board(**FINE, phases=self.DATED))
        assert "earlier run" in sentence

    def test_of_this_run_are_not(self, campus):
        campus.start = datetime(2027, 1, 1, tzinfo=UTC)
        assert told(board(**FINE, phases=self.DATED)) == []


MAPPINGS = [None, {"post": 5}, {"post": {"opens_at": 5}}, {"parts": 5}, {"parts": [5]}, {"vote": {"closes_at": "x"}}]
LISTS = [None, [5], [[]], [{"id": []}], [{"id": "x", "content": 5, "tags": 5}], [None]]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("own_structure", value) for value in MAPPINGS),
        *(("phases", value) for value in MAPPINGS),
        *(("seeds", value) for value in LISTS),
        *(("olx_problems", value) for value in LISTS),
        ("structure", None),
        ("teamset", None),
    ],
)
def test_no_value_of_a_field_can_do_harm(name, value):
    """Course files reach fields by other ways than the editor; XBlock sees to their types alone."""
    host = board(**{"structure": "own", "groups": "team", name: value})
    assert told(host)
    assert author(host).rules.structure.parts
    assert author(host).phase(Phase.POST).is_open
    assert author(host).studio_view({}).content
    assert author(host).author_view({}).content
