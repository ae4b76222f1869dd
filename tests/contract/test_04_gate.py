"""Point 4: every handler asks who comes, by which way; takes JSON only; and learners' words never enter a log."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from xblock.core import XBlock

from preview.models import EventLog
from tests.contract.cases import SECRET, Case, row_count, rows_of
from tests.support.preview_host import PreviewHost, Role

LEARNERS_ACT = {Role.LEARNER, Role.STAFF, Role.GENERIC}
STAFF_READ = {Role.STAFF}
AUTHORS_ACT = {Role.STUDIO_PREVIEW, Role.STUDIO_EDITOR}
ALL = list(Role)


@pytest.mark.parametrize("role", ALL, ids=lambda role: role.value)
def test_writes_of_learners(case: Case, preview: PreviewHost, role: Role) -> None:
    statuses = {
        handler: preview.call(role, "one", handler, case.body(handler)).status for handler in case.learner_writes
    }
    assert set(statuses.values()) == ({200} if role in LEARNERS_ACT else {403})
    assert bool(row_count(case)) == (role in LEARNERS_ACT)


@pytest.mark.parametrize("role", ALL, ids=lambda role: role.value)
def test_reads_of_learners(case: Case, preview: PreviewHost, role: Role) -> None:
    for handler in case.learner_reads:
        reply = preview.call(role, "one", handler)
        assert reply.status == (200 if role in {*LEARNERS_ACT, Role.SPECIFIC} else 403), reply
    assert row_count(case) == 0


@pytest.mark.parametrize("role", ALL, ids=lambda role: role.value)
def test_reads_of_staff(case: Case, preview: PreviewHost, role: Role) -> None:
    for handler in case.staff_reads:
        reply = preview.call(role, "one", handler)
        assert reply.status == (200 if role in STAFF_READ else 403), reply
    assert case.staff_reads


@pytest.mark.parametrize("role", ALL, ids=lambda role: role.value)
def test_writes_of_staff(case: Case, preview: PreviewHost, role: Role) -> None:
    for handler in case.staff_writes:
        reply = preview.call(role, "one", handler, case.body(handler))
        assert reply.status == (200 if role is Role.STAFF else 403), reply
    assert bool(row_count(case)) == (role is Role.STAFF and bool(case.staff_writes))


@pytest.mark.parametrize("role", ALL, ids=lambda role: role.value)
def test_writes_of_authors(case: Case, preview: PreviewHost, role: Role) -> None:
    """Studio lets every signed-in person call editors' handlers: the block has to say no."""
    for handler in case.author_writes:
        reply = preview.call(role, "one", handler, case.body(handler))
        assert reply.status == (200 if role in AUTHORS_ACT else 403), reply
    title = case.author_writes[handler]()["display_name"]
    assert (title in preview.show(Role.STUDIO_EDITOR, "one")) == (role is Role.STUDIO_EDITOR)


def test_every_handler_is_tried(case: Case) -> None:
    cls = XBlock.load_class(case.block_type)
    handlers = {name for name in dir(cls) if getattr(getattr(cls, name), "_is_xblock_handler", False)}
    tried = {*case.learner_writes, *case.learner_reads, *case.staff_reads, *case.staff_writes, *case.author_writes}
    # These need something to be there before; the block's own tests know them.
    assert handlers - tried == case.later


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch", "head"])
def test_writes_answer_to_post_only(case: Case, preview: PreviewHost, method: str) -> None:
    for handler in (*case.learner_writes, *case.staff_writes, *case.author_writes):
        address = preview.address(Role.LEARNER, "one", handler)
        answer = getattr(preview.client(Role.LEARNER), method)(address)
        assert answer.status_code == 405, (handler, answer.content)
    assert row_count(case) == 0


@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"]
)
def test_only_json_is_taken(case: Case, preview: PreviewHost, content_type: str) -> None:
    """A form's fields would stand in the platform's tracking log, and a form can be sent from any other site."""
    for handler in case.learner_writes:
        address = preview.address(Role.LEARNER, "one", handler)
        answer = preview.client(Role.LEARNER).post(address, json.dumps(case.body(handler)), content_type=content_type)
        assert answer.status_code == 415
    assert row_count(case) == 0


def test_nothing_is_taken_from_the_address(case: Case, preview: PreviewHost) -> None:
    handler = case.hands_in
    body = case.body(handler)
    address = preview.address(Role.LEARNER, "one", handler) + "?" + urlencode(body["values"])
    empty = json.dumps({**body, "values": {}})
    answer = preview.client(Role.LEARNER).post(address, empty, content_type="application/json")
    assert answer.status_code in (409, 422)
    assert row_count(case) == 0


def test_another_sites_request_is_refused(case: Case, preview: PreviewHost) -> None:
    """Without the token by the usual way; with a signed-in learner's cookie by the way that asks for no token."""
    guarded: Client = preview.client(Role.LEARNER, enforce_csrf_checks=True)
    for handler in case.learner_writes:
        body = json.dumps(case.body(handler))
        plain = guarded.post(preview.address(Role.LEARNER, "one", handler), body, content_type="application/json")
        forged = guarded.post(
            preview.address(Role.NOAUTH, "one", handler),
            body,
            content_type="application/json",
            headers={"Origin": "http://elsewhere.example"},
        )
        assert (plain.status_code, forged.status_code) == (403, 403)
    assert row_count(case) == 0


@pytest.mark.parametrize("role", [Role.LEARNER, Role.STAFF], ids=lambda role: role.value)
def test_learners_words_are_in_the_tables_and_in_no_log(
    case: Case,
    preview: PreviewHost,
    role: Role,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[Any]],
) -> None:
    caplog.set_level("DEBUG")
    with django_capture_on_commit_callbacks(execute=True):
        for handler in case.learner_writes:
            assert preview.call(role, "one", handler, case.body(handler)).status == 200
    assert SECRET in str(rows_of(case))
    events = EventLog.objects.filter(name__startswith=f"bizmooc.{case.block_type}.")
    assert events.exists()
    assert SECRET not in str(list(EventLog.objects.values("name", "body")))
    assert SECRET not in "".join(record.getMessage() for record in caplog.records if "django.db" not in record.name)
