"""One idea with what was said about it; long conversations a page at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from peer_idea_board import visibility
from peer_idea_board.board import Viewer
from peer_idea_board.models import (
    Act,
    BoardVersion,
    Comment,
    Feedback,
    Follow,
    Idea,
    ModerationEntry,
    Report,
    Revision,
    Shown,
    State,
    Target,
    Turn,
)
from peer_idea_board.structures import Criterion, Structure
from peer_idea_board.structures.model import kept

PAGE = 20
# So many feedbacks say what the middle is; an idea with more has it of the latest.
_RATED = 500
# Fewer say nothing about a middle.
LEAST_RATED = 3
_REVISIONS = 30


def idea_of(viewer: Viewer, idea_id: int) -> Idea:
    """Return an idea that the viewer may open, with the structure it was written for: one query.

    Raises:
        Refusal: 404.
    """
    idea = visibility.ideas(viewer).select_related("structure", "merged_into").filter(pk=idea_id).first()
    if idea is None:
        raise visibility.not_found()
    return idea


def structure_of(version: BoardVersion) -> Structure:
    """Return the structure that a row was written for."""
    return kept(version.digest, version.content)


def structures_of(ids: Iterable[int]) -> dict[int, Structure]:
    """Return the structures that rows were written for, by the ids of their versions: one query."""
    return {version.pk: structure_of(version) for version in BoardVersion.objects.filter(pk__in=set(ids))}


def revisions_of(viewer: Viewer, idea: Idea) -> list[Revision]:
    """Return how an idea was before, the latest change first; the latest of very many.

    Its author reads all versions, everybody else those that were on the board: one query.
    """
    if idea.revision == 1:
        return []
    rows = Revision.objects.filter(idea=idea)
    if not (viewer.participant and idea.participant == viewer.participant):
        rows = rows.filter(is_public=True)
    return list(rows.select_related("structure").order_by("-number")[:_REVISIONS])


@dataclass(frozen=True)
class Turns:
    """What a person has to do with an idea's feedback.

    Attributes:
        open: their turn that runs now, None if there is none.
        has_given: they have given their feedback.
    """

    open: Turn | None
    has_given: bool


def turns_of(viewer: Viewer, idea: Idea) -> Turns:
    """Return a person's turn on an idea: one query."""
    turn = Turn.objects.filter(idea=idea, participant=viewer.participant).first() if viewer.participant else None
    if turn is None:
        return Turns(None, False)
    runs = bool(turn.expires_at and turn.expires_at > timezone.now()) and not turn.is_given
    return Turns(turn if runs else None, turn.is_given)


@dataclass(frozen=True)
class FeedbackPage:
    """Some of an idea's feedback, the oldest first. ``more``: the number after which more follows; None at the end."""

    feedback: list[Feedback]
    more: int | None


def feedback_page(viewer: Viewer, idea: Idea, after: int = 0) -> FeedbackPage:
    """Return a page of what people have given on an idea: one query."""
    rows = visibility.feedback(viewer).filter(idea=idea, pk__gt=after).order_by("pk")
    found = list(rows[: PAGE + 1])
    return FeedbackPage(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None)


@dataclass(frozen=True)
class CommentPage:
    """Some comments, in order of time, the latest ones first shown. ``earlier``: before which earlier ones are."""

    comments: list[Comment]
    earlier: int | None


def comment_page(viewer: Viewer, idea: Idea, before: int | None = None) -> CommentPage:
    """Return the latest comments on an idea, or those before one: one query."""
    rows = visibility.comments(viewer).filter(idea=idea).order_by("-pk")
    found = list((rows.filter(pk__lt=before) if before else rows)[: PAGE + 1])
    shown = found[:PAGE]
    return CommentPage(shown[::-1], shown[-1].pk if len(found) > PAGE else None)


@dataclass(frozen=True)
class Rated:
    """How people have rated an idea on one criterion: levels from 1.

    Attributes:
        low, high: the two middle ratings; the same one where the number of ratings is odd.
        lowest, highest: of all.
        count: of ratings.
    """

    criterion: Criterion
    low: int
    high: int
    lowest: int
    highest: int
    count: int


def ratings_of(idea: Idea, structure: Structure) -> list[Rated]:
    """Return medians and ranges of an idea's ratings, where there are enough: two queries.

    Only ratings that were asked for in the same words as now are put together.
    """
    if idea.feedback_count < LEAST_RATED or not structure.criteria:
        return []
    live = Feedback.objects.filter(idea=idea, shown=Shown.LIVE).order_by("-pk")
    rows = list(live.values_list("structure_id", "ratings")[:_RATED])
    asked = structures_of(version for version, _ratings in rows)
    found = []
    for criterion in structure.criteria:
        same = {version for version, one in asked.items() if one.criterion(criterion.id) == criterion}
        levels = sorted(
            ratings[criterion.id] for version, ratings in rows if version in same and criterion.id in ratings
        )
        if len(levels) >= LEAST_RATED:
            found.append(_rated(criterion, levels))
    return found


def _rated(criterion: Criterion, levels: list[int]) -> Rated:
    count = len(levels)
    return Rated(criterion, levels[(count - 1) // 2], levels[count // 2], levels[0], levels[-1], count)


def follows(viewer: Viewer, idea: Idea) -> bool:
    """Tell whether a person follows an idea."""
    return bool(viewer.participant) and Follow.objects.filter(idea=idea, participant=viewer.participant).exists()


def reported(viewer: Viewer, idea: Idea) -> dict[tuple[str, int], str]:
    """Return what became of what a person has reported about an idea, by (target, number): one query."""
    if not viewer.participant:
        return {}
    own = Report.objects.filter(idea=idea, participant=viewer.participant)
    return {(row.target, row.target_id): row.outcome for row in own.only("target", "target_id", "outcome")}


def reason_of_hiding(target: str, row: Idea | Feedback | Comment) -> str:
    """Return why the course team has hidden something; "" if they did not say."""
    acts = ModerationEntry.objects.filter(usage_key=row.usage_key, target=target, target_id=row.pk, act=Act.HIDE)
    return acts.order_by("-pk").values_list("reason", flat=True).first() or ""


def state_reason(idea: Idea) -> str:
    """Return why the course team has hidden one's own idea; "" where it is not hidden."""
    return reason_of_hiding(Target.IDEA, idea) if idea.state == State.HIDDEN else ""
