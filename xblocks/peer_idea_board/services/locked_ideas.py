"""Ideas, locked for a change: before rows that point at them are written, or two such writes block each other."""

from peer_idea_board import visibility
from peer_idea_board.board import Actor
from peer_idea_board.models import Idea, State


def lock_own(actor: Actor, idea_id: int) -> Idea:
    """Return an idea of the actor's that can be changed, locked.

    Raises:
        Refusal: 404, there is none of this number, or it is another person's, or withdrawn.
    """
    own = Idea.objects.select_for_update().filter(
        pk=idea_id, usage_key=actor.place.usage_key, participant=actor.key.participant
    )
    idea = own.exclude(state__in=(State.WITHDRAWN, State.ERASED)).first()
    if idea is None:
        raise visibility.not_found()
    return idea


def lock_live(actor: Actor, idea_id: int) -> Idea:
    """Return an idea that is on the actor's board, locked.

    Raises:
        Refusal: 404, there is none of this number for the actor, or it is not on the board.
    """
    visibility.require_idea(actor.viewer, idea_id)
    idea = Idea.objects.select_for_update().filter(pk=idea_id, state=State.LIVE).first()
    if idea is None:
        raise visibility.not_found()
    return idea
