"""Ideas, their history, their tags, and what is on its way."""

from __future__ import annotations

from django.db import models

from bizmooc.models import KEY_LENGTH, PARTICIPANT_LENGTH
from peer_idea_board.models.boards import Board, BoardVersion

TITLE_LENGTH = 120
LINK_LENGTH = 500
TAG_LENGTH = 40
TAGS = 5
NOTE_LENGTH = 500
WORD_LENGTH = 16
# Twelve parts of 4,000 characters, and some that grow when they are folded.
SEARCH_LENGTH = 60_000
SEED_LENGTH = 64


class State(models.TextChoices):
    """What has become of an idea. Only LIVE ones are seen by others."""

    PENDING = "pending"
    LIVE = "live"
    # Taken off by the course team, with a reason; can be restored.
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"
    # Into another one, which stands for both.
    MERGED = "merged"
    # Its author was erased: what others gave stays theirs, the idea itself is empty.
    ERASED = "erased"


class Idea(models.Model):
    """One idea as it stands now, and the counts that lists are ordered by.

    .. pii: The course-specific anonymous id of the author, and what they wrote.
    .. pii_types: id, other
    .. pii_retirement: local_api
    """

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="ideas")
    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    # Blank: a seed of the author's, or the author was erased.
    participant = models.CharField(max_length=PARTICIPANT_LENGTH, db_index=True, blank=True)
    is_course_team = models.BooleanField()
    structure = models.ForeignKey(BoardVersion, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=TITLE_LENGTH, blank=True)
    # Part id -> text; only parts that were filled in.
    content = models.JSONField(default=dict)
    link = models.CharField(max_length=LINK_LENGTH, blank=True)
    # As written, in order; Tag has a row for each.
    tags = models.JSONField(default=list)
    # The author agrees that later runs see it as an example, without a name.
    may_be_reused = models.BooleanField(default=False)
    # Which of the author's seeds it is; null for learners' ideas, of which each database lets there be many.
    seed_id = models.CharField(max_length=SEED_LENGTH, null=True)  # noqa: DJ001 - see above
    # Title, parts and tags as search compares them: folded.
    search_text = models.TextField(max_length=SEARCH_LENGTH, blank=True)
    revision = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=12, choices=State.choices)
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="merged")
    # By the course team.
    is_pinned = models.BooleanField(default=False)
    is_endorsed = models.BooleanField(default=False)
    # When it went on the board (with approval beforehand: when it was approved); null before that.
    posted_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    # Feedback that is seen, trials left out; the first two within 72 h make the board's main figure.
    first_feedback_at = models.DateTimeField(null=True)
    second_feedback_at = models.DateTimeField(null=True)
    feedback_count = models.PositiveIntegerField(default=0)
    helpful_count = models.PositiveIntegerField(default=0)
    comment_count = models.PositiveIntegerField(default=0)
    votes = models.PositiveIntegerField(default=0)
    # Feedback that is seen, turns that are open, and the handicap. The queue hands out the lowest.
    load = models.PositiveIntegerField(default=0)
    # Seeds stand behind learners' ideas by the feedback that each of these should get.
    handicap = models.PositiveIntegerField(default=0)

    class Meta:
        """One idea for a seed on a board; what lists and the queue go by."""

        constraints = [models.UniqueConstraint(fields=["board", "seed_id"], name="pib_one_seed")]
        indexes = [
            models.Index(fields=["board", "state", "id"], name="pib_idea_new"),
            models.Index(fields=["board", "state", "votes", "id"], name="pib_idea_top"),
            models.Index(fields=["board", "state", "helpful_count", "id"], name="pib_idea_helpful"),
            models.Index(fields=["board", "state", "load", "id"], name="pib_idea_queue"),
            models.Index(fields=["board", "state", "load", "posted_at"], name="pib_idea_in_time"),
            models.Index(fields=["usage_key", "participant", "id"], name="pib_idea_own"),
            models.Index(fields=["usage_key", "id"], name="pib_idea_export"),
            models.Index(fields=["usage_key", "state", "id"], name="pib_idea_state"),
            models.Index(fields=["usage_key", "state", "helpful_count", "id"], name="pib_idea_helpful_of_all"),
            models.Index(fields=["usage_key", "state", "feedback_count", "id"], name="pib_idea_waiting"),
            models.Index(fields=["board", "is_pinned", "id"], name="pib_idea_pinned"),
            models.Index(fields=["usage_key", "state", "votes", "id"], name="pib_idea_top_of_all"),
        ]

    def __str__(self) -> str:
        """Name it by block and number."""
        return f"{self.usage_key} idea {self.pk}"

    @property
    def is_seed(self) -> bool:
        """The author of the board put it there."""
        return self.seed_id is not None

    @property
    def is_counted(self) -> bool:
        """Figures count it: learners' ideas only."""
        return not (self.is_course_team or self.is_seed)


