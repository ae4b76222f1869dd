"""What the suite asks of its host, and the answers of a host that knows nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Protocol

from crum import get_current_user
from django.core.files.storage import Storage
from opaque_keys.edx.keys import CourseKey

from bizmooc.hosting.people import Cohort, Enrolled, Letter, Person, Team


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

    def blocks_of_type(self, course_key: CourseKey, block_type: str) -> Sequence[Any] | None:
        """Return a course's blocks of a type, in Studio as authors have them now; None where the host cannot tell."""

    def cohort_of(self, user_id: int, course_key: CourseKey) -> Cohort | None:
        """Return the user's platform cohort in a course that has cohorts; nobody is put into one by asking."""

    def cohort_names(self, course_key: CourseKey) -> dict[int, str]:
        """Return the names of a course's platform cohorts by id."""

    def team_of(self, user_id: int, course_key: CourseKey, teamset: str) -> Team | None:
        """Return the user's team of a team-set ("": of any), None where the host has no teams, as in Studio."""

    def team_names(self, course_key: CourseKey) -> dict[str, str]:
        """Return the names of a course's teams by id."""

    def roster(self, course_key: CourseKey, after: int, limit: int) -> tuple[list[Enrolled], int | None]:
        """Return learners who are enrolled, course team left out, and where the next page begins after.

        Args:
            course_key: the course.
            after: position that the last page gave; 0 for the first page.
            limit: how many enrolments a page covers; it has fewer people where some are of the course team.

        Returns:
            The people in order of enrolment, and None in place of a position after the last page.
        """

    def people_of(self, course_key: CourseKey, anonymous_ids: Collection[str]) -> dict[str, Person]:
        """Return who is behind anonymous ids, by id; ids that the host does not know in the course are left out."""

    def anonymous_id_of(self, username_or_email: str, course_key: CourseKey) -> str | None:
        """Return a user's course-specific anonymous id; None: there is no such user."""

    def send_letter(self, user_ids: Sequence[int], course_key: CourseKey, letter: Letter) -> int:
        """Send a letter to each of these users who takes mail of the course. Slow: for background tasks.

        Returns:
            To how many it was sent.
        """

    def block_address(self, usage_key: str, course_key: CourseKey) -> str:
        """Return the absolute address under which learners find a block; "" where there is none."""

    def report_storage(self) -> Storage | None:
        """Return where files are kept that only our own views give out; None where the host has no such place."""


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

    def blocks_of_type(self, course_key: CourseKey, block_type: str) -> Sequence[Any] | None:
        """See Platform."""
        return None

    def cohort_of(self, user_id: int, course_key: CourseKey) -> Cohort | None:
        """See Platform."""
        return None

    def cohort_names(self, course_key: CourseKey) -> dict[int, str]:
        """See Platform."""
        return {}

    def team_of(self, user_id: int, course_key: CourseKey, teamset: str) -> Team | None:
        """See Platform."""
        return None

    def team_names(self, course_key: CourseKey) -> dict[str, str]:
        """See Platform."""
        return {}

    def roster(self, course_key: CourseKey, after: int, limit: int) -> tuple[list[Enrolled], int | None]:
        """See Platform."""
        return [], None

    def people_of(self, course_key: CourseKey, anonymous_ids: Collection[str]) -> dict[str, Person]:
        """See Platform."""
        return {}

    def anonymous_id_of(self, username_or_email: str, course_key: CourseKey) -> str | None:
        """See Platform."""
        return None

    def send_letter(self, user_ids: Sequence[int], course_key: CourseKey, letter: Letter) -> int:
        """See Platform."""
        return 0

    def block_address(self, usage_key: str, course_key: CourseKey) -> str:
        """See Platform."""
        return ""

    def report_storage(self) -> Storage | None:
        """See Platform."""
        return None
