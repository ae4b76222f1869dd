"""Boards, their members, and what is counted of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from bizmooc.models import KEY_LENGTH, PARTICIPANT_LENGTH

GROUP_LENGTH = 64
NAME_LENGTH = 150
# Who comes back after this is on another visit: what has changed since the one before is marked as new.
VISIT = timedelta(minutes=30)


class BoardVersion(models.Model):
    """What a board asked for, kept once per content: authors may edit, what was written stays readable.

    .. no_pii:
    """

    digest = models.CharField(max_length=64, unique=True)
    # See structures.Structure.as_data().
    content = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        """Name it by its digest."""
        return self.digest


class Board(models.Model):
    """What one group of a block sees; a block without groups has one board, of the group "".

    .. no_pii:
    """

    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    # "", "cohort:<id>", "team:<id>", or "none" for people without a group on a board of groups.
    group = models.CharField(max_length=GROUP_LENGTH, blank=True)

    class Meta:
        """One board for a group of a block."""

        constraints = [models.UniqueConstraint(fields=["usage_key", "group"], name="pib_one_board")]

    def __str__(self) -> str:
        """Name it by block and group."""
        return f"{self.usage_key} {self.group}"


class Member(models.Model):
    """One person on the boards of one block: what they are called there, and how much they have done.

    .. pii: The course-specific anonymous id of the learner, and the user name where the author shows names.
    .. pii_types: id, username
    .. pii_retirement: local_api
    """

    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    participant = models.CharField(max_length=PARTICIPANT_LENGTH, db_index=True)
    is_course_team = models.BooleanField()
    # What others call them: a made-up name of two words and a number, unique in the block.
    alias = models.CharField(max_length=64)
    # The user name, where the author has names shown.
    name = models.CharField(max_length=NAME_LENGTH, blank=True)
    # Of the last visit: which board they see. Polling and mail, which have no block at hand, go by it.
    group = models.CharField(max_length=GROUP_LENGTH, blank=True)
    # Own acts that stand: not withdrawn. Credit follows them.
    ideas_posted = models.PositiveIntegerField(default=0)
    feedback_given = models.PositiveIntegerField(default=0)
    # Muted by the course team: may read, and not write.
    is_muted = models.BooleanField(default=False)
    # The visit before this one, for marks of what is new, and when this one began.
    last_visit_at = models.DateTimeField(null=True)
    visit_at = models.DateTimeField(null=True)

    class Meta:
        """One row for a person in a block, and one name."""

        constraints = [
            models.UniqueConstraint(fields=["usage_key", "participant"], name="pib_one_member"),
            models.UniqueConstraint(fields=["usage_key", "alias"], name="pib_one_alias"),
        ]
        indexes = [models.Index(fields=["usage_key", "id"], name="pib_member_export")]

    def __str__(self) -> str:
        """Name it by block and number."""
        return f"{self.usage_key} #{self.pk}"

    def visited_before(self) -> datetime | None:
        """Return when the visit before this one was; a page is drawn before the visit that it opens is noted."""
        if self.visit_at and timezone.now() - self.visit_at > VISIT:
            return self.visit_at
        return self.last_visit_at


class Kind(models.TextChoices):
    """What is counted, and what a count's bucket says; trials of the course team and seeds are left out."""

    # People who have seen the board; bucket 0.
    SEEN = "seen"
    # Ideas that went on the board in an hour, and those of them with one or two feedbacks within 72 h; bucket: hours
    # since 1970 of the posting.
    IDEAS = "ideas"
    ANSWERED_ONCE = "answered_once"
    ANSWERED_TWICE = "answered_twice"
    # Ideas by the time to their first feedback; bucket: see figures.latency_bucket.
    LATENCY = "latency"
    # People by how many ideas they have posted, and how many feedbacks they have given; bucket: how many.
    PEOPLE_BY_IDEAS = "people_by_ideas"
    PEOPLE_BY_FEEDBACK = "people_by_feedback"
    # Everything given; bucket 0.
    FEEDBACK = "feedback"
    COMMENTS = "comments"
    VOTES = "votes"
    OPEN_REPORTS = "open_reports"
    PENDING = "pending"


class KeptCount(models.Model):
    """A number that pages show often, kept in the transactions that change it. ``bizmooc_recount`` checks it.

    .. no_pii:
    """

    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    kind = models.CharField(max_length=24, choices=Kind.choices)
    bucket = models.PositiveIntegerField(default=0)
    number = models.IntegerField(default=0)

    class Meta:
        """One number for each bucket of a kind in a block."""

        constraints = [models.UniqueConstraint(fields=["usage_key", "kind", "bucket"], name="pib_one_count")]

    def __str__(self) -> str:
        """Name it by what it counts."""
        return f"{self.usage_key} {self.kind} {self.bucket}: {self.number}"