class Revision(models.Model):
    """An idea as it was before a change, and why it was changed.

    .. pii: The course-specific anonymous id of the author, and what they wrote.
    .. pii_types: id, other
    .. pii_retirement: local_api
    """

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="revisions")
    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    participant = models.CharField(max_length=PARTICIPANT_LENGTH, db_index=True, blank=True)
    structure = models.ForeignKey(BoardVersion, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=TITLE_LENGTH)
    content = models.JSONField()
    link = models.CharField(max_length=LINK_LENGTH, blank=True)
    tags = models.JSONField(default=list)
    # "What I changed and why": of the change that ended this one.
    note = models.CharField(max_length=NOTE_LENGTH, blank=True)
    # It was on the board when it was replaced. Others read no version that waited for approval or was hidden.
    is_public = models.BooleanField()
    replaced_at = models.DateTimeField()

    class Meta:
        """One row for each number."""

        constraints = [models.UniqueConstraint(fields=["idea", "number"], name="pib_one_revision")]

    def __str__(self) -> str:
        """Name it by idea and number."""
        return f"idea {self.idea_id} r{self.number}"


class Tag(models.Model):
    """A tag of an idea, as filters compare it.

    .. no_pii: A tag goes with its idea.
    """

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="tag_rows")
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    # Folded; Idea.tags has it as it was written.
    name = models.CharField(max_length=TAG_LENGTH)

    class Meta:
        """One row for a tag of an idea; ideas of a tag are found by board."""

        constraints = [models.UniqueConstraint(fields=["idea", "name"], name="pib_one_tag")]
        indexes = [models.Index(fields=["board", "name", "idea"], name="pib_tag_of_board")]

    def __str__(self) -> str:
        """Name it."""
        return self.name


class IdeaWord(models.Model):
    """A word of an idea's title: ideas that share some may be alike.

    .. no_pii: A word goes with its idea.
    """

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="words")
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    # Folded, and cut: its beginning stands for its forms.
    word = models.CharField(max_length=WORD_LENGTH)

    class Meta:
        """One row for a word of an idea; ideas are found by word, newest first."""

        constraints = [models.UniqueConstraint(fields=["idea", "word"], name="pib_one_word")]
        indexes = [models.Index(fields=["board", "word", "idea"], name="pib_word_of_board")]

    def __str__(self) -> str:
        """Name it."""
        return self.word


class Draft(models.Model):
    """A form on its way: what survives a closed laptop. Gone when it is sent.

    .. pii: The course-specific anonymous id of the learner, and what they have written so far.
    .. pii_types: id, other
    .. pii_retirement: local_api
    """

    usage_key = models.CharField(max_length=KEY_LENGTH)
    course_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    participant = models.CharField(max_length=PARTICIPANT_LENGTH, db_index=True)
    # Of what form: "idea" (a new one), "revision:<idea>", "feedback:<idea>".
    form = models.CharField(max_length=40)
    # Form field name -> text, as the page sent them (checked).
    values = models.JSONField()
    version = models.PositiveIntegerField()
    last_request_key = models.CharField(max_length=64)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        """One draft of a form for a learner in a block."""

        constraints = [models.UniqueConstraint(fields=["usage_key", "participant", "form"], name="pib_one_draft")]

    def __str__(self) -> str:
        """Name it by form and version."""
        return f"{self.usage_key} {self.form} v{self.version}"
