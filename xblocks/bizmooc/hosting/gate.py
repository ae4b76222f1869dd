"""The one gate in front of every handler: may this person do this, here, by this way?

The platform checks less than one would think: handlers run for people who are not enrolled, for anybody under
``handler_noauth``, for staff bound to somebody else's account, and for every signed-in person in Studio.
"""

from enum import Enum
from typing import Any

from django.utils.translation import gettext as _

from bizmooc.hosting.participant import Participant, Place
from bizmooc.hosting.platform import platform
from bizmooc.refusal import Refusal


class Audience(Enum):
    """Whom a handler serves."""

    LEARNER = "learner"
    STAFF = "staff"
    AUTHOR = "author"


def authorise(block: Any, request: Any, audience: Audience, *, writes: bool) -> Participant:
    """Let the person through or refuse.

    Args:
        block: the block whose handler was called.
        request: the webob request.
        audience: whom the handler serves.
        writes: the handler changes something.

    Returns:
        The person, with everything the handler may rely on.

    Raises:
        Refusal: 403, with the reason.
    """
    participant = Participant.of(block)
    if "/handler_noauth/" in request.path or not participant.is_authenticated:
        raise Refusal(403, _("Please sign in and open this page in the course."))
    _CHECKS[audience](participant, block, writes)
    return participant


def _learner(participant: Participant, block: Any, writes: bool) -> None:
    if participant.in_studio:
        raise Refusal(403, _("This is a preview: in Studio nothing is stored."))
    if not participant.anonymous_id:
        raise Refusal(403, _("Your account could not be recognised here, so nothing was stored."))
    if writes and participant.is_masquerading:
        raise Refusal(403, _("You are viewing the course as a learner: nothing is stored in their name."))
    if not (participant.is_staff or participant.is_course_team) and _is_outsider(participant, block):
        raise Refusal(403, _("Please enrol in the course to take part."))


def _is_outsider(participant: Participant, block: Any) -> bool:
    course = Place.of(block).course
    if course is None or participant.user_id is None:
        return False
    return platform().is_enrolled(participant.user_id, course) is False


def _staff(participant: Participant, block: Any, writes: bool) -> None:
    if participant.in_studio or participant.is_masquerading or not participant.is_staff:
        raise Refusal(403, _("This is for the course team."))


def _author(participant: Participant, block: Any, writes: bool) -> None:
    if not participant.can_author:
        raise Refusal(403, _("You may not change this course."))


_CHECKS = {Audience.LEARNER: _learner, Audience.STAFF: _staff, Audience.AUTHOR: _author}
