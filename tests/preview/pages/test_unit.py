"""The unit page."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from preview.models import Completion
from preview.olx import Course
from tests.preview.engine.builder import KEY, CourseBuilder, usage
from tests.preview.pages.conftest import UNIT, long_course

Play = Callable[[], Course]
Read = Callable[..., str]
As = Callable[[str], Client]
Url = Callable[..., str]


def _unit(name: str) -> str:
    return f"/courses/{KEY}/units/{usage('vertical', name)}/"


def test_a_unit_says_where_it_stands_and_leads_on(
    builder: CourseBuilder, play: Play, crowd: SimpleNamespace, as_: As
) -> None:
    long_course(builder, subsections=2, units=3)
    play()
    answer = as_("learner").get(_unit("u1_0"))
    page = answer.content.decode()
    assert "Unit 1 of 3" in page
    place = answer.context["place"]
    assert (place.previous.title, place.next.title) == ("Unit 0.2", "Unit 1.1")
    assert page.count('rel="next"') == page.count('rel="prev"') == 2
    first, last = as_("learner").get(_unit("u0_0")), as_("learner").get(_unit("u1_2"))
    assert first.context["place"].previous is None
    assert last.context["place"].next is None
    assert "See your progress" in last.content.decode()


def test_the_way_on_leaves_out_what_learners_may_not_see(builder: CourseBuilder, play: Play, as_: As) -> None:
    hidden = 'visible_to_staff_only="true"'
    builder.course(
        '<chapter url_name="c"><sequential url_name="s"><vertical url_name="a" display_name="A"/>'
        f'<vertical url_name="b" display_name="B" {hidden}/><vertical url_name="z" display_name="Z"/>'
        "</sequential></chapter>"
    )
    play()
    assert as_("learner").get(_unit("a")).context["place"].next.title == "Z"
    assert as_("staff").get(_unit("a")).context["place"].next.title == "B"
    assert as_("learner").get(_unit("b")).status_code == 404
    assert as_("staff").get(_unit("b")).status_code == 200


def test_blocks_come_with_the_globals_of_an_lms_page(course: Course, read: Read, url: Url) -> None:
    page = read("learner", url("unit", UNIT))
    for script in ("/vendor/jquery.js", "/vendor/underscore.js", "/jsi18n/", "js/lms.js", "js/xblock.js"):
        assert page.index(script) < page.index('class="probe"')
    assert "studio.js" not in page
    assert page.index("public/probe.js") < page.index("js/start.js")
    assert 'data-init="Probe"' in page


def test_every_block_has_a_heading_between_the_title_and_its_own(course: Course, read: Read, url: Url) -> None:
    page = read("learner", url("unit", UNIT))
    blocks = [node for node in course.walk() if node.is_leaf]
    assert page.count("<h1") == 1
    assert page.count('<h2 class="pv-hidden">') == len(blocks) > 1


def test_the_state_of_a_unit_follows_its_blocks(course: Course, crowd: SimpleNamespace, as_: As, url: Url) -> None:
    state = lambda: as_("learner").get(url("unit-state", UNIT)).json()  # noqa: E731
    assert state()["state"] == "none"
    blocks = [node for node in course.walk() if node.is_leaf]
    keys = [str(node.usage_key) for node in blocks]
    for key in keys[:1]:
        Completion.objects.create(user=crowd.learner, course_key=KEY, usage_key=key, completion=1.0)
    assert state() == {"state": "some", "word": "in progress", "announcement": ""}
    for key in keys[1:]:
        Completion.objects.create(user=crowd.learner, course_key=KEY, usage_key=key, completion=1.0)
    assert state() == {"state": "done", "word": "complete", "announcement": "This unit is complete."}


def test_an_empty_unit_says_so(builder: CourseBuilder, play: Play, read: Read) -> None:
    builder.unit("")
    play()
    assert "This unit is empty" in read("learner", _unit("un"))


@pytest.mark.parametrize(
    ("target", "where"),
    [("un", "unit"), ("probe_1", "unit#probe_1"), ("se", "unit"), ("ch", "unit")],
)
def test_links_into_the_course_find_their_unit(target: str, where: str, as_: As, url: Url) -> None:
    page, _, anchor = where.partition("#")
    expected = url(page, UNIT) + (f"#{anchor}" if anchor else "")
    assert as_("learner").get(url("jump-to-id", target))["Location"] == expected


def test_links_by_usage_key_find_their_unit(as_: As, url: Url) -> None:
    answer = as_("learner").get(url("jump-to", usage("probe", "probe_1")))
    assert answer["Location"] == url("unit", UNIT) + "#probe_1"


def test_a_link_to_an_empty_section_leads_to_the_outline(
    builder: CourseBuilder, play: Play, as_: As, crowd: SimpleNamespace
) -> None:
    builder.course('<chapter url_name="empty"/>')
    play()
    assert as_("learner").get(f"/courses/{KEY}/jump_to_id/empty")["Location"] == f"/courses/{KEY}/"


def test_a_key_of_an_uploaded_file_leads_to_the_file(as_: As, crowd: SimpleNamespace) -> None:
    answer = as_("learner").get("/asset-v1:BizX+Odd1+2026+type@asset+block@picture.svg", follow=True)
    assert answer.redirect_chain == [(f"/courses/{KEY}/static/picture.svg", 302)]
    assert answer.status_code == 200


def test_a_failing_block_does_not_take_the_unit_down(
    builder: CourseBuilder, play: Play, read: Read, settings: Any
) -> None:
    settings.PREVIEW_STRICT = False
    builder.unit('<probe url_name="bad" text="fails"/><probe url_name="good" text="still here"/>')
    play()
    page = read("learner", _unit("un"))
    assert 'class="preview-failure" role="alert"' in page
    assert "still here" in page


def test_the_libraries_come_from_the_installed_sdk(client: Client) -> None:
    answer = client.get("/vendor/jquery.js")
    assert answer["Content-Type"] == "application/javascript"
    assert b"jQuery" in b"".join(answer.streaming_content)[:200]
    assert client.get("/vendor/../settings.py").status_code == 404
    assert client.get("/vendor/other.js").status_code == 404


def test_the_team_is_told_what_learners_do_not_see(
    builder: CourseBuilder, play: Play, crowd: SimpleNamespace, read: Read
) -> None:
    builder.unit('<not_installed url_name="x" display_name="Poll"/><probe url_name="probe_1" text="hello"/>')
    play()
    team, learner = read("staff", _unit("un")), read("learner", _unit("un"))
    assert "Learners see nothing here: “Poll” (not_installed)." in team
    assert "Poll" not in learner
    assert learner.count('<div class="pv-block ') == team.count('<div class="pv-block ') == 1
