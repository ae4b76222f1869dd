"""Texts beside the units, languages, and what people read when something is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client, RequestFactory

from preview.olx import Course
from preview.templatetags import preview_tags
from preview.views import errors
from tests.preview.engine.builder import KEY, CourseBuilder

Play = Callable[[], Course]
Read = Callable[..., str]
As = Callable[[str], Client]
INFO = f"/courses/{KEY}/info/"


def test_about_updates_and_handouts_are_shown_with_working_links(
    builder: CourseBuilder, play: Play, read: Read
) -> None:
    builder.unit("").file("static/picture.svg", "<svg/>")
    builder.file("about/overview.html", '<p>All about it <img src="/static/picture.svg"></p>')
    builder.file("about/short_description.html", "In <b>one</b> sentence.")
    builder.file("info/handouts.html", "<ol></ol>")
    builder.file(
        "info/updates.items.json",
        json.dumps(
            [
                {"id": 1, "date": "May 1", "content": "<p>Older</p>", "status": "visible"},
                {"id": 3, "date": "May 3", "content": "<p>Newer</p>", "status": "visible"},
                {"id": 2, "date": "May 2", "content": "<p>Gone</p>", "status": "deleted"},
            ]
        ),
    )
    play()
    page = read("learner", INFO)
    assert f"/courses/{KEY}/static/picture.svg" in page
    assert page.index("Newer") < page.index("Older")
    assert "Gone" not in page
    assert "Handouts" not in page
    assert "In one sentence." in read("learner", "/")


def test_nothing_to_tell_is_told(course: Course, read: Read) -> None:
    assert "Nothing here yet" in read("learner", INFO)


@pytest.mark.parametrize("text", ["{", "[1, null]", '{"a": 1}'])
def test_broken_updates_do_no_harm(text: str, builder: CourseBuilder, play: Play, read: Read) -> None:
    builder.unit("").file("info/updates.items.json", text)
    play()
    read("learner", INFO)


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_the_page_says_its_language_and_direction(
    language: str, direction: str, course: Course, crowd: SimpleNamespace, as_: As
) -> None:
    page = as_("learner").get(f"/courses/{KEY}/", headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}" dir="{direction}"' in page


def test_a_course_in_another_language_is_marked(builder: CourseBuilder, play: Play, read: Read) -> None:
    builder.unit("", 'start="2020-01-01T00:00:00Z" language="de"')
    play()
    assert '<h1 class="pv-title" lang="de">' in read("learner", f"/courses/{KEY}/")


def test_a_refusal_says_why_and_offers_a_way(course: Course, crowd: SimpleNamespace, as_: As) -> None:
    page = as_("outsider").get(f"/courses/{KEY}/").content.decode()
    assert "You are not enrolled in this course." in page
    assert "Switch account" in page


def test_the_page_for_failures_needs_nothing_that_may_have_failed() -> None:
    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Something went wrong" in answer.content.decode()


def test_an_old_form_is_explained(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.post("/logout/").content.decode()
    assert "This form is out of date." in page


def test_a_cover_is_the_same_for_the_same_course_and_names_nobody(course: Course) -> None:
    first, second = preview_tags.cover(course), preview_tags.cover(course)
    assert first == second
    assert 'aria-hidden="true"' in first
    assert first != preview_tags._pattern("course-v1:a+b+c")


@pytest.mark.parametrize(("value", "shown"), [(0, "0\u00a0%"), (0.256, "26\u00a0%"), (1, "100\u00a0%"), (None, "–")])
def test_percent(value: float | None, shown: str) -> None:
    assert preview_tags.percent(value) == shown


@pytest.mark.parametrize(("value", "shown"), [(0.0, "0"), (2.0, "2"), (1.5, "1.5"), (0.333, "0.33"), (10.0, "10")])
def test_points(value: float, shown: str) -> None:
    assert preview_tags.points(value) == shown
