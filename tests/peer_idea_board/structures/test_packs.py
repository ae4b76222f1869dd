"""The structures that ship: whole, in both languages, and such as the editor could have made."""

from __future__ import annotations

import pytest

from bizmooc.texts import text_in
from peer_idea_board.structures.choice import OWN, chosen, structure_of
from peer_idea_board.structures.model import from_data
from peer_idea_board.structures.packs import packs
from peer_idea_board.structures.parse import parse

NAMES = ("venture", "question", "simple")


def _texts(structure):
    yield structure.title
    for part in structure.parts:
        yield from (part.title, part.prompt)
    for criterion in structure.criteria:
        yield from (criterion.title, *criterion.levels)


def test_they_are_offered_in_this_order():
    assert tuple(packs()) == NAMES


@pytest.mark.parametrize("name", NAMES)
class TestEach:
    def test_every_text_is_in_both_languages(self, name):
        pack = packs()[name]
        texts = [*_texts(pack.structure), pack.description]
        assert [text for text in texts if set(text) != {"en", "de"} or not all(text.values())] == []
        # A German text that was forgotten would be the English one.
        assert [text for text in texts if text["en"] == text["de"]] == []

    def test_few_parts_are_required(self, name):
        required = [part.id for part in packs()[name].structure.parts if part.is_required]
        assert 1 <= len(required) <= 4

    def test_criteria_have_four_levels_that_all_differ(self, name):
        for criterion in packs()[name].structure.criteria:
            assert len(criterion.levels) == 4
            assert len({text_in(level, "en") for level in criterion.levels}) == 4

    def test_it_survives_as_data(self, name):
        structure = packs()[name].structure
        assert from_data(structure.as_data()) == structure
        assert parse(structure.as_data()).digest == structure.digest


def test_the_one_pager_has_its_nine_parts_and_three_criteria():
    structure = packs()["venture"].structure
    assert [part.id for part in structure.parts] == [
        "who",
        "problem",
        "workaround",
        "idea",
        "benefit",
        "first_test",
        "affordable_loss",
        "partners",
        "next_step",
    ]
    assert [one.id for one in structure.criteria] == ["need", "value", "first_test"]


class TestChoice:
    def test_a_shipped_one(self):
        assert structure_of("question", {}) is packs()["question"].structure

    def test_ones_own(self):
        own = {"parts": [{"id": "what", "title": "What?", "max_length": 100}]}
        assert structure_of(OWN, own).part("what").title == {"und": "What?"}

    @pytest.mark.parametrize("name", ["no_such", "", None, 5, ["venture"], OWN])
    @pytest.mark.parametrize("own", [{}, None, [], {"parts": 5}, {"parts": [{"id": "Ä"}]}])
    def test_whatever_is_broken_gives_the_one_pager(self, name, own):
        assert structure_of(name, own) is packs()["venture"].structure

    def test_what_does_not_ship_is_told_apart(self):
        assert chosen("no_such", {}) is None
