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


def _recount_stages() -> int:
    wrong = 0
    # Locked before the rows are counted: who comes in between waits, and adds to what is corrected.
    kept_counts = list(StageCount.objects.select_for_update().order_by("usage_key", "stage"))
    counts = {f"{stage}_count": Count("pk", filter=Q(**{f"{stage}_at__isnull": False})) for stage in STAGES}
    rows = Participation.objects.filter(is_course_team=False).values("usage_key", "course_key").annotate(**counts)
    true = {(row["usage_key"], stage): row[f"{stage}_count"] for row in rows for stage in STAGES}
    courses = {row["usage_key"]: row["course_key"] for row in rows}
    lost = sorted(
        {place for place, count in true.items() if count} - {(one.usage_key, one.stage) for one in kept_counts}
    )
    kept_counts += [StageCount(usage_key=key, course_key=courses[key], stage=stage) for key, stage in lost]
    for kept in kept_counts:
        actual = true.get((kept.usage_key, kept.stage), 0)
        if kept.count != actual:
            wrong += 1
            kept.count = actual
            kept.save()
    return wrong


def _recount_statistics() -> int:
    wrong = 0
    # Without a join: it would lock the framework as well, for which those who hand in wait.
    for kept in [*RoundStatistics.objects.select_for_update().order_by("pk"), *_lost_statistics()]:
        people, current = _from_rounds(kept)
        if (kept.people, kept.current) != (people, current):
            wrong += 1
            kept.people, kept.current = people, current
            if people < LOWEST_THRESHOLD:
                kept.released_people, kept.released, kept.released_at = 0, None, None
            kept.save()
    return wrong


def _lost_statistics() -> list[RoundStatistics]:
    """Return new rows, not yet stored, for rounds of which no figures are kept."""
    kept = RoundStatistics.objects.filter(usage_key=OuterRef("usage_key"), framework=OuterRef("framework"))
    rounds = Round.objects.filter(~Exists(kept), is_course_team=False)
    places = rounds.values_list("usage_key", "course_key", "framework_id").order_by().distinct()
    return [
        RoundStatistics(usage_key=usage_key, course_key=course_key, framework_id=framework_id, current={})
        for usage_key, course_key, framework_id in sorted(places)
    ]


def _from_rounds(kept: RoundStatistics) -> tuple[int, dict[str, Any]]:
    framework = from_data(kept.framework.content)
    current: dict[str, Any] = {}
    people = 0
    rounds = Round.objects.filter(usage_key=kept.usage_key, framework=kept.framework, is_course_team=False)
    for round_ in rounds.iterator(chunk_size=1000):
        tally(current, framework, {"now": round_.now, "then": round_.then}, 1)
        people += 1
    return people, current
