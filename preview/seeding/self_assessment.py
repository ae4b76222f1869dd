"""Made-up answers to the self-assessments of a course."""

from __future__ import annotations

from bizmooc.evidence.release import DEFAULT_THRESHOLD
from bizmooc.hosting.participant import Place
from competence_self_assessment.frameworks import Framework, pack
from competence_self_assessment.models import Occasion
from competence_self_assessment.services.mark_seen import mark_seen
from competence_self_assessment.services.save_draft import save_draft
from competence_self_assessment.services.start_again import start_again
from competence_self_assessment.services.submit_round import Submission, submit_round
from preview.models import Score
from preview.olx import Course, Node
from preview.seeding.learners import Learner, write_key

BLOCK_TYPE = "competence_self_assessment"
# Of those who open a self-assessment, so many begin, and of these so many hand in.
_BEGIN, _HAND_IN = 0.9, 0.92
_CANNOT_SAY = 0.05
# Of those who repeat a self-assessment at all, so many do it once more.
_ONCE_MORE = 0.3
# How much of their growth people see in themselves, by when they are asked.
_GROWN = {Occasion.PRE: 0.0, Occasion.REPEAT: 0.4, Occasion.POST: 1.0}


def nodes(course: Course) -> list[Node]:
    """Return the self-assessments of a course that can be answered."""
    return [node for node in course.walk() if node.block_type == BLOCK_TYPE and _framework(node)]


def assess(course: Course, node: Node, learner: Learner) -> bool:
    """Look at a self-assessment; begin and hand in, perhaps. Returns whether it was handed in."""
    place = Place(str(node.usage_key), str(course.key))
    mark_seen(place, learner.participant)
    framework = _framework(node)
    if framework is None or learner.random.random() > _BEGIN:
        return False
    occasion = node.fields.get("occasion", Occasion.PRE)
    now = _ratings(framework, learner, learner.growth * _GROWN[occasion])
    if learner.random.random() > _HAND_IN:
        answered = list(now.items())[: learner.random.randint(1, len(now) - 1)]
        values = {f"now.{item}": str(level or "missing") for item, level in answered}
        save_draft(write_key(place, learner, values), learner.participant, framework, values, 0)
        return False
    # Looking back, people place their start a little lower than they did then.
    then = _ratings(framework, learner, -0.25) if occasion == Occasion.POST else None
    _hand_in(node, learner, place, framework, now, then)
    if occasion == Occasion.REPEAT and learner.random.random() < _ONCE_MORE:
        start_again(place, learner.participant, framework)
        _hand_in(node, learner, place, framework, _ratings(framework, learner, learner.growth), None)
    _credit(course, node, learner)
    return True


def _framework(node: Node) -> Framework | None:
    return pack(node.fields.get("framework", "learning_to_learn"))


def _hand_in(
    node: Node,
    learner: Learner,
    place: Place,
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
    submit_round(write_key(place, learner, now), learner.participant, submission)


def _credit(course: Course, node: Node, learner: Learner) -> None:
    points = node.fields.get("participation_points", 0)
    if points:
        Score.objects.create(
            user=learner.user,
            course_key=str(course.key),
            usage_key=str(node.usage_key),
            earned=float(points),
            possible=float(points),
        )


def _ratings(framework: Framework, learner: Learner, shift: float) -> dict[str, int | None]:
    ratings: dict[str, int | None] = {}
    for competence in framework.competences:
        if competence.id not in learner.start:
            learner.start[competence.id] = learner.general + learner.random.gauss(0, 0.4)
        for item in competence.items:
            level = round(learner.start[competence.id] + shift + learner.random.gauss(0, 0.7))
            clipped = min(max(level, framework.scale.lowest), framework.scale.highest)
            ratings[item.id] = None if learner.random.random() < _CANNOT_SAY else clipped
    return ratings
