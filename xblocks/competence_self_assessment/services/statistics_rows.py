"""Keep the statistics of rounds in step with the rounds."""

from django.utils import timezone

from bizmooc.evidence.release import Release, after_change
from competence_self_assessment.frameworks.model import from_data
from competence_self_assessment.models import Round, RoundStatistics
from competence_self_assessment.statistics import tally


def apply(round_: Round, step: int) -> None:
    """Count a round in (1) or out (-1); to be called last in the transaction that stores or deletes it.

    The row is locked from here to the end of the transaction. What people see changes by the rules of release.
    """
    identity = {"usage_key": round_.usage_key, "framework": round_.framework}
    RoundStatistics.objects.get_or_create(**identity, defaults={"course_key": round_.course_key, "current": {}})
    row = RoundStatistics.objects.select_for_update().get(**identity)
    framework = from_data(round_.framework.content)
    tally(row.current, framework, {"now": round_.now, "then": round_.then}, step)
    state, release = after_change(
        Release(row.people, row.changes, row.released_people), joined=step == 1, left=step == -1
    )
    row.people, row.changes, row.released_people = state.people, state.changes, state.released_people
    if release:
        row.released, row.released_at = row.current, timezone.now()
    elif not row.released_people:
        row.released = row.released_at = None
    row.save()
