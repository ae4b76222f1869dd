"""What a person has spent of their dots: the same for those who read it and for what refuses more."""

from django.db.models import Sum

from peer_idea_board.board import Viewer
from peer_idea_board.models import State, Vote

# States in which an idea is, or may come back, on the board; dots on others are free again.
_KEPT = (State.LIVE, State.PENDING, State.HIDDEN)


def dots_used(viewer: Viewer) -> int:
    """Return how many dots (or votes) a person has on ideas that are, or may come back, on the board: one query."""
    if not viewer.participant:
        return 0
    own = Vote.objects.filter(usage_key=viewer.place.usage_key, participant=viewer.participant)
    return own.filter(idea__state__in=_KEPT).aggregate(dots=Sum("dots"))["dots"] or 0
