"""Open edX's answers, and whose answers count. The only file that imports LMS or Studio code."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import cache
from importlib.util import find_spec
from typing import Any

from crum import get_current_user
from django.conf import settings
from django.core.files.storage import Storage
from django.db.models import Q
from django.utils.module_loading import import_string
from opaque_keys.edx.keys import CourseKey

from bizmooc.conf import setting
from bizmooc.hosting.people import Cohort, Enrolled, Letter, Person, Team
from bizmooc.hosting.questions import NoPlatform, Platform

# Those who work on a course. Other roles, such as beta testers, are learners or have nothing to do with courses.
_TEAM_ROLES = ("instructor", "staff", "limited_staff", "data_researcher")


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
        return any(_is_role_in(course_key, org, course) for org, course in roles)

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

    def blocks_of_type(self, course_key: CourseKey, block_type: str) -> Sequence[Any] | None:
        """See Platform. The store finds them in the course's structure, without loading the other blocks."""
        from xmodule.modulestore.django import modulestore

        return modulestore().get_items(course_key, qualifiers={"category": block_type})

    def cohort_of(self, user_id: int, course_key: CourseKey) -> Cohort | None:
        """See Platform. The platform's own get_cohort() may write; rows are only read here."""
        from openedx.core.djangoapps.course_groups.models import CohortMembership, CourseCohortsSettings

        if not CourseCohortsSettings.objects.filter(course_id=course_key, is_cohorted=True).exists():
            # Memberships outlive the setting.
            return None
        found = CohortMembership.objects.filter(course_id=course_key, user_id=user_id)
        row = found.values_list("course_user_group_id", "course_user_group__name").first()
        return Cohort(*row) if row else None

    def cohort_names(self, course_key: CourseKey) -> dict[int, str]:
        """See Platform."""
        from openedx.core.djangoapps.course_groups.models import CourseUserGroup

        cohorts = CourseUserGroup.objects.filter(course_id=course_key, group_type=CourseUserGroup.COHORT)
        return dict(cohorts.values_list("id", "name"))

    def team_of(self, user_id: int, course_key: CourseKey, teamset: str) -> Team | None:
        """See Platform. At most one in a team-set; of several team-sets the team joined first."""
        if _is_studio():
            return None
        from lms.djangoapps.teams.models import CourseTeamMembership

        found = CourseTeamMembership.objects.filter(user_id=user_id, team__course_id=course_key)
        if teamset:
            found = found.filter(team__topic_id=teamset)
        row = found.order_by("id").values_list("team__team_id", "team__name").first()
        return Team(*row) if row else None

    def team_names(self, course_key: CourseKey) -> dict[str, str]:
        """See Platform."""
        if _is_studio():
            return {}
        from lms.djangoapps.teams.models import CourseTeam

        return dict(CourseTeam.objects.filter(course_id=course_key).values_list("team_id", "name"))

    def roster(self, course_key: CourseKey, after: int, limit: int) -> tuple[list[Enrolled], int | None]:
        """See Platform. By the enrolment's own id: MySQL's index of a course's enrolments is in that order."""
        from common.djangoapps.student.models import AnonymousUserId, CourseEnrollment

        enrolments = CourseEnrollment.objects.filter(course_id=course_key, is_active=True, id__gt=after)
        columns = ("id", "user_id", "user__username", "user__profile__name")
        page = list(enrolments.order_by("id").values_list(*columns)[:limit])
        user_ids = [row[1] for row in page]
        team = self._team_among(user_ids, course_key)
        ids: dict[int, list[str]] = {}
        known = AnonymousUserId.objects.filter(user_id__in=user_ids, course_id=course_key)
        for user_id, anonymous_id in known.values_list("user_id", "anonymous_user_id"):
            ids.setdefault(user_id, []).append(anonymous_id)
        people = [
            Enrolled(position, user_id, username, name or "", tuple(ids.get(user_id, ())))
            for position, user_id, username, name in page
            if user_id not in team
        ]
        return people, page[-1][0] if len(page) == limit else None

    @staticmethod
    def _team_among(user_ids: Sequence[int], course_key: CourseKey) -> set[int]:
        from common.djangoapps.student.models import CourseAccessRole
        from django.contrib.auth import get_user_model

        roles = CourseAccessRole.objects.filter(user_id__in=user_ids, role__in=_TEAM_ROLES)
        team = {
            user_id
            for user_id, org, course in roles.values_list("user_id", "org", "course_id")
            if _is_role_in(course_key, org, course)
        }
        staff = get_user_model().objects.filter(id__in=user_ids).filter(Q(is_staff=True) | Q(is_superuser=True))
        return team | set(staff.values_list("id", flat=True))

    def people_of(self, course_key: CourseKey, anonymous_ids: Collection[str]) -> dict[str, Person]:
        """See Platform."""
        from common.djangoapps.student.models import AnonymousUserId

        known = AnonymousUserId.objects.filter(course_id=course_key, anonymous_user_id__in=anonymous_ids)
        rows = list(known.values_list("anonymous_user_id", "user_id", "user__username", "user__profile__name"))
        languages = _languages([row[1] for row in rows])
        return {
            anonymous_id: Person(user_id, username, name or "", languages.get(user_id, ""))
            for anonymous_id, user_id, username, name in rows
        }

    def anonymous_id_of(self, username_or_email: str, course_key: CourseKey) -> str | None:
        """See Platform."""
        from common.djangoapps.student.models import anonymous_id_for_user
        from django.contrib.auth import get_user_model

        column = "email" if "@" in username_or_email else "username"
        user = get_user_model().objects.filter(**{column: username_or_email}).first()
        return anonymous_id_for_user(user, course_key) if user else None

    def send_letter(self, user_ids: Sequence[int], course_key: CourseKey, letter: Letter) -> int:
        """See Platform. The platform's policies leave out who has opted out of the course's mail."""
        if _is_studio():
            return 0
        from django.contrib.auth import get_user_model
        from django.contrib.sites.models import Site
        from edx_ace import ace, policy
        from edx_ace.channel import ChannelType
        from openedx.core.djangoapps.ace_common.template_context import get_base_template_context
        from openedx.core.lib.celery.task_utils import emulate_http_request

        site, sent = Site.objects.get_current(), 0
        languages = _languages(user_ids)
        # Whose account is not active has not confirmed the address.
        for user in get_user_model().objects.filter(id__in=user_ids, is_active=True):
            with emulate_http_request(site=site, user=user):
                context = get_base_template_context(site)
                message = _message(user, languages.get(user.id), context, course_key, letter)
                if ChannelType.EMAIL in policy.channels_for(message):
                    ace.send(message)
                    sent += 1
        return sent

    def block_address(self, usage_key: str, course_key: CourseKey) -> str:
        """See Platform."""
        return f"{settings.LMS_ROOT_URL}/courses/{course_key}/jump_to/{usage_key}"

    def report_storage(self) -> Storage | None:
        """See Platform. The place of the instructor dashboard's own reports: the LMS alone has it."""
        if _is_studio():
            return None
        from lms.djangoapps.instructor_task.models import ReportStore

        return ReportStore.from_config("GRADES_DOWNLOAD").storage

    @staticmethod
    def _overview(course_key: CourseKey) -> Any | None:
        from openedx.core.djangoapps.content.course_overviews.models import CourseOverview

        return CourseOverview.objects.filter(id=course_key).only("start", "self_paced").first()


