"""Work the kept figures out anew from the rows."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from bizmooc.writes import in_transaction
from competence_self_assessment.cells import MIXED, cell_of
from competence_self_assessment.models import STAGES, Participation, Round, RoundStatistics, StageCount
from competence_self_assessment.services import statistics_rows
from competence_self_assessment.statistics import tally


def recount() -> int:
    """Correct what differs or is not there. Returns how many kept figures were wrong (0 is expected).

    What people see follows by the rules of release.
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
    for round_ in _lost().select_related("framework", "before__framework").order_by("usage_key", "framework_id"):
        # Counted below, with all others.
        round_.cell = cell_of(round_)
        round_.save(update_fields=["cell"])
        statistics_rows.make_cell(round_, round_.cell)
    kept = RoundStatistics.objects.filter(
        usage_key=OuterRef("usage_key"), framework=OuterRef("framework"), cell=OuterRef("cell")
    )
    for round_ in Round.objects.filter(~Exists(kept), ~Q(cell=""), superseded_at__isnull=True).iterator():
        statistics_rows.make_cell(round_, round_.cell)
    # Without a join: it would lock the framework as well, for which those who hand in wait.
    return sum(_correct(row) for row in RoundStatistics.objects.select_for_update().order_by("pk"))


def _lost() -> QuerySet[Round]:
    """Return the rounds that should be counted and are not: each learner's first in a block."""
    valid = {"is_course_team": False, "superseded_at__isnull": True}
    same = {"usage_key": OuterRef("usage_key"), "participant": OuterRef("participant")}
    earlier = Round.objects.filter(**valid, **same, sequence__lt=OuterRef("sequence"))
    return Round.objects.filter(~Exists(earlier), **valid, cell="")


def _correct(kept: RoundStatistics) -> bool:
    people, current = _from_rounds(kept)
    if (kept.people, kept.current) == (people, current):
        return False
    kept.people, kept.current = people, current
    statistics_rows.release(kept)
    kept.save()
    return True


def _from_rounds(kept: RoundStatistics) -> tuple[int, dict[str, Any]]:
    current: dict[str, Any] = {}
    people = 0
    rounds = statistics_rows.counted(kept).select_related("framework", "before__framework")
    for round_ in rounds.iterator(chunk_size=1000):
        tally(current, round_, 1, with_before=kept.cell != MIXED)
        people += 1
    return people, current
