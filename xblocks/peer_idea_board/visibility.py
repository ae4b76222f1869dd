"""Who sees what of a board: every read and every write begins here, so that nothing is reached past it."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from bizmooc.refusal import Refusal
from peer_idea_board.board import Viewer
from peer_idea_board.models import Board, Comment, Feedback, Idea, Shown, State

# What its author still sees of an idea that others do not.
_OWN = (State.PENDING, State.LIVE, State.HIDDEN, State.WITHDRAWN, State.MERGED)
_STAFF = (State.PENDING, State.LIVE, State.HIDDEN, State.MERGED)


def board_of(viewer: Viewer) -> Board | None:
    """Return the board of the viewer's group; None before anybody came."""
    return Board.objects.filter(usage_key=viewer.place.usage_key, group=viewer.group).first()


def on_board(board: Board) -> QuerySet[Idea]:
    """Return what everybody of the group sees: for lists, which the indexes serve."""
    return Idea.objects.filter(board=board, state=State.LIVE)


def ideas(viewer: Viewer) -> QuerySet[Idea]:
    """Return the ideas that the viewer may open, one by one; staff may open those of every group."""
    here = Idea.objects.filter(usage_key=viewer.place.usage_key)
    if viewer.is_staff:
        return here.filter(state__in=_STAFF)
    of_group = Q(state=State.LIVE) if viewer.is_guest else Q(board__group=viewer.group, state=State.LIVE)
    return here.filter(of_group | own(viewer)) if viewer.participant else here.filter(of_group)


def own(viewer: Viewer) -> Q:
    """Return the condition that an idea is the viewer's. Not for nobody: seeds have no author either."""
    return Q(participant=viewer.participant, state__in=_OWN)


def feedback(viewer: Viewer) -> QuerySet[Feedback]:
    """Return the feedback that the viewer may see: that on ideas they may open, and what they gave themselves."""
    here = Feedback.objects.filter(usage_key=viewer.place.usage_key)
    if viewer.is_staff:
        return here
    seen = Q(shown=Shown.LIVE, idea__in=ideas(viewer))
    return here.filter(seen | Q(participant=viewer.participant)) if viewer.participant else here.filter(seen)


def comments(viewer: Viewer) -> QuerySet[Comment]:
    """Return the comments that the viewer may see: those under ideas they may open."""
    here = Comment.objects.filter(usage_key=viewer.place.usage_key)
    if viewer.is_staff:
        return here.exclude(shown=Shown.WITHDRAWN)
    return here.filter(shown=Shown.LIVE, idea__in=ideas(viewer))


def require_idea(viewer: Viewer, idea_id: int) -> Idea:
    """Return an idea that the viewer may open.

    Raises:
        Refusal: 404; whether there is one that they may not open is not told.
    """
    idea = ideas(viewer).filter(pk=idea_id).first()
    if idea is None:
        raise not_found()
    return idea


def not_found() -> Refusal:
    """Return the answer to whoever asks for something that is not there for them."""
    return Refusal(404, _("This is not on the board any more."))
