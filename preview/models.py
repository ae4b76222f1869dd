"""What the preview host remembers of people, their state, and what authors changed.

Every fact that must not be doubled has a unique constraint: two requests at once may lose a race,
never a write.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

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
    draft = models.JSONField(null=True)
    published = models.JSONField(null=True)
    modified = models.DateTimeField(auto_now=True)
    modified_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)


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
    value = models.JSONField(null=True)
    modified = models.DateTimeField(auto_now=True)

    class Meta:
        """One row per field and owner."""

        constraints = [
            models.UniqueConstraint(
                fields=["scope", "scope_id", "user_key", "field"], name="preview_one_field_value"
            ),
        ]


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

    class Meta:
        """One score per person and block."""

        constraints = [models.UniqueConstraint(fields=["user", "usage_key"], name="preview_one_score")]


class Completion(models.Model):
    """How far a person has completed one block, from 0 to 1.

    .. no_pii:
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    usage_key = models.CharField(max_length=KEY_LENGTH)
    completion = models.FloatField()
    modified = models.DateTimeField(auto_now=True)

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
    body = models.JSONField()
