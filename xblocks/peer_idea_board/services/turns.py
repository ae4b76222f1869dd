"""Turns as they open and end: each open one counts in its idea's load, so that the queue spreads people."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F
from django.utils import timezone

from bizmooc.hosting.participant import Place
from peer_idea_board.models import Idea, Turn

# Lapsed turns that one request ends: more are left for the next, so that no request waits for a crowd's.
_LAPSED_AT_ONCE = 50


def end(turn: Turn, *, is_given: bool = False, is_skipped: bool = False) -> bool:
    """End a turn, and take it out of its idea's load. Returns whether it was open until now."""
    was_open = bool(Turn.objects.filter(pk=turn.pk, expires_at__isnull=False).update(expires_at=None))
    Turn.objects.filter(pk=turn.pk).update(is_given=is_given, is_skipped=is_skipped)
    if was_open:
        add_load(turn.idea_id, -1)
    return was_open


def end_lapsed(place: Place, now: datetime) -> None:
    """End turns whose time is over."""
    lapsed = Turn.objects.filter(usage_key=place.usage_key, expires_at__lte=now)
    for turn in lapsed.order_by("idea_id", "pk")[:_LAPSED_AT_ONCE]:
        # Of two requests that see it, one ends it.
        if Turn.objects.filter(pk=turn.pk, expires_at__lte=now).update(expires_at=None):
            add_load(turn.idea_id, -1)


def end_all(idea: Idea) -> None:
    """End every turn on an idea that leaves the board; the idea's row is locked and holds its load."""
    open_turns = Turn.objects.filter(idea=idea, expires_at__isnull=False)
    idea.load = max(0, idea.load - open_turns.update(expires_at=None))
    idea.save(update_fields=["load"])


def open_turn(place: Place, participant: str) -> Turn | None:
    """Return the turn that a person has now."""
    own = Turn.objects.filter(usage_key=place.usage_key, participant=participant, expires_at__gt=timezone.now())
    return own.select_related("idea").order_by("-taken_at").first()


def add_load(idea_id: int, number: int) -> None:
    """Add to an idea's load."""
    Idea.objects.filter(pk=idea_id).update(load=F("load") + number)
