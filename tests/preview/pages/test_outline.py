"""Course list, outline and where to go on."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from preview import people
from preview.models import Completion
from preview.olx import Course
from preview.views.titles import title_of
from tests.preview.engine.builder import KEY, CourseBuilder, usage
from tests.preview.pages.conftest import long_course

Play = Callable[[], Course]
Read = Callable[..., str]
As = Callable[[str], Client]
OUTLINE = f"/courses/{KEY}/"
OUTLINE_QUERIES = 6
"""Session, user, role, enrolment, completions, the latest of them."""
UNIT_QUERIES = 10
"""Session, user, role, enrolment, completions; for the blocks: role, what authors changed, field values, two ids."""


def _complete(user: Any, *names: str) -> None:
    for name in names:
        Completion.objects.create(user=user, course_key=KEY, usage_key=usage("probe", name), completion=1.0)


def test_ticks_and_the_way_on_follow_what_is_complete(
    builder: CourseBuilder, play: Play, crowd: SimpleNamespace, read: Read
) -> None:
    long_course(builder, subsections=2, units=2)
    play()
    assert "Start course" in read("learner", OUTLINE)
    _complete(crowd.learner, "p0_0")
    page = read("learner", OUTLINE)
    assert "1 of 4 units complete" in page
    assert "Resume course" in page
    assert f"/units/{usage('vertical', 'u0_1')}/" in page.split("Resume course")[0].rpartition("<a ")[2]
    assert "0 of 4 units complete" in read("other", OUTLINE)


def test_the_way_on_is_after_the_latest_step_not_the_first_gap(
    builder: CourseBuilder, play: Play, crowd: SimpleNamespace, as_: As
) -> None:
    long_course(builder, subsections=2, units=2)
    play()
    _complete(crowd.learner, "p1_0")
    assert as_("learner").get(OUTLINE).context["outline"].resume.title == "Unit 1.1"
    _complete(crowd.learner, "p0_0")
    assert as_("learner").get(OUTLINE).context["outline"].resume.title == "Unit 0.1"
    _complete(crowd.learner, "p0_1", "p1_1")
    assert as_("learner").get(OUTLINE).context["outline"].resume.title == "Unit 0.0"


def test_a_step_in_a_block_that_is_gone_does_no_harm(course: Course, crowd: SimpleNamespace, as_: As) -> None:
    _complete(crowd.learner, "long_gone")
    assert as_("learner").get(OUTLINE).context["outline"].resume.title == "Unit"


@pytest.mark.parametrize(
    ("attributes", "learner_sees"),
    [
        ("", True),
        ('visible_to_staff_only="true"', False),
        ('hide_from_toc="true"', False),
        ('start="2999-01-01"', False),
    ],
)
def test_what_learners_may_not_see_is_left_out_for_them(
    attributes: str, learner_sees: bool, builder: CourseBuilder, play: Play, read: Read
) -> None:
    builder.course(
        f'<chapter url_name="c"><sequential url_name="s" display_name="The part" {attributes}>'
        '<vertical url_name="u"><probe url_name="p"/></vertical></sequential></chapter>'
    )
    play()
    assert ("The part" in read("learner", OUTLINE)) is learner_sees
    assert "The part" in read("staff", OUTLINE)


def test_graded_work_minutes_and_due_dates_are_marked(builder: CourseBuilder, play: Play, read: Read) -> None:
    builder.course(
        '<chapter url_name="c"><sequential url_name="s" graded="true" format="Weekly check" due="2030-05-01T10:00:00Z">'
        '<vertical url_name="u" display_name="Read (about 12 min)"><probe url_name="p"/></vertical>'
        '<vertical url_name="v" display_name="Do (3 minutes)"><probe url_name="q"/></vertical></sequential></chapter>'
    )
    play()
    page = read("learner", OUTLINE)
    assert "Weekly check · graded" in page
    assert "15 min" in page
    assert "(about 12 min)" not in page
    assert "due 1 May 2030, 10:00" in page


@pytest.mark.parametrize(
    ("written", "text", "minutes"),
    [
        ("Read (15 min)", "Read", 15),
        ("Read (about 5 minutes)", "Read", 5),
        ("Read (~7 Min.)", "Read", 7),
        ("Read (part 2)", "Read (part 2)", None),
        ("15 min", "15 min", None),
    ],
)
def test_minutes_are_read_from_the_end_of_a_title(written: str, text: str, minutes: int | None) -> None:
    title = title_of(SimpleNamespace(title=written))  # type: ignore[arg-type]
    assert (title.text, title.minutes) == (text, minutes)


def test_an_empty_course_says_so(builder: CourseBuilder, play: Play, read: Read) -> None:
    builder.course("")
    play()
    assert "Nothing to see yet" in read("learner", OUTLINE)


@pytest.mark.django_db
def test_a_host_without_courses_says_what_to_do(client: Client, settings: Any, tmp_path: Any) -> None:
    settings.PREVIEW_COURSE_DIRS = [tmp_path]
    assert "No courses yet" in client.get("/").content.decode()


def test_the_list_shows_each_person_their_own_part(course: Course, crowd: SimpleNamespace, read: Read) -> None:
    assert "1 unit</p>" in read("", "/")
    assert "0 of 1 unit complete" in read("learner", "/")
    assert "You are on the course team" in read("staff", "/")
    assert "Not enrolled" in read("outsider", "/")


def test_a_folder_that_is_no_course_is_named(settings: Any, tmp_path: Any, client: Client, db: None) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "course.xml").write_text("<course")
    settings.PREVIEW_COURSE_DIRS = [tmp_path]
    page = client.get("/").content.decode()
    assert "Folders that could not be read as a course" in page


@pytest.mark.parametrize("subsections", [1, 30])
def test_the_number_of_units_does_not_change_the_number_of_queries(
    subsections: int, builder: CourseBuilder, play: Play, crowd: SimpleNamespace, as_: As
) -> None:
    long_course(builder, subsections)
    course = play()
    for unit in course.units[::7]:
        _complete(crowd.learner, unit.children[0].usage_key.block_id)
    outline, unit = OUTLINE, f"/courses/{KEY}/units/{course.units[-1].usage_key}/"
    people.anonymous_id(crowd.learner, course.key)
    people.anonymous_id(crowd.learner, None)
    assert _queries(as_, outline) == OUTLINE_QUERIES
    assert _queries(as_, unit) == UNIT_QUERIES


def _queries(as_: As, address: str) -> int:
    client = as_("learner")
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
