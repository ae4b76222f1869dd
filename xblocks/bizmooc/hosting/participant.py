"""Who is asking: the person in front of a block, as this host shows them."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey

from bizmooc.conf import setting
from bizmooc.hosting.platform import platform

# What Studio's preview gives everybody; never a learner.
STUDIO_ID = "student"


@dataclass(frozen=True)
class Place:
    """Where a block stands: the keys its rows carry, as strings."""

    usage_key: str
    course_key: str

    @classmethod
    def of(cls, block: Any) -> Place:
        """Return the place of a bound or unbound block; course_key is "" on hosts without courses."""
        usage_id = block.scope_ids.usage_id
        return cls(str(usage_id), str(getattr(usage_id, "context_key", "") or ""))

    @cached_property
    def course(self) -> CourseKey | None:
        """The course as an opaque key, None on hosts without courses."""
        try:
            return CourseKey.from_string(self.course_key)
        except InvalidKeyError:
            return None

    @cached_property
    def html_id(self) -> str:
        """What ids in the page begin with: a block may stand beside others of its kind."""
        return "b" + hashlib.sha256(self.usage_key.encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Participant:
    """The person a block is bound to, and the rights that come with the view they look through.

    Attributes:
        anonymous_id: course-specific anonymous id; "" where the host gives none that rows may carry.
        user_id: Django user id; None if unknown. Never stored, never shown.
        is_authenticated: somebody is signed in.
        is_staff: the LMS shows this person the staff view (False while they look "as a learner").
        is_course_team: the real person has a role in the course's team, whatever view they look through.
        is_masquerading: a member of staff looks as one specific learner; the block is bound to that learner.
        in_studio: the host is Studio.
        can_author: Studio lets this person change the course.
    """

    anonymous_id: str
    user_id: int | None
    is_authenticated: bool
    is_staff: bool
    is_course_team: bool
    is_masquerading: bool
    in_studio: bool
    can_author: bool

    @classmethod
    def of(cls, block: Any) -> Participant:
        """Read the person from the block's services; every one of them may be absent."""
        place = Place.of(block)
        attrs = _user_attributes(block)
        permissions = block.runtime.service(block, "studio_user_permissions")
        user_id = attrs.get("edx-platform.user_id")
        real = platform().real_user()
        anonymous_id = attrs.get("edx-platform.anonymous_user_id") or ""
        return cls(
            anonymous_id="" if anonymous_id == STUDIO_ID or permissions else anonymous_id,
            user_id=user_id,
            is_authenticated=bool(attrs.get("edx-platform.is_authenticated")),
            is_staff=bool(attrs.get("edx-platform.user_is_staff")),
            is_course_team=_is_course_team(real, place),
            is_masquerading=bool(user_id and real and real.is_authenticated and real.id != user_id),
            in_studio=permissions is not None,
            can_author=bool(permissions and place.course and permissions.can_write(place.course)),
        )


def _user_attributes(block: Any) -> dict[str, Any]:
    service = block.runtime.service(block, "user")
    return service.get_current_user().opt_attrs if service else {}


def _is_course_team(real_user: Any, place: Place) -> bool:
    if not (real_user and real_user.is_authenticated and place.course):
        return False
    return platform().is_course_team(real_user, place.course)


def pseudonym(anonymous_id: str, *, course_key: str, purpose: str) -> str:
    """Name a person outside the database: 16 hex digits, different in every course and for every purpose.

    The course-specific anonymous id itself is no pseudonym: the instructor dashboard maps it to names.
    """
    secret = setting("PSEUDONYM_SECRET") or settings.SECRET_KEY
    message = "\x1f".join((purpose, course_key, anonymous_id))
    return hmac.new(secret.encode(), message.encode(), hashlib.sha256).hexdigest()[:16]
