"""The ``user`` service: who is asking, in Open edX's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opaque_keys.edx.keys import CourseKey
from xblock.reference.user_service import UserService as BaseUserService
from xblock.reference.user_service import XBlockUser

from preview import people

if TYPE_CHECKING:
    from preview.runtime.seat import Seat

PREFIX = "edx-platform."
STUDIO_ANONYMOUS_ID = "student"
"""What every author is called in Studio's preview."""


class UserService(BaseUserService):
    """Answers for the person of one seat."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat

    def get_current_user(self) -> XBlockUser:
        """The bound person: a learner, while a team member looks as them."""
        user = self._seat.user
        if not user.is_authenticated:
            visitor = XBlockUser(is_current_user=True)
            visitor.opt_attrs = _prefixed({"is_authenticated": False, "request_country_code": None})
            return visitor
        described = XBlockUser(
            is_current_user=True, emails=[user.email], full_name=user.get_full_name() or user.username
        )
        described.opt_attrs = _prefixed(
            {
                "is_authenticated": True,
                "request_country_code": None,
                "user_id": user.pk,
                "username": user.username,
                "user_is_beta_tester": False,
                "user_is_global_staff": False,
                "user_is_staff": False,
                "user_preferences": {},
                **self._window_attributes(),
            }
        )
        return described

    def get_user_by_anonymous_id(self, uid: str | None = None) -> Any | None:
        """The Django user behind an id; without one, the bound person."""
        if uid is None:
            return self._seat.user if self._seat.user.is_authenticated else None
        return people.user_by_anonymous_id(uid)

    def get_anonymous_user_id(self, username: str, course_id: str) -> str | None:
        """The id of a learner in a course; None unless course staff ask in the LMS."""
        if self._seat.mode.is_studio or not self._seat.is_staff:
            return None
        user = people.User.objects.filter(username=username).first()
        return people.anonymous_id(user, CourseKey.from_string(course_id)) if user else None

    def get_external_user_id(self, type_name: str) -> None:
        """The preview knows nobody outside."""
        return None

    def _window_attributes(self) -> dict[str, Any]:
        seat = self._seat
        if seat.is_studio_editor:
            return {"anonymous_user_id": None, "deprecated_anonymous_user_id": None, "user_role": "student"}
        if seat.is_studio_preview:
            return {
                "anonymous_user_id": STUDIO_ANONYMOUS_ID,
                "deprecated_anonymous_user_id": seat.general_anonymous_id,
                # Open edX calls everybody staff here who is not the course's admin, learners included.
                "user_role": "instructor" if seat.real_role == "instructor" else "staff",
            }
        return {
            "anonymous_user_id": seat.course_anonymous_id,
            "deprecated_anonymous_user_id": seat.general_anonymous_id,
            "user_is_global_staff": not seat.masquerade and people.is_global_staff(seat.user),
            "user_is_staff": seat.is_staff,
            "user_role": seat.role,
        }


def _prefixed(attributes: dict[str, Any]) -> dict[str, Any]:
    return {PREFIX + name: value for name, value in attributes.items()}
