"""Teammates who act by script: somebody alone in front of the demo sees what a team makes."""

import random

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from opaque_keys.edx.keys import CourseKey

from bizmooc.hosting.participant import Place
from creativity_team_exercise.exercise import Viewer
from creativity_team_exercise.models import Entry, Member, Turn
from creativity_team_exercise.visibility import member_of
from preview import accounts, olx, people
from preview.seeding import learners, team_exercise
from preview.seeding.exercise_words import Words

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(settings):
    settings.PREVIEW_COURSE_DIRS = [django_settings.BASE_DIR / "course_exports"]
    olx.forget()
    yield olx.get_course(CourseKey.from_string("course-v1:BizMOOC+IAC+2026"))
    olx.forget()


@pytest.fixture
def crowd(course):
    """Made-up learners, five in each cohort, none of them in the exercise."""
    accounts.ensure_accounts([course.key])
    return list(learners.made_up(course, 15))


@pytest.fixture
def node(course):
    return next(node for node in team_exercise.nodes(course) if node.usage_key.block_id == "iac_sheets")


@pytest.fixture
def anna(course):
    return get_user_model().objects.get(username="anna")


def log_in(user):
    client = Client()
    client.force_login(user)
    return client


def address(course, node):
    return reverse("pages:teammates", args=[course.key, node.usage_key])


def press(course, node, user):
    """Press the button; what the next page says."""
    response = log_in(user).post(address(course, node))
    assert response.status_code == 302
    return [str(message) for message in get_messages(response.wsgi_request)]


def join(course, node, user, **kwargs):
    place = Place(str(node.usage_key), str(course.key))
    rules = team_exercise.rules_of(course, node)
    words = Words("iac_sheets", random.Random(1))
    participant = learners.participant_of(user, course)
    person = team_exercise.person_of(course, place, rules, participant, words, random.Random(1))
    person.join(**kwargs)
    return person


def test_free_seats_are_taken_and_everybody_writes(course, crowd, node, anna):
    person = join(course, node, anna)
    said = press(course, node, anna)
    assert said == ["4 teammates have acted. 4 of them came new."]
    assert person.team.member_count == 5
    mine = person.participant.anonymous_id
    assert Entry.objects.filter(team=person.team).exclude(participant=mine).count() >= 4
    assert not Turn.objects.filter(team=person.team, participant=mine, done_at__isnull=False).exists()


def test_teammates_are_of_the_visitors_cohort(course, crowd, node, anna):
    join(course, node, anna)
    press(course, node, anna)
    ids = set(Member.objects.values_list("participant", flat=True))
    cohorts = {
        people.cohort_of(learner.user.pk, course.key) for learner in crowd if learner.participant.anonymous_id in ids
    }
    assert cohorts == {people.cohort_of(anna.pk, course.key)}


def test_nobody_acts_twice_in_a_stage_and_then_the_sheet_comes_round(course, crowd, node, anna):
    person = join(course, node, anna)
    press(course, node, anna)
    assert press(course, node, anna) == ["Your teammates have done all that is asked now. It is your turn."]
    person.act()
    assert person.team.round == 1
    assert press(course, node, anna) == ["4 teammates have acted."]


@pytest.mark.parametrize("alone", [None, True], ids=["not begun", "alone"])
def test_without_a_team_nothing_is_done(course, crowd, node, anna, alone):
    if alone:
        join(course, node, anna, alone=True)
    before = Entry.objects.count()
    assert press(course, node, anna)[0].startswith("You are in no team that works just now.")
    assert Entry.objects.count() == before


def test_only_made_up_people_are_acted_for(course, crowd, node, anna):
    ben = get_user_model().objects.get(username="ben")
    people.join_cohort(ben, course.key, "Morning group")
    person, other = join(course, node, anna), join(course, node, ben)
    assert person.team == other.team
    press(course, node, anna)
    assert Entry.objects.filter(participant=other.participant.anonymous_id).count() == 1
    assert member_of(Viewer(other.place, other.participant.anonymous_id)).team.member_count == 5


def test_the_button_stands_under_team_exercises_for_learners_only(course, crowd, node, anna):
    unit = reverse("pages:unit", args=[course.key, course.unit_of(node).usage_key])
    other = reverse("pages:unit", args=[course.key, course.units[0].usage_key])
    assert address(course, node) in log_in(anna).get(unit).content.decode()
    assert "pv-teammates" not in log_in(anna).get(other).content.decode()
    ivo = get_user_model().objects.get(username="ivo")
    assert "pv-teammates" not in log_in(ivo).get(unit).content.decode()


def test_it_is_refused_for_other_blocks_other_people_and_without_a_post(course, crowd, node, anna):
    problem = next(each for each in course.walk() if each.block_type == "problem")
    assert log_in(anna).post(address(course, problem)).status_code == 404
    assert log_in(anna).get(address(course, node)).status_code == 405
    olga = get_user_model().objects.get(username="olga")
    assert log_in(olga).post(address(course, node)).status_code == 403
    assert Client().post(address(course, node))["Location"].startswith("/login/")
    assert not Member.objects.exists()
