"""A block's teams as the course team sees them: in pages by key, each of a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from bizmooc.hosting.participant import Place
from creativity_team_exercise import engine
from creativity_team_exercise.exercise import THIN
from creativity_team_exercise.models import Member, PlanVersion, Team, Turn
from creativity_team_exercise.services.help import no_team
from creativity_team_exercise.techniques import Kind
from creativity_team_exercise.techniques.plan import kept

# What the list can be cut down to; STUCK is worked out, the others are columns.
ALL, RUNNING, STUCK, ENDED, ALONE, MERGED = SHOWN = ("all", "running", "stuck", "ended", "alone", "merged")
_PAGE = 20
# Running teams that one request looks through for those that are stuck: who is present is worked out by the clock, so
# no index has it. The next page goes on where it ended.
LOOKED_AT = 200


@dataclass(frozen=True)
class Row:
    """A team in a list.

    Attributes:
        team: with its lobby and the team it was merged into.
        session: where it is now, by the clock.
        turns: of stages that have ended. on_time: those of them that were done by then.
        is_stuck: see is_stuck().
    """

    team: Team
    session: engine.Session
    turns: int
    on_time: int
    is_stuck: bool


@dataclass(frozen=True)
class Page:
    """Some teams, and after which one the next ones begin; None: there are none."""

    rows: Sequence[Row]
    after: int | None


def is_stuck(team: Team, session: engine.Session) -> bool:
    """Tell whether a team needs somebody: it is over its first stage, and fewer than THIN people are present.

    Of a team that is smaller by design it needs all. Its first stage is open for others to join, and so is no sign;
    nobody waits for whoever works alone.
    """
    if team.state != Team.State.RUNNING or team.is_alone or session.is_over or session.is_first_stage:
        return False
    return session.active < min(THIN, team.size or max(1, len(session.seats)))


def page(place: Place, shown: str, after: int = 0) -> Page:
    """Return teams of a block, the oldest first: five queries at any number of teams.

    Args:
        place: the block.
        shown: one of SHOWN.
        after: the team, by number, that the page before ended with; 0: none.
    """
    now = timezone.now()
    if shown == STUCK:
        looked_at = list(_of(place, RUNNING).exclude(source=Team.Source.ALONE).filter(pk__gt=after)[:LOOKED_AT])
        found = sessions(looked_at, now)
        stuck = [team for team in looked_at if is_stuck(team, found[team.pk])]
        shown_now = stuck[:_PAGE]
        more = shown_now if len(stuck) > _PAGE else looked_at if len(looked_at) == LOOKED_AT else []
    else:
        shown_now = list(_of(place, shown).filter(pk__gt=after)[:_PAGE])
        found = sessions(shown_now, now)
        more = shown_now if len(shown_now) == _PAGE else []
    return Page(_rows(shown_now, found), more[-1].pk if more else None)


def count_stuck(place: Place) -> tuple[int, bool]:
    """Return how many learners' teams are stuck, and whether there are more running ones than were looked at.

    Four queries, at any number of teams.
    """
    running = _of(place, RUNNING).exclude(source=Team.Source.ALONE).filter(is_course_team=False)
    looked_at = list(running[:LOOKED_AT])
    found = sessions(looked_at, timezone.now())
    return sum(is_stuck(team, found[team.pk]) for team in looked_at), len(looked_at) == LOOKED_AT


def require_team(place: Place, team_id: int) -> Team:
    """Return a team of the block.

    Raises:
        Refusal: 404.
    """
    found = Team.objects.filter(usage_key=place.usage_key, pk=team_id)
    team = found.select_related("plan", "lobby", "merged_into").first()
    if team is None:
        raise no_team()
    return team


def sessions(teams: Iterable[Team], now: datetime) -> dict[int, engine.Session]:
    """Return where teams are now, as state.load() has it, for many at once: three queries.

    Who wrote on which sheet is left out: who is present, and until when, does not depend on it.
    """
    by_id = {team.pk: team for team in teams}
    if not by_id:
        return {}
    plans = PlanVersion.objects.in_bulk({team.plan_id for team in by_id.values()})
    techniques = {pk: kept(plan.digest, plan.content).technique for pk, plan in plans.items()}
    found = {}
    for team in by_id.values():
        found[team.pk] = engine.Session(
            technique=techniques[team.plan_id],
            step=team.step,
            round=team.round,
            opened_at=team.opened_at,
            closes_at=team.closes_at,
            size=team.size,
            seats={},
            sheets=list(team.sheets),
            ended_at=team.ended_at,
        )
    for team_id, seat in Member.objects.filter(team__in=by_id).values_list("team_id", "seat"):
        found[team_id].seats[seat] = seat
    is_open = Q(step=F("team__step"), round=F("team__round"))
    for row in Turn.objects.filter(is_open, team__in=by_id).order_by("pk"):
        session = found[row.team_id]
        if not session.is_over and row.seat in session.seats:
            session.turns[row.seat] = engine.Turn(row.sheet, row.came, row.done_at is not None)
    for session in found.values():
        session.advance(now)
    return found


def _of(place: Place, shown: str) -> QuerySet[Team]:
    teams = Team.objects.filter(usage_key=place.usage_key).select_related("lobby", "merged_into").order_by("pk")
    wanted = {
        ALL: Q(),
        RUNNING: Q(state=Team.State.RUNNING),
        ENDED: Q(state=Team.State.ENDED),
        MERGED: Q(state=Team.State.MERGED),
        ALONE: Q(source=Team.Source.ALONE),
    }
    return teams.filter(wanted[shown])


def _rows(teams: Sequence[Team], found: dict[int, engine.Session]) -> list[Row]:
    ended = Turn.objects.filter(team__in=[team.pk for team in teams], is_closed=True).order_by().values_list("team_id")
    figures = {
        pk: (turns, on_time)
        for pk, turns, on_time in ended.annotate(turns=Count("pk"), on_time=Count("pk", Q(is_on_time=True)))
    }
    nothing = (0, 0)
    return [Row(team, found[team.pk], *figures.get(team.pk, nothing), is_stuck(team, found[team.pk])) for team in teams]


def rooms(team: Team) -> list[Team]:
    """Return running teams that people of this one can move to or be merged with: the emptiest first, twenty."""
    others = Team.objects.filter(
        lobby=team.lobby_id, state=Team.State.RUNNING, source=Team.Source.OWN, plan=team.plan_id
    )
    return list(others.exclude(pk=team.pk).select_related("lobby").order_by("member_count", "pk")[:_PAGE])


def may_move(team: Team, session: engine.Session) -> bool:
    """Tell whether people of a team can be moved, and the team be merged."""
    return team.source == Team.Source.OWN and team.state == Team.State.RUNNING and not session.is_over


def takes_seeds(team: Team, session: engine.Session) -> bool:
    """Tell whether ideas of the pool are of use to a team now."""
    if team.state != Team.State.RUNNING or session.is_over:
        return False
    return session.current.kind == Kind.WRITE or (session.current.kind == Kind.PASS and session.round > 0)
