"""What learners answered, and the figures kept of it."""

from django.db import models
from django.utils.translation import gettext_lazy

from bizmooc.models import KEY_LENGTH, PARTICIPANT_LENGTH
from competence_self_assessment.frameworks import Framework
from competence_self_assessment.frameworks.model import kept

SERIES_LENGTH = 64
REFLECTION_LENGTH = 2_000
PLAN_LENGTH = 500
GROUP_LENGTH = 64
CELL_LENGTH = 128
# What figures can be kept apart by: nothing, the learner's own answer, the platform's cohort.
BREAKDOWNS = ("", "target_group", "cohort")
# A round of whose person another copy of figures than those of its own cell has told; see Round.told.
TOLD_ELSEWHERE = 0
# What a learner goes through, in this order; each has a column ..._at in Participation and a row in StageCount.
STAGES = ("seen", "started", "submitted")


class Occasion(models.TextChoices):
    """When in a course a block asks."""

    PRE = "pre"
    POST = "post"
    REPEAT = "repeat"


class TargetGroup(models.TextChoices):
    """Whom the course is for, as BizMOOC named them; the answer to one optional question."""

    BUSINESS = "business", gettext_lazy("Business: I work in a company")
    HIGHER_EDUCATION = "higher_education", gettext_lazy("Higher education: I study or teach")
    LABOUR_FORCE = (
        "labour_force",
        gettext_lazy("Labour force and society: I look for work, volunteer, or learn for life"),
    )


class FrameworkVersion(models.Model):
    """A framework as it was asked, kept once per content: an author may edit, answers stay readable.

    .. no_pii:
    """

    digest = models.CharField(max_length=64, unique=True)
    content = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        """Name it by its digest."""
        return self.digest

    @property
    def framework(self) -> Framework:
        """The framework, built once for all who ask for it."""
        return kept(self.digest, self.content)


class Participation(models.Model):
    """How far one learner has come in one block.

    .. pii: The course-specific anonymous id of the learner.
    .. pii_types: id
    .. pii_retirement: local_api
    """

    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    participant = models.CharField(max_length=PARTICIPANT_LENGTH, db_index=True)
    is_course_team = models.BooleanField()
    seen_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        """One row for a learner in a block."""

        constraints = [
            models.UniqueConstraint(fields=["usage_key", "participant"], name="csa_one_participation"),
        ]

    def __str__(self) -> str:
        """Name it by block."""
        return f"{self.usage_key} #{self.pk}"


class Draft(models.Model):
    """Answers on their way: what survives a closed laptop. Gone when the round is handed in.

    .. pii: The course-specific anonymous id of the learner, and what they have answered and written so far.
    .. pii_types: id, other
    .. pii_retirement: local_api
    """

    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    participant = models.CharField(max_length=PARTICIPANT_LENGTH, db_index=True)
    framework = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT)
    # Form field name -> text, as the page sent them (checked).
    values = models.JSONField()
    version = models.PositiveIntegerField()
    last_request_key = models.CharField(max_length=64)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        """One draft for a learner in a block."""

        constraints = [models.UniqueConstraint(fields=["usage_key", "participant"], name="csa_one_draft")]

    def __str__(self) -> str:
        """Name it by block and version."""
        return f"{self.usage_key} v{self.version}"


