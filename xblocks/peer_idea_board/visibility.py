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
    return Idea.objects.filter(_may_open(viewer), usage_key=viewer.place.usage_key)


def _may_open(viewer: Viewer, idea: str = "") -> Q:
    """Return the condition that the viewer may open an idea; ``idea``: the path to it, as "idea__"."""
    if viewer.is_staff:
        return Q(**{f"{idea}state__in": _STAFF})
    seen = Q(**{f"{idea}state": State.LIVE})
    if not viewer.is_guest:
        seen &= Q(**{f"{idea}board__group": viewer.group})
    return seen | own(viewer, idea) if viewer.participant else seen


def own(viewer: Viewer, idea: str = "") -> Q:
    """Return the condition that an idea is the viewer's. Not for nobody: seeds have no author either."""
    return Q(**{f"{idea}participant": viewer.participant, f"{idea}state__in": _OWN})


def feedback(viewer: Viewer) -> QuerySet[Feedback]:
    """Return the feedback that the viewer may see: that on ideas they may open, and what they gave themselves."""
    here = Feedback.objects.filter(usage_key=viewer.place.usage_key)
    if viewer.is_staff:
        return here
    seen = Q(shown=Shown.LIVE) & _may_open(viewer, "idea__")
    return here.filter(seen | Q(participant=viewer.participant)) if viewer.participant else here.filter(seen)


def comments(viewer: Viewer) -> QuerySet[Comment]:
    """Return the comments that the viewer may see: those under ideas they may open, hidden ones of their own too."""
    here = Comment.objects.filter(usage_key=viewer.place.usage_key)
    if viewer.is_staff:
        return here.exclude(shown=Shown.WITHDRAWN)
    shown = Q(shown=Shown.LIVE)
    if viewer.participant:
        shown |= Q(shown=Shown.HIDDEN, participant=viewer.participant)
    return here.filter(shown & _may_open(viewer, "idea__"))


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
