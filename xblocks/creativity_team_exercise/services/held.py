"""A team while it is written: locked, brought up to the clock, changed through its session, and stored as a whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from bizmooc import digest
from bizmooc.hosting.participant import Place
from bizmooc.refusal import Refusal
from creativity_team_exercise import engine, state
from creativity_team_exercise.exercise import Actor
from creativity_team_exercise.models import CountKind, Member, Team, Turn
from creativity_team_exercise.services import counts, pool
from creativity_team_exercise.techniques import Step

_ATTEMPTS = 5


@dataclass
class Held:
    """A locked team.

    Attributes:
        team: its row. session: where it is now.
        member: who acts; None where the course team or the clock does.
        now: when.
        deltas: what is to be added to the kept counts when it is stored.
    """

    team: Team
    session: engine.Session
    now: datetime
    member: Member | None = None
    deltas: Counter[tuple[str, int]] = field(default_factory=Counter)

    @property
    def who(self) -> Member:
        """Who acts."""
        if self.member is None:
            raise RuntimeError("Nobody acts here: the clock does, or the course team.")
        return self.member

    @property
    def seat(self) -> int:
        """Of who acts."""
        return self.who.seat

    @property
    def place(self) -> Place:
        """The block."""
        return Place(self.team.usage_key, self.team.course_key)

    def step(self, step_id: str, *kinds: str) -> Step:
        """Return a step of the team's technique.

        Raises:
            Refusal: 404, there is none of these kinds under this name.
        """
        found = self.session.technique.step(step_id)
        if found is None or (kinds and found.kind not in kinds):
            raise Refusal(404, _("There is no such step."))
        return found

    def require_open(self, step: Step) -> None:
        """Let something be done in the step that is open.

        Raises:
            Refusal: 409, it is over or has not begun.
        """
        index = self.session.technique.index(step.id)
        if self.session.has_ended(index):
            raise Refusal(409, _("This step has ended. What you handed in before is kept; your team has gone on."))
        if index != self.session.step:
            raise Refusal(409, _("This step has not begun yet."))

    def count(self, kind: str, bucket: int = 0, number: int = 1) -> None:
        """Add to a kept count, if learners' things are counted here."""
        if not self.team.is_course_team:
            self.deltas[kind, bucket] += number


def lock_own(actor: Actor, now: datetime) -> Held:
    """Lock the actor's team, and bring it up to the clock.

    Raises:
        Refusal: 409, they are in none.
    """
    for _attempt in range(_ATTEMPTS):
        mine = Member.objects.filter(usage_key=actor.place.usage_key, participant=actor.key.participant)
        member = mine.first()
        if member is None:
            raise Refusal(409, _("You have not begun this exercise yet. Please reload the page."))
        held = lock(member.team_id, now)
        # Until the lock was there, the team may have been merged, or the person moved.
        held.member = mine.get()
        if held.member.team_id == held.team.pk:
            return held
    raise Refusal(409, _("Your team is being changed just now. Please try again in a moment."))


def lock(team_id: int, now: datetime) -> Held:
    """Lock a team, and bring it up to the clock."""
    # Only the team's own row: the plan beside it is shared by all.
    team = Team.objects.select_for_update().get(pk=team_id)
    return Held(team, state.load(team, now), now)


def store(held: Held) -> None:
    """Store a team as its session has it; what was counted goes last."""
    team, session = held.team, held.session
    was_running = team.state == Team.State.RUNNING
    _store_turns(held)
    moved = bool(session.closings)
    team.step, team.round = session.step, session.round
    team.opened_at, team.closes_at, team.ended_at = session.opened_at, session.closes_at, session.ended_at
    team.sheets = session.sheets
    team.member_count = len(session.seats)
    team.change += 1
    if session.is_over and was_running:
        team.state = Team.State.ENDED
        team.merge_at = None
        _count_state(held, -1, Team.State.RUNNING)
        _count_state(held, 1, Team.State.ENDED)
    team.save()
    if session.is_over and was_running:
        pool.take_in(team)
    if moved:
        _tell(held)
    session.closings.clear()
    counts.add(held.place, held.deltas)
    held.deltas.clear()


def _count_state(held: Held, number: int, state_: str) -> None:
    kinds = {
        (True, Team.State.RUNNING): CountKind.ALONE_RUNNING,
        (True, Team.State.ENDED): CountKind.ALONE_ENDED,
        (False, Team.State.RUNNING): CountKind.TEAMS_RUNNING,
        (False, Team.State.ENDED): CountKind.TEAMS_ENDED,
        (False, Team.State.MERGED): CountKind.TEAMS_MERGED,
    }
    held.count(kinds[held.team.is_alone, Team.State(state_)], number=number)


def began(held: Held) -> None:
    """Count a team that has just been made."""
    _count_state(held, 1, Team.State.RUNNING)


def was_merged(held: Held) -> None:
    """Count a team whose members are now in another one."""
    _count_state(held, -1, Team.State.RUNNING)
    _count_state(held, 1, Team.State.MERGED)


def close_turn(held: Held, row: Turn) -> None:
    """Close a turn whose stage has ended, or whose holder goes on elsewhere."""
    if row.is_closed:
        return
    row.is_closed, row.is_on_time = True, row.done_at is not None
    held.count(CountKind.TURNS, row.step)
    held.count(CountKind.ON_TIME, row.step, int(row.is_on_time))


def _store_turns(held: Held) -> None:
    session = held.session
    stages = [(one.step, one.round, one.turns, True) for one in session.closings]
    if not session.is_over:
        stages.append((session.step, session.round, session.turns, False))
    people = {member.seat: member for member in Member.objects.filter(team=held.team)}
    for step, round_, turns, is_closed in stages:
        there = {row.seat: row for row in Turn.objects.filter(team=held.team, step=step, round=round_)}
        for seat, turn in sorted(turns.items()):
            if seat in people:
                row = there.get(seat) or _new_turn(held, people[seat], step, round_)
                _store_turn(held, row, turn, is_closed=is_closed)


def _new_turn(held: Held, member: Member, step: int, round_: int) -> Turn:
    return Turn(
        team=held.team,
        usage_key=held.team.usage_key,
        course_key=held.team.course_key,
        participant=member.participant,
        seat=member.seat,
        is_course_team=held.team.is_course_team,
        step=step,
        step_id=held.session.technique.steps[step].id,
        round=round_,
    )


def _store_turn(held: Held, row: Turn, turn: engine.Turn, *, is_closed: bool) -> None:
    before = (row.pk, row.sheet, row.came, row.done_at, row.is_closed)
    row.sheet, row.came = turn.sheet, turn.came
    if turn.is_done and row.done_at is None:
        row.done_at = held.now
    if is_closed:
        close_turn(held, row)
    if before != (row.pk, row.sheet, row.came, row.done_at, row.is_closed) or row.pk is None:
        row.save()


def _tell(held: Held) -> None:
    """Owe a mail to those for whom something has begun, or the result is there."""
    seats = held.session.seats if held.session.is_over else held.session.turns
    people = Member.objects.filter(team=held.team, seat__in=list(seats)).values_list("participant", flat=True)
    actor = held.member.participant if held.member else ""
    digest.note(held.team.course_key, [one for one in people if one != actor], held.now)
