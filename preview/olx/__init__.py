"""Whole courses, read from OLX exports."""

from datetime import UTC, datetime

from xblock.fields import DateTime

from preview.blocks.mixins import FAR_FUTURE
from preview.olx.library import courses, forget, get_course, unreadable
from preview.olx.loader import UnreadableCourse, load_course
from preview.olx.tree import BlockNotFound, Course, CourseNotFound, GradingPolicy, LoadProblem, Node

__all__ = [
    "BlockNotFound",
    "Course",
    "CourseNotFound",
    "GradingPolicy",
    "LoadProblem",
    "Node",
    "UnreadableCourse",
    "courses",
    "forget",
    "get_course",
    "load_course",
    "unreadable",
    "visible",
]


def visible(course: Course, node: Node, is_staff: bool) -> bool:
    """Whether a person may see a block: learners not what is for staff only, nor what has not begun."""
    if is_staff:
        return True
    path = (*course.ancestors(node), node)
    if any(each.get("visible_to_staff_only") for each in path):
        return False
    start = DateTime().from_json(node.get("start"))
    return (start or FAR_FUTURE) <= datetime.now(UTC)
