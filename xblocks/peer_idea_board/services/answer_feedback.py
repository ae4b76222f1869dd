"""The author of an idea answers a feedback: whether it helps, and in words."""

from __future__ import annotations

from django.utils import timezone

from bizmooc.writes import in_transaction
from peer_idea_board import visibility
from peer_idea_board.board import Actor
from peer_idea_board.models import Feedback, Idea, Shown
from peer_idea_board.services import counts, members, tally
from peer_idea_board.services.concern import concern_people
from peer_idea_board.services.locked_ideas import lock_own


def answer_feedback(actor: Actor, feedback_id: int, *, is_helpful: bool, reply: str) -> Feedback:
    """Store what the author makes of a feedback; answering again takes the place of the answer before.

    Args:
        actor: the idea's author.
        feedback_id: which feedback.
        is_helpful: they mark it as helpful. It is never graded.
        reply: in words; "" for none.

    Raises:
        Refusal: 404, there is no such feedback on an idea of the actor's; 403, muted.
    """

    def answer() -> Feedback:
        members.lock(actor)
        feedback = _of_own_idea(actor, feedback_id)
        idea = lock_own(actor, feedback.idea_id)
        is_new = reply and reply != feedback.reply
        feedback.is_helpful = is_helpful
        feedback.reply = reply
        feedback.replied_at = timezone.now() if is_new else feedback.replied_at if reply else None
        feedback.save(update_fields=["is_helpful", "reply", "replied_at"])
        if is_new:
            concern_people(idea.course_key, [feedback.participant], but=actor.key.participant)
        counts.add(actor.place, *tally.recount_feedback(idea))
        return feedback

    return in_transaction(answer)


def _of_own_idea(actor: Actor, feedback_id: int) -> Feedback:
    own = Idea.objects.filter(usage_key=actor.place.usage_key, participant=actor.key.participant)
    feedback = Feedback.objects.filter(pk=feedback_id, idea__in=own, shown=Shown.LIVE).first()
    if feedback is None:
        raise visibility.not_found()
    return feedback
