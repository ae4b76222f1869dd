"""What people say and do about each other's ideas."""

from __future__ import annotations

from django.db import models

from bizmooc.models import KEY_LENGTH, PARTICIPANT_LENGTH
from peer_idea_board.models.boards import BoardVersion
from peer_idea_board.models.ideas import Idea

FEEDBACK_LENGTH = 2_000
REPLY_LENGTH = 1_000
COMMENT_LENGTH = 600
PART_LENGTH = 40


class Shown(models.TextChoices):
    """Whether a feedback or a comment is seen."""

    LIVE = "live"
    # Taken off by the course team, with a reason; can be restored.
    HIDDEN = "hidden"
    # Taken back by who wrote it (comments only).
    WITHDRAWN = "withdrawn"


class Turn(models.Model):
    """That somebody was handed an idea to give feedback on: a lease that lapses, and never the same idea twice.

    .. pii: The course-specific anonymous id of the learner.
    .. pii_types: id
    .. pii_retirement: local_api
    """

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="turns")
    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    participant = models.CharField(max_length=PARTICIPANT_LENGTH, db_index=True)
    taken_at = models.DateTimeField()
    # Until then the idea waits for this person; null: the turn has ended, and no idea's load counts it.
    expires_at = models.DateTimeField(null=True)
    # Ended by giving feedback, or by saying "not this one".
    is_given = models.BooleanField(default=False)
    is_skipped = models.BooleanField(default=False)

    class Meta:
        """One turn for a person and an idea; lapsed ones are found by time."""

        constraints = [models.UniqueConstraint(fields=["idea", "participant"], name="pib_one_turn")]
        indexes = [
            models.Index(fields=["usage_key", "expires_at"], name="pib_turn_lapse"),
            models.Index(fields=["usage_key", "participant"], name="pib_turn_own"),
        ]

    def __str__(self) -> str:
        """Name it by idea."""
        return f"turn on idea {self.idea_id}"


class Feedback(models.Model):
    """One person's feedback on an idea, with the author's answer.

    .. pii: The course-specific anonymous id of who gave it, what they wrote, and what the idea's author replied.
    .. pii_types: id, other
    .. pii_retirement: local_api
    """

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="feedback")
    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    participant = models.CharField(max_length=PARTICIPANT_LENGTH, db_index=True)
    is_course_team = models.BooleanField()
    structure = models.ForeignKey(BoardVersion, on_delete=models.PROTECT, related_name="+")
    # The revision it was given to.
    revision = models.PositiveIntegerField()
    # Criterion id -> number of the level, from 1.
    ratings = models.JSONField(default=dict)
    works = models.TextField(max_length=FEEDBACK_LENGTH)
    next_step = models.TextField(max_length=FEEDBACK_LENGTH)
    # The part of the idea it is about; "" for the whole.
    part = models.CharField(max_length=PART_LENGTH, blank=True)
    shown = models.CharField(max_length=12, choices=Shown.choices, default=Shown.LIVE)
    given_at = models.DateTimeField()
    # What the idea's author makes of it.
    is_helpful = models.BooleanField(default=False)
    reply = models.TextField(max_length=REPLY_LENGTH, blank=True)
    replied_at = models.DateTimeField(null=True)

    class Meta:
        """One feedback of a person on an idea."""

        constraints = [models.UniqueConstraint(fields=["idea", "participant"], name="pib_one_feedback")]
        indexes = [
            models.Index(fields=["idea", "shown", "id"], name="pib_feedback_of_idea"),
            models.Index(fields=["usage_key", "participant", "id"], name="pib_feedback_own"),
            models.Index(fields=["usage_key", "id"], name="pib_feedback_export"),
        ]

    def __str__(self) -> str:
        """Name it by idea."""
        return f"feedback on idea {self.idea_id}"


class Comment(models.Model):
    """A short remark under an idea.

    .. pii: The course-specific anonymous id of who wrote it, and the text.
    .. pii_types: id, other
    .. pii_retirement: local_api
    """

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="comments")
    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    participant = models.CharField(max_length=PARTICIPANT_LENGTH, db_index=True)
    is_course_team = models.BooleanField()
    text = models.CharField(max_length=COMMENT_LENGTH)
    shown = models.CharField(max_length=12, choices=Shown.choices, default=Shown.LIVE)
    written_at = models.DateTimeField()

    class Meta:
        """The comments of an idea, in order."""

        indexes = [
            models.Index(fields=["idea", "shown", "id"], name="pib_comment_of_idea"),
            models.Index(fields=["usage_key", "participant", "id"], name="pib_comment_own"),
        ]

    def __str__(self) -> str:
        """Name it by idea."""
        return f"comment on idea {self.idea_id}"


class Vote(models.Model):
    """One person's vote for an idea, or the dots they put on it.

    .. pii: The course-specific anonymous id of who voted.
    .. pii_types: id
    .. pii_retirement: local_api
    """

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="vote_rows")
    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    participant = models.CharField(max_length=PARTICIPANT_LENGTH, db_index=True)
    is_course_team = models.BooleanField()
    # 1 where each person has one vote for an idea.
    dots = models.PositiveSmallIntegerField(default=1)
    voted_at = models.DateTimeField()

    class Meta:
        """One row for a person and an idea."""

        constraints = [models.UniqueConstraint(fields=["idea", "participant"], name="pib_one_vote")]
        indexes = [
            models.Index(fields=["usage_key", "participant", "id"], name="pib_vote_own"),
            models.Index(fields=["usage_key", "id"], name="pib_vote_export"),
        ]

    def __str__(self) -> str:
        """Name it by idea."""
        return f"vote on idea {self.idea_id}"


class Follow(models.Model):
    """That somebody wants to hear of an idea that is not theirs.

    .. pii: The course-specific anonymous id of who follows.
    .. pii_types: id
    .. pii_retirement: local_api
    """

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="followers")
    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    participant = models.CharField(max_length=PARTICIPANT_LENGTH, db_index=True)

    class Meta:
        """One row for a person and an idea."""

        constraints = [models.UniqueConstraint(fields=["idea", "participant"], name="pib_one_follow")]
        indexes = [models.Index(fields=["usage_key", "participant", "idea"], name="pib_follow_own")]

    def __str__(self) -> str:
        """Name it by idea."""
        return f"follows idea {self.idea_id}"
