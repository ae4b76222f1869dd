"""The courses of this host, read once and again when a file changed."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from opaque_keys.edx.keys import CourseKey

from preview.olx.loader import UnreadableCourse, load_course
from preview.olx.tree import Course, CourseNotFound, LoadProblem

LOOK_AGAIN_AFTER = 1.0
"""Seconds for which a course is taken to be unchanged."""


@dataclass
class _Entry:
    """A course as it was when its files had this stamp; or why there is none."""

    stamp: tuple[int, int]
    looked: float
    course: Course | None
    problem: LoadProblem | None = None


_entries: dict[Path, _Entry] = {}
_lock = threading.Lock()


def courses() -> tuple[Course, ...]:
    """All courses, by title."""
    return tuple(sorted(_by_key().values(), key=lambda course: (course.title.casefold(), str(course.key))))


def get_course(key: CourseKey | str) -> Course:
    """The course with this key.

    Raises:
        CourseNotFound: there is none.
    """
    course = _by_key().get(str(key))
    if course is None:
        raise CourseNotFound(str(key))
    return course


def unreadable() -> tuple[LoadProblem, ...]:
    """Folders that should hold a course but do not."""
    problems = [entry.problem for entry in _load_all() if entry.problem]
    taken: dict[str, Course] = {}
    for entry in _load_all():
        if entry.course and taken.setdefault(str(entry.course.key), entry.course) is not entry.course:
            problems.append(
                LoadProblem(str(entry.course.path), None, _("Another folder has a course with the same key."))
            )
    return tuple(problems)


def forget() -> None:
    """Read everything anew at the next question."""
    with _lock:
        _entries.clear()


def _by_key() -> dict[str, Course]:
    found: dict[str, Course] = {}
    for entry in _load_all():
        if entry.course:
            found.setdefault(str(entry.course.key), entry.course)
    return found


def _load_all() -> list[_Entry]:
    with _lock:
        return [_entry(path) for path in _folders()]


def _entry(path: Path) -> _Entry:
    known = _entries.get(path)
    now = time.monotonic()
    if known and now - known.looked < LOOK_AGAIN_AFTER:
        return known
    stamp = _stamp(path)
    if known and known.stamp == stamp:
        known.looked = now
        return known
    try:
        entry = _Entry(stamp, now, load_course(path))
    except UnreadableCourse as error:
        entry = _Entry(stamp, now, None, LoadProblem(str(path / "course.xml"), None, str(error)))
    _entries[path] = entry
    return entry


def _folders() -> Iterator[Path]:
    """Where a ``course.xml`` lies: in a configured folder, in one below, or in the ``course`` of an export."""
    for configured in map(Path, settings.PREVIEW_COURSE_DIRS):
        below = sorted(configured.iterdir()) if configured.is_dir() else []
        for folder in (configured, *below):
            for place in (folder, folder / "course"):
                if (place / "course.xml").is_file():
                    yield place
                    break


def _stamp(path: Path) -> tuple[int, int]:
    """The number of files and the time of the newest change."""
    count, newest = 0, 0
    for folder, _folders_below, names in os.walk(path):
        for name in names:
            count += 1
            newest = max(newest, os.stat(os.path.join(folder, name)).st_mtime_ns)
    return count, newest
