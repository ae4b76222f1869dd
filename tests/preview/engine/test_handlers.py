"""Calling handlers: what the platform checks, what it does not, and what is stored."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from preview import handlers, masquerade
from preview.models import FieldValue
from tests.preview.engine.builder import OPEN, usage

URL = "/courses/{course}/xblock/{key}/handler/{name}"


def test_fields_are_saved_after_the_handler(as_, call) -> None:
    client = as_("learner")
    assert call(client, "store", {"count": 3, "shared": 5}).json() == {"stored": ["count", "shared"]}
    seen = call(client, "look").json()
    assert (seen["count"], seen["shared"]) == (3, 5)
    theirs = call(as_("other"), "look").json()
    assert (theirs["count"], theirs["shared"]) == (0, 5)


def test_enrolment_is_not_checked(as_, call) -> None:
    assert call(as_("outsider"), "store", {"count": 1}).status_code == 200


def test_suffix_and_query_reach_the_handler(as_, call) -> None:
    assert call(as_("learner"), "look/some/where?x=1").json()["suffix"] == "some/where"


@pytest.mark.parametrize("way", ["lms", "studio_preview", "studio_editor"])
def test_a_post_without_csrf_token_is_refused(crowd, call, way: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(crowd.staff)
    assert call(client, "store", {"text": "x"}, way=way).status_code == 403


def test_a_post_with_csrf_token_is_taken(crowd, call) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(crowd.learner)
    client.cookies["csrftoken"] = "a" * 32
    assert call(client, "store", {"count": 1}, headers={"X-CSRFToken": "a" * 32}).status_code == 200


def test_noauth_needs_no_token_and_runs_as_whoever_is_logged_in(crowd, call) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(crowd.learner)
    assert (
        call(client, "store", {"count": 9}, way="noauth", headers={"Origin": "http://evil.example"}).status_code == 200
    )
    assert call(client, "look").json()["count"] == 9


@pytest.mark.parametrize(("way", "status"), [("lms", 403), ("noauth", 200)])
def test_visitors_post(as_, call, way: str, status: int) -> None:
    assert call(as_(""), "tell", {"type": "seen", "event": {}}, way=way).status_code == status


@pytest.mark.parametrize("way", ["lms", "noauth"])
def test_visitors_get_any_handler(as_, call, way: str) -> None:
    assert call(as_(""), "look", way=way).status_code == 200


def test_a_visitors_own_fields_cannot_be_written(as_, call) -> None:
    client = as_("")
    client.raise_request_exception = False
    assert call(client, "store", {"count": 1}, way="noauth").status_code == 500
    assert call(client, "store", {"shared": 1}, way="noauth").status_code == 200
    assert not FieldValue.objects.filter(scope="user_state").exists()


@pytest.mark.parametrize("way", ["studio_preview", "studio_editor"])
def test_studio_wants_a_login_and_nothing_else(as_, call, way: str) -> None:
    assert call(as_(""), "look", way=way).status_code == 302
    assert call(as_("outsider"), "look", way=way).status_code == 200


@pytest.mark.parametrize(
    ("handler", "data", "status"),
    [
        ("refuse", {}, 418),
        ("missing", {}, 404),
        ("not_a_handler", {}, 404),
        ("store", None, 405),
    ],
)
def test_errors(as_, call, handler: str, data: object, status: int) -> None:
    answer = call(as_("learner"), handler, data)
    assert answer.status_code == status
    if handler == "refuse":
        assert answer.json() == {"error": "No coffee here."}


def test_a_body_that_is_not_json(as_, course) -> None:
    url = URL.format(course=course.key, key=usage("probe", "probe_1"), name="store")
    assert as_("learner").post(url, b"{", content_type="application/json").status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/courses/course-v1:no+such+run/xblock/{key}/handler/look",
        "/courses/{course}/xblock/{other}/handler/look",
        "/xblock/block-v1:no+such+run+type@probe+block@p/handler/look",
        "/xblock/block-v1:rubbish/handler/look",
    ],
)
def test_what_does_not_exist(as_, course, path: str) -> None:
    path = path.format(course=course.key, key=usage("probe", "probe_1"), other=usage("probe", "gone"))
    assert as_("staff").get(path).status_code == 404


@pytest.mark.django_db(transaction=True)
class TestTransactions:
    def test_rows_stay_and_fields_do_not_when_an_lms_handler_raises(self, as_, call) -> None:
        client = as_("learner")
        client.raise_request_exception = False
        assert call(client, "boom", {}).status_code == 500
        assert Group.objects.filter(name="left behind").exists()
        assert call(client, "look").json()["count"] == 0

    def test_rows_go_when_a_studio_handler_raises(self, as_, call) -> None:
        client = as_("staff")
        client.raise_request_exception = False
        assert call(client, "boom", {}, way="studio_preview").status_code == 500
        assert not Group.objects.exists()

    @pytest.mark.parametrize(
        ("way", "atomic"), [("lms", False), ("noauth", False), ("studio_preview", True), ("studio_editor", True)]
    )
    def test_in_atomic_block(self, as_, call, way: str, atomic: bool) -> None:
        assert call(as_("staff"), "look", way=way).json()["in_atomic_block"] is atomic


@pytest.mark.parametrize(
    ("block", "dates"),
    [('visible_to_staff_only="true"', OPEN), ("", 'start="2999-01-01T00:00:00Z"'), ("", "")],
)
def test_hidden_blocks_answer_staff_and_rechecking_handlers_only(
    builder, play, as_, call, block: str, dates: str
) -> None:
    builder.unit(f'<probe url_name="probe_1" {block}/>', dates)
    play()
    assert call(as_("learner"), "look").status_code == 404
    assert call(as_("learner"), "late").status_code == 200
    assert call(as_("staff"), "look").status_code == 200
    assert call(as_("learner"), "look", way="noauth").status_code == 200


def test_uploads_are_limited(as_, course, monkeypatch: pytest.MonkeyPatch) -> None:
    url = URL.format(course=course.key, key=usage("probe", "probe_1"), name="look")
    monkeypatch.setattr(handlers, "MAX_UPLOAD_BYTES", 10)
    client = as_("learner")
    assert client.post(url, {"file": SimpleUploadedFile("a.txt", b"x" * 10)}).status_code == 200
    too_large = client.post(url, {"file": SimpleUploadedFile("a.txt", b"x" * 11)})
    assert too_large.status_code == 413
    assert "a.txt" in too_large.json()["success"]
    many = {"file": [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(21)]}
    assert client.post(url, many).status_code == 413


def specific(client: Client, course, username: str | None = "learner") -> Client:
    """The browser looks at the course as somebody."""
    from django.http import HttpRequest

    request = HttpRequest()
    request.session = client.session
    masquerade.start(request, course.key, username)
    request.session.save()
    return client


class TestSpecificMasquerade:
    def test_the_block_is_the_learners_and_the_request_is_not(self, as_, call, course, crowd) -> None:
        seen = call(specific(as_("staff"), course), "look").json()
        assert seen["opt_attrs"]["edx-platform.user_id"] == crowd.learner.pk
        assert seen["opt_attrs"]["edx-platform.user_is_staff"] is False
        assert seen["crum"] == "staff"

    def test_writes_stay_in_the_session_and_vanish(self, as_, call, course) -> None:
        learner = as_("learner")
        call(learner, "store", {"count": 7, "shared": 1})
        staff = specific(as_("staff"), course)
        assert call(staff, "look").json()["count"] == 7
        call(staff, "store", {"count": 1007, "shared": 1001})
        seen = call(staff, "look").json()
        assert (seen["count"], seen["shared"]) == (1007, 1001)
        theirs = call(learner, "look").json()
        assert (theirs["count"], theirs["shared"]) == (7, 1)
        assert call(specific(staff, course), "look").json()["count"] == 7

    def test_as_a_generic_learner_writes_are_ones_own(self, as_, call, course) -> None:
        staff = specific(as_("staff"), course, None)
        call(staff, "store", {"count": 4})
        assert call(as_("staff"), "look").json()["count"] == 4


class TestResources:
    def test_public_files_are_served_to_all(self, client, db, monkeypatch: pytest.MonkeyPatch) -> None:
        from tests.preview.engine.probe import Probe

        opened = []
        monkeypatch.setattr(
            Probe, "_open_resource", classmethod(lambda cls, uri: opened.append(uri) or BytesIO(b"x()"))
        )
        answer = client.get("/xblock/resource/probe/public/js/probe.js")
        assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"x()")
        assert "javascript" in answer["Content-Type"]
        assert opened == ["public/js/probe.js"]

    @pytest.mark.parametrize("uri", ["block.py", "public/../block.py", "public/.hidden", "public/missing.js"])
    def test_nothing_else_is(self, client, db, uri: str) -> None:
        assert client.get(f"/xblock/resource/probe/{uri}").status_code == 404
        assert client.get(f"/xblock/resource/no_such_block/{uri}").status_code == 404

    def test_course_files(self, client, db, course) -> None:
        answer = client.get(f"/courses/{course.key}/static/picture.svg")
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
        assert client.get(f"/courses/{course.key}/static/../course.xml").status_code == 404
        assert client.get(f"/courses/{course.key}/static/..%2Fcourse.xml").status_code == 404


def test_the_answers_content_type_and_body_come_through(as_, call) -> None:
    answer = call(as_("learner"), "look")
    assert answer["Content-Type"].startswith("application/json")
    assert json.loads(answer.content)["text"] == "hello"
