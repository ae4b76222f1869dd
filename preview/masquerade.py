"""A team member looks at the course as a learner, in general or as one of them. Kept in the session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from opaque_keys.edx.keys import CourseKey

WHO = "preview_masquerade"
STATE = "preview_masquerade_state"


@dataclass(frozen=True, slots=True)
class Masquerade:
    """As whom: one learner's user name, or nothing for learners in general."""

    username: str = ""

    @property
    def is_specific(self) -> bool:
        """Whether blocks are shown as they are to one learner."""
        return bool(self.username)


def start(request: HttpRequest, course_key: CourseKey, username: str | None = None) -> None:
    """Look at a course as a learner from now on.

    Args:
        request: The team member's request.
        course_key: The course.
        username: The learner, or None for learners in general.
    """
    stop(request, course_key)
    request.session[WHO] = {**request.session.get(WHO, {}), str(course_key): username or ""}


def stop(request: HttpRequest, course_key: CourseKey) -> None:
    """Look at a course as oneself again; what was tried out as one learner is thrown away."""
    for name in (WHO, STATE):
        kept = dict(request.session.get(name, {}))
        if kept.pop(str(course_key), None) is not None:
            request.session[name] = kept


def current(request: HttpRequest, course_key: CourseKey) -> Masquerade | None:
    """As whom this session looks at a course; None: as oneself."""
    username = request.session.get(WHO, {}).get(str(course_key))
    return None if username is None else Masquerade(username)


def written_state(request: HttpRequest, course_key: CourseKey) -> dict[str, Any]:
    """What blocks stored while the session looked as one learner; changes to it are kept."""
    request.session.modified = True
    return request.session.setdefault(STATE, {}).setdefault(str(course_key), {})
