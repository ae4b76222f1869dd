"""Erase a person, a learner's state in a block, or a course, in every block's tables: each whole or not at all."""

from collections.abc import Callable, Sequence

from bizmooc import registry
from bizmooc.models import WriteReceipt
from bizmooc.writes import in_transaction


def retire(anonymous_ids: Sequence[str]) -> int:
    """Erase a person from all courses. Returns how many rows were deleted or blanked."""
    if not anonymous_ids:
        return 0
    ends = [lambda block=block: block.retire(anonymous_ids) for block in registry.contributions()]
    return _end(ends, {"participant__in": anonymous_ids})


def reset(block_type: str, usage_key: str, anonymous_id: str) -> int:
    """Erase one learner's state in one block. Returns how many rows were deleted or blanked."""
    block = registry.contribution(block_type)
    receipts = {"usage_key": usage_key, "participant": anonymous_id}
    return _end([lambda: block.reset(usage_key, anonymous_id)], receipts)


def forget_course(course_key: str) -> int:
    """Delete everything kept of a course. Returns how many rows were deleted."""
    ends = [lambda block=block: block.forget_course(course_key) for block in registry.contributions()]
    return _end(ends, {"course_key": course_key})


def _end(ends: Sequence[Callable[[], int]], receipts: dict) -> int:
    """Carry out what the blocks do, and drop the receipts: one left over would take a new request for a repeat."""

    def erase() -> int:
        rows = sum(end() for end in ends)
        return rows + WriteReceipt.objects.filter(**receipts).delete()[0]

    return in_transaction(erase)
