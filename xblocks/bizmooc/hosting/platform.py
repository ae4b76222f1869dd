"""What the host knows about people and courses. The only file that imports LMS or Studio code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from importlib.util import find_spec
from typing import Any, Protocol

from crum import get_current_user
from django.conf import settings
from django.utils.module_loading import import_string
from opaque_keys.edx.keys import CourseKey

from bizmooc.conf import setting

# Those who work on a course. Other roles, such as beta testers, are learners or have nothing to do with courses.
_TEAM_ROLES = ("instructor", "staff", "limited_staff", "data_researcher")


class Platform(Protocol):
    """The questions the suite asks of its host. Users are Django users, course keys opaque keys."""

    def real_user(self) -> Any | None:
        """Return the user behind the request (the staff member while masquerading), None if unknown."""

    def is_enrolled(self, user_id: int, course_key: CourseKey) -> bool | None:
        """Tell whether the user is actively enrolled; None where the host cannot tell."""

    def is_course_team(self, user: Any, course_key: CourseKey) -> bool:
        """Tell whether the user has a role in the course's team, whatever view they look through."""

    def can_author(self, user: Any, course_key: CourseKey) -> bool:
        """Tell whether the user may change the course in Studio."""

    def is_course_staff(self, user: Any, course_key: CourseKey) -> bool:
        """Tell whether the user sees the LMS's staff views of the course; nobody does in Studio."""

    def anonymous_ids(self, user: Any) -> Sequence[str]:
        """Return every course-specific anonymous id the user has ever had."""

    def course_start(self, course_key: CourseKey) -> datetime | None:
        """Return when the course starts (aware), None if unknown."""

    def is_self_paced(self, course_key: CourseKey) -> bool:
        """Tell whether learners go through the course at their own pace."""


class NoPlatform:
    """A host that knows nothing of courses and enrolments, such as the XBlock workbench."""

    def real_user(self) -> Any | None:
        """See Platform."""
        return get_current_user()

    def is_enrolled(self, user_id: int, course_key: CourseKey) -> bool | None:
        """See Platform."""
        return None

    def is_course_team(self, user: Any, course_key: CourseKey) -> bool:
        """See Platform."""
        return False

    def can_author(self, user: Any, course_key: CourseKey) -> bool:
        """See Platform."""
        return False

    def is_course_staff(self, user: Any, course_key: CourseKey) -> bool:
        """See Platform."""
        return False

    def anonymous_ids(self, user: Any) -> Sequence[str]:
        """See Platform."""
        return ()

    def course_start(self, course_key: CourseKey) -> datetime | None:
        """See Platform."""
        return None

    def is_self_paced(self, course_key: CourseKey) -> bool:
        """See Platform."""
        return False


class OpenEdxPlatform:
    """The LMS and Studio. Imports inside the methods: the module must load anywhere."""

    def real_user(self) -> Any | None:
        """See Platform."""
        user = get_current_user()
        # While a page is rendered under masquerade the platform swaps the user and keeps the real one here.
        return getattr(user, "real_user", None) or user

    def is_enrolled(self, user_id: int, course_key: CourseKey) -> bool | None:
        """See Platform."""
        from common.djangoapps.student.models import CourseEnrollment

        return CourseEnrollment.objects.filter(user_id=user_id, course_id=course_key, is_active=True).exists()

    def is_course_team(self, user: Any, course_key: CourseKey) -> bool:
        """See Platform."""
        from common.djangoapps.student.models import CourseAccessRole

        if user.is_staff or user.is_superuser:
            return True
        roles = CourseAccessRole.objects.filter(user=user, role__in=_TEAM_ROLES).values_list("org", "course_id")
        # A role without a course is a role in all courses of its organisation.
        return any(
            str(course or "") == str(course_key) or (not course and org == course_key.org) for org, course in roles
        )

    def can_author(self, user: Any, course_key: CourseKey) -> bool:
        """See Platform."""
        from common.djangoapps.student.auth import has_studio_write_access

        return bool(has_studio_write_access(user, course_key))

    def is_course_staff(self, user: Any, course_key: CourseKey) -> bool:
        """See Platform. The same answer that blocks are given as ``user_is_staff``."""
        if _is_studio():
            return False
        from lms.djangoapps.courseware.access import has_access

        return bool(has_access(user, "staff", course_key))

    def anonymous_ids(self, user: Any) -> Sequence[str]:
        """See Platform."""
        from common.djangoapps.student.models import AnonymousUserId

        return list(AnonymousUserId.objects.filter(user=user).values_list("anonymous_user_id", flat=True))

    def course_start(self, course_key: CourseKey) -> datetime | None:
        """See Platform."""
        overview = self._overview(course_key)
        return overview.start if overview else None

    def is_self_paced(self, course_key: CourseKey) -> bool:
        """See Platform."""
        overview = self._overview(course_key)
        return bool(overview and overview.self_paced)

    @staticmethod
    def _overview(course_key: CourseKey) -> Any | None:
        from openedx.core.djangoapps.content.course_overviews.models import CourseOverview

        return CourseOverview.objects.filter(id=course_key).only("start", "self_paced").first()


def _is_studio() -> bool:
    return settings.ROOT_URLCONF.startswith("cms.")


@cache
def _platform_class(dotted_path: str | None) -> type:
    if dotted_path:
        return import_string(dotted_path)
    return OpenEdxPlatform if find_spec("openedx") and find_spec("common") else NoPlatform


def platform() -> Platform:
    """Return the host's answers: the operator's class, else Open edX's, else those of no platform at all."""
    return _platform_class(setting("PLATFORM"))()


def on_course_deleted(receiver: Callable[..., None]) -> None:
    """Call receiver(sender, course_key, **kwargs) when Studio deletes a course; nothing on other hosts."""
    if not find_spec("xmodule"):
        return
    from xmodule.modulestore.django import SignalHandler

    SignalHandler.course_deleted.connect(receiver, dispatch_uid="bizmooc.forget_course")
