"""Whom something concerns: they hear of it by mail, at most once a day, if they want to."""

from __future__ import annotations

from collections.abc import Iterable

from bizmooc.digest.notes import note
from peer_idea_board.models import Follow, Idea

# Of a crowd of followers, those who follow longest hear by mail; the page shows it to all.
_MOST = 500


def concern(idea: Idea, *, but: str) -> None:
    """Note that something is new about an idea: for its author and its followers, and not for who did it."""
    followers = Follow.objects.filter(idea=idea).order_by("pk").values_list("participant", flat=True)[:_MOST]
    concern_people(idea.course_key, [idea.participant, *followers], but=but)


def concern_people(course_key: str, people: Iterable[str], *, but: str) -> None:
    """Note that something is new for these people; blank ids are nobody."""
    concerned = sorted({person for person in people if person and person != but})
    if concerned:
        note(course_key, concerned)
