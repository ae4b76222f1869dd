"""Short remarks under ideas."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone

from bizmooc.writes import in_transaction, write_once
from peer_idea_board import visibility
from peer_idea_board.board import Actor
from peer_idea_board.models import Comment, Idea, Kind, Shown
from peer_idea_board.services import counts, members
from peer_idea_board.services.concern import concern
from peer_idea_board.services.counts import Delta
from peer_idea_board.services.locked_ideas import lock_live


def post_comment(actor: Actor, idea_id: int, text: str) -> Comment | None:
    """Store a comment.

    Returns:
        The comment; None where this request was carried out before.

    Raises:
        Refusal: 404, the idea is not on the board; 403, muted, or too many in a short time.
    """

    def post() -> Comment:
        members.lock(actor)
        own = Comment.objects.filter(usage_key=actor.place.usage_key, participant=actor.key.participant)
        members.require_rate("post_comment", own, "written_at")
        idea = lock_live(actor, idea_id)
        comment = Comment.objects.create(
            idea=idea,
            usage_key=actor.place.usage_key,
            course_key=actor.place.course_key,
            participant=actor.key.participant,
            is_course_team=actor.person.is_course_team,
            text=text,
            written_at=timezone.now(),
        )
        Idea.objects.filter(pk=idea.pk).update(comment_count=F("comment_count") + 1)
        concern(idea, but=actor.key.participant)
        counts.add(actor.place, of_comment(comment))
        return comment

    return write_once(actor.key, post)


def withdraw_comment(actor: Actor, comment_id: int) -> Comment:
    """Take back one's own comment.

    Raises:
        Refusal: 404, there is no such comment of the actor's.
    """

    def withdraw() -> Comment:
        # Whoever is muted may still take back what is theirs.
        members.lock_or_make(actor)
        own = Comment.objects.select_for_update().filter(
            pk=comment_id, usage_key=actor.place.usage_key, participant=actor.key.participant, shown=Shown.LIVE
        )
        comment = own.first()
        if comment is None:
            raise visibility.not_found()
        counts.add(actor.place, *show(comment, Shown.WITHDRAWN))
        return comment

    return in_transaction(withdraw)


def show(comment: Comment, shown: str) -> list[Delta]:
    """Let a comment be seen, or not, in its row and its idea's count. Returns what to add to the kept counts."""
    before = of_comment(comment)
    change = (shown == Shown.LIVE) - (comment.shown == Shown.LIVE)
    comment.shown = shown
    comment.save(update_fields=["shown"])
    if change:
        Idea.objects.filter(pk=comment.idea_id).update(comment_count=F("comment_count") + change)
    return [{key: -number for key, number in before.items()}, of_comment(comment)]


def of_comment(comment: Comment) -> Delta:
    """Return what a comment is in the kept counts: neither trials nor what is not seen."""
    is_counted = comment.shown == Shown.LIVE and not comment.is_course_team
    return {(Kind.COMMENTS, 0): 1} if is_counted else {}
