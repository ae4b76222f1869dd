"""Each check finds what is wrong in a course that is spoilt in one way, and nothing in the good one."""

import io
import tarfile
from pathlib import Path

import pytest

from course_quality.checks import all_checks, find_all
from course_quality.export import opened

from .good import write_good_course
from .spoilers import PAGE, SPOILERS, add, setting

BY_THEIR_OWN_TESTS = {"archive-members", "archive-same-bytes", "rights-copied"}


def found(root: Path, check_id: str, against: tuple[Path, ...] = ()) -> list[str]:
    with opened(root) as course:
        course.against = against
        return [str(finding) for finding in find_all(course, [check_id])]


def test_the_good_course_is_good(good_root):
    with opened(good_root) as course:
        assert [str(finding) for finding in find_all(course)] == []


@pytest.mark.parametrize(("check_id", "spoil"), SPOILERS, ids=[check for check, _ in SPOILERS])
def test_a_spoilt_course_is_noticed(check_id, spoil, root):
    spoil(root)

    assert found(root, check_id)


def test_every_check_is_tried():
    assert {check for check, _ in SPOILERS} | BY_THEIR_OWN_TESTS == {check.id for check in all_checks()}


def test_all_sixty_rules_are_checked():
    assert {number for check in all_checks() for number in check.numbers} == set(range(1, 61))


def test_every_check_says_what_has_to_be_true():
    assert all(check.says.endswith(".") and check.source and check.id.islower() for check in all_checks())


@pytest.mark.parametrize("name", ["course/../../out.xml", "other/a.xml"])
def test_an_archive_with_something_else_is_noticed(name, good_root, tmp_path):
    archive = tmp_path / "course.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(good_root, "course")
        tar.addfile(tarfile.TarInfo(name), io.BytesIO())

    assert found(archive, "archive-members")
    assert not (tmp_path.parent / "out.xml").exists()


def test_a_link_in_an_archive_is_noticed_and_not_followed(good_root, tmp_path):
    archive = tmp_path / "course.tar.gz"
    link = tarfile.TarInfo("course/static/passwd")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(good_root, "course")
        tar.addfile(link)

    assert found(archive, "archive-members")


def test_a_build_that_differs_is_noticed(root, monkeypatch):
    times = iter(range(2))
    monkeypatch.setattr("course_quality.checks.archive.archive_bytes", lambda _course: bytes([next(times)]))

    assert found(root, "archive-same-bytes")


def test_a_copy_is_noticed(root, tmp_path):
    other = write_good_course(tmp_path / "other")
    assert found(root, "rights-copied", (other,))

    for page in other.glob("html/*.html"):
        page.write_text("<p>Quite another text, in other words, about another thing than this one.</p>")
    assert not found(root, "rights-copied", (other,))


def test_what_is_named_once_is_for_a_person_to_judge(root):
    add("<p>Based on the Business Model Canvas.</p>")(root)
    assert [line.split()[0] for line in found(root, "rights-marks")] == ["ADVICE"]

    add("<p>Take the Business Model Canvas.</p>", PAGE)(root)
    assert {line.split()[0] for line in found(root, "rights-marks")} == {"ERROR"}


def unit_of_a_test(root: Path) -> None:
    version = '<split_test url_name="w1_two_versions"><vertical url_name="w1_version_a"/></split_test>'
    inside_a_unit(root, version)


def listed_and_used(root: Path) -> None:
    inside_a_unit(root, '<library_content url_name="w1_from_library"/>')
    setting("advanced_modules", ["peer_idea_board", "library_content"])(root)


def inside_a_unit(root: Path, olx: str) -> None:
    unit = root / "vertical/w1_start_unit.xml"
    unit.write_text(unit.read_text().replace("</vertical>", f"{olx}</vertical>"))


NO_FAULTS = [
    ("links-embedded", add('<iframe src="/static/map.html" title="A map"></iframe>')),
    ("rights-people", add("<p>Write to support@university.example.</p>")),
    ("structure-depth", unit_of_a_test),
    ("structure-advanced-modules", listed_and_used),
]


@pytest.mark.parametrize(("check_id", "change"), NO_FAULTS, ids=[check for check, _ in NO_FAULTS])
def test_what_is_allowed_is_not_called_a_fault(check_id, change, root):
    change(root)

    assert found(root, check_id) == []
