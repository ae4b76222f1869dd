"""Erase a person, a learner's state in a block, or a course, in every block's tables."""

from collections.abc import Sequence

from bizmooc import registry
from bizmooc.models import WriteReceipt


def retire(anonymous_ids: Sequence[str]) -> int:
    """Erase a person from all courses. Returns how many rows were deleted or blanked."""
    if not anonymous_ids:
        return 0
    rows = sum(block.retire(anonymous_ids) for block in registry.contributions())
    receipts, _ = WriteReceipt.objects.filter(participant__in=anonymous_ids).delete()
    return rows + receipts


def reset(block_type: str, usage_key: str, anonymous_id: str) -> int:
    """Erase one learner's state in one block. Returns how many rows were deleted or blanked."""
    rows = registry.contribution(block_type).reset(usage_key, anonymous_id)
    receipts, _ = WriteReceipt.objects.filter(usage_key=usage_key, participant=anonymous_id).delete()
    return rows + receipts


def forget_course(course_key: str) -> int:
    """Delete everything kept of a course. Returns how many rows were deleted."""
    rows = sum(block.forget_course(course_key) for block in registry.contributions())
    receipts, _ = WriteReceipt.objects.filter(course_key=course_key).delete()
    return rows + receipts
