"""What the course team does with a self-assessment, on a real host: names, mail, files, reopening."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core import mail

from bizmooc.models import AccessLog, BackgroundTask
from preview import people
from tests.competence_self_assessment.acting import key, ratings
from tests.preview.engine.builder import CourseBuilder
from tests.support.preview_host import PreviewHost, Reply, Role

BLOCK = '<competence_self_assessment url_name="one" threshold="5" allow_reopening="true"/>'
LETTER = {"subject": "A word", "text": "Please look.", "confirmed": "yes"}
ELSEWHERE = (Role.LEARNER, Role.GENERIC, Role.SPECIFIC, Role.STUDIO_PREVIEW, Role.STUDIO_EDITOR, Role.STAFF_NOAUTH)


@pytest.fixture
def preview(tmp_path: Path, settings: Any, db: None) -> PreviewHost:
    """A course with one self-assessment."""
    return PreviewHost(CourseBuilder(tmp_path / "course").unit(BLOCK), settings)


@pytest.fixture
def crowd(preview: PreviewHost) -> PreviewHost:
    """Six more learners have handed in."""
    for number in range(6):
        user = people.User.objects.create_user(f"learner{number}", f"learner{number}@example.org")
        people.enrol(user, preview.course.key)
        client = preview.client(Role.LEARNER, enforce_csrf_checks=False)
        client.force_login(user)
        body = {"key": key(), "values": ratings("4")}
        address = preview.address(Role.LEARNER, "one", "submit_round")
        assert client.post(address, body, content_type="application/json").status_code == 200
    return preview


def _ask(preview: PreviewHost, handler: str, role: Role = Role.STAFF, **values: str) -> Reply:
    return preview.call(role, "one", handler, {"key": key(), "values": values})


def test_names_of_those_who_have_not_started(crowd: PreviewHost) -> None:
    html = _ask(crowd, "list_not_started").body["html"]
    assert sorted(re.findall(r"<td>(\w+)</td>", html)) == ["anna", "ben"]
    assert AccessLog.objects.get().people == 2


def test_a_reminder_lies_in_the_outbox(crowd: PreviewHost, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert _ask(crowd, "remind_learners", **LETTER).status == 200
    assert sorted(one.to[0] for one in mail.outbox) == ["anna@example.org", "ben@example.org"]
    link = re.search(r"http://[^/]+(/\S+)", mail.outbox[0].body)
    assert link
    assert crowd.client(Role.LEARNER).get(link[1], follow=True).status_code == 200
    assert "sent to 2 people" in crowd.call(Role.STAFF, "one", "show_not_started").body["html"]


def test_an_export_without_names(crowd: PreviewHost) -> None:
    html = _ask(crowd, "prepare_export").body["html"]
    rounds, codebook = re.findall(r'href="([^"]+)"', html)
    staff = crowd.client(Role.STAFF)
    text = b"".join(staff.get(rounds).streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    # Five are released; the sixth waits for four more.
    assert len(rows) == 5
    assert "learner" not in text.partition("\n")[2]
    assert b"".join(staff.get(codebook).streaming_content)
    for role in (Role.LEARNER, Role.OUTSIDER, Role.VISITOR):
        assert crowd.client(role).get(rounds).status_code == 403
    # A member of the team who looks as a learner is still who they are; the file is for them.
    assert crowd.client(Role.GENERIC).get(rounds).status_code == 200


def test_reopening(crowd: PreviewHost) -> None:
    assert _ask(crowd, "reopen_round", learner="learner3@example.org").status == 200
    assert _ask(crowd, "reopen_round", learner="anna").status == 404
    assert _ask(crowd, "reopen_round", learner="nobody").status == 404


@pytest.mark.parametrize("role", ELSEWHERE, ids=lambda role: role.value)
def test_in_no_other_window(crowd: PreviewHost, role: Role) -> None:
    requests = {
        "list_not_started": {},
        "remind_learners": LETTER,
        "prepare_export": {},
        "reopen_round": {"learner": "learner3"},
    }
    assert {_ask(crowd, name, role, **values).status for name, values in requests.items()} == {403}
    assert not mail.outbox
    assert not AccessLog.objects.exists()
    assert not BackgroundTask.objects.exists()


def test_the_same_in_german(crowd: PreviewHost) -> None:
    staff = crowd.client(Role.STAFF)
    html = staff.get(crowd.address(Role.STAFF, "one", "show_not_started"), headers={"Accept-Language": "de"}).json()[
        "html"
    ]
    assert "haben noch nicht angefangen" in html
