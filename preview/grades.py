"""The course grade, put together as the grading policy says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from django.contrib.auth.models import AnonymousUser
from opaque_keys.edx.keys import UsageKey

from preview.blocks.types import class_or_placeholder
from preview.models import AuthoredBlock, Score
from preview.olx import Course, Node, visible
from preview.olx.tree import AssignmentType
from preview.runtime.runtime import PreviewRuntime
from preview.runtime.seat import seat_without_request


@dataclass(frozen=True, slots=True)
class BlockScore:
    """What was earned in one block, after its weight."""

    node: Node
    earned: float
    possible: float
    attempted: bool


@dataclass(frozen=True, slots=True)
class SubsectionGrade:
    """What was earned in one subsection.

    Attributes:
        dropped: Whether the policy leaves it out as one of the weakest.
    """

    node: Node
    scores: tuple[BlockScore, ...]
    dropped: bool = False

    @property
    def title(self) -> str:
        """The subsection's name."""
        return self.node.title

    @property
    def format(self) -> str | None:
        """The assignment type that it counts for."""
        return self.node.get("format")

    @property
    def graded(self) -> bool:
        """Whether it counts for the course grade."""
        return bool(self.node.get("graded"))

    @property
    def earned(self) -> float:
        """Points earned."""
        return sum(score.earned for score in self.scores)

    @property
    def possible(self) -> float:
        """Points that could be earned."""
        return sum(score.possible for score in self.scores)

    @property
    def percent(self) -> float:
        """What part was earned, from 0 to 1."""
        return self.earned / self.possible if self.possible else 0.0

    @property
    def attempted(self) -> bool:
        """Whether the person tried any of it."""
        return any(score.attempted for score in self.scores)


@dataclass(frozen=True, slots=True)
class AssignmentGrade:
    """What one assignment type adds to the course grade.

    Attributes:
        percent: The mean of its subsections, from 0 to 1, the weakest dropped and missing ones counted as 0.
    """

    policy: AssignmentType
    percent: float

    @property
    def type(self) -> str:
        """The name of the assignment type."""
        return self.policy.type

    @property
    def label(self) -> str:
        """Its short name."""
        return self.policy.short_label

    @property
    def weight(self) -> float:
        """Its share of the course grade, from 0 to 1."""
        return self.policy.weight

    @property
    def expected(self) -> int:
        """How many subsections of it there should be at least."""
        return self.policy.min_count

    @property
    def drop_count(self) -> int:
        """How many of the weakest do not count."""
        return self.policy.drop_count


@dataclass(frozen=True, slots=True)
class CourseGrade:
    """Where somebody stands in a course."""

    subsections: tuple[SubsectionGrade, ...]
    assignments: tuple[AssignmentGrade, ...]
    percent: float
    pass_cutoff: float
    letter: str | None

    @property
    def passed(self) -> bool:
        """Whether the grade is enough."""
        return self.letter is not None


def course_grade(user: Any, course: Course) -> CourseGrade:
    """One person's grade. Two queries."""
    return course_grades([user], course)[user.pk]


def course_grades(users: Iterable[Any], course: Course) -> dict[int, CourseGrade]:
    """The grades of many people, by user id. Two queries, however many people and blocks."""
    ids = [user.pk for user in users]
    blocks = _Scored(course)
    earned: dict[int, dict[str, Score]] = defaultdict(dict)
    for row in Score.objects.filter(course_key=str(course.key), user_id__in=ids):
        earned[row.user_id][row.usage_key] = row
    return {user_id: _grade(course, blocks.subsections(earned[user_id])) for user_id in ids}


class _Scored:
    """The scored blocks that learners can see, with what can be earned in each."""

    def __init__(self, course: Course) -> None:
        self._sections = [
            (section, [node for node in course.walk(section) if _is_scored(course, node)])
            for chapter in course.chapters
            for section in chapter.children
        ]
        self._worth = _worth(course, [node for _section, nodes in self._sections for node in nodes])

    def subsections(self, rows: Mapping[str, Score]) -> list[SubsectionGrade]:
        """One person's subsections, from their scores by usage key."""
        return [
            SubsectionGrade(section, tuple(self._scores(nodes, rows))) for section, nodes in self._sections if nodes
        ]

    def _scores(self, nodes: Iterable[Node], rows: Mapping[str, Score]) -> Iterable[BlockScore]:
        for node in nodes:
            row = rows.get(str(node.usage_key))
            possible, weight = self._worth[node.usage_key]
            earned = row.earned if row else 0.0
            possible = row.possible if row else possible
            if possible is None:
                continue
            if weight is not None and possible:
                earned, possible = earned * weight / possible, weight
            yield BlockScore(node, earned, possible, row is not None)


Worth = tuple[float | None, float | None]
"""What can be earned in a block, and the weight that rescales it; None: the block does not say."""

_known_worth: WeakKeyDictionary[Course, dict[UsageKey, Worth]] = WeakKeyDictionary()


def _worth(course: Course, nodes: list[Node]) -> dict[UsageKey, Worth]:
    """Asked of the blocks once per reading of the course, and anew where authors changed something."""
    changed = set(
        AuthoredBlock.objects.filter(course_key=str(course.key), published__isnull=False).values_list(
            "usage_key", flat=True
        )
    )
    known = _known_worth.setdefault(course, {})
    runtime = PreviewRuntime(seat_without_request(course, AnonymousUser()))
    result = {}
    for node in nodes:
        if str(node.usage_key) in changed:
            result[node.usage_key] = _ask(runtime, node)
        else:
            if node.usage_key not in known:
                runtime.authored.take_unchanged(node)
                known[node.usage_key] = _ask(runtime, node)
            result[node.usage_key] = known[node.usage_key]
    return result


def _ask(runtime: PreviewRuntime, node: Node) -> Worth:
    block = runtime.block_of(node)
    return block.max_score(), getattr(block, "weight", None)


def _is_scored(course: Course, node: Node) -> bool:
    return (
        not node.problem
        and getattr(class_or_placeholder(node.block_type), "has_score", False)
        and visible(course, node, is_staff=False)
    )


def _grade(course: Course, subsections: list[SubsectionGrade]) -> CourseGrade:
    assignments = []
    dropped: set[UsageKey] = set()
    for policy in course.grading.assignment_types:
        counted = [each for each in subsections if each.graded and each.format == policy.type and each.possible]
        percent, weakest = _mean(policy, counted)
        dropped |= weakest
        assignments.append(AssignmentGrade(policy, percent))
    total = sum(each.weight * each.percent for each in assignments)
    # Rounded to whole percents as the LMS does, a little upwards.
    percent = round(total * 100 + 0.05) / 100
    return CourseGrade(
        subsections=tuple(
            SubsectionGrade(each.node, each.scores, each.node.usage_key in dropped) for each in subsections
        ),
        assignments=tuple(assignments),
        percent=percent,
        pass_cutoff=course.grading.pass_cutoff,
        letter=course.grading.letter(percent),
    )


def _mean(policy: AssignmentType, counted: list[SubsectionGrade]) -> tuple[float, set[UsageKey]]:
    """The mean without the weakest; subsections that should be there and are not count as 0."""
    missing = max(0, policy.min_count - len(counted))
    ordered = sorted(counted, key=lambda each: each.percent)
    drop_real = max(0, policy.drop_count - missing)
    kept = ordered[drop_real:]
    size = len(kept) + max(0, missing - policy.drop_count)
    mean = sum(each.percent for each in kept) / size if size else 0.0
    return mean, {each.node.usage_key for each in ordered[:drop_real]}
