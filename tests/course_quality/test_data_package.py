"""The wheel carries the pilot courses: sources and archives, the same as a build by hand gives."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import bizmooc_courses
from course_quality.packing import archive_bytes

ROOT = Path(__file__).resolve().parent.parent.parent
COURSES = sorted(path.parent for path in ROOT.glob("course_exports/*/course.xml"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> zipfile.ZipFile:
    """The wheel, built from a copy of what git knows, without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True)
    for name in listed.stdout.decode().splitlines():
        if (ROOT / name).is_file() and not name.startswith(("tests/", "benchmarks/", "preview/")):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    command = [sys.executable, "setup.py", "-q", "bdist_wheel", "--dist-dir", str(folder)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_archives_are_those_of_a_build_by_hand(wheel):
    for course in COURSES:
        assert wheel.read(f"bizmooc_courses/archives/{course.name}.tar.gz") == archive_bytes(course)


def test_sources_are_whole(wheel):
    for course in COURSES:
        top = f"bizmooc_courses/sources/{course.name}/"
        packed = {name.removeprefix(top) for name in wheel.namelist() if name.startswith(top)}
        assert packed == {path.relative_to(course).as_posix() for path in course.rglob("*") if path.is_file()}
        assert "course.xml" in packed


def test_the_package_finds_the_courses():
    assert {"learning_to_learn", "sense_of_initiative", "innovation_and_creativity"} <= bizmooc_courses.sources().keys()
    assert all((path / "course.xml").is_file() for path in bizmooc_courses.sources().values())
