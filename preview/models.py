"""What the preview host remembers of people, their state, and what authors changed.

Every fact that must not be doubled has a unique constraint: two requests at once may lose a race,
never a write.
"""

import json
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from opaque_keys.edx.keys import UsageKey

from bizmooc.writes import in_transaction
from preview.jsonfields import FieldEncoder

KEY_LENGTH = 255
"""Course and usage keys are as long as the LMS allows."""


class Enrollment(models.Model):
    """A person takes part in a course run.

    .. no_pii:
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    mode = models.CharField(max_length=32, default="audit")
    is_active = models.BooleanField(default=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One row per person and run; leaving a course only makes it inactive."""

        constraints = [
            models.UniqueConstraint(fields=["user", "course_key"], name="preview_one_enrollment"),
        ]


class CourseRole(models.Model):
    """A person belongs to the course team.

    .. no_pii:
    """

    class Role(models.TextChoices):
        """The two course roles that the LMS tells apart."""

        STAFF = "staff", _("Course staff")
        INSTRUCTOR = "instructor", _("Course admin")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    course_key = models.CharField(max_length=KEY_LENGTH)
    role = models.CharField(max_length=16, choices=Role.choices)

    class Meta:
        """One role per person and run."""

        constraints = [models.UniqueConstraint(fields=["user", "course_key"], name="preview_one_role")]


class Cohort(models.Model):
    """A group of learners in a course run, made by its team.

    .. no_pii:
    """

    course_key = models.CharField(max_length=KEY_LENGTH)
    name = models.CharField(max_length=100)

    class Meta:
        """One cohort of a name in a run."""

        constraints = [models.UniqueConstraint(fields=["course_key", "name"], name="preview_one_cohort")]


class CohortMember(models.Model):
    """A person is in a cohort, and so in no other of the run.

    .. no_pii:
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    course_key = models.CharField(max_length=KEY_LENGTH)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE)

    class Meta:
        """One cohort per person and run."""

        constraints = [models.UniqueConstraint(fields=["user", "course_key"], name="preview_one_cohort_of_a_person")]


class Team(models.Model):
    """Learners of a course run who work together on one of its team-sets.

    .. no_pii:
    """

    course_key = models.CharField(max_length=KEY_LENGTH)
    teamset = models.CharField(max_length=100)
    name = models.CharField(max_length=100)

    class Meta:
        """One team of a name in a team-set."""

        constraints = [models.UniqueConstraint(fields=["course_key", "teamset", "name"], name="preview_one_team")]


class TeamMember(models.Model):
    """A person is in a team, and so in no other of its team-set.

    .. no_pii:
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    course_key = models.CharField(max_length=KEY_LENGTH)
    teamset = models.CharField(max_length=100)
    team = models.ForeignKey(Team, on_delete=models.CASCADE)

    class Meta:
        """One team per person and team-set."""

        constraints = [
            models.UniqueConstraint(fields=["user", "course_key", "teamset"], name="preview_one_team_of_a_person")
        ]


