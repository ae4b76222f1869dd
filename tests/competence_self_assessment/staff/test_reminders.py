"""Reminders: to those who have not started, each alone, rarely, and only when it is meant."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from bizmooc.models import AccessLog, BackgroundTask, Reminder
from competence_self_assessment.services.remind import PAUSE
from tests.competence_self_assessment.acting import key, learners
from tests.competence_self_assessment.staff.people import ask, enrol, look
from tests.support.bare_host import BareHost, Campus

pytestmark = pytest.mark.django_db
WORDS = {"subject": "A word", "text": "Please have a look.", "confirmed": "yes"}


@pytest.fixture(autouse=True)
def _at_once(settings, campus, django_capture_on_commit_callbacks):
    settings.BIZMOOC = {**settings.BIZMOOC, "RUN_TASKS": "inline"}


@pytest.fixture
def remind(django_capture_on_commit_callbacks):
    """Send the form; the task is carried out after it."""

    def send(host, request_key="", **values):
        with django_capture_on_commit_callbacks(execute=True):
            return ask(host, "remind_learners", request_key=request_key, **{**WORDS, **values})

    return send


def test_those_who_have_not_started_get_it(remind):
    host = BareHost()
    enrol([1, 2, 3])
    learners(host, [2])
    assert remind(host).status == 200
    ((to, letter),) = Campus.letters
    assert to == [1, 3]
    assert (letter.subject, letter.text) == ("A word", "Please have a look.")
    assert str(host.usage_key) in letter.address
    assert "sent to 2 people" in look(host, "show_not_started")


def test_who_takes_no_mail_gets_none_and_is_not_counted(remind):
    enrol([1, 2, 3])
    Campus.no_mail = {1}
    host = BareHost()
    remind(host)
    assert "sent to 2 people" in look(host, "show_not_started")


def test_page_by_page(remind, monkeypatch):
    monkeypatch.setattr("competence_self_assessment.staff.roster.PAGE", 2)
    enrol(range(1, 6))
    host = BareHost()
    remind(host)
    assert [to for to, _letter in Campus.letters] == [[1, 2], [3, 4], [5]]
    assert BackgroundTask.objects.get().done == 5


def test_a_repeat_of_the_request_sends_nothing(remind):
    enrol([1])
    host, same = BareHost(), key()
    assert [remind(host, same).status for _time in range(2)] == [200, 200]
    assert len(Campus.letters) == 1


class TestRarely:
    def test_not_again_for_some_days(self, remind):
        enrol([1])
        host = BareHost()
        remind(host)
        again = remind(host)
        assert again.status == 409
        assert "again from" in again.body["error"]
        assert len(Campus.letters) == 1
        assert "remind_learners" not in look(host, "show_not_started")

    def test_then_again(self, remind):
        enrol([1])
        host = BareHost()
        remind(host)
        Reminder.objects.update(sent_at=timezone.now() - PAUSE - timedelta(seconds=1))
        assert "remind_learners" in look(host, "show_not_started")
        assert remind(host).status == 200
        assert len(Campus.letters) == 2

    def test_another_block_has_its_own_turn(self, remind):
        enrol([1])
        assert {remind(host).status for host in (BareHost(), BareHost())} == {200}


class TestRefused:
    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"confirmed": ""}, "confirmed"),
            ({"subject": " "}, "subject"),
            ({"text": ""}, "text"),
            ({"subject": "x" * 151}, "subject"),
            ({"text": "x" * 2_001}, "text"),
            ({"text": "a\x00b"}, "text"),
        ],
    )
    def test_what_is_not_meant_or_not_sendable(self, remind, values, field):
        enrol([1])
        answer = remind(BareHost(), **values)
        assert (answer.status, list(answer.body["fields"])) == (422, [field])
        assert not Campus.letters
        assert not Reminder.objects.exists()

    def test_a_subject_is_one_line(self, remind):
        enrol([1])
        remind(BareHost(), subject="One\nBcc: two@example.org")
        assert Campus.letters[0][1].subject == "One Bcc: two@example.org"

    def test_where_there_is_nobody(self, remind):
        host = BareHost()
        enrol([1])
        learners(host, [1])
        assert remind(host).status == 409
        assert not Reminder.objects.exists()

    def test_while_it_is_closed(self, remind):
        enrol([1])
        Campus.start = timezone.now() - timedelta(days=10)
        host = BareHost({"closes_after_days": 1})
        assert remind(host).status == 409
        assert "remind_learners" not in look(host, "show_not_started")


def test_it_is_written_down(remind):
    enrol([1, 2])
    remind(BareHost())
    assert list(AccessLog.objects.values_list("act", "people")) == [("remind_learners", 2)]


def test_one_that_stops_halfway_is_said(remind, monkeypatch):
    enrol([1])
    host = BareHost()

    def fail(*_arguments):
        raise RuntimeError("the mail server is away")

    monkeypatch.setattr(Campus, "send_letter", fail)
    with pytest.raises(RuntimeError):
        remind(host)
    assert "stopped after 0 messages" in look(host, "show_not_started")
