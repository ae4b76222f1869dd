"""A learner goes from enrolment to a pass in each pilot course: every graded page through the host, and alone."""

import pytest

from preview import accounts, grades, people
from preview.journey import Walker, ratings
from preview.journey_in_team import finish_alone
from preview.journey_on_board import take_part

from .hosted import Paper

pytestmark = [pytest.mark.django_db, pytest.mark.contrib]
NAME = "olga"


@pytest.fixture
def learner(hosted):
    """Somebody who was not in the course, and enrols; nobody else has entered it."""
    accounts.ensure_accounts([hosted.key])
    walker = Walker(hosted, NAME)
    assert not people.is_enrolled(user().pk, hosted.key)
    people.enrol(user(), hosted.key)
    return walker


def user():
    return accounts.user_of(accounts.find(NAME))


def grade(hosted):
    return grades.course_grade(user(), hosted)


def graded(course, tag: str):
    """The names of the blocks of a type that count for the grade."""
    subsections = [seq for seq in course.tree.iter("sequential") if seq.get("graded") == "true"]
    return [block.get("url_name") for seq in subsections for block in seq.iter(tag)]


@pytest.fixture
def do_blocks(course, hosted, learner, django_capture_on_commit_callbacks):
    """Do what our graded blocks ask for. Points are handed out once what was done is stored."""

    def do() -> None:
        with django_capture_on_commit_callbacks(execute=True):
            _do_blocks(course, hosted, learner)

    return do


def _do_blocks(course, hosted, learner) -> None:
    nodes = {node.usage_key.block_id: node for node in hosted.walk()}
    for name in graded(course, "competence_self_assessment"):
        then = "2" if nodes[name].fields["occasion"] == "post" else None
        learner.send(nodes[name], "submit_round", ratings(nodes[name], "3", then))
    for name in graded(course, "peer_idea_board"):
        take_part(hosted, NAME, nodes[name])
    for name in graded(course, "creativity_team_exercise"):
        finish_alone(hosted, NAME, nodes[name])


def test_the_first_and_only_learner_goes_from_enrolment_to_a_full_grade(course, hosted, learner, do_blocks):
    assert grade(hosted).percent == 0
    do_blocks()
    Paper(hosted, learner.client).fill_in(course, graded(course, "problem"), right=True)
    assert grade(hosted).percent == 1
    assert grade(hosted).passed
    learner.read(learner.page("progress"), "100")


def test_who_takes_part_and_has_every_third_question_wrong_passes(course, hosted, learner, do_blocks):
    do_blocks()
    problems, paper = graded(course, "problem"), Paper(hosted, learner.client)
    paper.fill_in(course, problems[::3], right=False)
    paper.fill_in(course, set(problems) - set(problems[::3]), right=True)
    assert 0.6 <= grade(hosted).percent < 1
    assert grade(hosted).passed


def test_who_only_answers_questions_wrongly_does_not_pass(course, hosted, learner, do_blocks):
    do_blocks()
    Paper(hosted, learner.client).fill_in(course, graded(course, "problem"), right=False)
    assert not grade(hosted).passed
