"""The light view that open pages ask whether something is new."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from opaque_keys.edx.keys import CourseKey

from bizmooc.hosting.gate import Audience
from bizmooc.hosting.platform import platform
from bizmooc.web.views import course_view, place_in
from creativity_team_exercise import state, visibility
from creativity_team_exercise.exercise import Viewer

BLOCK_TYPE = "creativity_team_exercise"


@course_view(Audience.LEARNER, "GET")
def changes(request: HttpRequest, course_key: CourseKey, usage_key: str) -> dict[str, Any]:
    """Which stage the person's own team is in, and how often something has changed. Numbers only."""
    place = place_in(course_key, usage_key, BLOCK_TYPE)
    participant = platform().anonymous_id_of(request.user.get_username(), course_key) or ""
    member = visibility.member_of(Viewer(place, participant))
    if member is None:
        return {"stage": "", "change": 0}
    team = member.team
    stage = (team.step, team.round, team.ended_at is not None)
    if team.closes_at is not None and team.closes_at <= timezone.now():
        session = state.load(team, timezone.now())
        stage = (session.step, session.round, session.is_over)
    step, round_, is_over = stage
    return {"stage": f"{team.pk}.{step}.{round_}.{int(is_over)}", "change": team.change}
