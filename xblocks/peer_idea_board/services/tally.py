"""What counts change when an idea or a feedback appears to others, or disappears.

Each function changes the rows it is given, and returns what is to be added to the block's kept counts; the caller
holds a lock on the idea, and adds last (services/counts.py).
"""

from __future__ import annotations

from collections import Counter

from django.db.models import Sum

from peer_idea_board.figures import IN_TIME, hour_of, latency_bucket
from peer_idea_board.models import Feedback, Idea, Kind, Shown, State
from peer_idea_board.services.counts import Delta


def of_idea(idea: Idea) -> Delta:
    """Return what a live idea is in the kept counts, its answers included; nothing for trials, seeds and others."""
    if not idea.is_counted or idea.state != State.LIVE or idea.posted_at is None:
        return {}
    hour = hour_of(idea.posted_at)
    counted: Counter[tuple[str, int]] = Counter({(Kind.IDEAS, hour): 1})
    if idea.first_feedback_at:
        waited = idea.first_feedback_at - idea.posted_at
        counted[Kind.LATENCY, latency_bucket(waited)] += 1
        counted[Kind.ANSWERED_ONCE, hour] += waited <= IN_TIME
    if idea.second_feedback_at:
        counted[Kind.ANSWERED_TWICE, hour] += idea.second_feedback_at - idea.posted_at <= IN_TIME
    return counted


def minus(delta: Delta) -> Delta:
    """Return the opposite."""
    return {key: -number for key, number in delta.items()}


def change_state(idea: Idea, state: str) -> list[Delta]:
    """Give an idea another state, in the row as well. Returns what to add to the counts."""
    before, was_pending = of_idea(idea), of_pending(idea)
    idea.state = state
    idea.save(update_fields=["state"])
    return [minus(before), minus(was_pending), of_idea(idea), of_pending(idea)]


def of_pending(idea: Idea) -> Delta:
    """Return whether an idea waits for approval, as a number."""
    return {(Kind.PENDING, 0): 1} if idea.state == State.PENDING else {}


def recount_feedback(idea: Idea) -> list[Delta]:
    """Work out anew what an idea's feedback comes to, after some has come, gone, or been marked helpful.

    Bounded by the feedback of one idea. Returns what to add to the counts.
    """
    before = of_idea(idea)
    shown = Feedback.objects.filter(idea=idea, shown=Shown.LIVE)
    first = list(shown.order_by("given_at", "pk").values_list("given_at", flat=True)[:2])
    idea.feedback_count = shown.count()
    idea.helpful_count = shown.filter(is_helpful=True).count()
    idea.first_feedback_at, idea.second_feedback_at = (first + [None, None])[:2]
    idea.save(update_fields=["feedback_count", "helpful_count", "first_feedback_at", "second_feedback_at"])
    return [minus(before), of_idea(idea)]


def of_feedback(feedback: Feedback) -> Delta:
    """Return what a feedback is in the kept counts: hidden ones and trials are nothing."""
    if feedback.is_course_team or feedback.shown != Shown.LIVE:
        return {}
    return {(Kind.FEEDBACK, 0): 1}


def recount_votes(idea: Idea) -> None:
    """Work out anew how many votes an idea has; trials of the course team do not count."""
    total = idea.vote_rows.filter(is_course_team=False).aggregate(dots=Sum("dots"))["dots"]
    idea.votes = total or 0
    idea.save(update_fields=["votes"])
