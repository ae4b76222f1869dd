"""Erase a person, a learner's state in a block, or a course, in every block's tables: each whole or not at all."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from bizmooc import registry
from bizmooc.background.schedule import forget
from bizmooc.models import AccessLog, BackgroundTask, MailState, Reminder, WriteReceipt
from bizmooc.writes import in_transaction


def retire(anonymous_ids: Sequence[str]) -> int:
    """Erase a person from all courses. Returns how many rows were deleted or blanked."""
    if not anonymous_ids:
        return 0
    ends = [lambda block=block: block.retire(anonymous_ids) for block in registry.contributions()]
    # Which files they are part of is not known; files are made anew with one press of a button.
    of_person = {"participant__in": anonymous_ids}
    own = [lambda: _blank_viewer(anonymous_ids), _drop_files, lambda: MailState.objects.filter(**of_person).delete()[0]]
    return _end([*ends, *own], of_person)


def reset(block_type: str, usage_key: str, anonymous_id: str) -> int:
    """Erase one learner's state in one block. Returns how many rows were deleted or blanked.

    Whether they want the course's mail stays: it is not of the block. What was erased is no news when mail goes out.
    """
    block = registry.contribution(block_type)
    receipts = {"usage_key": usage_key, "participant": anonymous_id}
    return _end([lambda: block.reset(usage_key, anonymous_id), lambda: _drop_files(usage_key=usage_key)], receipts)


def forget_course(course_key: str) -> int:
    """Delete everything kept of a course. Returns how many rows were deleted."""
    ends = [lambda block=block: block.forget_course(course_key) for block in registry.contributions()]
    of_course = {"course_key": course_key}

    def forget_own() -> int:
        logged = sum(model.objects.filter(**of_course).delete()[0] for model in (AccessLog, MailState, Reminder))
        return logged + forget(BackgroundTask.objects.filter(**of_course))

    return _end([*ends, forget_own], of_course)


def _blank_viewer(anonymous_ids: Sequence[str]) -> int:
    # Entries stay, and stay different from each other, without their person.
    entries = AccessLog.objects.filter(viewer__in=anonymous_ids)
    return entries.update(viewer="", request_key=Concat(Value("entry-"), Cast("pk", CharField())))


def _drop_files(**where: Any) -> int:
    return forget(BackgroundTask.objects.filter(makes_file=True, **where))


def _end(ends: Sequence[Callable[[], int]], receipts: dict) -> int:
    """Carry out what the blocks do, and drop the receipts: one left over would take a new request for a repeat."""

    def erase() -> int:
        rows = sum(end() for end in ends)
        return rows + WriteReceipt.objects.filter(**receipts).delete()[0]

    return in_transaction(erase)
