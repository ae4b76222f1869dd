"""Techniques of one's own: what is taken, and what is said at which place about what is not."""

from __future__ import annotations

import copy
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creativity_team_exercise.techniques import Builds, Kind, Sees, TechniqueError
from creativity_team_exercise.techniques.model import from_data
from creativity_team_exercise.techniques.parse import parse
from tests.support.properties import json_values, quick

WRITE, VALUES, PAIRS, COMBINE, DOTS, RESULT = range(6)
SMALL = {
    "title": "Small",
    "steps": [
        {"id": "ideas", "kind": "write", "title": "Ideas", "ask": "Write."},
        {"id": "values", "kind": "write", "title": "Values", "ask": "Which?", "prompts_from": "ideas", "top": 3},
        {"id": "pairs", "kind": "pairs", "title": "Pairs", "ask": "Mark.", "uses": ["values"]},
        {"id": "combine", "kind": "combine", "title": "Combine", "ask": "Join.", "uses": "values"},
        {"id": "dots", "kind": "dots", "title": "Dots", "ask": "Choose.", "uses": ["combine", "ideas"]},
        {
            "id": "result",
            "kind": "result",
            "title": "Result",
            "ask": "Sum up.",
            "prompts": [{"id": "what", "title": "What"}, {"id": "why", "title": "Why", "ask": "For whom?"}],
        },
    ],
}


def _changed(change):
    data = copy.deepcopy(SMALL)
    change(data)
    return data


def _step(number, **changes):
    """A change of one step."""
    return lambda data: data["steps"][number].update(changes)


def _more(**step):
    """A change that adds a step."""
    return lambda data: data["steps"].append({"id": "more", "title": "More", "ask": "More.", **step})


def _found(change):
    with pytest.raises(TechniqueError) as caught:
        parse(_changed(change))
    assert all(problem.endswith(".") for problem in caught.value.problems)
    return list(caught.value.by_place)


def test_little_is_enough():
    step = parse(SMALL).step("ideas")
    assert (step.kind, step.minutes, step.hours, step.wanted, step.at_most) == (Kind.WRITE, 10, 48, 3, 10)
    assert (step.sees, step.builds, step.why, step.uses) == (Sees.NOBODY, Builds.NO, {"und": ""}, ())


def test_what_is_not_said_goes_by_what_is():
    few = parse(_changed(_step(WRITE, at_most=2)))
    assert (few.steps[WRITE].wanted, few.steps[WRITE].at_most) == (2, 2)
    assert parse(_changed(_step(DOTS, picks=1))).steps[DOTS].per_entry == 1


def test_one_earlier_step_needs_no_list():
    assert parse(SMALL).step("combine").uses == ("values",)


def test_yaml_reads_a_bare_no_as_false():
    assert parse(_changed(_step(WRITE, builds=False))).steps[WRITE].builds is Builds.NO


