"""Keep what a learner means to do about what a round showed them, and whether they did it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from bizmooc.hosting.participant import Participant, Place
from bizmooc.refusal import Refusal
from bizmooc.writes import WriteKey, in_transaction
from competence_self_assessment.models import Plan, Round
from competence_self_assessment.services import stages


def save_plan(
    key: WriteKey, participant: Participant, sequence: int, values: Mapping[str, Any], done: bool, version: int
) -> int:
    """Store the plan of a round, if the page started from the plan as it is stored.

    Args:
        key: of this save; the same key again changes nothing.
        participant: whose plan.
        sequence: number of the round in its block.
        values: goal, first_step, if_situation, then_action and due_on, checked.
        done: they say that they did it.
        version: of the plan the page started from; 0: there was none.

    Returns:
        The stored version.

    Raises:
        Refusal: 404, no such round of this learner; 409, changed in another window since.
    """

    def save() -> int:
        place, mine = key.place, {"usage_key": key.place.usage_key, "participant": key.participant}
        stages.lock(place, participant)
        round_ = Round.objects.filter(**mine, sequence=sequence, superseded_at__isnull=True).first()
        if round_ is None:
            raise Refusal(404, _("The round that this plan belongs to is not here any more. Please reload the page."))
        plan = Plan.objects.select_for_update().filter(round=round_).first()
        if plan and plan.last_request_key == key.request_key:
            return plan.version
        if (plan.version if plan else 0) != version:
            raise Refusal(
                409, _("You changed this plan in another window. Copy what is new here, then reload the page.")
            )
        plan = plan or Plan(round=round_, course_key=place.course_key, **mine)
        for name, value in values.items():
            setattr(plan, name, value)
        plan.done_at = (plan.done_at or timezone.now()) if done else None
        plan.version, plan.last_request_key = version + 1, key.request_key
        plan.save()
        return plan.version

    return in_transaction(save)


def finish_plan(place: Place, participant: Participant, plan_id: int, done: bool) -> Plan:
    """Mark a plan as done, or not: from any block of its course, since it comes back in other blocks.

    Saying the same again changes nothing.

    Raises:
        Refusal: 404, no such plan of this learner in this course.
    """
    mine = {"pk": plan_id, "participant": participant.anonymous_id, "course_key": place.course_key}

    def finish() -> Plan:
        plan = Plan.objects.select_for_update().filter(**mine).first()
        if plan is None:
            raise Refusal(404, _("This plan is not here any more. Please reload the page."))
        if done != bool(plan.done_at):
            plan.done_at = timezone.now() if done else None
            # A page that was opened before must not undo it.
            plan.version += 1
            plan.save(update_fields=["done_at", "version"])
        return plan

    return in_transaction(finish)
