"""Point 10: the platform makes every file of a block's package public, so nothing else is in it."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from tests.contract.cases import CASES

PACKAGES = ["bizmooc", *(case.package for case in CASES.values())]
# What a package may hold, by place.
PUBLIC = (
    r".+\.py",
    r"public/(editor/)?\w+\.(js|css|svg|png)",
    r"static/\w+/\w+\.(js|css|svg|png)",
    r"templates/\w+/[\w/]+\.(html|svg)",
    r"templates/bizmooc/edx_ace/\w+/email/\w+\.txt",
    r"locale/[A-Za-z_]+/LC_MESSAGES/django(js)?\.(po|mo)",
    r"(frameworks|structures|techniques)/\w+\.yaml",
)
PRIVATE_WORDS = re.compile(
    r"password|secret_key\s*=|BEGIN (RSA|EC|OPENSSH) PRIVATE|api[_-]?key\s*[=:]"
    r"|[\w.]+@(?!example\.(org|com))\w+\.\w{2,}",
    re.IGNORECASE,
)


def _listing(package: str) -> list[str]:
    root = Path(str(files(package)))
    return [
        path.relative_to(root).as_posix()
        for path in sorted(root.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    ]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_file_is_of_a_kind_that_may_be_public(package: str) -> None:
    listing = _listing(package)
    assert len(listing) > 10
    assert [name for name in listing if not any(re.fullmatch(pattern, name) for pattern in PUBLIC)] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_templates_and_static_files_are_in_a_folder_of_the_packages_name(package: str) -> None:
    """Several apps share these namespaces in the LMS."""
    shared = [name for name in _listing(package) if name.startswith(("templates/", "static/"))]
    assert [name for name in shared if name.split("/")[1] != package] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_no_file_holds_what_nobody_may_read(package: str) -> None:
    root = Path(str(files(package)))
    published = [name for name in _listing(package) if not name.endswith((".py", ".mo", ".png"))]
    found = {name: PRIVATE_WORDS.findall((root / name).read_text("utf-8")) for name in published}
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_no_tests_courses_or_answers_are_in_it(package: str) -> None:
    words = re.compile(r"(^|/|_)(tests?|fixtures?|answers|solutions?|course_exports)(/|\.|_|$)|(^|/)\.")
    assert [name for name in _listing(package) if words.search(name)] == []


def test_the_patterns_would_find_something() -> None:
    kinds = ("key.pem", "public/data.json", "public/a.js.map", "answers.csv", ".env", "static/x.js")
    assert [name for name in kinds if any(re.fullmatch(pattern, name) for pattern in PUBLIC)] == []
    assert PRIVATE_WORDS.search("mail somebody@university.example")
    assert not PRIVATE_WORDS.search("mail somebody@example.org")
