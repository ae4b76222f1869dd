"""Merge an idea into another one that says the same."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bizmooc.hosting.participant import Place
from bizmooc.refusal import Refusal
from bizmooc.writes import in_transaction
from peer_idea_board.models import Act, Follow, Idea, Kind, State, Target
from peer_idea_board.services import counts, tally
from peer_idea_board.services.counts import Delta
from peer_idea_board.services.moderate import leave_board, lock_idea, note


def merge(place: Place, viewer_id: str, idea_id: int, into_id: int, reason: str = "") -> bool:
    """Let one idea stand for two of the same board. This cannot be undone.

    Votes and follows go over to the other idea. Who voted for both keeps one vote (of dots: the larger number), and
    gets back what goes; nobody votes for or follows their own idea. The author of the merged idea follows the other.
    Feedback and comments stay with the merged idea, which its author and the course team can still open.

    Args:
        place: the block.
        viewer_id: course-specific anonymous id of who decides.
        idea_id: the idea that goes.
        into_id: the idea that stays.
        reason: for the log.

    Returns:
        False where it is merged into the other already.

    Raises:
        Refusal: 404, an idea is not there; 409, they cannot be merged.
    """

    def act() -> bool:
        # Votes for a locked idea wait: the database asks for the idea's row before it takes one.
        ideas = {one: lock_idea(place, one) for one in sorted({idea_id, into_id})}
        gone, stays = ideas[idea_id], ideas[into_id]
        if gone.merged_into_id == into_id:
            return False
        _require_mergeable(gone, stays)
        votes = _move_votes(gone, stays)
        _move_follows(gone, stays)
        leave_board(gone)
        gone.merged_into, gone.is_pinned = stays, False
        gone.save(update_fields=["merged_into", "is_pinned"])
        deltas = tally.change_state(gone, State.MERGED)
        note(place, viewer_id, Act.MERGE, Target.IDEA, idea_id, reason)
        counts.add(place, *deltas, votes)
        return True

    return in_transaction(act)


def _require_mergeable(gone: Idea, stays: Idea) -> None:
    if gone.pk == stays.pk:
        raise Refusal(409, _("Please choose two different ideas."))
    if gone.board_id != stays.board_id:
        raise Refusal(409, _("These ideas are of different groups, which do not see each other's boards."))
    if gone.state != State.LIVE or stays.state != State.LIVE:
        raise Refusal(409, _("Only ideas that are on the board can be merged."))


def _move_votes(gone: Idea, stays: Idea) -> Delta:
    """Carry votes over. Returns what to add to the counts."""
    voters = gone.vote_rows.values("participant")
    kept = {vote.participant: vote for vote in stays.vote_rows.filter(participant__in=voters)}
    left_behind = {*kept, stays.participant}
    gone.vote_rows.exclude(participant__in=left_behind).update(idea=stays)
    lost = 0
    for vote in gone.vote_rows.order_by("pk"):
        other, returned = kept.get(vote.participant), vote.dots
        if other is not None:
            returned, other.dots = min(vote.dots, other.dots), max(vote.dots, other.dots)
            other.save(update_fields=["dots"])
        vote.delete()
        lost += 0 if vote.is_course_team else returned
    for idea in (gone, stays):
        tally.recount_votes(idea)
    return {(Kind.VOTES, 0): -lost}


def _move_follows(gone: Idea, stays: Idea) -> None:
    followers = set(stays.followers.values_list("participant", flat=True)) | {stays.participant}
    new = set(gone.followers.values_list("participant", flat=True)) | {gone.participant}
    Follow.objects.bulk_create(
        Follow(idea=stays, usage_key=stays.usage_key, course_key=stays.course_key, participant=participant)
        for participant in sorted(new - followers - {""})
    )
    gone.followers.all().delete()
