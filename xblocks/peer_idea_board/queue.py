"""Who may give feedback on what: the queue that hands out, and free choice beside it."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from peer_idea_board import visibility
from peer_idea_board.board import Rules, Viewer
from peer_idea_board.figures import IN_TIME
from peer_idea_board.models import Board, Feedback, Idea, Turn


def eligible(viewer: Viewer, board: Board) -> QuerySet[Idea]:
    """Return what the queue may hand to a person: neither their own, nor what they had before, nor trials."""
    mine = {"idea": OuterRef("pk"), "participant": viewer.participant}
    had = Turn.objects.filter(Q(is_given=True) | Q(is_skipped=True), **mine)
    on_board = visibility.on_board(board).filter(is_course_team=False).exclude(participant=viewer.participant)
    return on_board.filter(~Exists(had), ~Exists(Feedback.objects.filter(**mine)))


def next_ideas(ideas: QuerySet[Idea], count: int) -> list[Idea]:
    """Return which of some ideas the queue hands out next, at most ``count``, all of the same load.

    The fewest feedbacks and open turns first. Of these, the oldest that can still be answered in time: where there is
    less feedback than ideas, "the oldest" alone would spend it on those that have waited too long already. Then the
    oldest of the rest. See benchmarks/results/simulation.md.
    """
    lowest = ideas.order_by("load", "pk").first()
    if lowest is None:
        return []
    equals = ideas.filter(load=lowest.load).order_by("posted_at", "pk")
    in_time = equals.filter(posted_at__gt=timezone.now() - IN_TIME)
    return list(in_time[:count]) or list(equals[:count])


def is_nothing_left(viewer: Viewer) -> bool:
    """Tell whether there is nothing that the queue could hand to a person: they are done, then."""
    board = visibility.board_of(viewer)
    return board is None or not eligible(viewer, board).exists()


def may_choose(idea: Idea, rules: Rules, feedback_given: int) -> bool:
    """Tell whether somebody may give feedback on an idea of their own choice.

    Popular ideas would have it all: until a person has given what the author asks for, they choose among ideas that
    need some.
    """
    return idea.load < rules.feedback_wanted or feedback_given >= rules.feedback_quota
