"""Begin: with a first idea a person has a team at once, and others join while its first stage is open."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from bizmooc.writes import write_once
from creativity_team_exercise.exercise import Actor, Rules
from creativity_team_exercise.models import Member, Team
from creativity_team_exercise.services import held as holding
from creativity_team_exercise.services import placing, plans, pool
from creativity_team_exercise.services.hand_in import EntryText, write_entries
from creativity_team_exercise.services.save_draft import JOIN, discard_draft


@dataclass(frozen=True)
class JoinRequest:
    """How somebody begins.

    Attributes:
        ideas: at least one, for the first step.
        prompt: of the step, that they are for; "": its first.
        preference: what they would like to have in common with others; "": nothing.
        may_be_reused: their ideas may be shown, without a name, to people who work alone.
        alone: they do not want a team.
    """

    ideas: tuple[str, ...]
    prompt: str = ""
    preference: str = ""
    may_be_reused: bool = False
    alone: bool = False


def join_team(actor: Actor, rules: Rules, request: JoinRequest) -> Member | None:
    """Seat somebody, in a team of the platform's, in one that is being filled, in a new one, or alone.

    Returns:
        The member, with the team; None where this request was carried out before.

    Raises:
        Refusal: 409, they have a seat; 400, the ideas do not fit the step.
    """
    version = plans.keep(rules.plan)

    def join() -> Member:
        now = timezone.now()
        lobby = placing.lock_lobby(actor)
        if request.alone:
            held = placing.make(lobby, version, Team.Source.ALONE, now)
        else:
            held = placing.find_or_make(actor, rules, version, lobby, request.preference, now)
        member = placing.take_seat(held, actor, may_be_reused=request.may_be_reused)
        pool.put_seeds(held.team, rules)
        if held.session.is_first_stage:
            first = held.session.current
            prompt = request.prompt or (first.prompts[0].id if first.prompts else "")
            write_entries(held, first, 0, [EntryText(idea, prompt) for idea in request.ideas])
        discard_draft(actor, JOIN)
        holding.store(held)
        return member

    return write_once(actor.key, join)
