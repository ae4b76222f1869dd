"""Every pilot course passes the validator inside Studio at its full depth: no error, no warning."""

import shutil
from pathlib import Path

import olxcleaner
import pytest
from olxcleaner.exceptions import ErrorLevel

from .olx import COURSES, OUR_BLOCK_TYPES

ALL_STEPS = 8


def complaints(root: Path) -> list[str]:
    """Errors and warnings about the course in ``root``; what is merely INFO is left out."""
    _, store, _ = olxcleaner.validate(str(root), steps=ALL_STEPS, allowed_xblocks=set(OUR_BLOCK_TYPES))
    return [
        f"{error.level} {error.name} in {error.filename}: {error.description}"
        for error in store.errors
        if error.level_val >= ErrorLevel.WARNING.value
    ]


def test_there_is_a_course_to_check():
    assert COURSES


def test_no_errors_and_no_warnings(course_root):
    found = complaints(course_root)
    assert not found, "\n".join(found)


def _remove_a_page(root: Path) -> None:
    sorted((root / "html").glob("*.html"))[0].unlink()


def _set_a_policy_twice(root: Path) -> None:
    run = next((root / "course").glob("*.xml"))
    run.write_text(run.read_text(encoding="utf-8").replace("<course>", '<course display_name="Twice">'))


def _use_a_tag_nobody_knows(root: Path) -> None:
    unit = sorted((root / "vertical").glob("*.xml"))[0]
    unit.write_text(unit.read_text(encoding="utf-8").replace("</vertical>", "<unknown_tag/></vertical>"))


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (_remove_a_page, "ERROR FileDoesNotExist"),
        (_set_a_policy_twice, "WARNING SettingOverride"),
        (_use_a_tag_nobody_knows, "ERROR UnexpectedTag"),
    ],
)
def test_a_spoilt_course_is_noticed(spoil, expected, course_root, tmp_path):
    copy = tmp_path / "course"
    shutil.copytree(course_root, copy)
    spoil(copy)
    assert any(line.startswith(expected) for line in complaints(copy))
