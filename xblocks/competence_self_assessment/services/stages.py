"""How far learners have come, with the counts kept of it."""

from collections.abc import Sequence

from django.db.models import F
from django.utils import timezone

from bizmooc.hosting.participant import Participant, Place
from competence_self_assessment.models import STAGES, Participation, StageCount


def lock(place: Place, participant: Participant) -> Participation:
    """Return a learner's row in a block, made if there is none, locked until the transaction ends.

    Whoever writes for a learner takes it first: two windows then come one after the other, and the second sees what
    the first did.
    """
    return Participation.objects.select_for_update().get_or_create(
        usage_key=place.usage_key,
        participant=participant.anonymous_id,
        defaults={"course_key": place.course_key, "is_course_team": participant.is_course_team},
    )[0]


def reach(row: Participation, stage: str) -> bool:
    """Record that a learner has reached a stage, and with it all before.

    Args:
        row: locked.
        stage: one of STAGES.

    Returns:
        True if this was news.
    """
    reached = [one for one in STAGES[: STAGES.index(stage) + 1] if getattr(row, f"{one}_at") is None]
    for earlier in reached:
        setattr(row, f"{earlier}_at", timezone.now())
    if reached:
        row.save(update_fields=[f"{one}_at" for one in reached])
    if not row.is_course_team:
        count(Place(row.usage_key, row.course_key), reached, 1)
    return stage in reached


def count(place: Place, stages: Sequence[str], step: int) -> None:
    """Add to the counts, in key order, so that two transactions never wait for each other in a circle."""
    for stage in sorted(stages):
        StageCount.objects.get_or_create(
            usage_key=place.usage_key, stage=stage, defaults={"course_key": place.course_key}
        )
        StageCount.objects.filter(usage_key=place.usage_key, stage=stage).update(count=F("count") + step)
