"""Who sits in front of a block, and in which of Open edX's windows."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest

from preview import masquerade, people
from preview.olx import Course, Node, visible


class Mode(enum.Enum):
    """The windows through which a block is seen; each offers other services and other storage."""

    LMS = "lms"
    NOAUTH = "noauth"
    STUDIO_PREVIEW = "studio_preview"
    STUDIO_EDITOR = "studio_editor"

    @property
    def is_studio(self) -> bool:
        """Whether authors work here."""
        return self in (Mode.STUDIO_PREVIEW, Mode.STUDIO_EDITOR)


@dataclass(frozen=True)
class Seat:
    """One person, one window, one request.

    Attributes:
        course: The course that is open.
        request: The request that is answered.
        mode: The window.
        user: The person whose state the blocks get; a learner while a team member looks as them.
        real_user: The person who sits there.
        masquerade: As whom the team member looks, if so.
    """

    course: Course
    request: HttpRequest
    mode: Mode
    user: Any
    real_user: Any
    masquerade: masquerade.Masquerade | None = None

    @property
    def is_studio_preview(self) -> bool:
        """Whether an author looks at a unit."""
        return self.mode is Mode.STUDIO_PREVIEW

    @property
    def is_studio_editor(self) -> bool:
        """Whether an author changes a block."""
        return self.mode is Mode.STUDIO_EDITOR

    @property
    def is_specific_masquerade(self) -> bool:
        """Whether a team member sees the blocks as one learner."""
        return bool(self.masquerade and self.masquerade.is_specific)

    @cached_property
    def real_role(self) -> str:
        """The role of the person who sits there."""
        return people.role(self.real_user, self.course.key)

    @property
    def role(self) -> str:
        """The role that blocks are told in the LMS."""
        return "student" if self.masquerade else self.real_role

    @property
    def is_staff(self) -> bool:
        """Whether the LMS treats the person as the course's staff."""
        return self.role != "student"

    @property
    def can_write(self) -> bool:
        """Whether Studio lets the person change the course."""
        return self.real_role != "student"

    @cached_property
    def course_anonymous_id(self) -> str:
        """The bound person's id in this course."""
        return people.anonymous_id(self.user, self.course.key)

    @cached_property
    def general_anonymous_id(self) -> str:
        """The bound person's id where it does not depend on the course."""
        return people.anonymous_id(self.user, None)

    def may_see(self, node: Node) -> bool:
        """Whether the block is there for this person."""
        return self.mode.is_studio or visible(self.course, node, self.is_staff)


def take_seat(request: HttpRequest, course: Course, mode: Mode = Mode.LMS) -> Seat:
    """Seat whoever sent a request, as the LMS and Studio would.

    Args:
        request: The request, with session and user.
        course: The course that is opened.
        mode: The window.
    """
    real = getattr(request.user, "real_user", None) or request.user
    seat = Seat(course, request, mode, real, real)
    if mode.is_studio or not seat.can_write:
        return seat
    mask = masquerade.current(request, course.key)
    if mask is None:
        return seat
    learner = get_user_model().objects.filter(username=mask.username).first() if mask.is_specific else real
    if learner is None:
        return seat
    return Seat(course, request, mode, learner, real, mask)


def seat_without_request(course: Course, user: Any, mode: Mode = Mode.LMS) -> Seat:
    """A seat for work that no page asked for: grading, resetting, exporting."""
    request = HttpRequest()
    request.user = user
    request.session = {}
    return Seat(course, request, mode, user, user)
