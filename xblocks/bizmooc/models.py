"""Tables that all blocks share."""

from django.db import models

# Open edX keeps usage keys, course keys and anonymous ids in columns of these widths.
KEY_LENGTH = 255
PARTICIPANT_LENGTH = 32
REQUEST_KEY_LENGTH = 64


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
