"""Fixtures: each pilot course in turn."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from opaque_keys.edx.keys import CourseKey

from preview import olx

from .olx import COURSES, Course


@pytest.fixture(params=COURSES, ids=lambda root: root.name)
def course_root(request) -> Path:
    """The folder of each pilot course in turn."""
    return request.param


@pytest.fixture
def course(course_root) -> Course:
    """Each pilot course in turn."""
    return Course.load(course_root)


@pytest.fixture
def hosted(settings, course):
    """Each pilot course in turn, on the embedded host."""
    settings.PREVIEW_COURSE_DIRS = [django_settings.BASE_DIR / "course_exports"]
    olx.forget()
    key = CourseKey.from_string(f"course-v1:{course.tree.get('org')}+{course.tree.get('course')}+{course.run}")
    yield olx.get_course(key)
    olx.forget()
