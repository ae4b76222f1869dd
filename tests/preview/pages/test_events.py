"""The event log and the outbox."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from preview.models import EventLog
from tests.preview.engine.builder import KEY
from tests.preview.pages.conftest import PROBE

As = Callable[[str], Client]
Read = Callable[..., str]
Url = Callable[..., str]


def _event(name: str, **values: str) -> None:
    EventLog.objects.create(
        **{
            "name": name,
            "course_key": KEY,
            "usage_key": PROBE,
            "username": "learner",
            "body": {"said": "<b>"},
            **values,
        }
    )


def test_events_are_listed_newest_first_and_their_content_is_text(crowd: SimpleNamespace, read: Read, url: Url) -> None:
    _event("first")
    _event("second")
    _event("of.another", course_key="course-v1:a+b+c")
    page = read("staff", url("events"))
    assert page.index("second") < page.index("first")
    assert "of.another" not in page
    assert "&lt;b&gt;" in page
    assert "2 events" in page


@pytest.mark.parametrize("query", ["name=irs", "username=ann", "usage_key=probe_2", "name=first&username=ann"])
def test_events_can_be_filtered(query: str, crowd: SimpleNamespace, read: Read, url: Url) -> None:
    _event("first", username="anna", usage_key=PROBE.replace("probe_1", "probe_2"))
    _event("second")
    page = read("staff", f"{url('events')}?{query}")
    assert "first" in page
    assert "second" not in page


def test_no_events_and_no_match_are_told_apart(crowd: SimpleNamespace, read: Read, url: Url) -> None:
    assert "No events yet" in read("staff", url("events"))
    assert "No event matches" in read("staff", url("events") + "?name=x")


def test_many_events_come_in_pages_that_keep_the_filter(crowd: SimpleNamespace, read: Read, url: Url) -> None:
    for number in range(51):
        _event(f"many.{number}")
    page = read("staff", url("events") + "?name=many")
    assert "Page 1 of 2" in page
    assert "?name=many&amp;page=2" in page
    assert "many.0<" in read("staff", url("events") + "?name=many&page=2")
    assert "Page 2 of 2" in read("staff", url("events") + "?name=many&page=999")


def test_the_outbox_shows_what_was_sent(crowd: SimpleNamespace, read: Read, settings: Any, tmp_path: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "outbox"
    assert "No mail yet" in read("staff", "/outbox/")
    mail.send_mail("Grüße", "First line\n<script>", "team@example.org", ["anna@example.org"])
    second = EmailMultiAlternatives("Second", "Plain words", "team@example.org", ["ben@example.org"])
    second.attach_alternative("<p>Rich words</p>", "text/html")
    second.send()
    page = read("staff", "/outbox/")
    assert "Grüße" in page
    assert "&lt;script&gt;" in page
    assert "Plain words" in page
    assert "Rich words" not in page
    assert page.count("<article") == 2
