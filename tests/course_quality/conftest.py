"""Fixtures: a good course, made once, and a copy of it to spoil."""

import shutil
from pathlib import Path

import pytest

from course_quality.export import opened
from course_quality.lock import write as write_lock

from .good import write_good_course


@pytest.fixture(scope="session")
def good_root(tmp_path_factory) -> Path:
    """The folder of the good course; not to be changed."""
    root = write_good_course(tmp_path_factory.mktemp("good") / "course")
    with opened(root) as course:
        write_lock(course)
    return root


@pytest.fixture
def root(good_root, tmp_path) -> Path:
    """A copy of the good course."""
    return Path(shutil.copytree(good_root, tmp_path / "course"))