class Round(models.Model):
    """One submitted round. What was answered is immutable; the last fields say how figures count it.

    .. pii: The course-specific anonymous id of the learner, their answers, and what they wrote.
    .. pii_types: id, other
    .. pii_retirement: local_api
    """

    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH)
    series_key = models.CharField(max_length=SERIES_LENGTH)
    occasion = models.CharField(max_length=8, choices=Occasion.choices)
    participant = models.CharField(max_length=PARTICIPANT_LENGTH, db_index=True)
    # Counts a learner's rounds in one block, from 1.
    sequence = models.PositiveSmallIntegerField(default=1)
    is_course_team = models.BooleanField()
    framework = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT)
    # Item id -> level, null where the learner could not say; "then" only where the round asked it.
    now = models.JSONField()
    then = models.JSONField(null=True)
    # Area id -> what the learner wrote about it; "" is the whole. Only what was written.
    reflections = models.JSONField(default=dict)
    target_group = models.CharField(max_length=32, choices=TargetGroup.choices, blank=True)
    # The learner's round at the start that this one is compared with.
    before = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    submitted_at = models.DateTimeField()
    # When a later round took its place: staff had let the learner answer again.
    superseded_at = models.DateTimeField(null=True)

    # What it is kept apart by in figures, as it was at the time: "" or one of groups.py.
    group = models.CharField(max_length=GROUP_LENGTH, blank=True)
    # The row of statistics that counts it (RoundStatistics.cell); "": none does.
    cell = models.CharField(max_length=CELL_LENGTH, blank=True)
    # It is part of what people see.
    shown = models.BooleanField(default=False)
    # The number of the first copy of its cell's figures that told of it; null: none has. TOLD_ELSEWHERE: a copy of
    # another cell did, or one with the answers that these replace.
    told = models.PositiveIntegerField(null=True)

    class Meta:
        """One round of each number for a learner in a block; a series is found by its key within a course."""

        constraints = [
            models.UniqueConstraint(fields=["usage_key", "participant", "sequence"], name="csa_one_round"),
        ]
        indexes = [
            models.Index(fields=["course_key", "series_key", "participant"], name="csa_round_series"),
            models.Index(fields=["usage_key", "framework", "cell", "shown"], name="csa_round_cell"),
        ]

    def __str__(self) -> str:
        """Name it by block and number."""
        return f"{self.usage_key} {self.occasion} {self.sequence}"

    @property
    def is_counted(self) -> bool:
        """Figures count it: neither a trial, nor a repeat, nor replaced."""
        return bool(self.cell) and self.superseded_at is None


class Plan(models.Model):
    """What a learner means to do about what a round showed them; comes back in the next round.

    .. pii: The course-specific anonymous id of the learner, and what they wrote.
    .. pii_types: id, other
    .. pii_retirement: local_api
    """

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="plan")
    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    participant = models.CharField(max_length=PARTICIPANT_LENGTH, db_index=True)
    goal = models.CharField(max_length=PLAN_LENGTH, blank=True)
    first_step = models.CharField(max_length=PLAN_LENGTH, blank=True)
    # An implementation intention (Gollwitzer 1999): "If ..., then I will ...".
    if_situation = models.CharField(max_length=PLAN_LENGTH, blank=True)
    then_action = models.CharField(max_length=PLAN_LENGTH, blank=True)
    due_on = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField()
    last_request_key = models.CharField(max_length=64)

    def __str__(self) -> str:
        """Name it by block and version."""
        return f"{self.usage_key} plan v{self.version}"


class StageCount(models.Model):
    """How many learners have reached a stage of a block (course team left out).

    .. no_pii:
    """

    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    stage = models.CharField(max_length=16)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        """One count for each stage of a block."""

        constraints = [models.UniqueConstraint(fields=["usage_key", "stage"], name="csa_one_stage_count")]

    def __str__(self) -> str:
        """Name it by stage."""
        return f"{self.usage_key} {self.stage}: {self.count}"


class RoundStatistics(models.Model):
    """Sufficient statistics of the rounds of one cell: of a block, a framework version, a group, a first round.

    Every counted round is in exactly one cell, and cells are released in blocks of people (evidence/release.py).

    .. no_pii:
    """

    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    framework = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT)
    # See cells.py.
    cell = models.CharField(max_length=CELL_LENGTH)
    # The version the first rounds were asked with, where the cell compares with them.
    before_framework = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, null=True, related_name="+")
    # As they are now; see statistics.py for the shape. Never shown.
    current = models.JSONField()
    people = models.PositiveIntegerField(default=0)
    # As they were when figures were last released; what people see.
    released = models.JSONField(null=True)
    released_people = models.PositiveIntegerField(default=0)
    released_at = models.DateTimeField(null=True)
    # How many copies were made, and the numbers of those that told first of somebody who is not in the cell any more.
    copies = models.PositiveIntegerField(default=0)
    broken = models.JSONField(default=list)
    # People in a step of releases: the author's threshold when last written.
    step = models.PositiveIntegerField()

    class Meta:
        """One row for a cell."""

        constraints = [
            models.UniqueConstraint(fields=["usage_key", "framework", "cell"], name="csa_one_statistics"),
        ]

    def __str__(self) -> str:
        """Name it by block."""
        return f"{self.usage_key} {self.cell} {self.people} people"