class AnonymousId(models.Model):
    """The id under which XBlocks know a person in one course ("" in course_key: in none).

    .. no_pii:
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    course_key = models.CharField(max_length=KEY_LENGTH, blank=True)
    anonymous_id = models.CharField(max_length=32, unique=True)

    class Meta:
        """One id per person and run."""

        constraints = [models.UniqueConstraint(fields=["user", "course_key"], name="preview_one_anonymous_id")]


class AuthoredBlock(models.Model):
    """What an author changed of a block of the export: its fields as draft and as published.

    A draft that is null means that there is nothing unpublished; a published value that is null means
    that learners still see the export's own.

    .. no_pii:
    """

    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    usage_key = models.CharField(max_length=KEY_LENGTH, unique=True)
    draft = models.JSONField(null=True, encoder=FieldEncoder)
    published = models.JSONField(null=True, encoder=FieldEncoder)
    modified = models.DateTimeField(auto_now=True)
    modified_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)


_ONE_VALUE = ["scope", "scope_id", "user_key", "field"]


class FieldValueManager(models.Manager):
    """Writes values without ever reading them first, so that nothing can be lost in between."""

    def put(self, rows: Iterable["FieldValue"]) -> None:
        """Store these values, all or none of them, in the same order whoever asks."""
        ordered = sorted(rows, key=lambda row: (row.scope, row.scope_id, row.user_key, row.field))
        if ordered:
            in_transaction(lambda: self._put(ordered))

    def _put(self, rows: list["FieldValue"]) -> None:
        now = timezone.now()
        # A plain update locks one row and no gap: on MySQL, insert-or-update alone deadlocks under load.
        missing = [row for row in rows if not self._update(row, now)]
        for row in missing:
            row.modified = now
        self.bulk_create(
            missing,
            update_conflicts=True,
            update_fields=["value", "modified"],
            # MySQL updates on any unique key and refuses to be told which.
            unique_fields=_ONE_VALUE if connection.features.supports_update_conflicts_with_target else None,
        )

    def _update(self, row: "FieldValue", now: datetime) -> bool:
        found = self.filter(**{name: getattr(row, name) for name in _ONE_VALUE})
        return found.update(value=row.value, modified=now) > 0


class FieldValue(models.Model):
    """One value of one user-scoped XBlock field.

    Fields have a row each, so that two requests that change different fields of a block both win.
    ``user_key`` is the user's id, or 0 for what all users share: a null would not be unique.

    .. no_pii:
    """

    scope = models.CharField(max_length=32)
    scope_id = models.CharField(max_length=KEY_LENGTH, blank=True)
    user_key = models.PositiveBigIntegerField()
    field = models.CharField(max_length=64)
    value = models.JSONField(null=True, encoder=FieldEncoder)
    modified = models.DateTimeField()

    objects = FieldValueManager()

    class Meta:
        """One row per field and owner."""

        constraints = [
            models.UniqueConstraint(fields=_ONE_VALUE, name="preview_one_field_value"),
        ]


class ScoreManager(models.Manager):
    """Records what learners earn."""

    def record(
        self, user_id: int, usage_key: UsageKey, earned: float, possible: float, only_if_higher: bool = False
    ) -> None:
        """Keep a score; the last one counts, or the highest where asked for."""
        in_transaction(lambda: self._record(user_id, usage_key, earned, possible, only_if_higher))

    def _record(self, user_id: int, usage_key: UsageKey, earned: float, possible: float, only_if_higher: bool) -> None:
        row, created = self.select_for_update().get_or_create(
            user_id=user_id,
            usage_key=str(usage_key),
            defaults={"course_key": str(usage_key.context_key), "earned": earned, "possible": possible},
        )
        if created or (only_if_higher and row.share >= _share(earned, possible)):
            return
        row.earned, row.possible = earned, possible
        row.save(update_fields=["earned", "possible", "modified"])


class Score(models.Model):
    """What a person earned in one scored block.

    .. no_pii:
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    usage_key = models.CharField(max_length=KEY_LENGTH)
    earned = models.FloatField()
    possible = models.FloatField()
    modified = models.DateTimeField(auto_now=True)

    objects = ScoreManager()

    class Meta:
        """One score per person and block."""

        constraints = [models.UniqueConstraint(fields=["user", "usage_key"], name="preview_one_score")]

    @property
    def share(self) -> float:
        """What part of what could be earned was earned."""
        return _share(self.earned, self.possible)


def _share(earned: float, possible: float) -> float:
    return earned / possible if possible else 0.0


class CompletionManager(models.Manager):
    """Records how far learners are."""

    def record(self, user_id: int, usage_key: UsageKey, completion: float) -> "Completion":
        """Keep a completion; it may go down again.

        Raises:
            ValueError: it is not between 0 and 1.
        """
        if not 0.0 <= completion <= 1.0:
            raise ValueError(f"{completion} must be between 0.0 and 1.0")
        defaults = {"course_key": str(usage_key.context_key), "completion": completion}
        row, _created = in_transaction(
            lambda: self.update_or_create(user_id=user_id, usage_key=str(usage_key), defaults=defaults)
        )
        return row


class Completion(models.Model):
    """How far a person has completed one block, from 0 to 1.

    .. no_pii:
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    usage_key = models.CharField(max_length=KEY_LENGTH)
    completion = models.FloatField()
    modified = models.DateTimeField(auto_now=True)

    objects = CompletionManager()

    class Meta:
        """One value per person and block."""

        constraints = [models.UniqueConstraint(fields=["user", "usage_key"], name="preview_one_completion")]


class EventLog(models.Model):
    """One line of the tracking log.

    .. pii: carries the user name, as the LMS's tracking log does
    .. pii_types: username
    .. pii_retirement: local_api
    """

    name = models.CharField(max_length=KEY_LENGTH, db_index=True)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    usage_key = models.CharField(max_length=KEY_LENGTH, blank=True)
    username = models.CharField(max_length=150, blank=True)
    time = models.DateTimeField(auto_now_add=True, db_index=True)
    body = models.JSONField(encoder=FieldEncoder)

    @staticmethod
    def encode(event: dict) -> str:
        """An event as it will stand in the log."""
        return json.dumps(event, cls=FieldEncoder)
