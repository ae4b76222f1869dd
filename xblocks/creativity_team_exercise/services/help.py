"""What the course team does for a team that is stuck, and about what is out of place in its work.

Each act is whole or not at all, locks the team and brings it up to the clock first, and is written into the log with
its reason; what is so already is done once.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext as _

from bizmooc.hosting.participant import Place
from bizmooc.refusal import Refusal
from bizmooc.writes import in_transaction
from creativity_team_exercise.exercise import SIZE_MOST
from creativity_team_exercise.models import CountKind, Entry, HelpEntry, Lobby, Member, Report, Team
from creativity_team_exercise.services import held as holding
from creativity_team_exercise.services import merging, pool
from creativity_team_exercise.services.held import Held
from creativity_team_exercise.services.leave_team import change_team
from creativity_team_exercise.techniques import Kind

Act = HelpEntry.Act
HOURS_AT_MOST = 336
SEEDS_AT_MOST = 20


def extend(place: Place, viewer: str, team_id: int, hours: int, reason: str) -> Team:
    """Give the stage that is open more time.

    Args:
        place: the block.
        viewer: course-specific anonymous id of who helps.
        team_id: whom.
        hours: 1 to HOURS_AT_MOST, from the end as it was.
        reason: for the log.

    Returns:
        The team.

    Raises:
        Refusal: 400, so many hours are not possible; 404, no team of the block; 409, it works no more, or has no times.
    """
    if not 1 <= hours <= HOURS_AT_MOST:
        raise Refusal(400, _("Between 1 and %(most)s hours, please.") % {"most": HOURS_AT_MOST})

    def act(held: Held) -> bool:
        _require_times(held)
        held.session.extend(hours, held.now)
        return True

    return _help(place, viewer, team_id, Act.EXTENDED, hours, reason, act)


def close_stage(place: Place, viewer: str, team_id: int, reason: str) -> Team:
    """End the stage that is open now, so that the team goes on; what is not handed in by then can come late.

    See extend().
    """

    def act(held: Held) -> bool:
        _require_times(held)
        held.session.close(held.now)
        return True

    return _help(place, viewer, team_id, Act.CLOSED, 0, reason, act)


def move_person(place: Place, viewer: str, member_id: int, team_id: int, reason: str) -> Team:
    """Seat somebody of a team of the block's own in another one; what they wrote stays, and goes with them as a copy.

    Args:
        place: the block.
        viewer: course-specific anonymous id of who helps.
        member_id: whom.
        team_id: where to.
        reason: for the log.

    Returns:
        The team where they are now.

    Raises:
        Refusal: 404, no such person or team in the block; 409, they cannot sit down there.
    """

    def whole() -> Team:
        member = Member.objects.filter(usage_key=place.usage_key, pk=member_id).first()
        if member is None:
            raise Refusal(404, _("There is no such person here."))
        source, target = _lock_two(place, member.team_id, team_id)
        source.member = Member.objects.get(pk=member_id)
        if source.member.team_id != source.team.pk:
            raise Refusal(409, _("This person has changed teams just now. Please look again."))
        if len(target.session.seats) >= SIZE_MOST:
            raise Refusal(409, _("This team is full."))
        note(target.team, viewer, Act.MOVED, member_id, reason)
        change_team(source, target)
        return target.team

    return in_transaction(whole)


def merge(place: Place, viewer: str, team_id: int, into_id: int, reason: str) -> Team:
    """Let the members of a team sit down with another one, with all that they wrote.

    Args:
        place: the block.
        viewer: course-specific anonymous id of who helps.
        team_id: whose members move.
        into_id: the team that stays.
        reason: for the log.

    Returns:
        The team that stays.

    Raises:
        Refusal: 404, no such team in the block; 409, they cannot be merged.
    """

    def whole() -> Team:
        source, target = _lock_two(place, team_id, into_id)
        if not merging.fits(source, target):
            sentence = _("Both together would be too many people: a team has %(most)d at most.")
            raise Refusal(409, sentence % {"most": SIZE_MOST})
        merging.merge_teams(source, target, viewer, reason)
        return target.team

    return in_transaction(whole)


def _lock_two(place: Place, team_id: int, other_id: int) -> tuple[Held, Held]:
    """Lock two teams of the block's own between which people may move, their lobby first.

    Raises:
        Refusal: 404, no such teams in the block; 409, there is no way between them.
    """
    mine = Team.objects.filter(usage_key=place.usage_key, pk__in=(team_id, other_id))
    lobbies = dict(mine.values_list("pk", "lobby_id"))
    if not {team_id, other_id} <= set(lobbies):
        raise no_team()
    if team_id == other_id:
        raise Refusal(409, _("This is the same team."))
    if lobbies[team_id] != lobbies[other_id]:
        raise Refusal(409, _("These teams are of different groups of the course."))
    Lobby.objects.select_for_update().get(pk=lobbies[team_id])
    source, target = _lock(place, team_id), _lock(place, other_id)
    for held in (source, target):
        _require_own(held)
    if source.team.plan_id != target.team.plan_id:
        raise Refusal(409, _("These teams work by different settings: the exercise was edited between them."))
    return source, target


def seed_team(place: Place, viewer: str, team_id: int, number: int, reason: str) -> Team:
    """Put ideas of the pool before a team; on each sheet that somebody holds, where sheets go round.

    Args:
        place: the block.
        viewer: course-specific anonymous id of who helps.
        team_id: whom.
        number: of ideas, 1 to SEEDS_AT_MOST.
        reason: for the log.

    Raises:
        Refusal: see extend(); 409, too, where ideas are of no use now, or the pool has none that the team has not.
    """
    if not 1 <= number <= SEEDS_AT_MOST:
        raise Refusal(400, _("Between 1 and %(most)s ideas, please.") % {"most": SEEDS_AT_MOST})

    def act(held: Held) -> bool:
        _require_running(held)
        if not sum(pool.add(held.team, held.session, *where, number, held.now) for where in _where_seeds_help(held)):
            raise Refusal(409, _("The pool has no more ideas for this team."))
        return True

    return _help(place, viewer, team_id, Act.SEEDED, number, reason, act)


def _where_seeds_help(held: Held) -> list[tuple[int, int, int | None]]:
    """Return where ideas are seen and of use in the stage that is open, as (step, round, sheet)."""
    session, step = held.session, held.session.current
    if step.kind == Kind.WRITE:
        return [(session.technique.index(step.uses[0]) if step.uses else session.step, 0, None)]
    if step.kind == Kind.PASS and session.round > 0:
        in_hand = sorted({turn.sheet for turn in session.turns.values() if turn.sheet is not None})
        return [(session.step, session.round - 1, sheet) for sheet in in_hand or session.sheets]
    raise Refusal(409, _("Ideas are of use while a team writes, and on sheets from the second round on: not now."))


def hide_entry(place: Place, viewer: str, entry_id: int, reason: str) -> bool:
    """Take an entry out of everybody's sight but its author's, and out of the pool; open reports on it are closed.

    What was dealt of it to other teams goes with it. One that was dealt is hidden wherever it was, and stays with its
    author: that team's work is looked at by itself.

    Returns:
        False where it is so already.

    Raises:
        Refusal: 404, no entry of the block.
    """

    def act(held: Held, entry: Entry) -> bool:
        closed = _decide(held, entry, Report.Outcome.HIDDEN)
        if entry.is_hidden:
            return closed
        _show(entry, is_hidden=True)
        return True

    return _on_entry(place, viewer, entry_id, Act.HIDDEN, reason, act)


def restore_entry(place: Place, viewer: str, entry_id: int, reason: str) -> bool:
    """Put a hidden entry back. See hide_entry()."""

    def act(held: Held, entry: Entry) -> bool:
        if not entry.is_hidden:
            return False
        _show(entry, is_hidden=False)
        Report.objects.filter(entry=entry, outcome=Report.Outcome.HIDDEN).update(outcome=Report.Outcome.KEPT)
        if held.session.is_over:
            pool.take_in(held.team)
        return True

    return _on_entry(place, viewer, entry_id, Act.RESTORED, reason, act)


def keep_entry(place: Place, viewer: str, entry_id: int, reason: str) -> bool:
    """Close the open reports on an entry, which stays. See hide_entry()."""
    return _on_entry(
        place, viewer, entry_id, Act.KEPT, reason, lambda held, entry: _decide(held, entry, Report.Outcome.KEPT)
    )


def _show(entry: Entry, *, is_hidden: bool) -> None:
    entry.is_hidden = is_hidden
    entry.save(update_fields=["is_hidden"])
    pool.hide(entry, is_hidden=is_hidden)


def _decide(held: Held, entry: Entry, outcome: str) -> bool:
    closed = Report.objects.filter(entry=entry, outcome=Report.Outcome.OPEN).update(outcome=outcome)
    held.count(CountKind.OPEN_REPORTS, number=-closed)
    return bool(closed)


def _require_running(held: Held) -> None:
    if held.team.state != Team.State.RUNNING or held.session.is_over:
        raise Refusal(409, _("This team has ended its work."))


def _require_times(held: Held) -> None:
    _require_running(held)
    if held.team.is_alone:
        raise Refusal(409, _("Whoever works alone has no times: they go on when they are done."))


def _require_own(held: Held) -> None:
    _require_running(held)
    if held.team.source == Team.Source.PLATFORM:
        raise Refusal(409, _("This team is the platform's: who is in it is changed there."))
    if held.team.is_alone:
        raise Refusal(409, _("Somebody works alone here."))


def no_team() -> Refusal:
    """Return the answer to whoever asks for a team that the block has not."""
    return Refusal(404, _("There is no such team here."))


def _lock(place: Place, team_id: int) -> Held:
    if not Team.objects.filter(usage_key=place.usage_key, pk=team_id).exists():
        raise no_team()
    return holding.lock(team_id, timezone.now())


def _help(
    place: Place, viewer: str, team_id: int, act: str, number: int, reason: str, change: Callable[[Held], bool]
) -> Team:
    def whole() -> Team:
        held = _lock(place, team_id)
        if change(held):
            note(held.team, viewer, act, number, reason)
            holding.store(held)
        return held.team

    return in_transaction(whole)


def _on_entry(
    place: Place, viewer: str, entry_id: int, act: str, reason: str, change: Callable[[Held, Entry], bool]
) -> bool:
    def whole() -> bool:
        mine = Entry.objects.filter(usage_key=place.usage_key, pk=entry_id)
        team_id = mine.values_list("team_id", flat=True).first()
        if team_id is None:
            raise Refusal(404, _("There is no such entry here."))
        held = _lock(place, team_id)
        done = change(held, mine.get())
        if done:
            note(held.team, viewer, act, entry_id, reason)
            holding.store(held)
        return done

    return in_transaction(whole)


def note(team: Team, viewer: str, act: str, number: int, reason: str) -> None:
    """Write what was done to a team into its log; see models.HelpEntry."""
    HelpEntry.objects.create(
        team=team,
        usage_key=team.usage_key,
        course_key=team.course_key,
        viewer=viewer,
        act=act,
        number=number,
        reason=reason,
    )
