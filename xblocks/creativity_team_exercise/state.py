"""A team as the clock has it: rows become an engine.Session."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count

from creativity_team_exercise import engine
from creativity_team_exercise.models import Entry, Member, Team, Turn
from creativity_team_exercise.techniques import Kind, plan
from creativity_team_exercise.techniques.plan import Plan


def plan_of(team: Team) -> Plan:
    """Return what a team works by."""
    return plan.kept(team.plan.digest, team.plan.content)


def load(team: Team, now: datetime) -> engine.Session:
    """Return where a team is now. Members stand in it under the numbers of their seats.

    Three queries at most, whatever has happened; nothing is written.
    """
    session = as_stored(team)
    session.advance(now)
    return session


def as_stored(team: Team) -> engine.Session:
    """Return where a team was when it was last written."""
    seats = list(Member.objects.filter(team=team).order_by("seat").values_list("seat", flat=True))
    session = engine.Session(
        technique=plan_of(team).technique,
        step=team.step,
        round=team.round,
        opened_at=team.opened_at,
        closes_at=team.closes_at,
        size=team.size,
        seats={seat: seat for seat in seats},
        sheets=list(team.sheets),
        ended_at=team.ended_at,
    )
    if not session.is_over:
        session.turns = _turns(team, session)
        session.written = _written(team, session)
    return session


def _turns(team: Team, session: engine.Session) -> dict[int, engine.Turn]:
    rows = Turn.objects.filter(team=team, step=team.step, round=team.round, seat__in=session.seats)
    return {row.seat: engine.Turn(row.sheet, row.came, row.done_at is not None) for row in rows.order_by("seat")}


def _written(team: Team, session: engine.Session) -> dict[int, dict[int, int]]:
    if session.current.kind != Kind.PASS:
        return {}
    rows = Entry.objects.filter(team=team, step=team.step, sheet__isnull=False).values_list("sheet", "seat")
    written: dict[int, dict[int, int]] = {}
    for sheet, seat, number in rows.annotate(Count("pk")):
        written.setdefault(sheet, {})[seat] = number
    return written
