"""The instructor's "Delete state" for one learner and one block."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from preview import people
from preview.models import Completion, FieldValue, Score
from preview.olx import Course, Node
from preview.runtime import PreviewRuntime, seat_without_request


def delete_state(course: Course, node: Node, user: Any, requesting_user: Any) -> None:
    """Make a block new again for one learner, with everything inside it.

    The block is asked first, unbound, to delete what it keeps in tables of its own, as the LMS does; then its
    field values, score and completion go.

    Args:
        course: The course.
        node: The block.
        user: The learner.
        requesting_user: The team member who asked for it.
    """
    anonymous_id = people.anonymous_id(user, course.key)
    runtime = PreviewRuntime(seat_without_request(course, AnonymousUser()))
    keys = [str(inner.usage_key) for inner in course.walk(node)]
    with transaction.atomic():
        for inner in course.walk(node):
            block = runtime.block_of(inner)
            if hasattr(block, "clear_student_state"):
                block.clear_student_state(
                    user_id=anonymous_id,
                    course_id=str(course.key),
                    item_id=str(inner.usage_key),
                    requesting_user_id=people.anonymous_id(requesting_user, course.key),
                )
        FieldValue.objects.filter(scope="user_state", scope_id__in=keys, user_key=user.pk).delete()
        Score.objects.filter(usage_key__in=keys, user=user).delete()
        Completion.objects.filter(usage_key__in=keys, user=user).delete()
