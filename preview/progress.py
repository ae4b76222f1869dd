"""How far somebody is in a course: what is completed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opaque_keys.edx.keys import UsageKey
from xblock.completable import XBlockCompletionMode

from preview.blocks.containers import Choice, Pool
from preview.blocks.types import class_or_placeholder
from preview.grades import CourseGrade, course_grade, course_grades
from preview.models import Completion
from preview.olx import Course, Node, visible

__all__ = ["CourseGrade", "completed_nodes", "completions", "course_grade", "course_grades"]


def completions(user: Any, course: Course) -> dict[UsageKey, float]:
    """What a person has completed, from 0 to 1, block by block. One query."""
    if not user.is_authenticated:
        return {}
    rows = Completion.objects.filter(user=user, course_key=str(course.key))
    return {
        UsageKey.from_string(key).map_into_course(course.key): value
        for key, value in rows.values_list("usage_key", "completion")
    }


def completed_nodes(course: Course, done: Mapping[UsageKey, float]) -> dict[UsageKey, bool]:
    """For every node of the outline whether it is complete; nodes with nothing to complete are left out.

    Args:
        course: The course.
        done: What completions() gave.
    """
    result: dict[UsageKey, bool] = {}
    _judge(course, course.root, done, result)
    return result


def _judge(course: Course, node: Node, done: Mapping[UsageKey, float], result: dict[UsageKey, bool]) -> bool | None:
    """Whether a node is complete; None: it has nothing to complete. Children are judged first."""
    if node.problem or not visible(course, node, is_staff=False):
        return None
    cls = class_or_placeholder(node.block_type)
    inside = [_judge(course, child, done, result) for child in node.children]
    mode = XBlockCompletionMode.get_mode(cls)
    if mode == XBlockCompletionMode.EXCLUDED:
        return None
    if mode == XBlockCompletionMode.AGGREGATOR:
        verdict = _together(cls, node, [each for each in inside if each is not None])
    else:
        verdict = done.get(node.usage_key, 0.0) >= 1.0
    if verdict is not None:
        result[node.usage_key] = verdict
    return verdict


def _together(cls: type, node: Node, inside: list[bool]) -> bool | None:
    if not inside:
        return None
    if issubclass(cls, Choice):
        return any(inside)
    if issubclass(cls, Pool):
        wanted = node.get("max_count", 1)
        return sum(inside) >= (min(wanted, len(inside)) if wanted >= 0 else len(inside))
    return all(inside)
