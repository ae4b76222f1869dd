"""Take one's own idea off the board."""

from __future__ import annotations

from bizmooc.writes import write_once
from peer_idea_board.board import Actor
from peer_idea_board.models import Idea, State
from peer_idea_board.services import counts, index, members, tally, turns
from peer_idea_board.services.locked_ideas import lock_own
from peer_idea_board.services.save_draft import drop_drafts


def withdraw_idea(actor: Actor, idea_id: int) -> Idea | None:
    """Withdraw an idea: nobody but its author sees it any more; what others gave counts for them as before.

    Returns:
        The idea; None where this request was carried out before.

    Raises:
        Refusal: 404, there is no such idea of the actor's.
    """

    def withdraw() -> Idea:
        # Whoever is muted may still take back what is theirs.
        member = members.lock_or_make(actor)
        idea = lock_own(actor, idea_id)
        turns.end_all(idea)
        index.clear(idea)
        drop_drafts(idea)
        deltas = tally.change_state(idea, State.WITHDRAWN)
        counts.add(actor.place, *deltas, *members.acted(member, ideas=-1))
        return idea

    return write_once(actor.key, withdraw)
