"""Who of the course team was shown learners' names, or took out or acted upon what learners left."""

from __future__ import annotations

import logging

from bizmooc.hosting.participant import Participant, Place
from bizmooc.models import AccessLog

log = logging.getLogger(__name__)


def record(place: Place, viewer: Participant, act: str, *, request_key: str, people: int) -> None:
    """Write it into the log and into a table; a repeat of the same request is written once.

    Args:
        place: the block.
        viewer: who did it.
        act: a verb with its object, as "list_not_started".
        request_key: the page's, of this one act.
        people: how many learners it concerns. Which ones is never recorded.
    """
    log.info("%s by user %s in %s, block %s: %d people", act, viewer.user_id, place.course_key, place.usage_key, people)
    AccessLog.objects.get_or_create(
        usage_key=place.usage_key,
        viewer=viewer.anonymous_id,
        request_key=request_key,
        defaults={"course_key": place.course_key, "act": act, "people": people},
    )
