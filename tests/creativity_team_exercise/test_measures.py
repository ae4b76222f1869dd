"""Measures of what a team wrote: worked examples, their borders, and what they refuse to say."""

from __future__ import annotations

import pytest

from creativity_team_exercise.measures import (
    LEAST_ENTRIES,
    Answers,
    Elaboration,
    elaboration,
    flexibility,
    fluency,
    fold,
    originality,
)


def _answers(*givers: tuple[str, int], others: int) -> Answers:
    """So many people gave each text; the others gave one each that nobody else has."""
    written = [(f"{text}-{number}", text) for text, count in givers for number in range(count)]
    return Answers.of([*written, *((f"other-{number}", f"Another one, {number}") for number in range(others))])


class TestFluency:
    @pytest.mark.parametrize(
        ("texts", "count"),
        [
            ([], 0),
            (["A shelf", "A bell"], 2),
            (["A shelf", "a  SHELF!", "Ａ shelf"], 1),
            (["Café", "cafe\u0301", "cafe"], 1),
            (["", "   ", "!?"], 0),
            (["一つの棚", "二つの棚"], 2),
        ],
    )
    def test_the_same_folded_text_counts_once(self, texts, count):
        assert fluency(texts) == count

    def test_folding_keeps_letters_and_numbers(self):
        assert fold(" Ein  Regal,\n2 Meter! ") == "ein regal 2 meter"


class TestFlexibility:
    def test_different_tags(self):
        assert flexibility(["people", "People ", "rooms", "", "rooms"]) == 2

    def test_without_any(self):
        assert flexibility(["", ""]) == 0


class TestOriginality:
    def test_worked_example(self):
        # Of 200 people 1 (0.5 %), 2 (1 %), 10 (5 %) and 11 (5.5 %) wrote these.
        everybody = _answers(("one", 1), ("two", 2), ("ten", 10), ("eleven", 11), others=176)
        assert everybody.people == 200
        found = originality(["one", "two", "ten", "eleven"], everybody)
        assert (found.rare, found.unusual, found.answers, found.points) == (1, 2, 4, 4)

    def test_one_answer_twice_counts_once(self):
        found = originality(["One", "one!"], _answers(("one", 1), others=199))
        assert (found.rare, found.answers, found.points) == (1, 1, 2)

    def test_one_person_twice_is_one_giver(self):
        everybody = Answers.of([("a", "One"), ("a", "one"), ("b", "two"), ("b", "!")])
        assert (everybody.entries, everybody.people, dict(everybody.givers)) == (3, 2, {"one": 1, "two": 1})

    @pytest.mark.parametrize(("entries", "says"), [(LEAST_ENTRIES - 1, False), (LEAST_ENTRIES, True)])
    def test_too_few_to_say(self, entries, says):
        assert (originality(["x"], _answers(others=entries)) is not None) is says

    def test_among_a_hundred_people_nothing_is_rare(self):
        found = originality(["one"], _answers(("one", 1), others=99))
        assert (found.rare, found.unusual) == (0, 1)


class TestElaboration:
    def test_mean_words_and_share_built(self):
        assert elaboration([("one two three", True), ("one", False)]) == Elaboration(2.0, 0.5)

    def test_of_nothing(self):
        assert elaboration([]) is None
