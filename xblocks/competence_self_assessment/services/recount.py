"""Work the kept figures out anew from the rows."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from bizmooc.evidence.release import LOWEST_THRESHOLD
from bizmooc.writes import in_transaction
from competence_self_assessment.frameworks.model import from_data
from competence_self_assessment.models import STAGES, Participation, Round, RoundStatistics, StageCount
from competence_self_assessment.statistics import tally


def recount() -> int:
    """Correct what differs or is not there. Returns how many kept figures were wrong (0 is expected).

    Released figures stay as they are: when they change is decided by who comes and goes, not by a recount. Only those
    of a group that turns out to be below the lowest threshold are taken back.
    """
    return in_transaction(lambda: _recount_stages() + _recount_statistics())


# In both: make what is missing, lock, then count. Who comes in between waits, and adds to what is corrected.


def _recount_stages() -> int:
    reached = {stage: Count("pk", filter=Q(**{f"{stage}_at__isnull": False})) for stage in STAGES}
    of_blocks = Participation.objects.filter(is_course_team=False).values("usage_key", "course_key").annotate(**reached)
    for block in of_blocks.order_by("usage_key"):
        for stage in sorted(STAGES):
            if block[stage]:
                StageCount.objects.get_or_create(
                    usage_key=block["usage_key"], stage=stage, defaults={"course_key": block["course_key"]}
                )
    kept_counts = list(StageCount.objects.select_for_update().order_by("usage_key", "stage"))
    true = {(block["usage_key"], stage): block[stage] for block in of_blocks.all() for stage in STAGES}
    wrong = 0
    for kept in kept_counts:
        actual = true.get((kept.usage_key, kept.stage), 0)
        if kept.count != actual:
            wrong += 1
            kept.count = actual
            kept.save()
    return wrong


def _recount_statistics() -> int:
    kept = RoundStatistics.objects.filter(usage_key=OuterRef("usage_key"), framework=OuterRef("framework"))
    lost = Round.objects.filter(~Exists(kept), is_course_team=False).order_by("usage_key", "framework_id")
    for usage_key, course_key, framework_id in lost.values_list("usage_key", "course_key", "framework_id").distinct():
        RoundStatistics.objects.get_or_create(
            usage_key=usage_key, framework_id=framework_id, defaults={"course_key": course_key, "current": {}}
        )
    # Without a join: it would lock the framework as well, for which those who hand in wait.
    return sum(_correct(row) for row in RoundStatistics.objects.select_for_update().order_by("pk"))


def _correct(kept: RoundStatistics) -> bool:
    people, current = _from_rounds(kept)
    if (kept.people, kept.current) == (people, current):
        return False
    kept.people, kept.current = people, current
    if people < LOWEST_THRESHOLD:
        kept.released_people, kept.released, kept.released_at = 0, None, None
    kept.save()
    return True


def _from_rounds(kept: RoundStatistics) -> tuple[int, dict[str, Any]]:
    framework = from_data(kept.framework.content)
    current: dict[str, Any] = {}
    people = 0
    rounds = Round.objects.filter(usage_key=kept.usage_key, framework=kept.framework, is_course_team=False)
    for round_ in rounds.iterator(chunk_size=1000):
        tally(current, framework, {"now": round_.now, "then": round_.then}, 1)
        people += 1
    return people, current
