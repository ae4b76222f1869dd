"""The light view that open pages ask whether something is new."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from opaque_keys.edx.keys import CourseKey

from bizmooc.hosting.gate import Audience
from bizmooc.hosting.platform import platform
from bizmooc.web.forms import as_form_data, require_valid
from bizmooc.web.views import course_view, place_in
from peer_idea_board.board import Viewer
from peer_idea_board.forms import ChangesRequest
from peer_idea_board.models import Member
from peer_idea_board.selectors import news

BLOCK_TYPE = "peer_idea_board"


@course_view(Audience.LEARNER, "GET")
def changes(request: HttpRequest, course_key: CourseKey, usage_key: str) -> dict[str, Any]:
    """How many ideas, and feedbacks on the person's own, are newer than ?idea= and &feedback=. Numbers only."""
    values = require_valid(ChangesRequest(data=as_form_data(request.GET.dict())))
    place = place_in(course_key, usage_key, BLOCK_TYPE)
    participant = platform().anonymous_id_of(request.user.get_username(), course_key) or ""
    # Which board they see was noted at their last visit: without it, there is none.
    member = Member.objects.filter(usage_key=place.usage_key, participant=participant).first() if participant else None
    if member is None:
        return {"ideas": 0, "feedback": 0}
    since = news.Latest(values["idea"] or 0, values["feedback"] or 0)
    return news.changes(Viewer(place, participant, member.group), since)
