"""Who sits where: lobbies, new teams, seats. Whoever forms or joins teams locks the lobby first, then teams."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bizmooc.aliases import aliases
from bizmooc.refusal import Refusal
from creativity_team_exercise.exercise import ALONE, PLATFORM, Actor, Rules
from creativity_team_exercise.models import CountKind, Lobby, Member, PlanVersion, Team
from creativity_team_exercise.services import held as holding
from creativity_team_exercise.services.held import Held

TRIAL = "trial"
# Teams looked at for a free seat: the fullest that have one come first.
_CANDIDATES = 20


def lock_lobby(actor: Actor) -> Lobby:
    """Return the lobby of the actor, locked; made if nobody was here before. Who has begun stays in theirs."""
    theirs = Lobby.objects.select_for_update().filter(pk__in=_lobbies_of(actor)).first()
    if theirs:
        return theirs
    name = TRIAL if actor.person.is_course_team else actor.cohort
    identity = {"usage_key": actor.place.usage_key, "name": name}
    Lobby.objects.get_or_create(**identity, defaults={"course_key": actor.place.course_key})
    return Lobby.objects.select_for_update().get(**identity)


def _lobbies_of(actor: Actor) -> list[int]:
    seat = Member.objects.filter(usage_key=actor.place.usage_key, participant=actor.key.participant)
    return list(seat.values_list("team__lobby_id", flat=True))


def find_or_make(
    actor: Actor, rules: Rules, plan: PlanVersion, lobby: Lobby, preference: str, now: datetime, *, beside: int = 0
) -> Held:
    """Return the team that the actor is to sit down in, locked.

    Args:
        actor: who joins.
        rules: the author's.
        plan: kept.
        lobby: locked.
        preference: what they would like to have in common with others; "": nothing.
        now: when.
        beside: a team that it must not be, by number.
    """
    if rules.teams == PLATFORM and actor.platform_team:
        return _platform_team(actor, plan, lobby, now)
    if rules.teams in (PLATFORM, ALONE):
        return make(lobby, plan, Team.Source.ALONE, now)
    joinable = open_teams(lobby, plan, rules.size, now).filter(preference=preference).exclude(pk=beside)
    for team_id in joinable.values_list("pk", flat=True)[:_CANDIDATES]:
        held = holding.lock(team_id, now)
        if held.session.is_first_stage and len(held.session.seats) < rules.size:
            return held
    return make(lobby, plan, Team.Source.OWN, now, preference=preference, size=rules.size, rules=rules)


def open_teams(lobby: Lobby, plan: PlanVersion, size: int, now: datetime) -> QuerySet[Team]:
    """Return the teams of a lobby that people may still join, the fullest first."""
    own = Team.objects.filter(lobby=lobby, state=Team.State.RUNNING, source=Team.Source.OWN, member_count__lt=size)
    return own.filter(plan=plan, step=0, round=0, closes_at__gt=now).order_by("-member_count", "-pk")


def _platform_team(actor: Actor, plan: PlanVersion, lobby: Lobby, now: datetime) -> Held:
    handle = f"platform:{actor.platform_team}"
    there = Team.objects.filter(usage_key=actor.place.usage_key, handle=handle).values_list("pk", flat=True).first()
    if there:
        return holding.lock(there, now)
    return make(lobby, plan, Team.Source.PLATFORM, now, handle=handle)


def make(
    lobby: Lobby,
    plan: PlanVersion,
    source: str,
    now: datetime,
    *,
    handle: str = "",
    preference: str = "",
    size: int = 0,
    rules: Rules | None = None,
) -> Held:
    """Make a team; its first stage is open. The lobby is locked."""
    lobby.last_number += 1
    lobby.save(update_fields=["last_number"])
    is_alone = source == Team.Source.ALONE
    team = Team(
        lobby=lobby,
        usage_key=lobby.usage_key,
        course_key=lobby.course_key,
        handle=handle or f"{source}:{lobby.pk}:{lobby.last_number}",
        number=lobby.last_number,
        source=source,
        is_course_team=lobby.name == TRIAL,
        preference=preference,
        plan=plan,
        size=1 if is_alone else size,
        opened_at=now,
        created_at=now,
        merge_at=now + timedelta(hours=rules.merge_hours) if rules else None,
    )
    first = plan.content["technique"]["steps"][0]
    team.closes_at = None if is_alone else now + timedelta(hours=first["hours"])
    team.save()
    held = holding.lock(team.pk, now)
    holding.began(held)
    return held


def take_seat(held: Held, actor: Actor, *, may_be_reused: bool) -> Member:
    """Seat somebody who is new in the exercise.

    Raises:
        Refusal: 409, they have a seat.
    """
    if Member.objects.filter(usage_key=held.team.usage_key, participant=actor.key.participant).exists():
        raise Refusal(409, _("You have begun already. Please reload the page."))
    for alias in aliases(actor.place, actor.key.participant):
        try:
            with transaction.atomic():
                member = Member.objects.create(
                    team=held.team,
                    usage_key=held.team.usage_key,
                    course_key=held.team.course_key,
                    participant=actor.key.participant,
                    is_course_team=actor.person.is_course_team,
                    alias=alias,
                    seat=held.team.last_seat + 1,
                    first_step=held.session.step,
                    may_be_reused=may_be_reused,
                    joined_at=held.now,
                    acted_at=held.now,
                )
        except IntegrityError:
            if Member.objects.filter(usage_key=held.team.usage_key, participant=actor.key.participant).exists():
                raise Refusal(409, _("You have begun already. Please reload the page.")) from None
            continue
        held.count(CountKind.PEOPLE)
        _sit_down(held, member)
        return member
    raise AssertionError("unreachable: there are more names than people")


def move_seat(held: Held, member: Member) -> None:
    """Seat a member of another team here; they have left that one."""
    member.team, member.seat = held.team, held.team.last_seat + 1
    member.save(update_fields=["team", "seat"])
    _sit_down(held, member)


def _sit_down(held: Held, member: Member) -> None:
    held.team.last_seat = member.seat
    held.session.join(member.seat, member.seat, held.now)
    held.member = member


def leave(held: Held) -> None:
    """Let the acting member go: their turn that is open ends, what they wrote stays."""
    for row in held.team.turns.filter(seat=held.seat, is_closed=False):
        if row.done_at is None:
            row.delete()
        else:
            holding.close_turn(held, row)
            row.save()
    held.session.leave(held.seat, held.now)
