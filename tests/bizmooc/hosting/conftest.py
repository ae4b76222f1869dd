"""The LMS's people, as stand-ins."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.bizmooc.hosting.stand_ins import Rows, module


@pytest.fixture
def lms(monkeypatch):
    """The LMS's models of students; a test gives each its rows."""
    names = ("CourseAccessRole", "CourseEnrollment", "AnonymousUserId")
    contents = {name: SimpleNamespace(objects=Rows()) for name in names}
    return module(monkeypatch, "common.djangoapps.student.models", **contents)


@pytest.fixture
def accounts(monkeypatch):
    """The host's users; a test fills them."""
    users = SimpleNamespace(objects=Rows())
    monkeypatch.setattr("django.contrib.auth.get_user_model", lambda: users)
    return users