def test_it_survives_as_data():
    technique = parse(SMALL)
    assert from_data(technique.as_data()) == technique
    assert parse(technique.as_data()) == technique


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda data: data.update(colour="red"), ""),
        (lambda data: data.pop("title"), "title"),
        (lambda data: data.update(example="x" * 6001), "example"),
        (lambda data: data.update(origin=5), "origin"),
        (lambda data: data.pop("steps"), "steps"),
        (lambda data: data.update(steps=[]), "steps"),
        (lambda data: data.update(steps=[{**SMALL["steps"][WRITE], "id": f"s{n}"} for n in range(13)]), "steps"),
        (_step(WRITE, colour="red"), "steps.0"),
        (_more(kind="write", id="dots"), "steps.6"),
        (_step(WRITE, kind="sing"), "steps.0.kind"),
        (_step(WRITE, kind=None), "steps.0.kind"),
        (_step(WRITE, title=" "), "steps.0.title"),
        (_step(WRITE, title={"English": "x"}), "steps.0.title"),
        (_step(WRITE, title={1: "x"}), "steps.0.title"),
        (_step(WRITE, title="x" * 81), "steps.0.title"),
        (_step(WRITE, ask="a\x00b"), "steps.0.ask"),
        (_step(WRITE, ask="\ud83d"), "steps.0.ask"),
        (_step(WRITE, ask=""), "steps.0.ask"),
        (_step(WRITE, why="x" * 1001), "steps.0.why"),
        (_step(WRITE, minutes=0), "steps.0.minutes"),
        (_step(WRITE, minutes=241), "steps.0.minutes"),
        (_step(WRITE, hours=1001), "steps.0.hours"),
        (_step(WRITE, hours=True), "steps.0.hours"),
        (_step(WRITE, hours=4.5), "steps.0.hours"),
        (_step(WRITE, wanted=0), "steps.0.wanted"),
        (_step(WRITE, wanted=11, at_most=20), "steps.0.wanted"),
        (_step(WRITE, wanted=5, at_most=4), "steps.0.wanted"),
        (_step(WRITE, at_most=31), "steps.0.at_most"),
        (_step(WRITE, sees="all"), "steps.0.sees"),
        (_step(WRITE, rounds=2), "steps.0.rounds"),
        (_step(WRITE, builds="may"), "steps.0.builds"),
        (_step(WRITE, builds=True), "steps.0.builds"),
        (_step(VALUES, top=0), "steps.1.top"),
        (_step(DOTS, picks=11), "steps.4.picks"),
        (_step(DOTS, per_entry=6), "steps.4.per_entry"),
        (_step(DOTS, sees="team"), "steps.4.sees"),
        (_step(DOTS, builds="must"), "steps.4.builds"),
        (_step(DOTS, prompts=[{"id": "a", "title": "A"}]), "steps.4.prompts"),
        (_step(DOTS, prompts_from="ideas"), "steps.4.prompts_from"),
        (_step(RESULT, prompts=[]), "steps.5.prompts"),
        (_step(RESULT, prompts=[{"id": f"p{n}", "title": "A"} for n in range(13)]), "steps.5.prompts"),
        (_step(RESULT, prompts=[{"id": "a", "title": "A"}] * 2), "steps.5.prompts.1"),
        (_step(RESULT, prompts=[{"id": "a", "title": ""}]), "steps.5.prompts.0.title"),
        (_step(RESULT, prompts=[{"id": "a", "title": "A", "ask": []}]), "steps.5.prompts.0.ask"),
        (_more(kind="rate", uses=["ideas"]), "steps.6.prompts"),
        (_more(kind="pass", builds="must"), "steps.6.builds"),
        (_more(kind="pass", rounds=9), "steps.6.rounds"),
    ],
)
def test_what_is_wrong_is_told_where_it_is(change, place):
    assert _found(change) == [place]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (_step(VALUES, prompts_from="values"), "steps.1.prompts_from"),
        (_step(VALUES, prompts_from="dots"), "steps.1.prompts_from"),
        (_step(VALUES, prompts=[{"id": "a", "title": "A"}]), "steps.1.prompts_from"),
        (_more(kind="write", prompts_from="dots"), "steps.6.prompts_from"),
        (_step(DOTS, uses=[]), "steps.4.uses"),
        (_step(DOTS, uses=5), "steps.4.uses"),
        (_step(DOTS, uses=[{}]), "steps.4.uses"),
        (_step(DOTS, uses=["dots"]), "steps.4.uses"),
        (_step(DOTS, uses=["result"]), "steps.4.uses"),
        (_step(DOTS, uses=["pairs"]), "steps.4.uses"),
        (_step(DOTS, uses=["ideas", "ideas"]), "steps.4.uses"),
        (_step(COMBINE, uses=["ideas"]), "steps.3.uses"),
        (_step(COMBINE, uses=["values", "ideas"]), "steps.3.uses"),
        (_step(PAIRS, uses=[]), "steps.2.uses"),
        (_more(kind="sort"), "steps.6.uses"),
        (_more(kind="rank"), "steps.6.uses"),
        (_more(kind="pass", uses=["ideas"]), "steps.6.uses"),
    ],
)
def test_steps_use_only_what_an_earlier_one_gives(change, place):
    assert _found(change) == [place]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda data: data["steps"].append("write"), "steps.6"),
        (_step(WRITE, id="Ideas"), "steps.0"),
        (_step(WRITE, kind="dots"), "steps.0.uses"),
    ],
)
def test_what_follows_from_a_mistake_is_told_after_it(change, place):
    found = _found(change)
    assert place in found
    assert len(found) > 1


@pytest.mark.parametrize("kind", ["dots", "result", "sort", "combine"])
def test_everybody_writes_first(kind):
    assert "steps.0.kind" in _found(_step(WRITE, kind=kind))


class TestLanguages:
    def test_every_text_has_those_of_the_title(self):
        found = _found(lambda data: data.update(title={"en": "Small", "de": "Klein"}))
        assert {"steps.0.title", "steps.0.ask", "steps.5.prompts.1.ask"} <= set(found)
        # What is empty needs no language.
        assert "steps.0.why" not in found

    def test_one_that_is_missing_is_named(self):
        with pytest.raises(TechniqueError) as caught:
            parse({"title": {"en": "a", "de": "b", "pl": "c"}, "summary": {"en": "a", "pl": " "}, "steps": []})
        assert "de, pl" in caught.value.by_place["summary"][0]


def test_what_cannot_be_read_is_not_also_told_to_be_missing():
    with pytest.raises(TechniqueError) as caught:
        parse(_changed(_step(DOTS, uses=5)))
    assert len(caught.value.problems) == 1


def test_everything_that_is_wrong_is_told_at_once():
    found = _found(lambda data: (_step(WRITE, title="", minutes=0)(data), _step(DOTS, uses=[])(data)))
    assert set(found) == {"steps.0.title", "steps.0.minutes", "steps.4.uses"}


# Data that nearly fits finds more than data of any shape.
_words = st.sampled_from([*Kind, *Builds, *Sees, "ideas", "values", "dots", "more", ""])
_near = json_values | _words | st.lists(_words, max_size=3) | st.integers(-1, 12)


@quick
@given(json_values, st.dictionaries(st.sampled_from([*SMALL["steps"][RESULT], "uses", "prompts_from"]), _near))
def test_nothing_else_is_ever_raised(data, changes):
    tried = [data, {**SMALL, "title": data}, {**SMALL, "steps": data}, {**SMALL, "steps": [data, data]}]
    tried += [_changed(_step(number, **changes)) for number in range(6)]
    for one in tried:
        with suppress(TechniqueError):
            technique = parse(one)
            assert parse(technique.as_data()) == technique
