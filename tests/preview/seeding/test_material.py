"""What made-up learners write could be sent by hand: complete, not too long, and each idea is there once."""

import random
import re

import pytest

from peer_idea_board.forms.writing import LEAST_FEEDBACK
from peer_idea_board.models.exchange import COMMENT_LENGTH, FEEDBACK_LENGTH, REPLY_LENGTH
from peer_idea_board.models.ideas import NOTE_LENGTH, TAG_LENGTH, TAGS, TITLE_LENGTH
from peer_idea_board.models.moderation import Report
from peer_idea_board.structures.packs import packs
from preview.seeding import material

WANTED = 300
SLOT = re.compile(r"[{}]")


@pytest.fixture(scope="module")
def ideas():
    return material.ideas(WANTED, random.Random(1))


def structure_of(kind):
    return packs()[kind].structure


def texts_of(written):
    return [written.text.title, *written.text.content.values()]


def assert_can_be_posted(written, structure):
    text = written.text
    assert 0 < len(text.title) <= TITLE_LENGTH
    assert len(set(text.tags)) == len(text.tags) <= TAGS
    assert all(0 < len(tag) <= TAG_LENGTH for tag in text.tags)
    assert set(text.content) <= {part.id for part in structure.parts}
    for part in structure.parts:
        assert bool(text.content.get(part.id)) or not part.is_required, (text.title, part.id)
        assert len(text.content.get(part.id, "")) <= part.max_length, (text.title, part.id)


def test_three_hundred_ideas_and_each_is_another_one(ideas):
    assert len({written.text.title for written in ideas}) == WANTED
    assert len({written.text.content["idea"] + written.text.content["problem"] for written in ideas}) == WANTED


def test_more_than_sixty_are_written_in_full(ideas):
    whole = {entry["title"] for entry in material.read("whole")}
    assert len(whole) >= 60
    assert whole <= {written.text.title for written in ideas}


def test_every_idea_could_be_posted(ideas):
    for written in ideas:
        assert_can_be_posted(written, structure_of("venture"))
        assert not any(SLOT.search(text) for text in texts_of(written)), written.text.title


def test_a_way_that_does_not_fit_a_problem_is_not_proposed(ideas):
    titles = {written.text.title for written in material.ideas(1000, random.Random(1))}
    assert "Fewer cut flowers, but the right ones" not in titles
    assert "A home for torque wrenches" in titles
    assert "Fewer torque wrenches, but the right ones" not in titles


def test_the_same_seed_gives_the_same_ideas_and_another_one_others(ideas):
    assert material.ideas(WANTED, random.Random(1)) == ideas
    assert material.ideas(WANTED, random.Random(2)) != ideas


def test_every_question_could_be_asked_and_has_an_answer_of_its_own():
    questions = material.questions(99, random.Random(1))
    assert len(questions) >= 25
    for written in questions:
        assert_can_be_posted(written, structure_of("question"))
        for answer in written.answers:
            assert all(LEAST_FEEDBACK <= len(text) <= FEEDBACK_LENGTH for text in answer), written.text.title


def test_every_remark_is_long_enough_whatever_it_is_about(ideas):
    remarks = material.read("exchange")
    templates = [text for side in ("works", "next_step") for texts in remarks[side].values() for text in texts]
    assert len(set(templates)) == len(templates) >= 35
    for template in templates:
        lengths = [len(material.fill(template, written.words)) for written in ideas]
        assert LEAST_FEEDBACK <= min(lengths) <= max(lengths) <= FEEDBACK_LENGTH, template
        assert not SLOT.search(material.fill(template, ideas[0].words)), template


def test_answers_comments_notes_and_reports_could_be_sent():
    remarks = material.read("exchange")
    for answer in remarks["second_answers"]:
        assert all(LEAST_FEEDBACK <= len(text) <= FEEDBACK_LENGTH for text in answer.values())
    assert all(len(text) <= REPLY_LENGTH for texts in remarks["replies"].values() for text in texts)
    assert all(len(text) <= COMMENT_LENGTH for text in remarks["comments"])
    assert all(len(change["note"]) <= NOTE_LENGTH for change in remarks["revisions"])
    assert {entry["why"] for entry in remarks["reports"]} <= set(Report.Why.values)


def test_words_stand_in_their_place_with_a_capital_where_a_sentence_begins():
    assert material.fill("{people^} like {thing}.", {"people": "the cooks", "thing": "the pot"}) == (
        "The cooks like the pot."
    )
