"""The service that only Studio has: who may change a course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opaque_keys.edx.keys import CourseKey

from preview import people

if TYPE_CHECKING:
    from preview.runtime.seat import Seat


class StudioPermissionsService:
    """Answers for whoever is logged in to Studio."""

    def __init__(self, seat: Seat) -> None:
        self._user = seat.real_user

    def can_read(self, course_key: CourseKey) -> bool:
        """Whether the person may open the course in Studio."""
        return people.is_course_team(self._user, course_key)

    def can_write(self, course_key: CourseKey) -> bool:
        """Whether the person may change the course."""
        return people.is_course_team(self._user, course_key)
