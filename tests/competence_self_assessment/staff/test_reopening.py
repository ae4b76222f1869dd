"""Reopening: only where the author allows it, only of who has handed in, and written down."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from bizmooc.models import AccessLog
from competence_self_assessment.models import Draft, Round
from tests.competence_self_assessment.acting import all_rows, learners, ratings, submit
from tests.competence_self_assessment.staff.people import STAFF, ask, enrol, look
from tests.support.bare_host import BareHost, Campus, Person, call

pytestmark = pytest.mark.django_db


@pytest.fixture
def host():
    """A block whose author allows it, with two learners, one of whom has handed in."""
    host = BareHost({"allow_reopening": True})
    enrol([1, 2])
    learners(host, [1])
    return host


@pytest.mark.parametrize("name", ["person1", "person1@example.org", "  person1 "])
def test_the_learner_may_answer_again(host, name):
    answer = ask(host, "reopen_round", learner=name)
    assert answer.status == 200
    assert "can change and hand them in again" in answer.body["html"]
    assert Draft.objects.get().participant == Person(1).anonymous_id
    assert submit(host.block(Person(1)), ratings("5")).status == 200
    assert Round.objects.filter(superseded_at__isnull=True).get().sequence == 2


def test_once_is_enough(host):
    ask(host, "reopen_round", learner="person1")
    assert "already" in ask(host, "reopen_round", learner="person1").body["html"]
    assert Draft.objects.count() == 1


def test_who_is_unknown_and_who_has_not_handed_in_get_the_same_answer(host):
    unknown, waiting = (ask(host, "reopen_round", learner=name) for name in ("nobody", "person2"))
    assert unknown == waiting
    assert unknown.status == 404
    assert not Draft.objects.exists()
    assert not AccessLog.objects.exists()


def test_it_is_written_down_without_whose_it_was(host):
    ask(host, "reopen_round", learner="person1")
    assert list(AccessLog.objects.values_list("viewer", "act", "people")) == [(STAFF.anonymous_id, "reopen_round", 1)]


def test_the_staff_see_no_answer(host):
    answer = ask(host, "reopen_round", learner="person1")
    assert "now." not in answer.body["html"]


def test_when_it_is_closed_that_is_said(host):
    Campus.start = timezone.now() - timedelta(days=10)
    host.fields["closes_after_days"] = 1
    closed = host.block().window().sentence()
    assert closed in ask(host, "reopen_round", learner="person1").body["html"]


class TestWhereTheAuthorDoesNotAllowIt:
    @pytest.fixture
    def host(self):
        host = BareHost()
        enrol([1])
        learners(host, [1])
        return host

    def test_it_is_not_offered(self, host):
        assert "show_reopening" not in host.block(STAFF).student_view({}).content
        assert call(host.block(STAFF), "show_reopening", method="GET").status == 403

    def test_it_is_refused(self, host):
        before = all_rows()
        answer = ask(host, "reopen_round", learner="person1")
        assert (answer.status, all_rows()) == (403, before)


def test_it_is_offered_where_the_author_allows_it(host):
    assert "show_reopening" in host.block(STAFF).student_view({}).content
    assert "reopen_round" in look(host, "show_reopening")


@pytest.mark.parametrize("learner", ["", "x" * 255, "a\x00b"])
def test_names_that_are_none(host, learner):
    answer = ask(host, "reopen_round", learner=learner)
    assert (answer.status, list(answer.body["fields"])) == (422, ["learner"])
