"""Which courses there are, and when they are read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from preview import olx
from preview.olx import library
from tests.preview.engine.builder import KEY, NUMBER, OPEN, ORG, CourseBuilder


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.PREVIEW_COURSE_DIRS = [tmp_path, tmp_path / "not there"]
    olx.forget()
    return tmp_path


def write(path: Path, run: str, title: str) -> CourseBuilder:
    builder = CourseBuilder(path)
    builder.file("course.xml", f'<course url_name="{run}" org="{ORG}" course="{NUMBER}"/>')
    return builder.file(f"course/{run}.xml", f'<course display_name="{title}" {OPEN}/>')


def test_courses_are_found_in_folders_and_exports(folder: Path) -> None:
    write(folder / "b", "r1", "beta")
    write(folder / "export" / "course", "r2", "Alpha")
    (folder / "no course").mkdir()
    assert [course.title for course in olx.courses()] == ["Alpha", "beta"]
    assert olx.get_course(f"course-v1:{ORG}+{NUMBER}+r2").title == "Alpha"
    with pytest.raises(olx.CourseNotFound):
        olx.get_course(KEY)


def test_a_course_is_read_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder / "a", "r1", "One")
    first = olx.courses()[0]
    monkeypatch.setattr(library, "LOOK_AGAIN_AFTER", 0)
    assert olx.courses()[0] is first


def test_a_change_is_seen(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder / "a", "r1", "One")
    assert olx.courses()[0].title == "One"
    monkeypatch.setattr(library, "LOOK_AGAIN_AFTER", 0)
    write(folder / "a", "r1", "Two")
    assert olx.courses()[0].title == "Two"


def test_what_cannot_be_read_is_listed(folder: Path) -> None:
    write(folder / "a", "r1", "Good")
    (folder / "z").mkdir()
    (folder / "z" / "course.xml").write_text("<course")
    write(folder / "twin", "r1", "Twin")
    assert [course.title for course in olx.courses()] == ["Good"]
    told = {Path(problem.path).parent.name or problem.path: problem.message for problem in olx.unreadable()}
    assert len(told) == 2
    assert any("same key" in message for message in told.values())
