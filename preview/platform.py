"""What the suite's ground floor asks of the host it runs on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from crum import get_current_user
from opaque_keys.edx.keys import CourseKey


class PreviewPlatform:
    """The preview's answers. Named in ``settings.BIZMOOC["PLATFORM"]``; imports wait for the app registry."""

    def real_user(self) -> Any | None:
        """The person behind the request, also while they look at a page as somebody else."""
        user = get_current_user()
        return getattr(user, "real_user", None) or user

    def is_enrolled(self, user_id: int, course_key: CourseKey) -> bool:
        """Whether the person takes part in the course now."""
        from preview import people

        return people.is_enrolled(user_id, course_key)

    def is_course_team(self, user: Any, course_key: CourseKey) -> bool:
        """Whether the person has a role in the course's team, in whatever view."""
        from preview import people

        return people.is_course_team(user, course_key)

    def can_author(self, user: Any, course_key: CourseKey) -> bool:
        """Whether the person may change the course: its team does here."""
        return self.is_course_team(user, course_key)

    def is_course_staff(self, user: Any, course_key: CourseKey) -> bool:
        """Whether the person sees what is for the team."""
        return self.is_course_team(user, course_key)

    def anonymous_ids(self, user: Any) -> Sequence[str]:
        """Every id under which blocks of some course know the person."""
        from preview.models import AnonymousId

        return list(AnonymousId.objects.filter(user=user).exclude(course_key="").values_list("anonymous_id", flat=True))

    def course_start(self, course_key: CourseKey) -> datetime | None:
        """When the course begins; None when it has no date or is not here."""
        from preview import olx

        try:
            return olx.get_course(course_key).start
        except olx.CourseNotFound:
            return None

    def is_self_paced(self, course_key: CourseKey) -> bool:
        """Whether learners keep their own time."""
        from preview import olx

        try:
            return olx.get_course(course_key).self_paced
        except olx.CourseNotFound:
            return False
