"""What teams make: entries, choices among them, a result; and what is on its way."""

from __future__ import annotations

from django.db import models

from bizmooc.models import KEY_LENGTH, PARTICIPANT_LENGTH, REQUEST_KEY_LENGTH
from creativity_team_exercise.models.teams import Team

TEXT_LENGTH = 600
TAG_LENGTH = 40
PROMPT_LENGTH = 64
STEP_LENGTH = 64
FIELD_LENGTH = 4000
FORM_LENGTH = 96


class Entry(models.Model):
    """One idea, value, question, remedy: what a person wrote in a step. It is never changed, only tagged or hidden.

    .. pii: The course-specific anonymous id of the author, and what they wrote.
    .. pii_types: id, other
    .. pii_retirement: local_api
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="entries")
    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    # Blank: from the pool, or the author was erased.
    participant = models.CharField(max_length=PARTICIPANT_LENGTH, db_index=True, blank=True)
    # Of its author in the team it was written in; 0: from the pool.
    seat = models.PositiveIntegerField()
    is_course_team = models.BooleanField()
    step = models.PositiveIntegerField()
    step_id = models.CharField(max_length=STEP_LENGTH)
    round = models.PositiveIntegerField(default=0)
    sheet = models.PositiveIntegerField(null=True)
    # The prompt's id, or the number of the entry that is the prompt; "": the step has one question.
    prompt = models.CharField(max_length=PROMPT_LENGTH, blank=True)
    text = models.CharField(max_length=TEXT_LENGTH, blank=True)
    # The one it goes back to.
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="children")
    # What the team calls the kind of thing it is.
    tag = models.CharField(max_length=TAG_LENGTH, blank=True)
    is_from_pool = models.BooleanField(default=False)
    # What a learner of another team wrote, of which this was dealt: it is hidden and erased with that.
    dealt_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="dealt")
    # Its author has gone on elsewhere and has it there, too: it is counted where it was written.
    is_copy = models.BooleanField(default=False)
    # Taken out of sight by the course team; it can be restored.
    is_hidden = models.BooleanField(default=False)
    # Its stage had ended when it came.
    is_late = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        """What a team's page and an export go by."""

        indexes = [
            models.Index(fields=["team", "id"], name="cte_entry_team"),
            models.Index(fields=["usage_key", "id"], name="cte_entry_export"),
            models.Index(fields=["usage_key", "participant", "created_at"], name="cte_entry_person"),
        ]

    def __str__(self) -> str:
        """Name it by team and number."""
        return f"{self.team_id} entry {self.pk}"


class Part(models.Model):
    """An entry that another one was put together of (COMBINE).

    .. no_pii: The entries are.
    """

    whole = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="parts")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="used_in")

    class Meta:
        """Each part once."""

        constraints = [models.UniqueConstraint(fields=["whole", "entry"], name="cte_one_part")]

    def __str__(self) -> str:
        """Name it by both."""
        return f"{self.whole_id} has {self.entry_id}"


class Pair(models.Model):
    """Two entries that contradict each other: no combination has both.

    .. no_pii: The seat stands for who marked it.
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="pairs")
    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    # The lower number first.
    first = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    seat = models.PositiveIntegerField()

    class Meta:
        """Each pair once."""

        constraints = [models.UniqueConstraint(fields=["first", "second"], name="cte_one_pair")]

    def __str__(self) -> str:
        """Name it by both."""
        return f"{self.first_id} x {self.second_id}"


class Choice(models.Model):
    """What a person gave an entry in a step of choosing: points of a rank, dots, or a level on a criterion.

    .. pii: The course-specific anonymous id of the person.
    .. pii_types: id
    .. pii_retirement: local_api
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="choices")
    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    # Blank: the person was erased.
    participant = models.CharField(max_length=PARTICIPANT_LENGTH, db_index=True, blank=True)
    seat = models.PositiveIntegerField()
    step_id = models.CharField(max_length=STEP_LENGTH)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="choices")
    # Of a rated one; "".
    criterion = models.CharField(max_length=PROMPT_LENGTH, blank=True)
    value = models.PositiveIntegerField()

    class Meta:
        """One for a person, an entry and a criterion in a step."""

        constraints = [
            models.UniqueConstraint(fields=["team", "step_id", "seat", "entry", "criterion"], name="cte_one_choice")
        ]
        indexes = [models.Index(fields=["usage_key", "id"], name="cte_choice_export")]

    def __str__(self) -> str:
        """Name it by step, seat and entry."""
        return f"{self.step_id} seat {self.seat}: {self.entry_id}"


class ResultVersion(models.Model):
    """The team's result as somebody wrote it: nothing is overwritten, the highest number that is not beside stands.

    .. pii: The course-specific anonymous id of who wrote it, and the text.
    .. pii_types: id, other
    .. pii_retirement: local_api
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="results")
    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    participant = models.CharField(max_length=PARTICIPANT_LENGTH, db_index=True, blank=True)
    seat = models.PositiveIntegerField()
    step_id = models.CharField(max_length=STEP_LENGTH)
    number = models.PositiveIntegerField()
    # The version its writer had before them; 0: none.
    based_on = models.PositiveIntegerField()
    # Somebody else had written meanwhile: kept beside, until a later version has both.
    is_beside = models.BooleanField(default=False)
    # Field id -> text.
    content = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        """One version of a number."""

        constraints = [models.UniqueConstraint(fields=["team", "step_id", "number"], name="cte_one_result")]

    def __str__(self) -> str:
        """Name it by team and number."""
        return f"{self.team_id} {self.step_id} v{self.number}"


class Draft(models.Model):
    """A form on its way.

    .. pii: The course-specific anonymous id of the learner, and what they are writing.
    .. pii_types: id, other
    .. pii_retirement: local_api
    """

    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    participant = models.CharField(max_length=PARTICIPANT_LENGTH, db_index=True)
    # "join", or the kind of the form with team, step and round: "write:12:ideas:1".
    form = models.CharField(max_length=FORM_LENGTH)
    values = models.JSONField()
    version = models.PositiveIntegerField()
    last_request_key = models.CharField(max_length=REQUEST_KEY_LENGTH)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        """One draft of a form for a person in a block."""

        constraints = [models.UniqueConstraint(fields=["usage_key", "participant", "form"], name="cte_one_draft")]

    def __str__(self) -> str:
        """Name it by block and form."""
        return f"{self.usage_key} {self.form}"