def _is_role_in(course_key: CourseKey, org: str, course: CourseKey | str | None) -> bool:
    """Tell whether a role counts in a course: one without a course counts in all of its organisation."""
    return str(course or "") == str(course_key) or (not course and org == course_key.org)


def _languages(user_ids: Collection[int]) -> dict[int, str]:
    """Return the languages that users have chosen, by user id."""
    from openedx.core.djangoapps.lang_pref import LANGUAGE_KEY
    from openedx.core.djangoapps.user_api.models import UserPreference

    preferences = UserPreference.objects.filter(user_id__in=user_ids, key=LANGUAGE_KEY)
    return dict(preferences.values_list("user_id", "value"))


def _message(user: Any, language: str | None, context: dict[str, Any], course_key: CourseKey, letter: Letter) -> Any:
    """Return a letter as a message of edx-ace; see templates/bizmooc/edx_ace/letter/."""
    from edx_ace.message import Message
    from edx_ace.recipient import Recipient

    return Message(
        app_label="bizmooc",
        name="letter",
        recipient=Recipient(user.id, user.email),
        language=language,
        # "course_ids" is where the platform's policy looks who has opted out.
        context={
            **context,
            "course_ids": [str(course_key)],
            "subject": letter.subject,
            "text": letter.text,
            "address": letter.address,
            # Messages travel as JSON, where a tuple has no names.
            "sections": [section._asdict() for section in letter.sections],
        },
    )


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
