"""Services about the people of a course that only the LMS has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from opaque_keys.edx.keys import CourseKey, UsageKey

from preview import people
from preview.models import Enrollment, FieldValue

if TYPE_CHECKING:
    from preview.runtime.seat import Seat

TAG_SCOPE = "user_tag"


class EnrollmentsService:
    """Who takes part in a course."""

    def get_active_enrollments_by_course(self, course_id: CourseKey) -> Any:
        """All enrolments that are in force."""
        return Enrollment.objects.filter(course_key=str(course_id), is_active=True)

    def get_active_enrollments_by_course_and_user(self, course_id: CourseKey, user_id: int) -> Enrollment | None:
        """The person's enrolment, None when they do not take part."""
        return self.get_active_enrollments_by_course(course_id).filter(user_id=user_id).first()


class GradeUtilsService:
    """Whether grades can still change."""

    def are_grades_frozen(self) -> bool:
        """Never: the preview's courses do not end."""
        return False


class UserStateService:
    """Other people's state. It asks nobody's permission, as in the LMS."""

    def get_state_as_dict(self, username_or_email: str, block_id: UsageKey | str) -> dict[str, Any]:
        """A person's state of one block; empty when there is no such person."""
        asked = Q(username=username_or_email) | Q(email=username_or_email)
        user = people.User.objects.filter(asked).first()
        if user is None:
            return {}
        rows = FieldValue.objects.filter(scope="user_state", scope_id=str(block_id), user_key=user.pk)
        return dict(rows.values_list("field", "value"))


class UserTagsService:
    """A few words that blocks remember of a person in a course."""

    COURSE_SCOPE = "course"

    def __init__(self, seat: Seat) -> None:
        self._seat = seat

    def get_tag(self, scope: str, key: str) -> str | None:
        """What was remembered under a name."""
        return self._rows(scope).filter(field=key).values_list("value", flat=True).first()

    def set_tag(self, scope: str, key: str, value: str) -> None:
        """Remember something under a name."""
        self._rows(scope)
        FieldValue.objects.put(
            [
                FieldValue(
                    scope=TAG_SCOPE,
                    scope_id=str(self._seat.course.key),
                    user_key=self._seat.user.pk,
                    field=key,
                    value=value,
                )
            ]
        )

    def _rows(self, scope: str) -> Any:
        if scope != self.COURSE_SCOPE:
            raise ValueError(f"unexpected scope {scope}")
        return FieldValue.objects.filter(
            scope=TAG_SCOPE, scope_id=str(self._seat.course.key), user_key=self._seat.user.pk
        )
