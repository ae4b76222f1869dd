"""A team's work as a page to print and as a table: for its members only, outside the block, and never writing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from opaque_keys.edx.keys import CourseKey

from bizmooc.hosting.gate import Audience
from bizmooc.hosting.platform import platform
from bizmooc.refusal import Refusal
from bizmooc.web.tables import csv_lines
from bizmooc.web.views import course_view, place_in
from creativity_team_exercise.exercise import Viewer
from creativity_team_exercise.pages.work import WorkScene, table_of, work_of

BLOCK_TYPE = "creativity_team_exercise"


@course_view(Audience.LEARNER, "GET")
def work(request: HttpRequest, course_key: CourseKey, usage_key: str) -> HttpResponse:
    """The work of the person's own team, as a page to print."""
    scene = _scene(request, course_key, usage_key)
    direction = "rtl" if get_language_bidi() else "ltr"
    response = HttpResponse(
        scene.draw("work/page.html", **work_of(scene), language=get_language() or "en", direction=direction)
    )
    # Nothing but its own style, whatever a text in it might try.
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    response["Referrer-Policy"] = "no-referrer"
    return response


@course_view(Audience.LEARNER, "GET")
def work_csv(request: HttpRequest, course_key: CourseKey, usage_key: str) -> HttpResponse:
    """The work of the person's own team, as a table."""
    header, rows = table_of(_scene(request, course_key, usage_key))
    response = HttpResponse("".join(csv_lines(header, rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="team-work.csv"'
    return response


def _scene(request: HttpRequest, course_key: CourseKey, usage_key: str) -> WorkScene:
    """Return what the person may see.

    Raises:
        Refusal: 404, no such block; 403, they are in no team there.
    """
    place = place_in(course_key, usage_key, BLOCK_TYPE)
    participant = platform().anonymous_id_of(request.user.get_username(), course_key) or ""
    scene = WorkScene.of(Viewer(place, participant))
    if scene.member is None:
        raise Refusal(403, _("You have not begun this exercise yet."))
    return scene
