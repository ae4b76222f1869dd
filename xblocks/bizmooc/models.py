"""Tables that all blocks share."""

from django.db import models

# Open edX keeps usage keys, course keys and anonymous ids in columns of these widths.
KEY_LENGTH = 255
PARTICIPANT_LENGTH = 32
REQUEST_KEY_LENGTH = 64
TOKEN_LENGTH = 32


class WriteReceipt(models.Model):
    """That a write with this key was carried out, so that a repeat of it changes nothing.

    .. pii: The course-specific anonymous id of the learner who wrote.
    .. pii_types: id
    .. pii_retirement: local_api
    """

    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    participant = models.CharField(max_length=PARTICIPANT_LENGTH)
    request_key = models.CharField(max_length=REQUEST_KEY_LENGTH)
    content_digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        """One receipt for a learner's key in a block."""

        constraints = [
            models.UniqueConstraint(
                fields=["usage_key", "participant", "request_key"], name="bizmooc_one_receipt_per_key"
            ),
        ]
        indexes = [models.Index(fields=["participant"], name="bizmooc_receipt_person")]

    def __str__(self) -> str:
        """Name the receipt by its key."""
        return f"{self.usage_key} {self.request_key}"


class AccessLog(models.Model):
    """That somebody of the course team was shown names, or took out or acted upon what learners left. No names here.

    .. pii: The course-specific anonymous id of the member of the course team.
    .. pii_types: id
    .. pii_retirement: local_api
    """

    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    # Blank where the account is retired: the entry stays.
    viewer = models.CharField(max_length=PARTICIPANT_LENGTH, db_index=True, blank=True)
    request_key = models.CharField(max_length=REQUEST_KEY_LENGTH)
    # A verb with its object, as "list_not_started".
    act = models.CharField(max_length=64)
    # How many learners it concerned, as far as it is known at once.
    people = models.PositiveIntegerField()
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        """One entry for a request, however often it is sent."""

        constraints = [
            models.UniqueConstraint(fields=["usage_key", "viewer", "request_key"], name="bizmooc_one_log_entry"),
        ]

    def __str__(self) -> str:
        """Name it by act."""
        return f"{self.usage_key} {self.act}"


class BackgroundTask(models.Model):
    """Work that is too long for a request, how far it has come, and the file it made.

    .. no_pii: Files hold pseudonyms, and go when a learner's rows go.
    """

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    # Stands in addresses and names the file.
    token = models.CharField(max_length=TOKEN_LENGTH, unique=True)
    block_type = models.CharField(max_length=64)
    # One of the block's tasks in the registry.
    name = models.CharField(max_length=64)
    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    # What the task needs to know; never a learner's text.
    parameters = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    makes_file = models.BooleanField(default=False)
    file_name = models.CharField(max_length=255, blank=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        """The tasks of a block are listed by time."""

        indexes = [models.Index(fields=["usage_key", "name", "created_at"], name="bizmooc_task_of_block")]

    def __str__(self) -> str:
        """Name it by block and work."""
        return f"{self.usage_key} {self.name} {self.state}"

    @property
    def is_under_way(self) -> bool:
        """It is not finished."""
        return self.state in (self.State.WAITING, self.State.RUNNING)


class Reminder(models.Model):
    """When the learners of a block were last reminded: not again for some days.

    .. no_pii:
    """

    usage_key = models.CharField(max_length=KEY_LENGTH, unique=True)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        """Name it by block."""
        return f"{self.usage_key} {self.sent_at:%Y-%m-%d}"


class MailState(models.Model):
    """What somebody is to be told of a course by mail, and whether they want to be.

    .. pii: The course-specific anonymous id of the learner.
    .. pii_types: id
    .. pii_retirement: local_api
    """

    course_key = models.CharField(max_length=KEY_LENGTH)
    participant = models.CharField(max_length=PARTICIPANT_LENGTH, db_index=True)
    wants_mail = models.BooleanField(default=True)
    # Since when something concerns them of which no mail has told; null: nothing.
    owed_since = models.DateTimeField(null=True, db_index=True)
    # The same since the last mail was begun: it stays owed when that mail has gone.
    noted_since = models.DateTimeField(null=True)
    # When the last mail was begun: for a day there is no other.
    sent_at = models.DateTimeField(null=True)

    class Meta:
        """One row for a person in a course; the key of a course leads, so that its rows are found by it."""

        constraints = [
            models.UniqueConstraint(fields=["course_key", "participant"], name="bizmooc_one_mail_state"),
        ]

    def __str__(self) -> str:
        """Name it by course and what is owed."""
        return f"{self.course_key} {self.owed_since}"
