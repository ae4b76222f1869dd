"""A made-up run of a course: learners who come, answer, and mostly stop somewhere on the way.

Nothing here is measured. The shape is that of many MOOCs (most people leave early, some go all the way), so that
figures, lists and empty ends can be looked at. The same seed gives the same run. Answers to our blocks go through
their real services; what the host keeps (completion, scores) is written in bulk.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from bizmooc.evidence.release import DEFAULT_THRESHOLD
from bizmooc.hosting.participant import Participant, Place
from bizmooc.writes import WriteKey, digest_of
from competence_self_assessment.frameworks import Framework, pack
from competence_self_assessment.models import Occasion, TargetGroup
from competence_self_assessment.services.mark_seen import mark_seen
from competence_self_assessment.services.save_draft import save_draft
from competence_self_assessment.services.start_again import start_again
from competence_self_assessment.services.submit_round import Submission, submit_round
from preview import people
from preview.models import Completion, Enrollment, Score
from preview.olx import Course, Node

LEARNERS = 300
COHORTS = ("Morning group", "Evening group", "Regional office")
_SELF_ASSESSMENT = "competence_self_assessment"
# Of those who open a self-assessment, so many begin, and of these so many hand in.
_BEGIN, _HAND_IN = 0.9, 0.92
_CANNOT_SAY = 0.05
# Of those who repeat a self-assessment at all, so many do it once more.
_ONCE_MORE = 0.3
_TELL_GROUP = 0.85
_RIGHT = 0.75
# How much of their growth people see in themselves, by when they are asked.
_GROWN = {Occasion.PRE: 0.0, Occasion.REPEAT: 0.4, Occasion.POST: 1.0}


@dataclass
class _Learner:
    """One made-up person: how far they come, and how they see themselves."""

    user: Any
    random: random.Random
    reach: float
    # By competence id: the level they see themselves at, at the start, and how much they grow.
    start: dict[str, float]
    growth: float
    target_group: str


def seed_course(course: Course, learners: int = LEARNERS) -> int:
    """Fill a course with made-up learners, once: a course that has them is left as it is.

    Returns:
        How many learners were added.
    """
    key = str(course.key)
    if Enrollment.objects.filter(course_key=key, user__username__startswith="learner-").exists():
        return 0
    with transaction.atomic():
        for learner in _learners(course, learners):
            _go_through(course, learner)
    return learners


def _learners(course: Course, count: int) -> Iterator[_Learner]:
    user_model = get_user_model()
    for number in range(1, count + 1):
        rng = random.Random(f"{course.key} {number}")  # noqa: S311 - a simulation
        user, _created = user_model.objects.get_or_create(
            username=f"learner-{number:03d}",
            defaults={
                "first_name": "Learner",
                "last_name": f"{number:03d}",
                "email": f"learner-{number:03d}@example.org",
            },
        )
        people.enrol(user, course.key)
        people.join_cohort(user, course.key, COHORTS[number % len(COHORTS)])
        general = rng.gauss(3.1, 0.5)
        start: dict[str, float] = {}
        for framework in filter(None, map(_framework, _self_assessments(course))):
            for competence in framework.competences:
                start.setdefault(competence.id, general + rng.gauss(0, 0.4))
        # About one in ten looks in and leaves; about two in five reach the end.
        reach = 0.02 if rng.random() < 0.1 else min(1.0, rng.betavariate(1.1, 0.8) * 1.15)
        target_group = rng.choices(TargetGroup.values, (3, 4, 3))[0] if rng.random() < _TELL_GROUP else ""
        yield _Learner(user, rng, reach, start, rng.gauss(0.5, 0.35), target_group)


def _go_through(course: Course, learner: _Learner) -> None:
    units = list(course.units)
    leaves = [leaf for unit in units[: max(1, round(len(units) * learner.reach))] for leaf in unit.children]
    completed = [leaf for leaf in leaves if leaf.block_type != _SELF_ASSESSMENT or _assess(course, leaf, learner)]
    key = str(course.key)
    Completion.objects.bulk_create(
        Completion(user=learner.user, course_key=key, usage_key=str(leaf.usage_key), completion=1.0)
        for leaf in completed
    )
    Score.objects.bulk_create(_score(course, leaf, learner) for leaf in completed if leaf.block_type == "problem")


def _score(course: Course, leaf: Node, learner: _Learner) -> Score:
    right = learner.random.random() < _RIGHT
    return Score(
        user=learner.user, course_key=str(course.key), usage_key=str(leaf.usage_key), earned=float(right), possible=1.0
    )


def _self_assessments(course: Course) -> list[Node]:
    return [node for node in course.walk() if node.block_type == _SELF_ASSESSMENT and _framework(node)]


def _framework(node: Node) -> Framework | None:
    return pack(node.fields.get("framework", "learning_to_learn"))


def _assess(course: Course, node: Node, learner: _Learner) -> bool:
    """Look at a self-assessment; begin and hand in, perhaps. Returns whether it was handed in."""
    place = Place(str(node.usage_key), str(course.key))
    person = _participant(learner, course)
    mark_seen(place, person)
    framework = _framework(node)
    if framework is None or learner.random.random() > _BEGIN:
        return False
    occasion = node.fields.get("occasion", Occasion.PRE)
    now = _ratings(framework, learner, learner.growth * _GROWN[occasion])
    if learner.random.random() > _HAND_IN:
        answered = list(now.items())[: learner.random.randint(1, len(now) - 1)]
        values = {f"now.{item}": str(level or "missing") for item, level in answered}
        save_draft(_key(place, person, values), person, framework, values, 0)
        return False
    # Looking back, people place their start a little lower than they did then.
    then = _ratings(framework, learner, -0.25) if occasion == Occasion.POST else None
    _hand_in(node, learner, place, person, framework, now, then)
    if occasion == Occasion.REPEAT and learner.random.random() < _ONCE_MORE:
        start_again(place, person, framework)
        _hand_in(node, learner, place, person, framework, _ratings(framework, learner, learner.growth), None)
    _credit(course, node, learner)
    return True


def _hand_in(
    node: Node,
    learner: _Learner,
    place: Place,
    person: Participant,
    framework: Framework,
    now: dict[str, int | None],
    then: dict[str, int | None] | None,
) -> None:
    target_group = learner.target_group if node.fields.get("ask_target_group") else ""
    by_group = target_group and node.fields.get("breakdown") == "target_group"
    submission = Submission(
        series=node.fields.get("series", "self_view"),
        occasion=node.fields.get("occasion", Occasion.PRE),
        framework=framework,
        now=now,
        then=then,
        reflections={},
        target_group=target_group,
        group=f"target:{target_group}" if by_group else "",
        threshold=node.fields.get("threshold", DEFAULT_THRESHOLD),
    )
    submit_round(_key(place, person, now), person, submission)


def _credit(course: Course, node: Node, learner: _Learner) -> None:
    points = node.fields.get("participation_points", 0)
    if points:
        Score.objects.create(
            user=learner.user,
            course_key=str(course.key),
            usage_key=str(node.usage_key),
            earned=float(points),
            possible=float(points),
        )


def _ratings(framework: Framework, learner: _Learner, shift: float) -> dict[str, int | None]:
    ratings: dict[str, int | None] = {}
    for competence in framework.competences:
        for item in competence.items:
            level = round(learner.start[competence.id] + shift + learner.random.gauss(0, 0.7))
            clipped = min(max(level, framework.scale.lowest), framework.scale.highest)
            ratings[item.id] = None if learner.random.random() < _CANNOT_SAY else clipped
    return ratings


def _participant(learner: _Learner, course: Course) -> Participant:
    return Participant(
        anonymous_id=people.anonymous_id(learner.user, course.key),
        user_id=learner.user.pk,
        is_authenticated=True,
        is_staff=False,
        is_course_team=False,
        is_masquerading=False,
        in_studio=False,
        can_author=False,
    )


def _key(place: Place, person: Participant, content: Any) -> WriteKey:
    digest = digest_of(content)
    return WriteKey(place, person.anonymous_id, f"seed-{digest[:32]}", digest)


def has_our_blocks(course: Course) -> bool:
    """Whether there is something to seed in a course."""
    return bool(_self_assessments(course))


def seed(courses: Iterable[Course], learners: int = LEARNERS) -> int:
    """Fill every course that has one of our blocks. Returns how many learners were added to courses."""
    return sum(seed_course(course, learners) for course in courses if has_our_blocks(course))
