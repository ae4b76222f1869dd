"""The techniques that ship: whole, in both languages, and such as an author could have written."""

from __future__ import annotations

import json

import pytest

from creativity_team_exercise.techniques import CHOICE_KINDS, ENTRY_KINDS, Kind, Sees
from creativity_team_exercise.techniques.choice import DEFAULT, OWN, chosen, technique_of
from creativity_team_exercise.techniques.model import from_data
from creativity_team_exercise.techniques.packs import SHIPPED, packs
from creativity_team_exercise.techniques.parse import parse


def _texts(technique):
    yield from (technique.title, technique.summary, technique.origin, technique.example)
    for step in technique.steps:
        yield from (step.title, step.ask, step.why)
        for prompt in step.prompts:
            yield from (prompt.title, prompt.ask)


def test_they_are_offered_in_an_order():
    assert tuple(packs()) == SHIPPED
    assert next(iter(packs())) == DEFAULT


@pytest.mark.parametrize("name", SHIPPED)
class TestEach:
    def test_every_text_is_in_both_languages(self, name):
        texts = list(_texts(packs()[name]))
        assert [text for text in texts if set(text) != {"en", "de"} or not all(text.values())] == []
        # A German sentence that was forgotten would be the English one; names may be the same.
        assert [text for text in texts if text["en"] == text["de"] and " " in text["en"] and len(text["en"]) > 30] == []

    def test_alone_first_then_choosing_then_the_result_then_looking_back(self, name):
        steps = packs()[name].steps
        assert steps[0].kind in ENTRY_KINDS
        assert steps[0].sees is Sees.NOBODY
        kinds = [step.kind for step in steps]
        assert any(kind in CHOICE_KINDS for kind in kinds[1:-2])
        assert kinds[-2:] == [Kind.RESULT, Kind.WRITE]
        assert [prompt.id for prompt in steps[-1].prompts] == ["helped", "change"]
        assert steps[-1].sees is Sees.NOBODY

    def test_its_example_has_paragraphs(self, name):
        for text in packs()[name].example.values():
            assert text.count("\n\n") >= 3
            assert "\n" not in text.replace("\n\n", "")

    def test_a_step_takes_little_time_of_a_day(self, name):
        for step in packs()[name].steps:
            assert step.minutes <= 30
            assert 24 <= step.hours <= 96

    def test_it_survives_as_data(self, name):
        technique = packs()[name]
        assert from_data(json.loads(json.dumps(technique.as_data()))) == technique
        assert parse(technique.as_data()).digest == technique.digest


class TestChoice:
    def test_a_shipped_one(self):
        assert technique_of(SHIPPED[-1], {}) is packs()[SHIPPED[-1]]

    def test_ones_own(self):
        own = {"title": "T", "steps": [{"id": "a", "kind": "write", "title": "A", "ask": "Write."}]}
        assert technique_of(OWN, own).step("a").title == {"und": "A"}

    @pytest.mark.parametrize("name", ["no_such", "", None, 5, ["pool"], OWN])
    @pytest.mark.parametrize("own", [{}, None, [], {"steps": 5}, {"title": "T", "steps": [{"id": "Ä"}]}])
    def test_whatever_is_broken_gives_the_default(self, name, own):
        assert technique_of(name, own) is packs()[DEFAULT]

    def test_what_does_not_ship_is_told_apart(self):
        assert chosen("no_such", {}) is None
