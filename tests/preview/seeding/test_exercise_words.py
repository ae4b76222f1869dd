"""What made-up people write in team exercises: each once, short enough, and what fits together stays together."""

import random

import pytest

from creativity_team_exercise.models.work import FIELD_LENGTH, TAG_LENGTH, TEXT_LENGTH
from creativity_team_exercise.techniques import Kind
from creativity_team_exercise.techniques.packs import packs
from preview.seeding import material
from preview.seeding.exercise_words import Words

DATA = material.read("exercise")
EXERCISES = material.read("exercises")
SHEETS = EXERCISES["iac_sheets"]["ideas"]


@pytest.fixture
def words():
    return Words("iac_sheets", random.Random(1))


def everything():
    sheets = [text for one in SHEETS for text in (one["idea"], *one.get("then", ()))]
    return [*sheets, *DATA["anywhere"], *DATA["anywhere_then"]]


def test_more_than_a_hundred_and_twenty_ideas_and_each_is_another_one():
    texts = everything()
    assert len(set(texts)) == len(texts) > 120
    assert all(0 < len(text) <= TEXT_LENGTH for text in texts)
    assert all(0 < len(one["tag"]) <= TAG_LENGTH for one in SHEETS)


def test_each_idea_is_had_once(words):
    ideas = [words.idea() for _number in range(len(SHEETS) + len(DATA["anywhere"]))]
    assert len(set(ideas)) == len(ideas)
    assert words.idea(avoid=ideas[1:]) == ideas[0]
    # Then they come again, those first that were had longest ago, and nothing twice in one team.
    assert words.idea() == ideas[1]
    assert words.idea(avoid=ideas[:5]) == ideas[5]


def test_what_fits_below_any_idea_is_not_said_twice_in_a_team(words):
    said = []
    for _number in range(len(DATA["anywhere_then"]) + 3):
        said.append(words.below_any(avoid=said))
    assert len(set(said)) == len(said)


def test_what_is_written_below_fits_what_stands_there(words):
    first = SHEETS[0]
    assert words.below(first["idea"]) == first["then"][0]
    assert words.below(first["idea"]) == first["then"][1]
    assert words.below(first["idea"]) is None
    assert words.tag(first["then"][0]) == first["tag"]


def test_a_result_is_of_one_piece(words):
    results = EXERCISES["iac_sheets"]["results"]
    found = [words.result(["idea", "parts", "first_step"]) for _number in results]
    assert sorted(found, key=str) == sorted(results, key=str)
    assert all(len(text) <= FIELD_LENGTH for result in results for text in result.values())


def test_where_no_text_fits_there_is_one_for_any_question():
    words = Words("somebody_elses", random.Random(1))
    assert words.about("parameters") in DATA["anywhere"]
    assert set(words.result(["idea", "risk"])) == {"idea", "risk"}


def test_the_exercises_of_the_course_have_answers_to_each_prompt_of_their_technique():
    techniques = {
        "iac_first_week": "pool",
        "iac_reverse": "reverse",
        "iac_sheets": "brainwriting",
        "iac_seven_questions": "scamper",
        "iac_viewpoints": "viewpoints",
        "iac_nominal_group": "nominal_group",
    }
    assert set(techniques) == set(EXERCISES)
    for block_id, name in techniques.items():
        own = EXERCISES[block_id]
        for step in packs()[name].steps:
            asked = {prompt.id for prompt in step.prompts}
            if step.kind == Kind.RESULT:
                assert all(asked == set(result) for result in own["results"]), block_id
            elif step.kind != Kind.RATE:
                assert asked <= {*own.get("prompts", ()), *DATA["prompts"]}, block_id


def test_no_text_of_an_exercise_stands_twice_and_each_is_short_enough():
    for block_id, own in EXERCISES.items():
        ideas = [text for one in own.get("ideas", ()) for text in (one["idea"], *one.get("then", ()))]
        answers = [text for texts in own.get("prompts", {}).values() for text in texts]
        fields = [text for result in own["results"] for text in result.values()]
        texts = [*ideas, *answers, *fields]
        assert len(set(texts)) == len(texts) > 20, block_id
        assert max(map(len, texts)) <= min(TEXT_LENGTH, FIELD_LENGTH), block_id


def test_a_bad_idea_has_a_remedy_that_fits_it():
    words = Words("iac_reverse", random.Random(1))
    for one in EXERCISES["iac_reverse"]["ideas"]:
        assert words.below(one["idea"]) == one["then"][0]
