"""Who gets which page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.preview.pages.conftest import PROBE, UNIT

LEARNERS_PAGES = [("outline",), ("info",), ("progress",), ("unit", UNIT), ("unit-state", UNIT)]
TEAM_PAGES = [
    ("instructor",),
    ("instructor-block", PROBE),
    ("learner", "learner"),
    ("delete-state", "learner", PROBE),
    ("events",),
    ("studio-outline",),
    ("studio-unit", UNIT),
    ("studio-preview", PROBE),
    ("studio-view", PROBE),
    ("discard", UNIT),
]
POSTS = [("view-as",), ("publish", UNIT)]
As = Callable[[str], Client]
Url = Callable[..., str]


@pytest.mark.parametrize("page", LEARNERS_PAGES, ids=lambda page: page[0])
@pytest.mark.parametrize(
    ("who", "status"), [("", 302), ("outsider", 403), ("learner", 200), ("staff", 200), ("superuser", 200)]
)
def test_course_pages_are_for_the_enrolled_and_the_team(page: tuple, who: str, status: int, as_: As, url: Url) -> None:
    assert as_(who).get(url(*page)).status_code == status


@pytest.mark.parametrize("page", TEAM_PAGES, ids=lambda page: page[0])
@pytest.mark.parametrize(
    ("who", "status"), [("", 302), ("outsider", 403), ("learner", 403), ("staff", 200), ("instructor", 200)]
)
def test_team_pages_are_for_the_team(page: tuple, who: str, status: int, as_: As, url: Url) -> None:
    assert as_(who).get(url(*page)).status_code == status


@pytest.mark.parametrize("page", POSTS, ids=lambda page: page[0])
@pytest.mark.parametrize(("who", "status"), [("", 302), ("outsider", 403), ("learner", 403), ("staff", 302)])
def test_what_changes_something_is_for_the_team_and_a_post(
    page: tuple, who: str, status: int, as_: As, url: Url
) -> None:
    answer = as_(who).post(url(*page))
    assert answer.status_code == status
    if not who:
        assert answer["Location"].startswith("/login/")
    assert as_("staff").get(url(*page)).status_code == 405


def test_every_page_of_a_course_has_a_row_here() -> None:
    from preview.views import pages

    tested = {page[0] for page in LEARNERS_PAGES + TEAM_PAGES + POSTS}
    elsewhere = {"courses", "login", "switch", "logout", "outbox", "vendor", "jump-to-id", "jump-to", "asset-by-key"}
    # See test_teammates.py: it needs a team exercise.
    elsewhere |= {"teammates"}
    assert {pattern.name for pattern in pages.urlpatterns} == tested | elsewhere


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize(
    "address",
    [
        "/nothing/",
        "/courses/course-v1:a+b+c/",
        "/courses/course-v1:broken/",
        "/courses/course-v1:BizX+Odd1+2026/units/block-v1:BizX+Odd1+2026+type@vertical+block@none/",
        "/courses/course-v1:BizX+Odd1+2026/units/block-v1:BizX+Odd1+2026+type@probe+block@probe_1/",
        "/courses/course-v1:BizX+Odd1+2026/units/block-v1:Other+Odd1+2026+type@vertical+block@un/",
        "/courses/course-v1:BizX+Odd1+2026/jump_to_id/none",
        "/courses/course-v1:BizX+Odd1+2026/instructor/learners/nobody/",
        "/asset-v1:nonsense",
    ],
)
def test_what_is_not_there_is_a_plain_404(address: str, as_: As) -> None:
    answer = as_("superuser").get(address)
    assert answer.status_code == 404
    assert "To the courses" in answer.content.decode()


def test_the_outbox_is_for_course_teams(as_: As) -> None:
    assert as_("").get("/outbox/").status_code == 302
    assert as_("learner").get("/outbox/").status_code == 403
    assert as_("staff").get("/outbox/").status_code == 200
