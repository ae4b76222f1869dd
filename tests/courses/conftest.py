"""Fixtures: each pilot course in turn."""

from pathlib import Path

import pytest

from .olx import COURSES, Course


@pytest.fixture(params=COURSES, ids=lambda root: root.name)
def course_root(request) -> Path:
    """The folder of each pilot course in turn."""
    return request.param


@pytest.fixture
def course(course_root) -> Course:
    """Each pilot course in turn."""
    return Course.load(course_root)
