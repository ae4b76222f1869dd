"""Accounts, viewing as a learner, progress, and what the team sees of learners."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from preview import accounts, people
from preview.models import Completion, FieldValue, Score
from preview.olx import Course
from tests.preview.engine.builder import KEY, CourseBuilder, usage
from tests.preview.pages.conftest import PROBE, SCORED, UNIT

Play = Callable[[], Course]
Read = Callable[..., str]
As = Callable[[str], Client]
Url = Callable[..., str]


@pytest.fixture
def demo(course: Course, db: None) -> None:
    accounts.ensure_accounts([course.key])


# Accounts


def test_the_demo_accounts_have_their_places(course: Course, demo: None) -> None:
    users = {user.username: user for user in get_user_model().objects.all()}
    assert set(users) == {"anna", "ben", "ivo", "olga"}
    assert people.is_enrolled(users["anna"].pk, course.key)
    assert not people.is_enrolled(users["olga"].pk, course.key)
    assert people.role(users["ivo"], course.key) == "instructor"
    assert people.role(users["anna"], course.key) == "student"
    assert not any(user.has_usable_password() for user in users.values())


def test_making_the_accounts_again_changes_nothing(course: Course, demo: None, capsys: pytest.CaptureFixture) -> None:
    call_command("preview_accounts")
    assert get_user_model().objects.count() == 4
    assert "4 accounts in 1 courses." in capsys.readouterr().out


def test_one_click_switches_and_leads_back(client: Client, course: Course, demo: None, url: Url) -> None:
    answer = client.post("/login/switch/", {"username": "ben", "next": url("outline")}, follow=True)
    assert answer.redirect_chain == [(url("outline"), 302)]
    page = answer.content.decode()
    assert "You are now Ben (learner)." in page
    client.post("/login/switch/", {"username": "ivo"})
    assert "Instructor and author" in client.get("/").content.decode()
    client.post("/logout/")
    assert client.get(url("outline")).status_code == 302


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_switching_never_leads_to_another_host(elsewhere: str, client: Client, demo: None) -> None:
    assert client.post("/login/switch/", {"username": "ben", "next": elsewhere})["Location"] == "/"
    assert elsewhere not in client.get("/login/", {"next": elsewhere}).content.decode()


def test_only_demo_accounts_can_be_switched_to(client: Client, crowd: SimpleNamespace) -> None:
    assert client.post("/login/switch/", {"username": "superuser"}).status_code == 404
    assert client.get("/login/switch/").status_code == 405


def test_switching_needs_the_form_of_this_host(demo: None) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/login/switch/", {"username": "ivo"}).status_code == 403
    client.get("/login/")
    token = client.cookies["csrftoken"].value
    assert client.post("/login/switch/", {"username": "ivo", "csrfmiddlewaretoken": token}).status_code == 302


# View as


def test_the_team_views_as_learners_in_general(crowd: SimpleNamespace, as_: As, url: Url) -> None:
    client = as_("staff")
    client.post(url("view-as"), {"as": "generic", "next": url("unit", UNIT)})
    assert "a generic learner" in client.get(url("unit", UNIT)).content.decode()
    client.post(url("view-as"), {"as": "myself"})
    assert "a generic learner" not in client.get(url("unit", UNIT)).content.decode()


def test_the_team_views_as_one_learner(crowd: SimpleNamespace, as_: As, url: Url) -> None:
    Completion.objects.create(user=crowd.learner, course_key=KEY, usage_key=PROBE, completion=1.0)
    client = as_("staff")
    answer = client.post(url("view-as"), {"as": "learner", "username": "learner", "next": url("progress")}, follow=True)
    page = answer.content.decode()
    assert "You see this course as <strong>learner</strong>" in page
    assert "Progress of learner" in page
    assert (
        "cannot be shown while viewing the course as a specific student"
        in client.get(url("unit", UNIT)).content.decode()
    )
    assert client.get(url("instructor")).status_code == 200


def test_viewing_as_a_stranger_is_refused_in_words(crowd: SimpleNamespace, as_: As, url: Url) -> None:
    client = as_("staff")
    page = client.post(url("view-as"), {"as": "learner", "username": "outsider"}, follow=True).content.decode()
    assert "Nobody called “outsider” is a learner in this course." in page


def test_a_session_of_a_former_team_member_disguises_nobody(
    course: Course, crowd: SimpleNamespace, as_: As, url: Url
) -> None:
    client = as_("staff")
    client.post(url("view-as"), {"as": "learner", "username": "learner"})
    people.set_role(crowd.staff, course.key, None)
    people.enrol(crowd.staff, course.key)
    assert "Your progress" in client.get(url("progress")).content.decode()


# Progress


def test_progress_counts_as_the_policy_says(
    builder: CourseBuilder, play: Play, crowd: SimpleNamespace, read: Read
) -> None:
    builder.grading(
        {"type": "Check", "short_label": "C", "weight": 0.6, "min_count": 2, "drop_count": 1},
        {"type": "Exam", "short_label": "E", "weight": 0.4, "min_count": 1, "drop_count": 0},
        cutoffs={"Pass": 0.6},
    )
    builder.unit('<probe_scored url_name="probe_scored_1"/>', section='graded="true" format="Check"')
    play()
    Score.objects.create(user=crowd.learner, course_key=KEY, usage_key=SCORED, earned=3, possible=4)
    page = read("learner", f"/courses/{KEY}/progress/")
    assert "The pass mark is 60\u00a0%: 15\u00a0% to go." in page
    assert "2 pieces of work, the lowest is dropped" in page
    assert "3 / 4" in page
    assert "not tried" in read("other", f"/courses/{KEY}/progress/")
    Score.objects.filter(user=crowd.learner).update(earned=4)
    assert "You have passed: the pass mark is 60\u00a0%." in read("learner", f"/courses/{KEY}/progress/")


def test_an_ungraded_course_says_so(course: Course, read: Read, url: Url) -> None:
    assert "This course is not graded." in read("learner", url("progress"))


# Learners


def test_the_team_sees_learners_with_their_progress(crowd: SimpleNamespace, read: Read, url: Url) -> None:
    Completion.objects.create(user=crowd.learner, course_key=KEY, usage_key=PROBE, completion=1.0)
    page = read("staff", url("instructor"))
    assert "2 learners are enrolled." in page
    assert "View as learner" in page
    assert "View as outsider" not in page


def test_the_number_of_learners_does_not_change_the_number_of_queries(
    course: Course, crowd: SimpleNamespace, as_: As, url: Url, django_assert_num_queries: Callable
) -> None:
    client = as_("staff")
    client.get(url("instructor"))
    for number in range(60):
        people.enrol(get_user_model().objects.create(username=f"many-{number:02d}"), course.key)
    with django_assert_num_queries(INSTRUCTOR_QUERIES):
        page = client.get(url("instructor")).content.decode()
    assert "Page 1 of 2" in page
    assert "many-59" in client.get(url("instructor") + "?page=2").content.decode()


INSTRUCTOR_QUERIES = 9
"""Session, user, role, count and page of learners, completions; two for all grades; the role, for the blocks."""


def test_state_is_deleted_after_a_question_and_only_in_that_block(
    course: Course, crowd: SimpleNamespace, as_: As, url: Url
) -> None:
    other = usage("probe_own", "probe_own_1")
    for key in (PROBE, other):
        Completion.objects.create(user=crowd.learner, course_key=KEY, usage_key=key, completion=1.0)
        FieldValue.objects.create(
            scope="user_state", scope_id=key, user_key=crowd.learner.pk, field="count", value=1, modified=timezone.now()
        )
    client = as_("staff")
    listed = client.get(url("learner", "learner")).content.decode()
    question = url("delete-state", "learner", PROBE)
    assert question in listed
    assert "cannot be undone" in client.get(question).content.decode()
    assert Completion.objects.count() == 2
    page = client.post(question, follow=True).content.decode()
    assert "Deleted what learner had done in “probe 1”." in page
    assert list(Completion.objects.values_list("usage_key", flat=True)) == [other]
    assert list(FieldValue.objects.values_list("scope_id", flat=True)) == [other]


def test_somebody_who_is_no_learner_has_no_page(crowd: SimpleNamespace, as_: As, url: Url) -> None:
    assert as_("staff").get(url("learner", "outsider")).status_code == 404
