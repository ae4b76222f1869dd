"""Mark two entries as contradicting each other, or take the mark away."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from bizmooc.refusal import Refusal
from bizmooc.writes import write_once
from creativity_team_exercise import visibility
from creativity_team_exercise.exercise import Actor
from creativity_team_exercise.models import Pair
from creativity_team_exercise.services import held as holding
from creativity_team_exercise.techniques import Kind


def mark_pair(actor: Actor, step_id: str, first: int, second: int, wanted: bool) -> bool | None:
    """Mark a pair for the whole team, or unmark it.

    Returns:
        Whether anything changed; None where this request was carried out before.

    Raises:
        Refusal: 400, both answer the same; 404, not among the entries; 409, the step is not open.
    """

    def mark() -> bool:
        held = holding.lock_own(actor, timezone.now())
        step = held.step(step_id, Kind.PAIRS)
        held.require_open(step)
        found = visibility.require_entries(held.team, held.session, held.seat, (first, second))
        if any(entry.step_id not in step.uses for entry in found.values()):
            raise visibility.not_found()
        if len({entry.prompt for entry in found.values()}) < 2:
            raise Refusal(400, _("Only entries under different headings can contradict each other here."))
        low, high = sorted(found)
        rows = Pair.objects.filter(team=held.team, first=low, second=high)
        changes = rows.exists() != wanted
        if changes and wanted:
            keys = {"usage_key": held.team.usage_key, "course_key": held.team.course_key}
            Pair.objects.create(team=held.team, first_id=low, second_id=high, seat=held.seat, **keys)
        elif changes:
            rows.delete()
        held.session.come(held.seat, held.now)
        holding.store(held)
        return changes

    return write_once(actor.key, mark)
