"""What is stored after all: run in the server's own environment, prints one line of JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.db.models import Sum

from peer_idea_board.models import Idea, Vote
from preview.models import FieldValue


def report(block_type: str) -> None:
    """Print how many posts and votes the block of a kind holds, and what to vote for."""
    print(json.dumps(_REPORTS[block_type]()))


def _ours() -> dict[str, Any]:
    shown = Idea.objects.aggregate(votes=Sum("votes"))["votes"] or 0
    rows = Vote.objects.count()
    # A vote is stored if it is there and counted.
    return {"posts": Idea.objects.count(), "votes": min(shown, rows), "first": _first(Idea.objects.values_list("pk"))}


def _recommender() -> dict[str, Any]:
    resources = _value("recommendations") or {}
    votes = sum(one["upvotes"] for one in resources.values())
    return {"posts": len(resources), "votes": votes, "first": next(iter(resources), None)}


def _poll() -> dict[str, Any]:
    return {"posts": 0, "votes": sum((_value("tally") or {}).values()), "first": "R"}


def _value(field: str) -> Any:
    return FieldValue.objects.filter(scope="user_state_summary", field=field).values_list("value", flat=True).first()


def _first(rows: Any) -> Any:
    found = rows.order_by("pk").first()
    return found and found[0]


_REPORTS: dict[str, Callable[[], dict[str, Any]]] = {
    "peer_idea_board": _ours,
    "recommender": _recommender,
    "poll": _poll,
}
