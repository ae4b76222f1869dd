"""Every question as the host grades it: each answer its author thought of counts as meant, and has its feedback."""

from itertools import count

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from preview import people

from .hosted import NOT_THERE, Paper, combinations, responses, ways

pytestmark = [pytest.mark.django_db, pytest.mark.contrib]


@pytest.fixture
def newcomer(hosted):
    """Make one more learner of the course: attempts are counted for each."""
    numbers = count(1)

    def enter() -> Paper:
        user = get_user_model().objects.create_user(f"learner-{next(numbers)}")
        people.enrol(user, hosted.key)
        client = Client()
        client.force_login(user)
        return Paper(hosted, client)

    return enter


def test_every_answer_is_graded_as_it_is_meant_and_has_its_feedback(course, newcomer):
    papers: list[Paper] = []
    surprises = []
    for problem in course.tree.iter("problem"):
        for number, given in enumerate(combinations(problem)):
            while len(papers) <= number:
                papers.append(newcomer())
            reply = papers[number].send(problem, given)
            should_be_full = all(sent.is_right for sent in given)
            missing = [text for sent in given for text in sent.feedback if text not in reply.text]
            if reply.is_full != should_be_full or missing:
                surprises.append((problem.get("url_name"), [sent.value for sent in given], reply.is_full, missing))
    assert surprises == []
    assert len(papers) > 3


def test_every_question_has_a_right_answer_and_a_wrong_one(course):
    for problem in course.tree.iter("problem"):
        assert responses(problem), problem.get("url_name")
        for response in responses(problem):
            assert [sent.is_right for sent in ways(response)][:: len(ways(response)) - 1] == [True, False]


def test_feedback_stands_for_every_choice(course):
    for problem in course.tree.iter("problem"):
        for response in responses(problem):
            bare = [sent.value for sent in ways(response) if not sent.feedback and sent.value != NOT_THERE]
            assert bare == [], problem.get("url_name")
