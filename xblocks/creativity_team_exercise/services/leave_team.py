"""Leave a team: into another one of the block's own that is being filled, else on alone."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from bizmooc.refusal import Refusal
from bizmooc.writes import write_once
from creativity_team_exercise.exercise import Actor, Rules
from creativity_team_exercise.models import Entry, Lobby, Member, PlanVersion, Team
from creativity_team_exercise.services import held as holding
from creativity_team_exercise.services import placing, pool
from creativity_team_exercise.services.held import Held
from creativity_team_exercise.standing import standing
from creativity_team_exercise.techniques import Kind


def leave_team(actor: Actor, rules: Rules) -> Member | None:
    """Take the actor out of their team: into another one that people may still join, else on alone.

    What they wrote stays with the team; in the new one they have a copy of it.

    Returns:
        The member where they are now; None where this request was carried out before.

    Raises:
        Refusal: 409, in no team, alone already, or the team is the platform's.
    """

    def move() -> Member:
        lobby = placing.lock_lobby(actor)
        held = holding.lock_own(actor, timezone.now())
        _require_team(held)
        if held.team.source == Team.Source.PLATFORM:
            raise Refusal(409, _("Teams are made outside this exercise. You can go on alone here."))
        version = held.team.plan
        joinable = placing.open_teams(lobby, version, rules.size, held.now).exclude(pk=held.team.pk)
        target = next((other for other in _locked(joinable, held) if other.session.is_first_stage), None)
        return change_team(held, target or _alone(actor, held, lobby, version))

    return write_once(actor.key, move)


def go_alone(actor: Actor, rules: Rules) -> Member | None:
    """Let the actor go on alone, from the first step on that they have not done; it counts the same.

    Returns:
        The member where they are now; None where this request was carried out before.

    Raises:
        Refusal: 409, in no team, alone already, or they have done everything.
    """

    def move() -> Member:
        lobby = placing.lock_lobby(actor)
        held = holding.lock_own(actor, timezone.now())
        _require_team(held)
        target = _alone(actor, held, lobby, held.team.plan)
        pool.put_seeds(target.team, rules)
        return change_team(held, target)

    return write_once(actor.key, move)


def _require_team(held: Held) -> None:
    if held.team.is_alone:
        raise Refusal(409, _("You work alone already."))


def _locked(teams: QuerySet[Team], held: Held) -> Iterator[Held]:
    for team_id in teams.values_list("pk", flat=True)[:5]:
        yield holding.lock(team_id, held.now)


def _alone(actor: Actor, held: Held, lobby: Lobby, version: PlanVersion) -> Held:
    mine = standing(actor.viewer, held.who)
    if not mine.missing:
        raise Refusal(409, _("You have done every step of this exercise already."))
    target = placing.make(lobby, version, Team.Source.ALONE, held.now)
    target.session.step = target.session.technique.index(mine.missing[0])
    target.session.sheets = []
    return target


def change_team(held: Held, target: Held) -> Member:
    """Seat the acting member of a locked team in another locked one, with a copy of what they wrote."""
    member, old_team, old_seat = held.who, held.team, held.seat
    placing.leave(held)
    holding.store(held)
    placing.move_seat(target, member)
    _copy_entries(old_team, old_seat, target)
    holding.store(target)
    return member


def _copy_entries(team: Team, seat: int, target: Held) -> None:
    """Copy what a person wrote, up to the step in which they go on: they have it there, too."""
    own = Entry.objects.filter(team=team, seat=seat, step__lte=target.session.step).order_by("pk")
    copies: dict[int, Entry] = {}
    for entry in own:
        is_pass = target.session.technique.steps[entry.step].kind == Kind.PASS
        new = Entry(
            team=target.team,
            usage_key=entry.usage_key,
            course_key=entry.course_key,
            participant=entry.participant,
            seat=target.seat,
            is_course_team=entry.is_course_team,
            step=entry.step,
            step_id=entry.step_id,
            round=0,
            sheet=target.seat if is_pass else None,
            prompt=entry.prompt,
            text=entry.text,
            parent=copies.get(entry.parent_id) if entry.parent_id else None,
            is_hidden=entry.is_hidden,
            is_copy=True,
            created_at=entry.created_at,
        )
        new.save()
        copies[entry.pk] = new
