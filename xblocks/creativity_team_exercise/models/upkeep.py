"""The pool of ideas, reports, what the course team did, and what is counted."""

from __future__ import annotations

from django.db import models

from bizmooc.models import KEY_LENGTH, PARTICIPANT_LENGTH
from creativity_team_exercise.models.teams import Team
from creativity_team_exercise.models.work import TEXT_LENGTH, Entry

REASON_LENGTH = 500
SEED_LENGTH = 64


class PoolIdea(models.Model):
    """An idea without a name, for people who work alone and for thin teams.

    .. no_pii: What somebody wrote who agreed to it, without a name or an id. It goes with the entry that it is from.
    """

    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    # Ideas for another question are of no use.
    question_digest = models.CharField(max_length=64)
    text = models.CharField(max_length=TEXT_LENGTH)
    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, null=True, related_name="in_pool")
    # Of the author's ideas; null for learners'.
    seed_id = models.CharField(max_length=SEED_LENGTH, null=True)  # noqa: DJ001 - each database lets there be many
    # Random: ideas are dealt from some place in this order on.
    place = models.PositiveIntegerField()

    class Meta:
        """Each seed once for a question; what dealing goes by."""

        constraints = [models.UniqueConstraint(fields=["usage_key", "question_digest", "seed_id"], name="cte_one_seed")]
        indexes = [models.Index(fields=["usage_key", "question_digest", "place", "id"], name="cte_pool_deal")]

    def __str__(self) -> str:
        """Name it by block and number."""
        return f"{self.usage_key} pool {self.pk}"


class Report(models.Model):
    """That somebody finds an entry out of place.

    .. pii: The course-specific anonymous id of who reports, and their reason.
    .. pii_types: id, other
    .. pii_retirement: local_api
    """

    class Outcome(models.TextChoices):
        """What became of it."""

        OPEN = "open"
        KEPT = "kept"
        HIDDEN = "hidden"

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="reports")
    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    participant = models.CharField(max_length=PARTICIPANT_LENGTH, db_index=True)
    text = models.CharField(max_length=REASON_LENGTH, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default=Outcome.OPEN)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One report of a person on an entry."""

        constraints = [models.UniqueConstraint(fields=["entry", "participant"], name="cte_one_report")]
        indexes = [models.Index(fields=["usage_key", "outcome", "id"], name="cte_report_open")]

    def __str__(self) -> str:
        """Name it by entry."""
        return f"report on {self.entry_id}"


class HelpEntry(models.Model):
    """What was done to a team from outside: by the course team, with a reason, or by the block itself.

    .. pii: The course-specific anonymous id of the member of the course team, and their reason.
    .. pii_types: id, other
    .. pii_retirement: local_api
    """

    class Act(models.TextChoices):
        """What was done."""

        EXTENDED = "extended"
        CLOSED = "closed"
        MOVED = "moved"
        MERGED = "merged"
        SEEDED = "seeded"
        HIDDEN = "hidden"
        RESTORED = "restored"
        KEPT = "kept"

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="help")
    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    # Blank: the block itself, or the account is retired.
    viewer = models.CharField(max_length=PARTICIPANT_LENGTH, db_index=True, blank=True)
    act = models.CharField(max_length=12, choices=Act.choices)
    # Hours, a team's or an entry's number: what the act was about.
    number = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """What the log of a block goes by."""

        indexes = [models.Index(fields=["usage_key", "id"], name="cte_help_log")]

    def __str__(self) -> str:
        """Name it by team and act."""
        return f"{self.team_id} {self.act}"


class CountKind(models.TextChoices):
    """What is counted, and what a count's bucket says; trials of the course team are left out."""

    # Rows as they are now; bucket 0.
    PEOPLE = "people"
    TEAMS_RUNNING = "teams_running"
    TEAMS_ENDED = "teams_ended"
    TEAMS_MERGED = "teams_merged"
    ALONE_RUNNING = "alone_running"
    ALONE_ENDED = "alone_ended"
    # Turns whose stage has ended, and those of them that were done by then; bucket: the number of the step.
    TURNS = "turns"
    ON_TIME = "on_time"
    # What learners wrote, and that of it which goes back to something; bucket: the number of the step.
    ENTRIES = "entries"
    BUILT = "built"
    OPEN_REPORTS = "open_reports"


class KeptCount(models.Model):
    """A number that pages show often, kept in the transactions that change it. ``bizmooc_recount`` checks it.

    .. no_pii:
    """

    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    kind = models.CharField(max_length=24, choices=CountKind.choices)
    bucket = models.PositiveIntegerField(default=0)
    number = models.IntegerField(default=0)

    class Meta:
        """One number for each bucket of a kind in a block."""

        constraints = [models.UniqueConstraint(fields=["usage_key", "kind", "bucket"], name="cte_one_count")]

    def __str__(self) -> str:
        """Name it by what it counts."""
        return f"{self.usage_key} {self.kind} {self.bucket}: {self.number}"
