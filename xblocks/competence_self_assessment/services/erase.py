"""Erase what learners left, and take it out of the kept figures."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.db.models import QuerySet

from bizmooc.hosting.participant import Place
from bizmooc.writes import in_transaction
from competence_self_assessment.models import STAGES, Draft, Participation, Plan, Round, RoundStatistics, StageCount
from competence_self_assessment.services import stages, statistics_rows


def retire(anonymous_ids: Sequence[str]) -> int:
    """Erase a person from all courses. Returns the number of rows deleted."""
    return in_transaction(partial(_erase, {"participant__in": list(anonymous_ids)}))


def reset(usage_key: str, anonymous_id: str) -> int:
    """Erase one learner's state in one block. Returns the number of rows deleted."""
    return in_transaction(partial(_erase, {"usage_key": usage_key, "participant": anonymous_id}))


def forget_course(course_key: str) -> int:
    """Delete all rows of a course. Returns the number of rows deleted."""

    def forget() -> int:
        models = (Draft, Plan, Round, Participation, StageCount, RoundStatistics)
        return sum(model.objects.filter(course_key=course_key).delete()[0] for model in models)

    return in_transaction(forget)


def _erase(whose: Mapping[str, Any]) -> int:
    # Locked first: of two who erase at once, the second finds nothing left to take out of the figures.
    participations = list(Participation.objects.select_for_update().filter(**whose).order_by("usage_key", "pk"))
    with_all = Round.objects.select_related("framework", "before__framework")
    rounds = list(with_all.filter(**whose))
    # Rounds in other blocks that are compared with one of these; in their cells, a comparison would be left.
    compared = list(with_all.filter(before__in=rounds).exclude(pk__in=[round_.pk for round_ in rounds]))
    Round.objects.filter(pk__in=[round_.pk for round_ in compared]).update(before=None)
    deleted = sum(_delete(model.objects.filter(**whose)) for model in (Draft, Plan, Round, Participation))
    # Kept figures last, in key order, as in every other transaction.
    for participation in participations:
        if not participation.is_course_team:
            reached = [stage for stage in STAGES if getattr(participation, f"{stage}_at")]
            stages.count(Place(participation.usage_key, participation.course_key), reached, -1)
    counted = [round_ for round_ in compared if round_.is_counted]
    statistics_rows.settle(out=[round_ for round_ in rounds if round_.is_counted] + counted)
    for round_ in counted:
        round_.before = None
    statistics_rows.settle(into=counted)
    return deleted


def _delete(rows: QuerySet) -> int:
    return rows.delete()[0]
