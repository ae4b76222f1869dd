"""What the course team does with what learners wrote: approve, hide, restore, keep, pin, endorse, mute, ask.

Each act is whole or not at all, locks the idea before what belongs to it, changes the kept counts last, and is written
into the log. Done twice, or by two people at once, it counts once. Merging ideas is in services/merge.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from bizmooc.hosting.participant import Place
from bizmooc.refusal import Refusal
from bizmooc.writes import in_transaction
from peer_idea_board.models import (
    Act,
    Comment,
    Feedback,
    Idea,
    Kind,
    Member,
    ModerationEntry,
    Report,
    Shown,
    State,
    Target,
)
from peer_idea_board.services import comments, counts, index, tally, turns
from peer_idea_board.services.concern import concern_people
from peer_idea_board.services.counts import Delta
from peer_idea_board.visibility import not_found

MEMBER = "member"
_Said = Feedback | Comment
_MODELS: dict[str, type[Any]] = {Target.FEEDBACK: Feedback, Target.COMMENT: Comment}
_SEEN_BY_STAFF = (State.PENDING, State.LIVE)


def approve(place: Place, viewer_id: str, idea_id: int, reason: str = "") -> bool:
    """Put an idea that waits on the board, from now on.

    Args:
        place: the block.
        viewer_id: course-specific anonymous id of who decides.
        idea_id: which idea.
        reason: for the log.

    Returns:
        False where it is on the board already.

    Raises:
        Refusal: 404, there is no such idea; 409, it does not wait any more.
    """

    def act(idea: Idea) -> list[Delta]:
        if idea.state == State.LIVE:
            return []
        if idea.state != State.PENDING:
            raise Refusal(409, _("This idea does not wait any more."))
        concern_people(place.course_key, [idea.participant], but=viewer_id)
        return _put_on_board(idea)

    return _on_idea(place, viewer_id, Act.APPROVE, idea_id, reason, act)


def hide(place: Place, viewer_id: str, target: str, target_id: int, reason: str) -> bool:
    """Take something off the board; whoever wrote or reported it is told.

    What an author has withdrawn stays so; only the reports on it are closed.

    Args:
        place: the block.
        viewer_id: course-specific anonymous id of who decides.
        target: one of models.Target.
        target_id: which one.
        reason: for the log, and for who wrote it.

    Returns:
        False where there was nothing left to do.

    Raises:
        Refusal: 404, there is no such thing in the block.
    """

    def act(idea: Idea, said: _Said | None) -> list[Delta]:
        deltas = _decide(place, target, target_id, Report.Outcome.HIDDEN)
        if said is None and idea.state in _SEEN_BY_STAFF:
            leave_board(idea)
            deltas += tally.change_state(idea, State.HIDDEN)
        elif said is not None and said.shown == Shown.LIVE:
            deltas += _show(idea, said, Shown.HIDDEN)
        else:
            return deltas
        concern_people(place.course_key, [(said or idea).participant], but=viewer_id)
        return deltas

    return _on_target(place, viewer_id, Act.HIDE, target, target_id, reason, act)


def restore(place: Place, viewer_id: str, target: str, target_id: int, reason: str = "") -> bool:
    """Put something back that was hidden; whoever reported it is told anew. See hide()."""

    def act(idea: Idea, said: _Said | None) -> list[Delta]:
        if (idea.state if said is None else said.shown) not in (State.HIDDEN, Shown.HIDDEN):
            return []
        _reports(place, target, target_id).filter(outcome=Report.Outcome.HIDDEN).update(
            outcome=Report.Outcome.KEPT, decided_at=timezone.now(), told_at=None
        )
        return _put_on_board(idea) if said is None else _show(idea, said, Shown.LIVE)

    return _on_target(place, viewer_id, Act.RESTORE, target, target_id, reason, act)


def keep(place: Place, viewer_id: str, target: str, target_id: int, reason: str = "") -> bool:
    """Close the open reports on something, which stays; whoever reported it is told. See hide()."""

    def act(idea: Idea, said: _Said | None) -> list[Delta]:
        return _decide(place, target, target_id, Report.Outcome.KEPT)

    return _on_target(place, viewer_id, Act.KEEP, target, target_id, reason, act)


def pin(place: Place, viewer_id: str, idea_id: int, wanted: bool, reason: str = "") -> bool:
    """Pin an idea to the top of its board, or unpin it. Returns False where it is so already. See approve()."""
    return _mark(place, viewer_id, idea_id, "is_pinned", Act.PIN if wanted else Act.UNPIN, wanted, reason)


def endorse(place: Place, viewer_id: str, idea_id: int, wanted: bool, reason: str = "") -> bool:
    """Mark an idea as recommended by the course team, or take the mark back. See pin()."""
    return _mark(place, viewer_id, idea_id, "is_endorsed", Act.ENDORSE if wanted else Act.UNENDORSE, wanted, reason)


def ask(place: Place, viewer_id: str, idea_id: int, reason: str = "") -> bool:
    """Ask for feedback on an idea: it is pinned to the top of the board, and turns on it that are open are ended.

    Nobody who holds such a turn loses what they write; the queue only does not count on them any more, so that it
    hands the idea out again at once.

    Returns:
        False where it was asked for before and nobody has taken it since.
    """

    def act(idea: Idea) -> list[Delta]:
        if idea.state != State.LIVE:
            raise Refusal(409, _("This idea is not on the board."))
        waited_for = idea.load
        turns.end_all(idea)
        if idea.is_pinned and idea.load == waited_for:
            return []
        _set(idea, is_pinned=True)
        return [{}]

    return _on_idea(place, viewer_id, Act.ASK, idea_id, reason, act)


def mute(place: Place, viewer_id: str, member_id: int, wanted: bool, reason: str = "") -> bool:
    """Let a member read and not write, or write again. What they wrote stays.

    Returns:
        False where it is so already.

    Raises:
        Refusal: 404, nobody of this block; 409, a member of the course team.
    """

    def act() -> bool:
        members = Member.objects.select_for_update().filter(usage_key=place.usage_key)
        member = members.filter(pk=member_id).first()
        if member is None:
            raise not_found()
        if member.is_course_team:
            raise Refusal(409, _("This is somebody of the course team."))
        if member.is_muted == wanted:
            return False
        member.is_muted = wanted
        member.save(update_fields=["is_muted"])
        note(place, viewer_id, Act.MUTE if wanted else Act.UNMUTE, MEMBER, member_id, reason)
        return True

    return in_transaction(act)


def note(place: Place, viewer_id: str, act: str, target: str, target_id: int, reason: str) -> None:
    """Write an act of the course team into the log of the block."""
    ModerationEntry.objects.create(
        usage_key=place.usage_key,
        course_key=place.course_key,
        viewer=viewer_id,
        act=act,
        target=target,
        target_id=target_id,
        reason=reason,
        acted_at=timezone.now(),
    )


def lock_idea(place: Place, idea_id: int) -> Idea:
    """Return an idea of the block, locked until the transaction ends.

    Raises:
        Refusal: 404.
    """
    idea = Idea.objects.select_for_update().filter(usage_key=place.usage_key, pk=idea_id).first()
    if idea is None:
        raise not_found()
    return idea


def leave_board(idea: Idea) -> None:
    """End what is under way on a locked idea, and drop what filters and search find it by."""
    turns.end_all(idea)
    index.clear(idea)


def _on_idea(
    place: Place, viewer_id: str, act: str, idea_id: int, reason: str, change: Callable[[Idea], list[Delta]]
) -> bool:
    return _on_target(place, viewer_id, act, Target.IDEA, idea_id, reason, lambda idea, _said: change(idea))


def _on_target(
    place: Place,
    viewer_id: str,
    act: str,
    target: str,
    target_id: int,
    reason: str,
    change: Callable[[Idea, _Said | None], list[Delta]],
) -> bool:
    """Carry out a change to what is locked for it. One that returns no deltas at all has changed nothing."""

    def whole() -> bool:
        deltas = change(*_locked(place, target, target_id))
        if not deltas:
            return False
        note(place, viewer_id, act, target, target_id, reason)
        counts.add(place, *deltas)
        return True

    return in_transaction(whole)


def _locked(place: Place, target: str, target_id: int) -> tuple[Idea, _Said | None]:
    """Return the idea that something is or belongs to, and what belongs to it; both locked, the idea first."""
    if target == Target.IDEA:
        return lock_idea(place, target_id), None
    if target not in _MODELS:
        raise not_found()
    rows = _MODELS[target].objects.filter(usage_key=place.usage_key, pk=target_id)
    idea_id = rows.values_list("idea_id", flat=True).first()
    if idea_id is None:
        raise not_found()
    idea = lock_idea(place, idea_id)
    said = rows.select_for_update().first()
    if said is None:
        raise not_found()
    return idea, said


def _put_on_board(idea: Idea) -> list[Delta]:
    if idea.posted_at is None:
        _set(idea, posted_at=timezone.now())
    index.write(idea)
    return tally.change_state(idea, State.LIVE)


def _show(idea: Idea, said: _Said, shown: str) -> list[Delta]:
    if isinstance(said, Comment):
        return comments.show(said, shown)
    before = tally.of_feedback(said)
    said.shown = shown
    said.save(update_fields=["shown"])
    # Who waits for feedback again is handed out again.
    _set(idea, load=max(0, idea.load + (1 if shown == Shown.LIVE else -1)))
    return [tally.minus(before), tally.of_feedback(said), *tally.recount_feedback(idea)]


def _reports(place: Place, target: str, target_id: int) -> QuerySet[Report]:
    return Report.objects.filter(usage_key=place.usage_key, target=target, target_id=target_id)


def _decide(place: Place, target: str, target_id: int, outcome: str) -> list[Delta]:
    """Close the open reports on something together."""
    still_open = _reports(place, target, target_id).filter(outcome=Report.Outcome.OPEN)
    reporters = list(still_open.values_list("participant", flat=True))
    closed = still_open.update(outcome=outcome, decided_at=timezone.now())
    if not closed:
        return []
    concern_people(place.course_key, reporters, but="")
    return [{(Kind.OPEN_REPORTS, 0): -closed}]


def _mark(place: Place, viewer_id: str, idea_id: int, name: str, act: str, wanted: bool, reason: str) -> bool:
    def change(idea: Idea) -> list[Delta]:
        if idea.state != State.LIVE:
            raise Refusal(409, _("This idea is not on the board."))
        if getattr(idea, name) == wanted:
            return []
        _set(idea, **{name: wanted})
        return [{}]

    return _on_idea(place, viewer_id, act, idea_id, reason, change)


def _set(idea: Idea, **values: Any) -> None:
    for name, value in values.items():
        setattr(idea, name, value)
    idea.save(update_fields=list(values))
