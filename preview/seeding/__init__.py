"""A made-up run of a course: learners who come, answer, and mostly stop somewhere on the way.

Nothing here is measured. The shape is that of many MOOCs (most people leave early, some go all the way), so that
figures, lists and empty ends can be looked at. The same seed gives the same run. What learners do in our blocks goes
through their real services; what the host keeps (completion, scores) is written in bulk.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from preview.models import Completion, Enrollment, Score
from preview.olx import Course, Node
from preview.seeding import idea_board, self_assessment, team_exercise
from preview.seeding.learners import Learner, made_up

LEARNERS = 300
_RIGHT = 0.75


def seed(courses: Iterable[Course], learners: int = LEARNERS) -> int:
    """Fill every course that has one of our blocks. Returns how many learners were added to courses."""
    return sum(seed_course(course, learners) for course in courses if has_our_blocks(course))


def has_our_blocks(course: Course) -> bool:
    """Whether there is something to seed in a course."""
    return bool(self_assessment.nodes(course) or _with_others(course))


def _with_others(course: Course) -> list[Node]:
    """Return the blocks in which people meet."""
    return [*idea_board.nodes(course), *team_exercise.nodes(course)]


def seed_course(course: Course, learners: int = LEARNERS) -> int:
    """Fill a course with made-up learners, once: a course that has them is left as it is.

    Returns:
        How many learners were added.
    """
    key = str(course.key)
    if Enrollment.objects.filter(course_key=key, user__username__startswith="learner-").exists():
        return 0
    with transaction.atomic():
        crowd = list(made_up(course, learners))
        shares = {node.usage_key: idea_board.fill(course, node, crowd) for node in idea_board.nodes(course)}
        shares |= {node.usage_key: team_exercise.fill(course, node, crowd) for node in team_exercise.nodes(course)}
        for learner in crowd:
            _go_through(course, learner, {key: done.get(learner.user.pk, 0.0) for key, done in shares.items()})
    return learners


def _go_through(course: Course, learner: Learner, shares: dict) -> None:
    """Let a learner come as far as they come.

    Args:
        course: the course.
        learner: who.
        shares: of what each idea board or team exercise asks for, by usage key: how much they did, from 0 to 1.
    """
    units = list(course.units)
    leaves = [leaf for unit in units[: max(1, round(len(units) * learner.reach))] for leaf in unit.children]
    # Boards and teams are visited by more people than come so far: they are open from the first day.
    leaves += [leaf for leaf in _with_others(course) if leaf not in leaves and shares[leaf.usage_key]]
    completed = [leaf for leaf in leaves if _complete(course, leaf, learner, shares)]
    key = str(course.key)
    Completion.objects.bulk_create(
        Completion(user=learner.user, course_key=key, usage_key=str(leaf.usage_key), completion=1.0)
        for leaf in completed
    )
    scores = [_score(course, leaf, learner) for leaf in completed if leaf.block_type == "problem"]
    scores += [_points(course, leaf, learner, shares[leaf.usage_key]) for leaf in leaves if _is_graded(leaf, shares)]
    Score.objects.bulk_create(scores)


def _complete(course: Course, leaf: Node, learner: Learner, shares: dict) -> bool:
    if leaf.block_type == self_assessment.BLOCK_TYPE:
        return self_assessment.assess(course, leaf, learner)
    return shares.get(leaf.usage_key, 1.0) == 1.0


def _is_graded(leaf: Node, shares: dict) -> bool:
    return bool(shares.get(leaf.usage_key) and leaf.fields.get("participation_points"))


def _points(course: Course, leaf: Node, learner: Learner, share: float) -> Score:
    possible = leaf.fields["participation_points"]
    place = {"course_key": str(course.key), "usage_key": str(leaf.usage_key)}
    return Score(user=learner.user, earned=possible * share, possible=float(possible), **place)


def _score(course: Course, leaf: Node, learner: Learner) -> Score:
    right = learner.random.random() < _RIGHT
    return Score(
        user=learner.user, course_key=str(course.key), usage_key=str(leaf.usage_key), earned=float(right), possible=1.0
    )
