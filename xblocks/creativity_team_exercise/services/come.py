"""Somebody has the exercise in front of them: they are present, and what is due for their team is written."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from bizmooc.writes import in_transaction
from creativity_team_exercise.exercise import PLATFORM, THIN, Actor, Rules
from creativity_team_exercise.models import Member, Team
from creativity_team_exercise.services import held as holding
from creativity_team_exercise.services import merging, placing, plans, pool
from creativity_team_exercise.services.held import Held


@dataclass(frozen=True)
class Seen:
    """What somebody has come to.

    Attributes:
        team: theirs now.
        step, round: the stage that is open.
        is_new: they had not been in this stage before.
    """

    team: Team
    step: int
    round: int
    is_new: bool


def come(actor: Actor, rules: Rules) -> Seen | None:
    """Note that the actor is here.

    They get a turn in the stage that is open, and where their team is thin, or they work alone, ideas from the pool.
    A thin team of the block's own is joined with another one when it is time; who has changed teams on the platform
    sits down with the new one.

    Returns:
        What they have come to; None: they have not begun.
    """
    mine = Member.objects.filter(usage_key=actor.place.usage_key, participant=actor.key.participant)
    team = Team.objects.filter(members__in=mine).first()
    if team is None:
        return None
    now = timezone.now()
    if team.merge_at is not None and team.merge_at <= now:
        in_transaction(lambda: merging.merge_if_due(team.pk, now))
    follows = rules.teams == PLATFORM and actor.platform_team and team.source == Team.Source.PLATFORM
    if follows and team.handle != f"platform:{actor.platform_team}":
        in_transaction(lambda: _change_team(actor, rules))
    return in_transaction(lambda: _sit(actor, rules))


def _sit(actor: Actor, rules: Rules) -> Seen:
    held = holding.lock_own(actor, timezone.now())
    stage = (held.session.step, held.session.round)
    before = held.session.turns.get(held.seat)
    is_new = not held.session.is_over and not (before and before.came)
    turn = held.session.come(held.seat, held.now)
    dealt = _deal(held, rules, turn.sheet)
    if is_new or dealt or held.session.closings:
        Member.objects.filter(pk=held.who.pk).update(acted_at=held.now)
        holding.store(held)
    return Seen(held.team, *stage, is_new)


def _deal(held: Held, rules: Rules, sheet: int | None) -> int:
    if held.session.is_over or held.session.is_first_stage or held.session.active >= THIN:
        return 0
    pool.put_seeds(held.team, rules)
    return pool.deal(held.team, held.session, sheet, held.now)


def _change_team(actor: Actor, rules: Rules) -> None:
    """Follow a change of teams on the platform: what was written stays with the team it was written in."""
    lobby = placing.lock_lobby(actor)
    held = holding.lock_own(actor, timezone.now())
    placing.leave(held)
    member = held.who
    holding.store(held)
    # They stand in nobody's way any more; the plan of a new team is today's.
    target = placing.find_or_make(actor, rules, plans.keep(rules.plan), lobby, "", held.now)
    placing.move_seat(target, member)
    holding.store(target)
