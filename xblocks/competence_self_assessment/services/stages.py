"""How far learners have come, with the counts kept of it."""

from collections.abc import Sequence

from django.db.models import F
from django.utils import timezone

from bizmooc.hosting.participant import Participant, Place
from competence_self_assessment.models import STAGES, Participation, StageCount


def reach(place: Place, participant: Participant, stage: str) -> bool:
    """Record that a learner has reached a stage, and with it all before; to be called inside a transaction.

    Returns:
        True if this was news.
    """
    row, _ = Participation.objects.get_or_create(
        usage_key=place.usage_key,
        participant=participant.anonymous_id,
        defaults={"course_key": place.course_key, "is_course_team": participant.is_course_team},
    )
    now = timezone.now()
    reached = [
        earlier
        for earlier in STAGES[: STAGES.index(stage) + 1]
        # Only one of two who come at once finds the column empty.
        if Participation.objects.filter(pk=row.pk, **{f"{earlier}_at": None}).update(**{f"{earlier}_at": now})
    ]
    if not row.is_course_team:
        count(place, reached, 1)
    return stage in reached


def count(place: Place, stages: Sequence[str], step: int) -> None:
    """Add to the counts, in key order, so that two transactions never wait for each other in a circle."""
    for stage in sorted(stages):
        StageCount.objects.get_or_create(
            usage_key=place.usage_key, stage=stage, defaults={"course_key": place.course_key}
        )
        StageCount.objects.filter(usage_key=place.usage_key, stage=stage).update(count=F("count") + step)
