"""Teams, who is in them, and how far they are."""

from __future__ import annotations

from django.db import models

from bizmooc.models import KEY_LENGTH, PARTICIPANT_LENGTH

HANDLE_LENGTH = 96
LOBBY_LENGTH = 64
PREFERENCE_LENGTH = 40


class PlanVersion(models.Model):
    """A technique with its question, kept once per content: a running team keeps the one it began with.

    .. no_pii:
    """

    digest = models.CharField(max_length=64, unique=True)
    # See techniques.plan.Plan.as_data().
    content = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        """Name it by its digest."""
        return self.digest


class Lobby(models.Model):
    """Where people wait to be put into teams: whoever forms or joins teams of a lobby locks it first.

    .. no_pii:
    """

    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    # "" or "cohort:<id>"; course team members who try things out have "trial".
    name = models.CharField(max_length=LOBBY_LENGTH, blank=True)
    # Of the last team that was made here.
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        """One lobby of a name in a block."""

        constraints = [models.UniqueConstraint(fields=["usage_key", "name"], name="cte_one_lobby")]

    def __str__(self) -> str:
        """Name it by block and name."""
        return f"{self.usage_key} {self.name}"


class Team(models.Model):
    """A team, or one person who works alone, and which stage is open; see engine.Session.

    .. no_pii: Its members are.
    """

    class Source(models.TextChoices):
        """Where it comes from."""

        OWN = "own"
        PLATFORM = "platform"
        ALONE = "alone"

    class State(models.TextChoices):
        """What has become of it."""

        RUNNING = "running"
        ENDED = "ended"
        # Into another one, which has its members and all that they wrote.
        MERGED = "merged"

    lobby = models.ForeignKey(Lobby, on_delete=models.CASCADE, related_name="teams")
    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    # What it is known by in its block: "own:<number>", "platform:<id>", "alone:<number>".
    handle = models.CharField(max_length=HANDLE_LENGTH)
    # In its lobby, for people: "Team 7".
    number = models.PositiveIntegerField()
    source = models.CharField(max_length=12, choices=Source.choices)
    is_course_team = models.BooleanField()
    preference = models.CharField(max_length=PREFERENCE_LENGTH, blank=True)
    plan = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.RUNNING)
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="merged")
    # People it is to have, for its first stage to end before the time; 0: not known.
    size = models.PositiveIntegerField()
    # Now; seats that were ever taken.
    member_count = models.PositiveIntegerField(default=0)
    last_seat = models.PositiveIntegerField(default=0)
    # The stage that is open, as it was last written: the clock may have gone on.
    step = models.PositiveIntegerField(default=0)
    round = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # When it is looked at next whether it is thin and should join another one; null: never, or not any more.
    merge_at = models.DateTimeField(null=True)
    # Of the PASS step that is open: numbers of the seats whose sheets go round.
    sheets = models.JSONField(default=list)
    created_at = models.DateTimeField()
    # Grows with every write that others may want to see: pages ask for it.
    change = models.PositiveIntegerField(default=0)

    class Meta:
        """One team of a handle in a block; what placing, upkeep and lists go by."""

        constraints = [models.UniqueConstraint(fields=["usage_key", "handle"], name="cte_one_team")]
        indexes = [
            models.Index(
                fields=["lobby", "state", "source", "step", "round", "member_count", "id"], name="cte_team_open"
            ),
            models.Index(fields=["lobby", "state", "source", "member_count", "id"], name="cte_team_small"),
            models.Index(fields=["state", "closes_at"], name="cte_team_due"),
            models.Index(fields=["state", "merge_at"], name="cte_team_merge"),
            models.Index(fields=["usage_key", "state", "id"], name="cte_team_list"),
            models.Index(fields=["usage_key", "id"], name="cte_team_export"),
        ]

    def __str__(self) -> str:
        """Name it by block and handle."""
        return f"{self.usage_key} {self.handle}"

    @property
    def is_alone(self) -> bool:
        """Somebody works alone."""
        return self.source == self.Source.ALONE


class Member(models.Model):
    """One person in the exercise of one block, and their seat: one, in one team.

    .. pii: The course-specific anonymous id of the learner.
    .. pii_types: id
    .. pii_retirement: local_api
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members")
    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    participant = models.CharField(max_length=PARTICIPANT_LENGTH, db_index=True)
    is_course_team = models.BooleanField()
    # What others call them: a made-up name, unique in the block.
    alias = models.CharField(max_length=64)
    # In the team; their sheet has its number.
    seat = models.PositiveIntegerField()
    # The step in which they came to the team: those before are not asked of them.
    first_step = models.PositiveIntegerField(default=0)
    # They agree that their ideas are shown, without a name, to people who work alone.
    may_be_reused = models.BooleanField(default=False)
    joined_at = models.DateTimeField()
    acted_at = models.DateTimeField()

    class Meta:
        """One seat for a person in a block, one name, and nobody on another's seat."""

        constraints = [
            models.UniqueConstraint(fields=["usage_key", "participant"], name="cte_one_member"),
            models.UniqueConstraint(fields=["usage_key", "alias"], name="cte_one_alias"),
            models.UniqueConstraint(fields=["team", "seat"], name="cte_one_seat"),
        ]
        indexes = [models.Index(fields=["usage_key", "id"], name="cte_member_export")]

    def __str__(self) -> str:
        """Name it by block and number."""
        return f"{self.usage_key} #{self.pk}"


class Turn(models.Model):
    """One person's part in one stage of a team: they were here, or were expected.

    .. pii: The course-specific anonymous id of the learner.
    .. pii_types: id
    .. pii_retirement: local_api
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="turns")
    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    # Blank: the person was erased; what the team did stays.
    participant = models.CharField(max_length=PARTICIPANT_LENGTH, db_index=True, blank=True)
    # Their seat in this team stands for them.
    seat = models.PositiveIntegerField()
    is_course_team = models.BooleanField()
    step = models.PositiveIntegerField()
    # Of the plan's technique: what was done counts for the person wherever they go on.
    step_id = models.CharField(max_length=64)
    round = models.PositiveIntegerField()
    sheet = models.PositiveIntegerField(null=True)
    came = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True)
    # Its stage has ended; whether they were done by then.
    is_closed = models.BooleanField(default=False)
    is_on_time = models.BooleanField(default=False)

    class Meta:
        """One turn for a person in a stage."""

        constraints = [models.UniqueConstraint(fields=["team", "step", "round", "seat"], name="cte_one_turn")]
        indexes = [
            models.Index(fields=["usage_key", "participant"], name="cte_turn_person"),
            models.Index(fields=["usage_key", "id"], name="cte_turn_export"),
        ]

    def __str__(self) -> str:
        """Name it by team, stage and seat."""
        return f"{self.team_id}: {self.step}.{self.round} seat {self.seat}"
