"""Hand out the next idea to give feedback on: see queue.py for the order."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from bizmooc.refusal import Refusal
from bizmooc.writes import in_transaction
from peer_idea_board import queue, visibility
from peer_idea_board.board import Actor, Rules
from peer_idea_board.models import Board, Feedback, Idea, Member, State, Turn
from peer_idea_board.services import members, turns

# Candidates looked at together: of several people who ask at once, each finds one that nobody else has just taken.
_CANDIDATES = 10
_ATTEMPTS = 20


def take_turn(actor: Actor, rules: Rules, idea_id: int | None = None) -> Turn | None:
    """Hand an idea to the actor; an open turn is handed out again, and one idea never twice.

    Args:
        actor: who asks.
        rules: the author's.
        idea_id: one of the actor's own choice; None: the queue's.

    Returns:
        The turn; None: nothing is left for this person.

    Raises:
        Refusal: 404, no such idea; 403, it is the actor's own, or others need feedback more; 409, given already.
    """

    def take() -> Turn | None:
        member = members.lock(actor)
        turns.end_lapsed(actor.place, timezone.now())
        held = turns.open_turn(actor.place, actor.key.participant)
        # Whoever has changed groups meanwhile, or whose idea has left the board, is given another one.
        if held and _is_there(actor, held) and idea_id in (None, held.idea_id):
            return held
        idea = _next(actor) if idea_id is None else _chosen(actor, rules, member, idea_id)
        if held and (idea or not _is_there(actor, held)):
            turns.end(held)
        return _open(actor, rules, idea) if idea else None

    return in_transaction(take)


def skip_turn(actor: Actor, idea_id: int) -> None:
    """Give a turn back: "not this one". The idea goes to somebody else, and never to this person again."""

    def skip() -> None:
        members.lock(actor)
        mine = Turn.objects.filter(
            idea_id=idea_id, usage_key=actor.place.usage_key, participant=actor.key.participant, is_given=False
        )
        turn = mine.first()
        if turn is None:
            raise visibility.not_found()
        turns.end(turn, is_skipped=True)

    in_transaction(skip)


def _is_there(actor: Actor, turn: Turn) -> bool:
    return visibility.ideas(actor.viewer).filter(pk=turn.idea_id, state=State.LIVE).exists()


def _next(actor: Actor) -> Idea | None:
    board = Board.objects.filter(usage_key=actor.place.usage_key, group=actor.group).first()
    if board is None:
        return None
    for attempt in range(_ATTEMPTS):
        candidates = queue.next_ideas(queue.eligible(actor.viewer, board), _CANDIDATES)
        if not candidates:
            return None
        for idea in candidates:
            # At first, what others are just taking is passed over; then they are waited for.
            if _claim(idea, waits=attempt > 0):
                return idea
    # So busy that a claim never succeeds: take any, rather than send somebody away.
    idea = candidates[0]
    turns.add_load(idea.pk, 1)
    return idea


def _claim(idea: Idea, *, waits: bool) -> bool:
    """Take a place on an idea, if its load is still what it was: two people never take the same place."""
    same = Idea.objects.filter(pk=idea.pk, load=idea.load, state=State.LIVE)
    may_skip = connection.features.has_select_for_update_skip_locked and not waits
    if may_skip and same.select_for_update(skip_locked=True).first() is None:
        return False
    return bool(same.update(load=F("load") + 1))


def _chosen(actor: Actor, rules: Rules, member: Member, idea_id: int) -> Idea:
    idea = visibility.require_idea(actor.viewer, idea_id)
    require_giver(actor, idea)
    if not (actor.person.is_staff or queue.may_choose(idea, rules, member.feedback_given)):
        sentence = _("This one has the feedback it needs. Please take the next one from the queue: others have none.")
        raise Refusal(403, sentence)
    turns.add_load(idea.pk, 1)
    return idea


def require_giver(actor: Actor, idea: Idea) -> None:
    """Let a person give feedback on an idea that they see.

    Raises:
        Refusal: 403, their own; 404, not on the board; 409, they have given it.
    """
    if idea.participant == actor.key.participant:
        raise Refusal(403, _("This is your own. Feedback comes from others."))
    if idea.state != State.LIVE:
        raise visibility.not_found()
    if Feedback.objects.filter(idea=idea, participant=actor.key.participant).exists():
        raise Refusal(409, _("You have given feedback on this one already."))


def _open(actor: Actor, rules: Rules, idea: Idea) -> Turn:
    now = timezone.now()
    columns = {"usage_key": actor.place.usage_key, "course_key": actor.place.course_key, "taken_at": now}
    until = now + timedelta(minutes=rules.lease_minutes)
    turn, _created = Turn.objects.update_or_create(
        idea=idea, participant=actor.key.participant, defaults={**columns, "expires_at": until, "is_skipped": False}
    )
    return turn
