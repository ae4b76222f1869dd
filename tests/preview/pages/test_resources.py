"""Files that blocks bring: found where they are, and none from elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from web_fragments.fragment import Fragment

from preview.olx import Course
from preview.views.resources import without_remote_imports
from tests.preview.engine.probe import Probe
from tests.preview.pages.conftest import PROBE, UNIT


@pytest.mark.contrib
@pytest.mark.parametrize("start", ["", "problem/"])
def test_the_standard_problem_finds_its_files_however_it_names_them(start: str, client: Client) -> None:
    script = client.get(f"/xblock/resource/problem/{start}public/js/ProblemBlockDisplay.js")
    assert script.status_code == 200
    assert script["Content-Type"] in ("text/javascript", "application/javascript")
    sheet = client.get(f"/xblock/resource/problem/{start}public/css/ProblemBlockDisplay.css")
    assert sheet["Content-Type"] == "text/css"
    assert b"googleapis" not in sheet.content
    assert b".problem" in sheet.content


@pytest.mark.parametrize("uri", ["problem/capa_block.py", "public/../capa_block.py", "nothing/public/x.js"])
def test_private_files_stay_private(uri: str, client: Client) -> None:
    assert client.get(f"/xblock/resource/problem/{uri}").status_code == 404


@pytest.mark.parametrize(
    ("sheet", "left"),
    [
        ('@import url("https://fonts.example/css?family=A:1,2;b"); p {}', " p {}"),
        ("@import url(//fonts.example/a.css); p {}", " p {}"),
        ("@import 'http://fonts.example/a.css' screen; p {}", " p {}"),
        ('@import url("beside.css"); p {}', '@import url("beside.css"); p {}'),
        ("p { background: url(https://a.example/b.png) }", "p { background: url(https://a.example/b.png) }"),
    ],
)
def test_style_sheets_import_nothing_from_elsewhere(sheet: str, left: str) -> None:
    assert without_remote_imports(sheet) == left


def test_no_page_carries_such_an_import(
    course: Course,
    read: Callable[..., str],
    as_: Callable[[str], Client],
    url: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def student_view(self: Probe, _context: dict) -> Fragment:
        fragment = Fragment("<p>x</p>")
        fragment.add_css('@import url("https://fonts.example/a.css"); p { margin: 0 }')
        return fragment

    monkeypatch.setattr(Probe, "student_view", student_view)
    page = read("learner", url("unit", UNIT))
    assert "p { margin: 0 }" in page
    assert "fonts.example" not in page
    preview = as_("staff").get(url("studio-preview", PROBE)).content.decode()
    assert "p { margin: 0 }" in preview
    assert "fonts.example" not in preview
