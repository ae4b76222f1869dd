"""Choose among entries: rate, rank, give dots. Blind until the step has ended, and changeable until then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from bizmooc.refusal import Refusal
from bizmooc.writes import write_once
from creativity_team_exercise import visibility
from creativity_team_exercise.exercise import Actor
from creativity_team_exercise.models import Choice
from creativity_team_exercise.options import options
from creativity_team_exercise.services import held as holding
from creativity_team_exercise.services.held import Held
from creativity_team_exercise.techniques import CHOICE_KINDS, Kind, Step

LEVELS = 5


@dataclass(frozen=True)
class Chosen:
    """What an entry is given.

    Attributes:
        entry: its number.
        value: points of a rank (the best gets ``picks``), dots, or a level from 1 to LEVELS.
        criterion: RATE: id of the criterion.
    """

    entry: int
    value: int
    criterion: str = ""


def choose(actor: Actor, step_id: str, choices: Sequence[Chosen]) -> int | None:
    """Store what the actor chose, in place of what they chose in this step before; they are done with it.

    Returns:
        How many entries were given something; None where this request was carried out before.

    Raises:
        Refusal: 400, it does not fit the step; 404, not among the options; 409, the step is not open.
    """

    def store() -> int:
        held = holding.lock_own(actor, timezone.now())
        step = held.step(step_id, *CHOICE_KINDS)
        held.require_open(step)
        _require_fitting(held, step, choices)
        Choice.objects.filter(team=held.team, seat=held.seat, step_id=step.id).delete()
        Choice.objects.bulk_create(_row(held, step, one) for one in choices)
        held.session.finish(held.seat, held.now)
        holding.store(held)
        return len({one.entry for one in choices})

    return write_once(actor.key, store)


def _row(held: Held, step: Step, chosen: Chosen) -> Choice:
    return Choice(
        team=held.team,
        usage_key=held.team.usage_key,
        course_key=held.team.course_key,
        participant=held.who.participant,
        seat=held.seat,
        step_id=step.id,
        entry_id=chosen.entry,
        criterion=chosen.criterion,
        value=chosen.value,
    )


def _require_fitting(held: Held, step: Step, choices: Sequence[Chosen]) -> None:
    if not choices:
        raise Refusal(400, _("Please choose at least one."))
    if {one.entry for one in choices} - {entry.pk for entry in options(held.team, held.session, step)}:
        raise visibility.not_found()
    if len({(one.entry, one.criterion) for one in choices}) < len(choices):
        raise Refusal(400, _("One was chosen twice. Please choose each only once."))
    values = [one.value for one in choices]
    if step.kind == Kind.RATE:
        if any(step.prompt(one.criterion) is None or not 1 <= one.value <= LEVELS for one in choices):
            raise Refusal(400, _("This is not one of the levels. Please reload the page."))
        return
    if any(one.criterion for one in choices):
        raise Refusal(400, _("There are no criteria in this step. Please reload the page."))
    if step.kind == Kind.RANK:
        if len(set(values)) < len(values) or not all(1 <= value <= step.picks for value in values):
            raise Refusal(400, _("Please give each place to one only."))
    elif sum(values) > step.picks or not all(1 <= value <= step.per_entry for value in values):
        sentence = _("You have %(dots)s dots, and at most %(most)s of them for one.")
        raise Refusal(400, sentence % {"dots": step.picks, "most": step.per_entry})
