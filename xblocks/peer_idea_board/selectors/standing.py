"""Where one person stands: what they have done, what is asked of them, and what they were handed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from peer_idea_board import queue
from peer_idea_board.board import Rules, Viewer
from peer_idea_board.models import Draft, Member, State, Turn


@dataclass(frozen=True)
class Progress:
    """A person's own acts beside what the author asks for.

    Attributes:
        posted, given: ideas and feedbacks of theirs that stand.
        wanted_posts, wanted_feedback: what is asked for.
        nothing_left: they have posted what is asked for, and the queue has nothing for them: nobody waits for others.
    """

    posted: int
    wanted_posts: int
    given: int
    wanted_feedback: int
    nothing_left: bool

    @property
    def share(self) -> float:
        """How much of what is asked for is done, from 0 to 1."""
        wanted = self.wanted_posts + self.wanted_feedback
        given = self.wanted_feedback if self.nothing_left else min(self.given, self.wanted_feedback)
        return (min(self.posted, self.wanted_posts) + given) / wanted if wanted else 1.0

    @property
    def has_posted(self) -> bool:
        """They have posted what is asked for."""
        return self.posted >= self.wanted_posts

    @property
    def has_given(self) -> bool:
        """They have given what is asked for."""
        return self.given >= self.wanted_feedback

    @property
    def is_done(self) -> bool:
        """Nothing more is asked for."""
        return self.has_posted and (self.has_given or self.nothing_left)


def member_of(viewer: Viewer) -> Member | None:
    """Return a person's row; None before their first act."""
    if not viewer.participant:
        return None
    return Member.objects.filter(usage_key=viewer.place.usage_key, participant=viewer.participant).first()


def progress(viewer: Viewer, rules: Rules, member: Member | None = None) -> Progress:
    """Return a person's progress: at most three queries.

    Args:
        viewer: the person.
        rules: the author's.
        member: their row, where the caller has it.
    """
    member = member or member_of(viewer)
    posted, given = (member.ideas_posted, member.feedback_given) if member else (0, 0)
    may_be_left = posted >= rules.post_quota and given < rules.feedback_quota
    nothing_left = may_be_left and bool(viewer.participant) and queue.is_nothing_left(viewer)
    return Progress(posted, rules.post_quota, given, rules.feedback_quota, nothing_left)


def open_turn(viewer: Viewer) -> Turn | None:
    """Return the turn that a person holds now, with its idea, if that is on their board."""
    if not viewer.participant:
        return None
    own = Turn.objects.filter(usage_key=viewer.place.usage_key, participant=viewer.participant)
    held = own.filter(expires_at__gt=timezone.now(), idea__state=State.LIVE)
    if not viewer.is_guest:
        held = held.filter(idea__board__group=viewer.group)
    return held.select_related("idea").order_by("-taken_at").first()


def draft_of(viewer: Viewer, form: str) -> Draft | None:
    """Return a person's draft of a form; see services.save_draft."""
    if not viewer.participant:
        return None
    own = Draft.objects.filter(usage_key=viewer.place.usage_key, participant=viewer.participant)
    return own.filter(form=form).first()
