"""One's own ideas, locked for a change."""

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
