"""Say that one is done with a stage."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from bizmooc.refusal import Refusal
from bizmooc.writes import write_once
from creativity_team_exercise.exercise import Actor
from creativity_team_exercise.models import Choice, Entry
from creativity_team_exercise.options import can_be_combined, options
from creativity_team_exercise.services import held as holding
from creativity_team_exercise.services.held import Held
from creativity_team_exercise.techniques import CHOICE_KINDS, ENTRY_KINDS, Builds, Kind, Step


def finish(actor: Actor, step_id: str, round_: int) -> bool | None:
    """Note that the actor is done; the last one of those present ends the stage.

    Returns:
        Whether the stage has ended by it; None where this request was carried out before.

    Raises:
        Refusal: 409, the stage is not open, or the actor has done nothing in it although they could.
    """

    def note() -> bool:
        held = holding.lock_own(actor, timezone.now())
        step = held.step(step_id)
        held.require_open(step)
        if round_ != held.session.round:
            raise Refusal(409, _("This round has ended; your team has gone on."))
        if not _has_acted(held, step):
            raise Refusal(409, _("Please write or choose at least one thing before you go on."))
        before = len(held.session.closings)
        held.session.finish(held.seat, held.now)
        ended = len(held.session.closings) > before
        holding.store(held)
        return ended

    return write_once(actor.key, note)


def _has_acted(held: Held, step: Step) -> bool:
    """Tell whether somebody has done what they could: where there is nothing to work with, nothing is asked."""
    if step.kind in ENTRY_KINDS:
        here = {"team": held.team, "seat": held.seat, "step": held.session.step, "round": held.session.round}
        if Entry.objects.filter(**here).exists():
            return True
        needs_others = step.kind == Kind.COMBINE or step.builds == Builds.MUST or bool(step.prompts_from)
        return needs_others and not _material(held, step)
    if step.kind in CHOICE_KINDS:
        mine = Choice.objects.filter(team=held.team, seat=held.seat, step_id=step.id)
        return mine.exists() or not options(held.team, held.session, step)
    return True


def _material(held: Held, step: Step) -> bool:
    if step.kind == Kind.COMBINE:
        return can_be_combined(held.team, held.session, step)
    if step.prompts_from:
        return Entry.objects.filter(team=held.team, step_id=step.prompts_from, is_hidden=False).exists()
    return bool(options(held.team, held.session, step))
