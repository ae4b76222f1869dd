"""A member of the course team at work on a board, in the words of the tests."""

from __future__ import annotations

from typing import Any

from peer_idea_board.models import Idea
from tests.peer_idea_board.acting import act, done, read
from tests.support.bare_host import Answer, BareHost, Person

STAFF = Person(9_000, is_staff=True)
ANNA, BEN, CARLA, DORA = (Person(number) for number in (1, 2, 3, 4))


def look(host: BareHost, name: str, **query: Any) -> str:
    """Return a region of the course team's."""
    return done(read(host, STAFF, name, **query)).body["html"]


def decide(host: BareHost, what: str, *items: str, region: str = "reports", **values: Any) -> Answer:
    """Decide about what is ticked."""
    return act(host, STAFF, "decide_items", region=region, item=list(items), act=what, **values)


def hide(host: BareHost, *items: str, reason: str = "Out of place") -> Answer:
    """Hide what is ticked."""
    return done(decide(host, "hide", *items, reason=reason))


def key_of(row: Any) -> str:
    """Return what stands for a thing in a form."""
    return f"{row._meta.model_name}:{row.pk}"


def fresh(idea: Idea) -> Idea:
    """Return an idea as it is now."""
    return Idea.objects.get(pk=idea.pk)
