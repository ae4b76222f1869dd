"""What has happened since a person's last visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from peer_idea_board import visibility
from peer_idea_board.board import Viewer
from peer_idea_board.models import Comment, Feedback, Follow, Idea, Member, Report, Shown, State

# More than this is "many": counting on would cost by their number.
MOST = 100
_REPORTS = 10


@dataclass(frozen=True)
class News:
    """What is new to a person; numbers up to MOST.

    Attributes:
        answers: feedback on their ideas.
        replies: answers to feedback that they gave.
        comments: of others, on their ideas.
        followed: ideas they follow that have changed.
        decided: their reports whose outcome they have not been shown.
    """

    answers: int = 0
    replies: int = 0
    comments: int = 0
    followed: int = 0
    decided: tuple[Report, ...] = ()

    def __bool__(self) -> bool:
        """There is any."""
        return bool(self.answers or self.replies or self.comments or self.followed or self.decided)


def since_last_visit(viewer: Viewer, member: Member | None) -> News:
    """Return what is new to a person: seven queries, one on their first visit, none before it."""
    if member is None or not viewer.participant:
        return News()
    told = Report.objects.filter(usage_key=viewer.place.usage_key, participant=viewer.participant, told_at=None)
    decided = tuple(told.exclude(outcome=Report.Outcome.OPEN).order_by("pk")[:_REPORTS])
    since = member.visited_before()
    if since is None:
        return News(decided=decided)
    me = {"participant": viewer.participant}
    on_mine = {"idea__in": _own_ideas(viewer), "shown": Shown.LIVE}
    given = Feedback.objects.filter(usage_key=viewer.place.usage_key, **me, idea__state=State.LIVE)
    follows = Follow.objects.filter(usage_key=viewer.place.usage_key, **me).order_by("-pk")
    latest_follows = list(follows.values_list("idea_id", flat=True)[:MOST])
    followed = Idea.objects.filter(pk__in=latest_follows, board__group=viewer.group, state=State.LIVE)
    return News(
        answers=_number(Feedback.objects.filter(**on_mine, given_at__gt=since)),
        replies=_number(given.filter(replied_at__gt=since)),
        comments=_number(Comment.objects.filter(**on_mine, written_at__gt=since).exclude(**me)),
        followed=_number(followed.filter(changed_at__gt=since).exclude(**me)),
        decided=decided,
    )


@dataclass(frozen=True)
class Latest:
    """The last idea and the last feedback a page knows of; 0 for none. What polling asks from."""

    idea: int = 0
    feedback: int = 0


def latest(viewer: Viewer) -> Latest:
    """Return the last ones there are now: four queries."""
    board = visibility.board_of(viewer)
    if board is None or not viewer.participant:
        return Latest()
    last_idea = visibility.on_board(board).order_by("-pk").values_list("pk", flat=True).first()
    return Latest(last_idea or 0, _on_own(viewer).aggregate(last=Max("pk"))["last"] or 0)


def changes(viewer: Viewer, since: Latest) -> dict[str, int]:
    """Return how much is newer than what a page knows of, up to MOST each: four queries."""
    board = visibility.board_of(viewer)
    if board is None or not viewer.participant:
        return {"ideas": 0, "feedback": 0}
    newer = visibility.on_board(board).filter(pk__gt=since.idea).exclude(participant=viewer.participant)
    return {"ideas": _number(newer), "feedback": _number(_on_own(viewer).filter(pk__gt=since.feedback))}


def _on_own(viewer: Viewer) -> Any:
    return Feedback.objects.filter(idea__in=_own_ideas(viewer), shown=Shown.LIVE)


def _own_ideas(viewer: Viewer) -> list[int]:
    """Return a person's ideas that are on the board, of their latest ones.

    As numbers, and chosen by their state here: some databases would look through all that is live, or all feedback.
    """
    own = Idea.objects.filter(usage_key=viewer.place.usage_key, participant=viewer.participant)
    rows = own.order_by("-pk").values_list("pk", "state")[:MOST]
    return [pk for pk, state in rows if state == State.LIVE]


def _number(rows: Any) -> int:
    return len(rows.order_by().values_list("pk", flat=True)[:MOST])
