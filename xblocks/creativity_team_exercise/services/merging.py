"""Join two teams: the members of one sit down with the other, and bring all that they wrote."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Max

from creativity_team_exercise.exercise import SIZE_MOST, THIN
from creativity_team_exercise.models import Choice, Entry, HelpEntry, Lobby, Member, Pair, ResultVersion, Team, Turn
from creativity_team_exercise.services import held as holding
from creativity_team_exercise.services.held import Held
from creativity_team_exercise.techniques import Kind

# Teams looked at for a thin one: the smallest come first.
_CANDIDATES = 20
# A thin team for which there is no other is looked at again after this.
_AGAIN = timedelta(hours=12)


def is_due(held: Held) -> bool:
    """Tell whether a team is to be joined with another one now."""
    return held.team.merge_at is not None and held.team.merge_at <= held.now and is_thin(held)


def is_thin(held: Held) -> bool:
    """Tell whether fewer people are present than make a team; in its first stage it may still be filling."""
    session = held.session
    return not session.is_over and not session.is_first_stage and session.active < THIN


def merge_if_due(team_id: int, now: datetime) -> bool:
    """Join a thin team with another one, if it is time and there is one. Returns whether it did. In a transaction.

    Locks the lobby, then the teams in the order of their numbers: nobody who holds a team may wait for it.
    """
    lobby_id = Team.objects.values_list("lobby_id", flat=True).get(pk=team_id)
    Lobby.objects.select_for_update().get(pk=lobby_id)
    source = holding.lock(team_id, now)
    if not is_due(source):
        return False
    source.team.merge_at = now + _AGAIN
    for other_id in _candidates(source):
        target = holding.lock(other_id, now)
        if fits(source, target):
            merge_teams(source, target)
            return True
    holding.store(source)
    return False


def _candidates(source: Held) -> list[int]:
    """Return teams with room, the smallest first; those that are as far as this one, or farther, before the others."""
    team, stage = source.team, (source.session.step, source.session.round)
    others = Team.objects.filter(lobby=team.lobby_id, state=Team.State.RUNNING, source=Team.Source.OWN)
    room = others.filter(plan=team.plan_id, member_count__lte=SIZE_MOST - team.member_count).exclude(pk=team.pk)
    found = room.order_by("member_count", "pk").values_list("pk", "step", "round")[:_CANDIDATES]
    return [pk for pk, *_stage in sorted(found, key=lambda one: (one[1], one[2]) < stage)]


def fits(source: Held, target: Held) -> bool:
    """Tell whether the members of one team can sit down with another.

    If that one is not as far as they are, they go through its steps once more; what they did already counts.
    """
    ours, theirs = source.session, target.session
    if ours.is_over or theirs.is_over or len(ours.seats) + len(theirs.seats) > SIZE_MOST:
        return False
    same = source.team.plan_id == target.team.plan_id and source.team.lobby_id == target.team.lobby_id
    return same and {source.team.source, target.team.source} == {Team.Source.OWN}


def merge_teams(source: Held, target: Held, viewer: str = "", reason: str = "") -> None:
    """Move everything of one team to another; both are locked, and fit. Seats are counted on, so nobody's is taken.

    Args:
        source: its members move.
        target: where they sit down.
        viewer: of the course team; "": the block itself.
        reason: in words; may be empty.
    """
    team, into, ahead = source.team, target.team, target.team.last_seat
    same_stage = (source.session.step, source.session.round) == (target.session.step, target.session.round)
    # What the clock has closed is written first: then only the open stage is left.
    holding.store(source)
    _move_turns(source, target, ahead, same_stage=same_stage)
    Entry.objects.filter(team=team, sheet__isnull=False).update(sheet=F("sheet") + ahead)
    Entry.objects.filter(team=team, seat__gt=0).update(seat=F("seat") + ahead)
    Entry.objects.filter(team=team).update(team=into)
    Pair.objects.filter(team=team).update(team=into, seat=F("seat") + ahead)
    Choice.objects.filter(team=team).update(team=into, seat=F("seat") + ahead)
    _move_results(team, into, ahead)
    seats = sorted(source.session.seats)
    Member.objects.filter(team=team).update(team=into, seat=F("seat") + ahead)
    if source.session.step == target.session.step and source.session.current.kind == Kind.PASS:
        target.session.sheets += [sheet + ahead for sheet in source.session.sheets]
    for seat in seats:
        target.session.seats[seat + ahead] = seat + ahead
    into.last_seat = ahead + team.last_seat
    _take_over_turns(source, target, ahead, same_stage=same_stage)
    _close_down(source, into)
    keys = {"usage_key": into.usage_key, "course_key": into.course_key, "viewer": viewer, "reason": reason}
    HelpEntry.objects.create(team=into, act=HelpEntry.Act.MERGED, number=team.pk, **keys)
    holding.store(target)


def _move_turns(source: Held, target: Held, ahead: int, *, same_stage: bool) -> None:
    """Move turns; of a stage that the other team has behind it, those that are open end."""
    if not same_stage:
        for row in Turn.objects.filter(team=source.team, is_closed=False):
            if row.done_at is None:
                row.delete()
            else:
                holding.close_turn(target, row)
                row.save()
    Turn.objects.filter(team=source.team, sheet__isnull=False).update(sheet=F("sheet") + ahead)
    Turn.objects.filter(team=source.team).update(team=target.team, seat=F("seat") + ahead)


def _take_over_turns(source: Held, target: Held, ahead: int, *, same_stage: bool) -> None:
    if not same_stage:
        return
    for seat, turn in source.session.turns.items():
        if turn.sheet is not None:
            turn.sheet += ahead
        target.session.turns[seat + ahead] = turn
    for sheet, on_sheet in source.session.written.items():
        moved = {seat + ahead if seat else 0: number for seat, number in on_sheet.items()}
        target.session.written[sheet + ahead] = moved


def _move_results(team: Team, into: Team, ahead: int) -> None:
    for version in ResultVersion.objects.filter(team=team).order_by("number"):
        there = ResultVersion.objects.filter(team=into, step_id=version.step_id)
        version.number = (there.aggregate(last=Max("number"))["last"] or 0) + 1
        version.team, version.seat = into, version.seat + ahead
        # Theirs stands; this one is kept beside it. Where they have none yet, this one goes on.
        version.is_beside = version.is_beside or there.filter(is_beside=False).exclude(seat__gt=ahead).exists()
        version.save()


def _close_down(source: Held, into: Team) -> None:
    team = source.team
    Team.objects.filter(merged_into=team).update(merged_into=into)
    holding.was_merged(source)
    team.state, team.merged_into, team.merge_at, team.closes_at = Team.State.MERGED, into, None, None
    team.member_count, team.ended_at = 0, source.now
    team.save()
    holding.counts.add(source.place, source.deltas)
    source.deltas.clear()
