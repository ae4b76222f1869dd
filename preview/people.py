"""Who takes part in a course, who belongs to its team, and under which id blocks know them."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from opaque_keys.edx.keys import CourseKey

from bizmooc.writes import in_transaction
from preview.models import AnonymousId, Cohort, CohortMember, CourseRole, Enrollment, Team, TeamMember

User = get_user_model()


def enrol(user: Any, course_key: CourseKey) -> None:
    """Let a person take part in a course."""
    in_transaction(
        lambda: Enrollment.objects.update_or_create(user=user, course_key=str(course_key), defaults={"is_active": True})
    )


def unenrol(user: Any, course_key: CourseKey) -> None:
    """Let a person leave a course; what they did there stays."""
    Enrollment.objects.filter(user=user, course_key=str(course_key)).update(is_active=False)


def is_enrolled(user_id: int, course_key: CourseKey) -> bool:
    """Whether a person takes part in a course now."""
    return Enrollment.objects.filter(user_id=user_id, course_key=str(course_key), is_active=True).exists()


def learners(course_key: CourseKey) -> QuerySet:
    """Everybody who takes part in a course, by user name."""
    return User.objects.filter(enrollment__course_key=str(course_key), enrollment__is_active=True).order_by("username")


def join_cohort(user: Any, course_key: CourseKey, name: str) -> None:
    """Put a person into a cohort, which is made if there is none of this name."""
    cohort, _created = Cohort.objects.get_or_create(course_key=str(course_key), name=name)
    CohortMember.objects.update_or_create(user=user, course_key=str(course_key), defaults={"cohort": cohort})


def cohort_of(user_id: int, course_key: CourseKey) -> tuple[int, str] | None:
    """The id and the name of a person's cohort, or None."""
    members = CohortMember.objects.filter(user_id=user_id, course_key=str(course_key))
    return members.values_list("cohort_id", "cohort__name").first()


def cohort_names(course_key: CourseKey) -> dict[int, str]:
    """The names of a run's cohorts by id."""
    return dict(Cohort.objects.filter(course_key=str(course_key)).values_list("id", "name"))


def join_team(user: Any, course_key: CourseKey, teamset: str, name: str) -> None:
    """Put a person into a team of a team-set, which is made if there is none of this name."""
    of_set = {"course_key": str(course_key), "teamset": teamset}
    team, _created = Team.objects.get_or_create(**of_set, name=name)
    TeamMember.objects.update_or_create(user=user, **of_set, defaults={"team": team})


def team_of(user_id: int, course_key: CourseKey, teamset: str) -> tuple[str, str] | None:
    """The id and the name of a person's team in a team-set ("": the first they joined in any), or None."""
    members = TeamMember.objects.filter(user_id=user_id, course_key=str(course_key))
    if teamset:
        members = members.filter(teamset=teamset)
    row = members.order_by("pk").values_list("team_id", "team__name").first()
    return row and (_team_id(row[0]), row[1])


def team_names(course_key: CourseKey) -> dict[str, str]:
    """The names of a run's teams by id."""
    rows = Team.objects.filter(course_key=str(course_key)).values_list("pk", "name")
    return {_team_id(key): name for key, name in rows}


def _team_id(key: int) -> str:
    # Text, as in the LMS.
    return f"team-{key}"


def set_role(user: Any, course_key: CourseKey, role: str | None) -> None:
    """Take a person into the course team as "staff" or "instructor", or (None) out of it."""
    if role is None:
        CourseRole.objects.filter(user=user, course_key=str(course_key)).delete()
    else:
        CourseRole.objects.update_or_create(
            user=user, course_key=str(course_key), defaults={"role": CourseRole.Role(role)}
        )


def is_global_staff(user: Any) -> bool:
    """Whether a person may do everything on this host."""
    return bool(user.is_active and (user.is_staff or user.is_superuser))


def role(user: Any, course_key: CourseKey) -> str:
    """The role that blocks are told: "instructor", "staff" or "student"."""
    if is_global_staff(user):
        return str(CourseRole.Role.INSTRUCTOR)
    if not user.is_authenticated:
        return "student"
    row = CourseRole.objects.filter(user=user, course_key=str(course_key)).values_list("role", flat=True).first()
    return row or "student"


def is_course_team(user: Any, course_key: CourseKey) -> bool:
    """Whether a person may see and change everything in a course."""
    return role(user, course_key) != "student"


def anonymous_id(user: Any, course_key: CourseKey | None) -> str:
    """The id under which blocks know a person in a course (None: in whatever course).

    It is kept, so that it stays the same when the key of this host changes.
    """
    key = str(course_key or "")
    digest = hashlib.blake2b(f"{user.pk}|{key}".encode(), digest_size=16, key=settings.SECRET_KEY.encode()[:64])
    row, _created = AnonymousId.objects.get_or_create(
        user=user, course_key=key, defaults={"anonymous_id": digest.hexdigest()}
    )
    return row.anonymous_id


def user_by_anonymous_id(uid: str) -> Any | None:
    """The person behind an anonymous id, or None."""
    row = AnonymousId.objects.filter(anonymous_id=uid).select_related("user").first()
    return row and row.user


def by_name(username_or_email: str) -> Any | None:
    """The person with a user name or an e-mail address, or None."""
    column = "email" if "@" in username_or_email else "username"
    return User.objects.filter(**{column: username_or_email}).first()


def team_ids(course_key: CourseKey) -> QuerySet:
    """The user ids of a course's team, and of those who may do everything."""
    roles = CourseRole.objects.filter(course_key=str(course_key)).values("user_id")
    return User.objects.filter(Q(pk__in=roles) | Q(is_staff=True) | Q(is_superuser=True)).values_list("pk", flat=True)
