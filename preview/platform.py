"""What the suite's ground floor asks of the host it runs on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from crum import get_current_user
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.core.mail import send_mail
from django.template.loader import render_to_string
from opaque_keys.edx.keys import CourseKey

from bizmooc.hosting.people import Cohort, Enrolled, Letter, Person, Team


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

    def blocks_of_type(self, course_key: CourseKey, block_type: str) -> Sequence[Any] | None:
        """The course's blocks of a type as authors have them now."""
        from django.contrib.auth.models import AnonymousUser

        from preview import olx
        from preview.runtime import Mode, PreviewRuntime, seat_without_request

        try:
            course = olx.get_course(course_key)
        except olx.CourseNotFound:
            return None
        runtime = PreviewRuntime(seat_without_request(course, AnonymousUser(), Mode.STUDIO_EDITOR))
        nodes = [node for node in course.walk() if node.block_type == block_type]
        runtime.prefetch(nodes)
        return [runtime.block_of(node) for node in nodes]

    def cohort_of(self, user_id: int, course_key: CourseKey) -> Cohort | None:
        """The person's cohort, if they are in one."""
        from preview import people

        found = people.cohort_of(user_id, course_key)
        return Cohort(*found) if found else None

    def cohort_names(self, course_key: CourseKey) -> dict[int, str]:
        """The names of the course's cohorts by id."""
        from preview import people

        return people.cohort_names(course_key)

    def team_of(self, user_id: int, course_key: CourseKey, teamset: str) -> Team | None:
        """The person's team in a team-set, if they are in one."""
        from preview import people

        found = people.team_of(user_id, course_key, teamset)
        return Team(*found) if found else None

    def team_names(self, course_key: CourseKey) -> dict[str, str]:
        """The names of the course's teams by id."""
        from preview import people

        return people.team_names(course_key)

    def roster(self, course_key: CourseKey, after: int, limit: int) -> tuple[list[Enrolled], int | None]:
        """A page of those who take part, without the team, and where the next one begins."""
        from preview import people
        from preview.models import AnonymousId, Enrollment

        rows = Enrollment.objects.filter(course_key=str(course_key), is_active=True, pk__gt=after)
        page = list(rows.select_related("user").order_by("pk")[:limit])
        users = [row.user_id for row in page]
        team = set(people.team_ids(course_key).filter(pk__in=users))
        known = AnonymousId.objects.filter(user_id__in=users, course_key=str(course_key))
        ids = dict(known.values_list("user_id", "anonymous_id"))
        found = [
            Enrolled(
                row.pk,
                row.user_id,
                row.user.username,
                row.user.get_full_name(),
                (ids[row.user_id],) if row.user_id in ids else (),
            )
            for row in page
            if row.user_id not in team
        ]
        return found, page[-1].pk if len(page) == limit else None

    def people_of(self, course_key: CourseKey, anonymous_ids: Collection[str]) -> dict[str, Person]:
        """Who is behind ids of this course. Nobody has a language of their own: it is a browser's here."""
        from preview.models import AnonymousId

        rows = AnonymousId.objects.filter(course_key=str(course_key), anonymous_id__in=anonymous_ids)
        return {
            row.anonymous_id: Person(row.user_id, row.user.username, row.user.get_full_name(), "")
            for row in rows.select_related("user")
        }

    def anonymous_id_of(self, username_or_email: str, course_key: CourseKey) -> str | None:
        """The id under which blocks know a person; None: there is nobody of this name."""
        from preview import people

        user = people.by_name(username_or_email)
        return people.anonymous_id(user, course_key) if user else None

    def send_letter(self, user_ids: Sequence[int], course_key: CourseKey, letter: Letter) -> int:
        """Put the letter into this host's outbox, once for each person."""
        from preview.people import User

        text = render_to_string("bizmooc/edx_ace/letter/email/body.txt", vars(letter))
        addresses = User.objects.filter(pk__in=user_ids).values_list("email", flat=True)
        return sum(send_mail(letter.subject, text, None, [address]) for address in addresses)

    def block_address(self, usage_key: str, course_key: CourseKey) -> str:
        """Where learners find the block."""
        return f"{settings.LMS_ROOT_URL}/courses/{course_key}/jump_to/{usage_key}"

    def report_storage(self) -> FileSystemStorage:
        """A folder among this host's data; nothing serves it."""
        return FileSystemStorage(settings.PREVIEW_DATA / "reports")
