"""A course of probes, people with every role, and ways to call handlers as them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import Client, RequestFactory
from xblock import plugin
from xblock.core import XBlock

from preview import olx, people
from preview.olx import Course
from tests.preview.engine.builder import KEY, CourseBuilder, usage
from tests.preview.engine.probe import PROBES, Scored

PROBE_UNIT = "".join(f'<{tag} url_name="{tag}_1" text="hello"/>' for tag in PROBES)


@pytest.fixture(autouse=True)
def probes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The probes are installed, as by entry points."""
    entries = [
        (tag, SimpleNamespace(name=tag, group="xblock.v1", load=lambda cls=cls: cls)) for tag, cls in PROBES.items()
    ]
    monkeypatch.setattr(XBlock, "extra_entry_points", entries)
    monkeypatch.setattr(plugin, "PLUGIN_CACHE", {})
    monkeypatch.setattr(Scored, "cleared", [])


@pytest.fixture
def builder(tmp_path: Path) -> CourseBuilder:
    return CourseBuilder(tmp_path / "odd")


@pytest.fixture
def play(settings: Any, builder: CourseBuilder) -> Callable[[], Course]:
    """Put the built course on the host and hand it out."""

    def put() -> Course:
        settings.PREVIEW_COURSE_DIRS = [builder.path]
        olx.forget()
        return olx.get_course(KEY)

    return put


@pytest.fixture
def course(builder: CourseBuilder, play: Callable[[], Course]) -> Course:
    """One unit with one probe of each kind."""
    builder.unit(PROBE_UNIT).file("static/picture.svg", "<svg/>")
    return play()


@pytest.fixture
def crowd(db: None, course: Course) -> SimpleNamespace:
    """People with every role in the course."""
    make = get_user_model().objects.create_user
    names = ("learner", "other", "outsider", "staff", "instructor")
    everybody = {name: make(name, f"{name}@example.org", "pw") for name in names}
    everybody["superuser"] = get_user_model().objects.create_superuser("superuser", "root@example.org", "pw")
    for name in ("learner", "other"):
        people.enrol(everybody[name], course.key)
    for name in ("staff", "instructor"):
        people.set_role(everybody[name], course.key, name)
    return SimpleNamespace(**everybody)


Call = Callable[..., Any]


@pytest.fixture
def call(course: Course) -> Call:
    """Call a handler: ``call(client, "look")``; with data it is a JSON POST."""

    def do(
        client: Client, handler: str, data: Any = None, *, tag: str = "probe", way: str = "lms", **extra: Any
    ) -> Any:
        key = usage(tag, f"{tag}_1")
        base = {
            "lms": f"/courses/{course.key}/xblock/{key}/handler/",
            "noauth": f"/courses/{course.key}/xblock/{key}/handler_noauth/",
            "studio_preview": f"/preview/xblock/{key}/handler/",
            "studio_editor": f"/xblock/{key}/handler/",
        }[way]
        if data is None:
            return client.get(base + handler, **extra)
        return client.post(base + handler, json.dumps(data), content_type="application/json", **extra)

    return do


@pytest.fixture
def as_(crowd: SimpleNamespace) -> Callable[[str], Client]:
    """A browser in which somebody is logged in ("": nobody)."""

    def log_in(name: str) -> Client:
        client = Client()
        if name:
            client.force_login(getattr(crowd, name))
        return client

    return log_in


@pytest.fixture
def page(crowd: SimpleNamespace) -> Callable[..., HttpRequest]:
    """The request of a page that somebody opens."""

    def request(name: str, **query: str) -> HttpRequest:
        made = RequestFactory().get("/page", query)
        made.user = getattr(crowd, name)
        made.session = SessionStore()
        return made

    return request
