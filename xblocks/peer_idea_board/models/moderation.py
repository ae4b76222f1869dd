"""Reports, and what the course team did."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy

from bizmooc.models import KEY_LENGTH, PARTICIPANT_LENGTH
from peer_idea_board.models.ideas import Idea

REASON_LENGTH = 500


class Target(models.TextChoices):
    """What is reported or moderated."""

    IDEA = "idea"
    FEEDBACK = "feedback"
    COMMENT = "comment"


class Report(models.Model):
    """That somebody finds something out of place, and what became of it.

    .. pii: The course-specific anonymous id of who reported, and what they wrote.
    .. pii_types: id, other
    .. pii_retirement: local_api
    """

    class Why(models.TextChoices):
        """The reasons to choose from."""

        RUDE = "rude", gettext_lazy("It is rude or hurts somebody")
        SPAM = "spam", gettext_lazy("It is advertising or has nothing to do with the task")
        PRIVATE = "private", gettext_lazy("It tells something private about a person")
        COPIED = "copied", gettext_lazy("It is copied from somebody else")
        OTHER = "other", gettext_lazy("Something else")

    class Outcome(models.TextChoices):
        """What became of it; OPEN until the course team has decided."""

        OPEN = "open"
        HIDDEN = "hidden"
        KEPT = "kept"

    # The idea that is reported, or that it is about.
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="reports")
    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    participant = models.CharField(max_length=PARTICIPANT_LENGTH, db_index=True)
    target = models.CharField(max_length=12, choices=Target.choices)
    target_id = models.PositiveBigIntegerField()
    why = models.CharField(max_length=12, choices=Why.choices)
    text = models.CharField(max_length=REASON_LENGTH, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.OPEN)
    reported_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    # The reporter has been shown the outcome.
    told_at = models.DateTimeField(null=True)

    class Meta:
        """One report of a person about one thing; open ones are listed by age."""

        constraints = [
            models.UniqueConstraint(fields=["usage_key", "target", "target_id", "participant"], name="pib_one_report"),
        ]
        indexes = [models.Index(fields=["usage_key", "outcome", "id"], name="pib_report_open")]

    def __str__(self) -> str:
        """Name it by what it is about."""
        return f"report on {self.target} {self.target_id}"


class Act(models.TextChoices):
    """What the course team can do to what learners wrote, and to them."""

    APPROVE = "approve"
    HIDE = "hide"
    RESTORE = "restore"
    KEEP = "keep"
    MERGE = "merge"
    PIN = "pin"
    UNPIN = "unpin"
    ENDORSE = "endorse"
    UNENDORSE = "unendorse"
    MUTE = "mute"
    UNMUTE = "unmute"
    ASK = "ask"


class ModerationEntry(models.Model):
    """One act of the course team, with its reason.

    .. pii: The course-specific anonymous id of the member of the course team, and what they wrote about a learner's
        words; blanked when the words, or the person, are erased.
    .. pii_types: id, other
    .. pii_retirement: local_api
    """

    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    # Blank where the account is retired: the entry stays.
    viewer = models.CharField(max_length=PARTICIPANT_LENGTH, db_index=True, blank=True)
    act = models.CharField(max_length=12, choices=Act.choices)
    # "member" beside the targets: muting is about a person.
    target = models.CharField(max_length=12)
    target_id = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    acted_at = models.DateTimeField()

    class Meta:
        """The log of a block, by time."""

        indexes = [models.Index(fields=["usage_key", "id"], name="pib_moderation_log")]

    def __str__(self) -> str:
        """Name it by act."""
        return f"{self.act} {self.target} {self.target_id}"
