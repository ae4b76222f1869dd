"""What authors are told on the unit page."""

from __future__ import annotations

import pytest

from creativity_team_exercise.techniques.choice import DEFAULT
from creativity_team_exercise.techniques.packs import packs
from tests.creativity_team_exercise.studio.saving import OWN, SEEDS, author, exercise, told

pytestmark = pytest.mark.django_db

# An exercise that nothing is to be said about.
FINE = {"question": "How might we meet?", "seeds": SEEDS}
PASS = {"title": "T", "steps": [{"id": "s", "kind": "pass", "title": "Sheets", "ask": "A", "hours": 48}]}


def test_an_exercise_that_works_is_not_talked_about():
    assert told(exercise(**FINE)) == []


def test_a_new_exercise_is_told_what_is_missing():
    sentences = told(exercise())
    assert len(sentences) == 2
    assert "There is no question" in sentences[0]
    assert "hardly any ideas in the pool" in sentences[1]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"technique": "no_such"}, "“no_such” does not ship"),
        ({"technique": "own"}, "cannot be used"),
        ({"technique": "own", "own_technique": {**OWN, "steps": 5}}, "cannot be used"),
        ({"olx_problems": ["Something was left out."]}, "Something was left out."),
        ({"question": "  "}, "There is no question"),
        ({"seeds": [*SEEDS, {"text": 5}, "x"]}, "cannot be read, and are not shown: 2"),
        ({"seeds": SEEDS[:2]}, "hardly any ideas"),
        ({"teams": "platform"}, "not said which"),
        ({"teams": "platform", "teamset": "projects"}, "People without a team work alone"),
        ({"size": 2}, "Teams of two are small"),
        ({"technique": "own", "own_technique": PASS, "size": 4, "rounds": 6}, "has 6 rounds, but teams have 4"),
        ({"technique": "own", "own_technique": PASS, "hours": {"s": 999}}, "Please consider shorter steps"),
        ({"technique": "own", "own_technique": OWN, "merge_hours": 72}, "none will be joined"),
    ],
)
def test_what_keeps_it_from_working_or_surprises_is(fields, words):
    assert [sentence for sentence in told(exercise(**{**FINE, **fields})) if words in sentence]


@pytest.mark.parametrize(
    "fields",
    [
        {"teams": "alone", "size": 2, "merge_hours": 2000, "hours": {packs()[DEFAULT].steps[0].id: 1000}},
        {"technique": "own", "own_technique": PASS, "size": 4, "rounds": 4},
        {"technique": "own", "own_technique": OWN, "merge_hours": 24},
        {"size": 3},
        {"size": 8},
    ],
)
def test_what_is_in_order_is_not(fields):
    assert told(exercise(**{**FINE, **fields})) == []


@pytest.mark.parametrize("name", list(packs()))
def test_nothing_is_wrong_with_shipped_techniques(name):
    assert told(exercise(**FINE, technique=name)) == []


class TestSelfPaced:
    LONG = {"technique": "own", "own_technique": PASS, "hours": {"s": 96}}

    def test_long_steps_are_told(self, campus):
        campus.self_paced = True
        [sentence] = told(exercise(**FINE, **self.LONG))
        assert "self-paced" in sentence
        assert "4 days" in sentence

    def test_short_ones_are_not(self, campus):
        campus.self_paced = True
        assert told(exercise(**FINE, **{**self.LONG, "hours": {"s": 72}})) == []

    def test_where_everybody_works_alone_nobody_waits(self, campus):
        campus.self_paced = True
        assert told(exercise(**FINE, **self.LONG, teams="alone")) == []

    def test_in_other_courses_they_do_no_harm(self):
        assert told(exercise(**FINE, **self.LONG)) == []


MAPPINGS = [None, {"steps": 5}, {"steps": [5]}, {"title": {"en": 5}, "steps": [{}]}, {"x": "ä"}, {5: []}]
HOURS = [None, {"sheets": "long"}, {"sheets": []}, {"sheets": -5}, {"sheets": 1e300}, {5: 5}, {"sheets": True}]
LISTS = [None, [5], [[]], [{"id": []}], [{"id": "x", "text": 5}], [None], [{"id": "s", "text": "\ud83d"}]]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("own_technique", value) for value in MAPPINGS),
        *(("hours", value) for value in HOURS),
        *(("seeds", value) for value in LISTS),
        *(("olx_problems", value) for value in LISTS),
        *((name, None) for name in ("technique", "question", "teamset", "teams", "matched_by", "size", "rounds")),
        *(("teams", value) for value in ("friends", "")),
        ("matched_by", "age"),
        ("size", 10**30),
        ("rounds", 10**30),
        ("merge_hours", 10**30),
        ("merge_hours", -5),
        ("merge_hours", None),
        ("participation_points", None),
    ],
)
@pytest.mark.parametrize("technique", ["own", DEFAULT])
def test_no_value_of_a_field_can_do_harm(technique, name, value):
    """Course files reach fields by other ways than the editor; XBlock sees to their types alone."""
    host = exercise(**{"technique": technique, name: value})
    assert told(host)
    rules = author(host).rules
    assert all(step.hours >= 1 and 0 <= step.rounds <= 8 for step in rules.plan.technique.steps)
    assert 1 <= rules.merge_hours <= 2000
    assert author(host).studio_view({}).content
    assert author(host).author_view({}).content
